import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Dropdown, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../../src/monitoring/schemas.ts'
import { useMay } from '../../access/session.ts'
import { withQuery } from '../../shell/api.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useMoment, useNumber } from '../../shell/time.ts'
import { ClassMark } from '../shared/ClassMark.tsx'
import { everySectionQuery, useAlerts } from './api.ts'
import { type AlertSearch, alertQueryOf, KINDS, readAlertSearch, STATES, VIEWS } from './filter.ts'
import { AlertBadge, AlertTabs, Receipts, useNow, useWhatHappened } from './parts.tsx'

const route = getRouteApi('/alerts')

/** What of the address is another now; what is left out of it by `undefined` goes. */
type Change = { readonly [Key in keyof AlertSearch]?: string | undefined }

/** 预警: what asks somebody to act, open ones first. */
export function AlertsPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const now = useNow()
  const mayHandle = useMay('alert.handle')
  const list = useAlerts(alertQueryOf(search))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  const narrowed = Object.keys(search).length > 0
  const change = (part: Change) =>
    void navigate({
      search: (before) => readAlertSearch({ ...before, ...part }),
      replace: true,
      resetScroll: false,
    })
  return (
    <Page
      title={t('monitoring.alerts.title')}
      lede={t('monitoring.alerts.lede')}
      actions={
        <Dropdown
          trigger={['click']}
          menu={{
            items: (['xlsx', 'csv'] as const).map((ending) => ({
              key: ending,
              label: (
                <a href={withQuery(`/api/v1/alerts.${ending}`, alertQueryOf(search))} download>
                  {t(`monitoring.alerts.${ending}`)}
                </a>
              ),
            })),
          }}
        >
          <Button icon={<DownloadOutlined />}>{t('monitoring.alerts.export')}</Button>
        </Dropdown>
      }
    >
      <AlertTabs />
      <div className="part-bar alert-filter no-print">
        {mayHandle && (
          <Segmented
            value={search.view ?? 'all'}
            onChange={(view) => change({ view: view === 'all' ? undefined : view })}
            options={(['all', ...VIEWS] as const).map((value) => ({
              value,
              label: t(`monitoring.alerts.views.${value}`),
            }))}
          />
        )}
        <Filters search={search} onChange={change} />
      </div>
      <p className="part-total" aria-live="polite">
        {total !== undefined && total > 0 && t('monitoring.alerts.total', { formatted: number(total) })}
      </p>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState
          title={t(narrowed ? 'monitoring.alerts.noneFound' : 'monitoring.alerts.none')}
          action={
            narrowed ? (
              <Button onClick={() => void navigate({ search: {}, replace: true })}>
                {t('monitoring.alerts.clear')}
              </Button>
            ) : (
              mayHandle && <Link to="/alerts/rules">{t('monitoring.alerts.setRules')}</Link>
            )
          }
        >
          {!narrowed && t('monitoring.alerts.noneLede')}
        </QuietState>
      )}
      {items.length > 0 && (
        <ul className="alert-list sheet">
          {items.map((one) => (
            <AlertLine key={one.id} alert={one} now={now} />
          ))}
        </ul>
      )}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Page>
  )
}

function Filters(props: { search: AlertSearch; onChange: (part: Change) => void }) {
  const { t } = useTranslation()
  const { search, onChange } = props
  const sections = useQuery(everySectionQuery)
  const rivers = [...new Set((sections.data ?? []).flatMap(({ term }) => (term?.river ? [term.river] : [])))].sort()
  return (
    <>
      <Select
        value={search.state ?? ''}
        aria-label={t('monitoring.alerts.search.state')}
        onChange={(state) => onChange({ state: state || undefined })}
        options={[
          { value: '' as const, label: t('monitoring.alerts.any.state') },
          ...STATES.map((value) => ({ value, label: t(`monitoring.alerts.states.${value}`) })),
        ]}
      />
      <Select
        value={search.kind ?? ''}
        aria-label={t('monitoring.alerts.search.kind')}
        onChange={(kind) => onChange({ kind: kind || undefined })}
        options={[
          { value: '' as const, label: t('monitoring.alerts.any.kind') },
          ...KINDS.map((value) => ({ value, label: t(`monitoring.alerts.kinds.${value}`) })),
        ]}
      />
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        value={search.section ?? ''}
        aria-label={t('monitoring.alerts.search.section')}
        popupMatchSelectWidth={240}
        loading={sections.isPending}
        onChange={(section) => onChange({ section: section || undefined })}
        options={[
          { value: '', label: t('monitoring.alerts.any.section') },
          ...(sections.data ?? []).map(({ id, name, code }) => ({ value: id, label: `${name} ${code}` })),
        ]}
      />
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        value={search.river ?? ''}
        aria-label={t('monitoring.alerts.search.river')}
        onChange={(river) => onChange({ river: river || undefined })}
        options={[
          { value: '', label: t('monitoring.alerts.any.river') },
          ...[...new Set([...rivers, ...(search.river ? [search.river] : [])])].map((value) => ({
            value,
            label: value,
          })),
        ]}
      />
    </>
  )
}

function AlertLine({ alert, now }: { alert: Alert; now: number }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const whatHappened = useWhatHappened()
  const { section, evidence, kind } = alert
  return (
    <li className={alert.state === 'closed' ? 'closed' : ''}>
      <div className="alert-what">
        <p className="alert-head">
          <Link to="/alerts/$alertId" params={{ alertId: alert.id }} className="line-title">
            {section.name ? t('monitoring.alerts.sectionName', { name: section.name }) : alert.title}
          </Link>
          <AlertBadge state={alert.state} />
          <span className="alert-kind">{t(`monitoring.alerts.kinds.${kind}`)}</span>
        </p>
        <p className="alert-text">
          {evidence.class && <ClassMark of={evidence.class} />} {whatHappened(alert)}
        </p>
        <p className="line-facts">
          {alert.river && <span>{alert.river}</span>}
          {!evidence.exceeding && (
            <time dateTime={alert.observedAt}>
              {t('monitoring.alerts.whatHappened.observed', { moment: moment(alert.observedAt) })}
            </time>
          )}
          {alert.expectedAt && (
            <time dateTime={alert.expectedAt} className="late">
              {t('monitoring.alerts.whatHappened.expected', { moment: moment(alert.expectedAt) })}
            </time>
          )}
          <time dateTime={alert.raisedAt}>
            {t('monitoring.alerts.whatHappened.raised', { moment: moment(alert.raisedAt) })}
          </time>
        </p>
      </div>
      <Receipts alert={alert} now={now} />
    </li>
  )
}
