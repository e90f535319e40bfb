import { describe, expect, test } from 'vitest'
import { jurisdictionIndex, NATION, readJurisdictions, shortNameOf } from './jurisdictions.ts'

const all = readJurisdictions()
const index = jurisdictionIndex()

describe('the code table', () => {
  test('holds what stands today and what plans still write', () => {
    expect(index.byCode('450181')).toMatchObject({ name: '横州市', parent: '450100', validFrom: '2021-02-03' })
    expect(index.byCode('450127')).toMatchObject({ name: '横县', validTo: '2021-02-02', successor: '450181' })
    expect(index.byCode('460400')).toMatchObject({ name: '儋州市', level: 'city', parent: '460000' })
    expect(index.byCode('469023')).toMatchObject({ name: '澄迈县', level: 'county', parent: '460000' })
    expect(index.byCode('450000')?.abbreviations).toEqual(['桂'])
  })

  test('is whole: every parent and successor is a code of it, and no code stands twice', () => {
    const codes = new Set(all.map((one) => one.code))
    expect(codes.size).toBe(all.length)
    expect(all.filter((one) => one.parent !== null && !codes.has(one.parent))).toEqual([])
    expect(all.filter((one) => one.successor !== null && !codes.has(one.successor))).toEqual([])
    expect(all.filter((one) => one.level === 'province')).toHaveLength(34)
    expect(all.filter((one) => one.parent === null).map((one) => one.code)).toEqual([NATION])
  })

  test.each([
    ['广西壮族自治区', '广西'],
    ['新疆维吾尔自治区', '新疆'],
    ['香港特别行政区', '香港'],
    ['昌江黎族自治县', '昌江'],
    ['双江拉祜族佤族布朗族傣族自治县', '双江'],
    ['横县', '横县'],
    ['横州市', '横州'],
    ['锡林郭勒盟', '锡林郭勒'],
  ])('%s is %s for short', (name, short) => {
    expect(shortNameOf(name)).toBe(short)
  })

  test('海南 alone is the province', () => {
    const found = index.startingWith('海南铁路有限公司').find(({ name }) => name === '海南')
    expect(found?.found.map((one) => one.code)).toEqual(['460000'])
  })
})
