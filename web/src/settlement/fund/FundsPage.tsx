import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { CutNote } from '../../shell/CutNote.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { fundsQuery } from '../ledger/api.ts'
import { Rounded } from '../ledger/parts.tsx'
import { OpenFundDialog } from './OpenFundDialog.tsx'
import './fund.css'

/** 发展基金: the funds that one manages or belongs to, with what each has. */
export function FundsPage() {
  const { t } = useTranslation()
  const funds = useQuery(fundsQuery)
  const mayManage = useMay('fund.manage')
  const [opening, setOpening] = useState(false)
  const items = funds.data?.items ?? []
  return (
    <Page
      title={t('settlement.fund.title')}
      lede={t('settlement.fund.lede')}
      actions={
        mayManage && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpening(true)}>
            {t('settlement.fund.open')}
          </Button>
        )
      }
    >
      {funds.isPending && <Loading />}
      {funds.isError && <ProblemNotice problem={funds.error} onRetry={() => void funds.refetch()} />}
      {funds.isSuccess && items.length === 0 && (
        <QuietState title={t('settlement.fund.none')}>{t('settlement.fund.noneLede')}</QuietState>
      )}
      {items.length > 0 && (
        <ul className="fund-list sheet">
          {items.map((one) => (
            <li key={one.id}>
              <div>
                <Link to="/fund/$fundId" params={{ fundId: one.id }}>
                  {one.name}
                </Link>
                <small>{t('settlement.fund.managedBy', { name: one.manager.name, count: one.memberCount })}</small>
              </div>
              {one.balanceFen !== null && (
                <p>
                  <small>{t('settlement.fund.has')}</small>
                  <b>
                    <Rounded fen={one.balanceFen} />
                  </b>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {funds.data && <CutNote shown={items.length} total={funds.data.total} />}
      {opening && <OpenFundDialog onClose={() => setOpening(false)} />}
    </Page>
  )
}
