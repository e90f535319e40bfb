import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSource } from '../reading/index.ts'
import { parseDocument } from './index.ts'
import { GOLD, parseText, realPlans, sourceOf } from './sources.testing.ts'
import type { ParsedDocument } from './types.ts'

const plans = realPlans()

/** What holds of every parse, whatever the text is. */
function expectSound(parsed: ParsedDocument): void {
  const ids = new Set<string>()
  for (const node of parsed.outline) {
    if (node.parent !== null && !ids.has(node.parent)) throw new Error(`${node.id} stands before its parent`)
    if (ids.has(node.id)) throw new Error(`${node.id} is there twice`)
    ids.add(node.id)
    if (node.extent[0] > node.span[0] || node.extent[1] < node.span[1])
      throw new Error(`${node.id} does not hold its heading`)
  }
  const { outline, responsibilities, targets, repairs, findings, projects, places, deadlines, mechanisms, zones } =
    parsed
  for (const entries of [
    outline,
    responsibilities,
    targets,
    repairs,
    findings,
    projects,
    places,
    deadlines,
    mechanisms,
    zones,
  ]) {
    for (const entry of entries) {
      const [start, end] = entry.span
      if (!(start >= 0 && start <= end && end <= parsed.text.length))
        throw new Error(`span ${start}-${end} leaves the text`)
      if ('quote' in entry && entry.quote !== parsed.text.slice(start, end)) {
        // A responsibility or a mechanism may quote more than the words of its name.
        if (!parsed.text.includes(entry.quote)) throw new Error(`quote is not in the text: ${entry.quote.slice(0, 40)}`)
      }
      if ('provision' in entry && entry.provision !== '' && !ids.has(entry.provision))
        throw new Error(`no provision ${entry.provision}`)
    }
  }
}

describe('scores against the annotations beside the checkout', () => {
  const atLeast: Record<string, { outline: number; parents: number; targets?: number; repairs?: number }> = {
    '000': { outline: 0.98, parents: 0.98 },
    '001': { outline: 0.98, parents: 0.98, targets: 0.8 },
    '002': { outline: 0.95, parents: 0.95, targets: 0.8, repairs: 0.9 },
    '003': { outline: 0.98, parents: 0.98, targets: 0.8 },
    '004': { outline: 0.95, parents: 0.95 },
  }
  test.skipIf(!plans).each(Object.entries(atLeast))(
    '[PARSE-32] %s reaches its thresholds (skipped where ../shared is absent)',
    async (number, least) => {
      const plan = plans?.find(({ name }) => name.startsWith(number))
      if (!plan) return
      const parsed = parseDocument(await readSource(plan.bytes, plan.name), { sha256: '' })
      const folder = mkdtempSync(join(tmpdir(), 'qunce-score-'))
      try {
        const out = join(folder, 'parsed.json')
        writeFileSync(out, JSON.stringify(parsed))
        const script = fileURLToPath(new URL('score.mjs', GOLD))
        const gold = fileURLToPath(new URL(`${number}.gold.json`, GOLD))
        const score = JSON.parse(execFileSync(process.execPath, [script, gold, out, '--json'], { encoding: 'utf8' }))
        expect(score.outline.f1).toBeGreaterThanOrEqual(least.outline)
        expect(score.outline.parent_accuracy).toBeGreaterThanOrEqual(least.parents)
        if (least.targets) expect(score.targets.f1).toBeGreaterThanOrEqual(least.targets)
        if (least.repairs) expect(score.repairs.f1).toBeGreaterThanOrEqual(least.repairs)
        else expect(parsed.repairs).toEqual([])
      } finally {
        rmSync(folder, { recursive: true })
      }
      expectSound(parsed)
    },
  )
})

describe('the table of contents', () => {
  const titles = ['建立流域补偿协调机制', '推进南宁港口建设', '健全联席会议制度', '加强实施保障']
  const chapters = titles.map((title, index) => `第${'一二三四'[index]}章${title}`)
  const words =
    '各市要把责任落实到位，建立海湾联防联控机制。推动沿海地区在治理、修复和监测上相互支持，形成合力。'.repeat(3)

  test.each([
    ['in the flow', `某湾规划目录${chapters.map((title, n) => `${title}${n + 2}`).join('')}`, ''],
    ['in lines', `某湾规划\n目录\n${chapters.map((title, n) => `${title}……${n + 2}\n`).join('')}`, '\n'],
  ])('[PARSE-37] obliges nobody: %s', (_name, contents, newline) => {
    const parsed = parseText(contents + chapters.map((title) => `${title}${newline}${words}${newline}`).join(''))
    expect(parsed.outline.length).toBeGreaterThanOrEqual(4)
    expect(parsed.mechanisms.length).toBeGreaterThan(0)
    for (const { span } of [...parsed.mechanisms, ...parsed.projects, ...parsed.places, ...parsed.zones]) {
      expect(span[0]).toBeGreaterThanOrEqual(contents.length)
    }
  })
})

