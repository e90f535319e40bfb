import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { UnitSummary } from '../../../src/plan/schemas.ts'
import { roles } from '../plan/register/filter.ts'
import { bracketed } from '../shell/punctuation.ts'
import { useNumber } from '../shell/time.ts'

/** How much a body owes, by role and by kind, and what its predecessors were named for. */
export function UnitFigures({ summary, unitId }: { summary: UnitSummary; unitId: string }) {
  const { t } = useTranslation()
  const number = useNumber()
  const byRole = roles
    .map((role) => {
      const all = summary.documents.flatMap((document) => document.roles.filter((one) => one.role === role))
      const sum = (key: 'total' | 'confirmed') => all.reduce((total, one) => total + one[key], 0)
      return { role, total: sum('total'), confirmed: sum('confirmed') }
    })
    .filter(({ total }) => total > 0)
  if (summary.total === 0) return null
  return (
    <>
      <dl className="figures">
        <div>
          <dd className="figure">{number(summary.total)}</dd>
          <dt>{t('units.total_owed')}</dt>
        </div>
        {byRole.map(({ role, total, confirmed }) => (
          <div key={role}>
            <dd className={`figure role-${role}`}>{number(total)}</dd>
            <dt>
              <Link to="/register" search={{ unit: unitId, role }}>
                {t(`roles3.${role}`)}
              </Link>
              <small>{t('units.confirmedOf', { count: confirmed })}</small>
            </dt>
          </div>
        ))}
        {summary.kinds
          .map((kind) => ({ kind: kind.kind, total: kind.extracted + kind.confirmed + kind.rejected }))
          .filter(({ total }) => total > 0)
          .map(({ kind, total }) => (
            <div key={kind}>
              <dd className="figure small">{number(total)}</dd>
              <dt>
                <Link to="/register" search={{ unit: unitId, kind }}>
                  {t(`kinds.${kind}`)}
                </Link>
              </dt>
            </div>
          ))}
      </dl>
      {summary.predecessors.length > 0 && (
        <p className="as-predecessor">
          {t('units.inherited')}{' '}
          {summary.predecessors.map(({ organization, count }) => (
            <Link key={organization.id} to="/units/$unitId" params={{ unitId: organization.id }}>
              {organization.name}
              {bracketed(count)}
            </Link>
          ))}
        </p>
      )}
    </>
  )
}
