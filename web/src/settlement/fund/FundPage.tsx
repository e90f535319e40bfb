import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FundDetail } from '../../../../src/settlement/schemas.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { Rounded } from '../ledger/parts.tsx'
import { AllocateDialog } from './AllocateDialog.tsx'
import { Allocations } from './Allocations.tsx'
import { fundQuery } from './api.ts'
import { RoundDialog } from './RoundDialog.tsx'
import { Rounds } from './Rounds.tsx'
import { sumsOf } from './sums.ts'
import './fund.css'

/** One fund: what came in, what is set apart, what was paid out, who still owes, which projects have money. */
export function FundPage() {
  const { t } = useTranslation()
  const { fundId } = useParams({ from: '/fund/$fundId' })
  const found = useQuery(fundQuery(fundId))
  const [open, setOpen] = useState<'round' | 'allocate' | null>(null)
  if (found.isPending) return <Loading />
  if (found.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
      </div>
    )
  const one = found.data
  return (
    <Page
      title={one.name}
      lede={
        <>
          {t('settlement.fund.managedBy', { name: one.manager.name, count: one.memberCount })}{' '}
          <Link to="/ledger" search={{ book: one.book }}>
            {t('settlement.fund.toLedger')}
          </Link>
        </>
      }
      actions={
        one.mayManage && (
          <>
            <Button onClick={() => setOpen('round')}>{t('settlement.fund.setRound')}</Button>
            <Button type="primary" onClick={() => setOpen('allocate')}>
              {t('settlement.fund.allocate')}
            </Button>
          </>
        )
      }
    >
      <Sums one={one} />
      <Rounds one={one} />
      <Allocations one={one} />
      <Members one={one} />
      {open === 'round' && <RoundDialog one={one} round={null} onClose={() => setOpen(null)} />}
      {open === 'allocate' && <AllocateDialog one={one} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function Sums({ one }: { one: FundDetail }) {
  const { t } = useTranslation()
  const sums = sumsOf(one)
  const facts = [
    ['inFen', sums.inFen],
    ['setApartFen', sums.setApartFen],
    ['outFen', sums.outFen],
    ['owedFen', sums.owedFen],
  ] as const
  return (
    <dl className="fund-sums sheet">
      <div className="strong">
        <dt>{t('settlement.fund.has')}</dt>
        <dd>{one.balanceFen === null ? '—' : <Rounded fen={one.balanceFen} />}</dd>
      </div>
      {facts.map(([name, fen]) => (
        <div key={name}>
          <dt>{t(`settlement.fund.sums.${name}`)}</dt>
          <dd>
            <Rounded fen={fen} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Members({ one }: { one: FundDetail }) {
  const { t } = useTranslation()
  return (
    <section>
      <h2 className="section-title">{t('settlement.fund.members')}</h2>
      <div className="settle-scroll">
        <table className="settle-table">
          <thead>
            <tr>
              <th scope="col">{t('settlement.fund.member')}</th>
              <th scope="col">{t('settlement.fund.unit')}</th>
            </tr>
          </thead>
          <tbody>
            {one.members.map(({ name, jurisdictionCode, organization, isOwn }) => (
              <tr key={jurisdictionCode}>
                <th scope="row">{name}</th>
                <td>
                  {organization?.name} {isOwn && <span className="badge solid">{t('settlement.fund.own')}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
