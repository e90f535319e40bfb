import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Dropdown, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '../../../../src/delivery/projects/schemas.ts'
import { useMay } from '../../access/session.ts'
import { useClusterPlaces } from '../../gazetteer/api.ts'
import { type Query, withQuery } from '../../shell/api.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { SearchField } from '../../shell/SearchField.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useNumber } from '../../shell/time.ts'
import { summaryQuery, useProjects } from './api.ts'
import { ProjectCandidates } from './ProjectCandidates.tsx'
import { ProjectForm } from './ProjectForm.tsx'
import { ProjectMap } from './ProjectMap.tsx'
import { CLASSES, ProjectLine, useWan } from './parts.tsx'
import { AllRequests } from './Requests.tsx'
import { YearSummary } from './YearSummary.tsx'
import '../../plan/register/register.css'

const route = getRouteApi('/projects')
const views = ['list', 'board', 'map', 'requests'] as const

/** 项目: the rolling pool as a list, a board and a map; what waits for a decision; the year's figures. */
export function ProjectsPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const { view = 'list', ...filter } = route.useSearch()
  const navigate = route.useNavigate()
  const list = useProjects(filter)
  const summary = useQuery(summaryQuery(filter.year))
  const places = useClusterPlaces()
  const mayPropose = useMay('project.propose')
  const mayApprove = useMay('project.approve')
  const [open, setOpen] = useState<'candidates' | 'form' | null>(null)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  const narrowed = Object.keys(filter).length > 0
  const change = (part: Record<string, string | undefined>) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value)),
      replace: true,
      resetScroll: false,
    })
  const { years = [], waiting = 0, today = '' } = summary.data ?? {}
  const thisYear = Number(today.slice(0, 4))
  const choices = [...new Set([...years, ...(thisYear ? [thisYear, thisYear + 1] : [])])].sort((a, b) => b - a)
  return (
    <Page
      title={t('delivery.projects.title')}
      lede={t('delivery.projects.lede')}
      actions={
        <>
          <Dropdown
            trigger={['click']}
            menu={{
              items: (['xlsx', 'csv'] as const).map((ending) => ({
                key: ending,
                label: (
                  <a href={withQuery(`/api/v1/projects.${ending}`, filter as Query)} download>
                    {t(`delivery.indicators.${ending}`)}
                  </a>
                ),
              })),
            }}
          >
            <Button icon={<DownloadOutlined />}>{t('delivery.projects.export')}</Button>
          </Dropdown>
          {mayApprove && <Button onClick={() => setOpen('candidates')}>{t('delivery.projects.fromPlans')}</Button>}
          {mayPropose && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('form')}>
              {t('delivery.projects.propose')}
            </Button>
          )}
        </>
      }
    >
      {summary.isError && <ProblemNotice problem={summary.error} onRetry={() => void summary.refetch()} />}
      {summary.data && <YearSummary summary={summary.data} />}
      <div className="pro-filter no-print">
        <Segmented
          value={view}
          onChange={(next) => change({ view: next === 'list' ? undefined : next })}
          options={views.map((value) => ({
            value,
            label: t(`delivery.projects.views.${value}`) + (value === 'requests' && waiting > 0 ? ` ${waiting}` : ''),
          }))}
        />
        <SearchField
          value={filter.q ?? ''}
          placeholder={t('delivery.projects.search')}
          onChange={(q) => change({ q })}
        />
        <Select
          value={filter.class ?? ''}
          aria-label={t('delivery.projects.toClass')}
          popupMatchSelectWidth={false}
          onChange={(kind: string) => change({ class: kind })}
          options={[
            { value: '', label: t('delivery.projects.allClasses') },
            ...(['proposed', ...CLASSES] as const).map((value) => ({
              value,
              label: t(`delivery.projects.classes.${value}`),
            })),
          ]}
        />
        <Select
          value={filter.place ?? ''}
          aria-label={t('delivery.projects.place')}
          popupMatchSelectWidth={false}
          onChange={(place: string) => change({ place })}
          options={[
            { value: '', label: t('delivery.projects.place') },
            ...places.map(({ code, shortName }) => ({ value: code, label: shortName })),
          ]}
        />
        <Select
          value={filter.year ?? ''}
          aria-label={t('delivery.projects.year')}
          popupMatchSelectWidth={false}
          onChange={(year: string) => change({ year })}
          options={[
            { value: '', label: t('delivery.projects.allYears') },
            ...choices.map((year) => ({ value: String(year), label: t('delivery.projects.yearList', { year }) })),
          ]}
        />
      </div>
      {view === 'requests' ? (
        <AllRequests />
      ) : (
        <>
          <p className="register-total" aria-live="polite">
            {total !== undefined && t('delivery.projects.total', { formatted: number(total) })}
          </p>
          {list.isPending && <Loading />}
          {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
          {list.isSuccess && items.length === 0 && (
            <QuietState title={t(narrowed ? 'delivery.projects.noneFound' : 'delivery.projects.none')}>
              {!narrowed && t('delivery.projects.noneTodo')}
            </QuietState>
          )}
          {items.length > 0 && view === 'list' && (
            <ul className="pro-list">
              {items.map((one) => (
                <ProjectLine key={one.id} one={one} />
              ))}
            </ul>
          )}
          {items.length > 0 && view === 'board' && <Board items={items} />}
          {items.length > 0 && view === 'map' && <ProjectMap items={items} />}
          {list.hasNextPage && view !== 'list' && (
            <p className="ind-note">{t('delivery.projects.limited', { count: items.length })}</p>
          )}
          {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
        </>
      )}
      <ProjectCandidates open={open === 'candidates'} onClose={() => setOpen(null)} />
      <ProjectForm open={open === 'form'} project={null} onClose={() => setOpen(null)} />
    </Page>
  )
}

/** The pool by class; exits and proposals have a column only where there are any. */
function Board({ items }: { items: readonly Project[] }) {
  const { t } = useTranslation()
  const wan = useWan()
  const columns = (['proposed', ...CLASSES] as const)
    .map((kind) => ({ kind, projects: items.filter((one) => one.class === kind) }))
    .filter(({ kind, projects }) => projects.length > 0 || !['proposed', 'stopped', 'transferred'].includes(kind))
  return (
    <div className="pro-board">
      {columns.map(({ kind, projects }) => (
        <section key={kind}>
          <h2>
            {t(`delivery.projects.classes.${kind}`)} <span>{projects.length}</span>
          </h2>
          <ul>
            {projects.map((one) => (
              <li key={one.id}>
                <Link to="/projects/$projectId" params={{ projectId: one.id }}>
                  {one.name}
                </Link>
                <small>
                  {one.place?.shortName}{' '}
                  {one.investmentTotalWan === null
                    ? t('delivery.projects.totalNotKnown')
                    : t('delivery.projects.wan', { value: wan(one.investmentTotalWan) })}
                </small>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
