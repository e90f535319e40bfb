import { areaOf, lengthOf } from '../ellipsoid.ts'
import { boxOf, type Geometry } from '../geometry/geojson.ts'
import type { Kind } from '../kinds.ts'
import { overlay, polygonsOf, widthOf } from '../overlay/index.ts'
import { NOTHING_M2 } from '../rules/conflictRules.ts'
import { type Permission, type SitingRule, sitingRuleOf } from '../rules/sitingRules.ts'
import type { SitingVerdict, Touch } from '../schemas/siting.ts'
import { isInside, lengthInside, pointsOf } from './clip.ts'
import { contactsOf, isOn } from './contacts.ts'

/** A feature that may stand on the site. */
export interface GroundFeature {
  readonly id: number
  readonly layerId: string
  readonly kind: Kind
  readonly class: string | null
  readonly key: string
  readonly name: string
  readonly geometry: Geometry
}

/** What of the site no designation covers: m², m, or, of places, their share. */
export interface UnknownGround {
  readonly areaM2: number | null
  readonly lengthM: number | null
  readonly share: number
}

export interface Assessment {
  readonly verdict: SitingVerdict
  readonly touched: Touch[]
  readonly rules: SitingRule[]
}

/** Below either of these (m², m) a touch may be a border drawn twice: it counts, and is marked. */
const SLIVER = { areaM2: 200, widthM: 2 } as const
/** Shorter than this is what the grid of 1e-9 degree leaves over. */
const NOTHING_M = 0.01
/** A share of the site that nothing is known of, from which on the verdict says so. */
export const UNKNOWN_SHARE = 0.001

/** What of a site lies under an area, runs through or stands on it, before a rule is asked. */
type Measured = Pick<Touch, 'areaM2' | 'lengthM' | 'share' | 'crossings' | 'sliver' | 'unsure'>
const untouched: Measured = { areaM2: null, lengthM: null, share: null, crossings: 0, sliver: false, unsure: false }

/**
 * What stands on a site, how much of each, and what that permits: a prohibition beats a condition, a condition beats
 * ground of which nothing is known, and that beats a permission. A feature that no rule is about is a condition: somebody
 * has to look.
 */
export function assess(
  site: Geometry,
  features: readonly GroundFeature[],
  rules: readonly SitingRule[],
  unknown: UnknownGround,
): Assessment {
  const measured = measure(site, features)
  const said = new Map<string, SitingRule>()
  const touched: Touch[] = []
  for (const [index, feature] of features.entries()) {
    const ground = measured[index]
    if (!ground) continue
    const rule = sitingRuleOf(rules, feature.kind, feature.class)
    if (rule) said.set(rule.code, rule)
    const { id: featureId, layerId, kind, key, name } = feature
    const of = feature.class
    const permits = rule?.permits ?? 'condition'
    touched.push({ featureId, layerId, kind, class: of, key, name, rule: rule?.code ?? null, permits, ...ground })
  }
  touched.sort((one, other) => rank(one.permits) - rank(other.permits) || sizeOf(other) - sizeOf(one))
  return {
    verdict: verdictOf(
      touched.map(({ permits }) => permits),
      unknown,
    ),
    touched,
    rules: [...said.values()].sort((one, other) => rank(one.permits) - rank(other.permits)),
  }
}

const ORDER: readonly Permission[] = ['no', 'condition', 'yes']
const rank = (permits: Permission) => ORDER.indexOf(permits)
const sizeOf = ({ areaM2, lengthM }: Touch) => areaM2 ?? lengthM ?? 0

/** The verdict on what is touched and what is not known. Nothing at all is never a yes. */
export function verdictOf(permissions: readonly Permission[], unknown: UnknownGround): SitingVerdict {
  if (permissions.includes('no')) return 'no'
  if (permissions.includes('condition')) return 'condition'
  return permissions.length === 0 || unknown.share >= UNKNOWN_SHARE ? 'unknown' : 'yes'
}

