import { expect, test } from 'vitest'
import { type Disk, Vault } from './vault.ts'

function storeOf(entries: Record<string, string> = {}) {
  const kept = new Map(Object.entries(entries))
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  }
}
function diskOf(entries: Record<string, string> = {}) {
  const kept = new Map(Object.entries(entries))
  const writes: number[] = []
  const disk: Disk = {
    all: async () => new Map(kept),
    async write(given) {
      writes.push(given.size)
      await Promise.resolve()
      for (const [key, text] of given) text === null ? kept.delete(key) : kept.set(key, text)
    },
  }
  return { kept, writes, disk }
}
const draft = (text: string, at: string) => JSON.stringify({ text, at })

test('[DEL-250] what the browser’s store has lost with its last seconds is taken from the disk', async () => {
  const store = storeOf({ a: draft('甲', '2026-01-01T00:00:01Z'), b: draft('乙新', '2026-01-01T00:00:09Z') })
  const { disk } = diskOf({
    ...{ a: draft('甲，后写的', '2026-01-01T00:00:05Z'), b: draft('乙', '2026-01-01T00:00:02Z') },
    c: draft('丙', '2026-01-01T00:00:03Z'),
  })
  const vault = new Vault(store, disk)
  await vault.ready
  expect(['a', 'b', 'c'].map((key) => JSON.parse(vault.getItem(key) ?? '{}').text)).toEqual([
    '甲，后写的',
    '乙新',
    '丙',
  ])
})

test('[DEL-250] each entry goes to the disk, what is thrown away goes from it, and many keystrokes are few writes', async () => {
  const { kept, writes, disk } = diskOf()
  const vault = new Vault(storeOf(), disk)
  for (let count = 0; count < 100; count++) vault.setItem('a', draft(String(count), ''))
  vault.setItem('b', draft('乙', ''))
  await vault.settled()
  expect([...kept.keys()]).toEqual(['a', 'b'])
  expect(JSON.parse(kept.get('a') ?? '')).toMatchObject({ text: '99' })
  expect(writes.length).toBeLessThan(5)
  vault.removeItem('a')
  await vault.settled()
  expect([...kept.keys()]).toEqual(['b'])
})

test('[DEL-250] what was written before the disk answered is not overwritten by it; without a disk all goes on', async () => {
  const store = storeOf()
  const vault = new Vault(store, diskOf({ a: draft('旧', '9') }).disk)
  vault.setItem('a', draft('新', '1'))
  await vault.ready
  expect(store.kept.get('a')).toContain('新')

  const broken: Disk = { all: () => Promise.reject(new Error()), write: () => Promise.reject(new Error()) }
  const alone = new Vault(storeOf(), broken)
  await alone.ready
  alone.setItem('a', '字')
  await alone.settled()
  expect(alone.getItem('a')).toBe('字')
  const silent: Disk = { all: () => new Promise(() => {}), write: () => new Promise(() => {}) }
  await new Vault(storeOf(), silent, 10).ready
})
