import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** The address and the sign-in link that a server under measurement prints. */
export async function announced(stdout: Readable): Promise<{ address: string; signInUrl: string }> {
  for await (const line of createInterface({ input: stdout }))
    if (line.startsWith('{"address"')) return JSON.parse(line)
  throw new Error('The server did not start.')
}

/** Signs in by the link and acts for the cluster's office. @returns the Cookie header */
export async function signInAsOffice(address: string, signInUrl: string): Promise<string> {
  const cookiesOf = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
  let cookie = cookiesOf(await fetch(signInUrl, { redirect: 'manual' }))
  const session = await fetch(`${address}/api/v1/session`, { headers: { cookie } })
  const { actors } = (await session.json()) as { actors: { membershipId: string; role: string }[] }
  const membershipId = actors.find(({ role }) => role === 'office')?.membershipId
  const acting = await fetch(`${address}/api/v1/session/actor`, {
    method: 'POST',
    headers: { cookie, origin: address, 'content-type': 'application/json' },
    body: JSON.stringify({ membershipId }),
  })
  if (!acting.ok) throw new Error(`Acting as the office answered ${acting.status}`)
  cookie = cookiesOf(acting) || cookie
  return cookie
}
