import { Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FundDetail } from '../../../../src/settlement/schemas.ts'
import { comma } from '../../shell/punctuation.ts'
import { useMoment } from '../../shell/time.ts'
import { Money } from '../parts/Money.tsx'
import { yuanOf } from '../parts/money.ts'
import { usePayIn } from './api.ts'
import { criteriaNames, percentOf } from './criteria.ts'
import { RoundDialog } from './RoundDialog.tsx'

type Round = FundDetail['rounds'][number]

/** Contributions, year by year: by which criteria, how much of each member, and who has paid. */
export function Rounds({ one }: { one: FundDetail }) {
  const { t } = useTranslation()
  const [anew, setAnew] = useState<Round | null>(null)
  return (
    <section>
      <h2 className="section-title">{t('settlement.fund.rounds')}</h2>
      {one.rounds.length === 0 && <p>{t('settlement.fund.noRounds')}</p>}
      {one.rounds.map((round) => (
        <RoundPart key={round.year} one={one} round={round} onAnew={() => setAnew(round)} />
      ))}
      {anew && <RoundDialog one={one} round={anew} onClose={() => setAnew(null)} />}
    </section>
  )
}

function RoundPart({ one, round, onAnew }: { one: FundDetail; round: Round; onAnew: () => void }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const names = criteriaNames.filter((name) => round.criteria[name] !== undefined)
  const own = one.members.find(({ isOwn }) => isOwn)
  const isPaid = round.paidFen >= round.totalFen
  return (
    <div className="fund-round">
      <h3 className="st-sub">
        {t('settlement.fund.ofYear', { year: round.year })} <Money fen={round.totalFen} unit="tenThousand" />{' '}
        <span className={isPaid ? 'badge confirmed' : 'badge urgent'}>
          {isPaid ? t('settlement.fund.allPaid') : t('settlement.fund.paidOf', { amount: yuanOf(round.paidFen) })}
        </span>
        {one.mayManage && !isPaid && (
          <Button size="small" className="no-print" onClick={onAnew}>
            {t('settlement.fund.setAnew')}
          </Button>
        )}
      </h3>
      <p className="st-faint">
        {t('settlement.fund.by', {
          criteria: names
            .map((name) =>
              names.length === 1
                ? t(`settlement.fund.criteria.${name}`)
                : `${t(`settlement.fund.criteria.${name}`)} ${round.criteria[name]}`,
            )
            .join(comma()),
        })}
        {round.reason && ` ${t('settlement.fund.anewBecause', { reason: round.reason })}`}
      </p>
      <div className="settle-scroll">
        <table className="settle-table">
          <thead>
            <tr>
              <th scope="col">{t('settlement.fund.member')}</th>
              {names.map((name) => (
                <th key={name} scope="col" className="amount">
                  {t(`settlement.fund.shareBy.${name}`)}
                </th>
              ))}
              <th scope="col" className="amount">
                {t('settlement.fund.due')}
              </th>
              <th scope="col">{t('settlement.fund.standing')}</th>
            </tr>
          </thead>
          <tbody>
            {round.dues.map((due) => (
              <tr key={due.jurisdictionCode}>
                <th scope="row">{due.name}</th>
                {names.map((name) => (
                  <td key={name} className="amount">
                    {percentOf(due.shares[name])}
                  </td>
                ))}
                <td className="amount">
                  <Money fen={due.amountFen} />
                </td>
                <td>
                  {due.transferId === null ? (
                    due.amountFen > 0 && own?.jurisdictionCode === due.jurisdictionCode ? (
                      <PayIn one={one} round={round} amountFen={due.amountFen} />
                    ) : (
                      t('settlement.fund.unpaid')
                    )
                  ) : (
                    <Link to="/ledger/transfers/$transferId" params={{ transferId: String(due.transferId) }}>
                      {t('settlement.fund.paid', { id: due.transferId })}
                    </Link>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {round.earlier.map(({ serial, totalFen, reason, at, userName, organizationName }) => (
        <p key={serial} className="st-faint">
          {t('settlement.fund.earlier', {
            amount: yuanOf(totalFen),
            at: moment(at),
            by: `${organizationName} ${userName}`,
          })}{' '}
          {reason}
        </p>
      ))}
    </div>
  )
}

function PayIn({ one, round, amountFen }: { one: FundDetail; round: Round; amountFen: number }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const pay = usePayIn(one.id)
  return (
    <Button
      type="primary"
      size="small"
      className="no-print"
      loading={pay.isPending}
      onClick={() =>
        modal.confirm({
          title: t('settlement.fund.payTitle', { year: round.year }),
          content: t('settlement.fund.payLede', { amount: yuanOf(amountFen), fund: one.name }),
          okText: t('settlement.fund.pay'),
          onOk: () => pay.mutateAsync(round.year).catch(() => undefined),
        })
      }
    >
      {t('settlement.fund.pay')}
    </Button>
  )
}
