import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '../../../../src/settlement/schemas.ts'
import { useMay } from '../../access/session.ts'
import { yuanOf } from '../parts/money.ts'
import { fundsQuery } from './api.ts'
import { ownBooks } from './filter.ts'
import { shortTenThousand } from './matrix.ts'
import '../settle.css'
import './ledger.css'

/** 往来余额 · 账户 · 分录 · 核对: the pages of the ledger. */
export function LedgerTabs() {
  const { t } = useTranslation()
  const mayCheck = useMay('audit.read')
  const active = { className: 'active' }
  return (
    <nav className="part-tabs no-print" aria-label={t('settlement.ledger.title')}>
      <Link to="/ledger" activeOptions={{ exact: true, includeSearch: false }} activeProps={active}>
        {t('settlement.ledger.tabs.balances')}
      </Link>
      <Link to="/ledger/accounts" activeOptions={{ includeSearch: false }} activeProps={active}>
        {t('settlement.ledger.tabs.accounts')}
      </Link>
      <Link to="/ledger/transfers" activeOptions={{ includeSearch: false }} activeProps={active}>
        {t('settlement.ledger.tabs.transfers')}
      </Link>
      {mayCheck && (
        <Link to="/ledger/check" activeProps={active}>
          {t('settlement.ledger.tabs.check')}
        </Link>
      )}
    </nav>
  )
}

/** What a book is called: one of those between jurisdictions, or that of a fund. */
export function useBookName(): (book: string) => string {
  const { t } = useTranslation()
  const funds = useQuery(fundsQuery)
  return (book) => {
    const own = ownBooks.find((one) => one === book)
    if (own) return t(`settlement.ledger.books.${own}`)
    return funds.data?.items.find(({ id }) => book === `fund:${id}`)?.name ?? t('settlement.ledger.books.fund')
  }
}

export function BookChoice(props: {
  value: string | undefined
  all?: boolean
  onChange: (book: string | undefined) => void
}) {
  const { t } = useTranslation()
  const name = useBookName()
  const funds = useQuery(fundsQuery)
  const books = [...ownBooks, ...(funds.data?.items.map(({ id }) => `fund:${id}`) ?? [])]
  return (
    <Select
      className="settle-select"
      popupMatchSelectWidth={false}
      aria-label={t('settlement.ledger.book')}
      {...(props.all ? { allowClear: true, placeholder: t('settlement.ledger.allBooks') } : {})}
      value={props.value}
      onChange={(book?: string) => props.onChange(book)}
      options={books.map((value) => ({ value, label: name(value) }))}
    />
  )
}

/** What a transfer rests on: a statement, a fund, another transfer, or the voucher that somebody named. */
export function Ground({ of }: { of: Pick<Transfer, 'reference' | 'memo' | 'reversesId' | 'reversedById'> }) {
  const { t } = useTranslation()
  const [kind, id = ''] = of.reference.split(':')
  const link =
    kind === 'statement' && isUuid(id) ? (
      <Link to="/statements/$statementId" params={{ statementId: id }}>
        {t('settlement.ledger.grounds.statement')}
      </Link>
    ) : kind === 'fund' && isUuid(id) ? (
      <Link to="/fund/$fundId" params={{ fundId: id }}>
        {t('settlement.ledger.grounds.fund')}
      </Link>
    ) : kind === 'transfer' && of.reversesId !== null ? (
      <Link to="/ledger/transfers/$transferId" params={{ transferId: String(of.reversesId) }}>
        {t('settlement.ledger.grounds.reverses', { id: of.reversesId })}
      </Link>
    ) : (
      <span>{of.reference}</span>
    )
  return (
    <>
      {link}
      {of.memo && <small>{of.memo}</small>}
      {of.reversedById !== null && (
        <small>
          <Link to="/ledger/transfers/$transferId" params={{ transferId: String(of.reversedById) }}>
            {t('settlement.ledger.reversedBy', { id: of.reversedById })}
          </Link>
        </small>
      )}
    </>
  )
}

const isUuid = (text: string) => /^[0-9a-f-]{36}$/i.test(text)

/** An amount in 万元 to the hundredth, where a page gives a view over it; the exact amount is its title. */
export function Rounded({ fen }: { fen: number }) {
  const { t } = useTranslation()
  return (
    <span className="money" title={t('settlement.parts.yuan', { amount: yuanOf(fen) })}>
      {t('settlement.parts.tenThousandYuan', { amount: shortTenThousand(fen) })}
    </span>
  )
}
