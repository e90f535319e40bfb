import { expect, test } from 'vitest'
import { actorOf, withDatabase } from '../../../test/support/index.ts'
import { announce } from './announce.ts'
import { listen } from './listen.ts'

const database = withDatabase()
const office = actorOf('office')

const waiting = () =>
  database.handle.asSystem((trx) =>
    trx.selectFrom('outbox_event').select(['kind', 'payload', 'user_id', 'organization_id', 'delivered_at']).execute(),
  )

test('[PLAT-30] an event is there together with what happened, or not at all', async () => {
  const failed = database.handle.asActor(office, async (trx) => {
    await announce(trx, 'plan.document_ingested', { documentId: 'lost' })
    throw new Error('ingest failed')
  })
  await expect(failed).rejects.toThrow('ingest failed')
  await database.handle.asActor(office, (trx) => announce(trx, 'plan.document_ingested', { documentId: 'kept' }))
  expect(await waiting()).toEqual([
    {
      kind: 'plan.document_ingested',
      payload: { documentId: 'kept' },
      user_id: office.userId,
      organization_id: office.organizationId,
      delivered_at: null,
    },
  ])
})

test('[PLAT-31] whoever announces cannot read what others announced', async () => {
  const reading = database.handle.asActor(office, (trx) => trx.selectFrom('outbox_event').selectAll().execute())
  await expect(reading).rejects.toMatchObject({ code: '42501' })
})

test('[PLAT-32] a listener hears each event once, and again what it failed at', async () => {
  for (const n of [1, 2]) await database.handle.asActor(office, (trx) => announce(trx, 'test.happened', { n }))
  await database.handle.asActor(office, (trx) => announce(trx, 'test.other', {}))
  const heard = (listener: string) =>
    database.handle.asSystem(async (trx) =>
      (await listen<{ n: number }>(trx, listener, 'test.happened')).map(({ payload }) => payload.n),
    )
  const failed = database.handle.asSystem(async (trx) => {
    await listen(trx, 'one', 'test.happened')
    throw new Error('not done')
  })
  await expect(failed).rejects.toThrow('not done')
  expect(await heard('one')).toEqual([1, 2])
  expect(await heard('one')).toEqual([])
  await database.handle.asActor(office, (trx) => announce(trx, 'test.happened', { n: 3 }))
  expect(await heard('one')).toEqual([3])
  expect(await heard('other')).toEqual([1, 2, 3])
})
