import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '../../../../src/settlement/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { Money } from '../parts/Money.tsx'
import { accountQuery, transferQuery, useReverse } from './api.ts'
import { Ground, LedgerTabs, useBookName } from './parts.tsx'

const BY_HAND: ReadonlySet<Transfer['kind']> = new Set(['payment', 'return', 'adjustment'])

/** One transfer: between whom, on what ground, who entered it; taken back by one the other way, never edited. */
export function TransferPage() {
  const { t } = useTranslation()
  const moment = useMoment()
  const bookName = useBookName()
  const { transferId } = useParams({ from: '/ledger/transfers/$transferId' })
  const found = useQuery(transferQuery(transferId))
  const [reversing, setReversing] = useState(false)
  const one = found.data
  const canBeReversed = one !== undefined && BY_HAND.has(one.kind) && one.reversedById === null
  const taker = useQuery({ ...accountQuery(one?.to.id ?? 0), enabled: canBeReversed })
  if (found.isPending) return <Loading />
  if (found.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
      </div>
    )
  const { from, to, kind, amountFen, at, userName, organizationName } = found.data
  return (
    <Page
      title={t('settlement.ledger.transferTitle', { id: found.data.id })}
      lede={bookName(found.data.book)}
      actions={
        canBeReversed &&
        taker.data?.mayPost && (
          <Button danger onClick={() => setReversing(true)}>
            {t('settlement.ledger.reverse')}
          </Button>
        )
      }
    >
      <LedgerTabs />
      <div className="transfer sheet">
        <p className="transfer-line">
          <AccountLink side={from} /> <span aria-hidden="true">→</span> <AccountLink side={to} />
          <strong>
            <Money fen={amountFen} />
          </strong>
        </p>
        <dl className="st-ground">
          <Fact label={t('settlement.ledger.kind')}>
            {t(`settlement.ledger.kinds.${kind}`)}
            <small>{t(`settlement.ledger.kindLede.${kind}`, { from: from.name, to: to.name })}</small>
          </Fact>
          <Fact label={t('settlement.ledger.ground')}>
            <Ground of={found.data} />
          </Fact>
          <Fact label={t('settlement.ledger.at')}>{moment(at)}</Fact>
          <Fact label={t('settlement.ledger.enteredBy')}>
            {organizationName ? `${organizationName} ${userName ?? ''}` : t('settlement.ledger.bySystem')}
          </Fact>
        </dl>
        {canBeReversed && !taker.data?.mayPost && (
          <p className="st-faint">{t('settlement.ledger.reverseBy', { name: to.name })}</p>
        )}
      </div>
      {reversing && <ReverseDialog one={found.data} onClose={() => setReversing(false)} />}
    </Page>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const AccountLink = ({ side }: { side: Transfer['from'] }) => (
  <Link to="/ledger/accounts/$accountId" params={{ accountId: String(side.id) }}>
    {side.name}
  </Link>
)

function ReverseDialog({ one, onClose }: { one: Transfer; onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [form] = Form.useForm<{ memo: string }>()
  const [once] = useState(() => crypto.randomUUID())
  const reverse = useReverse(one.id, t('settlement.ledger.reversed'))
  return (
    <FormDialog
      open
      title={t('settlement.ledger.reverse')}
      okText={t('settlement.ledger.reverse')}
      okButtonProps={{ danger: true }}
      confirmLoading={reverse.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p className="dialog-quote">
        {one.from.name} → {one.to.name} <Money fen={one.amountFen} />
      </p>
      <p>{t('settlement.ledger.reverseLede')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ memo }) =>
          reverse.mutate(
            { memo, once },
            {
              onSuccess: ({ id }) =>
                void navigate({ to: '/ledger/transfers/$transferId', params: { transferId: String(id) } }),
            },
          )
        }
      >
        <Form.Item
          name="memo"
          label={t('settlement.ledger.reverseReason')}
          rules={[{ required: true, whitespace: true, message: t('settlement.ledger.reverseReason') }]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
        </Form.Item>
      </Form>
    </FormDialog>
  )
}
