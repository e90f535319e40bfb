import type { FeatureCollection } from 'geojson'
import { expect, test } from 'vitest'
import { notesOf } from './legend.ts'

const shapes = (...properties: object[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: properties.map((one) => ({
    ...{ type: 'Feature', properties: one },
    geometry: { type: 'Point', coordinates: [109, 21] },
  })),
})

test('[BLU-65] the legend names what is drawn over the layers, and nothing else', () => {
  expect(notesOf({ layers: [], outlines: null })).toEqual([])
  const drawing = {
    ...{ layers: [], outlines: null, projects: shapes({}), lights: shapes({ light: 'red' }, { light: 'red' }) },
    conflicts: shapes({ state: 'open', sliver: false }, { state: 'open', sliver: true }),
    difference: shapes({ change: 'added' }),
    measure: shapes(),
  }
  expect(notesOf(drawing).map(({ note }) => note)).toEqual([
    ...['conflict_open', 'conflict_sliver', 'difference_added', 'project', 'light_red'],
  ])
})
