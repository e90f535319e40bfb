import type { EntryContent, Field, RegistrySchema } from '../../../../../src/exchange/schemas.ts'
import { isSubTable } from '../words.ts'

/** What stands in the form of an entry: its fields by their names, rows of inner tables as objects. */
export type FormValues = Record<string, unknown>

/** The form of a register of which nothing is known yet. */
export const emptyValues = (schema: RegistrySchema): FormValues =>
  Object.fromEntries(
    Object.entries(schema.properties).flatMap(([name, field]) => (isSubTable(field) ? [[name, []]] : [])),
  )

/** What is sent: blanks at the ends left out, and what was not filled in. */
export function contentOf(schema: RegistrySchema, values: FormValues): EntryContent {
  return said(schema.properties, values)
}

function said(properties: Readonly<Record<string, Field>>, values: FormValues): EntryContent {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, field]) => {
      const value = sent(field, values[name])
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

function sent(field: Field, value: unknown): unknown {
  if (value === undefined || value === null) return undefined
  if (isSubTable(field)) {
    const rows = (value as FormValues[]).map((row) => said(field.items.properties, row ?? {}))
    const filledIn = rows.filter((row) => Object.keys(row).length > 0)
    return filledIn.length > 0 ? filledIn : undefined
  }
  if (Array.isArray(value)) {
    const texts = [...new Set(value.map((one) => String(one).trim()).filter((one) => one !== ''))]
    return texts.length > 0 ? texts : undefined
  }
  if (typeof value === 'string') return value.trim() || undefined
  return value
}
