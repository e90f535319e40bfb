import type { Organization, OrganizationRelation } from '../organizations.ts'

/** One dated step from a unit to what followed it. */
interface SuccessionStep {
  relation: OrganizationRelation
  to: Organization | null
}

/** Who holds the duty at the asking date, and how it came there. */
export interface Holder {
  organization: Organization
  steps: readonly SuccessionStep[]
}

/**
 * Where a unit's duty lies at a later day.
 * - `same`: the unit itself still holds it
 * - `successor`: exactly one other does
 * - `duty`: several took a part, and the duty text decided
 * - `ask`: several took a part, and the text does not decide: a person must
 * - `none`: it was abolished and nobody is on record as having taken the duty
 */
export interface Succession {
  decision: 'same' | 'successor' | 'duty' | 'ask' | 'none'
  holders: readonly Holder[]
}

interface SuccessionKnowledge {
  organization(id: string): Organization | undefined
  relationsFrom(id: string): readonly OrganizationRelation[]
}

/**
 * Follows what became of a unit from the paper's day `since` (null: from the beginning) to the day `until`.
 * Of several that took parts of its work, the ones whose duty words stand in `dutyText` hold it; where none does, the
 * one that took the main part without a named duty; where all took named parts, all are returned with `ask`.
 * Source of the rule: standards/divisions.md section 4 ("on a split the duty text decides; if it does not, ask").
 */
export function followSuccession(
  start: Organization,
  since: string | null,
  until: string,
  dutyText: string,
  knowledge: SuccessionKnowledge,
): Succession {
  let byDuty = false
  let open = false
  const holders = new Map<string, Holder>()
  const seen = new Set<string>([start.id])

  const walk = (organization: Organization, after: string | null, steps: readonly SuccessionStep[]) => {
    const due = knowledge.relationsFrom(organization.id).filter((relation) => relation.date <= until)
    const ending = due.filter((relation) => relation.kind !== 'duty_moved')
    // A duty that had moved before the paper was written was not the unit's to be given any more. An end counts in any
    // case: papers go on printing a name for a while after the unit is gone.
    const moved = due.filter((relation) => relation.kind === 'duty_moved' && (after === null || relation.date >= after))
    const branches = chooseBranches(ending, moved, dutyText)
    byDuty ||= branches.byDuty
    open ||= branches.open
    if (branches.stays && !holders.has(organization.id)) holders.set(organization.id, { organization, steps })
    for (const relation of branches.taken) {
      const next = relation.to === null ? undefined : knowledge.organization(relation.to)
      if (!next || seen.has(next.id)) continue
      seen.add(next.id)
      walk(next, relation.date, [...steps, { relation, to: next }])
    }
  }
  walk(start, since, [])

  const found = [...holders.values()]
  return { holders: found, decision: decide(found, start, byDuty, open) }
}

function decide(found: readonly Holder[], start: Organization, byDuty: boolean, open: boolean): Succession['decision'] {
  if (found.length === 0) return 'none'
  if (open && found.length > 1) return 'ask'
  if (byDuty) return found.length === 1 ? 'duty' : 'ask'
  if (found.length > 1) return 'ask'
  return found[0]?.organization.id === start.id ? 'same' : 'successor'
}

interface Branches {
  taken: readonly OrganizationRelation[]
  /** The unit itself goes on holding (the rest of) its work. */
  stays: boolean
  byDuty: boolean
  open: boolean
}

function chooseBranches(
  ending: readonly OrganizationRelation[],
  moved: readonly OrganizationRelation[],
  dutyText: string,
): Branches {
  const all = [...ending, ...moved]
  const stays = ending.length === 0
  if (all.length === 0) return { taken: [], stays, byDuty: false, open: false }
  const named = all.filter((relation) => speaksOf(dutyText, relation.duty))
  if (named.length > 0) return { taken: named, stays: false, byDuty: all.length > 1 || stays, open: named.length > 1 }
  if (stays) return { taken: [], stays, byDuty: false, open: false } // a part moved, and the text does not speak of it
  const main = ending.filter((relation) => relation.duty === null)
  if (main.length > 0) return { taken: main, stays: false, byDuty: false, open: main.length > 1 }
  return { taken: ending, stays: false, byDuty: false, open: ending.length > 1 }
}

/** True when the text uses one of the words of a duty (`海洋、海域、海岛`). */
function speaksOf(text: string, duty: string | null): boolean {
  return duty !== null && text !== '' && duty.split(/[、,，]/u).some((word) => word !== '' && text.includes(word))
}
