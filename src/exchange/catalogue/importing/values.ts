import { classIn } from '../rules/classes.ts'
import type { DataType, Format, ResourceContent, SharingMode, SharingType, UpdatePeriod } from '../rules/content.ts'
import { DATA_TYPE_WORDS, FORMAT_WORDS, MODE_WORDS, PERIOD_WORDS, SHARING_WORDS } from '../words.ts'

/** What a cell came to, or the forms that were expected. */
export type Value<T> = { value: T } | { expected: string }

const fold = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s()[\]【】_/-]/g, '')

/** 数据库类 is what 数据库 is. */
const foldKind = (cell: string) => fold(cell).replace(/(?<=.)类$/u, '')
/** 共享平台/数据库 and 共享平台（数据库）方式 are what 共享平台（数据库） is. */
const foldMode = (cell: string) =>
  fold(cell)
    .replaceAll(/[/—–]/gu, '')
    .replace(/(?<=.)方式$/u, '')

/** Further words by which inventories mean a code, beside those of our own exports. */
const ALSO = {
  format: {
    electronicFile: ['文件', 'ofd', 'wps', 'xml文件', 'txt', 'doc', 'docx', 'html', 'pdf', 'ppt'],
    spreadsheet: ['表格', 'et', 'xls', 'xlsx', 'csv', 'excel'],
    database: [
      'dm',
      'kingbasees',
      'access',
      'dbf',
      'dbase',
      'sysbase',
      'oracle',
      'sqlserver',
      'db2',
      'mysql',
      'postgresql',
    ],
    image: ['图像', '图片', 'jpg', 'gif', 'bmp', 'tiff', 'shp'],
    stream: ['swf', 'rm', 'mpg', 'mp4'],
    selfDescribing: ['自描述'],
  },
  dataType: {
    character: [
      '字符型',
      '字符',
      '字符串型',
      '字符串',
      'c',
      'string',
      'char',
      'nchar',
      'varchar',
      'nvarchar',
      'varchar2',
      'nvarchar2',
      'character varying',
      'text',
    ],
    numeric: ['数值型', '数值', '数字', 'n', 'number', 'numeric', 'decimal'],
    currency: ['货币型', '货币', 'y', 'money'],
    date: ['日期型', '日期', 'd', 'date'],
    dateTime: ['日期时间型', '日期时间', '时间', 't', 'datetime', 'datetime2', 'timestamp', 'timestamptz'],
    boolean: ['逻辑型', '逻辑', '布尔', '布尔型', 'l', 'boolean', 'bool', 'bit'],
    memo: ['备注型', '备注', 'm', 'mediumtext', 'longtext', 'ntext', 'clob', 'nclob'],
    general: ['通用型', '通用', 'g', 'blob', 'binary', 'varbinary', 'bytea'],
    double: ['双精度型', '双精度', 'b', 'double', 'double precision', 'float8'],
    integer: [
      '整型',
      '整数',
      '整数型',
      'i',
      'int',
      'integer',
      'tinyint',
      'smallint',
      'mediumint',
      'bigint',
      'int2',
      'int4',
      'int8',
    ],
    float: ['浮点型', '浮点', 'f', 'float', 'real', 'float4'],
  },
  sharingType: {
    unconditional: ['无条件', '1'],
    conditional: ['有条件', '2'],
    none: ['不予', '不共享', '不予以共享', '3'],
  },
  sharingMode: {
    platformDatabase: ['数据库', '库表', '共享平台数据库', '数据库交换'],
    platformFile: ['文件', '文件下载', '共享平台文件', '共享平台'],
    platformInterface: ['接口', '服务接口', 'api', '共享平台服务接口', '数据接口'],
    mail: ['电子邮件'],
    disk: ['光盘'],
    medium: ['介质', '其他'],
  },
  updatePeriod: {
    realTime: ['实时更新'],
    daily: ['每天', '每日更新', '日', '按日'],
    weekly: ['每星期', '周', '按周'],
    monthly: ['每个月', '月', '按月'],
    quarterly: ['每季', '季度', '季', '按季度'],
    halfYearly: ['半年', '每半年度'],
    yearly: ['每年度', '年', '年度', '按年'],
    irregular: ['不定时', '按需', '其他'],
  },
} as const

function reader<Code extends string>(
  words: Readonly<Record<Code, string>>,
  also: Readonly<Record<Code, readonly string[]>>,
  folded = fold,
): (cell: string) => Value<Code> {
  const codes = Object.keys(words) as Code[]
  const known = new Map(codes.flatMap((code) => [words[code], ...also[code]].map((word) => [folded(word), code])))
  const expected = codes.map((code) => words[code]).join('、')
  return (cell) => {
    const value = known.get(folded(cell))
    return value === undefined ? { expected } : { value }
  }
}

