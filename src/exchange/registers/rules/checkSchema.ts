import { isClean, isSaid } from '../../../platform/http/index.ts'
import {
  LARGEST_SCHEMA,
  LONGEST_DESCRIPTION,
  LONGEST_TEXT,
  LONGEST_TITLE,
  MOST_FIELDS,
  MOST_INNER_FIELDS,
  MOST_LISTED,
  MOST_OPTIONS,
  MOST_ROWS_WITHIN,
} from './limits.ts'
import { LONGEST_MATCHED, patternFault } from './safePattern.ts'
import { DIALECT, type Field, filterKindOf, isSubTable, type RegistrySchema } from './schema.ts'

/** What is wrong with a schema, and where: `properties.price.minimum`. */
export interface SchemaFault {
  at: string
  code:
    | 'too_large'
    | 'not_an_object'
    | 'keyword_unknown'
    | 'name_unfit'
    | 'missing'
    | 'value_unfit'
    | 'pattern_unsafe'
    | 'too_many'
    | 'option_twice'
    | 'not_for_private'
    | 'field_unknown'
  expected: string
}

type Fail = (at: string, code: SchemaFault['code'], expected?: string) => void
type Node = Readonly<Record<string, unknown>>

const NAME = /^[a-z][A-Za-z0-9]{0,39}$/
const SAID = ['type', 'title', 'x-title-en', 'description', 'x-description-en'] as const
const FLAGS = ['x-list', 'x-search', 'x-filter', 'x-private'] as const
const KEYWORDS = {
  text: ['maxLength', 'pattern', 'format', 'x-multiline', 'default'],
  options: ['oneOf', 'default'],
  number: ['minimum', 'maximum', 'x-unit', 'default'],
  boolean: ['default'],
  array: ['items', 'maxItems'],
} as const
const FORMATS = ['date', 'uri', 'email']

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Everything that is wrong with a schema from an administrator: what stands outside of the part of JSON Schema that is
 * taken is refused, so that nothing is fetched ($ref), nothing hangs (patterns), nothing reaches a prototype.
 */
export function schemaFaults(schema: unknown): SchemaFault[] {
  const faults: SchemaFault[] = []
  const fail: Fail = (at, code, expected = '') => {
    if (faults.length < 100) faults.push({ at, code, expected })
  }
  if (!isNode(schema)) return [{ at: '', code: 'not_an_object', expected: '{ … }' }]
  if (Buffer.byteLength(sizeable(schema)) > LARGEST_SCHEMA)
    return [{ at: '', code: 'too_large', expected: `≤ ${LARGEST_SCHEMA / 1024} KB` }]
  const taken = ['$schema', 'type', 'properties', 'required', 'additionalProperties', 'x-name', 'x-key']
  known(schema, taken, '', fail)
  if (schema.$schema !== DIALECT) fail('$schema', 'value_unfit', DIALECT)
  if (schema.type !== 'object') fail('type', 'value_unfit', 'object')
  if (schema.additionalProperties !== false) fail('additionalProperties', 'value_unfit', 'false')
  const names = checkFields(schema, '', MOST_FIELDS, fail, true)
  checkNameAndKey(schema, names, fail)
  const properties = isNode(schema.properties) ? Object.values(schema.properties) : []
  if (properties.filter((field) => isNode(field) && field['x-list'] === true).length > MOST_LISTED)
    fail('properties', 'too_many', `x-list ≤ ${MOST_LISTED}`)
  return faults
}

/** Whether a schema is one that is taken. */
export const isRegistrySchema = (schema: unknown): schema is RegistrySchema => schemaFaults(schema).length === 0

/** What is nested too deep to be written out is too large. */
function sizeable(schema: Node): string {
  try {
    return JSON.stringify(schema)
  } catch {
    return ' '.repeat(LARGEST_SCHEMA + 1)
  }
}

function known(node: Node, keywords: readonly string[], at: string, fail: Fail): void {
  for (const keyword of Object.keys(node))
    if (!keywords.includes(keyword)) fail(at ? `${at}.${keyword}` : keyword, 'keyword_unknown', keywords.join(', '))
}

