import { readFileSync } from 'node:fs'
import {
  type CatalogueFile,
  expandCatalogue,
  jurisdictionIndex,
  loadCatalogue,
  loadGazetteer,
} from '../../gazetteer/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'

/** The gazetteer with the departments of one province, so that names resolve and have successors. */
export async function prepareGazetteer(handle: DatabaseHandle): Promise<void> {
  await loadGazetteer(handle)
  const path = new URL('../../../sample/organizations/guangxi.json', import.meta.url)
  const file = JSON.parse(readFileSync(path, 'utf8')) as CatalogueFile
  await handle.asSystem((trx) => loadCatalogue(trx, expandCatalogue(file, jurisdictionIndex()), 'sample'))
}
