import { type Confidence, classNumber, exceedMultiple, type WaterClass } from '../../monitoring/index.ts'
import { Exact, type Numeric } from '../../platform/exact.ts'
import { settlementRefusals } from '../refusals.ts'
import { evaluate } from './evaluate.ts'
import { type Derivation, input, number, product, type Quantity, type Step, startedFractions, sum } from './formula.ts'
import { type Fen, fenOfYuan } from './money.ts'

/** A rule by which a place deducts for an item that exceeds its limit, over the input `multiple`. */
export interface DeductionRule {
  id: string
  zh: string
  yuan: Quantity
  /** Reward for each class better than the target, where there is one. */
  rewardPerClassYuan?: string
  /** Nothing is deducted where the inflow exceeds too and the concentration did not rise. */
  sparesWhatFlowsIn: boolean
  confidence: Confidence
  doubt?: string
}

const tiers = (...steps: readonly [atMost: string | null, yuan: string][]): Quantity => ({
  kind: 'steps',
  of: input('multiple'),
  steps: [
    { atMost: '0', gives: number(0) },
    ...steps.map(([atMost, yuan]): Step => ({ ...(atMost ? { atMost } : {}), gives: number(yuan) })),
  ],
  otherwise: number(0),
})

/** Rules of provinces and cities (one source each but Hebei's). */
export const DEDUCTION_RULES: readonly DeductionRule[] = [
  {
    id: 'hebei-cod',
    zh: '河北（冀政办字〔2016〕169号）化学需氧量',
    yuan: startedFractions(input('multiple'), '0.2', '300000'),
    sparesWhatFlowsIn: true,
    confidence: 'two',
    doubt: 'steps of ammonia nitrogen and total phosphorus were not read',
  },
  {
    id: 'hefei-new',
    zh: '合肥（新）',
    yuan: startedFractions(input('multiple'), '0.5', '500000', '3000000'),
    rewardPerClassYuan: '500000',
    sparesWhatFlowsIn: false,
    confidence: 'one',
    doubt: '"each 0.5" is read as started fractions',
  },
  {
    id: 'hefei-old',
    zh: '合肥（旧）',
    yuan: startedFractions(input('multiple'), '0.5', '300000', '2000000'),
    rewardPerClassYuan: '300000',
    sparesWhatFlowsIn: false,
    confidence: 'one',
  },
  {
    id: 'handan-cod',
    zh: '邯郸 化学需氧量',
    yuan: tiers(['0.5', '100000'], ['1', '500000'], ['2', '1000000'], [null, '1500000']),
    sparesWhatFlowsIn: false,
    confidence: 'one',
  },
  {
    id: 'zhoukou',
    zh: '周口',
    // The amount of the tier, times 1 + multiple (the city's own text, fsou.net 170961/17096188).
    yuan: product(
      tiers(['0.1', '0'], ['0.5', '100000'], ['1', '250000'], ['1.5', '500000'], ['2', '1000000'], [null, '2000000']),
      sum(number(1), input('multiple')),
    ),
    sparesWhatFlowsIn: false,
    confidence: 'one',
    doubt: 'for a target COD above 40 or ammonia above 2 mg/L; the amounts of stricter targets were not read',
  },
  {
    id: 'jincheng',
    zh: '晋城（晋市水防办〔2020〕5号）',
    yuan: tiers(['1', '500000'], [null, '1000000']),
    sparesWhatFlowsIn: false,
    confidence: 'one',
    doubt:
      'the text was not read: two tiers that its notice of 2022-11 shows (0.585 costs 500,000 yuan, 1.12 a million)',
  },
]

/** What was found at a section for one item, in the unit of the item. */
export interface Deductible {
  concentration: Numeric
  limit: Numeric
  /** What flowed in from above, and the limit it owed, where something did. */
  inflow?: { concentration: Numeric; limit: Numeric }
  /** 断流, 冰冻, 无水: there is no value, and nothing is deducted. */
  noValue?: 'dry' | 'frozen'
}

/** What is deducted, and why. */
export interface Deduction {
  rule: string
  /** (C − Cs)/Cs, null where there is no value. */
  multiple: string | null
  amountFen: Fen
  /** Why nothing is, where something would be. */
  spared: 'noValue' | 'flowedIn' | null
  derivation: Derivation | null
}

/** Deduction for one item at one section in one period. @throws Refusal formula_input_invalid for an unknown rule */
export function deduct(ruleId: string, found: Deductible): Deduction {
  const rule = ruleOf(ruleId)
  const answer = { rule: ruleId, amountFen: 0, derivation: null }
  if (found.noValue) return { ...answer, multiple: null, spared: 'noValue' }
  const multiple = exceedMultiple(Exact.of(found.concentration), Exact.of(found.limit))
  const text = multiple.toText()
  if (rule.sparesWhatFlowsIn && found.inflow) {
    const exceeds = Exact.of(found.inflow.limit).below(found.inflow.concentration)
    const rose = Exact.of(found.inflow.concentration).below(found.concentration)
    if (exceeds && !rose) return { ...answer, multiple: text, spared: 'flowedIn' }
  }
  const term = (name: string) => {
    throw settlementRefusals.termUnknown(rule.zh, name)
  }
  const { value, derivation } = evaluate(rule.yuan, { inputs: { multiple }, term })
  return { rule: ruleId, multiple: text, amountFen: fenOfYuan(value), spared: null, derivation }
}

/**
 * What a place receives for a section whose class is better than its target; nothing where its rule names no reward.
 * @throws Refusal formula_input_invalid for an unknown rule
 */
export function rewardFor(ruleId: string, target: WaterClass, found: WaterClass): Fen {
  const better = Math.max(0, classNumber(target) - classNumber(found))
  return fenOfYuan(Exact.of(ruleOf(ruleId).rewardPerClassYuan ?? 0).times(better))
}

function ruleOf(ruleId: string): DeductionRule {
  const rule = DEDUCTION_RULES.find(({ id }) => id === ruleId)
  if (!rule) throw settlementRefusals.inputInvalid('rule', DEDUCTION_RULES.map(({ id }) => id).join(', '), ruleId)
  return rule
}

/** A pool that grows: pool(y) = pool(y − 1)·(1 + growth). Which growth is for the parties to say. */
export function grownPool(first: Fen, growthByYear: readonly Numeric[]): Fen {
  const yuan = growthByYear.reduce<Exact>(
    (pool, growth) => pool.times(Exact.of(1).plus(growth)),
    Exact.of(first).over(100),
  )
  return fenOfYuan(yuan)
}
