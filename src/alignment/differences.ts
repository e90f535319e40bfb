import type { Named, NamedTarget, NamedWork, Provision, Span } from './types.ts'

/**
 * Where two provisions speak of the same thing and say otherwise. The upper text is not taken to be right: a person
 * decides.
 */
export type Difference =
  | { kind: 'target_value' | 'target_year'; subject: string; upper: NamedTarget; lower: NamedTarget }
  | { kind: 'stage'; work: string; upper: NamedWork; lower: NamedWork }
  | { kind: 'place'; work: string; upper: NamedWork; lower: NamedWork }
  | { kind: 'lead'; upper: readonly Named[]; lower: readonly Named[] }

/** Words for what is done with a work, from the first thought of it to its end. */
const STAGES: readonly RegExp[] = [
  /研究|谋划|论证|前期/u,
  /规划|拟建/u,
  /推进|推动|实施|建设|新建|扩建|改建|改造|开工|启动/u,
  /建成|续建|投产|完工|通车|贯通/u,
]
/** A shorter subject fits too much; so does a shorter name of a work without its place (高速公路). */
const SHORTEST = 3
const SHORTEST_WORK = 5

/** All differences of a pair, in the order of the upper text. Pure. */
export function differencesBetween(upper: Provision, lower: Provision): Difference[] {
  const found: { at: number; difference: Difference }[] = []
  const put = (at: Span, difference: Difference) => found.push({ at: at[0], difference })
  for (const above of upper.targets) {
    const below = lower.targets.find((target) => isSameMatter(above, target))
    if (!below) continue
    if (above.value !== below.value || above.comparator !== below.comparator)
      put(above.span, { kind: 'target_value', subject: above.subject, upper: above, lower: below })
    if (above.year !== null && below.year !== null && above.year !== below.year)
      put(above.span, { kind: 'target_year', subject: above.subject, upper: above, lower: below })
  }
  for (const above of upper.works) {
    const same = lower.works.find(({ name }) => name === above.name)
    if (same) {
      const [before, after] = [stageOf(above), stageOf(same)]
      if (before !== null && after !== null && before !== after)
        put(above.span, { kind: 'stage', work: above.name, upper: above, lower: same })
      continue
    }
    const { core, places } = withoutPlaces(above, upper.named)
    // A place that both texts name is one of a list of places, and no other place.
    if (places.length === 0 || core.length < SHORTEST_WORK || places.some((place) => namesPlace(lower, place))) continue
    const elsewhere = lower.works.find((work) => {
      const other = withoutPlaces(work, lower.named)
      return other.core === core && other.places.length > 0 && !other.places.some((place) => namesPlace(upper, place))
    })
    if (elsewhere) put(above.span, { kind: 'place', work: core, upper: above, lower: elsewhere })
  }
  if (upper.leads.length > 0 && lower.leads.length > 0) {
    const cores = new Set(upper.leads.map(({ name }) => dutyOf(name)))
    if (!lower.leads.some(({ name }) => cores.has(dutyOf(name))))
      put(upper.leads[0]?.span ?? upper.span, { kind: 'lead', upper: upper.leads, lower: lower.leads })
  }
  return found.sort((a, b) => a.at - b.at).map(({ difference }) => difference)
}

/** One says of the other's subject: the same unit, and one subject within the other (港口吞吐能力, 港口吞吐). */
function isSameMatter(one: NamedTarget, other: NamedTarget): boolean {
  if (one.unit !== other.unit) return false
  const [short, long] = one.subject.length <= other.subject.length ? [one, other] : [other, one]
  return short.subject.length >= SHORTEST && long.subject.includes(short.subject)
}

/** How far a work is by the last word said of it; null where nothing is said. */
function stageOf({ stage }: NamedWork): number | null {
  if (stage === null) return null
  const found = STAGES.findLastIndex((words) => words.test(stage))
  return found < 0 ? null : found
}

/** The name of a work without the places in it, and the places. */
function withoutPlaces({ name, span }: NamedWork, named: readonly Named[]): { core: string; places: string[] } {
  let core = name
  const places: string[] = []
  for (const { kind, name: place, span: at } of named) {
    if (kind !== 'place' || at[0] < span[0] || at[1] > span[1]) continue
    places.push(place)
    const short = place.replace(/(?:省|市|县|区)$/u, '')
    core = core.replace(core.includes(place) ? place : short, '')
  }
  return { core: core.replaceAll('—', ''), places }
}

const namesPlace = ({ named }: Provision, place: string) =>
  named.some(({ kind, name }) => kind === 'place' && name === place)

/** What a body does, whose it is left out: 国家发展改革委 and 自治区发展改革委 do the same. */
function dutyOf(name: string): string {
  return name
    .replace(/^(?:国家|全国|自治区|省|市|县|\p{Script=Han}{2,8}?(?:省|自治区|市|县))/u, '')
    .replace(/人民政府/u, '政府')
}
