import { ArrowLeftOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConflictDetail } from '../../../../src/blueprint/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useMoment } from '../../shell/time.ts'
import { Labelled } from '../Labelled.tsx'
import { KindSign, useWords } from '../words.tsx'
import { conflictQuery, useDecide } from './api.ts'

/** One conflict: its size, its two sides with the sentences behind them, the rule's source, its history, and what to do. */
export function ConflictView({ id, onBack }: { id: string; onBack: () => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const conflict = useQuery(conflictQuery(id))
  const { data } = conflict
  return (
    <div className="bp-conflict">
      <Button type="link" icon={<ArrowLeftOutlined />} onClick={onBack}>
        {t('blueprint.conflictPanel.back')}
      </Button>
      {conflict.isError && <ProblemNotice problem={conflict.error} onRetry={() => void conflict.refetch()} />}
      {conflict.isPending && <p>{t('shell.loading')}</p>}
      {data && (
        <>
          <h3>{t(`blueprint.conflicts.rules.${data.rule}`)}</h3>
          <p>
            <span className="badge">{t(`blueprint.conflicts.states.${data.state}`)}</span>{' '}
            {data.sliver && <span className="badge extracted">{t('blueprint.conflicts.slivers')}</span>}
          </p>
          <dl className="bp-facts">
            {data.areaM2 > 0 && (
              <>
                <dt>{t('blueprint.conflicts.area')}</dt>
                <dd>{words.area(data.areaM2)}</dd>
                <dt>{t('blueprint.conflicts.width')}</dt>
                <dd>{words.length(data.widthM)}</dd>
              </>
            )}
            {data.acceptedAreaM2 !== null && (
              <>
                <dt>{t('blueprint.conflicts.acceptedArea')}</dt>
                <dd>{words.area(data.acceptedAreaM2)}</dd>
              </>
            )}
            {data.yields && (
              <>
                <dt>{t('blueprint.conflicts.yields')}</dt>
                <dd>{words.kind(data.yields)}</dd>
              </>
            )}
            <dt>{t('blueprint.conflicts.source')}</dt>
            <dd>
              {t('blueprint.conflictPanel.ruleOf', {
                source: data.source.text,
                confidence: t(`blueprint.conflicts.confidences.${data.source.confidence}`),
              })}
            </dd>
          </dl>
          <SideView side={data.left} sentence={data.leftSentence} />
          {data.right && data.rightSentence && <SideView side={data.right} sentence={data.rightSentence} />}
          {data.mayDecide && data.state !== 'resolved' && <Decide key={data.revision} conflict={data} />}
          {!data.mayDecide && data.state !== 'resolved' && (
            <p className="bp-note">
              {t('blueprint.conflictPanel.decidedBy', { who: keepersOf(data).join(t('blueprint.conflictPanel.or')) })}
            </p>
          )}
          <History conflict={data} />
        </>
      )}
    </div>
  )
}

const keepersOf = ({ left, right }: ConflictDetail): string[] => [
  ...new Set([left, ...(right ? [right] : [])].map(({ layer }) => layer.organization)),
]

function SideView({ side, sentence }: { side: ConflictDetail['left']; sentence: ConflictDetail['leftSentence'] }) {
  const { t } = useTranslation()
  const words = useWords()
  const { document, provision } = sentence
  return (
    <section className="bp-side">
      <h4>
        <KindSign kind={side.layer.kind} of={side.feature?.class ?? null} />
        {side.feature?.name || side.key || t('blueprint.conflictPanel.whole')}
      </h4>
      <p>
        {words.kind(side.layer.kind)} · {side.layer.name} · {side.layer.organization}{' '}
        {side.layer.isSample && <span className="badge extracted">{t('blueprint.sample')}</span>}
      </p>
      {document ? (
        <p>
          <Link
            to="/documents/$documentId"
            params={{ documentId: document.id }}
            search={provision ? { at: provision } : {}}
          >
            《{document.title}》{sentence.provisionLabel}
          </Link>
        </p>
      ) : (
        <p>{sentence.basis}</p>
      )}
      {sentence.quote && <blockquote>{sentence.quote}</blockquote>}
    </section>
  )
}

function Decide({ conflict }: { conflict: ConflictDetail }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const deciding = useDecide(conflict)
  const act = conflict.state === 'accepted' ? 'reopen' : 'accept'
  return (
    <div className="bp-decide">
      <Labelled label={t('blueprint.conflictPanel.decide')}>
        {(id) => (
          <Input.TextArea
            {...{ id, value: reason, rows: 2, maxLength: 1000 }}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Labelled>
      <Button
        type={act === 'accept' ? 'primary' : 'default'}
        disabled={reason.trim() === ''}
        loading={deciding.isPending}
        onClick={() => deciding.mutate({ act, reason: reason.trim() })}
      >
        {t(`blueprint.conflicts.${act}`)}
      </Button>
      {deciding.isError && <ProblemNotice problem={deciding.error} />}
    </div>
  )
}

function History({ conflict }: { conflict: ConflictDetail }) {
  const { t } = useTranslation()
  const words = useWords()
  const moment = useMoment()
  const reasonOf = (reason: string) =>
    reason === 'returned' || reason === 'grown' ? t(`blueprint.conflicts.reasons.${reason}`) : reason
  return (
    <>
      <h4 className="bp-history-title">{t('blueprint.conflicts.history')}</h4>
      <ol className="bp-revisions">
        {conflict.history.map((entry) => (
          <li key={`${entry.at} ${entry.kind}`}>
            <b>{t(`blueprint.conflicts.entries.${entry.kind}`)}</b>{' '}
            {entry.areaM2 > 0 && t('blueprint.measures.hectares', { value: words.number(entry.areaM2 / 10_000) })}
            {entry.reason && <p>{reasonOf(entry.reason)}</p>}
            <small>
              {entry.layerRevision && (
                <>
                  {t('blueprint.conflictPanel.revision', { ...entry.layerRevision })}
                  <br />
                </>
              )}
              {entry.userName
                ? t('blueprint.conflictPanel.signed', { organization: entry.organizationName, user: entry.userName })
                : t('blueprint.conflictPanel.itself')}{' '}
              · {moment(entry.at)}
            </small>
          </li>
        ))}
      </ol>
    </>
  )
}
