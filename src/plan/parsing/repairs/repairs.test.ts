import { describe, expect, test } from 'vitest'
import { parseText, sourceOf } from '../sources.testing.ts'
import { repair } from './index.ts'

const filler =
  '各地要结合实际统筹推进交通水利能源信息等领域建设，完善协调机制，促进要素流动，推动形成优势互补的发展格局。'
/** A text of one line whose pages end with their number inside it. */
const paged = (pages: number) =>
  Array.from({ length: pages }, (_, i) => `${filler.repeat(8)}加快推进产${i + 1}业升级`).join('')
const repairsOf = (text: string) => parseText(text).repairs.map(({ kind, quote, fix }) => [kind, quote, fix])
const long = filler.repeat(30)

describe('page numbers', () => {
  test('[PARSE-13] a sequence of numbers a page apart, inside words, is taken out', () => {
    const repaired = repair(sourceOf(paged(8)))
    expect(repaired.repairs.map(({ quote }) => quote)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
    expect(repaired.view.text).toContain('加快推进产业升级')
    expect(repaired.repairs[4]?.reason).toBe('page sequence 1 to 8: page 5 ends here')
  })

  test('[PARSE-13] numbers that count, number items or stand close together are left', () => {
    expect(repairsOf(`${filler}建设1个中心、2个副中心、3条轴带、4个片区、5个组团、6处节点。${long}`)).toEqual([])
    expect(repairsOf(Array.from({ length: 12 }, (_, i) => `${i + 1}.${filler.repeat(5)}`).join('\n'))).toEqual([])
  })
})

describe('captions', () => {
  test('[PARSE-14] inside a paragraph a caption is taken out, on its own line it is not', () => {
    expect(repairsOf(`${long}图3某某湾空间布局示意图${long}`)).toEqual([
      ['figure_caption', '图3某某湾空间布局示意图', ''],
    ])
    expect(repairsOf(`${long}\n图3某某湾空间布局示意图\n${long}`)).toEqual([])
  })
})

describe('lost signs', () => {
  test('[PARSE-15] shares that add up to 1000 lost a point and a percent sign', () => {
    expect(
      repairsOf(`${long}生态空间约占陆域面积的485，农业空间约占陆域面积的408，城镇空间约占陆域面积的107。`),
    ).toEqual([
      ['lost_decimal', '485', '48.5'],
      ['lost_percent', '485', '48.5%'],
      ['lost_decimal', '408', '40.8'],
      ['lost_percent', '408', '40.8%'],
      ['lost_decimal', '107', '10.7'],
      ['lost_percent', '107', '10.7%'],
    ])
  })

  test('[PARSE-15] a share above 100 lost its point; where, only the population of the country proves', () => {
    expect(repairsOf(`${long}常住人口2780万人，生产总值占全国的305。`)).toEqual([
      ['lost_decimal', '305', null],
      ['lost_percent', '305', null],
    ])
    expect(repairsOf(`${long}常住人口2780万人，占全国的200。`)).toEqual([
      ['lost_decimal', '200', '2.00'],
      ['lost_percent', '200', '2.00%'],
    ])
  })

  test('[PARSE-15] a rate without a unit lost its percent sign', () => {
    expect(repairsOf(`${long}森林覆盖率稳定在43以上。`)).toEqual([['lost_percent', '43', '43%']])
  })

  test('[PARSE-15] an area is checked against a density that the text gives', () => {
    expect(repairsOf(`陆域面积1166万平方公里。${long}仅有22座城市、538个建制镇，每万平方公里城镇仅48个。`)).toEqual([
      ['lost_decimal', '1166', '11.66'],
    ])
  })

  test('[PARSE-15] a text that has percent signs or points has not lost them', () => {
    expect(repairsOf(`${long}增长5%。森林覆盖率稳定在43以上。`)).toEqual([])
  })

  test('[PARSE-16] empty brackets and generations of networks lost Latin letters', () => {
    expect(
      repairsOf(`${long}第四代移动通信（4）网络全覆盖，布局5网络，建设液化天然气（）基地，宽带接入能力达到20以上。`),
    ).toEqual([
      ['lost_latin', '4', '4G'],
      ['lost_latin', '5', '5G'],
      ['lost_latin', '（）', null],
      ['lost_latin', '20', null],
    ])
    expect(repairsOf(`${long}推广LED灯，建设液化天然气（）基地。`)).toEqual([])
  })

  test('[PARSE-17] repairs are an overlay: the canonical text stays, spans lead into it', () => {
    const text = `一、目标\n${paged(8)}`
    const parsed = parseText(text)
    expect(parsed.text).toBe(text)
    for (const { quote, span } of parsed.repairs) expect(text.slice(...span)).toBe(quote)
  })
})
