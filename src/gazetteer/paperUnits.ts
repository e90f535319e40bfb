import type { Trx } from '../platform/database/index.ts'
import { firstDay } from './catalogue.ts'
import { jurisdictionIndex } from './jurisdictions.ts'
import type { Organization } from './organizations.ts'
import { jurisdictionOfPaper } from './papers.ts'
import { findOrAddOrganizations, findSuccessions } from './resolve.ts'

/** A unit as a list shows it. */
export interface UnitRef {
  id: string
  name: string
  shortName: string
}

/** What is known of the paper that prints the names. */
export interface PaperFacts {
  issuer: string | null
  title: string
  /** ISO date, or its known part: 2017, 2017-01. */
  date: string | null
}

/** Whom a printed name meant on the paper's day, and who holds its duty today. */
export interface PaperUnit {
  /** Null for a class (国务院有关部门), and where the paper does not say enough to tell one unit. */
  organization: UnitRef | null
  /** Several where the unit was split and the duty text does not decide: a person must. */
  today: readonly UnitRef[]
}

/**
 * The units behind the printed names of one paper, added as provisional where the gazetteer does not know them.
 * `dutyTexts` gives, for a name, the words of the duty, which decide where a unit was split. Any number at once.
 */
export async function findPaperUnits(
  trx: Trx,
  paper: PaperFacts,
  printed: Iterable<string>,
  today: string,
  dutyTexts: ReadonlyMap<string, string> = new Map(),
): Promise<Map<string, PaperUnit>> {
  const date = paper.date === null ? null : firstDay(paper.date).day
  const jurisdiction = jurisdictionOfPaper(paper.issuer, paper.title, jurisdictionIndex())
  const found = [
    ...(await findOrAddOrganizations(trx, printed, { date, jurisdiction, today, foundIn: paper.title })).values(),
  ]
  const known = found.filter((one) => one.organization !== null)
  const successions = await findSuccessions(
    trx,
    known.flatMap(({ printed: name, organization }) =>
      organization ? [{ organizationId: organization.id, since: date, dutyText: dutyTexts.get(name) ?? '' }] : [],
    ),
    today,
  )
  const units = new Map<string, PaperUnit>(found.map((one) => [one.printed, { organization: null, today: [] }]))
  for (const [position, { printed: name, organization }] of known.entries()) {
    if (!organization) continue
    const holders = successions[position]?.holders.map((holder) => refOf(holder.organization)) ?? []
    units.set(name, { organization: refOf(organization), today: holders })
  }
  return units
}

export function refOf({ id, name, shortName }: Pick<Organization, 'id' | 'name' | 'shortName'>): UnitRef {
  return { id, name, shortName }
}
