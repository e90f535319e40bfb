import { useQuery } from '@tanstack/react-query'
import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { usePeriod } from '../../shell/period.ts'
import { Loading } from '../../shell/states.tsx'
import { previewQuery, scoresQuery } from './api.ts'
import { pointsText } from './points.ts'

/** What the saved draft would do to the scores of a period: now, then, and who changes places. */
export function DraftPreview({ revision }: { revision: number }) {
  const { t } = useTranslation()
  const periodText = usePeriod()
  const year = String(new Date().getFullYear())
  const [period, setPeriod] = useState<string | null>(null)
  const [by, setBy] = useState<'unit' | 'city' | 'province'>('unit')
  const known = useQuery(scoresQuery({ period: year }))
  const chosen = period ?? known.data?.periods[0] ?? year
  const preview = useQuery({ ...previewQuery(revision, { period: chosen, by }), enabled: known.isSuccess })
  const periods = [...new Set([chosen, ...(known.data?.periods ?? [])])]
  return (
    <section aria-label={t('delivery.scores.preview')}>
      <h3 className="section-title">
        {t('delivery.scores.preview')} <small>{t('delivery.scores.previewLede')}</small>
      </h3>
      <div className="scores-filters no-print">
        <Select
          aria-label={t('delivery.scores.period')}
          value={chosen}
          onChange={setPeriod}
          options={periods.map((value) => ({ value, label: periodText(value) }))}
        />
        <Segmented
          aria-label={t('delivery.scores.by')}
          value={by}
          onChange={setBy}
          options={[
            { value: 'unit' as const, label: t('delivery.scores.units') },
            { value: 'city' as const, label: t('delivery.scores.cities') },
            { value: 'province' as const, label: t('delivery.scores.provinces') },
          ]}
        />
      </div>
      {preview.isPending && <Loading />}
      {preview.isError && <ProblemNotice problem={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && preview.data.items.length === 0 && <p className="quiet">{t('delivery.scores.empty')}</p>}
      {preview.data && preview.data.items.length > 0 && (
        <div className="scores-scroll">
          <table className="scores-table">
            <thead>
              <tr>
                <th scope="col">{t('delivery.scores.name')}</th>
                <th scope="col" className="number">
                  {t('delivery.scores.now', { version: preview.data.rule ?? '—' })}
                </th>
                <th scope="col" className="number">
                  {t('delivery.scores.drafted')}
                </th>
                <th scope="col" className="number">
                  {t('delivery.scores.difference')}
                </th>
                <th scope="col" className="number">
                  {t('delivery.scores.rank')}
                </th>
              </tr>
            </thead>
            <tbody>
              {preview.data.items.map((one) => (
                <tr key={one.id}>
                  <th scope="row">{one.name}</th>
                  <td className="number">{one.now ?? t('delivery.scores.none')}</td>
                  <td className="number total">{one.drafted ?? t('delivery.scores.none')}</td>
                  <td className="number">{differenceText(one.now, one.drafted)}</td>
                  <td className="number">
                    {one.drafted === null
                      ? '—'
                      : one.rank === one.draftedRank || one.now === null
                        ? one.draftedRank
                        : t('delivery.scores.rankMoved', { from: one.rank, to: one.draftedRank })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function differenceText(now: number | null, drafted: number | null): string {
  if (now === null || drafted === null) return '—'
  const difference = drafted - now
  return (difference > 0.04 ? '+' : '') + pointsText(difference)
}
