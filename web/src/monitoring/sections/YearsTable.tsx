import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { bracketed, comma } from '../../shell/punctuation.ts'
import { ClassMark, MetMark } from '../shared/ClassMark.tsx'
import { changeWord } from '../shared/changes.ts'
import { useParameters } from '../shared/parameters.ts'
import { yearsQuery } from './api.ts'

/** The years of a section, each against the one before it; what rises or falls over five years or more. */
export function YearsTable({ sectionId, onAssessment }: { sectionId: string; onAssessment: (id: number) => void }) {
  const { t } = useTranslation()
  const { nameOf } = useParameters()
  const found = useQuery(yearsQuery(sectionId))
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  const items = found.data?.items.toReversed() ?? []
  if (items.length === 0) return null
  const { changes = [], correlations = [] } = found.data?.trend ?? {}
  const yearOf = (begins: string) => Number(begins.slice(0, 4))
  return (
    <section>
      <h2 className="section-title">
        {t('monitoring.sections.yearsTitle')} <small>{t('monitoring.sections.yearsLede')}</small>
      </h2>
      <div className="mon-scroll">
        <table className="mon-table cards">
          <thead>
            <tr>
              {(['yearOf', 'class', 'target', 'outcome', 'passRate', 'decidedBy', 'trend'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`monitoring.sections.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((one) => {
              const year = yearOf(one.begins)
              const change = changes.find((each) => each.year === year)
              return (
                <tr key={one.id}>
                  <td className="tight">
                    <Button type="link" className="sec-link" onClick={() => onAssessment(one.id)}>
                      {t('monitoring.sections.year', { year })}
                    </Button>
                    {!one.valid && <small>{t('monitoring.sections.monthsOnly', { count: one.measured })}</small>}
                  </td>
                  <td>
                    <ClassMark of={one.class} />
                  </td>
                  <td data-label={t('monitoring.sections.target')}>
                    {one.targetClass ? <ClassMark of={one.targetClass} /> : '—'}
                  </td>
                  <td>
                    <MetMark meets={one.meets} />
                  </td>
                  <td data-label={t('monitoring.sections.passRate')}>
                    {one.passRate === null ? '—' : `${one.passRate}%`}
                    {one.withTarget !== null &&
                      bracketed(t('monitoring.sections.metOf', { met: one.met, of: one.withTarget }))}
                  </td>
                  <td data-label={t('monitoring.sections.decidedBy')}>
                    {one.decidedBy.map(nameOf).join(comma()) || '—'}
                  </td>
                  <td data-label={t('monitoring.sections.trend')}>
                    {change
                      ? t('monitoring.sections.against', {
                          year: change.against,
                          how: t(`monitoring.sections.changes.${changeWord(change.zh)}`),
                        })
                      : '—'}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {correlations.length > 0 && (
        <details className="sec-correlations">
          <summary>{t('monitoring.sections.correlations', { count: correlations.length })}</summary>
          <ul>
            {correlations.map(({ parameter, rs, years }) => (
              <li key={parameter}>
                {nameOf(parameter)}{' '}
                {t('monitoring.sections.correlation', {
                  rs,
                  years,
                  how: t(`monitoring.sections.moves.${Number(rs) > 0 ? 'up' : Number(rs) < 0 ? 'down' : 'none'}`),
                })}
              </li>
            ))}
          </ul>
          <p className="mon-note">{t('monitoring.sections.correlationNote')}</p>
        </details>
      )}
    </section>
  )
}
