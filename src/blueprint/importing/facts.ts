import type { Box } from '../geometry/geojson.ts'
import type { ReadWkb } from './anyWkb.ts'
import { rawRows } from './rows.ts'
import type { FieldFacts } from './types.ts'

const FEW = 60
const SAMPLES = 5

/** What one pass over the raw rows tells: of each field, and how far the coordinates reach. */
export interface RawFacts {
  fields: FieldFacts[]
  extent: Box | null
  rows: Record<string, unknown>[]
}

/** Looks at every value once. @param given fields with their types, as GDAL says */
export function rawFacts(path: string, given: readonly { name: string; type: string }[]): RawFacts {
  const seen = new Map(
    given.map(({ name }) => [
      name,
      { samples: [] as string[], few: new Set<string>(), all: new Set<string>(), isUnique: true },
    ]),
  )
  const rows: Record<string, unknown>[] = []
  let extent: Box | null = null
  for (const { values, geometry } of rawRows(path)) {
    if (rows.length < 10)
      rows.push(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)])))
    for (const [name, facts] of seen) {
      const text = textOf(values[name])
      if (text === null) {
        facts.isUnique = false
        continue
      }
      if (facts.few.size <= FEW) facts.few.add(text)
      if (facts.samples.length < SAMPLES && !facts.samples.includes(text)) facts.samples.push(text.slice(0, 100))
      if (!facts.isUnique) continue
      if (facts.all.has(text)) {
        facts.isUnique = false
        facts.all.clear()
      } else facts.all.add(text)
    }
    extent = widened(extent, geometry)
  }
  const fields = given.map(({ name, type }) => {
    const { samples, few, isUnique } = seen.get(name) ?? { samples: [], few: new Set<string>(), isUnique: false }
    return {
      name,
      type,
      samples,
      values: few.size <= FEW ? [...few].map((value) => value.slice(0, 100)) : null,
      isUnique,
    }
  })
  return { fields, extent, rows }
}

/** A value as text; null: nothing there. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (value instanceof Uint8Array) return `${value.length} bytes`
  return String(value)
}

function widened(extent: Box | null, geometry: ReadWkb): Box | null {
  let box = extent
  const visit = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return
    const [x, y] = coordinates
    if (typeof x !== 'number') {
      for (const inner of coordinates) visit(inner)
      return
    }
    if (!Number.isFinite(x) || typeof y !== 'number' || !Number.isFinite(y)) return
    if (!box) box = [x, y, x, y]
    else {
      if (x < box[0]) box[0] = x
      if (y < box[1]) box[1] = y
      if (x > box[2]) box[2] = x
      if (y > box[3]) box[3] = y
    }
  }
  visit(geometry?.coordinates)
  return box
}
