import { describe, expect, test } from 'vitest'
import { layersWord, placeOf, placeWord, pointOf, pointWord, readView, shownLayers } from './view.ts'

describe('[BLU-57] what the map shows stands in the address', () => {
  test('all words of a view are read back as they were written', () => {
    const view = {
      at: placeWord({ lng: 108.512345678, lat: 21.9 }, 7.256),
      layers: layersWord([
        { id: '1a2b3c4d', opacity: 60 },
        { id: '5e6f7a8b', opacity: 100 },
      ]),
      on: '2024-06-30',
      panel: 'conflicts',
      point: pointWord({ lng: 108.5, lat: -0.25 }),
      compare: '2020-01-01',
      since: '2019-12-31',
      conflict: '0190-ab',
      siting: 'list',
      site: 'area:109.1,21.4;109.2,21.4;109.2,21.5',
      project: '00000000-0000-4000-8000-000000000000',
      buffer: '200m',
      checked: 'yes',
      over: 'projects',
    } as const
    expect(readView(view)).toEqual(view)
    expect(placeOf(view.at)).toEqual({ center: [108.51235, 21.9], zoom: 7.26 })
    expect(pointOf(view.point)).toEqual([108.5, -0.25])
    expect(shownLayers(view.layers)).toEqual([
      { id: '1a2b3c4d', opacity: 60 },
      { id: '5e6f7a8b', opacity: 100 },
    ])
  })

  test('no layer, and layers by default, are two things', () => {
    expect(shownLayers(layersWord([]))).toEqual([])
    expect(shownLayers(readView({}).layers)).toBeNull()
  })

  test('what does not fit is as if it were not there', () => {
    expect(
      readView({
        at: 'here',
        layers: '../etc',
        on: '1999-01-01',
        panel: 'x',
        point: '1',
        compare: '<b>',
        since: 5,
        conflict: 'x y',
        over: 'projects,all',
      }),
    ).toEqual({})
    for (const day of ['2024-13-39', '2023-02-29', '2024-00-10'])
      expect(readView({ on: day, since: day, compare: day })).toEqual({})
    expect(readView({ on: '2024-02-29' })).toEqual({ on: '2024-02-29' })
    expect(placeOf(undefined)).toBeNull()
    expect(pointOf('108')).toBeNull()
  })
})
