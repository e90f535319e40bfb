import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Commitment, Document, DocumentText, IngestAnswer } from '../../src/plan/schemas.ts'

const VICTIM = fileURLToPath(new URL('./victim.ts', import.meta.url))
const START_WITHIN_MS = 120_000

/** One life of a server: from its start to its kill, with a signed-in person of the cluster office. */
export interface Life {
  get<T>(path: string): Promise<T>
  ingest(fileName: string, text: string): Promise<Document>
  confirm(commitment: Pick<Commitment, 'id' | 'revision'>): Promise<void>
  /** SIGKILL, and the wait until the process is gone. */
  kill(): Promise<void>
}

/**
 * Starts the server on what its last life left behind and signs in as the office. Nothing is repaired by hand.
 * @throws Error when it does not start, with what it said
 */
export async function startLife(dataFolder: string, databaseUrl: string | undefined): Promise<Life> {
  const child = spawn(process.execPath, [VICTIM, dataFolder, ...(databaseUrl ? [databaseUrl] : [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { address, signInUrl } = await announced(child)
  const opened = await fetch(signInUrl, { redirect: 'manual' })
  let cookie = cookiesOf(opened)
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await fetch(address + path, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), cookie, origin: address },
    })
    if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${path} answered ${answer.status}: ${await answer.text()}`)
    return answer
  }
  const get = async <T>(path: string) => (await (await send(path)).json()) as T

  const { actors } = await get<{ actors: { membershipId: string; role: string }[] }>('/api/v1/session')
  const office = actors.find((actor) => actor.role === 'office')
  if (!office) throw new Error('The sample has no membership of the office.')
  const acting = await send('/api/v1/session/actor', json({ membershipId: office.membershipId }))
  cookie = cookiesOf(acting) || cookie

  return {
    get,
    async ingest(fileName, text) {
      const body = new FormData()
      body.append('file', new Blob([text], { type: 'text/plain' }), fileName)
      const answer = (await (await send('/api/v1/documents', { method: 'POST', body })).json()) as IngestAnswer
      const [result] = answer.results
      if (!result?.document) throw new Error(`${fileName} was not taken: ${JSON.stringify(result)}`)
      return result.document
    },
    async confirm({ id, revision }) {
      await send(`/api/v1/commitments/${id}/confirm`, {
        ...json({}),
        headers: { ...JSON_TYPE, 'if-match': `"v${revision}"` },
      })
    },
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

const JSON_TYPE = { 'content-type': 'application/json' }
const json = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body), headers: JSON_TYPE })

const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

async function announced(child: ChildProcess): Promise<{ address: string; signInUrl: string }> {
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000)
  })
  const lines = createInterface({ input: child.stdout ?? process.stdin })
  const timer = setTimeout(() => child.kill('SIGKILL'), START_WITHIN_MS)
  for await (const line of lines) {
    clearTimeout(timer)
    if (line.startsWith('{"address"')) return JSON.parse(line)
    said += line
  }
  throw new Error(`The server did not come back: ${said}`)
}

/** The text of a document and its commitments, as the API gives them. */
export async function wholeDocument(life: Life, id: string) {
  const [text, commitments] = await Promise.all([
    life.get<DocumentText>(`/api/v1/documents/${id}/text`),
    life.get<{ items: Commitment[] }>(`/api/v1/documents/${id}/commitments`),
  ])
  return { text, commitments: commitments.items }
}
