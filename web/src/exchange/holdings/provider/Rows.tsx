import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HoldingDetail, HoldingRow } from '../../../../../src/exchange/schemas.ts'
import { MoreRows } from '../../../shell/MoreRows.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { SearchField } from '../../../shell/SearchField.tsx'
import { Loading } from '../../../shell/states.tsx'
import { useRows } from '../api.ts'
import { useValueText } from '../values.tsx'
import { CorrectDialog, RemoveDialog } from './RowDialogs.tsx'

/** The rows as they stand, for their provider: found by their key, or by the reference that a recipient names. */
export function Rows({ holding, mayCorrect }: { holding: HoldingDetail; mayCorrect: boolean }) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const [correcting, setCorrecting] = useState<HoldingRow | null>(null)
  const [removing, setRemoving] = useState<HoldingRow | null>(null)
  const valueText = useValueText()
  const found = useRows(holding.resourceId, words)
  const rows = found.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section>
      <h2 className="section-title">
        {t('exchange.holdings.rows.title')}
        {found.data && <small>{found.data.pages[0]?.total}</small>}
      </h2>
      <div className="mon-bar no-print">
        <SearchField
          value={words}
          placeholder={t('exchange.holdings.rows.search')}
          onChange={(typed) => setWords(typed ?? '')}
        />
      </div>
      {found.isPending && <Loading />}
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {found.data && rows.length === 0 && <p className="catalogue-quiet">{t('exchange.holdings.rows.none')}</p>}
      {rows.length > 0 && (
        <div className="mon-scroll">
          <table className="mon-table holding-table">
            <thead>
              <tr>
                {holding.items.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
                {mayCorrect && (
                  <th scope="col" className="no-print">
                    {t('exchange.holdings.rows.act')}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.number}>
                  {holding.items.map(({ name, dataType }) => (
                    <td key={name}>{valueText(row.values[name], dataType)}</td>
                  ))}
                  {mayCorrect && (
                    <td className="tight no-print">
                      <Button type="link" size="small" onClick={() => setCorrecting(row)}>
                        {t('exchange.holdings.rows.correct')}
                      </Button>
                      <Button type="link" size="small" danger onClick={() => setRemoving(row)}>
                        {t('exchange.holdings.rows.remove')}
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found.hasNextPage && <MoreRows busy={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />}
      {correcting && <CorrectDialog holding={holding} row={correcting} onClose={() => setCorrecting(null)} />}
      {removing && <RemoveDialog holding={holding} row={removing} onClose={() => setRemoving(null)} />}
    </section>
  )
}