function measure(site: Geometry, features: readonly GroundFeature[]): (Measured | null)[] {
  switch (site.type) {
    case 'MultiPolygon':
      return measureArea(site, features)
    case 'MultiLineString':
      return features.map(({ geometry }) => measureLine(site, geometry))
    default:
      return features.map(({ geometry }) => measurePoints(site, geometry))
  }
}

function measureArea(site: Geometry & { type: 'MultiPolygon' }, features: readonly GroundFeature[]) {
  const whole = areaOf(site) ?? 0
  const found: (Measured | null)[] = features.map(({ geometry }) => {
    if (geometry.type === 'MultiLineString') {
      const lengthM = lengthInside(geometry.coordinates, site.coordinates)
      return lengthM > NOTHING_M ? { ...untouched, lengthM } : null
    }
    return pointsOf(geometry).some((place) => isInside(place, site.coordinates)) ? untouched : null
  })
  const areas = features.flatMap(({ geometry }, index) =>
    geometry.type === 'MultiPolygon' ? [{ index, coordinates: geometry.coordinates }] : [],
  )
  const overlaps = overlay(polygonsOf([site.coordinates]), polygonsOf(areas.map(({ coordinates }) => coordinates)), {
    leastAreaM2: NOTHING_M2,
  })
  for (let one = 0; one < overlaps.count; one++) {
    const area = areas[overlaps.right[one] as number]
    if (!area) continue
    // No part is larger than the whole: the last digits of two sums are.
    const areaM2 = Math.min(overlaps.areaM2[one] as number, whole)
    const widthM = widthOf(areaM2, overlaps.perimeterM[one] as number)
    const sliver = areaM2 < SLIVER.areaM2 || widthM < SLIVER.widthM
    found[area.index] = { ...untouched, areaM2, share: whole > 0 ? areaM2 / whole : null, sliver }
  }
  for (let pair = 1; pair < overlaps.unsure.length; pair += 2) {
    const area = areas[overlaps.unsure[pair] as number]
    if (area) found[area.index] = { ...untouched, unsure: true }
  }
  return found
}

function measureLine(site: Geometry & { type: 'MultiLineString' }, geometry: Geometry): Measured | null {
  if (geometry.type === 'MultiPolygon') {
    const lengthM = lengthInside(site.coordinates, geometry.coordinates)
    const whole = lengthOf(site) ?? 0
    return lengthM > NOTHING_M
      ? { ...untouched, lengthM, share: whole > 0 ? Math.min(1, lengthM / whole) : null }
      : null
  }
  if (!meets(site, geometry)) return null
  if (geometry.type !== 'MultiLineString')
    return pointsOf(geometry).some((place) => isOn(place, site.coordinates))
      ? untouched
      : { ...untouched, unsure: true }
  const { crossings, lengthM } = contactsOf(site.coordinates, geometry.coordinates)
  if (lengthM > NOTHING_M) {
    const whole = lengthOf(site) ?? 0
    return { ...untouched, crossings, lengthM, share: whole > 0 ? Math.min(1, lengthM / whole) : null }
  }
  // The database found that they meet: what cannot be told from the grid is touched all the same.
  return { ...untouched, crossings, unsure: crossings === 0 }
}

function measurePoints(site: Geometry, geometry: Geometry): Measured | null {
  const places = pointsOf(site)
  if (geometry.type !== 'MultiPolygon') {
    const theirs = new Set(pointsOf(geometry).map(String))
    const lines = geometry.type === 'MultiLineString' ? geometry.coordinates : []
    const on = places.filter((place) => theirs.has(String(place)) || isOn(place, lines)).length
    if (on > 0) return { ...untouched, share: on / places.length }
    return meets(site, geometry) ? { ...untouched, unsure: true } : null
  }
  const inside = places.filter((place) => isInside(place, geometry.coordinates)).length
  return inside > 0 ? { ...untouched, share: inside / places.length } : null
}

function meets(one: Geometry, other: Geometry): boolean {
  const [a, b] = [boxOf(one), boxOf(other)]
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}
