import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { admitNode, readNodeSettings, verifyChannels } from '../../src/exchange/index.ts'
import {
  initMember,
  initRegion,
  joinBy,
  makeNode,
  type TestNode,
  until,
  type Wire,
  wireTo,
} from '../../src/exchange/nodes/cluster.testing.ts'
import { createTestDatabase, testEngine } from '../support/index.ts'

/** How many faults, and how long (ms) each. `npm test` has time for a few; 32 of 60000 for a release. */
const FAULTS = Number(process.env.QUNCE_FAULT_NODES ?? 4)
const LASTING_MS = Number(process.env.QUNCE_FAULT_LASTING_MS ?? 1500)
/** How long (ms) those at random last. */
const RANDOM_MS = Number(process.env.QUNCE_FAULT_RANDOM_MS ?? LASTING_MS)
const VICTIM = fileURLToPath(new URL('./nodeVictim.ts', import.meta.url))
const MEMBERS = [
  ['gx', '广西壮族自治区', '450000'],
  ['gd', '广东省', '440000'],
  ['hi', '海南省', '460000'],
] as const
/** A line that stands still for so long (ms) is stopped. */
const STILL_MS = 5000
/** SQLSTATE of PostgreSQL. */
const DISK_FULL = '53100'
const canRun =
  testEngine === 'postgresql' && ['/usr/sbin/nats-server', '/usr/bin/nats-server'].some((path) => existsSync(path))

interface Thing {
  key: string
  text: string
}

interface Running {
  node: TestNode
  child: ChildProcess | undefined
}

