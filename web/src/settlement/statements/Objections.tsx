import { Link } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer, Objection, StatementDetail } from '../../../../src/settlement/schemas.ts'
import { useMay } from '../../access/session.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { useMoment } from '../../shell/time.ts'
import { useStatementChange } from './api.ts'
import { useStatementHome } from './home.ts'

/** What somebody objects to, on what evidence, and what came of it. */
export function Objections({ one }: { one: StatementDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { node } = useStatementHome()
  const maySeeMatters = useMay('delivery.read') && node === null
  const [settling, setSettling] = useState<{ objection: Objection; outcome: Answer['outcome'] } | null>(null)
  if (one.objections.length === 0) return null
  const look = { open: 'urgent', withdrawn: 'rejected', dismissed: 'solid', upheld: 'confirmed' }
  const act = (objection: Objection, outcome: Answer['outcome']) => (
    <Button key={outcome} danger={outcome === 'upheld'} onClick={() => setSettling({ objection, outcome })}>
      {t(`settlement.statements.acts.${outcome}`)}
    </Button>
  )
  return (
    <section>
      <h2 className="section-title">{t('settlement.statements.objections')}</h2>
      <ul className="objections">
        {one.objections.map((objection) => (
          <li key={objection.id} className="sheet">
            <p>
              <b>{t('settlement.statements.objectionTo', { party: objection.party, line: objection.line })}</b>{' '}
              <span className={`badge ${look[objection.state]}`}>
                {t(`settlement.statements.objectionStates.${objection.state}`)}
              </span>
            </p>
            <p className="grounds">{objection.grounds}</p>
            <ul className="evidence-list">
              {objection.evidence.map(({ kind, id, words }) => (
                <li key={`${kind} ${id ?? ''} ${words}`}>
                  <em>{t(`settlement.statements.evidenceKinds.${kind}`)}</em>{' '}
                  <EvidenceWords kind={kind} id={id} words={words} />
                </li>
              ))}
            </ul>
            <p className="st-faint">
              {objection.organizationName} {objection.userName} {moment(objection.at)}{' '}
              {objection.node && t('settlement.statements.atNode', { node: objection.node })}
            </p>
            {objection.answer && (
              <p className="answer">
                {objection.answer}
                <small>
                  {objection.answeredBy} {objection.answeredAt && moment(objection.answeredAt)}
                </small>
              </p>
            )}
            {objection.state === 'open' && (
              <div className="acts no-print">
                {objection.mayWithdraw && act(objection, 'withdrawn')}
                {objection.mayAnswer && [act(objection, 'dismissed'), act(objection, 'upheld')]}
                {maySeeMatters && <Link to="/escalations">{t('settlement.statements.toMatters')}</Link>}
              </div>
            )}
          </li>
        ))}
      </ul>
      {settling && <SettleDialog one={one} {...settling} onClose={() => setSettling(null)} />}
    </section>
  )
}

/** Words of a piece of evidence; a file, and one that names an address, leads there. */
function EvidenceWords(props: { kind: Objection['evidence'][number]['kind']; id: string | undefined; words: string }) {
  const { kind, id, words } = props
  const { node } = useStatementHome()
  if (node !== null) return <span>{words}</span>
  if (kind === 'file' && id)
    return (
      <a href={`/api/v1/statement-files/${id}`} download>
        {words}
      </a>
    )
  if (!id || !/^https?:\/\//.test(id))
    return <span>{id && !words.includes(id) && /\D/.test(id) && id.length < 40 ? `${words}（${id}）` : words}</span>
  return (
    <a href={id} target="_blank" rel="noreferrer">
      {words}
    </a>
  )
}

/** Settles an objection, with words why. */
export function SettleDialog(props: {
  one: StatementDetail
  objection: Pick<Objection, 'id' | 'grounds'>
  outcome: Answer['outcome']
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { one, objection, outcome, onClose } = props
  const home = useStatementHome()
  const [form] = Form.useForm<{ answer: string }>()
  const title = t(`settlement.statements.acts.${outcome}`)
  const label = t(outcome === 'withdrawn' ? 'settlement.statements.withdrawReason' : 'settlement.statements.answer')
  const settle = useStatementChange(
    ({ answer }: { answer: string }) => home.act(one, `objections/${objection.id}/answer`, { outcome, answer }),
    () => t('settlement.statements.settled'),
  )
  return (
    <FormDialog
      open
      title={title}
      okText={title}
      okButtonProps={{ danger: outcome === 'upheld' }}
      confirmLoading={settle.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p className="dialog-quote">{objection.grounds}</p>
      <p>{t(`settlement.statements.actsLede.${outcome}`)}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(body) => settle.mutate(body, { onSuccess: onClose })}
      >
        <Form.Item name="answer" label={label} rules={[{ required: true, whitespace: true, message: label }]}>
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
        </Form.Item>
      </Form>
    </FormDialog>
  )
}
