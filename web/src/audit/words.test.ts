import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { actions } from './words.ts'

const root = new URL('../../../src/', import.meta.url)
const declared = /\b(?:audit|action): '([a-z]+\.[a-z_]+)'|\b(?:manage|changing)\('([a-z]+\.[a-z_]+)'\)/g

test('every action that the audit log may name has words to be found by', () => {
  const files = globSync('**/*.ts', { cwd: root.pathname }).filter((file) => !/test|testing/.test(file))
  const codes = files.flatMap((file) =>
    [...readFileSync(new URL(file, root), 'utf8').matchAll(declared)].map(([, plain, helped]) => plain ?? helped ?? ''),
  )
  expect(codes.length).toBeGreaterThan(15)
  const known = new Set(actions.map(({ code }) => code))
  expect([...new Set(codes)].filter((code) => !known.has(code))).toEqual([])
})
