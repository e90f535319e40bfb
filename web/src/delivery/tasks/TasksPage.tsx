import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { App, Button, Dropdown, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskRow } from '../../../../src/delivery/tasks/schemas.ts'
import { useMay, useSession } from '../../access/session.ts'
import { organizationQuery, useClusterPlaces } from '../../gazetteer/api.ts'
import { OrganizationPicker } from '../../gazetteer/OrganizationPicker.tsx'
import { type Query, withQuery } from '../../shell/api.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice, useProblemText } from '../../shell/ProblemNotice.tsx'
import { bracketed } from '../../shell/punctuation.ts'
import { SearchField } from '../../shell/SearchField.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useNumber } from '../../shell/time.ts'
import { LightMark } from '../lights/LightMark.tsx'
import { chaptersQuery, programmesQuery, useReceiveMany, useTasks } from './api.ts'
import { Field } from './Field.tsx'
import { lightNames, states, type TaskSearch, taskRoles, taskSorts } from './filter.ts'
import { Units } from './Units.tsx'
import './tasks.css'

const route = getRouteApi('/tasks')

/** 任务: everything that was dispatched, narrowed by what stands in the address. */
export function TasksPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = useTasks(search)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  const narrowed = Object.keys(search).some((name) => name !== 'sort')
  const change = (part: { [Key in keyof TaskSearch]?: TaskSearch[Key] | undefined }) =>
    void navigate({
      search: (now) => {
        const next = { ...now, ...part, ...('programme' in part ? { chapter: undefined } : {}) }
        return Object.fromEntries(Object.entries(next).filter(([, value]) => value)) as TaskSearch
      },
      replace: true,
      resetScroll: false,
    })
  return (
    <Page
      title={t('delivery.tasks.title')}
      lede={t('delivery.tasks.lede')}
      actions={
        <>
          <Link to="/programmes">
            <Button>{t('delivery.tasks.programmes')}</Button>
          </Link>
          <ExportMenu search={search} />
        </>
      }
    >
      <Filters search={search} change={change} />
      <p className="register-total" aria-live="polite">
        {total !== undefined && t('delivery.tasks.total', { count: total, formatted: number(total) })}
        {narrowed && (
          <>
            {' '}
            <button type="button" className="plain as-link no-print" onClick={() => void navigate({ search: {} })}>
              {t('delivery.tasks.clear')}
            </button>
          </>
        )}
      </p>
      <ReceiptBar items={items} search={search} />
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={narrowed ? t('delivery.tasks.noneFound') : t('delivery.tasks.none')}>
          {narrowed ? t('delivery.tasks.noneFoundTodo') : t('delivery.tasks.noneTodo')}
        </QuietState>
      )}
      {items.length > 0 && <TaskTable items={items} showProgramme={!search.programme} />}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Page>
  )
}

/** Where it stands in its plan; the chapter, where the place would only repeat the title. */
const whereabouts = ({ title, provisionLabel, chapterLabel }: TaskRow) =>
  provisionLabel.endsWith(title) ? chapterLabel : provisionLabel

