import type { Agreement, Term } from '../agreement.ts'
import { compare, indexP, number, type Step, term } from '../formula.ts'

const ITEMS = ['permanganateIndex', 'ammoniaNitrogen', 'totalNitrogen', 'totalPhosphorus'] as const
const P = indexP(ITEMS)

const indexTerms = (k0: string | null, weights: readonly string[]): Record<string, Term> => ({
  k0: {
    value: k0,
    confidence: 'own',
    note: '水质稳定系数未见公开文本，请以协议为准。',
  },
  ...Object.fromEntries(
    ITEMS.map((item, at) => [
      `k.${item}`,
      { value: weights[at] ?? null, confidence: 'own' as const, note: '各项目权重未见公开文本，请以协议为准。' },
    ]),
  ),
})

const xinan = (
  id: string,
  zh: string,
  years: [number, number],
  terms: Record<string, Term>,
  steps: readonly Step[],
  openPoints: readonly string[],
): Agreement => ({
  id,
  version: 1,
  zh,
  years,
  parties: { 安徽: 'upstream', 浙江: 'downstream' },
  sections: ['街口'],
  items: ITEMS,
  terms,
  // Below zero it flows from Anhui to Zhejiang.
  parts: [
    {
      kind: 'transfer',
      zh: 'P值补偿',
      from: '浙江',
      to: '安徽',
      yuan: { kind: 'steps', of: P, steps, otherwise: number(-100000000) },
    },
  ],
  confidence: 'own',
  openPoints: ['P 值的修约', 'P 值恰在分档点时', ...openPoints],
  source: '新安江补偿协议签署的公开报道；k0 和权重为通行说法',
})

const QUARTERS = ['0.25', '0.25', '0.25', '0.25'] as const

/** 新安江 first round: P ≤ 1 Zhejiang pays 100 million, above Anhui does. Money and direction two sources; k0, weights own. */
export const xinanFirst = xinan(
  'xinanjiang-1',
  '新安江（第一轮）',
  [2012, 2014],
  indexTerms('0.85', QUARTERS),
  [{ atMost: '1', gives: number(100000000) }],
  ['基准年份（2008—2010 年）待确认', '中央资金不论 P 值均拨给安徽'],
)

/** 新安江 second round: a further 100 million where P ≤ 0.95 (own). */
export const xinanSecond = xinan(
  'xinanjiang-2',
  '新安江（第二轮）',
  [2015, 2017],
  indexTerms('0.89', QUARTERS),
  [
    { atMost: '0.95', gives: number(200000000) },
    { atMost: '1', gives: number(100000000) },
  ],
  ['基准年份（2012—2014 年）待确认', '0.95 这一档'],
)

/** 新安江 third round: at most 200 million a year from each side; its steps are not public, so the parties must name the amount. */
export const xinanThird: Agreement = {
  ...xinanSecond,
  id: 'xinanjiang-3',
  zh: '新安江（第三轮）',
  years: [2018, 2020],
  terms: {
    ...indexTerms('0.9', ['0.22', '0.22', '0.28', '0.28']),
    amount: {
      value: null,
      confidence: 'own',
      unit: '元',
      note: '第三轮分档未公开；每年不超过 200000000 元。',
    },
  },
  parts: [
    {
      kind: 'transfer',
      zh: 'P值补偿',
      from: '浙江',
      to: '安徽',
      yuan: term('amount'),
      when: compare(P, '≤', number(1)),
    },
    {
      kind: 'transfer',
      zh: 'P值赔偿',
      from: '安徽',
      to: '浙江',
      yuan: term('amount'),
      when: compare(P, '>', number(1)),
    },
  ],
  openPoints: ['基准年份', 'P 值的修约', '分档和各档金额'],
}

/** 大别山: below 1 Hefei pays Lu'an 40 million, above 1 the other way; P = 1 is not stated. Index of four items, own form. */
export const dabieshan: Agreement = {
  id: 'dabieshan',
  version: 1,
  zh: '大别山区（安徽省内）',
  years: null,
  parties: { 六安: 'upstream', 合肥: 'downstream' },
  sections: ['罗管闸'],
  items: ITEMS,
  terms: {
    ...indexTerms('1', QUARTERS),
    whenEqual: { value: null, confidence: 'two', unit: '元', note: 'P 值恰为 1 时由谁支付，未见约定。' },
  },
  parts: [
    {
      kind: 'transfer',
      zh: '指数补偿',
      from: '合肥',
      to: '六安',
      yuan: {
        kind: 'steps',
        of: P,
        steps: [
          { below: '1', gives: number(40000000) },
          { above: '1', gives: number(-40000000) },
        ],
        otherwise: term('whenEqual'),
      },
    },
  ],
  confidence: 'two',
  openPoints: ['P 值恰为 1 时', '指数的 k0 和权重', '省级出资 1.2 亿元、六安自筹 4000 万元'],
  source: '安徽省和六安市的公开报道',
}
