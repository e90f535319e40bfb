import type { OrganizationDetail, OrganizationSummary } from '../../../../src/gazetteer/schemas.ts'

type Named = Pick<OrganizationSummary, 'id' | 'name' | 'shortName' | 'jurisdiction' | 'state'>

/** What a body is called without its place and its government: many bodies share these, and not the work. */
export function stemOf(unit: Pick<Named, 'name' | 'shortName' | 'jurisdiction'>): string {
  return withoutPlace(unit).replace(/^人民政府(?=..)/u, '')
}

function withoutPlace({ name, shortName, jurisdiction }: Pick<Named, 'name' | 'shortName' | 'jurisdiction'>): string {
  const prefixes = [jurisdiction?.name, jurisdiction?.shortName, '自治区', '省', '市', '县']
  for (const called of [name, shortName])
    for (const prefix of prefixes)
      if (prefix && called.startsWith(prefix) && called.length > prefix.length + 1) return called.slice(prefix.length)
  return name
}

/** What to look for in the gazetteer when a name as a whole is not there: its work, its beginning, its end. */
export function partsOf(stem: string): string[] {
  const parts = stem.length <= 4 ? [stem] : [stem, stem.slice(0, 4), stem.slice(-4)]
  return [...new Set(stem.length > 3 ? [...parts, stem.slice(0, 2)] : parts)]
}

/** How much of two names is the same, 0 to 1: pairs of characters that both have (Dice). */
export function likeness(one: string, other: string): number {
  const pairs = (text: string) =>
    Array.from({ length: Math.max(text.length - 1, 0) }, (_, at) => text.slice(at, at + 2))
  const [mine, theirs] = [pairs(one), pairs(other)]
  if (mine.length + theirs.length === 0) return one === other ? 1 : 0
  const left = [...theirs]
  let same = 0
  for (const pair of mine) {
    const at = left.indexOf(pair)
    if (at === -1) continue
    left.splice(at, 1)
    same++
  }
  return (2 * same) / (mine.length + theirs.length)
}

const LIKE_ENOUGH = 0.2
const MOST = 5

/**
 * Known bodies that a printed name may mean, likest first. Likeness only proposes: a person chooses. Bodies of another
 * province are never proposed, as they are never resolved.
 */
export function likelyUnits<Unit extends Named>(
  unit: Pick<OrganizationDetail, 'id' | 'name' | 'shortName' | 'jurisdiction'>,
  known: readonly Unit[],
): Unit[] {
  const stem = stemOf(unit)
  const province = unit.jurisdiction?.code.slice(0, 2)
  return [...new Map(known.map((one) => [one.id, one])).values()]
    .filter(({ id, name, state, jurisdiction }) => {
      const theirs = jurisdiction?.code.slice(0, 2)
      const near = !province || !theirs || theirs === province || theirs === '00' || province === '00'
      const bothGovern = isGovernment(name) === isGovernment(unit.name) // 人民政府督查室 is no 人民政府
      return id !== unit.id && state === 'confirmed' && near && bothGovern
    })
    .map((one) => ({ one, alike: likeness(stem, stemOf(one)) + (samePlace(unit, one) ? 0.1 : 0) }))
    .filter(({ alike }) => alike >= LIKE_ENOUGH)
    .sort((first, second) => second.alike - first.alike)
    .slice(0, MOST)
    .map(({ one }) => one)
}

const isGovernment = (name: string) => name.endsWith('政府')

const samePlace = (one: Pick<Named, 'jurisdiction'>, other: Pick<Named, 'jurisdiction'>) =>
  one.jurisdiction !== null && one.jurisdiction.code === other.jurisdiction?.code
