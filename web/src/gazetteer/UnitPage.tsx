import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganizationDetail } from '../../../src/gazetteer/schemas.ts'
import type { Commitment, UnitSummary } from '../../../src/plan/schemas.ts'
import { useMay } from '../access/session.ts'
import { useRegister } from '../plan/api.ts'
import { placeOf } from '../plan/place.ts'
import { type RegisterFilter, roles } from '../plan/register/filter.ts'
import { StateBadge, TargetFigure, titleSaysTarget, useDeadlineText } from '../plan/words.tsx'
import { MoreRows } from '../shell/MoreRows.tsx'
import { Page } from '../shell/Page.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../shell/states.tsx'
import { useNumber } from '../shell/time.ts'
import { organizationQuery, unitSummaryQuery } from './api.ts'
import { Identity } from './Identity.tsx'
import { useProvisional } from './provisional/useProvisional.tsx'
import '../plan/reader/pane.css'
import './provisional/provisional.css'
import './units.css'

type RoleChoice = NonNullable<RegisterFilter['role']> | 'all'

/** One organization: who it is and was, and everything it owes from every plan. */
export function UnitPage() {
  const { t } = useTranslation()
  const { unitId } = useParams({ from: '/units/$unitId' })
  const unit = useQuery(organizationQuery(unitId))
  const summary = useQuery(unitSummaryQuery(unitId))
  const [role, setRole] = useState<RoleChoice>('all')
  if (unit.isPending) return <Loading />
  if (unit.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={unit.error} onRetry={() => void unit.refetch()} />
      </div>
    )
  return (
    <Page
      title={unit.data.name}
      actions={
        <Link to="/register" search={{ unit: unitId }}>
          <Button>{t('units.inRegister')}</Button>
        </Link>
      }
    >
      <NotVouched unit={unit.data} />
      <Identity unit={unit.data} />
      {summary.isError && <ProblemNotice problem={summary.error} onRetry={() => void summary.refetch()} />}
      {summary.data && <Figures summary={summary.data} unitId={unitId} />}
      <div className="section-title">
        {t('units.owes')}
        <Segmented<RoleChoice>
          className="no-print"
          size="small"
          value={role}
          onChange={setRole}
          options={(['all', ...roles] as const).map((value) => ({
            value,
            label: value === 'all' ? t('units.allRoles') : t(`roles3.${value}`),
          }))}
        />
      </div>
      <Owed unitId={unitId} role={role} />
    </Page>
  )
}

/** Says that nobody vouches for the body yet, and lets the keeper of the gazetteer do it; or whom it proved to be. */
function NotVouched({ unit }: { unit: OrganizationDetail }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayManage = useMay('gazetteer.manage')
  const { begin, dialogs } = useProvisional((_unit, now) => {
    if (now.id !== unit.id) void navigate({ to: '/units/$unitId', params: { unitId: now.id } })
  })
  if (unit.mergedInto)
    return (
      <p className="not-vouched">
        <span>
          {t('units.mergedInto')}{' '}
          <Link to="/units/$unitId" params={{ unitId: unit.mergedInto.id }}>
            {unit.mergedInto.name}
          </Link>
        </span>
      </p>
    )
  if (unit.state !== 'provisional') return null
  return (
    <div className="not-vouched">
      <p>{t('waitingUnits.notVouched')}</p>
      {mayManage && (
        <div className="waiting-tools no-print">
          {(['confirm', 'merge', 'correct'] as const).map((act) => (
            <Button key={act} size="small" onClick={() => begin(act, unit)}>
              {t(act === 'merge' ? 'waitingUnits.mergeInto' : `waitingUnits.${act}`)}
            </Button>
          ))}
        </div>
      )}
      {dialogs}
    </div>
  )
}

function Figures({ summary, unitId }: { summary: UnitSummary; unitId: string }) {
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
              {organization.name}（{count}）
            </Link>
          ))}
        </p>
      )}
    </>
  )
}

function Owed({ unitId, role }: { unitId: string; role: RoleChoice }) {
  const { t } = useTranslation()
  const list = useRegister({ unit: unitId, ...(role === 'all' ? {} : { role }) }, 100)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const groups = Map.groupBy(items, ({ document }) => document.id)
  if (list.isPending) return <Loading />
  if (list.isError) return <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />
  if (items.length === 0) return <QuietState title={t('units.owesNothing')}>{t('units.owesNothingLede')}</QuietState>
  return (
    <>
      {[...groups].map(([id, owed]) => (
        <section key={id} className="owed">
          <h2>
            <Link to="/documents/$documentId" params={{ documentId: id }}>
              {owed[0]?.document.title}
            </Link>
            <small>{t('units.items', { count: owed.length })}</small>
          </h2>
          <ol>
            {owed.map((item) => (
              <OwedLine key={item.id} item={item} unitId={unitId} />
            ))}
          </ol>
        </section>
      ))}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </>
  )
}

function OwedLine({ item, unitId }: { item: Commitment; unitId: string }) {
  const { t } = useTranslation()
  const deadlineText = useDeadlineText()
  const mine = item.responsibilities.filter(
    ({ organization, today }) => organization?.id === unitId || today.some(({ id }) => id === unitId),
  )
  return (
    <li className="owed-line">
      <span className="owed-roles">
        {[...new Set(mine.map(({ role }) => role))].map((role) => (
          <span key={role} className={`role-${role}`}>
            {t(`roles3.${role}`)}
          </span>
        ))}
      </span>
      <div>
        <Link {...placeOf(item)} className="table-title">
          {item.title}
        </Link>
        {item.target && !titleSaysTarget(item) && (
          <p className="snippet">
            <TargetFigure target={item.target} />
          </p>
        )}
        <p className="owed-facts">
          <span className={`kind of-${item.kind}`}>{t(`kinds.${item.kind}`)}</span>
          <span>{item.provision.label}</span>
          {item.deadline && <span>{deadlineText(item.deadline)}</span>}
          {mine.some(({ organization }) => organization && organization.id !== unitId) && (
            <span>{t('units.printedAs', { names: [...new Set(mine.map(({ printed }) => printed))].join('、') })}</span>
          )}
        </p>
      </div>
      <StateBadge state={item.state} />
    </li>
  )
}
