import type { Agreement, Term } from '../agreement.ts'
import {
  all,
  any,
  type Condition,
  choose,
  compare,
  input,
  named,
  number,
  passRate,
  product,
  type Quantity,
  term,
} from '../formula.ts'
import { CLASS_III, WHEN_NONE_MET, WHEN_ONE_MET } from './guangdong.ts'

const classMeets = compare(input('class'), '≤', term('targetClass'))
/** Better than the year before (input `passRateBefore`). Where all months meet, that is not asked for: there may be none. */
const improves = compare(
  named(
    '达标率改善',
    choose(
      compare(passRate(), '=', number(1)),
      number(1),
      choose(compare(passRate(), '>', input('passRateBefore')), number(1), number(0)),
    ),
  ),
  '=',
  number(1),
)

/** All where every target is met, a share that the agreement must name where some are, another one where none is. */
const shareBy = (targets: readonly Condition[], whenSome: string): Quantity =>
  named(
    '应付比例',
    choose(all(...targets), number(1), choose(any(...targets), term(whenSome), term('shareWhenNoneMet'))),
  )

/** 东江: class III in the annual mean, and a pass rate that improves on the year before or stays whole. */
const dongjiang = (
  form: Pick<Agreement, 'id' | 'years' | 'signed' | 'terms' | 'openPoints'> & { round: string },
  share: Quantity,
): Agreement => {
  const { round, ...more } = form
  return {
    ...{ version: 1, zh: `东江（${round}）`, parties: { 江西: 'upstream', 广东: 'downstream' } },
    ...{
      sections: ['兴宁电站', '庙咀里'],
      items: [],
      confidence: 'two',
      source: '人民网环保频道（2023-06-14）等公开报道',
    },
    ...more,
    parts: [
      { kind: 'transfer', zh: '下游出资', from: '广东', to: '江西', yuan: product(term('contributionPerYear'), share) },
    ],
  }
}

const open = (note: string, unit?: string): Term => ({
  value: null,
  confidence: 'own',
  note,
  ...(unit ? { unit } : {}),
})
const HUNDRED_MILLION: Term = { value: '100000000', confidence: 'two', unit: '元' }
const IMPROVES = '“逐年改善”理解为高于上年，或达到 100%'
const bothTargets = shareBy([classMeets, improves], 'shareWhenOneMet')
const shares = { shareWhenOneMet: WHEN_ONE_MET, shareWhenNoneMet: WHEN_NONE_MET }

export const dongjiangFirst = dongjiang(
  {
    ...{ id: 'dongjiang-1', round: '第一轮', years: [2016, 2018], signed: '2016-10' },
    terms: { contributionPerYear: HUNDRED_MILLION, targetClass: CLASS_III, ...shares },
    openPoints: ['断面名称待确认', IMPROVES],
  },
  bothTargets,
)

/** Of the second round only money and years are public; its targets are asked for. */
export const dongjiangSecond = dongjiang(
  {
    ...{ id: 'dongjiang-2', round: '第二轮', years: [2019, 2021], signed: '2019-12' },
    terms: {
      contributionPerYear: HUNDRED_MILLION,
      targetClass: open('第二轮的类别目标未见公开文本（第一轮为年均值Ⅲ类），请各方填写。'),
      ...shares,
    },
    openPoints: ['断面名称待确认', '第二轮的类别目标和达标率目标', IMPROVES],
  },
  bothTargets,
)

/** The third round adds the water that flows down (input `discharge`); its money, years and targets are not public. */
export const dongjiangThird: Agreement = {
  ...dongjiang(
    {
      ...{ id: 'dongjiang-3', round: '第三轮', years: null, signed: '2023-06' },
      terms: {
        contributionPerYear: open('第三轮的年度出资额未公开。', '元'),
        targetClass: open('第三轮的类别目标未公开。'),
        dischargeTarget: open('下泄水量目标未公开，单位由各方约定。'),
        shareWhenSomeMet: open('只有部分指标达标时支付多少（0 至 1），未公开。'),
        shareWhenNoneMet: WHEN_NONE_MET,
      },
      openPoints: ['协议期', '出资额', '类别、达标率和下泄水量的目标', '断面名称待确认', IMPROVES],
    },
    shareBy([classMeets, improves, compare(input('discharge'), '≥', term('dischargeTarget'))], 'shareWhenSomeMet'),
  ),
  confidence: 'one',
}
