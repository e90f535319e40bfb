import { SafetyCertificateOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Input, Select, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditLine, AuditList, AuditVerdict } from '../../../src/server/schemas.ts'
import { useMay } from '../access/session.ts'
import { commitmentQuery } from '../plan/api.ts'
import { placeOf } from '../plan/place.ts'
import { MoreRows } from '../plan/register/MoreRows.tsx'
import { get } from '../shell/api.ts'
import { Page } from '../shell/Page.tsx'
import { ProblemNotice, useProblemText } from '../shell/ProblemNotice.tsx'
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
            render: (_cell, line) => <Subject line={line} />,
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

/** The action in words where there are some; its own code is always shown, since the filter and other systems use it. */
function ActionName({ action }: { action: string }) {
  const { t, i18n } = useTranslation()
  const key = `audit.actions.${action.replace('.', '_')}`
  return (
    <>
      {i18n.exists(key) ? `${t(key as 'audit.action')} ` : ''}
      <code className="audit-id">{action}</code>
    </>
  )
}

/** What was acted on: its title or name where the line holds one, else the beginning of its id. */
function Subject({ line }: { line: AuditLine }) {
  const { t, i18n } = useTranslation()
  const { subjectKind, subjectId } = line
  const key = `audit.subjects.${subjectKind}`
  const name = nameIn(line.details)
  const after = line.details?.after
  if (subjectKind === 'commitment_change' && Array.isArray(after))
    return (
      <span title={subjectId}>
        {t('audit.subjects.commitment')} {t('audit.items', { count: after.length })}
      </span>
    )
  return (
    <div className="audit-subject">
      {i18n.exists(key) ? t(key as 'audit.subject') : subjectKind}{' '}
      <SubjectLink line={line}>
        {name ?? <code title={subjectId}>{subjectId.length > 12 ? `${subjectId.slice(0, 8)}…` : subjectId}</code>}
      </SubjectLink>
    </div>
  )
}

/** Leads to the document, organization or commitment, for those who may read them. */
function SubjectLink({ line, children }: { line: AuditLine; children: React.ReactNode }) {
  const { message } = App.useApp()
  const problemText = useProblemText()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const mayPlan = useMay('plan.read')
  const mayUnits = useMay('gazetteer.read')
  const { subjectKind, subjectId } = line
  if (subjectKind === 'document' && mayPlan)
    return (
      <Link to="/documents/$documentId" params={{ documentId: subjectId }}>
        {children}
      </Link>
    )
  if (subjectKind === 'organization' && mayUnits)
    return (
      <Link to="/units/$unitId" params={{ unitId: subjectId }}>
        {children}
      </Link>
    )
  if (subjectKind !== 'commitment' || !mayPlan) return children
  // The line does not say which document the commitment is in: that is asked when somebody wants to go there.
  const go = async () => {
    try {
      await navigate(placeOf(await queries.fetchQuery(commitmentQuery(subjectId))))
    } catch (problem) {
      void message.error(problemText(problem).title)
    }
  }
  return (
    <button type="button" className="plain audit-link" onClick={() => void go()}>
      {children}
    </button>
  )
}

/** The title or name that a line keeps of its subject, as it became or as it was. */
function nameIn(details: AuditLine['details']): string | undefined {
  const sides = [details?.after, details?.before].flatMap((side) => side ?? [])
  for (const side of sides) {
    if (typeof side !== 'object' || side === null) continue
    for (const key of ['title', 'name', 'fileName', 'email']) {
      const value = (side as Record<string, unknown>)[key]
      if (typeof value === 'string' && value) return value
    }
  }
  return undefined
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
