import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportFault } from '../../../../../src/exchange/schemas.ts'
import { CutNote } from '../../../shell/CutNote.tsx'
import { MoreRows } from '../../../shell/MoreRows.tsx'

const PORTION = 100

/** Every cell that has to be mended: on which sheet, in which row and column, what stands there, what is taken. */
export function FaultTable({ faults, count }: { faults: readonly ImportFault[]; count: number }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(PORTION)
  const heads = ['sheet', 'row', 'column', 'found', 'expected'] as const
  return (
    <section aria-label={t('exchange.catalogue.importing.faultList')}>
      <div className="mon-scroll">
        <table className="mon-table cards">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {t(`exchange.catalogue.importing.heads.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {faults.slice(0, shown).map((fault, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row may be wrong twice in the same way
              <tr key={place}>
                <td data-label={t('exchange.catalogue.importing.heads.sheet')}>{fault.sheet || '—'}</td>
                <td data-label={t('exchange.catalogue.importing.heads.row')}>{fault.row}</td>
                <td data-label={t('exchange.catalogue.importing.heads.column')}>{columnOf(fault)}</td>
                <td data-label={t('exchange.catalogue.importing.heads.found')}>{fault.found || '—'}</td>
                <td data-label={t('exchange.catalogue.importing.heads.expected')}>
                  {t(`exchange.catalogue.importing.codes.${fault.code}`)}
                  {fault.expected && <small>{fault.expected}</small>}
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

  /** The heading as the file has it; where it has none, what the field is called. */
  function columnOf({ column, field }: ImportFault): string {
    if (column !== '' || field === null) return column || '—'
    return t(`exchange.catalogue.fields.${field}`)
  }
}
