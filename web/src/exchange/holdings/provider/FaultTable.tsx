import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowFault } from '../../../../../src/exchange/schemas.ts'
import { CutNote } from '../../../shell/CutNote.tsx'
import { MoreRows } from '../../../shell/MoreRows.tsx'

const PORTION = 100

/** Every cell that has to be mended: where it is, what stands there, what is taken. */
export function FaultTable({ faults, count }: { faults: readonly RowFault[]; count: number }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(PORTION)
  const heads = ['place', 'column', 'found', 'expected'] as const
  return (
    <section aria-label={t('exchange.holdings.load.faultList')}>
      <table className="mon-table cards">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`exchange.holdings.load.heads.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {faults.slice(0, shown).map(({ sheet, row, column, code, found, expected }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row may be wrong twice in the same way
            <tr key={place}>
              <td data-label={t('exchange.holdings.load.heads.place')}>
                {sheet && `${sheet} `}
                {t('exchange.holdings.load.row', { row })}
              </td>
              <td data-label={t('exchange.holdings.load.heads.column')}>{column || '—'}</td>
              <td className="holding-cell" data-label={t('exchange.holdings.load.heads.found')}>
                {found || '—'}
              </td>
              <td data-label={t('exchange.holdings.load.heads.expected')}>
                {t(`exchange.holdings.load.codes.${code}`)}
                {expected && <small>{expected}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {faults.length > shown && <MoreRows busy={false} onMore={() => setShown(shown + PORTION)} />}
      <CutNote shown={faults.length} total={count} />
    </section>
  )
}
