import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Radio, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Document, Visibility } from '../../../../src/plan/schemas.ts'
import { useMay, useSession } from '../../access/session.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { SearchField } from '../../shell/SearchField.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useMoment, useNumber } from '../../shell/time.ts'
import { documentsQuery } from '../api.ts'
import { DropZone } from './DropZone.tsx'
import { IngestList } from './IngestList.tsx'
import { ProgressLine } from './ProgressLine.tsx'
import { useIngest } from './useIngest.ts'
import './documents.css'

/** 文件: bringing plans in, and what there is. */
export function DocumentsPage() {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const [withdrawn, setWithdrawn] = useState(false)
  const documents = useQuery(documentsQuery(q, withdrawn))
  const mayIngest = useMay('plan.ingest')
  const titles = Map.groupBy(documents.data?.items ?? [], ({ title }) => title)
  const repeated = new Set([...titles].filter(([, same]) => same.length > 1).map(([title]) => title))
  return (
    <Page title={t('documents.title')} lede={t('documents.lede')}>
      {mayIngest && <Ingest />}
      <div className="section-title">
        {mayIngest ? (
          <Segmented<boolean>
            className="no-print"
            size="small"
            value={withdrawn}
            onChange={setWithdrawn}
            options={[
              { value: false, label: t('documents.list') },
              { value: true, label: t('documents.withdrawn') },
            ]}
          />
        ) : (
          t('documents.list')
        )}
        {documents.data && <small>{t('documents.total', { count: documents.data.total })}</small>}
        <div className="documents-search no-print">
          <SearchField value={q} placeholder={t('documents.search')} onChange={(next = '') => setQ(next)} />
        </div>
      </div>
      {documents.isPending && <Loading />}
      {documents.isError && <ProblemNotice problem={documents.error} onRetry={() => void documents.refetch()} />}
      {documents.data?.items.length === 0 && <NoDocuments q={q} withdrawn={withdrawn} mayIngest={mayIngest} />}
      <ul className="document-list">
        {documents.data?.items.map((document) => (
          <DocumentLine key={document.id} document={document} named={repeated.has(document.title)} />
        ))}
      </ul>
    </Page>
  )
}

function NoDocuments({ q, withdrawn, mayIngest }: { q: string; withdrawn: boolean; mayIngest: boolean }) {
  const { t } = useTranslation()
  if (q) return <QuietState title={t('documents.noneFound', { q })}>{t('documents.noneFoundTodo')}</QuietState>
  if (withdrawn) return <QuietState title={t('documents.noneWithdrawn')}>{t('documents.noneWithdrawnLede')}</QuietState>
  return (
    <QuietState title={t('documents.none')}>{mayIngest ? t('documents.noneTodo') : t('documents.noneRead')}</QuietState>
  )
}

function Ingest() {
  const { t } = useTranslation()
  const office = useSession().data?.actor?.role === 'office'
  const [visibility, setVisibility] = useState<Visibility>(office ? 'cluster' : 'organization')
  const { queue, add, again, clear } = useIngest(visibility)
  return (
    <section className="ingest no-print">
      <DropZone onFiles={add} />
      <Radio.Group
        value={visibility}
        onChange={(event) => setVisibility(event.target.value as Visibility)}
        options={[
          { value: 'cluster', label: t('ingest.visibility.cluster') },
          { value: 'organization', label: t('ingest.visibility.organization') },
        ]}
      />
      <IngestList queue={queue} onAgain={again} onClear={clear} />
    </section>
  )
}

/** `named`: another document has the same title, so the name of the file tells them apart. */
function DocumentLine({ document, named }: { document: Document; named: boolean }) {
  const { t } = useTranslation()
  const number = useNumber()
  const moment = useMoment()
  const facts = [document.number, document.issuer, document.date].filter(Boolean).join(' · ')
  return (
    <li className="document-line">
      <div className="document-main">
        <h2>
          <Link to="/documents/$documentId" params={{ documentId: document.id }}>
            {document.title}
          </Link>
          {named && <small className="document-file">{document.fileName}</small>}
        </h2>
        {facts && <p className="document-facts">{facts}</p>}
        {document.withdrawn && (
          <p className="document-facts">
            {t('withdrawal.by', {
              name: document.withdrawn.by.userName,
              organization: document.withdrawn.by.organizationName,
              at: moment(document.withdrawn.at),
              reason: document.withdrawn.reason,
            })}
          </p>
        )}
        <p className="document-facts faint">
          <span className="badge solid">{document.format.toUpperCase()}</span>
          {document.sample && <span className="badge extracted">{t('plan.sample')}</span>}
          {document.visibility === 'organization' && <span className="badge">{t('documents.private')}</span>}
          {document.version > 1 && (
            <Link to="/documents/$documentId/versions" params={{ documentId: document.id }}>
              {t('documents.version', { number: document.version })}
            </Link>
          )}
          <span>
            {t('documents.characters', { count: document.characters, formatted: number(document.characters) })}
          </span>
          <span>
            {document.ingestedBy.organizationName} · {moment(document.ingestedAt)}
          </span>
        </p>
      </div>
      <dl className="document-counts">
        {document.counts
          .map((count) => ({ ...count, total: count.extracted + count.confirmed + count.rejected }))
          .filter(({ total }) => total > 0)
          .map(({ kind, total }) => (
            <div key={kind}>
              <dd>{number(total)}</dd>
              <dt>
                <Link to="/register" search={{ document: document.id, kind }}>
                  {t(`kinds.${kind}`)}
                </Link>
              </dt>
            </div>
          ))}
      </dl>
      {!document.withdrawn && <ProgressLine counts={document.counts} />}
    </li>
  )
}
