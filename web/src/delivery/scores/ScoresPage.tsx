import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ScoreItem, ScoreList } from '../../../../src/delivery/scores/schemas.ts'
import { withQuery } from '../../shell/api.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { usePeriod } from '../../shell/period.ts'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { scoresQuery } from './api.ts'
import { basisText } from './basis.ts'
import type { ScoreFilter } from './filter.ts'
import { PARTS } from './parts.ts'
import { pointsText } from './points.ts'
import { RuleParts } from './RuleParts.tsx'
import { ScorePanel } from './ScorePanel.tsx'
import { TotalWord } from './TotalWord.tsx'
import { useRuleWords } from './useRuleWords.ts'
import './scores.css'

/** 考核得分: of units and places in a period, under a published rule; a unit's score opens what made it. */
export function ScoresPage() {
  const { t } = useTranslation()
  const periodText = usePeriod()
  const filter = useSearch({ from: '/scores' })
  const navigate = useNavigate({ from: '/scores' })
  const period = filter.period ?? String(new Date().getFullYear())
  const asked = { period, by: filter.by ?? 'unit', rule: filter.rule }
  const scores = useQuery(scoresQuery(asked))
  const choose = (change: ScoreFilter) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  const exported = (format: 'csv' | 'xlsx') => withQuery(`/api/v1/scores.${format}`, asked)
  if (scores.isPending) return <Loading />
  if (scores.isError)
    return (
      <div className="page">
        <ProblemNotice problem={scores.error} onRetry={() => void scores.refetch()} />
      </div>
    )
  const { data } = scores
  const of = explainedOf(filter)
  const nobody = { unit: undefined, place: undefined }
  const periods = data.periods.includes(period) ? data.periods : [period, ...data.periods]
  return (
    <Page
      title={t('delivery.scores.title')}
      lede={t('delivery.scores.lede')}
      actions={
        <>
          <Link to="/scores/rules">
            <Button>{t('delivery.scores.rules')}</Button>
          </Link>
          <Button href={exported('csv')}>{t('delivery.scores.csv')}</Button>
          <Button href={exported('xlsx')}>{t('delivery.scores.xlsx')}</Button>
        </>
      }
    >
      <div className="scores">
        <div className="scores-filters no-print">
          <Select
            aria-label={t('delivery.scores.period')}
            value={period}
            onChange={(value) => choose({ period: value, ...nobody })}
            options={periods.map((value) => ({ value, label: periodText(value) }))}
          />
          <Segmented
            aria-label={t('delivery.scores.by')}
            value={filter.by ?? 'unit'}
            onChange={(by) => choose({ by: by === 'city' || by === 'province' ? by : undefined, ...nobody })}
            options={[
              { value: 'unit' as const, label: t('delivery.scores.units') },
              { value: 'city' as const, label: t('delivery.scores.cities') },
              { value: 'province' as const, label: t('delivery.scores.provinces') },
            ]}
          />
        </div>
        <RuleLine rule={data.rule} asked={filter.rule} />
        {of ? (
          <ScorePanel of={of} period={period} rule={filter.rule} onClose={() => choose(nobody)} />
        ) : data.items.length === 0 ? (
          <QuietState title={t('delivery.scores.empty')}>{t('delivery.scores.emptyLede')}</QuietState>
        ) : (
          <ScoreTable items={data.items} filter={filter} />
        )}
      </div>
    </Page>
  )
}

function explainedOf({ unit, place, by }: ScoreFilter): { unit: string } | { place: string; by: string } | null {
  if (unit) return { unit }
  return place && by ? { place, by } : null
}

/** By which rule; one that was asked for by its version may not be the one that counts. */
function RuleLine({ rule, asked }: { rule: ScoreList['rule']; asked: number | undefined }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const wordsOf = useRuleWords()
  if (!rule) return null
  const words = wordsOf(rule)
  return (
    <div className="score-rule">
      <p>
        {t('delivery.scores.ruleLine', { version: rule.version, title: words.title, at: moment(rule.publishedAt) })}
        {asked !== undefined && (
          <>
            {' · '}
            <Link to="/scores" search={({ rule: _, ...before }) => before}>
              {t('delivery.scores.ruleOfPeriod')}
            </Link>
          </>
        )}
      </p>
      <RuleParts parts={rule.parts} />
      <p>{t('delivery.scores.scaled')}</p>
      {words.note && <p>{words.note}</p>}
    </div>
  )
}

function ScoreTable({ items, filter }: { items: readonly ScoreItem[]; filter: ScoreFilter }) {
  const { t } = useTranslation()
  const units = filter.by === undefined
  return (
    <div className="scores-scroll">
      <table className="scores-table">
        <thead>
          <tr>
            <th scope="col">{t('delivery.scores.name')}</th>
            {units && <th scope="col">{t('delivery.scores.place')}</th>}
            <th scope="col" className="number">
              {t('delivery.scores.total')}
            </th>
            <th scope="col" className="number">
              {t('delivery.scores.basis')}
            </th>
            {PARTS.map((part) => (
              <th key={part} scope="col" className="number">
                {t(`delivery.scores.part.${part}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                <Link to="/scores" search={{ ...filter, ...(units ? { unit: item.id } : { place: item.id }) }}>
                  {item.name}
                </Link>
              </th>
              {units && <td>{item.place ?? '—'}</td>}
              <td className="number total">
                <TotalWord score={item} />
              </td>
              <td className="number">{basisText(item)}</td>
              {PARTS.map((part) => {
                const one = item.parts.find((score) => score.part === part)
                return (
                  <td key={part} className="number">
                    {one?.points === null || one === undefined ? '—' : pointsText(one.points)}
                    {one && one.due > 0 && one.of > 0 && part !== 'closed_early' && (
                      <small>
                        {t('delivery.scores.share', { done: Math.round(one.done * 10) / 10, due: one.due })}
                      </small>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
