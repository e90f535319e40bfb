import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The fact files lie beside the project where it is developed, and are not part of it. */
const FOLDERS = ['../../../../shared/standards/', '../../../../../shared/standards/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
)

/** A fact file, or null where it is absent: tests that need it say that they are skipped. */
export function sharedFacts<Facts>(name: string): Facts | null {
  const path = FOLDERS.map((folder) => folder + name).find(existsSync)
  if (path === undefined) console.warn(`${name} is not at ../shared/standards: the cases that it holds are skipped`)
  return path === undefined ? null : (JSON.parse(readFileSync(path, 'utf8')) as Facts)
}

/** One worked example of environment-examples.json. */
export interface Example {
  id: string
  family: string
  title: string
  // biome-ignore lint/suspicious/noExplicitAny: each family has its own inputs and answers
  input: any
  // biome-ignore lint/suspicious/noExplicitAny: each family has its own inputs and answers
  expected: any
}

/** The worked examples of some families, of all where none is named; none where the file is absent. */
export function examplesOf(...families: string[]): Example[] {
  const file = sharedFacts<{ examples: Example[] }>('environment-examples.json')
  return (file?.examples ?? []).filter(({ family }) => families.length === 0 || families.includes(family))
}
