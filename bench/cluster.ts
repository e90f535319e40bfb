// How late the nodes of `qunce cluster demo` know of each other, as their users see it: a report filed in Guangxi until the
// region's cockpit has it, an alert of Guangxi until Guangdong lists it, Guangdong's receipt until Guangxi has it.
//   node_modules/.bin/node bench/cluster.ts [ROUNDS]     10 rounds of each
// Needs nats-server; runs on PostgreSQL where it is installed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findPostgres, startPostgres } from '../scripts/postgres.mjs'
import type { ObligationDetail, ObligationList } from '../src/delivery/reporting/schemas.ts'
import type { RegionCockpit } from '../src/exchange/schemas.ts'
import { timedAlerts } from './clusterAlerts.ts'
import { onceOf, User, until } from './clusterUser.ts'
import { printTable } from './report.ts'

const [ROUNDS = 10] = process.argv.slice(2).map(Number)
const MAIN = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
const PORT = 9800

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
  const { raised, alerts, receipts } = await timedAlerts(guangxi, guangdong, ROUNDS)
  const row = (name: string, times: readonly number[]) => {
    if (times.length === 0) throw new Error(`Nothing could be measured: ${name}.`)
    const sorted = times.toSorted((a, b) => a - b)
    const at = (share: number) => `${((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) / 1000).toFixed(2)} s`
    return [name, String(times.length), at(0.5), at(0), at(1)]
  }
  console.log(`${postgres ? 'PostgreSQL' : 'embedded'}, ready after ${(ready / 1000).toFixed(1)} s`)
  printTable([
    ['from → until', 'times', 'median', 'least', 'most'],
    row('report of Guangxi → cockpit of the region', reports),
    row('observation in Guangxi → alert there', raised),
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
      const { revision, task, cycle } = await guangxi.get<ObligationDetail>(`/obligations/${id}`)
      if (cycle.closedAt) continue
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
