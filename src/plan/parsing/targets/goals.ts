import type { Comparator } from '../types.ts'
import type { Quantity } from './quantities.ts'

/** What the words around a quantity make of it. */
export interface Goal {
  comparator: Comparator
  /** Behind the words that belong to the goal (以上, 左右, 以内). */
  end: number
}

const AFTER = /^(?:及|或|\(含\))?(以上|以下|以内|之内|左右|上下|内)/
const AT_LEAST = /(?:不低于|不少于|不小于|不得少于|不得低于|至少|不低於|最少)$/
const AT_MOST =
  /(?:不高于|不超过|不大于|不多于|不得超过|不得高于|控制在|限制在|(?:压减|压缩|缩短|降低|下降|减少|降)(?:至|到)|低于|小于|少于|限时在)(?:约)?$/
const ABOVE = /(?:超过|突破|高于|大于|多于|超)$/
const ABOUT = /(?:约为?|大约|近|接近)$/
const REACHES =
  /(?:达到|达|为|提高到|提高至|提升到|提升至|增加到|增加至|增至|扩大到|扩大至|上升到|上升至|升级至|升级到|发展到|稳定在|保持在|维持在|实现|完成|完成投资)$/
const CHANGES = /(?:增长|提高|提升|增加|下降|降低|减少|压减|缩减|增速|涨幅|降幅|年均增速|缩短)$/
const RATE = /(?:率|比例|比重|占比|强度|涨幅|增速|贡献率|份额)$/
const ACTS =
  /新增|新建|新开工|开工|改造|建成|建设|打造|培育|引进|实施|组织|开展|完成|落地|打通|开通|购置|发布|推出|推进|举办|召开|消除|更新|整治|治理|恢复|修复|创建|认定|发行|安排|惠及|加装|扩建|保障|布局|形成|吸引|招引|选派|培训|培养|评选|遴选|扶持|实现|确保|力争|争取|设立|筹建|组建|减税降费|造林|种植|供应|提供|办理|清理|淘汰|关停|拆除|建立|新改建|提升|改建|创成|储备|投放|配备|覆盖|服务|整合|推广|启动|抓好|推动|划定/
const PAST = /已|现有|仅有|共有|目前|截至|同比|去年|上年|近年|初步核算|曾经|过去|以来/
const AHEAD = /到20\d\d|力争|确保|将|争取|努力|目标|计划|预期|今年/
/** 里程58公里, of a work that the sentence builds */
/** 总产1150万吨, 全年播种面积4600万亩 */
const YIELD = /(?:每[百千万]人口?|人均)[^,]{2,20}[数量额]$|(?:总产|产量|总产量)$|^(?:全年|今年|年内)[^,]{2,20}$/
const SCALE = /(?:里程|全长|总长|长度|长|能力|总投资|投资|规模|产值|产能)(?:约)?$/
const CAPACITY = /吨级$|千伏$|kV$/
/** Behind a quantity, these make it describe something instead of being aimed at: 20万人以上的大城市, 亿元以上项目 */
const DESCRIBES = /^的(?!能力|水平|目标|标准|要求|速度|增速|比例)/
const TIMES = /^(?:个)?(?:小时|分钟|工作日|个工作日|天)$/
const REACHED_WITHIN = /^(?:之?内|以内)?(?:通达|可达|到达|直达|办结|办成|办理完毕|通勤|互达|互通|全部办结|完成|送达)/

/** The goal a quantity states, or null where it only describes, counts what there is, or tells of the past. */
export function goalOf(before: string, quantity: Quantity, after: string, sentence: string): Goal | null {
  const { unit, end, value } = quantity
  // 年 measures only how long: 受教育年限提高到11.3年
  if (unit === '年' && !/(?:年限|寿命|时间|周期)[^,]{0,6}$/.test(before)) return null
  if (PAST.test(before) && !AHEAD.test(sentence)) return null
  const bound = AFTER.exec(after)
  const boundEnd = bound ? bound[0].length : 0
  const rest = after.slice(boundEnd)
  if (DESCRIBES.test(rest)) return null
  if (CAPACITY.test(unit)) return bound ? null : { comparator: '=', end }
  const word = bound?.[1]
  const measured = comparatorBefore(before)
  if (TIMES.test(unit)) return timeGoal(before, after, word, measured, end, boundEnd)
  if (word === '内') return null
  if (word !== undefined) {
    // 规模以上, 亿元以上项目: a class of things, where the noun follows at once.
    const percent = unit.endsWith('%')
    if (/^[\u4e00-\u9fff]/.test(rest) && !/^(?:并|且|和|等)/.test(rest) && !measured && !percent) return null
    if (!measured && !ACTS.test(before) && !RATE.test(before) && !CHANGES.test(before) && before.length < 2) return null
    const comparator = word === '左右' || word === '上下' ? '~' : word === '以上' ? '>=' : '<='
    return { comparator, end: end + boundEnd }
  }
  if (measured) return { comparator: measured, end }
  if (unit.endsWith('%') || unit.endsWith('百分点') || unit === '‰')
    return RATE.test(before) || CHANGES.test(before) || (value === 100 && /[\u4e00-\u9fff]{4}$/.test(before))
      ? { comparator: '=', end }
      : null
  if (YIELD.test(before) || (SCALE.test(before) && ACTS.test(sentence))) return { comparator: '=', end }
  return ACTS.test(before) || CHANGES.test(before) ? { comparator: '=', end } : null
}

/** What the words right before a number say of it. */
export function comparatorBefore(before: string): Comparator | null {
  if (AT_LEAST.test(before)) return '>='
  if (AT_MOST.test(before)) return '<='
  if (ABOVE.test(before)) return '>'
  if (ABOUT.test(before)) return '~'
  return REACHES.test(before) ? '=' : null
}

/** 2小时通达, 40分钟以内, 3个工作日内办结, 15分钟生活圈 */
function timeGoal(
  before: string,
  after: string,
  word: string | undefined,
  measured: Comparator | null,
  end: number,
  boundEnd: number,
): Goal | null {
  if (REACHED_WITHIN.test(after)) return { comparator: '<=', end: end + boundEnd }
  if (/^[\u4e00-\u9fff]{0,4}圈/.test(after)) return { comparator: '=', end }
  if (word === '左右') return { comparator: '~', end: end + boundEnd }
  if (word === '以上') return { comparator: '>=', end: end + boundEnd }
  if (word !== undefined && (measured || /缩短|压缩|压减|控制|限时|实现/.test(before)))
    return { comparator: '<=', end: end + boundEnd }
  return measured ? { comparator: measured, end } : null
}

/** Whether the words before say that something is made or done: what makes a spelled number (三大, 两个) a goal. */
export const acts = (before: string) => ACTS.test(before) || REACHES.test(before)
