import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { withDatabase } from '../../test/support/index.ts'
import { loadGazetteer } from '../gazetteer/index.ts'
import { openFileStore } from '../platform/files/index.ts'
import { loadSample } from './sample.ts'
import { loadSampleBlueprint } from './sampleBlueprint.ts'
import { readSample, type SampleUser } from './sampleCatalogue.ts'
import { chance, height } from './sampleTerritory.ts'

const database = withDatabase()

describe('[BLU-60] the sample’s layers', () => {
  test('are marked, are of all kinds, rest on something, and hold the conflicts planted in them', async () => {
    await loadGazetteer(database.handle)
    const files = await openFileStore(`${database.folder}/files`)
    await loadSample(database.handle, files)
    const { rows } = await database.handle.asSystem((trx) =>
      sql<{ kind: string; features: number; sample: boolean; ground: boolean }>`
        select l.kind, l.is_sample as sample, l.quote <> '' or l.basis <> '' as ground,
          (select count(*)::int from blueprint_feature f where f.layer_id = l.id and f.removed_in is null) as features
        from blueprint_layer l`.execute(trx),
    )
    expect(new Set(rows.map(({ kind }) => kind)).size).toBe(13)
    expect(rows.every(({ sample, ground, features }) => sample && ground && features > 2)).toBe(true)
    const planted = await database.handle.asSystem((trx) =>
      sql<{ left: string; right: string; hectares: number }>`
        select a.key as left, lb.kind as right, round(sum(ST_Area(ST_Intersection(a.geometry, b.geometry)::geography)) / 10000)::int as hectares
        from blueprint_feature a join blueprint_feature b on ST_Intersects(a.geometry, b.geometry)
          join blueprint_layer lb on lb.id = b.layer_id
        where a.key in ('UB-P1', 'UB-P2', 'UB-P3') and lb.kind in ('ecological_red_line', 'permanent_farmland')
          and b.key not like '%-P%' group by 1, 2 order by 1`.execute(trx),
    )
    expect(planted.rows.map(({ left, right }) => `${left} ${right}`)).toEqual([
      'UB-P1 ecological_red_line',
      'UB-P2 permanent_farmland',
      'UB-P3 ecological_red_line',
    ])
    expect(planted.rows.every(({ hectares }) => hectares > 100)).toBe(true)
    const user = readSample<SampleUser>('users.json')
    expect(await loadSampleBlueprint(database.handle, user)).toBe(false)
  }, 120_000)

  test('are the same every time', () => {
    expect(chance(3, 5, 7)).toBeCloseTo(0.388532191282, 12)
    expect(height([108.5, 21.5], 0.5, 5)).toBeCloseTo(0.559532795567, 12)
  })
})
