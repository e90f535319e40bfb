import { type Field, isSubTable, type ListField, type RegistrySchema, type SimpleField } from '../rules/schema.ts'

/** A column of a register's table: a field of the entry, or of a table within it. */
export interface Column {
  /** The field; with the table within which it stands. */
  path: readonly [field: string] | readonly [table: string, field: string]
  heading: string
  field: SimpleField | ListField
  isRequired: boolean
}

/** Headings of the columns that every register has. */
export const OWNER_HEADING = '所属单位'
export const PUBLISHED_HEADING = '发布日期'

const headed = (title: string, field: Field) =>
  'x-unit' in field && field['x-unit'] ? `${title}（${field['x-unit']}）` : title

/** The columns of a register's table, as its schema has its fields: a table within an entry has a column for each of its own. */
export function columnsOf(schema: RegistrySchema): Column[] {
  return Object.entries(schema.properties).flatMap(([name, field]): Column[] => {
    if (!isSubTable(field))
      return [{ path: [name], heading: headed(field.title, field), field, isRequired: schema.required.includes(name) }]
    return Object.entries(field.items.properties).map(([inner, one]) => ({
      path: [name, inner] as const,
      heading: `${field.title}：${headed(one.title, one)}`,
      field: one,
      isRequired: field.items.required?.includes(inner) ?? false,
    }))
  })
}
