import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { statementQuery } from './api.ts'
import { Beside } from './Beside.tsx'
import { ChangedData } from './ChangedData.tsx'
import { Lines } from './Lines.tsx'
import { Months } from './Months.tsx'
import { ObjectDialog } from './ObjectDialog.tsx'
import { Objections } from './Objections.tsx'
import { StatementBadge, useSerial } from './parts.tsx'
import { SignDialog } from './SignDialog.tsx'
import { Ground, Payments, Signatures } from './Standing.tsx'
import { WithdrawDialog } from './WithdrawDialog.tsx'
import './statements.css'

/** 结算单: who pays whom how much for a year, why, down to the data; who has signed, and what somebody objects to. */
export function StatementPage() {
  const { t } = useTranslation()
  const serial = useSerial()
  const { statementId } = useParams({ from: '/statements/$statementId' })
  const found = useQuery(statementQuery(statementId))
  const [open, setOpen] = useState<'sign' | 'withdraw' | number | null>(null)
  if (found.isPending) return <Loading />
  if (found.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
      </div>
    )
  const one = found.data
  const line = typeof open === 'number' ? one.lines.find(({ number }) => number === open) : undefined
  return (
    <Page
      title={t('settlement.statements.name', { year: one.year, agreement: one.agreementName })}
      lede={
        <>
          <StatementBadge state={one.state} />{' '}
          {serial(one.serial) && <span className="badge solid">{serial(one.serial)}</span>}{' '}
          <Link to="/agreements/$agreementId" params={{ agreementId: one.agreementId }}>
            {t('settlement.statements.ofAgreement', { name: one.agreementName, version: one.version })}
          </Link>
        </>
      }
      actions={
        <>
          <Downloads id={one.id} />
          {one.mayWithdraw && (
            <Button onClick={() => setOpen('withdraw')}>{t('settlement.statements.withdraw')}</Button>
          )}
          {one.maySignFor && (
            <Button type="primary" onClick={() => setOpen('sign')}>
              {t('settlement.statements.sign')}
            </Button>
          )}
        </>
      }
    >
      {one.state === 'withdrawn' && (
        <p className="st-note refused">
          {t('settlement.statements.withdrawnNote', { reason: one.withdrawnReason ?? '' })}
        </p>
      )}
      {one.state !== 'withdrawn' && <ChangedData one={one} />}
      <Payments one={one} />
      <Signatures one={one} />
      <Lines one={one} onObject={setOpen} />
      <Objections one={one} />
      <Beside one={one} />
      <Months one={one} />
      <Ground one={one} />
      {open === 'sign' && <SignDialog one={one} onClose={() => setOpen(null)} />}
      {open === 'withdraw' && <WithdrawDialog one={one} onClose={() => setOpen(null)} />}
      {line && <ObjectDialog one={one} line={line} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function Downloads({ id }: { id: string }) {
  const { t } = useTranslation()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: (['xlsx', 'docx'] as const).map((ending) => ({
          key: ending,
          label: (
            <a href={`/api/v1/statements/${id}.${ending}`} download>
              {t(`settlement.statements.${ending}`)}
            </a>
          ),
        })),
      }}
    >
      <Button icon={<DownloadOutlined />}>{t('settlement.statements.export')}</Button>
    </Dropdown>
  )
}
