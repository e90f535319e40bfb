// Events a second from a province to the region, end to end and committed, beside what NATS alone carries: the same number
// of messages of the same size through the same servers and streams, published and taken by a Go client as `nats bench --js`
// does it. Then catching up after a cut, and what it costs as members grow.
//   node_modules/.bin/node bench/nodes.ts [EVENTS] [CATCH_UP] [MEMBERS]   100000 events, 1000000 after a cut, up to 8 members
// Needs nats-server; the peer needs Go and its NATS library (apt-get install golang-go golang-github-nats-io-go-nats-dev).
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { startPostgres } from '../scripts/postgres.mjs'
import { admitNode, readNodeSettings } from '../src/exchange/index.ts'
import {
  initMember,
  initRegion,
  joinBy,
  makeNode,
  type TestNode,
  type Wire,
  wireTo,
} from '../src/exchange/nodes/cluster.testing.ts'
import { tell } from '../src/exchange/nodes/tell.ts'
import { migrate, openDatabase } from '../src/platform/database/index.ts'
import { printTable } from './report.ts'

const [EVENTS = 100_000, CATCH_UP = 1_000_000, MOST_MEMBERS = 8] = process.argv.slice(2).map(Number)
const NODE = fileURLToPath(new URL('../test/faults/nodeVictim.ts', import.meta.url))
const PEER = fileURLToPath(new URL('natsPeer/main.go', import.meta.url))
const BATCH = 5000
const PROVINCES = ['450000', '440000', '460000', '350000', '360000', '430000', '520000', '530000']

const server = await startPostgres({ durable: true })
const folders: string[] = []
const running: { child: ChildProcess; node: TestNode }[] = []
const orphans: number[] = []
const wires: Wire[] = []

async function ownDatabase(name: string) {
  const folder = mkdtempSync(join(tmpdir(), 'qunce-nodes-'))
  folders.push(folder)
  const admin = await openDatabase({ url: server.url, dataFolder: folder })
  await sql.raw(`create database ${name}`).execute(admin.kysely)
  await admin.close()
  const url = new URL(server.url)
  url.pathname = `/${name}`
  const handle = await openDatabase({ url: url.href, dataFolder: folder })
  await migrate(handle.kysely)
  await sql`create table fault_thing (receiver text, key text, text text not null, primary key (receiver, key))`.execute(
    handle.kysely,
  )
  await sql`grant all on fault_thing to qunce_system`.execute(handle.kysely)
  return { handle, folder, url: url.href, remove: () => handle.close() }
}

async function run(node: TestNode): Promise<void> {
  const child = spawn(process.execPath, [NODE, node.folder, node.url ?? ''], { stdio: ['ignore', 'pipe', 'inherit'] })
  running.push({ child, node })
  if (child.stdout) await once(child.stdout, 'data')
}

const heardBy = async (region: TestNode, codes: readonly string[]) => {
  const rows = await region.database.asSystem((trx) =>
    trx.selectFrom('node_channel').select('heard_number').where('peer', 'in', codes).execute(),
  )
  return rows.reduce((sum, { heard_number }) => sum + Number(heard_number), 0)
}

async function untilHeard(region: TestNode, codes: readonly string[], total: number): Promise<void> {
  while ((await heardBy(region, codes)) < total) await wait(20)
}

let told = 0
const factAt = (n: number) => ({
  kind: 'event',
  key: `${n % 50_000}`,
  content: {
    number: n,
    light: n % 2 ? 'green' : 'red',
    reason: '（示例）按期推进，已完成年度投资的七成，海域使用手续在办。',
    dueOn: '2026-12-31',
  },
})

/** Tells so many events, a batch a transaction, as fast as they are committed. */
async function tellMany(member: TestNode, count: number): Promise<void> {
  for (let n = 0; n < count; n += BATCH) {
    const facts = Array.from({ length: Math.min(BATCH, count - n) }, () => factAt(told++))
    const how = { sender: member.code, receiver: 'region', versionOf: () => 1, now: new Date() }
    await member.database.asSystem((trx) => tell(trx, facts, how))
  }
}

/** Ends every node; the NATS servers of two of them go on by themselves. */
async function leaveNats(...left: readonly TestNode[]): Promise<void> {
  for (const { child, node } of running) {
    const gone = once(child, 'exit')
    child.kill(left.includes(node) ? 'SIGKILL' : 'SIGTERM')
    await gone
  }
  for (const { folder } of left) orphans.push(Number(readFileSync(join(folder, 'nats', 'nats.pid'), 'utf8')))
  running.length = 0
}

