import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AuditLine } from '../../../src/server/schemas.ts'
import { useMay } from '../access/session.ts'
import { commitmentQuery } from '../plan/api.ts'
import { placeOf } from '../plan/place.ts'
import { useProblemText } from '../shell/ProblemNotice.tsx'
import { useSubjectText } from './words.ts'

/** What was acted on: its title or name where the line holds one, else the beginning of its id. */
export function Subject({ line }: { line: AuditLine }) {
  const { t } = useTranslation()
  const subjectText = useSubjectText()
  const { subjectKind, subjectId } = line
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
      {subjectText(subjectKind)}{' '}
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
