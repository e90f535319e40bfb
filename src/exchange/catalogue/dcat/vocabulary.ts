import { CLASSES, DIVISIONS } from '../rules/classes.ts'
import type { DataType, SharingType, UpdatePeriod } from '../rules/content.ts'
import { SHARING_WORDS } from '../words.ts'
import { en, type Node, refer, zh } from './context.ts'

/** Where the parts of our catalogue lie: every address leads back to this server. */
export interface Addresses {
  catalogue: string
  classes: string
  classOf: (digits: string) => string
  sharings: string
  sharingOf: (type: SharingType) => string
  page: (id: string) => string
  dataset: (id: string) => string
  record: (id: string) => string
  agent: (organizationId: string) => string
  home: string
}

export function addressesAt(origin: string): Addresses {
  const catalogue = `${origin}/api/v1/resources/dcat`
  return {
    catalogue,
    classes: `${catalogue}#classes`,
    classOf: (digits) => `${catalogue}#class-${digits}`,
    sharings: `${catalogue}#sharing`,
    sharingOf: (type) => `${catalogue}#sharing-${type}`,
    page: (id) => `${origin}/resources/${id}`,
    dataset: (id) => `${origin}/resources/${id}#dataset`,
    record: (id) => `${origin}/api/v1/resources/${id}/dcat`,
    agent: (organizationId) => `${origin}/units/${organizationId}#agent`,
    home: `${origin}/resources`,
  }
}

const SHARING_EN: Readonly<Record<SharingType, string>> = {
  unconditional: 'Shared without condition',
  conditional: 'Shared on condition',
  none: 'Not shared',
}

const concept = (id: string, scheme: string, labels: readonly Node[]): Node => ({
  ...{ '@id': id, '@type': 'skos:Concept' },
  ...{ 'skos:prefLabel': labels, 'skos:inScheme': refer(scheme) },
})

/** The digits of a class as far as they say something: a 目 of 000 is none. */
export const classDigits = (code: string): string => (code.endsWith('000') ? code.slice(0, 3) : code)

/** What a class is a part of, from 类 down to itself: `3`, `307`, `307012`. */
export const classLine = (digits: string): string[] =>
  [digits.slice(0, 1), digits.slice(0, 3), digits].filter((part, index, line) => line.indexOf(part) === index)

/** The class of the guide, at 类, 项 or 目: the last has no words of its own, it is the provider's. */
export const classNode = (digits: string, at: Addresses): Node => ({
  ...concept(at.classOf(digits), at.classes, [
    zh(DIVISIONS[digits] ?? CLASSES[digits] ?? `${CLASSES[digits.slice(0, 3)]}/${digits.slice(3)}`),
  ]),
  ...(digits.length > 1
    ? { 'skos:broader': refer(at.classOf(classLine(digits).at(-2) ?? digits)), 'skos:notation': digits }
    : {}),
})

/** How a resource is shared among departments: `dct:accessRights` speaks of the public, so this has a scheme of its own. */
export const sharingNode = (type: SharingType, at: Addresses): Node => ({
  ...concept(at.sharingOf(type), at.sharings, [zh(SHARING_WORDS[type]), en(SHARING_EN[type])]),
  '@type': ['skos:Concept', 'dct:RightsStatement'],
})

export const classScheme = (at: Addresses): Node => ({
  ...{ '@id': at.classes, '@type': 'skos:ConceptScheme' },
  'dct:title': [zh('政务信息资源分类'), en('Classes of government information resources')],
})

export const sharingScheme = (at: Addresses): Node => ({
  ...{ '@id': at.sharings, '@type': 'skos:ConceptScheme' },
  'dct:title': [zh('共享类型'), en('Ways of sharing among departments')],
})

const EU = 'http://publications.europa.eu/resource/authority'

/** Frequencies of the EU's vocabulary, which DCAT-AP asks for. */
const FREQUENCIES: Readonly<Record<UpdatePeriod, string>> = {
  realTime: 'CONT',
  daily: 'DAILY',
  weekly: 'WEEKLY',
  monthly: 'MONTHLY',
  quarterly: 'QUARTERLY',
  halfYearly: 'ANNUAL_2',
  yearly: 'ANNUAL',
  irregular: 'IRREG',
}
export const frequencyNode = (period: UpdatePeriod): Node => ({
  '@id': `${EU}/frequency/${FREQUENCIES[period]}`,
  '@type': 'dct:Frequency',
})

/** What the public may see: all of it, some of it on a condition, nothing. */
export const accessNode = (isOpen: boolean, type: SharingType): Node => ({
  '@id': `${EU}/access-right/${isOpen ? 'PUBLIC' : type === 'none' ? 'NON_PUBLIC' : 'RESTRICTED'}`,
  '@type': 'dct:RightsStatement',
})

export const CHINESE: Node = {
  ...{ '@id': `${EU}/language/ZHO`, '@type': 'dct:LinguisticSystem' },
}

/** Types of columns as CSV on the Web names them. */
export const CSVW_TYPES: Readonly<Record<DataType, string>> = {
  character: 'string',
  numeric: 'decimal',
  currency: 'decimal',
  date: 'date',
  dateTime: 'dateTime',
  boolean: 'boolean',
  memo: 'string',
  general: 'any',
  double: 'double',
  integer: 'integer',
  float: 'float',
}