/** The properties and the required ones of a schema or of a table within it. @returns their names */
function checkFields(node: Node, at: string, most: number, fail: Fail, isOuter: boolean): string[] {
  const place = (name: string) => (at ? `${at}.${name}` : name)
  const { properties, required } = node
  if (!isNode(properties) || Object.keys(properties).length === 0) {
    fail(place('properties'), 'missing', '{ … }')
    return []
  }
  const names = Object.keys(properties)
  if (names.length > most) fail(place('properties'), 'too_many', `≤ ${most}`)
  const headings = new Set<unknown>()
  for (const [name, field] of Object.entries(properties)) {
    const here = `${place('properties')}.${name}`
    if (!NAME.test(name) || name in Object.prototype) fail(here, 'name_unfit', NAME.source)
    if (!isNode(field)) {
      fail(here, 'not_an_object', '{ … }')
      continue
    }
    checkField(field, here, fail, isOuter)
    // Two columns of one heading could not be told apart in a table.
    if (headings.has(field.title)) fail(`${here}.title`, 'option_twice', String(field.title))
    headings.add(field.title)
  }
  if (isOuter || required !== undefined) {
    if (!Array.isArray(required)) fail(place('required'), 'value_unfit', '[ … ]')
    else
      for (const name of required)
        if (!names.includes(name as string)) fail(place('required'), 'field_unknown', String(name))
  }
  return names
}

function checkField(field: Node, at: string, fail: Fail, isOuter: boolean): void {
  for (const keyword of ['title', 'x-title-en']) checkWords(field[keyword], `${at}.${keyword}`, LONGEST_TITLE, fail)
  for (const keyword of ['description', 'x-description-en'])
    if (field[keyword] !== undefined) checkWords(field[keyword], `${at}.${keyword}`, LONGEST_DESCRIPTION, fail)
  for (const flag of FLAGS)
    if (field[flag] !== undefined && typeof field[flag] !== 'boolean')
      fail(`${at}.${flag}`, 'value_unfit', 'true, false')
  const kind = kindOf(field)
  if (!kind || (kind === 'array' && !isOuter)) {
    fail(
      `${at}.type`,
      'value_unfit',
      isOuter ? 'string, number, integer, boolean, array' : 'string, number, integer, boolean',
    )
    return
  }
  const flags = isOuter ? FLAGS : (['x-search'] as const)
  known(field, [...SAID, ...flags, ...KEYWORDS[kind].filter((one) => isOuter || one !== 'default')], at, fail)
  CHECKS[kind](field, at, fail)
  if (isOuter) checkUse(field as unknown as Field, at, fail)
}

function kindOf({ type, oneOf }: Node): keyof typeof KEYWORDS | null {
  if (type === 'string') return oneOf === undefined ? 'text' : 'options'
  if (type === 'number' || type === 'integer') return 'number'
  return type === 'boolean' || type === 'array' ? type : null
}

const CHECKS: Readonly<Record<keyof typeof KEYWORDS, (field: Node, at: string, fail: Fail) => void>> = {
  text({ maxLength, pattern, format, default: usual, ...field }, at, fail) {
    checkWhole(maxLength, `${at}.maxLength`, 1, LONGEST_TEXT, fail)
    if (format !== undefined && !FORMATS.includes(format as string))
      fail(`${at}.format`, 'value_unfit', FORMATS.join(', '))
    if (field['x-multiline'] !== undefined && typeof field['x-multiline'] !== 'boolean')
      fail(`${at}.x-multiline`, 'value_unfit', 'true, false')
    if (usual !== undefined) checkWords(usual, `${at}.default`, LONGEST_DESCRIPTION, fail)
    if (pattern === undefined) return
    const unsafe = typeof pattern === 'string' ? patternFault(pattern) : '^…$'
    if (unsafe !== null) fail(`${at}.pattern`, 'pattern_unsafe', unsafe)
    if (typeof maxLength === 'number' && maxLength > LONGEST_MATCHED)
      fail(`${at}.maxLength`, 'value_unfit', `≤ ${LONGEST_MATCHED}`)
  },
  options({ oneOf, default: usual }, at, fail) {
    const constants = checkOptions(oneOf, `${at}.oneOf`, fail)
    if (usual !== undefined && !constants.includes(usual)) fail(`${at}.default`, 'value_unfit', constants.join(', '))
  },
  number({ minimum, maximum, default: usual, ...field }, at, fail) {
    for (const [keyword, value] of Object.entries({ minimum, maximum, default: usual }))
      if (value !== undefined && (typeof value !== 'number' || !Number.isFinite(value)))
        fail(`${at}.${keyword}`, 'value_unfit', '0')
    if (typeof minimum === 'number' && typeof maximum === 'number' && minimum > maximum)
      fail(`${at}.maximum`, 'value_unfit', `≥ ${minimum}`)
    if (field['x-unit'] !== undefined) checkWords(field['x-unit'], `${at}.x-unit`, 20, fail)
  },
  boolean({ default: usual }, at, fail) {
    if (usual !== undefined && typeof usual !== 'boolean') fail(`${at}.default`, 'value_unfit', 'true, false')
  },
  array({ items, maxItems }, at, fail) {
    checkWhole(maxItems, `${at}.maxItems`, 1, MOST_ROWS_WITHIN, fail)
    const here = `${at}.items`
    if (!isNode(items)) return fail(here, 'missing', '{ … }')
    if (items.type === 'object') {
      known(items, ['type', 'properties', 'required', 'additionalProperties'], here, fail)
      if (items.additionalProperties !== false) fail(`${here}.additionalProperties`, 'value_unfit', 'false')
      checkFields(items, here, MOST_INNER_FIELDS, fail, false)
      return
    }
    if (items.type !== 'string') return fail(`${here}.type`, 'value_unfit', 'string, object')
    known(items, ['type', items.oneOf === undefined ? 'maxLength' : 'oneOf'], here, fail)
    if (items.oneOf === undefined) checkWhole(items.maxLength, `${here}.maxLength`, 1, LONGEST_TEXT, fail)
    else checkOptions(items.oneOf, `${here}.oneOf`, fail)
  },
}

