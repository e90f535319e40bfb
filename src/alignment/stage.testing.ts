import type { Browser, TestServer } from '../../test/support/server.ts'
import type { AlignmentView, Tie, UpperProvision } from './schemas.ts'
import { NATIONAL, REGIONAL } from './texts.testing.ts'

/** Sends a plan as a text file. @returns the document's id */
export async function sendPlan(
  browser: Browser,
  text: string,
  fields: { visibility?: string; versionOf?: string } = { visibility: 'cluster' },
): Promise<string> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([text]), '规划.txt')
  const reply = await browser.request({
    method: 'POST',
    url: '/api/v1/documents',
    payload: form as unknown as string,
  })
  const [result] = reply.json().results
  if (!result?.document) throw new Error(`The plan was not taken: ${reply.body}`)
  return result.document.id
}

/**
 * A plan of the nation and one of a province for a bay of this name: documents of their own, because they have numbers of
 * their own.
 */
export function plansOf(bay: string): [upper: string, lower: string] {
  const number = [...bay].reduce((sum, sign) => sum + (sign.codePointAt(0) ?? 0), 0) % 997
  return [
    `国发〔2020〕${number}号\n${NATIONAL.replaceAll('蓝湾', bay)}`,
    `桂政发〔2021〕${number}号\n${REGIONAL.replaceAll('蓝湾', bay)}`,
  ]
}

/** Both plans, by the office unless it is said otherwise, and their alignment. */
export async function alignPlans(
  server: TestServer,
  upper: string,
  lower: string,
): Promise<{ upper: string; lower: string; view: AlignmentView }> {
  const office = await server.as('office')
  const ids = { upper: await sendPlan(office, upper), lower: await sendPlan(office, lower) }
  return { ...ids, view: await aligned(office, ids.upper, ids.lower) }
}

export async function aligned(browser: Browser, upper: string, lower: string): Promise<AlignmentView> {
  const reply = await browser.post('/api/v1/alignments', { upperDocumentId: upper, lowerDocumentId: lower })
  if (reply.statusCode !== 200) throw new Error(`Aligning answered ${reply.statusCode}: ${reply.body}`)
  return reply.json()
}

/** The first tie of the upper provision with this title. */
export function tieOf(view: AlignmentView, title: string): Tie {
  const provision = view.upperProvisions.find((one) => one.title === title)
  const tie = view.ties.find(({ upper }) => upper === provision?.address)
  if (!tie) throw new Error(`No tie of ${title}: ${JSON.stringify(view.ties)}`)
  return tie
}

export const version = (revision: number) => ({ 'if-match': `"v${revision}"` })

/** The upper provision with this title. */
export function provisionOf(view: AlignmentView, title: string): UpperProvision {
  const provision = view.upperProvisions.find((one) => one.title === title)
  if (!provision) throw new Error(`No provision is titled ${title}.`)
  return provision
}
