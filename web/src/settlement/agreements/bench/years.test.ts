import { describe, expect, test } from 'vitest'
import { contentOfForm } from '../../../../../src/settlement/agreements/index.ts'
import type { AgreementContent } from '../../../../../src/settlement/schemas.ts'
import { firstYears, yearChoices, yearsWithin } from './years.ts'

const form = contentOfForm('chuhe')
const over = (years: [number, number] | null): AgreementContent => ({
  ...form,
  agreement: { ...form.agreement, years },
})

describe('the years of the bench', () => {
  test('are those of the agreement, the first ten that have ended at first; without a period the last three of ten that have', () => {
    expect(yearChoices(over([2018, 2020]), 2026)).toEqual([2018, 2019, 2020])
    expect(firstYears(over([2010, 2030]), 2026)).toHaveLength(10)
    expect(firstYears(over([2025, 2027]), 2026)).toEqual([2025])
    expect(firstYears(over([2027, 2029]), 2026)).toEqual([2027, 2028, 2029])
    expect(yearChoices(over(null), 2026)).toHaveLength(10)
    expect(firstYears(over(null), 2026)).toEqual([2023, 2024, 2025])
  })

  test('that were chosen stay where another period covers them; where it covers none, its first ones stand in', () => {
    expect(yearsWithin([2019, 2020, 2021], over([2020, 2024]), 2026)).toEqual([2020, 2021])
    expect(yearsWithin([2015], over([2020, 2021]), 2026)).toEqual([2020, 2021])
  })

  test('come back with the period that covered them: what was chosen is not forgotten', () => {
    const chosen = [2018, 2019]
    yearsWithin(chosen, over([2020, 2021]), 2026)
    expect(yearsWithin(chosen, over([2018, 2020]), 2026)).toEqual([2018, 2019])
  })

  test('are none where none was chosen', () => {
    expect(yearsWithin([], over([2020, 2021]), 2026)).toEqual([])
  })
})
