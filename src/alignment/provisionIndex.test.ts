import { describe, expect, test } from 'vitest'
import { provisionOf } from './generated.testing.ts'
import { ProvisionIndex } from './provisionIndex.ts'
import { national, regional } from './texts.testing.ts'
import type { Provision } from './types.ts'

const key = { jurisdiction: '450000', year: 2021 }
const words =
  '港口 物流 渔业 铁路 园区 水库 文化 旅游 教育 医院 公路 机场 湿地 人才 金融 贸易 能源 岸线 灌区 口岸'.split(' ')

/** Provisions that differ in the words they are made of. */
function made(count: number): Provision[] {
  return Array.from({ length: count }, (_, i) => {
    const word = (step: number) => words[(i * step + step) % words.length] ?? ''
    const clauses = [
      `推进${word(3)}与${word(7)}融合`,
      `建设第${i}号${word(11)}示范区`,
      `完善${word(13)}配套设施${i % 97}`,
    ]
    return provisionOf(`发展${word(3)}${word(17)}`, clauses)
  })
}

function indexed(provisions: readonly Provision[], at: (i: number) => typeof key = () => key): ProvisionIndex {
  const index = new ProvisionIndex()
  for (const [i, provision] of provisions.entries()) index.add(provision, at(i))
  return index
}

describe('the index', () => {
  test('[ALN-9] finds what suits best first, itself above all', () => {
    const provisions = [...national().provisions, ...regional().provisions, ...made(300)]
    const index = indexed(provisions)
    expect(index.size).toBe(provisions.length)
    for (const [i, provision] of provisions.entries()) expect(index.search(provision, 3)[0]?.provision).toBe(i)
    const railway = national().provisions.findIndex(({ title }) => title === '建设环湾铁路')
    const found = index.search(regional().provisions[2] as Provision, 5).map(({ provision }) => provision)
    expect(found).toContain(railway)
  })

  test('[ALN-9] a document is added without redoing the rest: the same as all at once', () => {
    const provisions = made(2000)
    const grown = indexed(provisions.slice(0, 1500))
    grown.search(provisions[3] as Provision, 10)
    for (const provision of provisions.slice(1500)) grown.add(provision, key)
    const whole = indexed(provisions)
    for (const at of [0, 700, 1499, 1500, 1999])
      expect(grown.search(provisions[at] as Provision, 10)).toEqual(whole.search(provisions[at] as Provision, 10))
  })

  test('[ALN-10] provinces and years are apart, and searched together or alone', () => {
    const provisions = made(600)
    const places = ['450000', '440000', '460000']
    const index = indexed(provisions, (i) => ({ jurisdiction: places[i % 3] ?? '', year: 2020 + (i % 2) }))
    const hits = index.search(
      provisions[3] as Provision,
      600,
      ({ jurisdiction, year }) => jurisdiction === '440000' && year === 2021,
    )
    expect(hits.length).toBeGreaterThan(10)
    for (const { provision } of hits) expect([provision % 3, provision % 2]).toEqual([1, 1])
    expect(index.search(provisions[3] as Provision, 1)[0]?.provision).toBe(3)
    expect(index.search(provisions[3] as Provision, 5, () => false)).toEqual([])
  })

  test('[ALN-10] a provision takes a bounded number of bytes', () => {
    const provisions = made(20_000)
    const index = indexed(provisions)
    const units = provisions.reduce((sum, { body, heading }) => sum + body.text.length + heading.text.length, 0)
    // Twice 4 bytes for each pair of characters, and the room that the arrays have to grow.
    expect(index.bytes / units).toBeLessThan(16)
  })

  test('[ALN-9] a text of any length is counted whole', () => {
    const long = provisionOf(
      '长文',
      Array.from({ length: 3000 }, (_, i) => String.fromCharCode(0x4e00 + i, 0x5e00 + ((i * 7) % 9000))),
    )
    const index = indexed([...made(50), long])
    expect(index.search(long, 1)[0]?.provision).toBe(50)
    expect(index.search(provisionOf('', ['']), 5)).toEqual([])
  })
})
