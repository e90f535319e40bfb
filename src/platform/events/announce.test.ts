import { expect, test } from 'vitest'
import { actorOf, withDatabase } from '../../../test/support/index.ts'
import { announce } from './announce.ts'

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
