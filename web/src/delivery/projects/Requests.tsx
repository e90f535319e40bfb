import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Request } from '../../../../src/delivery/projects/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { useDecide, useRequests } from './api.ts'
import { useWan } from './parts.tsx'

/** Everything that was asked for, what waits first. */
export function AllRequests() {
  const { t } = useTranslation()
  const found = useRequests()
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  const items = found.data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <p className="ind-note">{t('delivery.projects.requestsNone')}</p>
  return (
    <>
      <RequestList items={items} named />
      {found.hasNextPage && <MoreRows busy={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />}
    </>
  )
}

export function RequestList({ items, named = false }: { items: readonly Request[]; named?: boolean }) {
  return (
    <ul className="pro-list">
      {items.map((one) => (
        <RequestLine key={one.id} one={one} named={named} />
      ))}
    </ul>
  )
}

function RequestLine({ one, named }: { one: Request; named: boolean }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const wan = useWan()
  const decide = useDecide()
  const [refusing, setRefusing] = useState(false)
  const [reason, setReason] = useState('')
  const facts = [
    one.year,
    one.toClass && t(`delivery.projects.classes.${one.toClass}`),
    one.plannedWan !== null && t('delivery.projects.wan', { value: wan(one.plannedWan) }),
    one.happenedOn,
  ].filter(Boolean)
  return (
    <li className="pro-request">
      <div>
        {named && (
          <Link to="/projects/$projectId" params={{ projectId: one.project.id }}>
            {one.project.name}
          </Link>
        )}{' '}
        <strong>{t(`delivery.projects.requestKinds.${one.kind}`)}</strong> {facts.join(' · ')}
        <p>{one.reason}</p>
        {one.evidence && <p>{t('delivery.projects.evidenceLine', { text: one.evidence })}</p>}
        <small>
          {t('delivery.projects.asked', { organization: one.organizationName, name: one.userName, at: moment(one.at) })}
        </small>
      </div>
      <div>
        <strong>{t(`delivery.projects.requestStates.${one.state}`)}</strong>
        {one.decidedBy && one.decidedAt && (
          <p>
            <small>{t('delivery.projects.decided', { name: one.decidedBy, at: moment(one.decidedAt) })}</small>
          </p>
        )}
        {one.decisionReason && <p>{one.decisionReason}</p>}
        <div className="acts no-print">
          {one.mayDecide && (
            <>
              <Button
                size="small"
                type="primary"
                loading={decide.isPending}
                onClick={() => decide.mutate({ request: one, body: { decision: 'approve' } })}
              >
                {t('delivery.projects.approve')}
              </Button>
              <Button size="small" onClick={() => setRefusing(true)}>
                {t('delivery.projects.refuse')}
              </Button>
            </>
          )}
          {one.mayWithdraw && (
            <Button size="small" onClick={() => decide.mutate({ request: one, body: { decision: 'withdraw' } })}>
              {t('delivery.projects.withdraw')}
            </Button>
          )}
        </div>
      </div>
      <FormDialog
        open={refusing}
        title={t('delivery.projects.refuseTitle')}
        okText={t('delivery.projects.refuse')}
        okButtonProps={{ disabled: reason.trim() === '', loading: decide.isPending }}
        onCancel={() => setRefusing(false)}
        onOk={() =>
          decide.mutate(
            { request: one, body: { decision: 'refuse', reason: reason.trim() } },
            { onSuccess: () => setRefusing(false) },
          )
        }
      >
        <Input.TextArea
          aria-label={t('delivery.projects.refuseTitle')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          maxLength={1000}
        />
      </FormDialog>
    </li>
  )
}
