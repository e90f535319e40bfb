import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { actorOf, withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { announce } from '../../platform/events/index.ts'
import { addIndicator } from '../projects/stage.testing.ts'
import { takeMeasured } from './measured.ts'
import type { IndicatorDetail } from './schemas.ts'

const NOW = new Date('2026-06-10T02:00:00Z')
const server = withServer({ clock: () => NOW, prepare: async (handle) => void (await loadGazetteer(handle)) })

describe('figures that the map measures', () => {
  const says = (value: string, more: object = {}) =>
    server.handle.asActor(actorOf('office'), (trx) =>
      announce(trx, 'blueprint.indicator_measured', {
        ...{ measure: 'ecological_space_share', jurisdiction: '450500', value, asOf: '2026-06-10', isSample: false },
        ...{ revisionId: 1, layers: [{ id: '0', name: '北海生态空间', revision: 3 }] },
        ...more,
      }),
    )
  const seen = async (id: string) =>
    (await (await server.as('office')).get(`/api/v1/indicators/${id}`)).json<IndicatorDetail>()

  test('[DEL-528] become those of the indicator that names the measure, once, and revise it', async () => {
    const id = await server.handle.asSystem((trx) => addIndicator(trx, 'office', {}))
    await server.handle.asSystem((trx) =>
      sql`update indicator set jurisdiction_code = '450500' where id = ${id}::uuid`.execute(trx),
    )
    await says('47.1')
    expect(await takeMeasured(server.handle, NOW)).toBe(0) // it names none yet
    const { revision } = await seen(id)
    const edited = await (await server.as('office')).patch(
      `/api/v1/indicators/${id}`,
      { measuredBy: 'ecological_space_share' },
      { 'if-match': `"v${revision}"` },
    )
    expect([edited.statusCode, edited.json().measuredBy]).toEqual([200, 'ecological_space_share'])
    await says('48.5312')
    await says('48.5312')
    await says('60', { jurisdiction: '450600' })
    await says('60', { measure: 'natural_shoreline_rate' })
    await says('60', { isSample: true })
    expect(await takeMeasured(server.handle, NOW)).toBe(1)
    expect(await takeMeasured(server.handle, NOW)).toBe(0)
    await says('47.9')
    expect(await takeMeasured(server.handle, NOW)).toBe(1)
    const { figures, observations } = await seen(id)
    expect(figures).toMatchObject([{ period: '2026-06', version: 2, value: '47.9', grade: 'measured' }])
    expect(figures[0]?.source).toBe('一张蓝图量算（北海生态空间第3次修订，截至2026-06-10）')
    expect(observations.map((one) => one.reason)).toContain(
      '图层变更后重新量算，原为 48.5312（一张蓝图量算（北海生态空间第3次修订，截至2026-06-10））',
    )
  })
})
