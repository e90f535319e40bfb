// How late the nodes of `qunce cluster demo` know of each other, as their users see it: a report filed in Guangxi until the
// region's cockpit has it, an alert of Guangxi until Guangdong lists it as it is now, Guangdong's receipt until Guangxi has it.
//   node_modules/.bin/node bench/cluster.ts [ROUNDS]     10 rounds of each
// Needs nats-server; runs on PostgreSQL where it is installed.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findPostgres, startPostgres } from '../scripts/postgres.mjs'
import type { ObligationDetail, ObligationList } from '../src/delivery/reporting/schemas.ts'
import type { NeighbourAlertList, RegionCockpit } from '../src/exchange/schemas.ts'
import type { AlertDetail, AlertList } from '../src/monitoring/schemas.ts'
import type { SessionInfo } from '../src/server/schemas.ts'
import { printTable } from './report.ts'

const [ROUNDS = 10] = process.argv.slice(2).map(Number)
const MAIN = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
const PORT = 9800
const ASK_EVERY_MS = 20
const MOST_MS = 60_000
/** What one does with an alert, the first that one may. */
const ACTS = [
  ['received', 'receipt'],
  ['closed', 'close'],
  ['reopened', 'reopen'],
] as const

/** A user at a node, who acts for one organization after the other. */
class User {
  readonly #address: string
  #cookie = ''

  constructor(address: string) {
    this.#address = address
  }

  async signIn(link: string): Promise<void> {
    const reply = await fetch(link, { redirect: 'manual' })
    this.#keep(reply)
  }

  async get<T>(path: string): Promise<T> {
    return this.#ask('GET', path)
  }

  async post<T>(path: string, body: object, headers: Record<string, string> = {}): Promise<T> {
    return this.#ask('POST', path, body, headers)
  }

