import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { draftQuery, rulesQuery, type ScoreDraft, type ScoreRule } from './api.ts'
import { DraftEditor } from './DraftEditor.tsx'
import { RuleParts } from './RuleParts.tsx'
import { useRuleWords } from './useRuleWords.ts'
import './scores.css'

/** 考核规则: every version that was published; the office drafts, previews and publishes the next one. */
export function ScoreRulesPage() {
  const { t } = useTranslation()
  const rules = useQuery(rulesQuery)
  const mayConfigure = useMay('delivery.configure')
  if (rules.isPending) return <Loading />
  if (rules.isError)
    return (
      <div className="page">
        <ProblemNotice problem={rules.error} onRetry={() => void rules.refetch()} />
      </div>
    )
  const { items } = rules.data
  return (
    <Page
      title={t('delivery.scores.rules')}
      lede={t('delivery.scores.rulesLede')}
      actions={
        <Link to="/scores">
          <Button>{t('delivery.scores.toScores')}</Button>
        </Link>
      }
    >
      <div className="scores">
        {mayConfigure && <Draft rules={items} />}
        <section>
          <h2 className="section-title">{t('delivery.scores.versions')}</h2>
          {items.length === 0 && <p className="quiet">{t('delivery.scores.noRules')}</p>}
          {items.map((rule) => (
            <Version key={rule.version} rule={rule} />
          ))}
        </section>
      </div>
    </Page>
  )
}

function Draft({ rules }: { rules: readonly ScoreRule[] }) {
  const { t } = useTranslation()
  const found = useQuery(draftQuery)
  const [begun, setBegun] = useState(false)
  const [last] = rules
  const next = (last?.version ?? 0) + 1
  if (found.isPending) return null
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  const { draft } = found.data
  return (
    <section>
      <h2 className="section-title">
        {t('delivery.scores.draftOf', { version: next })}
        {draft && <DraftSigned draft={draft} />}
      </h2>
      {draft || begun ? (
        <DraftEditor
          key={draft ? 'kept' : 'new'}
          draft={draft}
          last={last}
          next={next}
          first={rules.every(({ userName }) => userName === null)}
          onGone={() => setBegun(false)}
        />
      ) : (
        <p>
          <span className="quiet">{t('delivery.scores.draftLede')}</span>{' '}
          <Button onClick={() => setBegun(true)}>{t('delivery.scores.draftBegin')}</Button>
        </p>
      )}
    </section>
  )
}

function DraftSigned({ draft }: { draft: ScoreDraft }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return <small>{t('delivery.scores.draftSaved', { name: draft.userName, at: moment(draft.updatedAt) })}</small>
}

function Version({ rule }: { rule: ScoreRule }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const words = useRuleWords()(rule)
  return (
    <article className="score-version" id={`version-${rule.version}`}>
      <h3>
        {t('delivery.scores.versionOf', { version: rule.version })} · {words.title}
      </h3>
      <p className="quiet">
        {rule.userName === null
          ? t('delivery.scores.versionBuiltIn')
          : t('delivery.scores.versionSigned', {
              from: rule.appliesFrom,
              at: moment(rule.publishedAt),
              name: rule.userName,
              organization: rule.organizationName,
            })}
      </p>
      <RuleParts parts={rule.parts} />
      {words.note && <p>{words.note}</p>}
      <p className="no-print">
        <Link to="/scores" search={{ rule: rule.version }}>
          {t('delivery.scores.versionScores')}
        </Link>
      </p>
    </article>
  )
}
