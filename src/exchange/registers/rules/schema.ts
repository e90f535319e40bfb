// A register is a JSON Schema (draft 2020-12), of which a small part is taken: README.md says which, checkSchema.ts holds it.

/** What any field says of itself. Titles are its names in both languages. */
interface Said {
  title: string
  'x-title-en': string
  description?: string
  'x-description-en'?: string
  /** Among the columns of the list. */
  'x-list'?: boolean
  /** Looked through by a search. */
  'x-search'?: boolean
  /** The list is narrowed by it. */
  'x-filter'?: boolean
  /** Seen by the owner of an entry and by the office, by nobody else. */
  'x-private'?: boolean
  /** What an entry says that was written before there was this field. */
  default?: string | number | boolean
}

/** One of the words that a field may hold. */
export interface Option {
  const: string
  title: string
  'x-title-en': string
}

export interface TextField extends Said {
  type: 'string'
  maxLength: number
  pattern?: string
  format?: 'date' | 'uri' | 'email'
  /** Several lines and paragraphs. */
  'x-multiline'?: boolean
}

export interface OptionField extends Said {
  type: 'string'
  oneOf: readonly Option[]
}

export interface NumberField extends Said {
  type: 'number' | 'integer'
  minimum?: number
  maximum?: number
  'x-unit'?: string
}

export interface BooleanField extends Said {
  type: 'boolean'
}

/** Several texts, or several of the words of a list. */
export interface ListField extends Said {
  type: 'array'
  items: { type: 'string'; maxLength: number } | { type: 'string'; oneOf: readonly Option[] }
  maxItems: number
}

export type SimpleField = TextField | OptionField | NumberField | BooleanField

/** A table within an entry: the projects of a park. */
export interface SubTableField extends Said {
  type: 'array'
  items: {
    type: 'object'
    properties: Readonly<Record<string, SimpleField>>
    required?: readonly string[]
    additionalProperties: false
  }
  maxItems: number
}

export type Field = SimpleField | ListField | SubTableField

/** What the entries of a register hold, and how lists show them. */
export interface RegistrySchema {
  $schema: typeof DIALECT
  type: 'object'
  properties: Readonly<Record<string, Field>>
  required: readonly string[]
  additionalProperties: false
  /** The field by which an entry is called. */
  'x-name': string
  /** The fields by which the entries of one owner are told apart. */
  'x-key': readonly string[]
}

export const DIALECT = 'https://json-schema.org/draft/2020-12/schema'

/** What an entry says: its fields by their names. */
export type EntryContent = Record<string, unknown>

export const isSubTable = (field: Field): field is SubTableField =>
  field.type === 'array' && field.items.type === 'object'
export const isList = (field: Field): field is ListField => field.type === 'array' && field.items.type === 'string'

/** The words of a field that holds one or several of a list; null where it holds anything else. */
export function optionsOf(field: Field): readonly Option[] | null {
  const of = isList(field) ? field.items : field
  return 'oneOf' in of ? of.oneOf : null
}

/** How a list is narrowed by a field: by its words, by yes or no, by a lowest and a highest. Null where it is not. */
export function filterKindOf(field: Field): 'options' | 'boolean' | 'range' | null {
  if (optionsOf(field)) return 'options'
  if (field.type === 'boolean') return 'boolean'
  const ranges = field.type === 'number' || field.type === 'integer' || ('format' in field && field.format === 'date')
  return ranges ? 'range' : null
}

/** What everybody sees of an entry, and what its owner and the office see beside it. */
export function parted(schema: RegistrySchema, content: EntryContent): { shown: EntryContent; kept: EntryContent } {
  const isPrivate = ([name]: [string, unknown]) => schema.properties[name]?.['x-private'] === true
  const all = Object.entries(content)
  return {
    shown: Object.fromEntries(all.filter((one) => !isPrivate(one))),
    kept: Object.fromEntries(all.filter(isPrivate)),
  }
}

/** The content with what the schema says of entries that were written before a field. */
export function filled(schema: RegistrySchema, content: EntryContent): EntryContent {
  const missing = Object.entries(schema.properties).filter(
    ([name, field]) => field.default !== undefined && !Object.hasOwn(content, name),
  )
  return { ...Object.fromEntries(missing.map(([name, field]) => [name, field.default])), ...content }
}

/** By what an owner's entries are told apart: the values of x-key, one to a line. The SQL function registry_key says the same. */
export const keyOf = (schema: RegistrySchema, content: EntryContent): string =>
  schema['x-key'].map((name) => String(content[name] ?? '')).join('\n')
