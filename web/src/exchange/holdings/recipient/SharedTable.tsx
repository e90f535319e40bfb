import { useTranslation } from 'react-i18next'
import { MoreRows } from '../../../shell/MoreRows.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { Loading } from '../../../shell/states.tsx'
import { useShared } from '../api.ts'
import { RowReference, useValueText } from '../values.tsx'

/** The rows as they are handed over under an agreement; a heading says what is masked, and how. */
export function SharedTable({ agreementId, matter }: { agreementId: string; matter: string }) {
  const { t } = useTranslation()
  const found = useShared(agreementId, matter, true)
  const valueText = useValueText()
  const [first] = found.data?.pages ?? []
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  if (found.isPending) return <Loading />
  if (found.isError || !first) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  return (
    <section>
      <p className="catalogue-quiet">
        {t('exchange.holdings.shared.covers', { count: first.items.length })}{' '}
        {t('exchange.holdings.shared.revision', { revision: first.revision })}
      </p>
      {rows.length === 0 && <p>{t('exchange.holdings.shared.none')}</p>}
      {rows.length > 0 && (
        <div className="mon-scroll">
          <table className="mon-table holding-table">
            <thead>
              <tr>
                {first.items.map(({ name, mask }) => (
                  <th key={name} scope="col">
                    {name}
                    {mask && <span className="holding-mask">{t(`exchange.holdings.shared.masks.${mask.kind}`)}</span>}
                  </th>
                ))}
                <th scope="col">
                  {t('exchange.holdings.shared.reference')}
                  <span className="holding-mask">{t('exchange.holdings.shared.referenceHint')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ reference, values }) => (
                <tr key={reference}>
                  {first.items.map(({ name, dataType }) => (
                    <td key={name}>{valueText(values[name], dataType)}</td>
                  ))}
                  <td className="tight">
                    <RowReference reference={reference} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found.hasNextPage && <MoreRows busy={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />}
    </section>
  )
}
