import { useTranslation } from 'react-i18next'
import type { EntryState, Field, SubTableField } from '../../../../src/exchange/schemas.ts'
import { isSubTable, useRegistryWords, useValueWords } from './words.ts'
import '../../monitoring/shared/shared.css'
import '../catalogue/catalogue.css'
import './registers.css'

const LOOKS = { draft: 'extracted', published: 'confirmed', replaced: 'rejected', withdrawn: 'rejected' } as const

export function EntryBadge({ state }: { state: EntryState }) {
  const { t } = useTranslation()
  return <span className={`badge ${LOOKS[state]}`}>{t(`exchange.registers.states.${state}`)}</span>
}

/** What a field says: an address leads there, a table within is one. */
export function FieldValue({ field, value }: { field: Field; value: unknown }) {
  const { t } = useTranslation()
  const words = useValueWords()
  if (value === undefined || value === null || value === '')
    return <span className="catalogue-quiet">{t('exchange.registers.notTold')}</span>
  if (isSubTable(field)) return <InnerTable field={field} rows={value as Record<string, unknown>[]} />
  if ('format' in field && field.format === 'uri')
    return (
      <a href={String(value)} target="_blank" rel="noreferrer">
        {String(value)}
      </a>
    )
  if ('format' in field && field.format === 'email') return <a href={`mailto:${value}`}>{String(value)}</a>
  const unit = 'x-unit' in field ? field['x-unit'] : undefined
  return (
    <>
      {words(field, value)}
      {unit && ` ${unit}`}
    </>
  )
}

/** A table within an entry: the projects of a park. */
function InnerTable({ field, rows }: { field: SubTableField; rows: readonly Record<string, unknown>[] }) {
  const { heading } = useRegistryWords()
  const words = useValueWords()
  const columns = Object.entries(field.items.properties)
  return (
    <div className="mon-scroll">
      <table className="mon-table cards">
        <thead>
          <tr>
            {columns.map(([name, one]) => (
              <th key={name} scope="col">
                {heading(one)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of an entry have no other name, and never move
            <tr key={place}>
              {columns.map(([name, one]) => (
                <td key={name} data-label={heading(one)} className={one.type === 'number' ? 'tight' : undefined}>
                  {words(one, row[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
