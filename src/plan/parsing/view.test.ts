import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block } from '../reading/types.ts'
import { repair } from './repairs/index.ts'
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

  test('[PARSE-36] lines broken at a fixed width are joined, lines that are paragraphs are not', () => {
    const paragraph =
      '各地要结合实际统筹推进交通水利能源信息等领域建设，完善协调机制，促进要素流动，全年新增就业3000万人，增长5%左右。'
    const wrap = (text: string, width: number) => text.match(new RegExp(`.{1,${width}}`, 'gu')) ?? []
    const wrapped = [
      '一、总体要求',
      ...wrap(paragraph.repeat(3), 28),
      '二、重点任务',
      ...wrap(paragraph.repeat(3), 28),
      '（一）交通',
      ...wrap(paragraph, 28),
    ]
    const lines = repair(sourceOf(wrapped.join('\n'))).view.text.split('\n')
    expect(lines.map((line) => line.slice(0, 5))).toEqual([
      '一、总体要',
      '各地要结合',
      '二、重点任',
      '各地要结合',
      '（一）交通',
      '各地要结合',
    ])
    expect(lines[1]).toBe(paragraph.repeat(3))
    const apart = Array.from({ length: 12 }, (_, i) => paragraph.slice(0, 12 + i * 3)).join('\n')
    expect(repair(sourceOf(apart)).view.text).toBe(apart)
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
