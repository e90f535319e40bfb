import type { Browser } from '../../../test/support/server.ts'
import type { Commitment, CommitmentList, DocumentCommitments, IngestResult } from '../schemas.ts'

interface TestFile {
  name: string
  content: string | Uint8Array
}

/** Sends files as the page does. */
export async function upload(
  browser: Browser,
  files: readonly TestFile[],
  fields: Readonly<Record<string, string>> = {},
): Promise<IngestResult[]> {
  const reply = await sendForm(browser, files, fields)
  if (reply.statusCode !== 200) throw new Error(`Uploading answered ${reply.statusCode}: ${reply.body}`)
  return reply.json<{ results: IngestResult[] }>().results
}

export function sendForm(browser: Browser, files: readonly TestFile[], fields: Readonly<Record<string, string>> = {}) {
  const boundary = 'qunce-test-boundary'
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  )
  for (const { name, content } of files) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
    parts.push(Buffer.from(head), Buffer.from(content), Buffer.from('\r\n'))
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`))
  return browser.post('/api/v1/documents', Buffer.concat(parts), {
    'content-type': `multipart/form-data; boundary=${boundary}`,
  })
}

/** Takes one plan in and answers its id and commitments. */
export async function ingestPlan(browser: Browser, content: string, fields: Readonly<Record<string, string>> = {}) {
  const [result] = await upload(browser, [{ name: 'plan.txt', content }], fields)
  if (!result?.document) throw new Error(`The plan was not taken: ${JSON.stringify(result)}`)
  return { id: result.document.id, result, items: await commitmentsOf(browser, result.document.id) }
}

export async function commitmentsOf(browser: Browser, documentId: string): Promise<Commitment[]> {
  const reply = await browser.get(`/api/v1/documents/${documentId}/commitments`)
  return reply.json<DocumentCommitments>().items
}

export async function list(browser: Browser, query: Readonly<Record<string, string>>): Promise<CommitmentList> {
  const reply = await browser.get(`/api/v1/commitments?${new URLSearchParams(query)}`)
  if (reply.statusCode !== 200) throw new Error(`Listing answered ${reply.statusCode}: ${reply.body}`)
  return reply.json<CommitmentList>()
}

/** The commitment with that title; the test fails where there is none. */
export function titled(items: readonly Commitment[], title: string): Commitment {
  const found = items.find((item) => item.title === title)
  if (!found) throw new Error(`No commitment is titled ${title}: ${items.map((item) => item.title).join(', ')}`)
  return found
}