function TaskTable({ items, showProgramme }: { items: readonly TaskRow[]; showProgramme: boolean }) {
  const { t } = useTranslation()
  return (
    <table className="task-table">
      <thead>
        <tr>
          <th className="narrow">{t('delivery.tasks.light')}</th>
          <th>{t('delivery.tasks.task')}</th>
          <th>{t('delivery.tasks.units')}</th>
          <th className="narrow">{t('delivery.tasks.due')}</th>
          <th className="narrow">{t('delivery.tasks.state')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((task) => (
          <tr key={task.id}>
            <td className="narrow">{task.light && <LightMark light={task.light} />}</td>
            <td>
              <Link to="/tasks/$taskId" params={{ taskId: task.id }} className="table-title">
                <span className="faint">{task.number}</span> {task.title}
              </Link>
              <small>{[showProgramme && task.programme.title, whereabouts(task)].filter(Boolean).join(' · ')}</small>
            </td>
            <td>
              <Units units={task.units} />
            </td>
            <td className="narrow">
              {task.dueOn ?? <span className="faint">{t(`delivery.tasks.pace.${task.pace}`)}</span>}
            </td>
            <td className="narrow">
              {t(`delivery.tasks.states.${task.state}`)}
              {task.unreceived > 0 && <small>{t('delivery.tasks.unreceived', { count: task.unreceived })}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Filters({
  search,
  change,
}: {
  search: TaskSearch
  change: (part: { [Key in keyof TaskSearch]?: TaskSearch[Key] | undefined }) => void
}) {
  const { t } = useTranslation()
  // On a phone they are folded, so that the first screen shows tasks.
  const [open, setOpen] = useState(false)
  const on = Object.keys(search).filter((name) => name !== 'q' && name !== 'sort').length
  const programmes = useQuery(programmesQuery)
  const chapters = useQuery(chaptersQuery(search.programme))
  const places = useClusterPlaces()
  const unit = useQuery({ ...organizationQuery(search.unit ?? ''), enabled: search.unit !== undefined })
  const choose = <Key extends keyof TaskSearch>(
    key: Key,
    label: string,
    options: { value: string; label: string }[],
    width = 130,
  ) => (
    <Select
      allowClear
      showSearch={options.length > 8 ? { optionFilterProp: 'label' } : false}
      value={search[key] ?? null}
      placeholder={label}
      aria-label={label}
      style={{ minWidth: width, maxWidth: 260 }}
      popupMatchSelectWidth={false}
      options={options}
      onChange={(value?: string | null) => change({ [key]: value ?? undefined })}
    />
  )
  return (
    <div className={`task-filters no-print${open ? ' open' : ''}`}>
      <SearchField
        value={search.q ?? ''}
        placeholder={t('delivery.tasks.search')}
        onChange={(q) => change({ q: q || undefined })}
      />
      <Button className="task-filters-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        {on > 0 ? t('search.filtersOn', { count: on }) : t('search.filters')}
      </Button>
      {choose(
        'programme',
        t('delivery.tasks.programme'),
        (programmes.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title })),
        180,
      )}
      {search.programme &&
        choose(
          'chapter',
          t('delivery.tasks.chapter'),
          (chapters.data?.items ?? [])
            .filter(({ chapter }) => chapter)
            .map(({ chapter, label, count }) => ({ value: chapter, label: `${label}${bracketed(count)}` })),
          150,
        )}
      <OrganizationPicker
        value={unit.data && search.unit ? unit.data : null}
        placeholder={t('delivery.tasks.unit')}
        onChange={(chosen) => change({ unit: chosen?.id })}
      />
      {choose(
        'place',
        t('delivery.tasks.place'),
        places.map(({ code, shortName }) => ({ value: code, label: shortName })),
        100,
      )}
      {choose(
        'light',
        t('delivery.tasks.light'),
        lightNames.map((value) => ({ value, label: t(`delivery.cockpit.light.${value}`) })),
        100,
      )}
      {choose(
        'state',
        t('delivery.tasks.state'),
        states.map((value) => ({ value, label: t(`delivery.tasks.states.${value}`) })),
        110,
      )}
      {choose(
        'role',
        t('delivery.tasks.role'),
        taskRoles.map((value) => ({ value, label: t(`delivery.tasks.roles.${value}`) })),
        100,
      )}
      <Field label={t('delivery.tasks.dueBefore')}>
        {(id) => (
          <Input
            id={id}
            type="date"
            value={search.dueBefore ?? ''}
            onChange={({ target }) => change({ dueBefore: target.value || undefined })}
          />
        )}
      </Field>
      <Select
        value={search.sort ?? 'text'}
        aria-label={t('delivery.tasks.sort')}
        popupMatchSelectWidth={false}
        options={taskSorts.map((value) => ({ value, label: t(`delivery.tasks.sorts.${value}`) }))}
        onChange={(sort) => change({ sort: sort === 'text' ? undefined : sort })}
      />
    </div>
  )
}

/** A unit receives everything that waits for it at once. */
function ReceiptBar({ items, search }: { items: readonly TaskRow[]; search: TaskSearch }) {
  const { t } = useTranslation()
  const session = useSession()
  const { message, modal } = App.useApp()
  const problemText = useProblemText()
  const mayReport = useMay('delivery.report')
  const receive = useReceiveMany()
  const [done, setDone] = useState(false)
  const me = session.data?.actor?.organizationId
  const wanted = {
    ...(me ? { unit: me } : {}),
    receipt: 'open' as const,
    ...(search.programme ? { programme: search.programme } : {}),
  }
  const waiting = useTasks(wanted)
  const total = waiting.data?.pages[0]?.total ?? 0
  if (!mayReport || !me || total === 0 || done || (items.length === 0 && !search.receipt)) return null
  return (
    <div className="receipt-bar no-print">
      <p>{t('delivery.tasks.waitingForYou', { count: total })}</p>
      <Link to="/tasks" search={{ unit: me, receipt: 'open' }}>
        {t('delivery.tasks.showThem')}
      </Link>
      <Button
        type="primary"
        loading={receive.isPending}
        onClick={() =>
          modal.confirm({
            title: t('delivery.tasks.receiveAsk', { count: total }),
            okText: t('delivery.tasks.acts.receive'),
            onOk: () =>
              receive.mutate(wanted, {
                onSuccess: ({ received }) => {
                  void message.success(t('delivery.tasks.receivedMany', { count: received }))
                  setDone(received >= total)
                },
                onError: (problem) => void message.error(problemText(problem).title),
              }),
          })
        }
      >
        {t('delivery.tasks.receiveMany', { count: total })}
      </Button>
    </div>
  )
}

function ExportMenu({ search }: { search: TaskSearch }) {
  const { t } = useTranslation()
  const items = (['xlsx', 'csv'] as const).map((format) => ({
    key: format,
    label: (
      <a href={withQuery(`/api/v1/tasks.${format}`, search as Query)} download>
        {t(`delivery.tasks.exports.${format}`)}
      </a>
    ),
  }))
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button icon={<DownloadOutlined />}>{t('delivery.tasks.export')}</Button>
    </Dropdown>
  )
}