/** Messages a second of the Go client, through the streams of a member and of the region. */
async function peerRate(region: TestNode, member: TestNode, size: number): Promise<number> {
  const addressOf = ({ folder }: TestNode) => {
    const config = readFileSync(join(folder, 'nats', 'nats.conf'), 'utf8')
    const [, at] = /listen: "([^"]+)"/.exec(config) ?? []
    const [, user, password] = /user: (host_region|node), password: "([^"]+)"/.exec(config) ?? []
    return `nats://${user}:${encodeURIComponent(password ?? '')}@${at}`
  }
  const env = { ...process.env, GOPATH: '/usr/share/gocode', GO111MODULE: 'off', GOCACHE: join(tmpdir(), 'qunce-go') }
  const subject = `${member.code}.region`
  const args = ['run', PEER, addressOf(member), addressOf(region), subject, 'TO_region', String(EVENTS), String(size)]
  // What is measured goes over wires of this process: it must not stand still meanwhile.
  const client = spawn('go', args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [printed, [status]] = await Promise.all([text(client.stdout), once(client, 'exit')])
  if (status !== 0) throw new Error('The peer did not end: is golang-github-nats-io-go-nats-dev installed?')
  return Number(printed)
}

const medianOf = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

try {
  const region = await makeNode('region', await ownDatabase('region'))
  const leaf = await initRegion(region)
  await run(region)
  const members: TestNode[] = []
  const add = async () => {
    const place = members.length
    const member = await makeNode(`m${place + 1}`, await ownDatabase(`m${place + 1}`))
    const request = await initMember(member, `第${place + 1}省`, PROVINCES[place] ?? '450000')
    const invitation = await region.database.asSystem((trx) =>
      admitNode(trx, region.identity, readNodeSettings(region.folder), request),
    )
    const wire = await wireTo(leaf)
    wires.push(wire)
    await joinBy(member, invitation, region, wire)
    await run(member)
    members.push(member)
    await tellMany(member, 1)
    await untilHeard(region, [member.code], 1)
    return { member, wire }
  }
  const { member, wire } = await add()
  const rates: number[] = []
  for (let round = 0; round < 3; round++) {
    const before = await heardBy(region, [member.code])
    const began = performance.now()
    await tellMany(member, EVENTS)
    await untilHeard(region, [member.code], before + EVENTS)
    rates.push(Math.round(EVENTS / ((performance.now() - began) / 1000)))
  }
  const ours = medianOf(rates)
  printTable([
    ['events/s, province to region, median of 3', ''],
    ['ours: told, signed, chained, committed at both ends', String(ours)],
  ])
  if (CATCH_UP > 0) {
    wire.cut()
    const before = await heardBy(region, [member.code])
    const telling = performance.now()
    await tellMany(member, CATCH_UP)
    const cut = performance.now()
    wire.mend()
    await untilHeard(region, [member.code], before + 1)
    const first = performance.now()
    await untilHeard(region, [member.code], before + CATCH_UP)
    const all = performance.now()
    const seconds = (ms: number) => (ms / 1000).toFixed(1)
    printTable([
      [`${CATCH_UP} events told while the line was cut`, 'seconds'],
      ['told and committed at the province', seconds(cut - telling)],
      ['line mended, until the first is heard', seconds(first - cut)],
      ['until all are heard and committed', seconds(all - cut)],
      ['events/s while catching up', String(Math.round(CATCH_UP / ((all - first) / 1000)))],
    ])
  }
  const grown: string[][] = []
  for (let count = 1; count <= MOST_MEMBERS; count *= 2) {
    while (members.length < count) await add()
    const codes = members.map(({ code }) => code)
    await wait(5000)
    const before = await heardBy(region, codes)
    const each = Math.floor(EVENTS / count)
    const began = performance.now()
    await Promise.all(members.map((one) => tellMany(one, each)))
    await untilHeard(region, codes, before + each * count)
    grown.push([String(count), String(Math.round((each * count) / ((performance.now() - began) / 1000)))])
  }
  if (grown.length > 0) printTable([['members', 'events/s, all of them to the region'], ...grown])
  // What the peer publishes would be read by the nodes: they are gone, and their NATS servers stay.
  await leaveNats(region, member)
  const size = Buffer.byteLength(JSON.stringify(factAt(1).content)) + 250
  const peers: number[] = []
  for (let round = 0; round < 3; round++) peers.push(await peerRate(region, member, size))
  const peer = medianOf(peers)
  printTable([
    ['events/s, province to region, medians of 3', ''],
    [`NATS alone: ${size} bytes each, nothing kept but its streams`, String(peer)],
    ['ours / NATS alone', (ours / peer).toFixed(2)],
  ])
} finally {
  for (const { child } of running) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }
  for (const pid of orphans)
    try {
      process.kill(pid, 'SIGTERM')
    } catch {
      // It has ended already.
    }
  for (const wire of wires) await wire.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  await server.stop()
}
