import { isClean, visible } from '../../platform/http/index.ts'
import { areaOf, lengthOf } from '../ellipsoid.ts'
import { type Box, boxOf, countVertices, type Geometry, joinBoxes } from '../geometry/geojson.ts'
import { type FaultFacts, normalizeGeometry } from '../geometry/normalize.ts'
import { classesOf, fitsKind, type Kind, shapeOf, shapeOfGeometry } from '../kinds.ts'
import type { ReadWkb } from './anyWkb.ts'
import { textOf } from './facts.ts'
import { IMPORT_LIMITS } from './limits.ts'
import { classOf, readDay } from './mapping.ts'
import type { Problems } from './problems.ts'
import type { Mapping, ProblemCode, StagedLine } from './types.ts'

/** What our own downloads say beside the attributes: read again, it is no attribute. */
const OWN: readonly string[] = ['key', 'name', 'class', 'valid_from', 'valid_to', 'area_m2', 'length_m', 'vertices']
/** By which one of them is known. */
const OURS = ['key', 'valid_from', 'area_m2', 'length_m']

/** Sums over what was staged. */
export class Totals {
  features = 0
  vertices = 0
  areas = 0
  lines = 0
  points = 0
  areaM2: number | null = null
  lengthM: number | null = null
  bbox: Box | null = null

  add(geometry: Geometry): void {
    this.vertices += countVertices(geometry)
    if (geometry.type === 'MultiPolygon') this.areas++
    else if (geometry.type === 'MultiLineString') this.lines++
    else this.points++
    const [areaM2, lengthM] = [areaOf(geometry), lengthOf(geometry)]
    if (areaM2 !== null) this.areaM2 = (this.areaM2 ?? 0) + areaM2
    if (lengthM !== null) this.lengthM = (this.lengthM ?? 0) + lengthM
    this.bbox = joinBoxes(this.bbox, boxOf(geometry))
  }
}

/** Turns rows into features as the blueprint takes them, and tells what is wrong with each. */
export class Stager {
  readonly totals = new Totals()
  readonly #mapping: Mapping
  readonly #mapped: ReadonlySet<string | null>
  readonly #kind: Kind | undefined
  readonly #problems: Problems
  readonly #hasRingOrder: boolean
  readonly #keys = new Map<string, number>()

  constructor(mapping: Mapping, kind: Kind | undefined, problems: Problems, hasRingOrder: boolean) {
    this.#hasRingOrder = hasRingOrder
    this.#mapping = mapping
    this.#mapped = new Set([mapping.key, mapping.name, mapping.class, mapping.validFrom, mapping.validTo])
    this.#kind = kind
    this.#problems = problems
  }

  /** The feature of a row; null where it has no geometry that could be taken. */
  take(n: number, values: Record<string, unknown>, given: ReadWkb, wasThere: boolean): StagedLine | null {
    this.totals.features++
    const properties = this.#properties(n, values)
    const geometry = this.#geometry(n, properties.key, given, wasThere)
    if (!geometry) return null
    this.totals.add(geometry)
    return { type: 'Feature', properties, geometry }
  }

  #geometry(n: number, key: string, given: ReadWkb, wasThere: boolean): Geometry | null {
    if (given === null && wasThere) {
      this.#problems.add({ feature: n, key, field: 'geometry', code: 'not_reprojectable' })
      return null
    }
    const { geometry, faults } = normalizeGeometry(given, { hasRingOrder: this.#hasRingOrder })
    for (const { code, place, facts } of faults)
      this.#problems.add({ feature: n, key, field: 'geometry', code, place, facts })
    if (!geometry) return null
    if (this.#kind && !fitsKind(this.#kind, geometry.type)) {
      this.#problems.add({
        feature: n,
        key,
        field: 'geometry',
        code: 'shape_unfit',
        facts: { wanted: shapeOf(this.#kind), given: shapeOfGeometry(geometry.type) ?? geometry.type },
      })
      return null
    }
    const vertices = countVertices(geometry)
    if (vertices <= IMPORT_LIMITS.featureVertices) return geometry
    this.#problems.add({
      feature: n,
      key,
      field: 'geometry',
      code: 'too_many_vertices',
      facts: { positions: vertices, most: IMPORT_LIMITS.featureVertices },
    })
    return null
  }

  #properties(n: number, values: Record<string, unknown>): StagedLine['properties'] {
    const { key: keyField, name: nameField } = this.#mapping
    const key = this.#key(n, keyField === null ? String(n) : textOf(values[keyField]), keyField ?? 'key')
    const name = nameField === null ? '' : (textOf(values[nameField]) ?? '')
    if (name.length > 300) this.#tell(n, key, nameField ?? 'name', 'name_too_long', { length: name.length })
    const validFrom = this.#day(n, key, this.#mapping.validFrom, values)
    const validTo = this.#day(n, key, this.#mapping.validTo, values)
    if (validFrom && validTo && validTo < validFrom)
      this.#tell(n, key, this.#mapping.validTo ?? 'validTo', 'days_reversed', { from: validFrom, to: validTo })
    const attributes: Record<string, unknown> = {}
    const isOurs = OURS.every((field) => field in values)
    for (const [field, value] of Object.entries(values)) {
      const text = textOf(value)
      const isOwn = OWN.includes(field)
      if (text === null || (isOwn && (isOurs || this.#mapped.has(field)))) continue
      if (!isClean(text, 'prose')) this.#tell(n, key, field, 'text_unclean', { value: visible(text.slice(0, 40)) })
      // Of another file it is an attribute, under a name that ours does not take when it is downloaded.
      attributes[isOwn ? `${field}_` : field] = typeof value === 'number' ? value : text
    }
    return {
      n,
      key,
      name,
      class: this.#class(n, key, values),
      validFrom,
      validTo,
      attributes: JSON.stringify(attributes),
    }
  }

  #key(n: number, given: string | null, field: string): string {
    const key = given?.trim() ?? ''
    if (!key) {
      this.#tell(n, null, field, 'key_missing')
      return `#${n}`
    }
    if (key.length > 200) this.#tell(n, key.slice(0, 200), field, 'key_too_long', { length: key.length })
    const first = this.#keys.get(key)
    // The same thing may stand twice where each is in force at another time: the days decide when it is applied.
    if (first !== undefined && !this.#mapping.validFrom) this.#tell(n, key, field, 'key_twice', { first })
    else this.#keys.set(key, n)
    return key.slice(0, 200)
  }

  #class(n: number, key: string, values: Record<string, unknown>): string | null {
    const { class: field, classes } = this.#mapping
    if (field === null || !this.#kind) return null
    const word = textOf(values[field])
    if (word === null) return null
    const found = classes[word] ?? classOf(word, this.#kind)
    if (found && classesOf(this.#kind).includes(found)) return found
    this.#tell(n, key, field, 'class_unknown', { value: word.slice(0, 60), classes: classesOf(this.#kind) })
    return null
  }

  #day(n: number, key: string, field: string | null, values: Record<string, unknown>): string | null {
    const text = field === null ? null : textOf(values[field])
    if (text === null || field === null) return null
    const day = readDay(text)
    if (!day) this.#tell(n, key, field, 'day_unreadable', { value: text.slice(0, 60) })
    return day
  }

  #tell(n: number, key: string | null, field: string, code: ProblemCode, facts: FaultFacts = {}): void {
    this.#problems.add({ feature: n, key, field, code, facts })
  }
}
