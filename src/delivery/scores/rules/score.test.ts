import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { previewScores } from './preview.ts'
import { byRank, countsOf, effectOf, rankedTotal, type ScoredTask, type ScoreParts, score } from './score.ts'

const RULE: ScoreParts = {
  on_time: { weight: 40 },
  progress: { weight: 40 },
  evidence: { weight: 20 },
  returned: { each: 1, cap: 10 },
  contradicted: { each: 2, cap: 10 },
  closed_early: { each: 1, cap: 5 },
}

const task = (facts: Partial<ScoredTask> = {}): ScoredTask => ({
  taskId: 't',
  title: '',
  role: 'lead',
  owed: 1,
  onTime: 1,
  returned: 0,
  contradicted: 0,
  light: 'green',
  grades: { verified: 1 },
  closedEarly: false,
  ...facts,
})

const anyTask: fc.Arbitrary<ScoredTask> = fc
  .record({
    owed: fc.nat(4),
    late: fc.nat(4),
    returned: fc.nat(3),
    contradicted: fc.nat(2),
    light: fc.constantFrom('green', 'yellow', 'red', 'closed', null),
    statement: fc.nat(2),
    document: fc.nat(2),
    closedEarly: fc.boolean(),
  })
  .map(({ owed, late, statement, document, ...facts }) =>
    task({ ...facts, owed, onTime: Math.max(0, owed - late), grades: { statement, document } }),
  )

describe('scores', () => {
  test.each<[string, ScoredTask[], number | null]>([
    ['all done in time, well proven', [task()], 100],
    ['one of two late', [task(), task({ onTime: 0 })], 80],
    ['yellow is half', [task({ light: 'yellow' })], 80],
    ['own word gives nothing for evidence', [task({ grades: { statement: 1 } })], 80],
    ['a return takes a point', [task({ returned: 1 })], 99],
    ['returns take ten at most', [task({ returned: 30 })], 90],
    ['signed off early adds, five at most', [...Array(9)].map(() => task({ light: 'closed', closedEarly: true })), 105],
    ['no light yet: the other parts carry its weight', [task({ light: null, onTime: 0 })], 33.3],
    ['nothing owed is no score', [task({ owed: 0, onTime: 0, light: null, grades: {} })], null],
    ['never below zero', [task({ onTime: 0, light: 'red', grades: { statement: 1 }, returned: 9 })], 0],
  ])('[DEL-401] %s', (_what, tasks, total) => {
    expect(score(countsOf(tasks), RULE).total).toBe(total)
  })

  test.each<[string, Partial<ScoredTask>, [judged: number, enough: boolean, ranked: number | null]]>([
    ['all parts', {}, [100, true, 100]],
    ['reports and evidence', { light: null }, [60, true, 100]],
    ['reports in time alone: 40 of 100', { light: null, grades: {} }, [40, false, null]],
    ['nothing', { owed: 0, onTime: 0, light: null, grades: {} }, [0, false, null]],
  ])('[DEL-417] a rank needs half of the weight to be judged: %s', (_what, facts, [judged, enough, ranked]) => {
    const found = score(countsOf([task(facts)]), RULE)
    expect([found.judged, found.whole, found.enough, rankedTotal(found)]).toEqual([judged, 100, enough, ranked])
  })

  test('[DEL-417] who is not ranked stands below who is, whatever its scaled total', () => {
    const scored = (name: string, facts: Partial<ScoredTask>) => ({ name, ...score(countsOf([task(facts)]), RULE) })
    const rows = [scored('只有按时', { light: null, grades: {} }), scored('全有', { light: 'red' })]
    expect(rows.sort(byRank).map(({ name, total }) => [name, total])).toEqual([
      ['全有', 60],
      ['只有按时', 100],
    ])
  })

  test('[DEL-402] what the tasks are said to cost adds up to what is missing', () => {
    fc.assert(
      fc.property(fc.array(anyTask, { minLength: 1, maxLength: 12 }), (tasks) => {
        const counts = countsOf(tasks)
        const { parts } = score(counts, RULE)
        const effects = tasks.flatMap((one) => effectOf(one, counts, RULE))
        for (const { part, points, of } of parts) {
          const said = effects.filter((one) => one.part === part).reduce((sum, one) => sum + one.points, 0)
          const meant =
            points === null ? 0 : ['returned', 'contradicted', 'closed_early'].includes(part) ? points : points - of
          expect(said).toBeCloseTo(meant, 6)
        }
      }),
    )
  })
})

describe('a draft', () => {
  test('[DEL-415] is previewed on the same evidence: scores and ranks now and then', () => {
    const one = { ...countsOf([task({ onTime: 0 })]), name: 'late, well proven' }
    const other = { ...countsOf([task({ grades: { statement: 1 } })]), name: 'in time, own word' }
    const none = { ...countsOf([task({ owed: 0, onTime: 0, light: null, grades: {} })]), name: 'nothing owed' }
    const draft = { ...RULE, on_time: { weight: 10 }, evidence: { weight: 50 } }
    expect(
      previewScores([one, other, none], RULE, draft).map(({ name, now, drafted, rank, draftedRank }) => [
        [name, now, drafted],
        [rank, draftedRank],
      ]),
    ).toEqual([
      [
        ['late, well proven', 60, 90],
        [2, 1],
      ],
      [
        ['in time, own word', 80, 50],
        [1, 2],
      ],
      [
        ['nothing owed', null, null],
        [3, 3],
      ],
    ])
  })
})
