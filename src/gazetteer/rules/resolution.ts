import type { JurisdictionIndex } from '../jurisdictions.ts'
import { NATION } from '../jurisdictions.ts'
import { type BodyName, type NameKey, type Near, readName, tidy } from '../names.ts'
import {
  kindOfName,
  type Organization,
  type OrganizationKind,
  type OrganizationName,
  type OrganizationRelation,
} from '../organizations.ts'
import { followSuccession, type Succession } from './succession.ts'

/** The paper a name is printed in. */
export interface PaperContext {
  /** ISO day of the paper; null where unknown, and then names are read as of `today`. */
  date: string | null
  /** Code of the jurisdiction that issued it (000000 for national papers); null where unknown or several. */
  jurisdiction: string | null
  /** What belongs to the clusters of that jurisdiction. */
  near?: Near
  /** ISO day at which the duty is asked for. */
  today: string
}

/** What a unit would be that the gazetteer does not know: the proposal for a provisional entry. */
export interface ProposedOrganization {
  jurisdiction: string | null
  kind: OrganizationKind
  name: string
  shortName: string
  scope: string
  key: string
}

export type Resolution =
  /** A set the text does not list, not a body. */
  | { outcome: 'class'; printed: string }
  /** 省… in a paper that does not say of which province. */
  | { outcome: 'needs_context'; printed: string; missing: 'province' | 'city' | 'county' }
  | { outcome: 'unknown'; printed: string; proposal: ProposedOrganization }
  /** Several units bore this name on that day. */
  | { outcome: 'ambiguous'; printed: string; candidates: readonly Organization[] }
  | {
      outcome: 'resolved'
      printed: string
      organization: Organization
      /** `ended` or `not_yet`: the paper names a unit that no longer, or not yet, stood on its day. */
      standing: 'valid' | 'ended' | 'not_yet'
      today: Succession
    }

/** The part of the gazetteer that the names at hand may touch. */
export interface OrganizationKnowledge {
  named(key: NameKey): readonly OrganizationName[]
  organization(id: string): Organization | undefined
  relationsFrom(id: string): readonly OrganizationRelation[]
}

/**
 * Which unit a printed name means: the one that bore it on the paper's day, in the province the paper speaks of, and
 * who holds its duty today. `dutyText` is the sentence that assigns it, and decides where a unit was split.
 * Never by similarity: 海洋和渔业厅 (Guangxi) and 海洋与渔业厅 (Guangdong) are two bodies.
 */
export function resolveOrganization(
  printed: string,
  dutyText: string,
  paper: PaperContext,
  knowledge: OrganizationKnowledge,
  index: JurisdictionIndex,
): Resolution {
  const read = readName(printed, paper.jurisdiction, index, paper.near)
  if (read.kind === 'class') return { outcome: 'class', printed }
  if (read.kind === 'needs_context') return { outcome: 'needs_context', printed, missing: read.missing }

  for (const key of read.keys) {
    const names = knowledge.named(key).filter((name) => mayMean(name, key, paper))
    const candidates = bestCandidates(names, paper, knowledge)
    if (candidates.length > 1) return { outcome: 'ambiguous', printed, candidates }
    const organization = candidates[0]
    if (!organization) continue
    const until = paper.date !== null && paper.date > paper.today ? paper.date : paper.today
    return {
      outcome: 'resolved',
      printed,
      organization,
      standing: standingOf(organization, paper.date ?? paper.today),
      today: followSuccession(organization, paper.date, until, dutyText, knowledge),
    }
  }
  return { outcome: 'unknown', printed, proposal: propose(printed, read, index) }
}

/** A name kept for its own papers (发展改革委 alone) means the national body in national papers only. */
function mayMean(name: OrganizationName, key: NameKey, paper: PaperContext): boolean {
  return !name.ownPapersOnly || key.scope !== NATION || paper.jurisdiction === NATION
}

const NAME_RANK = { full: 0, short: 1, alias: 2, printed: 3 } as const

/** Those who stood on the paper's day; else those who stood nearest to it. Of these, the ones named most properly. */
function bestCandidates(
  names: readonly OrganizationName[],
  paper: PaperContext,
  knowledge: OrganizationKnowledge,
): Organization[] {
  const day = paper.date ?? paper.today
  const found = new Map<string, { organization: Organization; distance: number; rank: number }>()
  for (const name of names) {
    const organization = knowledge.organization(name.organizationId)
    if (!organization || organization.state === 'merged') continue
    const distance = Math.max(
      daysOutside(day, organization.validFrom, organization.validTo),
      daysOutside(day, name.validFrom, name.validTo),
    )
    const known = found.get(organization.id)
    const rank = Math.min(NAME_RANK[name.kind], known?.rank ?? 9)
    found.set(organization.id, { organization, distance: Math.min(distance, known?.distance ?? Infinity), rank })
  }
  const all = [...found.values()]
  const nearest = Math.min(...all.map((one) => one.distance))
  const near = all.filter((one) => one.distance === nearest)
  const best = Math.min(...near.map((one) => one.rank))
  return near.filter((one) => one.rank === best).map((one) => one.organization)
}

/** 0 inside [from, to]; else how many days before or after. */
function daysOutside(day: string, from: string | null, to: string | null): number {
  if (from !== null && day < from) return (Date.parse(from) - Date.parse(day)) / 86_400_000
  if (to !== null && day > to) return (Date.parse(day) - Date.parse(to)) / 86_400_000
  return 0
}

function standingOf(organization: Organization, day: string): 'valid' | 'ended' | 'not_yet' {
  if (organization.validFrom !== null && day < organization.validFrom) return 'not_yet'
  if (organization.validTo !== null && day > organization.validTo) return 'ended'
  return 'valid'
}

function propose(printed: string, read: BodyName, index: JurisdictionIndex): ProposedOrganization {
  const shortName = tidy(printed)
  const place = read.jurisdiction === null ? undefined : index.byCode(read.jurisdiction)
  return {
    jurisdiction: read.jurisdiction,
    kind: kindOfName(read.body),
    name: read.relative && place ? `${place.name}${read.body}` : shortName,
    shortName,
    scope: read.keys[0].scope,
    key: read.keys[0].key,
  }
}
