import { jurisdictionIndex } from '../gazetteer/index.ts'
import type { PlaceEntry } from '../plan/parsing/types.ts'

/** A province is one of those a plan is made for from this share of the places that the plan names on. */
const LEAST_SHARE = 0.1

/** Codes that bear a name; several where the name alone does not tell. */
export function codesOf(name: string): string[] {
  const hit = jurisdictionIndex()
    .startingWith(name)
    .find((one) => one.name === name)
  return (hit?.found ?? []).map(({ code }) => code)
}

/** The provinces that a plan is made for, by the places it names: partners far away are named now and then. */
export function addresseesOf(places: readonly PlaceEntry[]): string[] {
  const index = jurisdictionIndex()
  const counts = new Map<string, number>()
  for (const { name } of places) {
    const provinces = new Set(codesOf(name).flatMap((code) => index.provinceOf(code)?.code ?? []))
    const [only] = provinces
    if (provinces.size === 1 && only) counts.set(only, (counts.get(only) ?? 0) + 1)
  }
  return [...counts].filter(([, count]) => count >= places.length * LEAST_SHARE).map(([code]) => code)
}
