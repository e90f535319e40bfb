import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Account, Posting } from '../../../../src/settlement/schemas.ts'
import { type Query, withQuery } from '../../shell/api.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useMoment, useNumber } from '../../shell/time.ts'
import { Money } from '../parts/Money.tsx'
import { accountQuery, usePostings } from './api.ts'
import { type PostingSearch, type TransferKind, transferKinds } from './filter.ts'
import { Ground, LedgerTabs, useBookName } from './parts.tsx'

const route = getRouteApi('/ledger/accounts/$accountId')

/** One account: what came and went, with the balance after each and what it rests on. */
export function AccountPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const { accountId } = route.useParams()
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const account = useQuery(accountQuery(accountId))
  const list = usePostings(accountId, filter)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  if (account.isPending) return <Loading />
  if (account.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={account.error} onRetry={() => void account.refetch()} />
      </div>
    )
  const change = (part: { [Key in keyof PostingSearch]?: PostingSearch[Key] | undefined }) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value)),
      replace: true,
      resetScroll: false,
    })
  return (
    <Page
      title={t('settlement.ledger.accountTitle', { name: account.data.name })}
      lede={<Lede one={account.data} />}
      actions={
        <Button
          icon={<DownloadOutlined />}
          href={withQuery(`/api/v1/ledger/accounts/${accountId}/postings.xlsx`, filter as Query)}
          download
        >
          {t('settlement.ledger.export')}
        </Button>
      }
    >
      <LedgerTabs />
      <div className="settle-bar no-print">
        <KindChoice value={filter.kind} onChange={(kind) => change({ kind })} />
        {(['since', 'until'] as const).map((end) => (
          <Input
            key={end}
            type="date"
            className="settle-year"
            aria-label={t(`settlement.ledger.${end}`)}
            value={filter[end] ?? ''}
            onChange={(event) => change({ [end]: event.target.value || undefined })}
          />
        ))}
      </div>
      <p className="settle-total" aria-live="polite">
        {total !== undefined && t('settlement.ledger.transferTotal', { formatted: number(total) })}
      </p>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <QuietState title={t('settlement.ledger.noTransfers')} />}
      {items.length > 0 && <Postings items={items} own={account.data.id} />}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Page>
  )
}

function Lede({ one }: { one: Account }) {
  const { t } = useTranslation()
  const bookName = useBookName()
  const between = !one.book.startsWith('fund:')
  const standing = one.balanceFen === 0 ? 'even' : one.balanceFen > 0 ? 'isOwed' : 'owes'
  return (
    <>
      {bookName(one.book)} · {one.keeper.name} ·{' '}
      <b className={one.balanceFen < 0 ? 'below' : ''}>
        {between ? t(`settlement.ledger.standings.${standing}`) : t('settlement.ledger.balance')}{' '}
        {(one.balanceFen !== 0 || !between) && <Money fen={between ? Math.abs(one.balanceFen) : one.balanceFen} />}
      </b>
    </>
  )
}

export function KindChoice(props: {
  value: TransferKind | undefined
  onChange: (kind: TransferKind | undefined) => void
}) {
  const { t } = useTranslation()
  return (
    <Select
      allowClear
      className="settle-year"
      aria-label={t('settlement.ledger.kind')}
      placeholder={t('settlement.ledger.allKinds')}
      value={props.value}
      onChange={(kind?: TransferKind) => props.onChange(kind)}
      options={transferKinds.map((value) => ({ value, label: t(`settlement.ledger.kinds.${value}`) }))}
    />
  )
}

function Postings({ items, own }: { items: readonly Posting[]; own: number }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <div className="settle-scroll">
      <table className="settle-table">
        <thead>
          <tr>
            <th scope="col">{t('settlement.ledger.number')}</th>
            <th scope="col">{t('settlement.ledger.at')}</th>
            <th scope="col">{t('settlement.ledger.otherSide')}</th>
            <th scope="col">{t('settlement.ledger.kind')}</th>
            <th scope="col" className="amount">
              {t('settlement.ledger.cameAndWent')}
            </th>
            <th scope="col" className="amount">
              {t('settlement.ledger.balanceAfter')}
            </th>
            <th scope="col">{t('settlement.ledger.ground')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ number, amountFen, balanceFen, transfer }) => (
            <tr key={number}>
              <td>
                <Link to="/ledger/transfers/$transferId" params={{ transferId: String(transfer.id) }}>
                  {transfer.id}
                </Link>
              </td>
              <td>{moment(transfer.at)}</td>
              <td>{transfer.from.id === own ? transfer.to.name : transfer.from.name}</td>
              <td>{t(`settlement.ledger.kinds.${transfer.kind}`)}</td>
              <td className={amountFen < 0 ? 'amount below' : 'amount'}>
                <Money fen={amountFen} />
              </td>
              <td className="amount">
                <Money fen={balanceFen} />
              </td>
              <td>
                <Ground of={transfer} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
