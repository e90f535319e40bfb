import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { expect, test } from 'vitest'

const IMPORT = /^(?:import|export)\s+(?!type\s)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm

const FOLLOWED = ['.', '../../papers/'].map((folder) => new URL(folder, import.meta.url).href)

/** Packages that a file loads when it is imported, by way of the files of its own folder and of the room of papers. */
function packagesOf(file: URL, seen = new Map<string, Set<string>>()): Set<string> {
  const known = seen.get(file.href)
  if (known) return known
  const found = new Set<string>()
  seen.set(file.href, found)
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    if (!name.startsWith('.')) found.add(name)
    else if (FOLLOWED.some((folder) => new URL(name, file).href.startsWith(folder)))
      for (const one of packagesOf(new URL(name, file), seen)) found.add(one)
  }
  return found
}

test('[DEL-949] what draws charts and lays out documents is not loaded before a paper is made', () => {
  const packages = [...packagesOf(new URL('./routes.ts', import.meta.url))].filter(
    (name) => !builtinModules.includes(name.replace('node:', '')),
  )
  expect(packages.sort()).toEqual(['kysely', 'typebox'])
  // Nor later in the server's own thread.
  for (const file of ['./routes.ts', './papersApart.ts'])
    expect(readFileSync(new URL(file, import.meta.url), 'utf8')).not.toMatch(/import\(/)
  expect([...packagesOf(new URL('../../papers/press/index.ts', import.meta.url))]).toContain('docx')
  expect([...packagesOf(new URL('./evaluationPaper.ts', import.meta.url))]).toContain('echarts/core')
})
