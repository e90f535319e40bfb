import { getRouteApi, Link } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { OrganizationSummary } from '../../../src/gazetteer/schemas.ts'
import { useMay } from '../access/session.ts'
import { MoreRows } from '../shell/MoreRows.tsx'
import { Page } from '../shell/Page.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { SearchField } from '../shell/SearchField.tsx'
import { Loading, QuietState } from '../shell/states.tsx'
import { useNumber } from '../shell/time.ts'
import { useClusterPlaces, useOrganizations } from './api.ts'
import { useWaitingUnits } from './provisional/api.ts'
import { WaitingUnits } from './provisional/WaitingUnits.tsx'
import '../plan/register/register.css'
import './units.css'

const route = getRouteApi('/units')

/** 单位: every body the gazetteer knows, found by any of its names. */
export function UnitsPage() {
  const { t } = useTranslation()
  const { list = 'all' } = route.useSearch()
  const navigate = route.useNavigate()
  const mayManage = useMay('gazetteer.manage')
  const waiting = useWaitingUnits(mayManage).data?.pages[0]?.total ?? 0
  return (
    <Page title={t('units.title')} lede={t('units.lede')}>
      {mayManage && (
        <Segmented<'all' | 'waiting'>
          className="units-lists no-print"
          value={list}
          onChange={(next) => void navigate({ search: next === 'waiting' ? { list: next } : {} })}
          options={[
            { value: 'all', label: t('units.all') },
            { value: 'waiting', label: t('waitingUnits.title', { count: waiting }) },
          ]}
        />
      )}
      {mayManage && list === 'waiting' ? <WaitingUnits /> : <KnownUnits />}
    </Page>
  )
}

function KnownUnits() {
  const { t } = useTranslation()
  const number = useNumber()
  const { q, jurisdiction } = route.useSearch()
  const navigate = route.useNavigate()
  const list = useOrganizations({ ...(q ? { q } : {}), ...(jurisdiction ? { within: jurisdiction } : {}) })
  const places = useClusterPlaces()
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  const groups = Map.groupBy(items, ({ state, jurisdiction }) =>
    state === 'provisional' ? t('units.provisional') : (jurisdiction?.name ?? t('units.noJurisdiction')),
  )
  return (
    <>
      <SearchField
        value={q ?? ''}
        placeholder={t('units.search')}
        onChange={(next) => void navigate({ search: (now) => ({ ...now, q: next }), replace: true })}
      />
      <fieldset className="places no-print">
        <legend className="visually-hidden">{t('units.jurisdiction')}</legend>
        {places.map(({ code, shortName, province }) => (
          <button
            key={code}
            type="button"
            className={`plain place${province ? ' province' : ''}`}
            aria-pressed={code === jurisdiction}
            onClick={() =>
              void navigate({
                search: (now) => ({
                  ...(now.q ? { q: now.q } : {}),
                  ...(code === jurisdiction ? {} : { jurisdiction: code }),
                }),
                replace: true,
                resetScroll: false,
              })
            }
          >
            {shortName}
          </button>
        ))}
      </fieldset>
      <p className="units-total" aria-live="polite">
        {total !== undefined && t('units.total', { count: total, formatted: number(total) })}
      </p>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
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
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </>
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
