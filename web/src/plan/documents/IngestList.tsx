import { CheckCircleFilled, CloseCircleFilled, InfoCircleFilled } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import type { IngestResult } from '../../../../src/plan/schemas.ts'
import { problemText, useProblemText } from '../../shell/ProblemNotice.tsx'
import { bytesText, useNumber } from '../../shell/time.ts'
import { RelationLines } from './RelationLines.tsx'
import type { Ingesting } from './useIngest.ts'

/** Every file that was given, with how far it is and what came of it. */
export function IngestList(props: {
  queue: readonly Ingesting[]
  onAgain: (key: number) => void
  onClear: () => void
}) {
  const { t } = useTranslation()
  const problemOf = useProblemText()
  const { queue } = props
  if (queue.length === 0) return null
  const settled = queue.filter(({ phase }) => phase === 'done' || phase === 'failed').length
  return (
    <section className="ingest-list sheet" aria-live="polite" aria-label={t('ingest.progress')}>
      <header>
        <strong>{t('ingest.settled', { settled, total: queue.length })}</strong>
        <Button size="small" type="text" disabled={settled === 0} onClick={props.onClear}>
          {t('ingest.clear')}
        </Button>
      </header>
      <ul>
        {queue.map((item) => (
          <li key={item.key}>
            <div className="ingest-file">
              <span className="ingest-name">{item.file.name}</span>
              <small>{bytesText(item.file.size)}</small>
              {item.phase === 'failed' ? null : item.phase === 'done' ? null : (
                <span className="ingest-phase">
                  {t(`ingest.phases.${item.phase}`)}
                  <Progress
                    percent={item.phase === 'reading' ? 100 : Math.round(item.sent * 100)}
                    status={item.phase === 'waiting' ? 'normal' : 'active'}
                    showInfo={item.phase === 'sending'}
                    size="small"
                  />
                </span>
              )}
            </div>
            {item.phase === 'failed' && (
              <p className="outcome refused">
                <CloseCircleFilled aria-hidden />
                <span>
                  <b>{problemOf(item.problem).title}</b> {problemOf(item.problem).todo}{' '}
                  <Button size="small" type="link" onClick={() => props.onAgain(item.key)}>
                    {t('shell.retry')}
                  </Button>
                </span>
              </p>
            )}
            {item.results.map((result) => (
              <Outcome
                key={result.file}
                result={result}
                named={item.results.length > 1 || result.file !== item.file.name}
              />
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Outcome({ result, named }: { result: IngestResult; named: boolean }) {
  const { t } = useTranslation()
  const number = useNumber()
  const { outcome, document, newVersionOf, problem } = result
  if (problem) {
    const { title, todo } = problemText(problem.code, problem.detail || problem.title, problem.facts)
    return (
      <p className="outcome refused">
        <CloseCircleFilled aria-hidden />
        <span>
          {named && <em>{result.file} </em>}
          <b>{title}</b> {todo}
        </span>
      </p>
    )
  }
  const commitments =
    document?.counts.reduce((sum, { extracted, confirmed, rejected }) => sum + extracted + confirmed + rejected, 0) ?? 0
  return (
    <div className={`outcome ${outcome}`}>
      {outcome === 'known' ? <InfoCircleFilled aria-hidden /> : <CheckCircleFilled aria-hidden />}
      <div>
        {named && <em>{result.file} </em>}
        {outcome === 'known' && <b>{t('ingest.known')} </b>}
        {newVersionOf && <b>{t('ingest.newVersion', { number: newVersionOf.number })} </b>}
        {document && (
          <Link to="/documents/$documentId" params={{ documentId: document.id }}>
            {document.title}
          </Link>
        )}
        {document && outcome === 'accepted' && (
          <small> {t('ingest.found', { characters: number(document.characters), count: commitments })}</small>
        )}
        {newVersionOf && document && (
          <>
            {' '}
            <Link to="/documents/$documentId/versions" params={{ documentId: document.id }}>
              {t('ingest.seeChanges')}
            </Link>
          </>
        )}
        <RelationLines relations={result.relations ?? []} />
      </div>
    </div>
  )
}
