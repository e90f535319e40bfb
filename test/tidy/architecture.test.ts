import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { importsOf, readSources, type SourceFile, violations } from './architecture.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const file = (path: string, ...specifiers: string[]): SourceFile => ({
  path,
  imports: specifiers.map((specifier) => ({ specifier, typeOnly: false })),
})

describe('the check itself', () => {
  test.each([
    ['an arrow that points up', [file('src/platform/files/store.ts', '../../plan/index.ts')], 'points up'],
    ['an arrow between neighbours', [file('src/delivery/store.ts', '../blueprint/index.ts')], 'points up'],
    ['a side door', [file('src/server/rooms.ts', '../plan/store.ts')], 'not by its public face'],
    ['a pure part that leans on its room', [file('src/plan/parsing/parse.ts', '../store.ts')], 'must stand alone'],
    [
      'code that reaches the browser',
      [file('web/src/plan/client.ts', '../../../src/plan/schemas.ts')],
      'more than types',
    ],
    ['a room nobody placed', [file('src/attic/box.ts', '../platform/refusal.ts')], 'no floor'],
    ['a circle', [file('src/plan/a.ts', './b.ts'), file('src/plan/b.ts', './a.ts')], 'a circle: src/plan/a.ts'],
  ])('%s is found', (_name, files, expected) => {
    expect(violations(files).join('\n')).toContain(expected)
  })

  test('what points down through a public face is left alone', () => {
    const files = [
      file('src/server/rooms.ts', '../plan/index.ts', '../platform/http/server.ts'),
      file('src/plan/index.ts', './store.ts', '../gazetteer/index.ts'),
      file('src/plan/store.ts'),
    ]
    expect(violations(files)).toEqual([])
  })

  test('static, dynamic, type-only and side-effect imports are seen', () => {
    const text = [
      "import { a } from './a.ts'",
      "import type { B } from './b.ts'",
      "import {\n  c,\n  d,\n} from './c.ts'",
      "export * from './e.ts'",
      "import './f.ts'",
      "const g = await import('./g.ts')",
    ].join('\n')
    expect(importsOf(text).map((found) => `${found.specifier}${found.typeOnly ? ' (type)' : ''}`)).toEqual([
      './a.ts',
      './b.ts (type)',
      './c.ts',
      './e.ts',
      './f.ts',
      './g.ts',
    ])
  })
})

test('arrows point down, rooms are entered by their public face, and nothing goes in a circle', () => {
  expect(violations(readSources(root))).toEqual([])
})