/** A list shows what fits into a cell, is narrowed by what can be chosen, and tells nothing that is private. */
function checkUse(field: Field, at: string, fail: Fail): void {
  if (field['x-private'])
    for (const flag of ['x-list', 'x-search', 'x-filter'] as const)
      if (field[flag]) fail(`${at}.${flag}`, 'not_for_private')
  if (field['x-list'] && isSubTableNode(field)) fail(`${at}.x-list`, 'value_unfit', 'false')
  if (field['x-search'] && isSubTableNode(field)) fail(`${at}.x-search`, 'value_unfit', 'false')
  if (field['x-filter'] && (isSubTableNode(field) || !isNode(field) || !filterKindOf(field)))
    fail(`${at}.x-filter`, 'value_unfit', 'oneOf, boolean, number, integer, date')
}

const isSubTableNode = (field: Field) => field.type === 'array' && (!isNode(field.items) || isSubTable(field))

function checkNameAndKey(schema: Node, names: readonly string[], fail: Fail): void {
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : []
  const field = (name: unknown) =>
    isNode(schema.properties) && names.includes(name as string)
      ? (schema.properties[name as string] as Node)
      : undefined
  const keys = Array.isArray(schema['x-key']) ? schema['x-key'] : []
  if (keys.length === 0 || keys.length > 4) fail('x-key', 'value_unfit', '[ … ]')
  for (const [at, name] of [['x-name', schema['x-name']], ...keys.map((key) => ['x-key', key])] as [
    string,
    unknown,
  ][]) {
    const named = field(name)
    if (!named) fail(at, 'field_unknown', names.join(', '))
    else if (named.type !== 'string' || named['x-private'] === true || !required.includes(name))
      fail(at, 'value_unfit', 'string, required')
  }
}

function checkOptions(options: unknown, at: string, fail: Fail): unknown[] {
  if (!Array.isArray(options) || options.length === 0) {
    fail(at, 'missing', '[{ const, title, x-title-en }]')
    return []
  }
  if (options.length > MOST_OPTIONS) fail(at, 'too_many', `≤ ${MOST_OPTIONS}`)
  const seen = new Set<unknown>()
  const titles = new Set<unknown>()
  for (const [place, option] of options.entries()) {
    const here = `${at}.${place}`
    if (!isNode(option)) {
      fail(here, 'not_an_object', '{ const, title, x-title-en }')
      continue
    }
    known(option, ['const', 'title', 'x-title-en'], here, fail)
    checkWords(option.const, `${here}.const`, LONGEST_TITLE, fail)
    checkWords(option.title, `${here}.title`, LONGEST_TITLE, fail)
    checkWords(option['x-title-en'], `${here}.x-title-en`, LONGEST_TITLE, fail)
    if (seen.has(option.const) || titles.has(option.title)) fail(here, 'option_twice', String(option.const))
    seen.add(option.const)
    titles.add(option.title)
  }
  return [...seen]
}

function checkWords(value: unknown, at: string, longest: number, fail: Fail): void {
  if (value === undefined) fail(at, 'missing', `≤ ${longest}`)
  else if (typeof value !== 'string' || !isClean(value, 'line') || !isSaid(value) || value.length > longest)
    fail(at, 'value_unfit', `≤ ${longest}`)
}

function checkWhole(value: unknown, at: string, least: number, most: number, fail: Fail): void {
  if (!Number.isInteger(value) || (value as number) < least || (value as number) > most)
    fail(at, value === undefined ? 'missing' : 'value_unfit', `${least}–${most}`)
}