  async #ask<T>(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<T> {
    const reply = await fetch(`${this.#address}/api/v1${path}`, {
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

const onceOf = (revision: number) => ({ 'if-match': `"v${revision}"`, 'idempotency-key': randomUUID() })

/** Milliseconds until it holds. */
async function until(holds: () => Promise<boolean>): Promise<number> {
  const began = performance.now()
  while (!(await holds())) {
    if (performance.now() - began > MOST_MS) throw new Error('The other node has not heard of it within a minute.')
    await wait(ASK_EVERY_MS)
  }
  return performance.now() - began
}

const folder = mkdtempSync(join(tmpdir(), 'qunce-cluster-'))
const postgres = findPostgres() === null ? null : await startPostgres({ durable: true })
const began = performance.now()
const child = spawn(
  process.execPath,
  [
    ...[MAIN, 'cluster', 'demo', '--folder', folder, '--port', String(PORT)],
    ...(postgres ? ['--database', postgres.url] : []),
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
const ended = once(child, 'exit')

try {
  let printed = ''
  child.stdout.on('data', (bytes) => {
    printed += String(bytes)
  })
  while (!printed.includes('Ctrl+C')) {
    if (child.exitCode !== null) throw new Error('The demonstration has ended before it was ready.')
    await wait(50)
  }
  const ready = performance.now() - began
  const links = [...printed.matchAll(/(http:\S+) +sign in (\S+)/g)]
  const [region, guangxi, guangdong] = await Promise.all(
    links.slice(0, 3).map(async ([, address = '', link = '']) => {
      const user = new User(address.replace(/\/$/, ''))
      await user.signIn(link)
      return user
    }),
  )
  if (!region || !guangxi || !guangdong) throw new Error(`Three nodes are expected in: ${printed}`)

  const office = (await region.actors()).find(({ role }) => role === 'office')
  if (office) await region.actFor(office.membershipId)
  const reports = await timedReports(guangxi, region)
  const { alerts, receipts } = await timedAlerts(guangxi, guangdong)
  const row = (name: string, times: readonly number[]) => {
    if (times.length === 0) throw new Error(`Nothing could be measured: ${name}.`)
    const sorted = times.toSorted((a, b) => a - b)
    const at = (share: number) => `${((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) / 1000).toFixed(2)} s`
    return [name, String(times.length), at(0.5), at(0), at(1)]
  }
  console.log(`${postgres ? 'PostgreSQL' : 'embedded'}, ready after ${(ready / 1000).toFixed(1)} s`)
  printTable([
    ['until the other node has it', 'times', 'median', 'least', 'most'],
    row('report of Guangxi → cockpit of the region', reports),
    row('alert of Guangxi → list of Guangdong', alerts),
    row('receipt of Guangdong → alert of Guangxi', receipts),
  ])
} finally {
  child.kill('SIGTERM')
  await ended
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** Files the reports that units of Guangxi owe its office: what it says of its tasks is told to the region. */
async function timedReports(guangxi: User, region: User): Promise<number[]> {
  const times: number[] = []
  for (const { membershipId, organizationId, role } of await guangxi.actors()) {
    if (role !== 'department') continue
    await guangxi.actFor(membershipId)
    const { items } = await guangxi.get<ObligationList>(`/obligations?limit=200&organization=${organizationId}`)
    for (const { id, role: place, state } of items) {
      if (times.length >= ROUNDS || place === 'participant' || !['due', 'returned'].includes(state)) continue
      const { revision, task } = await guangxi.get<ObligationDetail>(`/obligations/${id}`)
      const percent = 10 + times.length + Number(Math.random().toFixed(4))
      const content = { claim: 'on_track', progress: '按期推进，已完成年度工作量的七成。', percent }
      await guangxi.post(`/obligations/${id}/reports`, { content }, onceOf(revision))
      const isThere = ({ reports }: RegionCockpit) =>
        reports.some(({ key, report }) => key === task.id && report.percent === percent)
      times.push(await until(async () => isThere(await region.get('/nodes/cockpit'))))
    }
  }
  return times
}

/** Has Guangdong receive the alerts of Guangxi's border sections; then receives, closes and opens them again at home. */
async function timedAlerts(guangxi: User, guangdong: User): Promise<{ alerts: number[]; receipts: number[] }> {
  const [alerts, receipts]: [number[], number[]] = [[], []]
  let reader = ''
  const all = async (query: string) =>
    (await guangdong.get<NeighbourAlertList>(`/nodes/alerts?limit=200${query}`)).items
  for (const there of await guangdong.actors()) {
    await guangdong.actFor(there.membershipId)
    const waiting = await all('&waiting=true').catch(() => null)
    if (waiting) reader = there.membershipId
    for (const { key, owner, mayReceive } of waiting ?? []) {
      if (!mayReceive || owner.code !== 'gx' || receipts.length >= ROUNDS) continue
      const text = `已接收，正在核查（${randomUUID().slice(0, 8)}）`
      await guangdong.post(`/nodes/alerts/gx/${key}/receipt`, { text })
      const isThere = ({ events }: AlertDetail) => events.some((event) => event.text.includes(text))
      receipts.push(await until(async () => isThere(await seenBySome(guangxi, key))))
    }
  }
  await guangdong.actFor(reader)
  for (const here of await guangxi.actors()) {
    await guangxi.actFor(here.membershipId)
    const { items } = await guangxi.get<AlertList>('/alerts?limit=200').catch(() => ({ items: [] }))
    const told = new Set((await all('')).map(({ key }) => key))
    for (const { id } of items.filter((one) => told.has(one.id)))
      for (;;) {
        const { may } = await guangxi.get<AlertDetail>(`/alerts/${id}`)
        const path = ACTS.find(([act]) => may.includes(act))?.[1]
        if (!path || alerts.length >= ROUNDS) break
        const { state } = await guangxi.post<AlertDetail>(`/alerts/${id}/${path}`, { text: '核查后处理。' })
        const isThere = async () => (await all('')).some(({ key, alert }) => key === id && alert.state === state)
        alerts.push(await until(isThere))
      }
  }
  return { alerts, receipts }
}

/** The alert as one of Guangxi's people sees it. */
async function seenBySome(guangxi: User, id: string): Promise<AlertDetail> {
  for (const { membershipId } of await guangxi.actors()) {
    const found = await guangxi.get<AlertDetail>(`/alerts/${id}`).catch(() => null)
    if (found) return found
    await guangxi.actFor(membershipId)
  }
  throw new Error(`Nobody of Guangxi sees the alert ${id}.`)
}
