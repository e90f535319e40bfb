import { describe, expect, test } from 'vitest'
import type { Block } from '../../reading/types.ts'
import { parseDocument } from '../parse.ts'
import type { ResponsibilityEntry } from '../types.ts'
import { CASES } from './cases.ts'

/** Blocks of a plain text: a paragraph for each line. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let at = 0
  for (const line of text.split('\n')) {
    if (line !== '')
      blocks.push({ kind: 'paragraph', span: [at, at + line.length], source: `line ${blocks.length + 1}` })
    at += line.length + 1
  }
  return blocks
}

const parse = (text: string) =>
  parseDocument({ format: 'txt', text, blocks: blocksOf(text), stated: {} }, { sha256: '' })

const LETTER = { lead: 'L', participant: 'P', responsible: 'R' } as const

function shown(entry: ResponsibilityEntry): string {
  const named = [
    ...entry.units.map((unit) => ({ ...unit, text: `${LETTER[unit.role]}${unit.name}` })),
    ...entry.classes.map((set) => ({ ...set, text: `c${LETTER[set.role]}${set.name}` })),
  ]
  named.sort((a, b) => a.span[0] - b.span[0])
  return [...named.map((one) => one.text), ...(entry.open ? ['+'] : [])].join(' ')
}

describe('assignments in sentences of many provinces', () => {
  test.each(CASES.map(([rule, text, assigns]) => ({ rule, text, assigns })))('[$rule] $text', ({ text, assigns }) => {
    expect(parse(text).responsibilities.map(shown).join(' ; ')).toBe(assigns)
  })
})
