import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Commitment, DocumentList } from '../../src/plan/schemas.ts'
import { createTestDatabase } from '../support/index.ts'
import { type Life, startLife, wholeDocument } from './client.ts'

/** How often the server is killed on each engine. `npm test` has time for a few; QUNCE_FAULT_KILLS=50 for a release. */
const KILLS = Number(process.env.QUNCE_FAULT_KILLS ?? 6)
const TASKS_OF_A_PLAN = 12
const LONGEST_LIFE_MS = 1500

/** A plan of its own words: seeded, so that no two are alike and a failure can be run again. */
function planText(seed: number): string {
  const [words] = fc.sample(
    fc.array(fc.constantFrom(...'港湾桥路林田渔船堤岸站网园区厂校馆库渠泵塔仓'), { minLength: 900, maxLength: 900 }),
    {
      seed,
      numRuns: 1,
    },
  )
  const word = (index: number) => (words ?? []).slice(index * 6, index * 6 + 6).join('')
  const tasks = Array.from({ length: TASKS_OF_A_PLAN }, (_, index) => {
    const [subject, place] = [word(index * 3), word(index * 3 + 1)]
    return `${index + 1}. 推进${subject}建设。加快${place}项目实施，完善${word(index * 3 + 2)}管理。（责任单位：自治区发展改革委、交通运输厅）`
  })
  return [`${word(100)}第${seed}号实施方案`, '一、重点任务', ...tasks].join('\n')
}

/** What the server has acknowledged in all its lives. */
interface Acknowledged {
  documents: Map<string, string>
  confirmed: Set<string>
}

/** Ingests and confirms until the server dies under it. */
async function work(life: Life, seed: number, acknowledged: Acknowledged): Promise<void> {
  for (let round = 0; ; round++) {
    const text = planText(seed * 1000 + round)
    const document = await life.ingest(`plan-${seed}-${round}.txt`, text)
    acknowledged.documents.set(document.id, text)
    const { commitments } = await wholeDocument(life, document.id)
    for (const commitment of commitments.slice(0, 4)) {
      await life.confirm(commitment)
      acknowledged.confirmed.add(commitment.id)
    }
  }
}

/** Every acknowledged change is there, and no document is there by half. */
async function check(life: Life, acknowledged: Acknowledged): Promise<void> {
  const present = new Map<string, Commitment>()
  const listed = new Set<string>()
  for (let cursor = ''; ; ) {
    const page = await life.get<DocumentList>(`/api/v1/documents?limit=200${cursor}`)
    for (const { id, sample } of page.items) if (!sample) listed.add(id)
    if (page.next === null) break
    cursor = `&cursor=${encodeURIComponent(page.next)}`
  }
  for (const id of listed) {
    const { text, commitments } = await wholeDocument(life, id)
    const tasks = commitments.filter((commitment) => commitment.kind === 'task')
    expect(tasks, `tasks of ${text.title}`).toHaveLength(TASKS_OF_A_PLAN)
    const sent = acknowledged.documents.get(id)
    if (sent !== undefined) expect(text.text).toBe(sent)
    for (const commitment of commitments) present.set(commitment.id, commitment)
  }
  for (const id of acknowledged.documents.keys()) expect(listed, 'an acknowledged document').toContain(id)
  for (const id of acknowledged.confirmed) expect(present.get(id)?.state, `commitment ${id}`).toBe('confirmed')
}

test(
  `[PLAT-1] [PLAN-3] ${KILLS} kills during ingest and confirmation lose nothing that was acknowledged`,
  async () => {
    const { handle, folder, url, remove } = await createTestDatabase()
    const acknowledged: Acknowledged = { documents: new Map(), confirmed: new Set() }
    const seed = Number(process.env.QUNCE_FAULT_SEED ?? Date.now() % 1_000_000)
    const delays = fc.sample(fc.integer({ min: 20, max: LONGEST_LIFE_MS }), { seed, numRuns: KILLS })
    console.log(`seed ${seed} (QUNCE_FAULT_SEED), ${handle.engine}`)
    try {
      await handle.close()
      for (const [index, delay] of delays.entries()) {
        const life = await startLife(folder, url)
        if (index % 5 === 0) await check(life, acknowledged)
        const working = work(life, seed + index, acknowledged).catch(() => 'killed')
        await wait(delay)
        await life.kill()
        expect(await working).toBe('killed')
      }
      const life = await startLife(folder, url)
      await check(life, acknowledged)
      const audit = await life.get<{ intact: boolean }>('/api/v1/audit/verify')
      expect(audit).toMatchObject({ intact: true })
      expect(acknowledged.documents.size, 'documents acknowledged').toBeGreaterThan(0)
      console.log(
        `${KILLS} kills: ${acknowledged.documents.size} documents and ${acknowledged.confirmed.size} confirmations acknowledged, all present`,
      )
      await life.kill()
    } finally {
      await remove().catch(() => {})
    }
  },
  KILLS * 60_000,
)
