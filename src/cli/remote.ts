import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import type { IngestAnswer } from '../plan/schemas.ts'
import { Refusal, type RefusalKind } from '../platform/refusal.ts'
import type { Destination, IngestOptions } from './ingest.ts'

const remoteRefusals = {
  addressInvalid: (server: string) =>
    new Refusal(
      'invalid',
      'server_address_invalid',
      `${server} is not an address. It looks like http://127.0.0.1:8080.`,
      { server },
    ),
  unreachable: (server: string, reason: string) =>
    new Refusal('busy', 'server_unreachable', `${server} cannot be reached (${reason}). Is it running?`, { server }),
  signInNeeded: () =>
    new Refusal(
      'unauthenticated',
      'sign_in_needed',
      'Say who you are: --email YOU (the password is asked for, or taken from QUNCE_PASSWORD), or --sign-in LINK.',
    ),
  signInFailed: (status: number) =>
    new Refusal(
      'unauthenticated',
      'sign_in_failed',
      `The server did not let you in (${status}). Check what you sent.`,
      {
        status,
      },
    ),
}

/** Signs in to a running server and sends files to it, as the page does. */
export async function openRemote(options: IngestOptions & { server: string }): Promise<Destination> {
  const server = options.server.replace(/\/+$/, '')
  if (!/^https?:$/.test(URL.parse(server)?.protocol ?? '')) throw remoteRefusals.addressInvalid(server)
  const cookie = await signIn(server, options)
  return {
    async ingest({ name, bytes }) {
      const form = new FormData()
      if (options.visibility) form.set('visibility', options.visibility)
      if (options.versionOf) form.set('versionOf', options.versionOf)
      form.set('file', new Blob([new Uint8Array(bytes)]), basename(name))
      const reply = await call(server, '/api/v1/documents', { method: 'POST', headers: { cookie }, body: form })
      if (!reply.ok) throw await refusalIn(reply)
      return ((await reply.json()) as IngestAnswer).results
    },
    close: async () => {},
  }
}

async function signIn(server: string, { signIn: link, email }: IngestOptions): Promise<string> {
  if (link) {
    const reply = await call(server, new URL(link, server).pathname, { redirect: 'manual' })
    if (reply.status !== 303) throw remoteRefusals.signInFailed(reply.status)
    return cookieIn(reply)
  }
  if (!email) throw remoteRefusals.signInNeeded()
  const password = process.env.QUNCE_PASSWORD ?? (await askPassword(email))
  const reply = await call(server, '/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(server).origin },
    body: JSON.stringify({ email, password }),
  })
  if (!reply.ok) throw remoteRefusals.signInFailed(reply.status)
  return cookieIn(reply)
}

function cookieIn(reply: Response): string {
  return reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function call(server: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(new URL(path, server), init)
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    throw remoteRefusals.unreachable(server, cause instanceof Error ? cause.message : String(cause))
  }
}

const KINDS: Readonly<Record<number, RefusalKind>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  503: 'busy',
}

/** The server's problem (RFC 9457) as the refusal that it was there. */
async function refusalIn(reply: Response): Promise<Refusal> {
  const problem = (await reply.json().catch(() => ({}))) as { code?: string; detail?: string; facts?: object }
  const kind = KINDS[reply.status] ?? 'invalid'
  return new Refusal(
    kind,
    problem.code ?? 'server_answered',
    problem.detail ?? `The server answered ${reply.status}.`,
    {
      ...problem.facts,
    },
  )
}

/** Asks on the terminal, without showing what is typed. */
async function askPassword(email: string): Promise<string> {
  if (!process.stdin.isTTY) throw remoteRefusals.signInNeeded()
  const line = createInterface({ input: process.stdin, output: process.stderr, terminal: true })
  process.stderr.write(`Password of ${email}: `)
  Object.assign(line, { _writeToOutput: () => {} })
  try {
    return await new Promise((done) => line.once('line', done))
  } finally {
    line.close()
    process.stderr.write('\n')
  }
}
