import { describe, expect, test } from 'vitest'
import { parseText } from '../sources.testing.ts'

describe('works', () => {
  test('[PARSE-24] lists of works give each its name, stage and shared kind', () => {
    const { projects } = parseText(
      '加快建设南宁—崇左、玉林—湛江等高速公路，规划建设防城港核电和北海邮轮码头，推进一批重大项目。',
    )
    expect(projects.map(({ name, stage }) => [name, stage])).toEqual([
      ['南宁—崇左高速公路', '加快建设'],
      ['玉林—湛江高速公路', '加快建设'],
      ['防城港核电和北海邮轮码头', '规划建设'],
    ])
  })

  test('[PARSE-24] works of a box say which box lists them', () => {
    const { projects } = parseText('一、交通\n专栏1 铁路重点工程\n推进甲江大桥建设、乙山隧道建设。\n二、水利')
    expect(projects.map(({ name, box }) => [name, box])).toEqual([
      ['甲江大桥', '专栏1 铁路重点工程'],
      ['乙山隧道', '专栏1 铁路重点工程'],
    ])
  })
})

describe('deadlines', () => {
  const due = (text: string, date?: string) =>
    parseText(text, date ? { date } : {}).deadlines.map((entry) => [entry.quote, entry.date, entry.recurs])

  test.each([
    ['2024年底前完成。', ['2024年底前', '2024-12-31', null]],
    ['于2024年2月底前报送。', ['2024年2月底前', '2024-02-29', null]],
    ['2023年6月15日前印发。', ['2023年6月15日前', '2023-06-15', null]],
    ['每年12月底前报告。', ['每年12月底前', null, 'year']],
    ['于每年6月底和12月底前报送。', ['每年6月底和12月底前', null, 'half_year']],
    ['每季度报送进展。', ['每季度', null, 'quarter']],
    ['长期坚持。', ['长期坚持', null, null]],
  ])('[PARSE-25] %s', (text, entry) => expect(due(text)).toEqual([entry]))

  test('[PARSE-25] 年底前 is the end of the year of the document, unknown where that is', () => {
    expect(due('今年年底前完成。', '2023-04-01')[0]?.[1]).toBe('2023-12-31')
    expect(due('今年年底前完成。')[0]?.[1]).toBe(null)
  })

  test('[PARSE-25] the deadline column of a table', () => {
    expect(due('任务\t责任单位\t完成时限\n建桥\t市交通局\t2025年9月\n巡查\t市水利局\t长期坚持')).toEqual([
      ['2025年9月', '2025-09-30', null],
      ['长期坚持', null, null],
    ])
  })
})

describe('mechanisms, zones, places', () => {
  test('[PARSE-26] arrangements that the text calls for, each item of a list apart', () => {
    const { mechanisms } = parseText(
      '建立健全流域上下游会商机制、应急联动机制和省际联席会议制度，发挥机制作用，推进机制改革。',
    )
    expect(mechanisms.map(({ name }) => name)).toEqual(['流域上下游会商机制', '应急联动机制', '省际联席会议制度'])
  })

  test('[PARSE-27] zones with what is imposed on them, and bans', () => {
    const { zones } = parseText('严守生态保护红线，严禁围垦河湖水域。时间安排另行通知。')
    expect(zones.map(({ name }) => name)).toEqual(['生态保护红线', '严禁围垦河湖水域'])
  })

  test('[PARSE-28] jurisdictions that the text names, but not those inside the names of units or words', () => {
    const { places } = parseText('推动南宁、北海联动发展，带动沿海城市和新兴城市。（责任单位：玉林市人民政府）')
    expect(places.map(({ name }) => name)).toEqual(['南宁市', '北海市'])
  })
})
