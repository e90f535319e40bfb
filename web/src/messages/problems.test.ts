import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { problemsZh } from './problems.zh-CN.ts'

/** Rooms whose refusals a person can meet on a page. What only operators meet is said by the command line. */
const catalogues = [
  'plan/refusals.ts',
  'plan/reading/refusals.ts',
  'server/refusals.ts',
  'platform/http/refusals.ts',
  'gazetteer/refusals.ts',
  'alignment/refusals.ts',
  'monitoring/refusals.ts',
  'settlement/refusals.ts',
  ...globSync('settlement/*/refusals.ts', { cwd: new URL('../../../src/', import.meta.url).pathname }),
  'papers/refusals.ts',
  'blueprint/refusals.ts',
  'blueprint/conflicts/refusals.ts',
  'blueprint/siting/refusals.ts',
  ...globSync('{delivery,monitoring,exchange}/*/refusals.ts', {
    cwd: new URL('../../../src/', import.meta.url).pathname,
  }),
]
const form = /new Refusal\(\s*'[a-z_]+',\s*'([a-z_]+)'/g

test.each(catalogues)('every refusal of %s has words that say what to do', (catalogue) => {
  const source = readFileSync(new URL(`../../../src/${catalogue}`, import.meta.url), 'utf8')
  const codes = [...source.matchAll(form)].map(([, code]) => code)
  expect(codes.length).toBeGreaterThan(0)
  expect(codes.filter((code) => !(code && code in problemsZh))).toEqual([])
})