/** Pieces of which the grammar is made, and what breaks careless code. */
const PIECES = [
  ...[
    '第一章',
    '第二节',
    '一、',
    '（一）',
    '1.',
    '1.1',
    '（1）',
    '①',
    '——',
    '专栏1',
    '附件',
    '一是',
    '首先，',
    '目录',
    '图3',
    '示意图',
  ],
  ...[
    '加强合作',
    '推进建设',
    '建立机制',
    '达到',
    '20%',
    '5个',
    '到2025年',
    '2025年底前',
    '占全国的301',
    '森林覆盖率',
    '全覆盖',
    '二类标准',
    '（）',
    '4网络',
  ],
  ...[
    '省发展改革委',
    '牵头',
    '南宁',
    '责任单位：',
    '生态保护红线',
    '禁止',
    '铁路',
    '等项目建设',
    '《',
    '》',
    '“',
    '”',
    '（',
    '）',
    '(',
    ')',
  ],
  ...[
    '。',
    '，',
    '、',
    '；',
    '：',
    '\n',
    '\t',
    ' ',
    '　',
    '\ud800',
    '\udc00',
    '\u0000',
    '\ufeff',
    '１２',
    '％',
    '999999999999',
    '0',
  ],
]

describe('any text at all', () => {
  test('[PARSE-33] random text of the pieces of the grammar parses soundly', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 400 }), (pieces) =>
        expectSound(parseText(pieces.join(''))),
      ),
      { numRuns: 150 },
    )
  })

  test('[PARSE-33] random Unicode parses soundly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => expectSound(parseText(text))),
      { numRuns: 150 },
    )
  })

  test.skipIf(!plans)(
    '[PARSE-33] real plans, cut, joined and stirred, parse soundly (skipped where ../shared is absent)',
    () => {
      const texts = (plans ?? []).map(({ bytes }) => new TextDecoder().decode(bytes))
      const cut = fc.record({
        text: fc.constantFrom(...texts),
        from: fc.nat(20_000),
        length: fc.nat(1500),
        junk: fc.constantFrom(...PIECES),
      })
      fc.assert(
        fc.property(fc.array(cut, { maxLength: 6 }), (cuts) => {
          expectSound(
            parseText(cuts.map(({ text, from, length, junk }) => text.slice(from, from + length) + junk).join('')),
          )
        }),
        { numRuns: 40 },
      )
    },
  )

  const styles = [
    '第一编',
    '第一篇',
    '第一章',
    '第一节',
    '一、甲',
    '（一）乙',
    '1.丙',
    '（1）丁',
    '①戊',
    '专栏1 己',
    '1.1.1.1.1.1 庚',
  ]
  test('[PARSE-33] deep nesting parses soundly', () => {
    expectSound(parseText(Array.from({ length: 5000 }, (_, i) => styles[i % styles.length]).join('\n')))
  })

  test.each([
    '一、',
    '（一）',
    '((((',
    '第一章',
    '目录第一章总则3',
    '专栏1工程',
    '1.',
    '加强合作。',
    '占的301和',
    '（）',
    '图1示意图。',
    '达到5%以上',
    '2025年底前',
    '建立机制、',
    '生态空间',
    '\t',
    '\ud800',
  ])(
    '[PARSE-34] 1 MB of %j takes linear time',
    (piece) => {
      const timeOf = (length: number) => {
        const source = sourceOf(piece.repeat(Math.ceil(length / piece.length)).slice(0, length))
        const start = process.cpuUsage()
        expectSound(parseDocument(source, { sha256: '' }))
        return process.cpuUsage(start).user / 1000
      }
      timeOf(20_000)
      const [small, large] = [timeOf(125_000), timeOf(1_000_000)]
      // Eight times the text: quadratic time would be 64 times.
      expect(large).toBeLessThan(Math.max(small, 15) * 30)
    },
    60_000,
  )

  test('[PARSE-35] the same text parses to the same addresses', () => {
    const text = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
    expect(parseText(text)).toEqual(parseText(text))
  })
})
