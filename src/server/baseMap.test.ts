import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { originsOf } from './baseMap.ts'
import { readSettings } from './settings.ts'

const read = (env: Record<string, string>) => readSettings(tmpdir(), env).baseMap
const WHOSE = { QUNCE_BASEMAP_ATTRIBUTION: '天地图' }
const TIANDITU =
  'https://t0.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&TILEMATRIXSET=w&TILEMATRIX={TileMatrix}&TILEROW={TileRow}&TILECOL={TileCol}&tk=secret'

describe('[BLU-64] a tile service', () => {
  test('is none unless one is named', () => expect(read({})).toBeUndefined())

  test('is a template of WMTS or XYZ, or several, with whose map it is and its 审图号', () => {
    const map = read({
      ...WHOSE,
      QUNCE_BASEMAP_URL: `${TIANDITU} https://tiles.test/cva/{z}/{x}/{y}.png`,
      QUNCE_BASEMAP_APPROVAL: 'GS（2024）0650号',
      QUNCE_BASEMAP_MAX_ZOOM: '16',
    })
    expect(map).toEqual({
      tiles: [
        TIANDITU.replace('{TileMatrix}', '{z}').replace('{TileRow}', '{y}').replace('{TileCol}', '{x}'),
        'https://tiles.test/cva/{z}/{x}/{y}.png',
      ],
      tileSize: 256,
      maxZoom: 16,
      attribution: '天地图',
      approval: 'GS（2024）0650号',
    })
    expect(map && originsOf(map)).toEqual(['https://t0.tianditu.gov.cn', 'https://tiles.test'])
  })

  test.each([
    ['tiles/{z}/{x}/{y}.png', 'must be an address'],
    ['file:///{z}/{x}/{y}.png', 'must begin with https'],
    ['https://t{s}.test/{z}/{x}/{y}.png', 'must'],
    ['https://tiles.test/{z}/{x}.png', 'must hold {z}'],
    ['https://tiles.test/{z}/{x}/{y}/{q}.png', 'must hold {z}'],
    ['https://user:secret@tiles.test/{z}/{x}/{y}.png', 'must not hold a user'],
    [TIANDITU.replace('vec_w', 'vec_c').replace('SET=w', 'SET=c'), 'must be in Web Mercator'],
  ])('that is not one is refused, and its token not told: %s', (url, why) => {
    const refused = () => read({ ...WHOSE, QUNCE_BASEMAP_URL: url })
    expect(refused).toThrow('QUNCE_BASEMAP_URL')
    expect(refused).toThrow(why)
    expect(refused).not.toThrow('secret')
  })

  test('must say whose it is; a depth that is none is refused', () => {
    const url = { QUNCE_BASEMAP_URL: 'https://tiles.test/{z}/{x}/{y}.png' }
    expect(() => read(url)).toThrow('QUNCE_BASEMAP_ATTRIBUTION')
    expect(() => read({ ...url, ...WHOSE, QUNCE_BASEMAP_MAX_ZOOM: 'deep' })).toThrow('QUNCE_BASEMAP_MAX_ZOOM')
    expect(() => read({ ...url, ...WHOSE, QUNCE_BASEMAP_TILE_SIZE: '300' })).toThrow('256, 512')
  })
})
