import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { OrganizationSummary } from '../../../src/gazetteer/schemas.ts'
import { SearchField } from '../plan/register/SearchField.tsx'
import { Page } from '../shell/Page.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../shell/states.tsx'
import { useNumber } from '../shell/time.ts'
import { organizationsQuery } from './api.ts'
import './units.css'

const route = getRouteApi('/units')

/** 单位: every body the gazetteer knows, found by any of its names. */
export function UnitsPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const { q, jurisdiction } = route.useSearch()
  const navigate = route.useNavigate()
  const list = useQuery(
    organizationsQuery({ ...(q ? { q } : {}), ...(jurisdiction ? { within: jurisdiction } : {}), limit: 200 }),
  )
  const groups = Map.groupBy(list.data?.items ?? [], (unit) => unit.jurisdiction?.name ?? t('units.noJurisdiction'))
  return (
    <Page title={t('units.title')} lede={t('units.lede')}>
      <SearchField
        value={q ?? ''}
        placeholder={t('units.search')}
        onChange={(next) => void navigate({ search: (now) => ({ ...now, q: next }), replace: true })}
      />
      <p className="units-total" aria-live="polite">
        {list.data && t('units.total', { count: list.data.total, formatted: number(list.data.total) })}
        {list.data?.next && ` ${t('units.firstOnes', { count: list.data.items.length })}`}
      </p>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && (
        <QuietState title={t('units.noneFound')}>{t('units.noneFoundTodo')}</QuietState>
      )}
      {[...groups].map(([place, units]) => (
        <section key={place}>
          <h2 className="section-title">
            {place} <small>{units.length}</small>
          </h2>
          <ul className="unit-list">
            {units.map((unit) => (
              <UnitLine key={unit.id} unit={unit} />
            ))}
          </ul>
        </section>
      ))}
    </Page>
  )
}

function UnitLine({ unit }: { unit: OrganizationSummary }) {
  const { t } = useTranslation()
  return (
    <li>
      <Link to="/units/$unitId" params={{ unitId: unit.id }} className={unit.validTo ? 'past' : ''}>
        {unit.name}
      </Link>
      {unit.shortName !== unit.name && <small>{unit.shortName}</small>}
      {unit.matchedName && <small>{t('units.foundAs', { name: unit.matchedName })}</small>}
      {unit.validTo && <small className="badge">{t('units.until', { date: unit.validTo })}</small>}
      {unit.state === 'provisional' && <small className="badge extracted">{t('units.provisional')}</small>}
    </li>
  )
}
