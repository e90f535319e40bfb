import type { ToldStatement } from './contents.ts'

// How a statement stands is the word of its owner. Here it is held against what is signed, and against what was signed here.

/** What a unit signed at this node: the digest that was computed here. */
export interface GivenHere {
  party: string
  organizationId: string
  sha256: string
}

const isOnceEach = (values: readonly string[]) => new Set(values).size === values.length

/** Whether no two parties have one name, one unit or one place. */
export const isEachItsOwn = ({ parties }: Pick<ToldStatement, 'parties'>): boolean =>
  isOnceEach(parties.map(({ name }) => name)) &&
  isOnceEach(parties.map(({ organizationId }) => organizationId)) &&
  isOnceEach(parties.map(({ jurisdictionCode }) => jurisdictionCode))

/**
 * Whether a statement is told with the year, the lines and the parties of the text that is signed: each party of the agreement
 * once, and no other. Which unit is whose the text does not say.
 */
export function isOfText(
  told: Pick<ToldStatement, 'year' | 'parties' | 'lineStates'>,
  text: { year: number; parties: readonly string[]; amounts: readonly number[] },
): boolean {
  const agreed = new Set(text.parties)
  const isAgreed = told.parties.length === agreed.size && told.parties.every(({ name }) => agreed.has(name))
  return isAgreed && isEachItsOwn(told) && told.year === text.year && told.lineStates.length === text.amounts.length
}

/**
 * What of a standing goes against what was signed at this node (`self`: its code): it is told with another digest than was
 * signed, or with another unit for that party; or it is said to be signed here and was not.
 * @returns null: nothing does
 */
export function againstOwn(
  { sha256, parties }: Pick<ToldStatement, 'sha256' | 'parties'>,
  given: readonly GivenHere[],
  self: string | undefined,
): 'changed_since_signed' | 'unsigned_here' | null {
  const isAsSigned = (own: GivenHere) =>
    own.sha256 === sha256 &&
    parties.some(({ name, organizationId }) => name === own.party && organizationId === own.organizationId)
  if (!given.every(isAsSigned)) return 'changed_since_signed'
  const isFounded = ({ name, signature }: ToldStatement['parties'][number]) =>
    signature === null || signature.node !== self || given.some(({ party }) => party === name)
  return parties.every(isFounded) ? null : 'unsigned_here'
}
