import { sql } from 'kysely'
import type { Actor, Role } from '../platform/access/index.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import type { Auth } from './auth.ts'

/** One of the organizations a user may act for. */
export interface Choice {
  membershipId: string
  organizationId: string
  organizationName: string
  role: Role
  /** Who acts: the user, or in the sample the person who stands for that organization. */
  person: { id: string; name: string }
}

/** A signed-in browser: who it is, for whom it acts at present (null: no membership), and for whom it may. */
export interface Session {
  id: string
  userId: string
  userName: string
  email: string
  /** Signing in takes a code beside the password. */
  twoFactorEnabled: boolean
  membershipId: string | null
  actor: Actor | null
  choices: readonly Choice[]
}

/** A session as it was found, and the cookies that its look-up wants renewed. */
interface FoundSession {
  session: Session | null
  setCookies: readonly string[]
}

/**
 * The sample's user, who signs in by the one-time link of the start and is led on to the sample's people: whoever looks
 * around there acts as another person for each organization, as officials would, so that nobody decides on his own report.
 */
export const SAMPLE_USER_ID = 'demo'
/** How the ids of the sample's people begin. No other user has such an id. */
export const SAMPLE_PERSON = `${SAMPLE_USER_ID}:`
/** Who writes for a unit of the sample that has no person of its own to sign in as. */
export const SAMPLE_CLERK = { id: `${SAMPLE_PERSON}unit-`, name: '单位经办（示例）' }

/** How long (ms) a session is remembered without asking the database: so long another process may see a revoked one. */
const REMEMBERED_MS = 10_000
const REMEMBERED_AT_MOST = 10_000

const NOBODY: FoundSession = { session: null, setCookies: [] }

/** Finds the session of a request, from memory where it was asked for within the last seconds. */
export class Sessions {
  readonly #auth: Pick<Auth['api'], 'getSession'>
  readonly #database: DatabaseHandle
  readonly #cookieNames: readonly string[]
  readonly #remembered = new Map<string, { session: Session; until: number }>()

  constructor(auth: Pick<Auth['api'], 'getSession'>, database: DatabaseHandle) {
    this.#auth = auth
    this.#database = database
    this.#cookieNames = ['__Secure-qunce.session_token', 'qunce.session_token']
  }

  /** Forgets what is remembered of a user: its sessions or memberships changed. */
  forget(userId: string): void {
    for (const [cookie, { session }] of this.#remembered) {
      const isTheirs = session.userId === userId || session.choices.some(({ person }) => person.id === userId)
      if (isTheirs) this.#remembered.delete(cookie)
    }
  }

  async find(cookieHeader: string | undefined): Promise<FoundSession> {
    const cookie = cookieHeader && this.#sessionCookie(cookieHeader)
    if (!cookie) return NOBODY
    const known = this.#remembered.get(cookie)
    if (known && known.until > Date.now()) return { session: known.session, setCookies: [] }

    const headers = new Headers({ cookie: cookieHeader })
    const found = await this.#auth.getSession({ headers, returnHeaders: true })
    if (!found.response) {
      this.#remembered.delete(cookie)
      return NOBODY
    }
    const { session, user } = found.response
    const loaded = await this.#database.asSystem((trx) => loadSession(trx, session.id, user))
    this.#remember(cookie, loaded)
    return { session: loaded, setCookies: found.headers.getSetCookie() }
  }

  #remember(cookie: string, session: Session): void {
    this.#remembered.delete(cookie)
    this.#remembered.set(cookie, { session, until: Date.now() + REMEMBERED_MS })
    if (this.#remembered.size <= REMEMBERED_AT_MOST) return
    const [oldest] = this.#remembered.keys()
    if (oldest !== undefined) this.#remembered.delete(oldest)
  }

  /** The signed token, as the browser sends it. Only better-auth judges it; here it is no more than a key. */
  #sessionCookie(header: string): string | undefined {
    for (const part of header.split(';')) {
      const [name, ...value] = part.trim().split('=')
      if (name && this.#cookieNames.includes(name)) return value.join('=')
    }
    return undefined
  }
}

/** The order in which one is chosen for a user who has not chosen. */
const ROLE_ORDER = ['office', 'department', 'city', 'leader', 'administrator']

interface SignedInUser {
  id: string
  name: string
  email: string
  twoFactorEnabled?: boolean | null | undefined
}

async function loadSession(trx: Trx, sessionId: string, user: SignedInUser): Promise<Session> {
  const { rows } = await sql<Choice & { chosen: boolean }>`
    select membership.id as "membershipId", membership.organization_id as "organizationId",
      coalesce(organization.name, '') as "organizationName", membership.role,
      json_build_object('id', person.id, 'name', person.name) as person,
      membership.id = auth_session.membership_id as chosen
    from membership
    join auth_user person on person.id = membership.user_id
    left join organization on organization.id = membership.organization_id
    left join auth_session on auth_session.id = ${sessionId}
    where membership.revoked_at is null and (membership.user_id = ${user.id}
      or ${user.id === SAMPLE_USER_ID} and person.id like ${`${SAMPLE_PERSON}%`} and person.disabled_at is null)
    order by array_position(${ROLE_ORDER}::text[], membership.role), organization.name, membership.id`.execute(trx)
  const current = rows.find(({ chosen }) => chosen) ?? rows[0]
  const choices = rows.map(({ chosen: _, ...choice }) => choice)
  return {
    id: sessionId,
    userId: user.id,
    userName: user.name,
    email: user.email,
    twoFactorEnabled: user.twoFactorEnabled === true,
    membershipId: current?.membershipId ?? null,
    actor: current ? actorOf(current) : null,
    choices,
  }
}

function actorOf({ person, organizationId, organizationName, role }: Choice): Actor {
  return { userId: person.id, userName: person.name, organizationId, organizationName, role }
}

/** Stores for whom the session acts from now on. The caller has checked that it may. */
export async function chooseMembership(trx: Trx, session: Session, membershipId: string): Promise<void> {
  await trx.updateTable('auth_session').set({ membership_id: membershipId }).where('id', '=', session.id).execute()
}
