import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { StatementItem } from '../../../../src/settlement/schemas.ts'
import { useMay } from '../../access/session.ts'
import { type Query, withQuery } from '../../shell/api.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useMoment, useNumber } from '../../shell/time.ts'
import { Money } from '../parts/Money.tsx'
import { signedAgreementsQuery, useStatements } from './api.ts'
import { type StatementSearch, statementStates } from './filter.ts'
import { PrepareDialog } from './PrepareDialog.tsx'
import { StatementBadge, useSerial, useWaiting } from './parts.tsx'
import './statements.css'

const route = getRouteApi('/statements')
const views = ['waiting', 'all', ...statementStates] as const

/** 结算单: what each year of each agreement comes to, where it stands, and whom it waits for. */
export function StatementsPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const filter = route.useSearch()
  const { prepare, ...asked } = filter
  const navigate = route.useNavigate()
  const maySign = useMay('statement.sign')
  const mayPrepare = useMay('statement.prepare')
  const list = useStatements(asked)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  const change = (part: { [Key in keyof StatementSearch]?: StatementSearch[Key] | undefined }) =>
    void navigate({
      search: (now) =>
        Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value !== undefined)),
      replace: true,
      resetScroll: false,
    })
  const view = filter.waiting ? 'waiting' : (filter.state ?? 'all')
  return (
    <Page
      title={t('settlement.statements.title')}
      lede={t('settlement.statements.lede')}
      actions={
        <>
          <Button
            icon={<DownloadOutlined />}
            href={withQuery('/api/v1/statements.xlsx', asked as Query)}
            download
            disabled={items.length === 0}
          >
            {t('settlement.statements.export')}
          </Button>
          {mayPrepare && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ prepare: true })}>
              {t('settlement.statements.prepare')}
            </Button>
          )}
        </>
      }
    >
      <div className="settle-bar no-print">
        <Segmented
          value={view}
          onChange={(next) =>
            change({
              waiting: next === 'waiting' ? true : undefined,
              state: statementStates.find((one) => one === next),
            })
          }
          options={views
            .filter((one) => maySign || one !== 'waiting')
            .map((value) => ({ value, label: t(`settlement.statements.views.${value}`) }))}
        />
        <AgreementFilter value={filter.agreement} onChange={(agreement) => change({ agreement })} />
        <YearFilter value={filter.year} onChange={(year) => change({ year })} />
      </div>
      <p className="settle-total" aria-live="polite">
        {total !== undefined && t('settlement.statements.total', { formatted: number(total) })}
      </p>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t('settlement.statements.none')}>{t('settlement.statements.noneLede')}</QuietState>
      )}
      {items.length > 0 && (
        <ul className="st-list sheet">
          {items.map((one) => (
            <StatementRow key={one.id} one={one} />
          ))}
        </ul>
      )}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      {prepare && (
        <PrepareDialog agreement={filter.agreement} year={filter.year} onClose={() => change({ prepare: undefined })} />
      )}
    </Page>
  )
}

function StatementRow({ one }: { one: StatementItem }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const waiting = useWaiting()
  const serial = useSerial()
  return (
    <li className={one.awaitsOwn ? 'own' : ''}>
      <div className="st-name">
        <Link to="/statements/$statementId" params={{ statementId: one.id }}>
          {t('settlement.statements.name', { year: one.year, agreement: one.agreementName })}
        </Link>
        <small>
          {serial(one.serial) && <em>{serial(one.serial)}</em>}
          <span>{t('settlement.statements.by', { organization: one.preparer, at: moment(one.at) })}</span>
        </small>
      </div>
      <div className="st-amount">
        <b>
          <Money fen={one.totalFen} unit="tenThousand" />
        </b>
        <small>{t('settlement.statements.lineCount', { count: one.lineCount })}</small>
      </div>
      <div className="st-state">
        <StatementBadge state={one.state} />
        <small>
          {one.awaitsOwn && <strong>{t('settlement.statements.waitsOwn')} </strong>}
          {waiting(one) || (one.postedAt && t('settlement.statements.postedAt', { at: moment(one.postedAt) }))}
        </small>
      </div>
    </li>
  )
}

function AgreementFilter(props: { value: string | undefined; onChange: (value: string | undefined) => void }) {
  const { t } = useTranslation()
  const agreements = useQuery(signedAgreementsQuery)
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      className="settle-select"
      popupMatchSelectWidth={false}
      aria-label={t('settlement.statements.agreement')}
      placeholder={t('settlement.statements.allAgreements')}
      value={props.value}
      onChange={(value?: string) => props.onChange(value)}
      options={agreements.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
    />
  )
}

function YearFilter(props: { value: number | undefined; onChange: (value: number | undefined) => void }) {
  const { t } = useTranslation()
  const agreements = useQuery(signedAgreementsQuery)
  const ends = agreements.data
    ?.flatMap(({ firstYear, lastYear }) => [firstYear, lastYear])
    .filter((one) => one !== null)
  const thisYear = new Date().getFullYear()
  const first = Math.min(thisYear - 5, props.value ?? thisYear, ...(ends ?? []))
  const years = Array.from({ length: thisYear - first + 1 }, (_, index) => thisYear - index)
  return (
    <Select
      allowClear
      className="settle-year"
      aria-label={t('settlement.statements.year')}
      placeholder={t('settlement.statements.allYears')}
      value={props.value}
      onChange={(value?: number) => props.onChange(value)}
      options={years.map((value) => ({ value, label: t('settlement.statements.ofYear', { year: value }) }))}
    />
  )
}
