import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { EvaluatedSection } from '../../../../src/monitoring/schemas.ts'
import { comma } from '../../shell/punctuation.ts'
import { ExceedingText } from '../sections/Exceeding.tsx'
import { ClassMark, MetMark } from '../shared/ClassMark.tsx'
import { changeWord } from '../shared/changes.ts'
import { useParameters } from '../shared/parameters.ts'

const GRADES = ['贫营养', '中营养', '轻度富营养', '中度富营养', '重度富营养'] as const

/** Every section, how it took part, what it has and had. */
export function EvaluatedSections({ sections }: { sections: readonly EvaluatedSection[] }) {
  const { t } = useTranslation()
  return (
    <section>
      <h2 className="section-title">
        {t('monitoring.evaluations.sections')} <small>{t('monitoring.evaluations.sectionsLede')}</small>
      </h2>
      <table className="mon-table cards eval-sections">
        <thead>
          <tr>
            {(['sections', 'part', 'class', 'target', 'decidedBy', 'before', 'lastYear'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`monitoring.evaluations.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sections.map((one) => (
            <Row key={one.id} one={one} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ one }: { one: EvaluatedSection }) {
  const { t } = useTranslation()
  const { nameOf } = useParameters()
  const newest = one.assessments.at(-1)
  const trophic = GRADES.find((grade) => grade === one.trophic?.grade)
  return (
    <tr>
      <td>
        <Link
          to="/sections/$sectionId"
          params={{ sectionId: one.id }}
          search={newest === undefined ? {} : { assessment: newest }}
          className="sec-name"
        >
          {one.name}
        </Link>
        <small>{[one.river, one.code].filter(Boolean).join(' · ')}</small>
      </td>
      <td data-label={t('monitoring.evaluations.part')}>
        {t(`monitoring.evaluations.parts.${one.part}`)}
        {one.months > 1 && <small>{t('monitoring.evaluations.monthsOf', { count: one.months })}</small>}
        {!one.valid && one.part !== 'none' && <small>{t('monitoring.evaluations.tooFew')}</small>}
      </td>
      <td data-label={t('monitoring.evaluations.class')}>
        <ClassMark of={one.class} />
        {trophic && (
          <small>
            {t('monitoring.evaluations.trophic', {
              grade: t(`monitoring.evaluations.trophicGrades.${trophic}`),
              index: one.trophic?.index,
            })}
          </small>
        )}
      </td>
      <td data-label={t('monitoring.evaluations.target')}>
        {one.targetClass ? <ClassMark of={one.targetClass} /> : '—'} <MetMark meets={one.meets} />
      </td>
      <td data-label={t('monitoring.evaluations.decidedBy')}>
        {one.decidedBy.map(nameOf).join(comma()) || '—'}
        {one.exceeding.length > 0 && (
          <small>
            <ExceedingText items={one.exceeding} />
          </small>
        )}
      </td>
      <Former label={t('monitoring.evaluations.before')} of={one.before} />
      <Former label={t('monitoring.evaluations.lastYear')} of={one.lastYear} />
    </tr>
  )
}

function Former({ label, of }: { label: string; of: EvaluatedSection['before'] }) {
  const { t } = useTranslation()
  return (
    <td data-label={label}>
      {of ? <ClassMark of={of.class} /> : '—'}
      {of?.change && <small>{t(`monitoring.sections.changes.${changeWord(of.change.zh)}`)}</small>}
    </td>
  )
}
