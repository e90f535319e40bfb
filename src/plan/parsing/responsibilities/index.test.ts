import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Block, Span } from '../../reading/types.ts'
import { parseDocument } from '../parse.ts'
import type { ResponsibilityEntry } from '../types.ts'
import { CASES } from './cases.ts'

/** Blocks of a plain text: a paragraph for each line, a table row for a line with tabs. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let at = 0
  for (const line of text.split('\n')) {
    const source = `line ${blocks.length + 1}`
    const span: Span = [at, at + line.length]
    if (line.includes('\t')) {
      let from = at
      const cells = line.split('\t').map((cell): Span => {
        const start = from
        from += cell.length + 1
        return [start, start + cell.length]
      })
      blocks.push({ kind: 'table_row', span, source, table: 0, cells })
    } else if (line !== '') blocks.push({ kind: 'paragraph', span, source })
    at += line.length + 1
  }
  return blocks
}

const parse = (text: string) =>
  parseDocument({ format: 'txt', text, blocks: blocksOf(text), stated: {} }, { sha256: '' })

const LETTER = { lead: 'L', participant: 'P', responsible: 'R' } as const

/** An entry in the notation of cases.ts. */
function shown(entry: ResponsibilityEntry): string {
  const named = [
    ...entry.units.map((unit) => ({ at: unit.span[0], text: `${LETTER[unit.role]}${unit.name}` })),
    ...entry.classes.map((set) => ({ at: set.span[0], text: `c${LETTER[set.role]}${set.name}` })),
  ]
  named.sort((a, b) => a.at - b.at)
  return [...named.map((one) => one.text), ...(entry.open ? ['+'] : [])].join(' ')
}

function holds(rule: string): void {
  const cases = CASES.filter((one) => one[0] === rule)
  test.each(cases)('%s %s', (_rule, text, assigns) => {
    expect(parse(text).responsibilities.map(shown).join(' ; ')).toBe(assigns)
  })
}

describe('[UNIT-1] verbs behind names in brackets say the roles', () => holds('UNIT-1'))
describe('[UNIT-2] labels before names say the roles, in brackets and on lines of their own', () => holds('UNIT-2'))
describe('[UNIT-3] a bracket of nothing but names at the end of a task assigns it', () => holds('UNIT-3'))
describe('[UNIT-4] a level word or jurisdiction reaches the names after it', () => holds('UNIT-4'))
describe('[UNIT-5] a row of jurisdictions shares the head of its last', () => holds('UNIT-5'))
describe('[UNIT-6] a separator inside a name does not part it', () => holds('UNIT-6'))
describe('[UNIT-7] sets that the text does not list stay sets', () => holds('UNIT-7'))
describe('[UNIT-8] 等 opens a list', () => holds('UNIT-8'))
describe('[UNIT-9] groups are expanded where the text says who they are', () => holds('UNIT-9'))
describe('[UNIT-10] the document’s own rule names the lead', () => holds('UNIT-10'))
describe('[UNIT-11] names before 牵头, 负责 and 会同 in a sentence are assigned', () => holds('UNIT-11'))
describe('[UNIT-12] sentences that oblige count only where the document has no lists', () => holds('UNIT-12'))
describe('[UNIT-13] brackets and sentences that name no unit assign nothing', () => holds('UNIT-13'))

describe('[UNIT-20] a line break inside a name or sentence means nothing', () => holds('UNIT-20'))

describe('[UNIT-14] unit columns of a table', () => {
  test('each row is one entry with the roles of its columns', () => {
    const text =
      '序号\t任务\t牵头单位\t配合单位\t完成时限\n1\t建设港口\t省交通运输厅\t省发展改革委、财政厅\t2025年\n2\t治理水体\t省生态环境厅\t各市人民政府\t2026年'
    expect(parse(text).responsibilities.map(shown)).toEqual([
      'L省交通运输厅 P省发展改革委 P省财政厅',
      'L省生态环境厅 cP各市人民政府',
    ])
  })

  test('names in one cell may be parted by blanks alone', () => {
    const text = '序号\t任务\t责任单位\n1\t建设港口\t市交通运输局 市财政局 港口集团有限公司'
    expect(parse(text).responsibilities.map(shown)).toEqual(['R市交通运输局 R市财政局 R港口集团有限公司'])
  })

  test('a form of two columns', () => {
    const text = '项目\t跨江大桥\n牵头单位\t市交通运输局\n完成时限\t2025年'
    expect(parse(text).responsibilities.map(shown)).toEqual(['L市交通运输局'])
  })
})

describe('[UNIT-15] what cannot be read is said', () => {
  const codes = (text: string) => parse(text).findings.map((finding) => finding.code)

  test('a group that the document does not define', () => {
    expect(codes('推进一体化。(责任单位:环湖八市人民政府)')).toContain('collective_undefined')
  })

  test('a name with the form of none is kept and reported', () => {
    const parsed = parse('推进一体化。(责任单位:省发展改革委、云上智联)')
    expect(parsed.responsibilities.map(shown)).toEqual(['R省发展改革委 R云上智联'])
    expect(parsed.findings.map((finding) => finding.code)).toContain('unit_unrecognized')
  })

  test('a damaged name is reported and not made a unit', () => {
    const parsed = parse('推进一体化。(责任单位:省发展改革委、省?通运?厅)')
    expect(parsed.responsibilities.map(shown)).toEqual(['R省发展改革委'])
    expect(parsed.findings.map((finding) => finding.code)).toContain('unit_garbled')
  })
})

describe('[UNIT-16] a bare department takes the prefix that the document gives it elsewhere', () => {
  test('the 厅 of another list', () => {
    const text = '一、建设。(责任单位:自治区发展改革委、水利厅)\n二、治理。(责任单位:水利厅、林业厅)'
    expect(parse(text).responsibilities.map(shown)).toEqual([
      'R自治区发展改革委 R自治区水利厅',
      'R自治区水利厅 R自治区林业厅',
    ])
  })

  test('but no prefix is invented where the document has none', () => {
    expect(parse('一、建设。(责任单位:发展改革委、水利局)').responsibilities.map(shown)).toEqual([
      'R发展改革委 R水利局',
    ])
  })
})

const PLANS = new URL('../../../../../shared/plans/', import.meta.url)

describe('[UNIT-17] spans', () => {
  test('every name is printed inside the span of its entry', () => {
    for (const [, text] of CASES)
      for (const entry of parse(text).responsibilities) {
        expect(text.slice(...entry.span)).toBe(entry.quote)
        for (const { span } of [...entry.units, ...entry.classes]) {
          expect(span[0]).toBeGreaterThanOrEqual(entry.span[0])
          expect(span[1]).toBeLessThanOrEqual(entry.span[1])
        }
      }
  })

  test.skipIf(!existsSync(PLANS))('in real plans too', () => {
    for (const file of readdirSync(PLANS)) {
      const text = readFileSync(new URL(file, PLANS), 'utf8').replace(/\r\n?/g, '\n')
      for (const entry of parse(text).responsibilities) {
        expect(text.slice(...entry.span)).toBe(entry.quote)
        for (const { span } of [...entry.units, ...entry.classes])
          expect(span[0] >= entry.span[0] && span[1] <= entry.span[1]).toBe(true)
      }
    }
  })
})
