import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { SessionInfo } from '../src/server/schemas.ts'

const ASK_EVERY_MS = 20
const MOST_MS = 60_000

/** A user at a node, who acts for one organization after the other. */
export class User {
  readonly #address: string
  #cookie = ''

  constructor(address: string) {
    this.#address = address
  }

  async signIn(link: string): Promise<void> {
    const reply = await fetch(link, { redirect: 'manual' })
    this.#keep(reply)
  }

  /** @param path below the API; one that begins with // below the address itself */
  get<T>(path: string): Promise<T> {
    return this.#ask('GET', path)
  }

  post<T>(path: string, body: object, headers: Record<string, string> = {}): Promise<T> {
    return this.#ask('POST', path, body, headers)
  }

  async #ask<T>(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<T> {
    const reply = await fetch(this.#address + (path.startsWith('//') ? path.slice(1) : `/api/v1${path}`), {
      method,
      headers: {
        cookie: this.#cookie,
        origin: this.#address,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    this.#keep(reply)
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text.slice(0, 500)}`)
    return (text === '' ? null : JSON.parse(text)) as T
  }

  #keep(reply: Response): void {
    const cookies = reply.headers.getSetCookie().map((one) => one.split(';')[0])
    if (cookies.length > 0) this.#cookie = cookies.join('; ')
  }

  /** For whom the sample's user may act: the sample's people. */
  async actors(): Promise<SessionInfo['actors']> {
    return (await this.get<SessionInfo>('/session')).actors
  }

  actFor(membershipId: string): Promise<unknown> {
    return this.post('/session/actor', { membershipId })
  }
}

/** Headers of a change that is made once, to the version that was read. */
export const onceOf = (revision: number) => ({ 'if-match': `"v${revision}"`, 'idempotency-key': randomUUID() })

/** Milliseconds until it holds. */
export async function until(holds: () => Promise<boolean>): Promise<number> {
  const began = performance.now()
  while (!(await holds())) {
    if (performance.now() - began > MOST_MS) throw new Error('The other node has not heard of it within a minute.')
    await wait(ASK_EVERY_MS)
  }
  return performance.now() - began
}
