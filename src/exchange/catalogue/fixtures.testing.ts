import ExcelJS from 'exceljs'
import type { ResourceContent } from './schemas.ts'

/** A description with all that the guide demands. */
export const aContent = (own: Partial<ResourceContent> = {}): ResourceContent => ({
  name: '入河排污口基本信息',
  classCode: '211000',
  abstract: '辖区内入河排污口的编码、位置、类型和责任主体。',
  keywords: ['排污口', '水环境'],
  format: 'database',
  formatDetail: 'PostgreSQL',
  items: [
    { name: '排污口编码', dataType: 'character', length: '20' },
    { name: '日排放量', dataType: 'numeric', length: '10,2' },
  ],
  sharingType: 'conditional',
  sharingCondition: '用于跨省河流联防联治',
  legalBasis: '',
  sharingModes: ['platformInterface'],
  isOpen: false,
  openCondition: '',
  updatePeriod: 'monthly',
  contact: '水生态处 0771-0000000',
  accessUrl: 'https://data.example/outfalls',
  relatedCodes: [],
  commitmentIds: [],
  ...own,
})

type Cells = readonly (readonly (string | number)[])[]

/** A workbook of these sheets. */
export async function workbookOf(sheets: Readonly<Record<string, Cells>>): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = workbook.addWorksheet(name)
    for (const row of rows) sheet.addRow([...row])
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

/** The headings of an inventory, and a row that can be published. */
export const INVENTORY_HEAD = [
  ...['信息资源名称', '信息资源分类', '信息资源摘要', '信息资源格式', '信息项名称', '数据类型', '数据长度'],
  ...['共享类型', '共享条件', '共享方式', '是否向社会开放', '更新周期'],
] as const
export const inventoryRow = (name: string, own: Partial<Record<(typeof INVENTORY_HEAD)[number], string>> = {}) => {
  const row: Record<(typeof INVENTORY_HEAD)[number], string> = {
    ...{ 信息资源名称: name, 信息资源分类: '主题信息资源/生态环保', 信息资源摘要: `${name}的摘要` },
    ...{ 信息资源格式: '数据库（MySQL）', 信息项名称: '编码', 数据类型: 'C', 数据长度: '20' },
    ...{ 共享类型: '有条件共享', 共享条件: '用于联防联治', 共享方式: '接口', 是否向社会开放: '否', 更新周期: '每月' },
    ...own,
  }
  return INVENTORY_HEAD.map((heading) => row[heading])
}
