// What is said of a resource (政务信息资源目录编制指南（试行），发改高技〔2017〕1272号). Codes are ours; the words that stand for
// them in tables are in words.ts.

/** 信息资源格式: the guide's six kinds; the concrete format stands beside it. */
export const FORMATS = ['electronicFile', 'spreadsheet', 'database', 'image', 'stream', 'selfDescribing'] as const
export type Format = (typeof FORMATS)[number]

/** 数据类型 of an item. */
export const DATA_TYPES = [
  'character',
  'numeric',
  'currency',
  'date',
  'dateTime',
  'boolean',
  'memo',
  'general',
  'double',
  'integer',
  'float',
] as const
export type DataType = (typeof DATA_TYPES)[number]

/** 共享类型: without condition, on a condition, not at all (which needs its basis in law). */
export const SHARING_TYPES = ['unconditional', 'conditional', 'none'] as const
export type SharingType = (typeof SHARING_TYPES)[number]

/** 共享方式: the sharing platform in one of three ways, or by hand. */
export const SHARING_MODES = [
  'platformDatabase',
  'platformFile',
  'platformInterface',
  'mail',
  'disk',
  'medium',
] as const
export type SharingMode = (typeof SHARING_MODES)[number]

/** 更新周期: what the provider promises. `irregular` promises nothing. */
export const UPDATE_PERIODS = [
  'realTime',
  'daily',
  'weekly',
  'monthly',
  'quarterly',
  'halfYearly',
  'yearly',
  'irregular',
] as const
export type UpdatePeriod = (typeof UPDATE_PERIODS)[number]

/** 信息项: one column of the data. */
export interface ResourceItem {
  name: string
  dataType: DataType
  /** In characters or digits, decimals behind a comma (`10,2`); empty where it is not told. */
  length: string
}

/** All that a version says. Null, or an empty text, is what a draft does not say yet. */
export interface ResourceContent {
  name: string
  /** 类 (1 digit), 项 (2), 目 (3; 000 where its class has none): classes.ts */
  classCode: string | null
  abstract: string
  keywords: string[]
  format: Format | null
  formatDetail: string
  items: ResourceItem[]
  sharingType: SharingType | null
  /** What is asked of who uses it, where it is shared on a condition. */
  sharingCondition: string
  /** The law, regulation or policy by which it is not shared. */
  legalBasis: string
  sharingModes: SharingMode[]
  /** Whether society may have it (是否向社会开放). */
  isOpen: boolean | null
  openCondition: string
  updatePeriod: UpdatePeriod | null
  /** Whom to ask. */
  contact: string
  /** Where it is to be had, as an http(s) address. */
  accessUrl: string | null
  /** 关联资源代码 */
  relatedCodes: string[]
  /** Commitments of plans that these data serve. */
  commitmentIds: string[]
}
export type ContentField = keyof ResourceContent

/** A draft of which only the name is known. */
export const emptyContent = (name: string): ResourceContent => ({
  name,
  classCode: null,
  abstract: '',
  keywords: [],
  format: null,
  formatDetail: '',
  items: [],
  sharingType: null,
  sharingCondition: '',
  legalBasis: '',
  sharingModes: [],
  isOpen: null,
  openCondition: '',
  updatePeriod: null,
  contact: '',
  accessUrl: null,
  relatedCodes: [],
  commitmentIds: [],
})

/**
 * The content without what its own answers rule out: a condition of what is shared without one, a basis for withholding
 * what is shared, ways of sharing what is not. So that what stands in a form behind another choice is not published.
 */
export function tidied(content: ResourceContent): ResourceContent {
  const { sharingType, isOpen } = content
  return {
    ...content,
    sharingCondition: sharingType === 'conditional' || sharingType === null ? content.sharingCondition : '',
    legalBasis: sharingType === 'none' || sharingType === null ? content.legalBasis : '',
    sharingModes: sharingType === 'none' ? [] : content.sharingModes,
    openCondition: isOpen === false ? '' : content.openCondition,
  }
}
