import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '../../../../src/settlement/schemas.ts'
import { type Query, withQuery } from '../../shell/api.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useMoment, useNumber } from '../../shell/time.ts'
import { Money } from '../parts/Money.tsx'
import { KindChoice } from './AccountPage.tsx'
import { balancesQuery, useTransfers } from './api.ts'
import type { TransferSearch } from './filter.ts'
import { BookChoice, Ground, LedgerTabs } from './parts.tsx'

const route = getRouteApi('/ledger/transfers')

/** 分录: what was moved, by whom, on what ground. */
export function TransfersPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const list = useTransfers(filter)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  const change = (part: { [Key in keyof TransferSearch]?: TransferSearch[Key] | undefined }) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value)),
      replace: true,
      resetScroll: false,
    })
  return (
    <Page
      title={t('settlement.ledger.transfers')}
      lede={t('settlement.ledger.transfersLede')}
      actions={
        <Button
          icon={<DownloadOutlined />}
          href={withQuery('/api/v1/ledger/transfers.xlsx', filter as Query)}
          download
          disabled={items.length === 0}
        >
          {t('settlement.ledger.export')}
        </Button>
      }
    >
      <LedgerTabs />
      <div className="settle-bar no-print">
        <BookChoice all value={filter.book} onChange={(book) => change({ book })} />
        <KindChoice value={filter.kind} onChange={(kind) => change({ kind })} />
        <PairTag filter={filter} onClear={() => change({ account: undefined, with: undefined })} />
        {filter.reference && (
          <Tag closable onClose={() => change({ reference: undefined })}>
            {filter.reference.startsWith('statement:')
              ? t('settlement.ledger.ofStatement')
              : t('settlement.ledger.ofReference', { reference: filter.reference })}
          </Tag>
        )}
      </div>
      <p className="settle-total" aria-live="polite">
        {total !== undefined && t('settlement.ledger.transferTotal', { formatted: number(total) })}
      </p>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <QuietState title={t('settlement.ledger.noTransfers')} />}
      {items.length > 0 && <Transfers items={items} />}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Page>
  )
}

function PairTag({ filter, onClear }: { filter: TransferSearch; onClear: () => void }) {
  const { t } = useTranslation()
  const balances = useQuery({ ...balancesQuery(filter.book ?? 'compensation'), enabled: filter.account !== undefined })
  if (filter.account === undefined) return null
  const name = (id: number | undefined) =>
    balances.data?.accounts.find((one) => one.id === id)?.name ?? String(id ?? '')
  return (
    <Tag closable onClose={onClear}>
      {filter.with === undefined
        ? name(filter.account)
        : t('settlement.ledger.between', { one: name(filter.account), other: name(filter.with) })}
    </Tag>
  )
}

function Transfers({ items }: { items: readonly Transfer[] }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <div className="settle-scroll">
      <table className="settle-table">
        <thead>
          <tr>
            <th scope="col">{t('settlement.ledger.number')}</th>
            <th scope="col">{t('settlement.ledger.at')}</th>
            <th scope="col">{t('settlement.ledger.fromTo')}</th>
            <th scope="col" className="amount">
              {t('settlement.ledger.amount')}
            </th>
            <th scope="col">{t('settlement.ledger.kind')}</th>
            <th scope="col">{t('settlement.ledger.ground')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id} className={one.reversedById === null ? '' : 'reversed'}>
              <td>
                <Link to="/ledger/transfers/$transferId" params={{ transferId: String(one.id) }}>
                  {one.id}
                </Link>
              </td>
              <td>{moment(one.at)}</td>
              <td>
                {one.from.name} → {one.to.name}
              </td>
              <td className="amount">
                <Money fen={one.amountFen} />
              </td>
              <td>{t(`settlement.ledger.kinds.${one.kind}`)}</td>
              <td>
                <Ground of={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
