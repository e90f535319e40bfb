import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const NUMBER = /\[([A-Z]+-\d+)\]/g

/** The numbers that stand in the files whose names end so, each with how often. */
function numbersIn(ending: RegExp): Map<string, number> {
  const found = new Map<string, number>()
  for (const folder of ['src', 'web', 'test']) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !ending.test(entry.name) || entry.parentPath.includes('node_modules')) continue
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8')
      for (const [, number = ''] of text.matchAll(NUMBER)) found.set(number, (found.get(number) ?? 0) + 1)
    }
  }
  return found
}

describe('the numbered rules of the READMEs', () => {
  const rules = numbersIn(/^README\.md$/)
  const proofs = numbersIn(/\.test(ing)?\.tsx?$/)
  const missing = (wanted: Map<string, number>, from: Map<string, number>) =>
    [...wanted.keys()].filter((number) => !from.has(number))

  test('are found, and each is stated once', () => {
    expect(rules.size).toBeGreaterThan(100)
    expect([...rules].filter(([, times]) => times > 1)).toEqual([])
  })

  test('each have a test that carries the number', () => expect(missing(rules, proofs)).toEqual([]))

  test('are what every number in a test stands for', () => expect(missing(proofs, rules)).toEqual([]))
})
