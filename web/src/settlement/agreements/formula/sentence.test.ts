import i18next from 'i18next'
import { describe, expect, test } from 'vitest'
import { sayFormula, sayWhen } from '../../../../../src/settlement/agreements/exports/sentence.ts'
import {
  AGREEMENT_STATE_WORDS,
  CONFIDENCE_WORDS,
  INPUT_WORDS,
  itemName,
  ROLE_WORDS,
  TERM_WORDS,
} from '../../../../../src/settlement/agreements/exports/words.ts'
import { KNOWN_AGREEMENTS, type Quantity } from '../../../../../src/settlement/index.ts'
import { en } from '../../../messages/en.ts'
import { zhCN } from '../../../messages/zh-CN.ts'
import { formulaNames } from '../../parts/names.ts'
import { type FormulaWords, readCondition, readFormula } from './sentence.ts'
import { formulaWords } from './useFormulaWords.ts'

async function wordsOf(lng: 'zh-CN' | 'en'): Promise<FormulaWords> {
  const resources = { 'zh-CN': { translation: zhCN }, en: { translation: en } }
  await i18next.init({ lng, resources, interpolation: { escapeValue: false } })
  return formulaWords(i18next.t, formulaNames(i18next.t, itemName))
}
const term = (name: string): Quantity => ({ kind: 'term', name })
const number = (value: string): Quantity => ({ kind: 'number', value })

test('[SET-76] the document of an agreement uses the words of the screen, and reads formulas as it does', async () => {
  const { states, roles, confidences } = zhCN.settlement.agreements
  const { all: _, ...versions } = states
  expect([AGREEMENT_STATE_WORDS, ROLE_WORDS, CONFIDENCE_WORDS]).toEqual([versions, roles, confidences])
  const { terms, inputs } = zhCN.settlement.parts
  expect([TERM_WORDS, INPUT_WORDS]).toEqual([terms, inputs])
  const words = await wordsOf('zh-CN')
  for (const { parts } of KNOWN_AGREEMENTS)
    for (const { yuan, when } of parts) {
      expect(sayFormula(yuan)).toEqual(readFormula(yuan, words))
      if (when) expect(sayWhen(when)).toEqual(readCondition(when, words))
    }
})

describe('a formula that is read', () => {
  test('says arithmetic by its signs, with brackets where they are needed', async () => {
    const words = await wordsOf('zh-CN')
    const [a, b, c] = [term('甲'), term('乙'), term('丙')]
    const says = (quantity: Quantity) => readFormula(quantity, words).says
    const sum: Quantity = { kind: 'sum', of: [a, b] }
    expect(says({ kind: 'product', of: [sum, c] })).toBe('（甲 + 乙） × 丙')
    expect(says({ kind: 'sum', of: [{ kind: 'product', of: [a, b] }, c] })).toBe('甲 × 乙 + 丙')
    expect(says({ kind: 'difference', of: a, less: { kind: 'difference', of: b, less: c } })).toBe('甲 − （乙 − 丙）')
    expect(says({ kind: 'quotient', of: a, by: { kind: 'product', of: [b, c] } })).toBe('甲 ÷ （乙 × 丙）')
    expect(says({ kind: 'product', of: [number('1000000'), number('')] })).toBe('1,000,000 × （未填）')
  })

  test('calls named parts by name and tells each once, the outer before the inner', async () => {
    const second = KNOWN_AGREEMENTS.find(({ id }) => id === 'jiuzhoujiang-2')?.parts[0]?.yuan
    if (!second) throw new Error('九洲江 has a payment.')
    const { says, where } = readFormula(second, await wordsOf('zh-CN'))
    expect(says).toBe('年度出资额 × 应付比例')
    expect(where.map(({ name }) => name)).toEqual(['应付比例', '达标率'])
    expect(where[0]?.says).toContain('年均值类别不劣于目标类别且达标率不低于达标率目标时为 1')
    expect(where[1]?.says).toBe('各月水质中当月有数据且当月达标者的个数 ÷ 各月水质中当月有数据者的个数')
  })

  test('is read in English with English words', async () => {
    const words = await wordsOf('en')
    for (const { parts } of KNOWN_AGREEMENTS)
      for (const { yuan } of parts) expect(readFormula(yuan, words).says).not.toMatch(/时为|其余情形/)
  })
})
