import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Trx } from '../../platform/database/index.ts'
import { closed, etagOf, Once, Uuid } from '../../platform/http/index.ts'
import { addRegistry, changeRegistry } from './configure.ts'
import { discardEntryDraft, draftEntry, draftEntryVersion, editEntry, publishEntry, withdrawEntry } from './entries.ts'
import { findEntry } from './entryStore.ts'
import { listEntries } from './listStore.ts'
import { findRegistry, listRegistries } from './registryStore.ts'
import {
  EntryDetail,
  EntryList,
  EntryQuery,
  EntryVersionQuery,
  EntryWithdrawal,
  NewEntry,
  NewRegistry,
  RegistryCode,
  RegistryDetail,
  RegistryEdit,
  RegistryList,
} from './schemas.ts'
import { tableRoutes } from './tableRoutes.ts'

const ofRegistry = Type.Object({ code: RegistryCode }, closed)
const ofEntry = Type.Object({ code: RegistryCode, id: Uuid }, closed)
const tags = ['registers']
const read = { permission: 'registry.read', audit: 'none' } as const
const write = (audit: string) => ({ permission: 'registry.write', audit: `exchange.${audit}` }) as const
const configure = (audit: string) => ({ permission: 'registry.configure', audit: `exchange.${audit}` }) as const

/** Shared registers (共享名录): what members fill in and search across the region, as their configuration says. */
export const registryRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const registry = async (trx: Trx, code: string, reply: FastifyReply, version?: number) => {
    const found = await findRegistry(trx, code, version)
    reply.header('etag', etagOf(found.version))
    return found
  }
  const entry = async (trx: Trx, code: string, id: string, reply: FastifyReply, version?: number) => {
    const found = await findEntry(trx, code, id, version)
    reply.header('etag', etagOf(found.revision))
    return found
  }

  app.get(
    '/registries',
    { config: read, schema: { tags, summary: 'Shared registers', response: { 200: RegistryList } } },
    ({ actor }) => app.database.asActor(actor, listRegistries),
  )

  app.post(
    '/registries',
    {
      config: configure('add_registry'),
      schema: {
        tags,
        summary: 'Configure a further register',
        headers: Once,
        body: NewRegistry,
        response: { 201: RegistryDetail },
      },
    },
    async ({ actor, body, headers }, reply) => {
      const added = await app.database.asActor(actor, async (trx) => {
        await addRegistry(trx, actor, body, headers['idempotency-key'])
        return registry(trx, body.code, reply)
      })
      return reply.code(201).send(added)
    },
  )

  app.get(
    '/registries/:code',
    {
      config: read,
      schema: {
        tags,
        summary: 'A register with its schema, in its newest version or an earlier one',
        params: ofRegistry,
        querystring: EntryVersionQuery,
        response: { 200: RegistryDetail },
      },
    },
    ({ actor, params, query }, reply) =>
      app.database.asActor(actor, (trx) => registry(trx, params.code, reply, query.version)),
  )

  app.patch(
    '/registries/:code',
    {
      config: configure('change_registry'),
      schema: {
        tags,
        summary: 'Change a register: a further version, under which what is published stays valid (needs If-Match)',
        params: ofRegistry,
        body: RegistryEdit,
        response: { 200: RegistryDetail },
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await changeRegistry(trx, actor, params.code, body, headers['if-match'])
        return registry(trx, params.code, reply)
      }),
  )

  app.get(
    '/registries/:code/entries',
    {
      config: read,
      schema: {
        tags,
        summary: 'Entries of a register, searched across the region; your own drafts; what was withdrawn',
        params: ofRegistry,
        querystring: EntryQuery,
        response: { 200: EntryList },
      },
    },
    ({ actor, params, query }) => app.database.asActor(actor, (trx) => listEntries(trx, params.code, query)),
  )

  app.post(
    '/registries/:code/entries',
    {
      config: write('draft_registry_entry'),
      schema: {
        tags,
        summary: 'Draft an entry of your own organization',
        headers: Once,
        params: ofRegistry,
        body: NewEntry,
        response: { 201: EntryDetail },
      },
    },
    async ({ actor, params: { code }, body, headers }, reply) => {
      const drafted = await app.database.asActor(actor, async (trx) =>
        entry(trx, code, await draftEntry(trx, actor, code, body.content, headers['idempotency-key']), reply),
      )
      return reply.code(201).send(drafted)
    },
  )

  app.get(
    '/registries/:code/entries/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'An entry with the schema under which it is shown',
        params: ofEntry,
        querystring: EntryVersionQuery,
        response: { 200: EntryDetail },
      },
    },
    ({ actor, params, query }, reply) =>
      app.database.asActor(actor, (trx) => entry(trx, params.code, params.id, reply, query.version)),
  )

  app.patch(
    '/registries/:code/entries/:id',
    {
      config: write('edit_registry_entry'),
      schema: {
        tags,
        summary: 'Change the draft of an entry (needs If-Match)',
        params: ofEntry,
        body: NewEntry,
        response: { 200: EntryDetail },
      },
    },
    ({ actor, params: { code, id }, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) =>
        entry(trx, code, id, reply, await editEntry(trx, code, id, body.content, headers['if-match'])),
      ),
  )

  app.delete(
    '/registries/:code/entries/:id/draft',
    {
      config: write('discard_registry_entry'),
      schema: {
        tags,
        summary: 'Throw the draft of an entry away (needs If-Match)',
        params: ofEntry,
        response: { 204: Type.Null() },
      },
    },
    async ({ actor, params: { code, id }, headers }, reply) => {
      await app.database.asActor(actor, (trx) => discardEntryDraft(trx, code, id, headers['if-match']))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/registries/:code/entries/:id/versions',
    {
      config: write('draft_registry_entry'),
      schema: { tags, summary: 'Draft a further version of an entry', params: ofEntry, response: { 201: EntryDetail } },
    },
    async ({ actor, params: { code, id } }, reply) => {
      const drafted = await app.database.asActor(actor, async (trx) =>
        entry(trx, code, id, reply, await draftEntryVersion(trx, actor, code, id)),
      )
      return reply.code(201).send(drafted)
    },
  )

  app.post(
    '/registries/:code/entries/:id/publish',
    {
      config: write('publish_registry_entry'),
      schema: {
        tags,
        summary: 'Publish the draft of an entry; it does not change any more (needs If-Match)',
        params: ofEntry,
        response: { 200: EntryDetail },
      },
    },
    ({ actor, params: { code, id }, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await publishEntry(trx, code, id, headers['if-match'])
        return entry(trx, code, id, reply)
      }),
  )

  app.post(
    '/registries/:code/entries/:id/withdraw',
    {
      config: write('withdraw_registry_entry'),
      schema: {
        tags,
        summary: 'Take an entry out of the register, with the reason',
        params: ofEntry,
        body: EntryWithdrawal,
        response: { 200: EntryDetail },
      },
    },
    ({ actor, params: { code, id }, body }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await withdrawEntry(trx, code, id, body.reason)
        return entry(trx, code, id, reply)
      }),
  )

  await app.register(tableRoutes)
}
