import type { Agreement, Term } from '../agreement.ts'
import {
  all,
  any,
  choose,
  compare,
  difference,
  flowShare,
  input,
  named,
  number,
  passRate,
  product,
  type Quantity,
  term,
} from '../formula.ts'

const FIVE_ITEMS = ['ph', 'permanganateIndex', 'ammoniaNitrogen', 'totalPhosphorus', 'bod5'] as const

/**
 * What part of its yearly contribution the downstream side pays: all where the class of the annual means and the pass
 * rate both meet, a share that the agreement must name where one of the two does, and nothing where neither.
 * Inputs: `class` (1 to 6) and rows `months`.
 */
const shareByClassAndPassRate: Quantity = (() => {
  const classMeets = compare(input('class'), '≤', term('targetClass'))
  const rateMeets = compare(passRate(), '≥', term('passRate'))
  return named(
    '应付比例',
    choose(
      all(classMeets, rateMeets),
      number(1),
      choose(any(classMeets, rateMeets), term('shareWhenOneMet'), term('shareWhenNoneMet')),
    ),
  )
})()

export const WHEN_ONE_MET: Term = {
  value: null,
  confidence: 'own',
  note: '类别和达标率只有一项达标时支付多少（0 至 1），未见公开文本，请各方商定。',
}
export const WHEN_NONE_MET: Term = {
  value: '0',
  confidence: 'own',
  note: '均未达标时暂按不支付；也可约定退回或部分支付。',
}
export const CLASS_III: Term = { value: '3', confidence: 'two' }

const paysByTargets = (from: string, to: string) =>
  ({
    kind: 'transfer',
    zh: '下游出资',
    from,
    to,
    yuan: product(term('contributionPerYear'), shareByClassAndPassRate),
  }) as const

/** 九洲江 first round. Guangdong's money was paid in the first year; the yearly pass rates were found nowhere. */
export const jiuzhouFirst: Agreement = {
  id: 'jiuzhoujiang-1',
  version: 1,
  zh: '九洲江（第一轮）',
  years: [2015, 2017],
  signed: '2016-03-21',
  parties: { 广西: 'upstream', 广东: 'downstream' },
  sections: ['石角'],
  items: FIVE_ITEMS,
  terms: {
    contributionPerYear: { value: '100000000', confidence: 'two', unit: '元' },
    targetClass: CLASS_III,
    passRate: { value: null, confidence: 'own', note: '2015 至 2017 年各年度达标率未公开，请各方填写。' },
    shareWhenOneMet: WHEN_ONE_MET,
    shareWhenNoneMet: WHEN_NONE_MET,
  },
  parts: [paysByTargets('广东', '广西')],
  confidence: 'two',
  openPoints: ['各年度达标率', '类别和达标率只有一项达标时', '中央按改善程度奖励'],
  source: '21世纪经济报道、南方日报（2016-03-22）；粤环函〔2019〕1026号',
}

/** 九洲江 second round: class III in the annual mean, and 75, 83, 100 % of the months (9, 10, 12 of twelve). */
export const jiuzhouSecond: Agreement = {
  ...jiuzhouFirst,
  id: 'jiuzhoujiang-2',
  zh: '九洲江（第二轮）',
  years: [2018, 2020],
  signed: '2019-01-03',
  sections: ['山角'],
  terms: {
    ...jiuzhouFirst.terms,
    passRate: { value: { 2018: '0.75', 2019: '0.83', 2020: '1' }, confidence: 'two' },
  },
  openPoints: ['类别和达标率只有一项达标时', '中央按完成情况奖励'],
  source: '广西日报（2019-01-10）',
}

/**
 * 汀江—韩江, two-way: the inflow of the rivers that meet class and pass rate is paid for by the downstream side, the rest
 * by the upstream side (principle two sources, arithmetic one reading). Rows `rivers`: name, inflow, class, targetClass,
 * passRate, targetPassRate.
 */
export const tingHan: Agreement = {
  id: 'tingjiang-hanjiang',
  version: 1,
  zh: '汀江—韩江',
  years: [2016, 2017],
  signed: '2016-03-21',
  parties: { 福建: 'upstream', 广东: 'downstream' },
  // The targets of each river stand with the evidence, and are open: the sources name none.
  sections: ['汀江', '石窟河（中山河）', '象洞溪', '梅江', '九峰溪'],
  items: [],
  terms: { contributionPerYear: { value: '100000000', confidence: 'two', unit: '元' } },
  source: '21世纪经济报道（2016-03-22）；福建省水利厅网站',
  parts: [
    {
      kind: 'transfer',
      zh: '达标水量补偿',
      from: '广东',
      to: '福建',
      yuan: product(term('contributionPerYear'), flowShare()),
    },
    {
      kind: 'transfer',
      zh: '未达标水量赔偿',
      from: '福建',
      to: '广东',
      yuan: product(term('contributionPerYear'), difference(number(1), flowShare())),
    },
  ],
  confidence: 'two',
  openPoints: ['各断面类别目标和达标率目标', '河流名单部分待确认', '中央对上游省的奖励'],
}
