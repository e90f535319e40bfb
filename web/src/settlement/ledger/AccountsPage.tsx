import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { type Query, withQuery } from '../../shell/api.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useNumber } from '../../shell/time.ts'
import { Money } from '../parts/Money.tsx'
import { useAccounts, useOpenAccount } from './api.ts'
import { ownBooks } from './filter.ts'
import { BookChoice, LedgerTabs, useBookName } from './parts.tsx'

const route = getRouteApi('/ledger/accounts')

/** 账户: who keeps it, and what stands on it. */
export function AccountsPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const bookName = useBookName()
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const mayPost = useMay('ledger.post')
  const list = useAccounts(filter)
  const open = useOpenAccount(t('settlement.ledger.accountOpened'))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  const book = ownBooks.find((one) => one === (filter.book ?? 'compensation'))
  const hasOwn = items.some((one) => one.mayPost && one.book === book)
  return (
    <Page
      title={t('settlement.ledger.accounts')}
      lede={t('settlement.ledger.accountsLede')}
      actions={
        <>
          <Button
            icon={<DownloadOutlined />}
            href={withQuery('/api/v1/ledger/accounts.xlsx', filter as Query)}
            download
            disabled={items.length === 0}
          >
            {t('settlement.ledger.export')}
          </Button>
          {mayPost && book && list.isSuccess && !hasOwn && (
            <Button type="primary" icon={<PlusOutlined />} loading={open.isPending} onClick={() => open.mutate(book)}>
              {t('settlement.ledger.openAccount')}
            </Button>
          )}
        </>
      }
    >
      <LedgerTabs />
      <div className="settle-bar no-print">
        <BookChoice
          all
          value={filter.book}
          onChange={(book) => void navigate({ search: book ? { book } : {}, replace: true })}
        />
      </div>
      <p className="settle-total" aria-live="polite">
        {total !== undefined && t('settlement.ledger.accountTotal', { formatted: number(total) })}
      </p>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t('settlement.ledger.noAccounts')}>{t('settlement.ledger.noAccountsLede')}</QuietState>
      )}
      {items.length > 0 && (
        <div className="settle-scroll">
          <table className="settle-table">
            <thead>
              <tr>
                <th scope="col">{t('settlement.ledger.account')}</th>
                <th scope="col">{t('settlement.ledger.book')}</th>
                <th scope="col">{t('settlement.ledger.keeper')}</th>
                <th scope="col" className="amount">
                  {t('settlement.ledger.balance')}
                </th>
                <th scope="col" className="amount">
                  {t('settlement.ledger.postings')}
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <tr key={one.id}>
                  <th scope="row">
                    <Link to="/ledger/accounts/$accountId" params={{ accountId: String(one.id) }}>
                      {one.name}
                    </Link>
                    <small>{t(`settlement.ledger.accountKinds.${one.kind}`)}</small>
                  </th>
                  <td>{bookName(one.book)}</td>
                  <td>{one.keeper.name}</td>
                  <td className={one.balanceFen < 0 ? 'amount below' : 'amount'}>
                    <Money fen={one.balanceFen} />
                  </td>
                  <td className="amount">{number(one.postings)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Page>
  )
}
