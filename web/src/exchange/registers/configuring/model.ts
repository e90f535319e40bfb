import type { Field, Option, RegistrySchema, SimpleField } from '../../../../../src/exchange/schemas.ts'
import { isSubTable, optionsOf } from '../words.ts'

export const KINDS = [
  ...([
    'text',
    'prose',
    'date',
    'uri',
    'email',
    'options',
    'number',
    'integer',
    'boolean',
    'texts',
    'choices',
  ] as const),
  'table',
] as const
export type Kind = (typeof KINDS)[number]
export const FLAGS = ['required', 'list', 'search', 'filter', 'isPrivate'] as const
export type Flag = (typeof FLAGS)[number]

/** A field as the editor holds it: all that may be typed, as it is typed. */
export interface FieldRow {
  /** For React alone. */
  id: string
  name: string
  title: string
  titleEn: string
  description: string
  descriptionEn: string
  kind: Kind
  flags: Flag[]
  maxLength: string
  pattern: string
  minimum: string
  maximum: string
  unit: string
  /** A line for each: code｜title｜English title. */
  options: string
  maxItems: string
  usual: string
  rows: FieldRow[]
}

export const emptyField = (): FieldRow => ({
  ...{ id: crypto.randomUUID(), name: '', title: '', titleEn: '', description: '', descriptionEn: '', kind: 'text' },
  ...{ flags: [], maxLength: '100', pattern: '', minimum: '', maximum: '', unit: '', options: '', maxItems: '20' },
  ...{ usual: '', rows: [] },
})

/** Fields that stand together: the words of options one to a line. */
const linesOf = (options: readonly Option[]) =>
  options.map((option) => [option.const, option.title, option['x-title-en']].join('｜')).join('\n')

function optionsIn(text: string): Option[] {
  return text
    .split('\n')
    .map((line) => line.split(/[|｜]/).map((part) => part.trim()))
    .filter(([code]) => code)
    .map(([code = '', title = code, english = title]) => ({ const: code, title, 'x-title-en': english }))
}

/** The fields of a schema, as they are edited. */
export function rowsOf(schema: Pick<RegistrySchema, 'properties'> & { required?: readonly string[] }): FieldRow[] {
  return Object.entries(schema.properties).map(([name, field]) => {
    const flags = [
      ['required', schema.required?.includes(name)],
      ['list', field['x-list']],
      ['search', field['x-search']],
      ['filter', field['x-filter']],
      ['isPrivate', field['x-private']],
    ] as const
    return {
      ...emptyField(),
      ...{ name, title: field.title, titleEn: field['x-title-en'], kind: kindOf(field) },
      ...{ description: field.description ?? '', descriptionEn: field['x-description-en'] ?? '' },
      flags: flags.flatMap(([flag, is]) => (is ? [flag] : [])),
      ...('maxLength' in field ? { maxLength: String(field.maxLength) } : {}),
      ...('pattern' in field && field.pattern ? { pattern: field.pattern } : {}),
      ...('minimum' in field ? { minimum: String(field.minimum ?? '') } : {}),
      ...('maximum' in field ? { maximum: String(field.maximum ?? '') } : {}),
      ...('x-unit' in field ? { unit: field['x-unit'] ?? '' } : {}),
      ...('maxItems' in field ? { maxItems: String(field.maxItems) } : {}),
      ...(field.type === 'array' && 'maxLength' in field.items ? { maxLength: String(field.items.maxLength) } : {}),
      options: linesOf(optionsOf(field) ?? []),
      usual: field.default === undefined ? '' : String(field.default),
      rows: isSubTable(field) ? rowsOf(field.items) : [],
    }
  })
}

function kindOf(field: Field): Kind {
  if (isSubTable(field)) return 'table'
  if (field.type === 'array') return optionsOf(field) ? 'choices' : 'texts'
  if (field.type !== 'string') return field.type
  if (!('maxLength' in field)) return 'options'
  if (field.format) return field.format
  return field['x-multiline'] ? 'prose' : 'text'
}

/** A number that was typed; what is none is sent as it is, and the server says where. */
const numberIn = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))
const optionalNumber = (keyword: string, text: string) => (text.trim() === '' ? {} : { [keyword]: Number(text) })
const optional = (keyword: string, text: string) => (text.trim() === '' ? {} : { [keyword]: text.trim() })

