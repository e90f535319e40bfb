import { readFileSync } from 'node:fs'
import type { CatalogueFile } from '../gazetteer/catalogue.ts'

/** Where the sample lies in the package. */
export const SAMPLE_FOLDER = new URL('../../sample/', import.meta.url)

export function readSampleJson<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, SAMPLE_FOLDER), 'utf8')) as T
}

/** The organizations of the sample's three provinces. */
export function readSampleCatalogues(): CatalogueFile[] {
  return ['guangxi', 'guangdong', 'hainan'].map((name) => readSampleJson<CatalogueFile>(`organizations/${name}.json`))
}
