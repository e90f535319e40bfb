import type { Agreement } from '../agreement.ts'
import { compare, difference, heldWithin, input, named, number, product, term } from '../formula.ts'

/**
 * 赤水河: Yunnan, Guizhou and Sichuan pay into a pool 1:5:4 and receive 3:4:3. Inputs `failed.清水铺` and `failed.鲢鱼溪`
 * from 0 (met) to 1 (failed whole).
 */
export const chishui: Agreement = {
  id: 'chishuihe',
  version: 1,
  zh: '赤水河',
  years: [2018, 2020],
  parties: { 云南: 'both', 贵州: 'both', 四川: 'both' },
  sections: ['清水铺', '鲢鱼溪', '茅台镇上游'],
  items: ['permanganateIndex', 'ammoniaNitrogen', 'totalPhosphorus'],
  terms: {
    poolPerYear: { value: '200000000', confidence: 'two', unit: '元' },
    targetClass: { value: '2', confidence: 'two', note: '各断面年均值Ⅱ类。' },
    lianyuxiDeduction: {
      value: null,
      confidence: 'two',
      unit: '元',
      note: '鲢鱼溪未达标时贵州付四川多少，未公开。',
    },
  },
  parts: [
    {
      kind: 'contribute',
      zh: '出资',
      pool: '赤水河补偿资金',
      yuan: term('poolPerYear'),
      weights: { 云南: number(1), 贵州: number(5), 四川: number(4) },
    },
    {
      kind: 'allocate',
      zh: '分配',
      pool: '赤水河补偿资金',
      yuan: term('poolPerYear'),
      weights: { 云南: number(3), 贵州: number(4), 四川: number(3) },
    },
    {
      kind: 'allocate',
      zh: '清水铺未达标扣减',
      pool: '云南',
      yuan: product(term('poolPerYear'), number('0.3'), input('failed.清水铺')),
      weights: { 贵州: number(1), 四川: number(1) },
      when: compare(input('failed.清水铺'), '>', number(0)),
    },
    {
      kind: 'transfer',
      zh: '鲢鱼溪未达标扣减',
      from: '贵州',
      to: '四川',
      yuan: product(term('lianyuxiDeduction'), input('failed.鲢鱼溪')),
      when: compare(input('failed.鲢鱼溪'), '>', number(0)),
    },
  ],
  confidence: 'two',
  openPoints: ['鲢鱼溪未达标时的金额', '茅台镇上游断面：贵州、四川各承担一半'],
  source: '新华社（2018-03-25）',
}

/**
 * 黄河豫鲁 first round: 60 million for each class better or worse than III, and a million for each percentage point by
 * which the key index fell, up to 40 million either way. Inputs `class`, `keyIndexDownPoints`.
 */
export const huangheFirst: Agreement = {
  id: 'huanghe-yulu-1',
  version: 1,
  zh: '黄河（豫鲁段）第一轮',
  years: [2021, 2022],
  parties: { 河南: 'upstream', 山东: 'downstream' },
  sections: ['刘庄'],
  // The class is made of the 21 items of the method; COD, ammonia and phosphorus make the key index, which is given.
  items: [],
  terms: {
    baseClass: { value: '3', confidence: 'two' },
    perClass: { value: '60000000', confidence: 'two', unit: '元' },
    perPoint: { value: '1000000', confidence: 'two', unit: '元' },
    cap: { value: '40000000', confidence: 'two', unit: '元' },
  },
  parts: [
    {
      kind: 'transfer',
      zh: '水质基本补偿',
      from: '山东',
      to: '河南',
      yuan: product(named('优于基准的类别数', difference(term('baseClass'), input('class'))), term('perClass')),
    },
    {
      kind: 'transfer',
      zh: '水质变化补偿',
      from: '山东',
      to: '河南',
      yuan: heldWithin(product(input('keyIndexDownPoints'), term('perPoint')), term('cap')),
    },
  ],
  confidence: 'two',
  openPoints: ['关键指标由三个项目如何合成'],
  source: '新华社（2021-05-09、2022-07-05）；人民日报（2024-01-22）',
}

/** 滁河: class II or better in the year 40 million to Anhui, III 20 million (own), worse the other way (amount not found). */
export const chuhe: Agreement = {
  id: 'chuhe',
  version: 1,
  zh: '滁河',
  years: null,
  signed: '2018-12',
  parties: { '安徽（滁州）': 'upstream', '江苏（南京）': 'downstream' },
  sections: ['陈浅'],
  items: [],
  terms: {
    classIII: { value: '20000000', confidence: 'own', unit: '元' },
    worse: {
      value: null,
      confidence: 'one',
      unit: '元',
      note: '劣于Ⅲ类时的金额未公开（元，填正数）。',
    },
  },
  parts: [
    {
      kind: 'transfer',
      zh: '年度类别补偿',
      from: '江苏（南京）',
      to: '安徽（滁州）',
      yuan: {
        kind: 'steps',
        of: input('class'),
        steps: [
          { atMost: '2', gives: number(40000000) },
          { atMost: '3', gives: term('classIII') },
        ],
        otherwise: product(number(-1), term('worse')),
      },
    },
  ],
  confidence: 'one',
  source: '安徽日报（2021-03-16）',
}
