import { describe, expect, test } from 'vitest'
import { KNOWN_AGREEMENTS } from '../../../../../src/settlement/index.ts'
import { EMPTY, moved, QUANTITY_KINDS, renamedIn, turnedInto, without } from './tree.ts'

const term = { kind: 'term', name: 'a' } as const

describe('a part of a formula that becomes another kind', () => {
  test('keeps what it was made of, where there is a place for it', () => {
    expect(turnedInto({ kind: 'sum', of: [term, EMPTY] }, 'product')).toEqual({ kind: 'product', of: [term, EMPTY] })
    expect(turnedInto({ kind: 'sum', of: [term, EMPTY] }, 'quotient')).toEqual({
      kind: 'quotient',
      of: term,
      by: EMPTY,
    })
    expect(turnedInto(term, 'product')).toEqual({ kind: 'product', of: [term, EMPTY] })
    expect(turnedInto({ kind: 'sum', of: [term] }, 'named')).toEqual({
      ...{ kind: 'named', zh: '', of: { kind: 'sum', of: [term] } },
    })
  })

  test('is of that kind, whatever it was', () => {
    for (const { parts } of KNOWN_AGREEMENTS)
      for (const { yuan } of parts) for (const kind of QUANTITY_KINDS) expect(turnedInto(yuan, kind).kind).toBe(kind)
  })
})

test('a term under another name is so in every formula, and its old name in none', () => {
  for (const { terms, parts } of KNOWN_AGREEMENTS)
    for (const name of Object.keys(terms)) {
      const text = JSON.stringify(parts.map((part) => renamedIn(part, name, '新名称')))
      expect(text.includes(JSON.stringify({ kind: 'term', name }))).toBe(false)
    }
})

test('items move and go', () => {
  expect(moved([1, 2, 3], 2, 0)).toEqual([3, 1, 2])
  expect(without(['a', 'b'], 0)).toEqual(['b'])
})
