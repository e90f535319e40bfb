import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Block, SourceText } from '../reading/types.ts'
import { parseDocument } from './index.ts'
import type { ParsedDocument } from './types.ts'

/** For tests: a text as reading yields it, one block for each line; lines joined by TAB are rows of one table. */
export function sourceOf(text: string, stated: SourceText['stated'] = {}): SourceText {
  const blocks: Block[] = []
  let at = 0
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() !== '') {
      const kind = line.includes('\t') ? 'table_row' : 'paragraph'
      blocks.push({ kind, span: [at, at + line.length], source: `line ${index + 1}` })
    }
    at += line.length + 1
  }
  return { format: 'txt', text, blocks, stated }
}

export const parseText = (text: string, stated?: SourceText['stated']): ParsedDocument =>
  parseDocument(sourceOf(text, stated), { sha256: '0'.repeat(64) })

const SHARED = new URL('../../../../shared/', import.meta.url)
export const GOLD = new URL('gold/', SHARED)
const PLANS = new URL('plans/', SHARED)

/** The plans that lie beside the checkout, or null where they do not: tests that need them are skipped with that reason. */
export function realPlans(): { name: string; bytes: Uint8Array }[] | null {
  if (!existsSync(PLANS) || !existsSync(GOLD)) return null
  return readdirSync(PLANS).map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, PLANS))) }))
}
