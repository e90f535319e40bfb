import type { HeadingWords } from '../../../plan/reading/index.ts'

/** What a row of an inventory can say. */
export const IMPORT_FIELDS = [
  'code',
  'creditCode',
  'provider',
  'name',
  'classCode',
  'abstract',
  'keywords',
  'formatDetail',
  'format',
  'itemName',
  'itemType',
  'itemLength',
  'sharingType',
  'sharingCondition',
  'legalBasis',
  'sharingModes',
  'isOpen',
  'openCondition',
  'updatePeriod',
  'contact',
  'accessUrl',
  'relatedCodes',
] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]

/**
 * How inventories head the column of each field; the first is the heading of our own exports. Source: the field names of
 * the guide (发改高技〔2017〕1272号) and their usual short forms.
 */
export const HEADINGS: HeadingWords<ImportField> = {
  code: ['信息资源代码', '资源代码', '资源编码', '目录编码', '目录代码', '资源编号'],
  creditCode: ['信息资源提供方代码', '提供方代码', '统一社会信用代码', '提供单位代码'],
  provider: ['信息资源提供方', '提供方', '提供单位', '提供部门', '数源部门', '数源单位', '责任部门', '所属部门'],
  name: ['信息资源名称', '资源名称', '数据资源名称', '目录名称', '数据目录名称', '数据集名称'],
  classCode: ['信息资源分类', '资源分类', '所属分类', '分类', '类目', '分类代码'],
  abstract: ['信息资源摘要', '资源摘要', '摘要', '资源简介', '资源描述', '内容描述'],
  keywords: ['关键字', '关键词', '标签'],
  formatDetail: ['具体格式', '格式说明'],
  format: ['信息资源格式', '资源格式', '格式', '格式分类'],
  itemName: ['信息项名称', '信息项', '数据项', '数据项名称', '字段名称'],
  itemType: ['数据类型', '信息项类型', '字段类型'],
  itemLength: ['数据长度', '长度', '字段长度'],
  sharingType: ['共享类型', '共享属性'],
  sharingCondition: ['共享条件'],
  legalBasis: ['不予共享依据', '不共享依据', '不予共享理由'],
  sharingModes: ['共享方式', '共享方式分类'],
  isOpen: ['是否向社会开放', '是否开放', '开放属性', '开放类型'],
  openCondition: ['开放条件'],
  updatePeriod: ['更新周期', '更新频率'],
  contact: ['联系方式', '联系人', '联系人及电话'],
  accessUrl: ['访问地址', '获取地址', '接口地址'],
  relatedCodes: ['关联资源代码', '关联资源'],
}
