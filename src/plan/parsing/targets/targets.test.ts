import { describe, expect, test } from 'vitest'
import { parseText } from '../sources.testing.ts'

/** The targets of a text as `comparator value unit year subject`. */
const targetsOf = (text: string, title = '') =>
  parseText(text, { title }).targets.map(
    ({ comparator, value, unit, year, subject }) => `${comparator} ${value} ${unit} ${year} ${subject}`,
  )

describe('quantities', () => {
  test.each([
    ['到2027年，森林覆盖率达到45%。', '= 45 % 2027 森林覆盖率'],
    ['到2027年，失业率控制在5.5%以内。', '<= 5.5 % 2027 失业率'],
    ['国考断面优良比例不低于93%。', '>= 93 % null 国考断面优良比例'],
    ['高新技术企业超过6000家。', '> 6000 家 null 高新技术企业'],
    ['城镇新增就业47万人左右。', '~ 47 万人 null 城镇新增就业'],
    ['全省生产总值增长7%以上。', '>= 7 % null 全省生产总值'],
    ['PM2.5年均浓度控制在32微克/立方米以下。', '<= 32 微克/立方米 null PM2.5年均浓度'],
    ['改造城镇老旧小区120个。', '= 120 个 null 城镇老旧小区'],
    ['组织实施100项技术改造项目。', '= 100 项 null 技术改造项目'],
    ['加快建设千亿元产业园。', '= 1000 亿元 null 产业园'],
    ['建设甲、乙、丙三大综合数据服务中心。', '= 3 个 null 综合数据服务中心'],
    ['推进甲港40万吨级码头建设。', '= 40 万吨级 null 甲港码头'],
    ['实现主要城市间2小时通达。', '<= 2 小时 null 主要城市间'],
    ['打造社区15分钟生活圈。', '= 15 分钟 null 社区'],
    ['有效利用系数提高到0.6。', '= 0.6  null 有效利用系数'],
  ])('[PARSE-18] %s', (text, target) => expect(targetsOf(text)).toEqual([target]))

  test('[PARSE-18] numbers joined by 、 share their words', () => {
    expect(targetsOf('甲乙两市城镇化率分别达到66%、52%。').map((target) => target.slice(0, 6))).toEqual([
      '= 66 %',
      '= 52 %',
    ])
  })

  test.each([
    '优化提升城区人口超过20万人的中小城市。',
    '目前已建成5G基站3万个。',
    '由现有的4个扩大为全覆盖试点，第3批名单另行公布。',
    '《中长期铁路网规划（2016—2030年）》提出的项目。',
    '2015年末常住人口4000万人，城镇化率达到50%。',
    '约占陆域面积的48.5%。',
    '服务“10+1”合作，推进21世纪海上丝绸之路建设。',
  ])('[PARSE-19] what is described, was, or is only named is no target: %s', (text) =>
    expect(targetsOf(text)).toEqual([]),
  )

  test('[PARSE-19] headings of the situation hold no targets', () => {
    expect(
      targetsOf('第一章 规划背景\n第一节 发展基础\n建成高速公路300公里。\n第二章 目标\n建成高速公路500公里。'),
    ).toHaveLength(1)
  })
})

describe('years', () => {
  test('[PARSE-20] the sentence, the paragraph, the heading and the programme give the year, in this order', () => {
    const text =
      '一、目标\n近期目标。到2025年，形成基本框架。覆盖率达到80%，2024年完成投资20亿元。\n二、任务\n新建学校5所。'
    expect(parseText(text).targets.map(({ year }) => year)).toEqual([2025, 2024, null])
    expect(targetsOf('新建学校5所。', '某某市2024年工作要点')).toEqual(['= 5 所 2024 学校'])
    expect(targetsOf('新建学校5所。', '行动计划（2023—2025年）')).toEqual(['= 5 所 null 学校'])
  })

  test('[PARSE-20] a year to compare with is not the year of the target', () => {
    expect(targetsOf('能耗比2020年下降13.5%。')[0]).toContain('null')
  })
})

describe('grades and tables', () => {
  test.each([
    ['实现热点区域无线网络全覆盖。', '= 全覆盖 grade null 热点区域无线网络'],
    ['近岸海域水质整体达到二类标准以上。', '>= 二类 grade null 近岸海域水质'],
    ['力争城市空气质量全面达优。', '= 优 grade null 城市空气质量'],
    ['新建机组排放浓度达到燃气机组排放限值。', '<= 燃气机组排放限值 grade null 机组排放浓度'],
  ])('[PARSE-21] %s', (text, target) => expect(targetsOf(text)).toEqual([target]))

  test('[PARSE-22] a table of indicators gives one target a row', () => {
    const table = [
      '指标\t单位\t2020年\t2025年\t属性',
      '森林覆盖率\t%\t58\t≥60\t约束性',
      '高铁里程\t公里\t1200\t2000左右\t预期性',
      '水质达标率(%)\t\t80\t〔85〕\t预期性',
    ]
    expect(targetsOf(table.join('\n'))).toEqual([
      '>= 60 % 2025 森林覆盖率',
      '~ 2000 公里 2025 高铁里程',
      '= 85 % 2025 水质达标率',
    ])
  })

  test('[PARSE-22] a task row takes its year from the deadline column', () => {
    expect(targetsOf('序号\t工作任务\t责任单位\t完成时限\n1\t新建学校5所\t市教育局\t2026年6月')).toEqual([
      '= 5 所 2026 学校',
    ])
  })

  test('[PARSE-23] a target whose sign was lost says so', () => {
    const filler = '各地要结合实际统筹推进交通水利能源信息等领域建设，完善协调机制，促进要素流动。'.repeat(40)
    const [target] = parseText(`${filler}到2030年，覆盖率达到65以上。`).targets
    expect([target?.value, target?.unit, target?.damaged]).toEqual([65, '%', true])
  })
})
