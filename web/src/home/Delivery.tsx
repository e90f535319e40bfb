import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useSession } from '../access/session.ts'
import { useDesk } from '../delivery/reporting/api.ts'
import { useTasks } from '../delivery/tasks/api.ts'
import { useNumber } from '../shell/time.ts'
import { figuresOf } from './figures.ts'

/**
 * The way into the delivery room: what waits for the unit one acts for, and where it is done. A department or a city sees
 * its own tasks, as its page says; the office those of all. Nothing dispatched, nothing shown.
 */
export function Delivery() {
  const mayRead = useMay('delivery.read')
  const { data: session } = useSession()
  if (!mayRead || !session?.actor) return null
  return <Figures unit={session.actor.organizationId} role={session.actor.role} />
}

function Figures({ unit, role }: { unit: string; role: string }) {
  const { t } = useTranslation()
  const mayReport = useMay('delivery.report')
  const own = role === 'department' || role === 'city' ? { unit } : {}
  const totalOf = (list: ReturnType<typeof useTasks>) => list.data?.pages[0]?.total ?? 0
  const counts = {
    all: totalOf(useTasks(own)),
    red: totalOf(useTasks({ ...own, light: 'red' })),
    unreceived: totalOf(useTasks({ unit, receipt: 'open' })),
  }
  if (counts.all === 0) return null
  return (
    <dl className="home-figures">
      {figuresOf(counts, own, unit).map(({ name, count, search }) => (
        <Figure key={name} count={count}>
          <Link to="/tasks" search={search}>
            {t(`home.${name}`)}
          </Link>
        </Figure>
      ))}
      {mayReport && <Reports />}
    </dl>
  )
}

/** What is owed to others, and what waits for one's own decision. */
function Reports() {
  const { t } = useTranslation()
  const desk = useDesk(false, 1)
  if (!desk.data) return null
  const { owed, overdue, toReview } = desk.data.counts
  return (
    <>
      {owed > 0 && (
        <Figure count={owed}>
          <Link to="/desk">
            {t('home.owes')}
            {overdue > 0 && <> {t('home.overdue', { count: overdue })}</>}
          </Link>
        </Figure>
      )}
      {toReview > 0 && (
        <Figure count={toReview}>
          <Link to="/reviews">{t('home.toReview')}</Link>
        </Figure>
      )}
      {(owed > 0 || toReview > 0) && (
        <div className="home-desk">
          <dt>
            <Link to={owed > 0 ? '/desk' : '/reviews'}>{t(owed > 0 ? 'home.desk' : 'home.review')}</Link>
          </dt>
        </div>
      )}
    </>
  )
}

function Figure({ count, children }: { count: number; children: ReactNode }) {
  const number = useNumber()
  return (
    <div>
      <dd className="figure">{number(count)}</dd>
      <dt>{children}</dt>
    </div>
  )
}
