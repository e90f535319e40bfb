import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Commitment, Version, VersionChanges } from '../../../../src/plan/schemas.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { bytesText, useMoment, useNumber } from '../../shell/time.ts'
import { changesQuery, documentQuery } from '../api.ts'
import { VersionDialog } from '../documents/VersionDialog.tsx'
import { WithdrawnNotice } from '../documents/WithdrawnNotice.tsx'
import { placeOf } from '../place.ts'
import { StateBadge } from '../words.tsx'
import { ProvisionLine } from './ProvisionLine.tsx'
import '../documents/documents.css'
import './changes.css'

/** What each version of a document changed, in its text and in the work people had done on it. */
export function ChangesPage() {
  const { t } = useTranslation()
  const { documentId } = useParams({ from: '/documents/$documentId/versions' })
  const facts = useQuery(documentQuery(documentId))
  const [uploading, setUploading] = useState(false)
  const [range, setRange] = useState<{ from?: number; to?: number }>({})
  const many = (facts.data?.versions.length ?? 0) > 1
  const changes = useQuery({ ...changesQuery(documentId, range), enabled: many })
  if (facts.isPending) return <Loading />
  if (facts.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={facts.error} onRetry={() => void facts.refetch()} />
      </div>
    )
  const { versions, title } = facts.data
  const options = versions.map(({ number }) => ({ value: number, label: t('documents.version', { number }) }))
  return (
    <Page
      title={t('versions.title')}
      lede={
        <Link to="/documents/$documentId" params={{ documentId }}>
          {title}
        </Link>
      }
      actions={
        facts.data.mayWithdraw &&
        !facts.data.withdrawn && <Button onClick={() => setUploading(true)}>{t('versions.upload')}</Button>
      }
    >
      <WithdrawnNotice facts={facts.data} />
      <VersionDialog document={facts.data} open={uploading} onClose={() => setUploading(false)} />
      <ol className="versions">
        {versions.map((version) => (
          <VersionLine key={version.number} version={version} />
        ))}
      </ol>
      {!many && <QuietState title={t('versions.onlyOne')}>{t('versions.onlyOneTodo')}</QuietState>}
      {many && (
        <>
          <div className="section-title">
            {t('versions.changes')}
            <Select
              size="small"
              aria-label={t('versions.from')}
              value={range.from ?? changes.data?.from ?? null}
              options={options}
              onChange={(from) => setRange((now) => ({ ...now, ...(from ? { from } : {}) }))}
            />
            →
            <Select
              size="small"
              aria-label={t('versions.to')}
              value={range.to ?? changes.data?.to ?? null}
              options={options}
              onChange={(to) => setRange((now) => ({ ...now, ...(to ? { to } : {}) }))}
            />
          </div>
          {changes.isPending && <Loading />}
          {changes.isError && <ProblemNotice problem={changes.error} onRetry={() => void changes.refetch()} />}
          {changes.data && <Changes changes={changes.data} />}
        </>
      )}
    </Page>
  )
}

function VersionLine({ version }: { version: Version }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const number = useNumber()
  return (
    <li>
      <b>{t('documents.version', { number: version.number })}</b>{' '}
      <span className="badge solid">{t(`versions.causes.${version.cause}`)}</span>
      <p>
        {version.fileName} · {bytesText(version.bytes)} ·{' '}
        {t('documents.characters', { count: version.characters, formatted: number(version.characters) })}
      </p>
      <p className="faint">
        {version.by.userName} · {version.by.organizationName} · {moment(version.at)} ·{' '}
        <code title={version.sha256}>sha256 {version.sha256.slice(0, 12)}…</code>
      </p>
    </li>
  )
}

function Changes({ changes }: { changes: VersionChanges }) {
  const { t } = useTranslation()
  const { orphaned, provisions, added } = changes
  const reviewed = changes.carried.filter(({ commitment }) => asksReview(commitment))
  const carried = changes.carried.filter(({ commitment }) => !asksReview(commitment))
  const noteOf = ({ how, similarity }: VersionChanges['carried'][number]) =>
    how === 'changed' ? t('versions.howChanged', { percent: Math.round(similarity * 100) }) : t(`versions.how.${how}`)
  return (
    <>
      <p className="changes-sum">
        {t('versions.sum', {
          provisions: provisions.length,
          carried: changes.carried.length,
          orphaned: orphaned.length,
          added,
        })}
      </p>
      {reviewed.length > 0 && (
        <Work
          title={t('versions.review', { count: reviewed.length })}
          lede={t('versions.reviewLede')}
          items={reviewed.map((one) => ({ item: one.commitment, note: one.how === 'same' ? undefined : noteOf(one) }))}
        />
      )}
      {orphaned.length > 0 && (
        <Work
          title={t('versions.orphaned')}
          lede={t('versions.orphanedLede')}
          items={orphaned.map((item) => ({ item, note: undefined }))}
        />
      )}
      {carried.length > 0 && (
        <Work
          title={t('versions.carried')}
          lede={t('versions.carriedLede')}
          items={carried.map((one) => ({ item: one.commitment, note: noteOf(one) }))}
        />
      )}
      <h2 className="section-title">{t('versions.text')}</h2>
      {provisions.length === 0 && <p className="faint">{t('versions.textSame')}</p>}
      <ul className="provision-changes">
        {provisions.map((change) => (
          <ProvisionLine key={`${change.before?.address}→${change.after?.address}`} change={change} />
        ))}
      </ul>
    </>
  )
}

/** Whether a person must look again before the work that was carried over counts. */
const asksReview = ({ review, state }: Commitment) => review !== null && state !== 'rejected'

function Work(props: {
  title: string
  lede: string
  items: readonly { item: Commitment; note: string | undefined }[]
}) {
  const { t } = useTranslation()
  return (
    <section>
      <h2 className="section-title">
        {props.title} <small>{props.lede}</small>
      </h2>
      <ul className="home-list">
        {props.items.map(({ item, note }) => (
          <li key={item.id}>
            <Link {...placeOf(item)}>{item.title}</Link>
            <small>
              {item.review && asksReview(item) && <b>{t(`reviews.${item.review}`)}</b>}
              {item.provision.label} {note && `· ${note}`}
            </small>
            <StateBadge state={item.state} />
          </li>
        ))}
      </ul>
    </section>
  )
}
