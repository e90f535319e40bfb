import { describe, expect, test } from 'vitest'
import { highlightsIn } from '../platform/words.ts'
import { matchCommitments, type Recognizable, relocate } from './carryOver.ts'
import { compareEditions, piecesBetween } from './compare.ts'
import type { OutlineNode } from './parsing/types.ts'
import { termsOf, wordsOf } from './search.ts'
import { containment, fingerprintOf, likeness, runsOf } from './similarity.ts'

const task = (address: string, text: string, title = text.slice(0, 6)): Recognizable => ({
  kind: 'task',
  address,
  title,
  text,
})

describe('recognizing commitments in a new version', () => {
  test('[PLAN-5] same words are the same, elsewhere they moved, like words changed, others are gone', () => {
    const olds = [
      task('一/1', '建设疏港铁路,推动港区专用线衔接。'),
      task('一/2', '整合老港区岸线,推进客货分离。'),
      task('一/3', '开展红树林种植和湿地修复。'),
      task('一/4', '举办港口文化节。'),
    ]
    const founds = [
      task('一/1', '建设疏港铁路，推动港区专用线衔接。'),
      task('一/2', '开展红树林种植和湿地修复。'),
      task('一/3', '整合老港区岸线,推进客货分离和码头升级。'),
    ]
    expect(matchCommitments(olds, founds)).toEqual([
      { old: 0, found: 0, how: 'same', similarity: 1 },
      { old: 1, found: 2, how: 'changed', similarity: expect.any(Number) },
      { old: 2, found: 1, how: 'moved', similarity: 1 },
    ])
  })

  test('[PLAN-5] targets of one sentence are told apart by what they measure', () => {
    const text = '到2020年,森林覆盖率达到60%,近岸海域水质优良比例达到92%。'
    const target = (title: string): Recognizable => ({ kind: 'target', address: '一', title, text })
    const matches = matchCommitments(
      [target('2020年森林覆盖率 60%'), target('2020年近岸海域水质优良比例 92%')],
      [target('2020年近岸海域水质优良比例 ≥92%'), target('2020年森林覆盖率 ≥60%')].map((one) => ({
        ...one,
        text: `${text}等`,
      })),
    )
    expect(matches.map(({ old, found }) => [old, found])).toEqual([
      [0, 1],
      [1, 0],
    ])
  })

  test('a piece marked by hand is found again nearest to where it was', () => {
    expect(relocate('港口', '港口和港口', 3)).toEqual([3, 5])
    expect(relocate('港口', '没有', 0)).toBeNull()
  })
})

describe('comparing two versions', () => {
  const edition = (...provisions: [id: string, text: string][]) => {
    let text = ''
    const outline: OutlineNode[] = provisions.map(([id, body]) => {
      const start = text.length
      text += `${id}、${body}\n`
      return {
        id,
        parent: null,
        level: 1,
        marker: `${id}、`,
        title: '',
        span: [start, start + 2],
        extent: [start, text.length],
      }
    })
    return { text, outline }
  }

  test('[PLAN-5] provisions are added, removed, changed or moved; the rest is left out', () => {
    const before = edition(
      ['一', '建设疏港铁路。'],
      ['二', '整合老港区岸线,推进客货分离。'],
      ['三', '开展红树林种植和湿地修复,建立管护制度。'],
    )
    const after = edition(
      ['一', '建设疏港铁路。'],
      ['二', '整合老港区全部岸线,推进客货分离。'],
      ['四', '开展红树林种植和湿地修复,建立管护制度。'],
      ['五', '举办文化节。'],
    )
    const changes = compareEditions(before, after)
    expect(changes.map(({ kind, before: old, after: now }) => [kind, old?.address, now?.address])).toEqual([
      ['changed', '二', '二'],
      ['moved', '三', '四'],
      ['added', undefined, '五'],
    ])
    expect(changes[0]?.pieces?.filter(({ kind }) => kind !== 'same')).toEqual([{ kind: 'added', text: '全部' }])
  })

  test('pieces put together give both texts again', () => {
    const [was, is] = ['推进客货分离,建设邮轮码头', '加快推进客货分离和邮轮码头升级']
    const pieces = piecesBetween(was, is)
    const of = (kind: string) =>
      pieces
        .filter((piece) => piece.kind === 'same' || piece.kind === kind)
        .map(({ text }) => text)
        .join('')
    expect([of('removed'), of('added')]).toEqual([was, is])
  })
})

describe('how alike texts are', () => {
  test('white space, width and punctuation do not count', () => {
    expect(likeness('建设 ＡＢＣ港口，', '建设ABC港口')).toBe(1)
    expect(containment(runsOf('推进客货分离和邮轮码头升级'), runsOf('我们要推进客货分离，和邮轮码头\n升级改造'))).toBe(
      1,
    )
  })

  test('fingerprints of a part are among those of the whole', () => {
    const whole = Array.from({ length: 3000 }, (_, index) =>
      String.fromCodePoint(0x4e00 + ((index * 7919) % 9000)),
    ).join('')
    const ofWhole = new Set(fingerprintOf(runsOf(whole)))
    const ofPart = fingerprintOf(runsOf(whole.slice(1000, 2000)))
    expect(ofPart.length).toBeGreaterThan(20)
    expect(ofPart.every((hash) => ofWhole.has(hash))).toBe(true)
  })
})

describe('search terms', () => {
  test('[PLAN-18] terms are folded, highlights are places in the text as it stands', () => {
    expect(termsOf('ＣＥＰＡ “港 口” 港口')).toEqual(['cepa', '港口'])
    expect(highlightsIn('推进 CEPA 与港 口建设', ['cepa', '港口'])).toEqual([
      [3, 7],
      [9, 12],
    ])
  })

  test('[PLAN-18] a phrase is cut into its words', async () => {
    expect(await wordsOf('港口的集疏运体系')).toEqual(expect.arrayContaining(['港口', '体系']))
  })
})
