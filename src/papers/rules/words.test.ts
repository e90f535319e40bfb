import { describe, expect, test } from 'vitest'
import { chineseNumber, dateInWords, percent, periodInWords, signaturePlace, titleLines, widthOf } from './words.ts'

describe('the words and measures of official documents', () => {
  test('[PAP-1] a date has no leading zeros', () => {
    expect(dateInWords('2026-01-05')).toBe('2026年1月5日')
    expect(dateInWords('2026-11-22')).toBe('2026年11月22日')
  })

  test('[PAP-1] numbers of headings', () => {
    expect([1, 10, 11, 20, 21, 99].map(chineseNumber)).toEqual(['一', '十', '十一', '二十', '二十一', '九十九'])
  })

  test('[PAP-2] a title is broken between words into even lines that fit', () => {
    const title = '关于印发《广西北部湾城市群发展规划实施方案》重点任务分解表的通知'
    const lines = titleLines(title)
    expect(lines.join('')).toBe(title)
    expect(lines.every((line) => widthOf(line) <= 19)).toBe(true)
    expect(Math.max(...lines.map(widthOf)) - Math.min(...lines.map(widthOf))).toBeLessThanOrEqual(4)
    expect(lines.some((line) => /^[》的、]/.test(line) || /《$/.test(line))).toBe(false)
    expect(titleLines('督办通知单')).toEqual(['督办通知单'])
  })

  test('[PAP-3] name and date of an unsealed document stand as §7.3.5.2 says', () => {
    // 2026年11月22日: 5.5 + … = four digits and four halves, three characters.
    expect(widthOf('2026年11月22日')).toBe(7)
    expect(signaturePlace('北部湾城市群协调办公室', '2026年11月22日')).toEqual({ name: 2, date: 4 })
    expect(signaturePlace('协调办', '2026年11月22日')).toEqual({ name: 8, date: 2 })
  })

  test('[PAP-4] a share of nothing is not zero', () => {
    expect(percent(0, 0)).toBeNull()
    expect(percent(1, 3)).toBe('33.3%')
  })
})

test.each([
  ['2026', '2026年'],
  ['2026H1', '2026年上半年'],
  ['2026H2', '2026年下半年'],
  ['2026Q3', '2026年第三季度'],
  ['2026-05', '2026年5月'],
  ['2026—2030', '2026—2030'],
])('[PAP-1] the period %s is printed %s', (period, words) => expect(periodInWords(period)).toBe(words))