export const readSharingType = reader<SharingType>(SHARING_WORDS, ALSO.sharingType)
export const readPeriod = reader<UpdatePeriod>(PERIOD_WORDS, ALSO.updatePeriod)
const readKind = reader<Format>(FORMAT_WORDS, ALSO.format, foldKind)
const readMode = reader<SharingMode>(MODE_WORDS, ALSO.sharingMode, foldMode)
const readType = reader<DataType>(DATA_TYPE_WORDS, ALSO.dataType)

/** Texts of a cell that lists several: 、 ， ； or a line break between them. */
export const listIn = (cell: string): string[] => [
  ...new Set(
    cell
      .split(/[、，,；;\n]+/u)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
]

/** Several texts of a cell, each no longer and no more of them than a description takes. */
export function readList(cell: string, most: number, longest: number): Value<string[]> {
  const list = listIn(cell)
  const fits = list.length <= most && list.every((one) => one.length <= longest)
  return fits ? { value: list } : { expected: `≤ ${most} 个，用“、”隔开，每个 ≤ ${longest} 字` }
}

/** 电子表格, 电子表格（xlsx）, 数据库/Oracle, or a concrete format alone. */
export function readFormat(cell: string): Value<Pick<ResourceContent, 'format' | 'formatDetail'>> {
  const whole = readKind(cell)
  const isKind = 'value' in whole && foldKind(FORMAT_WORDS[whole.value]) === foldKind(cell)
  if ('value' in whole) return { value: { format: whole.value, formatDetail: isKind ? '' : cell.trim() } }
  const parts = /^\s*([^/／:：（(]+?)\s*(?:[/／:：]\s*(.+)|[（(]\s*(.+?)\s*[)）])\s*$/u.exec(cell)
  const kind = parts && readKind(parts[1] ?? '')
  if (!kind || !('value' in kind)) return whole
  return { value: { format: kind.value, formatDetail: (parts[2] ?? parts[3] ?? '').trim() } }
}

/** Every way that a cell names; one that is none refuses the cell. */
export function readModes(cell: string): Value<SharingMode[]> {
  const modes = new Set<SharingMode>()
  for (const one of listIn(cell)) {
    const read = readMode(one)
    if (!('value' in read)) return read
    modes.add(read.value)
  }
  return { value: [...modes] }
}

const TYPE_AND_LENGTH = /^\s*(.+?)\s*[（(,，]?\s*([0-9]{1,5}(?:\s*[,.，]\s*[0-9]{1,2})?)?\s*[)）]?\s*$/u

/** 字符型C, C, C(20), 字符型（20）, N(10,2), VARCHAR2(50): what type, and how long where the cell says it. */
export function readDataType(cell: string): Value<{ dataType: DataType; length: string }> {
  // int8 and varchar2 end in a digit that is no length.
  const whole = readType(cell)
  if ('value' in whole) return { value: { dataType: whole.value, length: '' } }
  const [, word = '', length = ''] = TYPE_AND_LENGTH.exec(cell) ?? []
  const read = readType(word)
  if (!('value' in read)) return { expected: `${read.expected}；长度写在括号里，如 C(20)` }
  return { value: { dataType: read.value, length: length.replace(/\s*[.，,]\s*/u, ',') } }
}

/** A length of its own column: 20, or 10,2 with decimals. */
export function readLength(cell: string): Value<string> {
  const text = cell.normalize('NFKC').trim().replace('.', ',')
  return /^[0-9]{1,5}(,[0-9]{1,2})?$/.test(text) ? { value: text } : { expected: '整数，如 20；有小数位的写作 10,2' }
}

const YES_OR_NO: Readonly<Record<string, boolean>> = {
  ...{
    是: true,
    开放: true,
    无条件开放: true,
    有条件开放: true,
    依申请开放: true,
    yes: true,
    y: true,
    '1': true,
    有: true,
  },
  ...{ 否: false, 不开放: false, 不予开放: false, no: false, n: false, '0': false, 无: false },
}

export function readYesNo(cell: string): Value<boolean> {
  const value = YES_OR_NO[fold(cell)]
  return value === undefined ? { expected: '是、否' } : { value }
}

export function readClass(cell: string): Value<string> {
  const value = classIn(cell)
  return value === null ? { expected: '分类代码（如 211000）或“类/项”（如 主题信息资源/生态环保）' } : { value }
}
