import { FilterOutlined } from '@ant-design/icons'
import { Button, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AuditLine } from '../../../src/server/schemas.ts'
import { useMoment, useNumber } from '../shell/time.ts'
import { useWide } from '../shell/useWide.ts'
import { Subject } from './Subject.tsx'
import { type AuditSearch, useActionText } from './words.ts'

/** The lines of the log. A person or a subject in them narrows the list to what concerns it. */
export function AuditLines(props: {
  lines: readonly AuditLine[]
  total: number
  onNarrow: (part: AuditSearch) => void
}) {
  const { lines, total, onNarrow } = props
  const wide = useWide()
  const { t } = useTranslation()
  const number = useNumber()
  return (
    <>
      <p className="audit-total">{t('audit.total', { formatted: number(total) })}</p>
      {wide ? <LinesTable lines={lines} onNarrow={onNarrow} /> : <LineCards lines={lines} />}
    </>
  )
}

/** The log on a phone: the same facts, one under the other. */
function LineCards({ lines }: { lines: readonly AuditLine[] }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <ol className="audit-cards">
      {lines.map((line) => (
        <li key={line.seq}>
          <p>
            <ActionName action={line.action} />
          </p>
          <Subject line={line} />
          <p className="audit-for">
            {line.userName ?? (line.userId ? <Unnamed id={line.userId} /> : t('audit.system'))}
            {line.organizationName && ` · ${line.organizationName}`}
          </p>
          <p className="audit-for">
            {line.seq} · {moment(line.at)} · <code title={line.hash}>{line.hash.slice(0, 12)}…</code>
          </p>
          {line.details && (
            <details>
              <summary>{t('audit.details')}</summary>
              <pre className="audit-details">{JSON.stringify(line.details, null, 1)}</pre>
            </details>
          )}
        </li>
      ))}
    </ol>
  )
}

function LinesTable({ lines, onNarrow }: { lines: readonly AuditLine[]; onNarrow: (part: AuditSearch) => void }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
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
            <div className="audit-who">
              {userId ? (
                <button
                  type="button"
                  className="plain audit-link"
                  title={t('audit.onlyWho')}
                  onClick={() => onNarrow({ user: userId })}
                >
                  {userName ?? <Unnamed id={userId} />}
                </button>
              ) : (
                t('audit.system')
              )}
              {organizationId && <small className="audit-for">{organizationName ?? organizationId}</small>}
            </div>
          ),
        },
        { title: t('audit.action'), dataIndex: 'action', render: (action: string) => <ActionName action={action} /> },
        {
          title: t('audit.subject'),
          key: 'subject',
          render: (_cell, line) => (
            <div className="audit-about">
              <Subject line={line} />
              <Button
                size="small"
                type="text"
                className="no-print"
                icon={<FilterOutlined />}
                title={t('audit.onlySubject')}
                aria-label={t('audit.onlySubject')}
                onClick={() => onNarrow({ subject: line.subjectKind, id: line.subjectId })}
              />
            </div>
          ),
        },
        {
          title: t('audit.hash'),
          dataIndex: 'hash',
          render: (hash: string) => <code title={hash}>{hash.slice(0, 12)}…</code>,
        },
      ]}
    />
  )
}

/** A person whose name no account tells any more. */
function Unnamed({ id }: { id: string }) {
  const { t } = useTranslation()
  return <span title={id}>{t('audit.unnamed', { id: id.length > 12 ? `${id.slice(0, 8)}…` : id })}</span>
}

/** The action in words, and its code, by which other systems know it. */
function ActionName({ action }: { action: string }) {
  const said = useActionText()(action)
  return (
    <>
      {said === action ? '' : `${said} `}
      <code className="audit-id audit-code">{action}</code>
    </>
  )
}
