import { Link } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FundDetail } from '../../../../src/settlement/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { useMoment } from '../../shell/time.ts'
import { Money } from '../parts/Money.tsx'
import { yuanOf } from '../parts/money.ts'
import { useGiveUp, usePayOut } from './api.ts'

type Allocation = FundDetail['allocations'][number]
type Milestone = Allocation['milestones'][number]

/** What projects of the pool were given: milestone by milestone, with what showed that each was reached. */
export function Allocations({ one }: { one: FundDetail }) {
  const { t } = useTranslation()
  return (
    <section>
      <h2 className="section-title">
        {t('settlement.fund.allocations')} <small>{t('settlement.fund.allocationsLede')}</small>
      </h2>
      {one.allocations.length === 0 && <p>{t('settlement.fund.noAllocations')}</p>}
      {one.allocations.map((allocation) => (
        <AllocationPart key={allocation.id} one={one} allocation={allocation} />
      ))}
    </section>
  )
}

function AllocationPart({ one, allocation }: { one: FundDetail; allocation: Allocation }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const [open, setOpen] = useState<Milestone | 'giveUp' | null>(null)
  const { givenUp, milestones } = allocation
  const next = milestones.find(({ transferId }) => transferId === null)
  return (
    <div className="fund-round sheet">
      <h3 className="st-sub">
        <Link to="/projects/$projectId" params={{ projectId: allocation.projectId }}>
          {allocation.projectName}
        </Link>{' '}
        <Money fen={allocation.totalFen} unit="tenThousand" />{' '}
        <span className={givenUp ? 'badge rejected' : next ? 'badge solid' : 'badge confirmed'}>
          {givenUp
            ? t('settlement.fund.givenUp')
            : next
              ? t('settlement.fund.paidOut', { amount: yuanOf(allocation.paidFen) })
              : t('settlement.fund.allPaidOut')}
        </span>
        {one.mayManage && next && !givenUp && (
          <Button size="small" className="no-print" onClick={() => setOpen('giveUp')}>
            {t('settlement.fund.giveUp')}
          </Button>
        )}
      </h3>
      <p className="st-faint">
        {allocation.reason} · {moment(allocation.at)}
      </p>
      {givenUp && (
        <p className="st-note">
          {t('settlement.fund.givenUpNote', {
            by: givenUp.by,
            at: moment(givenUp.at),
            reason: givenUp.reason,
            amount: yuanOf(givenUp.refundFen),
          })}{' '}
          <Link to="/ledger/transfers/$transferId" params={{ transferId: String(givenUp.transferId) }}>
            {t('settlement.statements.transfer', { id: givenUp.transferId })}
          </Link>
        </p>
      )}
      <ol className="milestones">
        {milestones.map((milestone) => (
          <li key={milestone.number} className={milestone.transferId === null ? '' : 'paid'}>
            <span>{milestone.number}</span>
            <div>
              <b>{milestone.title}</b>
              {milestone.evidence && (
                <small>
                  {t('settlement.fund.paidOn', {
                    evidence: milestone.evidence,
                    by: milestone.paidBy ?? '',
                    at: milestone.paidAt ? moment(milestone.paidAt) : '',
                  })}
                </small>
              )}
            </div>
            <Money fen={milestone.amountFen} />
            <span>
              {milestone.transferId !== null && (
                <Link to="/ledger/transfers/$transferId" params={{ transferId: String(milestone.transferId) }}>
                  {t('settlement.statements.transfer', { id: milestone.transferId })}
                </Link>
              )}
              {milestone === next &&
                !givenUp &&
                (one.mayManage ? (
                  <Button type="primary" size="small" className="no-print" onClick={() => setOpen(milestone)}>
                    {t('settlement.fund.payOut')}
                  </Button>
                ) : (
                  t('settlement.fund.next')
                ))}
            </span>
          </li>
        ))}
      </ol>
      {open === 'giveUp' && <GiveUpDialog one={one} allocation={allocation} onClose={() => setOpen(null)} />}
      {open !== null && open !== 'giveUp' && (
        <PayOutDialog one={one} allocation={allocation} milestone={open} onClose={() => setOpen(null)} />
      )}
    </div>
  )
}

function PayOutDialog(props: { one: FundDetail; allocation: Allocation; milestone: Milestone; onClose: () => void }) {
  const { t } = useTranslation()
  const { one, allocation, milestone, onClose } = props
  const pay = usePayOut(one.id, allocation.id, milestone.number)
  return (
    <TextDialog
      title={t('settlement.fund.payOut')}
      lede={t('settlement.fund.payOutLede', { title: milestone.title, amount: yuanOf(milestone.amountFen) })}
      label={t('settlement.fund.evidence')}
      busy={pay.isPending}
      most={1000}
      onClose={onClose}
      onSend={(evidence) => pay.mutate(evidence, { onSuccess: onClose })}
    />
  )
}

function GiveUpDialog(props: { one: FundDetail; allocation: Allocation; onClose: () => void }) {
  const { t } = useTranslation()
  const { one, allocation, onClose } = props
  const giveUp = useGiveUp(one.id, allocation.id)
  return (
    <TextDialog
      danger
      title={t('settlement.fund.giveUp')}
      lede={t('settlement.fund.giveUpLede', { amount: yuanOf(allocation.totalFen - allocation.paidFen) })}
      label={t('settlement.fund.giveUpReason')}
      busy={giveUp.isPending}
      most={500}
      onClose={onClose}
      onSend={(reason) => giveUp.mutate(reason, { onSuccess: onClose })}
    />
  )
}

function TextDialog(props: {
  title: string
  lede: string
  label: string
  busy: boolean
  most: number
  danger?: boolean
  onClose: () => void
  onSend: (text: string) => void
}) {
  const [form] = Form.useForm<{ text: string }>()
  return (
    <FormDialog
      open
      title={props.title}
      okText={props.title}
      okButtonProps={{ danger: props.danger ?? false }}
      confirmLoading={props.busy}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p>{props.lede}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ text }) => props.onSend(text)}>
        <Form.Item name="text" label={props.label} rules={[{ required: true, whitespace: true, message: props.label }]}>
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 8 }} maxLength={props.most} />
        </Form.Item>
      </Form>
    </FormDialog>
  )
}
