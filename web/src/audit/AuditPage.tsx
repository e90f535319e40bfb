import { SafetyCertificateOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Button, Input, Select, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditLine, AuditList, AuditVerdict } from '../../../src/server/schemas.ts'
import { MoreRows } from '../plan/register/MoreRows.tsx'
import { get } from '../shell/api.ts'
import { Page } from '../shell/Page.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../shell/states.tsx'
import { useMoment, useNumber } from '../shell/time.ts'
import './audit.css'

interface AuditFilter {
  action?: string
  subjectKind?: string
  subjectId?: string
}

const subjects = ['document', 'commitment', 'membership', 'user', 'organization'] as const

/** 审计: who did what, and the proof that nobody has changed the record of it. */
export function AuditPage() {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<AuditFilter>({})
  const list = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      get<AuditList>('/api/v1/audit', { ...filter, limit: 100, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const lines = list.data?.pages.flatMap(({ items }) => items) ?? []
  const part = (change: AuditFilter) =>
    setFilter((now) => Object.fromEntries(Object.entries({ ...now, ...change }).filter(([, value]) => value)))
  return (
    <Page title={t('audit.title')} lede={t('audit.lede')}>
      <Verify />
      <div className="audit-bar no-print">
        <Input.Search
          placeholder={t('audit.action')}
          allowClear
          onSearch={(action) => part({ action: action.trim() })}
        />
        <Select
          allowClear
          placeholder={t('audit.subject')}
          options={subjects.map((value) => ({ value, label: t(`audit.subjects.${value}`) }))}
          onChange={(subjectKind?: string) => part({ subjectKind: subjectKind ?? '' })}
        />
        <Input.Search
          placeholder={t('audit.subjectId')}
          allowClear
          onSearch={(subjectId) => part({ subjectId: subjectId.trim() })}
        />
      </div>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && lines.length === 0 && <QuietState title={t('audit.none')} />}
      {lines.length > 0 && <Lines lines={lines} total={list.data?.pages[0]?.total ?? 0} />}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Page>
  )
}

function Lines({ lines, total }: { lines: readonly AuditLine[]; total: number }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const number = useNumber()
  return (
    <>
      <p className="audit-total">{t('audit.total', { formatted: number(total) })}</p>
      <Table<AuditLine>
        rowKey="seq"
        size="small"
        pagination={false}
        dataSource={lines}
        scroll={{ x: 'max-content' }}
        expandable={{
          rowExpandable: ({ details }) => details !== null,
          expandedRowRender: ({ details }) => <pre className="audit-details">{JSON.stringify(details, null, 1)}</pre>,
        }}
        columns={[
          { title: t('audit.seq'), dataIndex: 'seq', align: 'right', width: 80 },
          { title: t('audit.at'), dataIndex: 'at', render: (at: string) => moment(at) },
          {
            title: t('audit.who'),
            key: 'who',
            render: (_cell, { userId, userName, organizationId, organizationName }) => (
              <>
                {userName ?? userId ?? t('audit.system')}
                {organizationId && <small className="audit-for">{organizationName ?? organizationId}</small>}
              </>
            ),
          },
          { title: t('audit.action'), dataIndex: 'action', render: (action: string) => <ActionName action={action} /> },
          {
            title: t('audit.subject'),
            key: 'subject',
            render: (_cell, { subjectKind, subjectId }) => (
              <>
                {subjectKind} <code className="audit-id">{subjectId}</code>
              </>
            ),
          },
          {
            title: t('audit.hash'),
            dataIndex: 'hash',
            render: (hash: string) => <code title={hash}>{hash.slice(0, 12)}…</code>,
          },
        ]}
      />
    </>
  )
}

/** The action in words where there are some; its own code is always shown, since filters and other systems use it. */
function ActionName({ action }: { action: string }) {
  const { t, i18n } = useTranslation()
  const key = `audit.actions.${action.replace('.', '_')}`
  return (
    <>
      {i18n.exists(key) ? `${t(key as 'audit.action')} ` : ''}
      <code>{action}</code>
    </>
  )
}

function Verify() {
  const { t } = useTranslation()
  const number = useNumber()
  const verify = useMutation({ mutationFn: () => get<AuditVerdict>('/api/v1/audit/verify') })
  const verdict = verify.data
  return (
    <section className="verify sheet" aria-live="polite">
      <Button icon={<SafetyCertificateOutlined />} loading={verify.isPending} onClick={() => verify.mutate()}>
        {t('audit.verify')}
      </Button>
      {!verdict && !verify.isError && <p>{t('audit.verifyLede')}</p>}
      {verify.isError && <ProblemNotice problem={verify.error} />}
      {verdict?.intact && (
        <p className="intact">
          {t('audit.intact', { lines: number(verdict.lines) })} <code>{verdict.head.hash.slice(0, 16)}…</code>
        </p>
      )}
      {verdict?.broken && (
        <p className="broken">
          <b>{t('audit.broken', { seq: verdict.broken.seq })}</b> {verdict.broken.message}{' '}
          <code>{verdict.broken.reason}</code>
        </p>
      )}
    </section>
  )
}