/** The schema that these fields make, by what its entries are called and told apart. */
export function schemaOf(rows: readonly FieldRow[], named: string, keys: readonly string[]): RegistrySchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: Object.fromEntries(rows.map((row) => [row.name.trim(), fieldOf(row)])),
    required: requiredOf(rows),
    additionalProperties: false,
    'x-name': named,
    'x-key': [...keys],
  }
}

const requiredOf = (rows: readonly FieldRow[]) =>
  rows.filter(({ flags }) => flags.includes('required')).map(({ name }) => name.trim())

function fieldOf(row: FieldRow, isInner = false): Field {
  const words = {
    ...{ title: row.title.trim(), 'x-title-en': row.titleEn.trim() },
    ...optional('description', row.description),
    ...optional('x-description-en', row.descriptionEn),
  }
  const flag = (name: Flag, keyword: string) => (row.flags.includes(name) ? { [keyword]: true } : {})
  const use = isInner
    ? flag('search', 'x-search')
    : {
        ...flag('list', 'x-list'),
        ...flag('search', 'x-search'),
        ...flag('filter', 'x-filter'),
        ...flag('isPrivate', 'x-private'),
      }
  return { ...kept(row), ...words, ...use, ...(isInner ? {} : usualOf(row)) } as Field
}

function usualOf({ kind, usual }: FieldRow): { default?: string | number | boolean } {
  if (usual.trim() === '') return {}
  if (kind === 'number' || kind === 'integer') return { default: Number(usual) }
  return { default: kind === 'boolean' ? usual.trim() === 'true' : usual.trim() }
}

/** What of a field depends on its kind. */
function kept(row: FieldRow): object {
  const most = { maxLength: numberIn(row.maxLength) }
  switch (row.kind) {
    case 'text':
      return { type: 'string', ...most, ...optional('pattern', row.pattern) }
    case 'prose':
      return { type: 'string', ...most, 'x-multiline': true }
    case 'date':
      return { type: 'string', maxLength: 10, format: 'date' }
    case 'uri':
    case 'email':
      return { type: 'string', ...most, format: row.kind }
    case 'options':
      return { type: 'string', oneOf: optionsIn(row.options) }
    case 'number':
    case 'integer':
      return {
        ...{ type: row.kind, ...optionalNumber('minimum', row.minimum), ...optionalNumber('maximum', row.maximum) },
        ...optional('x-unit', row.unit),
      }
    case 'boolean':
      return { type: 'boolean' }
    case 'texts':
      return { type: 'array', items: { type: 'string', ...most }, maxItems: numberIn(row.maxItems) }
    case 'choices':
      return {
        type: 'array',
        items: { type: 'string', oneOf: optionsIn(row.options) },
        maxItems: numberIn(row.maxItems),
      }
    case 'table':
      return {
        type: 'array',
        items: {
          type: 'object',
          properties: Object.fromEntries(
            row.rows.map((inner) => [inner.name.trim(), fieldOf(inner, true) as SimpleField]),
          ),
          required: requiredOf(row.rows),
          additionalProperties: false,
        },
        maxItems: numberIn(row.maxItems),
      }
  }
}

/** The rows with one of them moved up or down. */
export const moved = <Row>(rows: readonly Row[], at: number, by: number): Row[] => {
  const next = [...rows]
  next.splice(at + by, 0, ...next.splice(at, 1))
  return next
}

/** A configuration as a file brings it; null where it is none. Its schema is the server's to judge. */
export function configurationIn(text: string):
  | (Record<'name' | 'nameEn' | 'description' | 'descriptionEn', string> & {
      code: string
      schema: RegistrySchema
    })
  | null {
  try {
    const read = JSON.parse(text) as Record<string, unknown>
    const word = (key: string) => (typeof read[key] === 'string' ? (read[key] as string) : '')
    const schema = read.schema as RegistrySchema
    rowsOf(schema)
    return {
      ...{ code: word('code'), name: word('name'), nameEn: word('nameEn') },
      ...{ description: word('description'), descriptionEn: word('descriptionEn'), schema },
    }
  } catch {
    return null
  }
}
