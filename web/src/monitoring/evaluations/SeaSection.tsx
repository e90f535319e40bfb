import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { WaterEvaluation } from '../../../../src/monitoring/schemas.ts'
import { bracketed, comma } from '../../shell/punctuation.ts'
import { MetMark } from '../shared/ClassMark.tsx'
import { useParameters } from '../shared/parameters.ts'

const GRADES = ['优', '良好', '一般', '差', '极差'] as const

/** Points of the sea after GB 3097, and what their number makes of the near-shore sea. */
export function SeaSection({ sea }: { sea: NonNullable<WaterEvaluation['sea']> }) {
  const { t } = useTranslation()
  const { nameOf, unitOf } = useParameters()
  const grade = GRADES.find((one) => one === sea.grade)
  return (
    <section>
      <h2 className="section-title">{t('monitoring.evaluations.sea')}</h2>
      {grade && (
        <p className="eval-says">
          {t('monitoring.evaluations.seaSays', {
            good: sea.goodPercent,
            grade: t(`monitoring.evaluations.seaGrades.${grade}`),
          })}
        </p>
      )}
      <table className="mon-table cards">
        <thead>
          <tr>
            {(['point', 'class', 'target', 'decidedBy'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`monitoring.evaluations.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sea.points.map((point) => (
            <tr key={point.id}>
              <td>
                <Link to="/sections/$sectionId" params={{ sectionId: point.id }} className="sec-name">
                  {point.name}
                </Link>
                <small>{point.code}</small>
              </td>
              <td data-label={t('monitoring.evaluations.class')}>
                {point.class ? t(`monitoring.evaluations.seaClasses.${point.class}`) : t('monitoring.sections.noClass')}
              </td>
              <td data-label={t('monitoring.evaluations.target')}>
                {point.targetClass ? t(`monitoring.evaluations.seaClasses.${point.targetClass}`) : '—'}{' '}
                <MetMark meets={point.meets} />
              </td>
              <td data-label={t('monitoring.evaluations.decidedBy')}>
                {point.items
                  .filter(({ code }) => point.decidedBy.includes(code))
                  .map(({ code, value }) => nameOf(code) + bracketed(`${value} ${unitOf(code)}`.trim()))
                  .join(comma()) || '—'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sea.doubt && <p className="mon-note">{t('monitoring.evaluations.seaDoubt')}</p>}
    </section>
  )
}
