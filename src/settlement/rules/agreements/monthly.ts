import type { Agreement, Term } from '../agreement.ts'
import {
  type Condition,
  choose,
  compare,
  difference,
  field,
  heldWithin,
  input,
  named,
  number,
  product,
  type Quantity,
  term,
} from '../formula.ts'

// Month by month, cleared once a year. Rows `months`: name, measured, meets, monthClass. What was not measured moves nothing.

const measured = compare(field('measured'), '=', number(1))
const overMonths = (each: Quantity): Quantity => ({ kind: 'sumOver', rows: 'months', where: measured, each })
const monthsThat = (condition: Condition): Quantity => overMonths(choose(condition, number(1), number(0)))
const open = (note: string, unit?: string): Term => ({
  value: null,
  confidence: 'one',
  note,
  ...(unit ? { unit } : {}),
})
const CLEARED = '逐月核算，年度清算'

/** An amount downstream to upstream for each month that meets, the other way for each that fails; perhaps up to a cap a year. */
export const monthlyClass = (
  form: Pick<Agreement, 'id' | 'zh' | 'years' | 'sections'> & {
    upstream: string
    downstream: string
    perMonth: string | null
    terms?: Agreement['terms']
    openPoints?: readonly string[]
  },
): Agreement => {
  const { upstream, downstream, perMonth, terms = {}, ...more } = form
  const balance = overMonths(
    choose(compare(field('meets'), '=', number(1)), term('perMonth'), product(number(-1), term('perMonth'))),
  )
  return {
    ...more,
    version: 1,
    parties: { [upstream]: 'upstream', [downstream]: 'downstream' },
    items: [],
    terms: { perMonth: { value: perMonth, confidence: 'one', unit: '元', note: '每月金额未公开。' }, ...terms },
    parts: [
      {
        kind: 'transfer',
        zh: CLEARED,
        from: downstream,
        to: upstream,
        yuan: Object.hasOwn(terms, 'cap') ? heldWithin(balance, term('cap')) : balance,
      },
    ],
    confidence: 'one',
    source: '签署当年的公开报道',
  }
}

const TARGET_III: Term = { value: '3', confidence: 'two', note: '月度类别目标。' }

/** 渌水 first round: a month of class III or better is paid for by Hunan, a worse one by Jiangxi; the amount is not public. */
export const lushuiFirst: Agreement = {
  ...monthlyClass({
    ...{ id: 'lushui-1', zh: '渌水（第一轮）', years: [2019, 2022], sections: ['金鱼石'] },
    ...{ upstream: '江西（萍乡）', downstream: '湖南（株洲）', perMonth: null },
    terms: { targetClass: TARGET_III },
  }),
  confidence: 'two',
}

/** 渌水 second round: a better class earns more; no amount is public, and no last year. */
export const lushuiSecond: Agreement = {
  ...lushuiFirst,
  id: 'lushui-2',
  zh: '渌水（第二轮）',
  years: null,
  terms: {
    ...Object.fromEntries(
      ['Ⅰ', 'Ⅱ', 'Ⅲ'].map((name) => [
        `perMonthClass.${name}`,
        open('每月各类别的金额未公开，类别越好金额越高。', '元'),
      ]),
    ),
    perMonthWorse: open('劣于Ⅲ类的月份由上游支付多少，未公开（元，填正数）。', '元'),
  },
  parts: [
    {
      kind: 'transfer',
      zh: CLEARED,
      from: '湖南（株洲）',
      to: '江西（萍乡）',
      yuan: overMonths({
        kind: 'steps',
        of: field('monthClass'),
        steps: [
          { atMost: '1', gives: term('perMonthClass.Ⅰ') },
          { atMost: '2', gives: term('perMonthClass.Ⅱ') },
          { atMost: '3', gives: term('perMonthClass.Ⅲ') },
        ],
        otherwise: product(number(-1), term('perMonthWorse')),
      }),
    },
  ],
  confidence: 'one',
  openPoints: ['协议期（2022 年起）', '各类别的金额', '劣于Ⅲ类时'],
}

/** 酉水: class III month by month, at most 4.8 million a year from either side (own); the amount of a month is not public. */
export const youshui = monthlyClass({
  ...{ id: 'youshui', zh: '酉水', years: [2019, 2021], sections: ['里耶镇'] },
  ...{ upstream: '重庆', downstream: '湖南', perMonth: null },
  terms: {
    targetClass: { ...TARGET_III, confidence: 'one' },
    cap: { value: '4800000', confidence: 'own', unit: '元', note: '每方每年不超过 480 万元，待确认。' },
  },
})

/** 黄河豫鲁 second round: the class is judged month by month and total nitrogen is added; its amounts are not public. */
export const huangheSecond: Agreement = {
  id: 'huanghe-yulu-2',
  version: 1,
  zh: '黄河（豫鲁段）第二轮',
  years: [2023, 2025],
  parties: { 河南: 'upstream', 山东: 'downstream' },
  sections: ['刘庄'],
  items: [],
  terms: {
    baseClass: open('第二轮的基准类别未公开（第一轮为Ⅲ类）。'),
    perClass: open('每月每相差一个类别的金额未公开。', '元'),
  },
  parts: [
    {
      kind: 'transfer',
      zh: CLEARED,
      from: '山东',
      to: '河南',
      yuan: overMonths(
        product(named('优于基准的类别数', difference(term('baseClass'), field('monthClass'))), term('perClass')),
      ),
    },
  ],
  confidence: 'two',
  openPoints: ['基准类别和每月金额', '总氮如何计入', '关键指标的补偿是否延续'],
  source: '人民日报（2024-01-22）；经济日报、齐鲁晚报（2025-07-12）',
}

/**
 * 重庆 between districts: a million for each section and month that is better than its function class and improved, the
 * other way for each that is worse. Against what it must improve is not public, so that number is given (`improvedMonths`);
 * no more of them count than months are better.
 */
export const chongqing: Agreement = {
  id: 'chongqing',
  version: 1,
  zh: '重庆市区县横向补偿',
  years: null,
  parties: { 上游区县: 'upstream', 下游区县: 'downstream' },
  sections: [],
  items: [],
  terms: {
    perMonth: { value: '1000000', confidence: 'one', unit: '元' },
    targetClass: open('水功能类别逐断面确定，请填写。'),
  },
  parts: [
    {
      kind: 'transfer',
      zh: '优于功能类别且有改善',
      from: '下游区县',
      to: '上游区县',
      yuan: product(term('perMonth'), {
        kind: 'greatest',
        of: [
          number(0),
          {
            kind: 'least',
            of: [input('improvedMonths'), monthsThat(compare(field('monthClass'), '<', term('targetClass')))],
          },
        ],
      }),
    },
    {
      kind: 'transfer',
      zh: '劣于功能类别',
      from: '上游区县',
      to: '下游区县',
      yuan: product(term('perMonth'), monthsThat(compare(field('monthClass'), '>', term('targetClass')))),
    },
  ],
  confidence: 'one',
  openPoints: ['各交界断面和功能类别', '“改善”与哪一期相比'],
  source: '重庆市的公开报道',
}
