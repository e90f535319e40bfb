import { useTranslation } from 'react-i18next'
import type { Commitment, CommitmentState, Deadline, Responsibility, TargetFacts } from '../../../src/plan/schemas.ts'

const signs = { '=': '', '>=': '≥ ', '<=': '≤ ', '>': '> ', '<': '< ', '~': '≈ ' } as const

/** Grades (三类, 全覆盖) carry their unit in the value. */
const figureOf = ({ comparator, value, unit }: TargetFacts) =>
  `${signs[comparator]}${value}${unit === 'grade' ? '' : unit}`

/** Whether the title already says all that the figure would. */
export const titleSaysTarget = ({ title, target }: Commitment) =>
  target !== null && !target.damaged && title.includes(target.subject) && title.includes(String(target.value))

/** A target as one reads it: subject, then comparator, value and unit, then the year it is for. */
export function TargetFigure({ target }: { target: TargetFacts }) {
  const { t } = useTranslation()
  return (
    <span className={target.damaged ? 'target-figure damaged' : 'target-figure'}>
      {target.subject} <b>{figureOf(target)}</b>
      {target.year !== null && <small> ({t('plan.inYear', { year: target.year })})</small>}
      {target.damaged && <small className="badge extracted">{t('plan.damaged')}</small>}
    </span>
  )
}

export function useDeadlineText(): (deadline: Deadline) => string {
  const { t } = useTranslation()
  return ({ date, recurs, quote }) => {
    if (date) return date
    if (recurs) return t(`recurs.${recurs}`)
    return quote
  }
}

export function StateBadge({ state }: { state: CommitmentState }) {
  const { t } = useTranslation()
  return <span className={`badge ${state}`}>{t(`states.${state}`)}</span>
}

/** Names that hold one role, as printed; where the body has a successor, who holds the duty today. */
export function responsibilitiesByRole(responsibilities: readonly Responsibility[]) {
  return (['lead', 'responsible', 'participant'] as const)
    .map((role) => ({ role, units: responsibilities.filter((one) => one.role === role) }))
    .filter(({ units }) => units.length > 0)
}

/** The body that holds the duty now under another name than the one printed, if there is one. */
export function successorOf({ organization, today }: Responsibility) {
  return organization ? today.filter(({ id }) => id !== organization.id) : []
}

/** What was confirmed is confirmed again only where it is to be looked at anew. */
export const mayBeConfirmed = ({ state, review }: Pick<Commitment, 'state' | 'review'>): boolean =>
  state === 'extracted' || state === 'rejected' || (state === 'confirmed' && review !== null)

export const deservesLook = ({ state, review, current }: Commitment) =>
  current && (state === 'extracted' || (state === 'confirmed' && review !== null))
