import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFileStore } from './store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qunce-files-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const bytes = Buffer.from('北部湾城市群发展规划\n')
const sha256 = createHash('sha256').update(bytes).digest('hex')

test('[PLAT-40] a file is kept under the sha256 of its bytes, once', async () => {
  const files = await openFileStore(folder)
  const ids = await Promise.all([files.put(bytes), files.put(bytes), files.put(bytes)])
  expect(new Set(ids)).toEqual(new Set([sha256]))
  expect(Buffer.from(await files.get(sha256))).toEqual(bytes)
  expect(readdirSync(join(folder, sha256.slice(0, 2)))).toEqual([sha256])
  expect(readdirSync(join(folder, 'incoming'))).toEqual([])
})

test('[PLAT-40] what a killed process left half-written is cleared in time, what another writes now is not', async () => {
  mkdirSync(join(folder, 'incoming'), { recursive: true })
  writeFileSync(join(folder, 'incoming', 'half'), 'half')
  writeFileSync(join(folder, 'incoming', 'at work'), 'at w')
  const yesterday = new Date(Date.now() - 86_400_000)
  utimesSync(join(folder, 'incoming', 'half'), yesterday, yesterday)
  await openFileStore(folder)
  expect(readdirSync(join(folder, 'incoming'))).toEqual(['at work'])
})

test('[PLAT-41] bytes that changed on disk are refused, not served', async () => {
  const files = await openFileStore(folder)
  await files.put(bytes)
  writeFileSync(join(folder, sha256.slice(0, 2), sha256), 'something else')
  await expect(files.get(sha256)).rejects.toMatchObject({ code: 'file_damaged' })
})

test.each(['0'.repeat(64), '../../etc/passwd', ''])(
  '[PLAT-42] a file that is not there is said to be missing: "%s"',
  async (id) => {
    const files = await openFileStore(folder)
    await expect(files.get(id)).rejects.toMatchObject({ code: 'file_missing' })
  },
)
