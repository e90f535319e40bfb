import { type RawBuilder, sql } from 'kysely'
import { FilterError } from './lexer.ts'
import { isDay } from './parser.ts'
import type { Comparator, Filter, Operand, Shape, Value } from './types.ts'

/** How a property is looked up: as which SQL, by what it is compared with. */
export interface Columns {
  /** Properties with a column of their own. */
  known: Readonly<Record<string, { column: RawBuilder<unknown>; type: 'text' | 'number' | 'date' }>>
  /** SQL of any other property as text. */
  text: (name: string) => RawBuilder<unknown>
  /** … as a number, null where it is none. */
  number: (name: string) => RawBuilder<unknown>
  /** Names of the geometry. */
  geometry: readonly string[]
  geometryColumn: RawBuilder<unknown>
  /** Whether the filter's coordinates come latitude first. */
  latitudeFirst: boolean
}

const SIGNS: Readonly<Record<Comparator, RawBuilder<unknown>>> = {
  '=': sql`=`,
  '<>': sql`<>`,
  '<': sql`<`,
  '>': sql`>`,
  '<=': sql`<=`,
  '>=': sql`>=`,
}

/**
 * SQL of a filter. Whatever a caller wrote is a parameter of the statement, never a part of it.
 * @throws FilterError where a property and a value do not go together
 */
export function filterSql(filter: Filter, columns: Columns): RawBuilder<boolean> {
  const inner = (one: Filter) => filterSql(one, columns)
  switch (filter.is) {
    case 'and':
      return sql`(${sql.join(filter.of.map(inner), sql` and `)})`
    case 'or':
      return sql`(${sql.join(filter.of.map(inner), sql` or `)})`
    case 'not':
      return sql`(not ${inner(filter.of)})`
    case 'constant':
      return filter.value ? sql`true` : sql`false`
    case 'compare': {
      const type = commonType(columns, filter.left, filter.right)
      return sql`(${operandSql(columns, filter.left, type)} ${SIGNS[filter.comparator]} ${operandSql(columns, filter.right, type)})`
    }
    case 'like':
      return sql`(${operandSql(columns, { kind: 'property', name: filter.property, at: filter.at }, 'text')} like ${filter.pattern})`
    case 'between': {
      const type = commonType(columns, filter.operand, filter.low, filter.high)
      const [operand, low, high] = [filter.operand, filter.low, filter.high].map((one) =>
        operandSql(columns, one, type),
      )
      return sql`(${operand} between ${low} and ${high})`
    }
    case 'in': {
      const type = commonType(columns, filter.operand, ...filter.values)
      return sql`(${operandSql(columns, filter.operand, type)} in (${sql.join(filter.values.map((value) => operandSql(columns, value, type)))}))`
    }
    case 'null':
      return sql`(${operandSql(columns, filter.operand, typeOf(columns, filter.operand) ?? 'text')} is null)`
    case 'intersects':
      if (!columns.geometry.includes(filter.property.toLowerCase()))
        throw new FilterError(filter.at, `a geometry (${columns.geometry.join(', ')}) in s_intersects`)
      return intersects(columns, filter.shape)
  }
}

type Type = 'text' | 'number' | 'date' | 'boolean'

function typeOf({ known }: Columns, operand: Operand): Type | null {
  if (operand.kind !== 'property') return operand.kind
  return known[operand.name]?.type ?? null
}

/** What all sides of a comparison are taken as: what the values are, else what the properties are. */
function commonType(columns: Columns, ...operands: Operand[]): Type {
  const values = operands.filter((one): one is Value => one.kind !== 'property')
  const properties = operands.filter((one) => one.kind === 'property')
  const ofValues = values.map((one) => one.kind)
  const ofProperties = properties.flatMap((one) => typeOf(columns, one) ?? [])
  const type = ofProperties[0] ?? ofValues[0] ?? 'text'
  // A day may be written as text; nothing else passes for another.
  const misfit = operands.find((one) => {
    const own = typeOf(columns, one)
    return own !== null && own !== type && !(type === 'date' && own === 'text')
  })
  if (misfit) throw new FilterError(misfit.at, `values of one type, ${type}`)
  return type
}

function operandSql(columns: Columns, operand: Operand, type: Type): RawBuilder<unknown> {
  if (operand.kind === 'property') {
    const known = columns.known[operand.name]
    if (known) return type === 'text' && known.type !== 'text' ? sql`(${known.column})::text` : known.column
    if (type === 'number') return columns.number(operand.name)
    if (type === 'boolean') return sql`(${columns.text(operand.name)} = 'true')`
    return columns.text(operand.name)
  }
  if (operand.kind === 'number') return sql`${operand.value}::double precision`
  if (operand.kind === 'boolean') return sql`${operand.value}::boolean`
  if (type === 'date') {
    if (!isDay(operand.value)) throw new FilterError(operand.at, "a day such as '2020-01-31'")
    return sql`${operand.value.slice(0, 10)}` // without a type: it takes that of the other side
  }
  return sql`${operand.value}::text`
}

function intersects({ geometryColumn, latitudeFirst }: Columns, shape: Shape): RawBuilder<boolean> {
  const given =
    shape.kind === 'wkt'
      ? sql`st_geomfromtext(${shape.wkt}, 4490)`
      : sql`st_makeenvelope(${shape.box[0]}, ${shape.box[1]}, ${shape.box[2]}, ${shape.box[3]}, 4490)`
  const placed = latitudeFirst ? sql`st_flipcoordinates(${given})` : given
  return sql`(${geometryColumn} && ${placed} and st_intersects(${geometryColumn}, ${placed}))`
}
