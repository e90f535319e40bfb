import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useMoment, useNumber } from '../../shell/time.ts'
import { Money } from '../parts/Money.tsx'
import { checkQuery } from './api.ts'
import { LedgerTabs } from './parts.tsx'

/** 核对: the whole ledger worked out anew from its postings; all balances together are zero, or something is wrong. */
export function CheckPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const moment = useMoment()
  const check = useQuery(checkQuery)
  return (
    <Page
      title={t('settlement.ledger.check.title')}
      lede={t('settlement.ledger.check.lede')}
      actions={
        <Button loading={check.isFetching} onClick={() => void check.refetch()}>
          {t('settlement.ledger.check.again')}
        </Button>
      }
    >
      <LedgerTabs />
      {check.isPending && <Loading />}
      {check.isError && <ProblemNotice problem={check.error} onRetry={() => void check.refetch()} />}
      {check.data && (
        <div className={check.data.intact ? 'check sheet' : 'check sheet wrong'}>
          <p className="check-sum" role="status">
            {t('settlement.ledger.check.sum')}{' '}
            <strong>
              <Money fen={check.data.balanceFen} />
            </strong>
          </p>
          <p className="check-verdict">
            {t(check.data.intact ? 'settlement.ledger.check.intact' : 'settlement.ledger.check.broken')}
          </p>
          <table className="settle-table">
            <thead>
              <tr>
                <th scope="col">{t('settlement.ledger.check.what')}</th>
                <th scope="col" className="amount">
                  {t('settlement.ledger.check.looked')}
                </th>
                <th scope="col" className="amount">
                  {t('settlement.ledger.check.wrong')}
                </th>
              </tr>
            </thead>
            <tbody>
              {(
                [
                  ['accounts', check.data.accounts, check.data.wrongAccounts],
                  ['transfers', check.data.transfers, check.data.wrongTransfers],
                  ['pairs', check.data.postings, check.data.wrongPairs],
                ] as const
              ).map(([what, looked, wrong]) => (
                <tr key={what}>
                  <th scope="row">{t(`settlement.ledger.check.rows.${what}`)}</th>
                  <td className="amount">{number(looked)}</td>
                  <td className={wrong === 0 ? 'amount' : 'amount below'}>{number(wrong)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="settle-total">
            {t('settlement.ledger.check.at', { at: moment(new Date(check.dataUpdatedAt).toISOString()) })}
          </p>
        </div>
      )}
    </Page>
  )
}
