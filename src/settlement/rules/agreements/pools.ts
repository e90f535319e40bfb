import type { Agreement, Term } from '../agreement.ts'
import { choose, compare, named, number, product, type Quantity, sum, term } from '../formula.ts'

const open = (note: string): Term => ({ value: null, confidence: 'own', note })
const byTerms = (stem: string, parties: readonly string[]): Record<string, Quantity> =>
  Object.fromEntries(parties.map((party) => [party, term(`${stem}.${party}`)]))

const SIDES = ['安徽', '浙江'] as const
const GROWTH_YEARS = [2024, 2025, 2026, 2027] as const

/** pool(y) = pool(y − 1) · (1 + growth): a year that has not come yet asks for no growth. */
const grown: Quantity = named(
  '当年资金总额',
  product(
    term('poolFirstYear'),
    ...GROWTH_YEARS.map((year, index) =>
      choose(compare(term('yearsOfGrowth'), '≥', number(index + 1)), sum(number(1), term(`growth.${year}`)), number(1)),
    ),
  ),
)

/**
 * 新安江—千岛湖: a billion in 2023, and from 2024 with the growth of both provinces' GDP. Which growth (the mean, or each its
 * own), what each side pays of it (400 to 600 million) and who receives what are not public.
 */
export const xinanFourth: Agreement = {
  id: 'xinanjiang-4',
  version: 1,
  zh: '新安江—千岛湖样板区',
  years: [2023, 2027],
  signed: '2023-06-05',
  parties: { 安徽: 'upstream', 浙江: 'downstream' },
  sections: [],
  items: [],
  terms: {
    poolFirstYear: { value: '1000000000', confidence: 'two', unit: '元' },
    yearsOfGrowth: { value: { 2023: '0', 2024: '1', 2025: '2', 2026: '3', 2027: '4' }, confidence: 'two' },
    ...Object.fromEntries(
      GROWTH_YEARS.map((year) => [
        `growth.${year}`,
        open('按两省 GDP 增速；取平均还是各取各的，未公开。0.05 即增长 5%。'),
      ]),
    ),
    ...Object.fromEntries(
      SIDES.flatMap((side) => [
        [`contribution.${side}`, open('首年每方 4 亿至 6 亿元；各出多少（按比例填）未公开。')],
        [`share.${side}`, open('分配比例未公开。')],
      ]),
    ),
  },
  parts: [
    { kind: 'contribute', zh: '出资', pool: '新安江补偿资金', yuan: grown, weights: byTerms('contribution', SIDES) },
    { kind: 'allocate', zh: '分配', pool: '新安江补偿资金', yuan: grown, weights: byTerms('share', SIDES) },
  ],
  confidence: 'two',
  openPoints: ['按哪个增速增长', '各方出资比例', '分配办法', '4 市 34 县（市、区）之间的分配'],
  source: '2023 年 6 月 5 日签署的公开报道',
}

const COUNTIES = Array.from({ length: 9 }, (_, index) => `沿江县区${index + 1}`)
const PAYERS: Readonly<Record<string, string>> = {
  广西: '30000000',
  桂林市: '3000000',
  ...Object.fromEntries(COUNTIES.map((county) => [county, '3000000'])),
}
const paidIn: Quantity = named('资金总额', sum(...Object.keys(PAYERS).map((payer) => term(`contribution.${payer}`))))

/** 漓江: 30 million of Guangxi and 3 million each of Guilin and nine counties a year; by what it is divided is not public. */
export const lijiang: Agreement = {
  id: 'lijiang',
  version: 1,
  zh: '漓江（桂林）',
  years: null,
  parties: {
    广西: 'other',
    桂林市: 'both',
    ...Object.fromEntries(COUNTIES.map((county) => [county, 'both'] as const)),
  },
  sections: [],
  items: [],
  terms: {
    ...Object.fromEntries(
      Object.entries(PAYERS).flatMap(([payer, value]): [string, Term][] => [
        [`contribution.${payer}`, { value, confidence: 'one', unit: '元' }],
        [`share.${payer}`, open('分配办法未公开；不参与分配的填 0。')],
      ]),
    ),
  },
  parts: [
    {
      kind: 'contribute',
      zh: '出资',
      pool: '漓江补偿资金',
      yuan: paidIn,
      weights: byTerms('contribution', Object.keys(PAYERS)),
    },
    {
      kind: 'allocate',
      zh: '分配',
      pool: '漓江补偿资金',
      yuan: paidIn,
      weights: byTerms('share', Object.keys(PAYERS)),
    },
  ],
  confidence: 'one',
  openPoints: ['九个县（市、区）的名称', '分配办法'],
  source: '桂林市的公开报道',
}
