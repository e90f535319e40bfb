import { PARAMETERS } from '../../../monitoring/index.ts'

// Words of the papers and downloads of agreements; the page says the same (test/tidy/exportWords.test.ts).

export const AGREEMENT_STATE_WORDS = {
  draft: '草案',
  offered: '待签署',
  signed: '已签署',
  declined: '未予签署',
} as const

export const ROLE_WORDS = {
  upstream: '上游',
  downstream: '下游',
  both: '互为上下游',
  other: '其他',
  partner: '分享方',
} as const

export const CONFIDENCE_WORDS = {
  official: '官方文本',
  two: '两处以上公开来源',
  one: '一处公开来源',
  own: '待确认',
} as const

/** Terms as the published forms name them; `{{of}}` is a party or a parameter. */
export const TERM_WORDS: Readonly<Record<string, string>> = {
  contributionPerYear: '年度出资额',
  targetClass: '目标类别',
  passRate: '达标率目标',
  shareWhenOneMet: '仅一项达标时的支付比例',
  shareWhenNoneMet: '均未达标时的支付比例',
  k0: '水质稳定系数 k0',
  k: '{{of}}的权重',
  amount: '年度补偿金额',
  whenEqual: 'P 值恰为 1 时的金额',
  poolPerYear: '年度资金总额',
  lianyuxiDeduction: '鲢鱼溪未达标扣减额',
  baseClass: '基准类别',
  perClass: '每相差一个类别的金额',
  perPoint: '每变化一个百分点的金额',
  cap: '封顶金额',
  classIII: '年度Ⅲ类时的金额',
  worse: '劣于Ⅲ类时的金额',
  perMonth: '每月金额',
  perMonthClass: '每月{{of}}类时的金额',
  perMonthWorse: '每月劣于Ⅲ类时的金额',
  dischargeTarget: '下泄水量目标',
  shareWhenSomeMet: '仅部分达标时的支付比例',
  poolFirstYear: '首年资金总额',
  yearsOfGrowth: '已增长年数',
  growth: '{{of}}年增长率',
  contribution: '{{of}}的出资',
  share: '{{of}}的分配比例',
  riverClass: '{{of}}的目标类别',
  riverPassRate: '{{of}}的达标率目标',
  assetsWeight: '资产所占权重',
  weight: '{{of}}的分享权重',
  ceilingPerYear: '{{of}}的年度上限',
  ceilingTotal: '{{of}}的累计上限',
}

/** Data that formulas ask for, and fields of their rows. */
export const INPUT_WORDS: Readonly<Record<string, string>> = {
  months: '各月水质',
  rivers: '各河流',
  class: '年均值类别',
  mean: '{{of}}年均值',
  base: '{{of}}基准值',
  passRateBefore: '上年达标率',
  inflow: '{{of}}来水量',
  failed: '{{of}}未达标程度（0 为达标，1 为全部未达标）',
  keyIndexDownPoints: '关键指标下降百分点',
  improvedMonths: '优于功能类别且有改善的断面月数',
  discharge: '下泄水量',
  revenue: '当年税收收入',
  had: '{{of}}以前年度已得',
  assets: '{{of}}的资产',
  profits: '{{of}}的利润',
  measured: '当月有数据',
  complete: '当月项目齐全',
  meets: '当月达标',
  monthClass: '当月类别',
  month: '月份',
  name: '名称',
  targetClass: '目标类别',
  passRate: '达标率',
  targetPassRate: '达标率目标',
}

const ITEM_NAMES = new Map(PARAMETERS.map(({ code, zh }) => [code, zh]))
export const itemName = (code: string): string => ITEM_NAMES.get(code) ?? code

/** What a term or a datum is called; a name that the parties have given stays as it is. */
export function formulaName(words: Readonly<Record<string, string>>, name: string): string {
  const dot = name.indexOf('.')
  const [stem, of] = dot > 0 ? [name.slice(0, dot), name.slice(dot + 1)] : [name, null]
  const found = Object.hasOwn(words, stem) ? words[stem] : undefined
  if (found === undefined) return name
  return of === null ? found : found.replace('{{of}}', itemName(of))
}

const CLASSES = ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ', '劣Ⅴ'] as const
const CLASS_NAMES = new Set(['class', 'monthClass', 'targetClass', 'baseClass'])

/** Marks between the thousands: 1234567.5 is 1,234,567.5. */
export function grouped(decimal: string): string {
  const [whole = '', ...rest] = decimal.split('.')
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.')
}

/** A value of a term with its unit; classes in Roman numerals. */
export function termText(name: string, value: string, unit = ''): string {
  if (CLASS_NAMES.has(name) && /^[1-6]$/.test(value)) return `${CLASSES[Number(value) - 1]}类`
  return `${grouped(value)}${unit}`
}

/** A class as it is printed: III is Ⅲ. */
export const romanOf = (target: string): string => ({ I: 'Ⅰ', II: 'Ⅱ', III: 'Ⅲ', IV: 'Ⅳ', V: 'Ⅴ' })[target] ?? target
