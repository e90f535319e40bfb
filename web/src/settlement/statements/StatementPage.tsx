import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatementDetail } from '../../../../src/settlement/schemas.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { Money } from '../parts/Money.tsx'
import { statementQuery } from './api.ts'
import { Beside } from './Beside.tsx'
import { ChangedData } from './ChangedData.tsx'
import { Lines } from './Lines.tsx'
import { Months } from './Months.tsx'
import { ObjectDialog } from './ObjectDialog.tsx'
import { Objections } from './Objections.tsx'
import { StatementBadge, useSerial, useWaiting } from './parts.tsx'
import { SignDialog } from './SignDialog.tsx'
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

/** What moves: of a first statement the payments of the year, set off; of a difference what this one adds to them. */
function Payments({ one }: { one: StatementDetail }) {
  const { t } = useTranslation()
  const waiting = useWaiting()
  const isDifference = one.serial > 1
  const moved = isDifference ? one.lines.filter(({ state }) => state !== 'struck') : one.payments
  return (
    <section className="st-head sheet">
      <div>
        <h2>{t(isDifference ? 'settlement.statements.differenceTitle' : 'settlement.statements.payments')}</h2>
        {moved.length === 0 && <p className="st-big">{t('settlement.statements.nothingDue')}</p>}
        {moved.map(({ from, to, amountFen }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is paid stands as the statement has it and never moves
          <p key={index} className="st-big">
            <span>{t('settlement.statements.pays', { from, to })}</span>
            <strong>
              <Money fen={amountFen} />
            </strong>
          </p>
        ))}
        {waiting(one) && <p className="st-waits">{waiting(one)}</p>}
        {one.reason && <p className="st-reason">{t('settlement.statements.why', { reason: one.reason })}</p>}
        {one.lines.some(({ state }) => state === 'posted') && (
          <p>
            <Link to="/ledger/transfers" search={{ reference: `statement:${one.id}` }}>
              {t('settlement.statements.toLedger')}
            </Link>
          </p>
        )}
      </div>
      <div>
        <h2>{t('settlement.statements.net')}</h2>
        <table className="st-net">
          <tbody>
            {one.parties.map(({ name, netFen }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  {t(
                    netFen === 0
                      ? 'settlement.statements.even'
                      : netFen > 0
                        ? 'settlement.statements.receives'
                        : 'settlement.statements.pays1',
                  )}
                </td>
                <td className="amount">
                  <Money fen={Math.abs(netFen)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Signatures({ one }: { one: StatementDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <section>
      <h2 className="section-title">
        {t('settlement.statements.signatures')} <small>{t('settlement.statements.signaturesLede')}</small>
      </h2>
      <ul className="st-signatures">
        {one.parties.map(({ name, organization, signature }) => (
          <li key={name} className={signature ? 'signed sheet' : 'sheet'}>
            <b>{name}</b>
            <span>{signature?.organizationName ?? organization?.name}</span>
            {signature ? (
              <span>{t('settlement.statements.signedBy', { name: signature.userName, at: moment(signature.at) })}</span>
            ) : (
              <span className="waits">
                {t(one.state === 'open' ? 'settlement.statements.unsigned' : 'settlement.statements.notSigned')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was given by hand, what counts from the years before, and the digest that was signed. */
function Ground({ one }: { one: StatementDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { given, settledBefore } = one.evidence
  return (
    <section>
      <h2 className="section-title">{t('settlement.statements.ground')}</h2>
      <dl className="st-ground">
        {given.map(({ name, value, source }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value} <small>{t('settlement.statements.source', { source })}</small>
            </dd>
          </div>
        ))}
        {Object.entries(settledBefore).map(([party, fen]) => (
          <div key={party}>
            <dt>{t('settlement.statements.before', { party })}</dt>
            <dd>
              <Money fen={fen} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('settlement.statements.preparedBy')}</dt>
          <dd>
            {one.preparer} {moment(one.at)}
          </dd>
        </div>
        <div>
          <dt>{t('settlement.statements.digest')}</dt>
          <dd>
            <code className="digest">{one.sha256}</code>
            <small>{t('settlement.statements.digestLede')}</small>
          </dd>
        </div>
      </dl>
    </section>
  )
}