// Four nodes, each a process with a database, a key and a NATS server of its own; each owns things that it adds, changes
// and ends all the time, for one other node each.
describe.skipIf(!canRun)('a cluster under faults', () => {
  const running = new Map<string, Running>()
  const wires = new Map<string, Wire>()
  const codes = ['region', ...MEMBERS.map(([code]) => code)]
  const of = (code: string) => running.get(code) as Running

  async function start(code: string): Promise<void> {
    const one = of(code)
    const { folder, url } = one.node
    const child = spawn(process.execPath, [VICTIM, folder, url ?? ''], { stdio: ['ignore', 'pipe', 'inherit'] })
    one.child = child
    await Promise.race([once(child.stdout as NonNullable<typeof child.stdout>, 'data'), once(child, 'exit')])
  }

  async function kill(code: string, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = of(code)
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  const natsOf = (code: string) => Number(readFileSync(`${of(code).node.folder}/nats/nats.pid`, 'utf8'))

  const faults: Record<string, (code: string) => Promise<() => Promise<unknown>>> = {
    'the line is cut': async (code) => {
      wires.get(code)?.cut()
      return async () => wires.get(code)?.mend()
    },
    'the process is killed': async (code) => {
      await kill(code, 'SIGKILL')
      return () => start(code)
    },
    'the NATS server is killed': async (code) => {
      process.kill(natsOf(code), 'SIGKILL')
      return async () => {}
    },
    'process and NATS server are killed': async (code) => {
      await kill(code, 'SIGKILL')
      process.kill(natsOf(code), 'SIGKILL')
      return () => start(code)
    },
    'the process hangs': async (code) => {
      of(code).child?.kill('SIGSTOP')
      return async () => of(code).child?.kill('SIGCONT')
    },
  }

  let writing = true
  let written = 0
  /** Adds, changes and ends things of a node for the others, until told to stop. */
  async function write(code: string): Promise<void> {
    const { database } = of(code).node
    const others = codes.filter((other) => other !== code)
    for (let n = 0; writing; n++) {
      const receiver = others[n % others.length] ?? ''
      const key = `${n % 3 === 0 ? n : n % 97}`
      const act =
        n % 11 === 10
          ? sql`delete from fault_thing where receiver = ${receiver} and key = ${key}`
          : sql`insert into fault_thing (receiver, key, text) values (${receiver}, ${key}, ${`${code} ${n}`})
              on conflict (receiver, key) do update set text = excluded.text`
      await database.asSystem((trx) => act.execute(trx))
      written += 1
      await wait(20)
    }
  }

  beforeAll(async () => {
    for (const code of codes) {
      const node = await makeNode(code, await createTestDatabase())
      running.set(code, { node, child: undefined })
      await sql`create table fault_thing (receiver text, key text, text text not null, primary key (receiver, key))`.execute(
        node.database.kysely,
      )
      await sql`grant all on fault_thing to qunce_system`.execute(node.database.kysely)
    }
    const region = of('region').node
    const leaf = await initRegion(region)
    for (const [code, name, jurisdiction] of MEMBERS) {
      const member = of(code).node
      const request = await initMember(member, name, jurisdiction)
      const invitation = await region.database.asSystem((trx) =>
        admitNode(trx, region.identity, readNodeSettings(region.folder), request),
      )
      const wire = await wireTo(leaf)
      wires.set(code, wire)
      await joinBy(member, invitation, region, wire)
    }
    for (const code of codes) await start(code)
  }, 240_000)

  afterAll(async () => {
    writing = false
    for (const code of [...codes].reverse()) {
      of(code).child?.kill('SIGCONT')
      await kill(code, 'SIGTERM')
    }
    for (const wire of wires.values()) await wire.close()
    for (const { node } of running.values()) await node.remove()
  }, 120_000)

  test(
    `[EXC-144] ${FAULTS} faults under load: afterwards every node knows exactly what each owner would have it know`,
    async () => {
      const seed = Number(process.env.QUNCE_FAULT_SEED ?? Date.now() % 1_000_000)
      const places = fc.record({ kind: fc.constantFrom(...Object.keys(faults)), code: fc.constantFrom(...codes) })
      // First every kind at every place, as far as there is time, then at random.
      const each = Object.keys(faults).flatMap((kind) => codes.map((code) => ({ kind, code })))
      const random = fc.sample(places, { seed, numRuns: FAULTS })
      const plan = FAULTS > each.length ? [...each, ...random].slice(0, FAULTS) : random
      console.log(`seed ${seed} (QUNCE_FAULT_SEED)`)
      const writers = codes.map((code) => write(code))
      for (const fault of plan) {
        const { kind, code } = fault
        const lastingMs = each.includes(fault) ? LASTING_MS : RANDOM_MS
        const heal = await faults[kind]?.(code)
        await wait(lastingMs)
        await heal?.()
        await wait(lastingMs / 10)
      }
      writing = false
      await Promise.all(writers)
      const healed = performance.now()
      await expectEqual(300_000)
      console.log(
        `${written} writes, ${plan.length} faults, equal ${Math.round(performance.now() - healed)} ms after the last`,
      )
      for (const { node } of running.values())
        expect((await verifyChannels(node.database)).filter(({ broken }) => broken !== null)).toEqual([])
    },
    FAULTS * LASTING_MS * 3 + 600_000,
  )

  /** Compares what owners have with what receivers were told, by plain SQL on each of the databases. */
  async function expectEqual(withinMs: number, among: readonly string[] = codes): Promise<void> {
    await until(async () => {
      for (const owner of among)
        for (const receiver of among.filter((other) => other !== owner)) {
          const lacking = await lackOf(owner, receiver)
          if (lacking > 0) throw new Error(`${receiver} differs from ${owner} in ${lacking} things`)
        }
    }, withinMs)
  }

  /** In how many things what a receiver was told differs from what the owner has for it. */
  async function lackOf(owner: string, receiver: string): Promise<number> {
    const [truth, view] = await Promise.all([
      rowsOf(owner, sql`select key, text from fault_thing where receiver = ${receiver}`),
      rowsOf(
        receiver,
        sql`select key, content ->> 'text' as text from shared_fact
          where owner = ${owner} and kind = 'thing' and content is not null`,
      ),
    ])
    const missing = [...truth].filter(([key, text]) => view.get(key) !== text)
    const excess = [...view.keys()].filter((key) => !truth.has(key))
    return missing.length + excess.length
  }

  const rowsOf = async (code: string, query: RawBuilder<unknown>) => {
    const { rows } = await of(code).node.database.asSystem((trx) => (query as RawBuilder<Thing>).execute(trx))
    return new Map(rows.map(({ key, text }) => [key, text]))
  }

  const canMount = process.getuid?.() === 0 && Boolean(process.env.QUNCE_FAULT_DISK)
  /** Six thousand things of two kilobytes that one node owns and another is to have. */
  const addMany = (owner: string, receiver: string, name: string) =>
    of(owner).node.database.asSystem((trx) =>
      sql`insert into fault_thing (receiver, key, text)
        select ${receiver}, ${name} || n, repeat(md5(n::text), 60) from generate_series(1, 6000) n`.execute(trx),
    )

  // A file system of a few megabytes for what a member's NATS server keeps; only root can make one.
  test.runIf(canMount)(
    '[EXC-145] a full disk stops a node’s line, and nothing else; with room again it catches up',
    async () => {
      const { folder } = of('gx').node
      await kill('gx', 'SIGTERM')
      const store = `${folder}/nats/jetstream`
      mkdirSync(store, { recursive: true })
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'none', store])
      try {
        await start('gx')
        await addMany('gx', 'region', 'full ')
        await addMany('gd', 'region', 'meanwhile ')
        await expectEqual(60_000, ['region', 'gd', 'hi'])
        const lacking = await lackOf('gx', 'region')
        await wait(STILL_MS)
        expect([lacking > 0, await lackOf('gx', 'region')]).toEqual([true, lacking])
        execFileSync('mount', ['-o', 'remount,size=512m', store])
        await expectEqual(240_000)
        await kill('gx', 'SIGTERM')
      } finally {
        execFileSync('umount', ['-l', store])
      }
      // What its server had kept is gone with that disk.
      await start('gx')
      await addMany('gx', 'region', 'afterwards ')
      await expectEqual(240_000)
    },
    600_000,
  )

  // The tables of one node's database on a file system with a few megabytes left.
  test.runIf(canMount)(
    '[EXC-145] a full disk of a node’s database keeps nothing from the others; with room again it catches up',
    async () => {
      const { folder, database } = of('hi').node
      await kill('hi', 'SIGTERM')
      const small = `${folder}-small`
      mkdirSync(small)
      const { rows } = await sql<{ megabytes: number }>`
        select (pg_database_size(current_database()) / 1048576)::int as megabytes`.execute(database.kysely)
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${(rows[0]?.megabytes ?? 0) + 16}m`, 'none', small])
      try {
        execFileSync('chown', ['postgres', small])
        await sql.raw(`create tablespace small location '${small}'`).execute(database.kysely)
        for (const what of ['table', 'index'])
          await sql.raw(`alter ${what} all in tablespace pg_default set tablespace small`).execute(database.kysely)
        await start('hi')
        await addMany('region', 'hi', 'flood ')
        let n = 0
        const more = () => addMany('hi', 'gx', `more ${n++} `)
        await until(() => expect(more()).rejects.toMatchObject({ code: DISK_FULL }), 120_000)
        await addMany('gx', 'region', 'meanwhile ')
        await expectEqual(60_000, ['region', 'gx', 'gd'])
        execFileSync('mount', ['-o', 'remount,size=2g', small])
        await expectEqual(240_000)
        await kill('hi', 'SIGTERM')
        for (const what of ['table', 'index'])
          await sql.raw(`alter ${what} all in tablespace small set tablespace pg_default`).execute(database.kysely)
        await sql.raw('drop tablespace small').execute(database.kysely)
      } finally {
        execFileSync('umount', ['-l', small])
      }
      await start('hi')
      await expectEqual(120_000)
    },
    600_000,
  )
})
