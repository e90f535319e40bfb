import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block } from '../../reading/types.ts'
import type { ParsingInput } from '../input.ts'
import { viewOf } from '../view.ts'
import { CASES } from './cases.ts'
import { findResponsibilities } from './index.ts'

function inputOf(text: string): ParsingInput {
  const blocks: Block[] = []
  let at = 0
  for (const line of text.split('\n')) {
    if (line !== '') blocks.push({ kind: 'paragraph', span: [at, at + line.length], source: '' })
    at += line.length + 1
  }
  return {
    source: { format: 'txt', text, blocks, stated: {} },
    view: viewOf(text, blocks),
    outline: [],
    headings: [],
    repairs: [],
    tables: [],
    provisionAt: () => '',
    quote: ([start, end]) => text.slice(start, end),
  }
}

/** Pieces from which the grammar is made: any order of them may come. */
const PIECES = [
  ...'()()〔〕【】[]、,;:。\n \t等和及与由要应须',
  ...[
    '牵头',
    '负责',
    '会同',
    '配合',
    '参与',
    '按职责分工负责',
    '责任单位',
    '牵头单位:',
    '配合部门',
    '以下简称',
    '统称',
    '以及',
    '排名第一的为牵头单位',
    '责任主体',
  ],
  ...[
    '省',
    '市',
    '自治区',
    '国家',
    '各',
    '有关',
    '三市',
    '6市',
    '发展改革',
    '委',
    '厅',
    '局',
    '办',
    '人民政府',
    '南宁市',
    '广东',
    '粤桂琼',
    '江北新区',
    '管委会',
    '部门',
    '县(市、区)',
    '集团',
    '★',
    '第一章',
    '\u0001',
    '\uFFFD',
    '(局、委)',
  ],
]

function checkSpans(text: string): void {
  const { entries, findings } = findResponsibilities(inputOf(text))
  let last = 0
  for (const entry of entries) {
    expect(entry.span[0]).toBeGreaterThanOrEqual(last)
    expect(entry.span[1]).toBeLessThanOrEqual(text.length)
    expect(entry.quote).toBe(text.slice(...entry.span))
    expect(entry.units.length + entry.classes.length).toBeGreaterThan(0)
    last = entry.span[0]
    for (const { span, name } of [...entry.units, ...entry.classes]) {
      expect(name.length).toBeGreaterThan(0)
      expect(span[0] >= entry.span[0] && span[0] <= span[1] && span[1] <= entry.span[1]).toBe(true)
    }
  }
  for (const { span } of findings) expect(span[0] >= 0 && span[0] <= span[1] && span[1] <= text.length).toBe(true)
}

describe('[UNIT-18] any text is read without throwing, and every span lies inside it', () => {
  test('pieces of the grammar in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 120 }), (pieces) => checkSpans(pieces.join(''))),
      { numRuns: 1500 },
    )
  })

  test('any Unicode', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), checkSpans), { numRuns: 300 })
  })

  test('sentences with parts cut out, doubled and moved', () => {
    const sentences = CASES.map(([, text]) => text)
    const mutation = fc.record({
      one: fc.constantFrom(...sentences),
      other: fc.constantFrom(...sentences),
      from: fc.nat(60),
      to: fc.nat(60),
      at: fc.nat(60),
    })
    fc.assert(
      fc.property(mutation, ({ one, other, from, to, at }) =>
        checkSpans(one.slice(0, at) + other.slice(Math.min(from, to), Math.max(from, to)) + one.slice(at)),
      ),
      { numRuns: 1500 },
    )
  })
})

describe('[UNIT-19] hostile repetition is read in linear time', () => {
  const PATTERNS = [
    '(',
    '((牵头))',
    '、',
    '局',
    '牵头',
    '由会同',
    '(责任单位:',
    '责任单位:',
    '要',
    '省委要',
    '省厅和',
    '(省财政厅牵头)',
    '责任主体是',
    '甲市、乙市(以下简称两市)',
    '第一章省要',
    '共同',
    '(共同',
    '称',
    '指',
    '市指',
    '等',
    '省厅会同',
  ]
  test.each(PATTERNS)(
    '%s',
    (pattern) => {
      const seconds = (length: number) => {
        const input = inputOf(pattern.repeat(Math.ceil(length / pattern.length)))
        const start = process.cpuUsage()
        findResponsibilities(input)
        const { user } = process.cpuUsage(start)
        return user / 1e6
      }
      seconds(20_000)
      const small = seconds(60_000)
      const large = seconds(480_000)
      // Eight times the text, eight times the time; the rest is for a busy machine and its collector.
      expect(large).toBeLessThan(Math.max(1.5, small * 24))
    },
    60_000,
  )
})
