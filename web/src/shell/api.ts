/** What a request may carry in the address: absent and empty values are left out. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>

/** An answer of the server that is not a success (RFC 9457), or no answer at all (code `network`). */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly facts: Readonly<Record<string, unknown>>

  constructor(code: string, status: number, detail: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(detail)
    this.name = 'Problem'
    this.code = code
    this.status = status
    this.facts = facts
  }
}

/** Reads a problem+json body; anything else becomes a problem named by its status. */
export function problemFrom(status: number, body: string): Problem {
  try {
    const { code, title, detail, message, facts } = JSON.parse(body) as Record<string, unknown>
    const said = [detail, message, title].find((part) => typeof part === 'string' && part) as string | undefined
    return new Problem(
      typeof code === 'string' ? code : `http_${status}`,
      status,
      said ?? '',
      typeof facts === 'object' && facts ? (facts as Record<string, unknown>) : {},
    )
  } catch {
    return new Problem(`http_${status}`, status, '')
  }
}

export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '' || value === false) continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

async function request(path: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Problem('network', 0, String(error))
  }
  if (!response.ok) throw problemFrom(response.status, await response.text())
  return response
}

async function bodyOf<T>(response: Response): Promise<T> {
  const text = await response.text()
  return (text ? JSON.parse(text) : undefined) as T
}

export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return bodyOf<T>(await request(withQuery(path, query), signal ? { signal } : {}))
}

/** Every item of a list, page by page: for what one chooses from, which is nowhere cut. */
export async function everyOne<Item>(path: string, signal?: AbortSignal): Promise<Item[]> {
  const items: Item[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: Item[]; next: string | null } = await get(path, { limit: 200, cursor }, signal)
    items.push(...page.items)
    cursor = page.next
  }
  return items
}

/**
 * Sends a change. `version` is the row version the person was looking at; the server refuses with 412 when another
 * has changed it since.
 */
export async function send<T>(
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  version?: string | number,
  /** Where a repeated click, or a retry after a lost answer, must not make a second one. */
  key?: string,
): Promise<T> {
  const headers: Record<string, string> = {}
  if (key !== undefined) headers['idempotency-key'] = key
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (version !== undefined) headers['if-match'] = `"v${version}"`
  return bodyOf<T>(
    await request(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
  )
}

/** Sends files with progress from 0 to 1; `fetch` cannot report how much of a body has gone out. */
export function upload<T>(path: string, form: FormData, onProgress: (part: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest()
    sending.open('POST', path)
    sending.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total)
    sending.upload.onload = () => onProgress(1)
    sending.onerror = () => reject(new Problem('network', 0, ''))
    sending.onload = () => {
      if (sending.status >= 200 && sending.status < 300) resolve(JSON.parse(sending.responseText) as T)
      else reject(problemFrom(sending.status, sending.responseText))
    }
    sending.send(form)
  })
}

/** Fetches a file that is made of what is sent, and hands it to the person under a name. */
export async function download(path: string, body: unknown, name: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await request(path, { method: 'POST', headers, body: JSON.stringify(body) })
  const url = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
