import { describe, expect, test } from 'vitest'
import { classesOf, KIND_CODES } from '../kinds.ts'
import { SITING_RULES, sitingRuleOf } from './sitingRules.ts'

describe('what the ground permits', () => {
  test.each([
    ['permanent_farmland', null, 'no', '第三十五条'],
    ['ecological_red_line', 'core', 'no', ''],
    ['ecological_red_line', 'general', 'condition', ''],
    ['ecological_red_line', null, 'condition', ''],
    ['urban_boundary', 'concentrated', 'yes', '第四十条'],
    ['urban_boundary', 'flexible', 'condition', ''],
    ['urban_boundary', 'special_purpose', 'condition', ''],
    ['urban_space', null, 'yes', ''],
    ['agricultural_space', null, 'condition', '第四十四条'],
    ['ecological_space', null, 'condition', ''],
    ['nature_reserve', 'core', 'no', ''],
    ['nature_reserve', 'general', 'condition', ''],
    ['water_source', 'grade_one', 'no', '第六十五条'],
    ['water_source', 'grade_two', 'condition', '第六十六条'],
    ['water_source', 'quasi', 'condition', '第六十七条'],
    ['sea_zone', 'marine_protection', 'no', '第四十八条'],
    ['sea_zone', 'port', 'condition', ''],
    ['sea_zone', null, 'condition', '第十三条'],
    ['coastline', 'natural', 'condition', '第三十九条'],
    ['coastline', 'artificial', 'yes', ''],
    ['infrastructure', 'railway', 'condition', ''],
    ['station', null, 'condition', ''],
    ['project_site', null, 'condition', ''],
  ] as const)('[BLU-70] %s %s: %s', (kind, of, permits, article) => {
    const rule = sitingRuleOf(SITING_RULES, kind, of)
    expect(rule?.permits).toBe(permits)
    expect(rule?.citation.article).toContain(article)
  })

  test('[BLU-71] every kind and class has a rule with words in both languages and a citation', () => {
    for (const kind of KIND_CODES)
      for (const of of [null, ...classesOf(kind)]) {
        const rule = sitingRuleOf(SITING_RULES, kind, of)
        expect(rule, `${kind} ${of}`).toBeTruthy()
        expect(rule?.words.zh.length, `${kind} ${of}`).toBeGreaterThan(8)
        expect(rule?.words.en).toMatch(/^[ -~’…]+$/)
        expect(rule?.citation.instrument).toMatch(/^《/)
        expect(['official', 'two', 'one', 'own']).toContain(rule?.citation.confidence)
      }
    expect(new Set(SITING_RULES.map(({ code }) => code)).size).toBe(SITING_RULES.length)
  })

  test('[BLU-71] a class that is not known asks to find out, and permits no more than the strictest is sure of', () => {
    for (const kind of ['ecological_red_line', 'nature_reserve', 'water_source', 'coastline'] as const)
      expect(sitingRuleOf(SITING_RULES, kind, 'unheard of')?.words.zh).toContain('查明')
  })
})
