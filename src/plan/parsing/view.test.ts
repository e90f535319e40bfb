import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block } from '../reading/types.ts'
import { sourceOf } from './sources.testing.ts'
import { viewOf } from './view.ts'

describe('the view', () => {
  test('[PARSE-31] leaves out furniture, joins the lines of a block, applies edits, and leads back', () => {
    const text = '导航\n推进产\n1业升级。\n增长485'
    const blocks: Block[] = [
      { kind: 'furniture', span: [0, 2], source: '' },
      { kind: 'paragraph', span: [3, 12], source: '' },
      { kind: 'paragraph', span: [13, 18], source: '' },
    ]
    const view = viewOf(text, blocks, [
      { span: [7, 8], text: '' },
      { span: [15, 18], text: '48.5%' },
    ])
    expect(view.text).toBe('推进产业升级。\n增长48.5%')
    expect(text.slice(...view.span(2, 4))).toBe('产\n1业')
    expect(text.slice(...view.span(10, 15))).toBe('485')
    expect(view.canonical(10)).toBe(15)
  })

  test('[PARSE-31] folds widths unit for unit', () => {
    const { blocks } = sourceOf('（１）Ａ，％　。')
    expect(viewOf('（１）Ａ，％　。', blocks).plain).toBe('(1)A,% 。')
  })

  test('[PARSE-31] every span of the view leads to a span of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(40), { maxLength: 6 }), (text, cuts) => {
        const { blocks } = sourceOf(text)
        const edits = [...new Set(cuts)]
          .sort((a, b) => a - b)
          .map((at) => ({ span: [at, at + 1] as const, text: at % 2 ? '' : 'xy' }))
        const view = viewOf(
          text,
          blocks,
          edits.filter(({ span }) => span[1] <= text.length && !text.slice(...span).includes('\n')),
        )
        expect(view.plain.length).toBe(view.text.length)
        for (let start = 0; start <= view.text.length; start += 3) {
          const [from, to] = view.span(start, Math.min(view.text.length, start + 5))
          expect(from).toBeGreaterThanOrEqual(0)
          expect(to).toBeGreaterThanOrEqual(from)
          expect(to).toBeLessThanOrEqual(text.length)
        }
      }),
    )
  })
})
