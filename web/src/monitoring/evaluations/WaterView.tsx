import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { WaterEvaluation } from '../../../../src/monitoring/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { usePreferences } from '../../shell/preferences.ts'
import { Loading, QuietState } from '../../shell/states.tsx'
import { ClassBar } from '../shared/ClassBar.tsx'
import { ClassMark } from '../shared/ClassMark.tsx'
import { changeWord } from '../shared/changes.ts'
import { CLASSES, type WaterClass } from '../shared/classes.ts'
import { useParameters } from '../shared/parameters.ts'
import { type Asked, waterQuery } from './api.ts'
import { CityTable } from './CityTable.tsx'
import { EvaluatedSections } from './EvaluatedSections.tsx'
import { SeaSection } from './SeaSection.tsx'
import { useMonthsText, useSentences } from './words.ts'

/** What the method says of the chosen sections, from the sentence down to each section. */
export function WaterView({ asked, what }: { asked: Asked; what: string }) {
  const { t } = useTranslation()
  const found = useQuery(waterQuery(asked))
  const { language } = usePreferences()
  const sentences = useSentences()
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  const { group, sections, cities, cityItems, index, sea } = found.data
  if (sections.length === 0 && !sea)
    return (
      <QuietState title={t('monitoring.evaluations.noSections')}>
        {t('monitoring.evaluations.noSectionsTodo')}
      </QuietState>
    )
  const byClass = Object.fromEntries(CLASSES.map((one) => [one, group.shares[one]?.count ?? 0])) as Record<
    WaterClass,
    number
  >
  const rivers = sections.filter(({ water }) => water === 'river')
  const row = group.grade ? t('monitoring.evaluations.row', { row: group.grade.row }) : ''
  return (
    <>
      {sections.length > 0 && (
        <>
          <section className="sheet eval-result" aria-label={t('monitoring.evaluations.result')}>
            <p className="eval-says">{sentences(found.data, what).join(language === 'en' ? ' ' : '')}</p>
            <ClassBar byClass={byClass} without={rivers.length - group.sections} />
          </section>
          <Comparison found={found.data} />
          <Means means={group.means} />
          <EvaluatedSections sections={sections} />
        </>
      )}
      {index && (
        <p className="mon-note">
          {t('monitoring.evaluations.indexSays', { index: index.index, missing: index.missing.length })}
        </p>
      )}
      <CityTable cities={cities} items={cityItems} />
      {sea && <SeaSection sea={sea} />}
      <p className="mon-note">{t('monitoring.evaluations.method', { row })}</p>
    </>
  )
}

function Comparison({ found }: { found: WaterEvaluation }) {
  const { t } = useTranslation()
  const when = useMonthsText()
  const { period, group, before, lastYear } = found
  const rows = [
    { name: 'now' as const, span: period, ...group, change: undefined },
    { name: 'before' as const, span: before, ...before },
    { name: 'lastYear' as const, span: lastYear, ...lastYear },
  ]
  return (
    <section>
      <h2 className="section-title">{t('monitoring.evaluations.compare')}</h2>
      <div className="mon-scroll">
        <table className="mon-table">
          <thead>
            <tr>
              {(['period', 'count', 'good', 'worst', 'grade', 'change'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`monitoring.evaluations.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, span, sections, goodPercent, worstPercent, grade, change, short }) => (
              <tr key={name}>
                <th scope="row">
                  {t(`monitoring.evaluations.${name}`)} <small>{when(span)}</small>
                </th>
                <td>
                  {sections}
                  {short.length > 0 && <small>{t('monitoring.evaluations.shortOf', { count: short.length })}</small>}
                </td>
                <td>{sections === 0 ? '—' : `${goodPercent}%`}</td>
                <td>{sections === 0 ? '—' : `${worstPercent}%`}</td>
                <td>{grade ? t(`monitoring.evaluations.groupGrades.${grade.zh}`) : '—'}</td>
                <td>
                  {change === undefined
                    ? ''
                    : change === null
                      ? t('monitoring.evaluations.notCompared')
                      : t(`monitoring.sections.changes.${changeWord(change.zh)}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Of fewer than five sections: the mean of each item, which the class is made of. */
function Means({ means }: { means: WaterEvaluation['group']['means'] }) {
  const { t } = useTranslation()
  const { nameOf, unitOf } = useParameters()
  if (means.length === 0) return null
  return (
    <details className="eval-means">
      <summary>
        {t('monitoring.evaluations.means')} <small>{t('monitoring.evaluations.meansLede')}</small>
      </summary>
      <div className="mon-scroll">
        <table className="mon-table">
          <thead>
            <tr>
              {(['item', 'mean', 'class', 'limit'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`monitoring.evaluations.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {means.map(({ code, value, class: found, limit }) => (
              <tr key={code}>
                <td>{nameOf(code)}</td>
                <td>
                  {value} {unitOf(code)}
                </td>
                <td>
                  <ClassMark of={found} />
                </td>
                <td>{limit ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
