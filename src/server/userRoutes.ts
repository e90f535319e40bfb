import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Actor } from '../platform/access/index.ts'
import type { Trx } from '../platform/database/index.ts'
import { closed, etagOf, listQuery, Uuid } from '../platform/http/index.ts'
import { Invitation, NewMembership, NewUser, USER_PLACE, User, UserEdit, UserList } from './schemas.ts'
import {
  editUser,
  findUser,
  grantMembership,
  inviteAgain,
  inviteUser,
  listUsers,
  revokeMembership,
} from './userStore.ts'

const UserParams = Type.Object({ id: Type.String({ maxLength: 100 }) })
const config = (audit: string) => ({ permission: 'access.manage' as const, audit })

/** Users and whom they may act for: the administrator's. */
export const userRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/users',
    {
      config: config('none'),
      schema: {
        tags: ['users'],
        summary: 'Users, by name',
        querystring: Type.Object(listQuery(USER_PLACE), closed),
        response: { 200: UserList },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query
      const after = USER_PLACE.read(cursor)
      const { items, total } = await app.database.asActor(request.actor, (trx) => listUsers(trx, { limit, after }))
      const last = items.at(-1)
      const next = last && items.length === limit ? USER_PLACE.write(last.name, last.id) : null
      return { items: items.map(shown), total, next }
    },
  )

  app.post(
    '/users',
    {
      config: config('access.invite'),
      schema: {
        tags: ['users'],
        summary: 'Invite a user: answers the link with which the user chooses a password',
        body: NewUser,
        response: { 201: Type.Object({ user: User, invitation: Invitation }) },
      },
    },
    async (request, reply) => {
      const { userId } = request.actor
      const invited = await app.database.asActor(request.actor, async (trx) => {
        const { id, token } = await inviteUser(trx, userId, request.body)
        return { user: await findUser(trx, id), token }
      })
      return reply.code(201).send({ user: shown(invited.user), invitation: invitationOf(invited.token) })
    },
  )

  app.post(
    '/users/:id/invitation',
    {
      config: config('access.invite'),
      schema: {
        tags: ['users'],
        summary: 'Make a new link for a user who lost the first one, or the password',
        params: UserParams,
        response: { 201: Type.Object({ invitation: Invitation }) },
      },
    },
    async (request, reply) => {
      const { userId } = request.actor
      const token = await app.database.asActor(request.actor, (trx) => inviteAgain(trx, userId, request.params.id))
      return reply.code(201).send({ invitation: invitationOf(token) })
    },
  )

  app.patch(
    '/users/:id',
    {
      config: config('access.edit_user'),
      schema: {
        tags: ['users'],
        summary: 'Rename a user, or let it sign in no more (its sessions end at once) or again',
        params: UserParams,
        headers: Type.Object({ 'if-match': Type.Optional(Type.String()) }),
        body: UserEdit,
        response: { 200: User },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const user = await changing(request.actor, id, (trx) =>
        editUser(trx, id, request.headers['if-match'], request.body),
      )
      return reply.header('etag', etagOf(user.version)).send(user)
    },
  )

  app.post(
    '/users/:id/memberships',
    {
      config: config('access.grant'),
      schema: {
        tags: ['users'],
        summary: 'Let a user act for an organization',
        params: UserParams,
        body: NewMembership,
        response: { 201: User },
      },
    },
    async (request, reply) => {
      const { userId } = request.actor
      const { id } = request.params
      const user = await changing(request.actor, id, (trx) =>
        grantMembership(trx, userId, { userId: id, ...request.body }),
      )
      return reply.code(201).send(user)
    },
  )

  app.delete(
    '/users/:id/memberships/:membershipId',
    {
      config: config('access.revoke'),
      schema: {
        tags: ['users'],
        summary: 'End a membership; it stays on record',
        params: Type.Object({ id: Type.String({ maxLength: 100 }), membershipId: Uuid }),
        response: { 200: User },
      },
    },
    (request) => {
      const { id, membershipId } = request.params
      return changing(request.actor, id, (trx) => revokeMembership(trx, request.actor.userId, id, membershipId))
    },
  )

  /** Changes a user and answers what it is now; what is remembered of its sessions is forgotten. */
  async function changing(actor: Actor, id: string, change: (trx: Trx) => Promise<void>) {
    const user = await app.database.asActor(actor, async (trx) => {
      await change(trx)
      return findUser(trx, id)
    })
    app.sessions.forget(id)
    return shown(user)
  }
}

function shown(user: Awaited<ReturnType<typeof findUser>>): User {
  const memberships = user.memberships.map((membership) => ({
    ...membership,
    grantedAt: new Date(membership.grantedAt).toISOString(),
  }))
  return { ...user, disabledAt: user.disabledAt?.toISOString() ?? null, memberships }
}

const invitationOf = (token: string) => ({ path: `/set-password/${token}`, days: 3 })
