import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MarkIndex, runsOf, type Span } from './marking.ts'

const mark = (start: number, end: number, name = '') => ({ span: [start, end] as Span, name })
const anyMark = fc.tuple(fc.nat(60), fc.nat(60)).map(([one, other]) => mark(Math.min(one, other), Math.max(one, other)))
const sorted = (marks: ReturnType<typeof mark>[]) => [...marks].sort((one, other) => one.span[0] - other.span[0])

describe('runs of marked text', () => {
  test('text without marks is one run', () => {
    expect(runsOf([3, 9], [])).toEqual([{ span: [3, 9], marks: [] }])
  })

  test('an empty piece has no runs', () => {
    expect(runsOf([3, 3], [mark(0, 9)])).toEqual([])
  })

  test('a unit named inside a responsible sentence lies under both marks', () => {
    const sentence = mark(0, 10, 'sentence')
    const unit = mark(4, 7, 'unit')
    expect(runsOf([0, 12], [sentence, unit])).toEqual([
      { span: [0, 4], marks: [sentence] },
      { span: [4, 7], marks: [sentence, unit] },
      { span: [7, 10], marks: [sentence] },
      { span: [10, 12], marks: [] },
    ])
  })

  test('whatever the marks, runs cover the piece without gap, and each position has exactly the marks that cover it', () => {
    fc.assert(
      fc.property(fc.array(anyMark, { maxLength: 12 }), anyMark, (marks, { span }) => {
        const runs = runsOf(span, sorted(marks))
        let at = span[0]
        for (const run of runs) {
          expect(run.span[0]).toBe(at)
          expect(run.span[1]).toBeGreaterThan(at)
          at = run.span[1]
          for (let position = run.span[0]; position < run.span[1]; position++) {
            const covering = marks.filter((one) => one.span[0] <= position && position < one.span[1])
            expect(new Set(run.marks)).toEqual(new Set(covering))
          }
        }
        expect(at).toBe(Math.max(span[0], span[1]))
      }),
    )
  })

  test('the index finds the marks that touch a piece, also those that began long before it', () => {
    fc.assert(
      fc.property(fc.array(anyMark, { maxLength: 20 }), anyMark, (marks, { span }) => {
        const touching = marks.filter((one) => one.span[0] < span[1] && one.span[1] > span[0])
        expect(new Set(new MarkIndex(marks).touching(span))).toEqual(new Set(touching))
      }),
    )
  })
})
