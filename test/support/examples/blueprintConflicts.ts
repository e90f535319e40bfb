import { recheckAll } from '../../../src/blueprint/conflicts/index.ts'
import type { ConflictList } from '../../../src/blueprint/schemas/conflicts.ts'
import { addedLayer, sent, square } from '../../../src/blueprint/stage.testing.ts'
import { todayInChina } from '../../../src/platform/time.ts'
import type { Example, Stage } from '../accessExamples.ts'
import { aReadLayer } from './blueprint.ts'

/** A conflict of two layers of the owner's (of the office's for who only reads), looked for and found. */
async function aConflict(stage: Stage) {
  const layer = await aReadLayer(stage)
  const browser = await stage.as(stage.owner === 'leader' ? 'office' : stage.owner)
  await addedLayer(browser, { kind: 'urban_boundary', name: '城镇开发边界' }, [
    { key: 'U1', name: '城区', geometry: square(109.105, 21.4) },
  ])
  await recheckAll(stage.handle, todayInChina())
  const path = `/api/v1/blueprint/conflicts?layer=${layer.id}&state=open&sort=found`
  const { items } = await sent<ConflictList>(browser.get(path))
  const [conflict] = items
  if (!conflict) throw new Error('The stage has no conflict.')
  return conflict
}

const onConflict =
  (act: 'accept' | 'reopen'): Example =>
  async (stage) => {
    const { id, revision } = await aConflict(stage)
    const url = (what: string) => `/api/v1/blueprint/conflicts/${id}/${what}`
    const tag = (version: number) => ({ 'if-match': `"v${version}"` })
    if (act === 'reopen')
      await sent((await stage.as(stage.owner)).post(url('accept'), { reason: '已有批复' }, tag(revision)))
    const headers = tag(act === 'reopen' ? revision + 1 : revision)
    return { method: 'POST', url: url(act), payload: { reason: '已有批复' }, headers }
  }

const list =
  (path: string): Example =>
  async (stage) => {
    await aConflict(stage)
    return { method: 'GET', url: `/api/v1/blueprint/${path}` }
  }

export const blueprintConflictExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/blueprint/conflicts': list('conflicts'),
  'GET /api/v1/blueprint/conflicts.csv': list('conflicts.csv'),
  'GET /api/v1/blueprint/conflicts.xlsx': list('conflicts.xlsx'),
  'GET /api/v1/blueprint/conflicts.geojson': list('conflicts.geojson'),
  'GET /api/v1/blueprint/conflicts/:id': async (stage) => ({
    method: 'GET',
    url: `/api/v1/blueprint/conflicts/${(await aConflict(stage)).id}`,
  }),
  'POST /api/v1/blueprint/conflicts/:id/accept': onConflict('accept'),
  'POST /api/v1/blueprint/conflicts/:id/reopen': onConflict('reopen'),
}
