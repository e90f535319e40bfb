import { Exact } from '../../../platform/exact.ts'
import { type CityWaterIndex, cityWaterIndex } from '../../standards/surfaceWater/cityIndex.ts'
import { meansOver } from '../../standards/surfaceWater/group.ts'
import type { SectionOfPeriod } from './water.ts'

/** The index of a city: of its rivers, of its lakes, and of both by the number of their sections. */
export interface CityIndex {
  index: string
  rivers: CityWaterIndex | null
  lakes: CityWaterIndex | null
  /** Items that its rivers or its lakes lack, where it has any. */
  missing: readonly string[]
}

/**
 * 城市水质指数 of these sections (MON-12): the index of the means over the river sections and that over the lakes, weighed
 * by their numbers (own). Null where nothing was measured.
 * @param only items that take part
 */
export function cityIndexOf(sections: readonly SectionOfPeriod[], only?: ReadonlySet<string>): CityIndex | null {
  const parts = (['river', 'lake'] as const).map((water) => {
    const own = sections.filter((one) => one.section.water === water && one.class !== null)
    return { count: own.length, found: own.length === 0 ? null : cityWaterIndex(meansOver(own), water, only) }
  })
  const [rivers, lakes] = parts
  const counted = parts.flatMap(({ count, found }) => (found?.index ? [{ count, index: found.index }] : []))
  const count = counted.reduce((sum, one) => sum + one.count, 0)
  if (count === 0) return null
  const index = Exact.sum(counted.map((one) => Exact.of(one.index).times(one.count))).over(count)
  return {
    index: index.roundedHalfEven(4).toText(),
    rivers: rivers?.found ?? null,
    lakes: lakes?.found ?? null,
    missing: [...new Set(parts.flatMap(({ found }) => found?.missing ?? []))],
  }
}

/** Cities side by side: the items that the rivers and the lakes of each of them have, and their indices over these alone. */
export interface ComparedCities {
  items: readonly string[]
  /** By city; null: nothing was measured there, or no item is common to all. */
  indices: ReadonlyMap<string, string | null>
}

/**
 * Indices that compare (MON-172): each is a sum over items, so that whoever measured fewer of them would stand better. Only
 * items that every city with a class has take part.
 */
export function compareCities(cities: ReadonlyMap<string, readonly SectionOfPeriod[]>): ComparedCities {
  const measured = [...cities.values()].flatMap((sections) => {
    const found = cityIndexOf(sections)
    return found
      ? [found.rivers, found.lakes].flatMap((part) => (part ? [part.parts.map(({ code }) => code)] : []))
      : []
  })
  const [first = [], ...others] = measured
  const items = first.filter((code) => others.every((codes) => codes.includes(code)))
  const only = new Set(items)
  return {
    items,
    indices: new Map([...cities].map(([city, sections]) => [city, cityIndexOf(sections, only)?.index ?? null])),
  }
}
