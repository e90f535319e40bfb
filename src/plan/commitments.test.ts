import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deriveCommitments } from './commitments.ts'
import type { DerivedCommitment } from './derived.ts'
import { parsePlan } from './parsedPlan.ts'
import type { ParsedDocument } from './parsing/types.ts'
import { readSource } from './reading/index.ts'
import { SAMPLE_PLAN } from './testing/samplePlan.ts'

async function derive(text: string) {
  const source = await readSource(new TextEncoder().encode(text), 'plan.txt')
  return parsePlan(source, '0'.repeat(64), 'plan.txt').commitments
}

const unitsOf = (commitment: DerivedCommitment | undefined) =>
  commitment?.responsibilities.map(({ role, printed }) => `${role} ${printed}`)

describe('what a plan obliges', () => {
  test('[PLAN-7] a bracket of units makes one task of the text before it, without the bracket', async () => {
    const commitments = await derive(SAMPLE_PLAN)
    const railway = commitments.find(({ title }) => title === '建设疏港铁路')
    expect(railway).toMatchObject({ kind: 'task', provision: '二/(一)/1', chapter: '二', open: false })
    expect(railway?.text).toBe('加快疏港铁路前期工作,2019年底前开工建设,推动港区专用线与干线铁路衔接。')
    expect(unitsOf(railway)).toEqual([
      'lead 自治区发展改革委',
      'participant 自治区交通运输厅',
      'participant 自治区国土资源厅',
      'participant 北海市人民政府',
    ])
    expect(railway?.deadline?.date).toBe('2019-12-31')
    expect(commitments.find(({ title }) => title === '优化港口布局')?.open).toBe(true)
  })

  test('[PLAN-7] each of several brackets in one provision governs the text since the one before', async () => {
    const commitments = await derive(`青湾市工作方案
一、重点任务
1. 发展港口物流。建设冷链物流园区。(市商务局牵头)推进多式联运示范。(市交通运输局牵头)
`)
    const tasks = commitments.filter(({ kind }) => kind === 'task')
    expect(tasks.map(({ text }) => text)).toEqual(['建设冷链物流园区。', '推进多式联运示范。'])
    expect(tasks.map(({ title }) => title)).toEqual(['建设冷链物流园区', '推进多式联运示范'])
  })

  test('[PLAN-7] an assignment within a sentence governs that sentence', async () => {
    const tasks = (await derive(SAMPLE_PLAN)).filter(({ provision }) => provision === '三')
    const daily = tasks.find(
      ({ responsibilities }) => responsibilities.length > 0 && responsibilities[0]?.inheritedFrom === null,
    )
    expect(daily?.text).toBe('由自治区发展改革委负责日常工作。')
  })

  test('[PLAN-8] a provision that obliges and names nobody is a task; one that only explains is none', async () => {
    const commitments = await derive(SAMPLE_PLAN)
    expect(unitsOf(commitments.find(({ title }) => title === '修复红树林'))).toEqual([])
    expect(commitments.filter(({ provision }) => provision === '一')).toEqual([])
  })

  test('[PLAN-9] a target answers to the units of the task around it', async () => {
    const target = (await derive(SAMPLE_PLAN)).find(({ kind }) => kind === 'target')
    expect(target?.target).toMatchObject({ value: 92, unit: '%', comparator: '>=', year: 2020 })
    expect(unitsOf(target)).toEqual(['responsible 自治区环境保护厅', 'responsible 自治区水利厅'])
    expect(target?.responsibilities[0]?.inheritedFrom).toBe('二/(二)/1')
  })

  test('[PLAN-7] a row of a task table is one task, its deadline from its own cell', async () => {
    const html = `<h1>青湾市重点任务分工方案</h1><table>
      <tr><th>序号</th><th>重点任务</th><th>牵头单位</th><th>配合单位</th><th>完成时限</th></tr>
      <tr><td>1</td><td>建成青湾港三期码头</td><td>市交通运输局</td><td>市发展改革委</td><td>2025年12月底前</td></tr>
      <tr><td>2</td><td>开通青湾至南宁动车</td><td>市发展改革委</td><td>市财政局</td><td>2024年6月底前</td></tr></table>`
    const source = await readSource(new TextEncoder().encode(html), 'tasks.html')
    const tasks = parsePlan(source, '0'.repeat(64), 'tasks.html').commitments.filter(({ kind }) => kind === 'task')
    expect(tasks.map(({ title }) => title)).toEqual(['建成青湾港三期码头', '开通青湾至南宁动车'])
    expect(unitsOf(tasks[0])).toEqual(['lead 市交通运输局', 'participant 市发展改革委'])
    expect(tasks.map(({ deadline }) => deadline?.date)).toEqual(['2025-12-31', '2024-06-30'])
  })

  test('every span lies in the text, whatever the plan is', () => {
    const span = fc.tuple(fc.nat(400), fc.nat(60)).map(([start, length]) => [start, start + length] as const)
    fc.assert(
      fc.property(
        fc.stringMatching(/^[一二三、。；\n\t（）()建设推进责任单位市局]{0,500}$/),
        fc.array(span, { maxLength: 12 }),
        (text, spans) => {
          const inside = spans.map(([a, b]) => [Math.min(a, text.length), Math.min(b, text.length)] as const)
          for (const {
            span: [start, end],
          } of deriveCommitments(parsedOf(text, inside))) {
            expect(start).toBeGreaterThanOrEqual(0)
            expect(end).toBeGreaterThanOrEqual(start)
            expect(end).toBeLessThanOrEqual(text.length)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('takes time in proportion to the text, even where nothing ends a sentence', () => {
    const text = '建设'.repeat(500_000)
    const spans = Array.from({ length: 20_000 }, (_, index) => [index * 40, index * 40 + 4] as const)
    const began = performance.now()
    deriveCommitments(parsedOf(text, spans))
    expect(performance.now() - began).toBeLessThan(5000)
  })
})

/** Assignments, targets and deadlines at given places of a text, whatever stands there. */
function parsedOf(text: string, spans: readonly (readonly [number, number])[]): ParsedDocument {
  const at = (span: readonly [number, number]) => ({ quote: text.slice(span[0], span[1]), span, provision: '一' })
  const extent = [0, text.length] as const
  return {
    document: { title: '', format: 'txt', sha256: '' },
    text,
    outline: [
      { id: '一', parent: null, level: 1, marker: '一、', title: '建设', span: [0, Math.min(4, text.length)], extent },
    ],
    responsibilities: spans.map((span) => ({
      ...at(span),
      open: false,
      units: [{ name: '市局', role: 'lead', span }],
      classes: [],
    })),
    targets: spans.map((span) => ({ ...at(span), year: null, subject: '比例', comparator: '=', value: 1, unit: '%' })),
    repairs: spans.map((span) => ({ ...at(span), kind: 'page_number', fix: '', reason: '' })),
    findings: [],
    projects: [],
    places: [],
    deadlines: spans.map((span) => ({ ...at(span), date: '2020-12-31', recurs: null })),
    mechanisms: [],
    zones: [],
  }
}

const plans = join(import.meta.dirname, '../../../shared/plans')
describe.skipIf(!existsSync(plans))('real plans', () => {
  test.each(existsSync(plans) ? readdirSync(plans) : [])(
    '%s: every place that assigns units is in a task',
    async (name) => {
      const source = await readSource(readFileSync(join(plans, name)), name)
      const { parsed, commitments } = parsePlan(source, '0'.repeat(64), name)
      const printed = new Set(
        commitments.flatMap(({ kind, responsibilities }) =>
          kind === 'task' ? responsibilities.map((one) => `${one.span[0]} ${one.role} ${one.printed}`) : [],
        ),
      )
      for (const { units } of parsed.responsibilities) {
        for (const unit of units) {
          const isThere = [...printed].some((one) => one.endsWith(` ${unit.role} ${unit.name}`))
          expect(isThere, `${unit.role} ${unit.name}`).toBe(true)
        }
      }
      expect(commitments.filter(({ kind }) => kind === 'task').length).toBeGreaterThan(10)
    },
  )
})
