import { isDeepStrictEqual } from 'node:util'
import type { DerivedCommitment } from './derived.ts'
import type { OutlineNode } from './parsing/types.ts'
import type { Commitment, Found, OrganizationRef, ProvisionRef, Responsibility, Role } from './schemas.ts'
import type { CommitmentImage } from './tables.ts'
import type { ResolvedUnit } from './units.ts'

/** Room for the places of one document among the sort keys of all: more characters than a document may have. */
export const PLACES = 2 ** 26

export const ROLE_BITS: Readonly<Record<Role, number>> = { lead: 1, participant: 2, responsible: 4 }

/** Newest document first, then the order of its text. */
export const sortKeyOf = (ordinal: number, place: number) => place - ordinal * PLACES
export const placeOf = (sortKey: number) => ((sortKey % PLACES) + PLACES) % PLACES

export const rolesOf = (responsibilities: readonly { role: Role }[]) =>
  responsibilities.reduce((bits, { role }) => bits | ROLE_BITS[role], 0)

/** Marker and title of a provision, as people name it. */
export function labelOf(node: Pick<OutlineNode, 'marker' | 'title'> | undefined, address: string): string {
  if (!node) return address
  const space = /^第.+[章节条编篇]$/u.test(node.marker) ? ' ' : ''
  return `${node.marker}${node.marker && node.title ? space : ''}${node.title}` || address
}

export class Labels {
  readonly #nodes: ReadonlyMap<string, OutlineNode>

  constructor(outline: readonly OutlineNode[]) {
    this.#nodes = new Map(outline.map((node) => [node.id, node]))
  }

  of(address: string): ProvisionRef {
    return { address, label: labelOf(this.#nodes.get(address), address) }
  }
}

/** Who holds a unit's duty now, where it is not the unit itself. */
export function successorsOf(unit: Pick<ResolvedUnit, 'organization' | 'today'> | undefined): OrganizationRef[] {
  if (!unit) return []
  const itself = unit.organization?.id
  return unit.today.every(({ id }) => id === itself) ? [] : [...unit.today]
}

/** A commitment as the machine found it, before anybody touched it. */
export function imageOf(
  derived: DerivedCommitment,
  version: number,
  labels: Labels,
  units: ReadonlyMap<string, ResolvedUnit>,
): CommitmentImage {
  const responsibilities = derived.responsibilities.map((named): Responsibility => {
    const resolved = named.kind === 'unit' ? units.get(named.printed) : undefined
    return {
      kind: named.kind,
      printed: named.printed,
      role: named.role,
      organization: resolved?.organization ?? null,
      today: successorsOf(resolved),
      span: [named.span[0], named.span[1]],
      inheritedFrom: named.inheritedFrom,
    }
  })
  const { deadline } = derived
  return {
    version,
    kind: derived.kind,
    state: 'extracted',
    current: true,
    title: derived.title,
    text: derived.text,
    span: [derived.span[0], derived.span[1]],
    provision: labels.of(derived.provision),
    chapter: labels.of(derived.chapter),
    responsibilities,
    open: derived.open,
    deadline: deadline && {
      ...deadline,
      date: deadline.date && isDay(deadline.date) ? deadline.date : null,
      span: deadline.span && [deadline.span[0], deadline.span[1]],
    },
    target: derived.target,
    project: derived.project,
    edited: false,
    review: null,
    confirmed: null,
  }
}

/** 2020-02-30 is no day, and a database would refuse it. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

export function foundOf(image: CommitmentImage): Found {
  const { version, kind, title, text, span, provision, responsibilities, open, deadline, target, project } = image
  return { version, kind, title, text, span, provision, responsibilities, open, deadline, target, project }
}

export function imageOfCommitment(commitment: Commitment): CommitmentImage {
  const { version, kind, state, current, title, text, span, provision, chapter, responsibilities, open } = commitment
  const { deadline, target, project, edited, review, confirmed } = commitment
  return {
    ...{ version, kind, state, current, title, text, span, provision, chapter, responsibilities, open },
    ...{ deadline, target, project, edited, review, confirmed },
  }
}

/** Of two images only what differs, from both sides: what a change keeps. */
export function differenceOf(
  before: CommitmentImage,
  after: CommitmentImage,
): { before: Partial<CommitmentImage>; after: Partial<CommitmentImage> } {
  const differs = (Object.keys(after) as (keyof CommitmentImage)[]).filter(
    (key) => !isDeepStrictEqual(before[key], after[key]),
  )
  const only = (image: CommitmentImage) =>
    Object.fromEntries(differs.map((key) => [key, image[key]])) as Partial<CommitmentImage>
  return { before: only(before), after: only(after) }
}
