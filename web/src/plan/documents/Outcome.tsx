import { CheckCircleFilled, CloseCircleFilled, InfoCircleFilled } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { IngestResult } from '../../../../src/plan/schemas.ts'
import { problemText } from '../../shell/ProblemNotice.tsx'
import { useNumber } from '../../shell/time.ts'
import { RelationLines } from './RelationLines.tsx'
import { RestoreButton } from './RestoreButton.tsx'

/** What came of one file: where it went, or why it was refused and what to do. */
export function Outcome({ result, named }: { result: IngestResult; named: boolean }) {
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
        {outcome === 'known' && <b>{t(document?.withdrawn ? 'ingest.knownWithdrawn' : 'ingest.known')} </b>}
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
        {result.restore && document && (
          <>
            {' '}
            <RestoreButton document={document} />
          </>
        )}
        <RelationLines relations={result.relations ?? []} />
      </div>
    </div>
  )
}
