import { beforeAll, describe, expect, test } from 'vitest'
import { type PersonName, withServer } from '../../test/support/index.ts'
import { layersZh } from '../../web/src/messages/blueprint/layers.zh-CN.ts'
import type { InViewList } from './schemas/inView.ts'
import type { Layer } from './schemas/layers.ts'
import { addedLayer, sent, settled, square } from './stage.testing.ts'
import { CLASS_WORDS, KIND_WORDS } from './words.ts'

const server = withServer({ prepare: settled })
const list = async (person: PersonName, query: string) =>
  sent<InViewList>((await server.as(person)).get(`/api/v1/blueprint/features?${query}`))

describe('what a map shows', () => {
  let zones: Layer
  let reserve: Layer
  beforeAll(async () => {
    const city = await server.as('city')
    zones = await addedLayer(city, { name: '甲' }, [
      { key: 'A', name: '红树林', class: 'core', geometry: square(109.1, 21.4) },
      { key: 'B', name: '=海草床', class: 'general', geometry: square(109.2, 21.4) },
      { key: 'C', name: '内陆', class: 'general', geometry: square(108.1, 22.4) },
    ])
    reserve = await addedLayer(city, { name: '乙', audience: 'jurisdiction' }, [
      { key: 'D', name: '海草场', class: 'core', geometry: square(109.15, 21.4) },
    ])
  })

  test('[BLU-62] is listed layer by layer, page by page without a gap, by box, layer and name', async () => {
    const all = await list('city', 'bbox=109,21.3,109.5,21.5')
    expect(all.items.map(({ key }) => key).sort()).toEqual(['A', 'B', 'D'])
    expect(all.total).toBe(3)
    const pages: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: InViewList = await list('city', `bbox=109,21.3,109.5,21.5&limit=1${next && `&cursor=${next}`}`)
      pages.push(...page.items.map(({ key }) => key))
      next = page.next
    }
    expect(pages).toEqual(all.items.map(({ key }) => key))
    expect((await list('city', `bbox=109,21.3,109.5,21.5&layers=${reserve.id}`)).items.map(({ key }) => key)).toEqual([
      'D',
    ])
    expect((await list('city', `bbox=107,20,112,24&layers=${zones.id}&q=红树`)).items.map(({ key }) => key)).toEqual([
      'A',
    ])
    const [item] = (await list('city', `bbox=109,21.3,109.15,21.5&layers=${zones.id}`)).items
    const [west = 0, south = 0, east = 0, north = 0] = item?.bbox ?? []
    const [longitude = 0, latitude = 0] = item?.at ?? []
    expect(longitude > west && longitude < east && latitude > south && latitude < north).toBe(true)
    expect(item).toMatchObject({ kind: 'ecological_red_line', layerName: '甲', class: 'core' })
    expect(item?.areaM2).toBeGreaterThan(0)
  })

  test('[BLU-62] is not for who does not see its layer; a box that is none is refused', async () => {
    expect((await list('otherDepartment', `bbox=107,20,112,24&layers=${reserve.id}`)).total).toBe(0)
    const city = await server.as('city')
    const wrong = await city.get('/api/v1/blueprint/features?bbox=110,21,109,22')
    expect([wrong.statusCode, wrong.json().code]).toEqual([422, 'blueprint_range_invalid'])
    const file = await city.get('/api/v1/blueprint/features.csv?bbox=110,21,109,22')
    expect([file.statusCode, file.json().code]).toEqual([422, 'blueprint_range_invalid'])
  })

  test('[BLU-62] is taken away as a table with the words of the page', async () => {
    const city = await server.as('city')
    const file = await city.get(`/api/v1/blueprint/features.csv?bbox=109,21.3,109.5,21.5&layers=${zones.id}`)
    expect(file.headers['content-type']).toContain('text/csv')
    const [head, ...rows] = file.body.trim().split('\r\n')
    expect(head).toContain('名称,编号,类别,图层')
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatch(/^红树林,A,生态保护红线,甲,核心区,\d+/)
    expect(rows[1]).toMatch(/^'=海草床,B,/)
    expect({ kinds: KIND_WORDS, classes: CLASS_WORDS }).toEqual({ kinds: layersZh.kinds, classes: layersZh.classes })
  })
})
