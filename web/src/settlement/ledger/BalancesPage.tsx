import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Balances } from '../../../../src/settlement/schemas.ts'
import { useMay } from '../../access/session.ts'
import { withQuery } from '../../shell/api.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { yuanOf } from '../parts/money.ts'
import { balancesQuery } from './api.ts'
import { type MatrixRow, matrixOf, shortTenThousand } from './matrix.ts'
import { PaymentDialog } from './PaymentDialog.tsx'
import { BookChoice, LedgerTabs, useBookName } from './parts.tsx'

const route = getRouteApi('/ledger')

/** 往来余额: who owes whom how much in a book, as a matrix; a cell leads to the transfers of its pair. */
export function BalancesPage() {
  const { t } = useTranslation()
  const bookName = useBookName()
  const { book = 'compensation' } = route.useSearch()
  const navigate = route.useNavigate()
  const mayPost = useMay('ledger.post')
  const [entering, setEntering] = useState(false)
  const balances = useQuery(balancesQuery(book))
  const isFund = book.startsWith('fund:')
  return (
    <Page
      title={t('settlement.ledger.title')}
      lede={t('settlement.ledger.lede')}
      actions={
        <>
          <Button icon={<DownloadOutlined />} href={withQuery('/api/v1/ledger/balances.xlsx', { book })} download>
            {t('settlement.ledger.export')}
          </Button>
          {mayPost && !isFund && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setEntering(true)}>
              {t('settlement.ledger.enter')}
            </Button>
          )}
        </>
      }
    >
      <LedgerTabs />
      <div className="settle-bar no-print">
        <BookChoice
          value={book}
          onChange={(next) => void navigate({ search: next ? { book: next } : {}, replace: true })}
        />
      </div>
      {balances.isPending && <Loading />}
      {balances.isError && <ProblemNotice problem={balances.error} onRetry={() => void balances.refetch()} />}
      {balances.data && balances.data.cells.length === 0 && (
        <QuietState title={t('settlement.ledger.even', { book: bookName(book) })}>
          {t('settlement.ledger.evenLede')}
        </QuietState>
      )}
      {balances.data && balances.data.cells.length > 0 && <Matrix balances={balances.data} isFund={isFund} />}
      {entering && <PaymentDialog book={book} onClose={() => setEntering(false)} />}
    </Page>
  )
}

function Matrix({ balances, isFund }: { balances: Balances; isFund: boolean }) {
  const { t } = useTranslation()
  const { rows, totalFen } = matrixOf(balances)
  const words = isFund ? ('moved' as const) : ('owed' as const)
  return (
    <>
      <p className="settle-total">
        {t(`settlement.ledger.matrix.${words}.lede`)} {t('settlement.ledger.matrix.unit')}
      </p>
      <div className="settle-scroll">
        <table className="settle-table matrix">
          <caption className="visually-hidden">{t(`settlement.ledger.matrix.${words}.lede`)}</caption>
          <thead>
            <tr>
              <th scope="col" className="corner">
                {t(`settlement.ledger.matrix.${words}.corner`)}
              </th>
              {rows.map(({ id, name }) => (
                <th key={id} scope="col" className="amount">
                  {name}
                </th>
              ))}
              <th scope="col" className="amount sum">
                {t(`settlement.ledger.matrix.${words}.out`)}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} rows={rows} book={balances.book} />
            ))}
            <tr className="sums">
              <th scope="row">{t(`settlement.ledger.matrix.${words}.in`)}</th>
              {rows.map(({ id, dueFen }) => (
                <Amount key={id} fen={dueFen} />
              ))}
              <Amount fen={totalFen} />
            </tr>
            <tr className="sums">
              <th scope="row">{t(`settlement.ledger.matrix.${words}.net`)}</th>
              {rows.map(({ id, owesFen, dueFen }) => (
                <Amount key={id} fen={dueFen - owesFen} />
              ))}
              <Amount fen={0} zero />
            </tr>
          </tbody>
        </table>
      </div>
    </>
  )
}

function Row({ row, rows, book }: { row: MatrixRow; rows: readonly MatrixRow[]; book: string }) {
  const { t } = useTranslation()
  return (
    <tr>
      <th scope="row">
        {row.balanceFen === null ? (
          row.name
        ) : (
          <Link to="/ledger/accounts/$accountId" params={{ accountId: String(row.id) }}>
            {row.name}
          </Link>
        )}
      </th>
      {rows.map(({ id, name }) => {
        const cell = row.owes.get(id)
        if (id === row.id) return <td key={id} className="self" />
        if (!cell) return <td key={id} className="amount none" />
        return (
          <td key={id} className="amount">
            <Link
              to="/ledger/transfers"
              search={{ account: row.id, with: id, book }}
              title={t('settlement.ledger.matrix.cell', {
                from: row.name,
                to: name,
                amount: yuanOf(cell.netFen),
                count: cell.transfers,
              })}
            >
              {shortTenThousand(cell.netFen)}
            </Link>
          </td>
        )
      })}
      <Amount fen={row.owesFen} />
    </tr>
  )
}

function Amount({ fen, zero = false }: { fen: number; zero?: boolean }) {
  const { t } = useTranslation()
  return (
    <td
      className={fen < 0 ? 'amount sum below' : 'amount sum'}
      title={t('settlement.parts.yuan', { amount: yuanOf(fen) })}
    >
      {fen === 0 && !zero ? '' : shortTenThousand(fen)}
    </td>
  )
}
