import type { DataType, Format, SharingMode, SharingType, UpdatePeriod } from './rules/content.ts'

// The words of tables: what an inventory says, what an export writes. A test holds them against those of the page.

export const FORMAT_WORDS: Readonly<Record<Format, string>> = {
  electronicFile: '电子文件',
  spreadsheet: '电子表格',
  database: '数据库',
  image: '图形图像',
  stream: '流媒体',
  selfDescribing: '自描述格式',
}
export const DATA_TYPE_WORDS: Readonly<Record<DataType, string>> = {
  character: '字符型C',
  numeric: '数值型N',
  currency: '货币型Y',
  date: '日期型D',
  dateTime: '日期时间型T',
  boolean: '逻辑型L',
  memo: '备注型M',
  general: '通用型G',
  double: '双精度型B',
  integer: '整型I',
  float: '浮点型F',
}
export const SHARING_WORDS: Readonly<Record<SharingType, string>> = {
  unconditional: '无条件共享',
  conditional: '有条件共享',
  none: '不予共享',
}
export const MODE_WORDS: Readonly<Record<SharingMode, string>> = {
  platformDatabase: '共享平台（数据库）',
  platformFile: '共享平台（文件）',
  platformInterface: '共享平台（服务接口）',
  mail: '邮件',
  disk: '拷盘',
  medium: '介质交换',
}
export const PERIOD_WORDS: Readonly<Record<UpdatePeriod, string>> = {
  realTime: '实时',
  daily: '每日',
  weekly: '每周',
  monthly: '每月',
  quarterly: '每季度',
  halfYearly: '每半年',
  yearly: '每年',
  irregular: '不定期',
}
