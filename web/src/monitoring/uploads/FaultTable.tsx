import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CutNote } from '../../shell/CutNote.tsx'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { useParameters } from '../shared/parameters.ts'
import { expectedText, type Fault } from './faults.ts'

const PORTION = 100

/** Every cell that has to be mended: where it is, what stands there, what was expected. */
export function FaultTable(props: { faults: readonly Fault[]; count: number; conflicting?: boolean }) {
  const { t } = useTranslation()
  const { faults, count, conflicting = false } = props
  const { nameOf } = useParameters()
  const [shown, setShown] = useState(PORTION)
  return (
    <section aria-label={t('monitoring.uploads.faultList')}>
      <div className="mon-scroll">
        <table className="mon-table cards">
          <thead>
            <tr>
              <th scope="col">{t('monitoring.uploads.row')}</th>
              <th scope="col">{t('monitoring.uploads.column')}</th>
              <th scope="col">{t('monitoring.uploads.found')}</th>
              <th scope="col">{t(conflicting ? 'monitoring.uploads.stands' : 'monitoring.uploads.expected')}</th>
            </tr>
          </thead>
          <tbody>
            {faults.slice(0, shown).map((fault, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row may be wrong twice in the same way
              <tr key={place}>
                <td data-label={t('monitoring.uploads.row')} className="number-left">
                  {fault.row}
                </td>
                <td data-label={t('monitoring.uploads.column')}>{columnText(fault.field)}</td>
                <td data-label={t('monitoring.uploads.found')}>{foundText(fault)}</td>
                <td data-label={t(conflicting ? 'monitoring.uploads.stands' : 'monitoring.uploads.expected')}>
                  {conflicting ? fault.expected : expectedText(fault)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {faults.length > shown && <MoreRows busy={false} onMore={() => setShown(shown + PORTION)} />}
      <CutNote shown={faults.length} total={count} />
    </section>
  )

  /** What is looked up names its parameter by code: here it has its name. */
  function foundText({ code, found }: Fault): string {
    if (!code.startsWith('datastream_')) return found
    return found.replace(/ ([A-Za-z0-9]+)$/, (_, parameter: string) => ` ${nameOf(parameter)}`)
  }

  /** Most fields are headings of the table itself; what is looked up has a name of ours. */
  function columnText(field: string): string {
    if (field === 'station' || field === 'parameter' || field === 'value')
      return t(`monitoring.uploads.fields.${field}`)
    return field || '—'
  }
}
