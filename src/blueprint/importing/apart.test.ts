import { expect, test } from 'vitest'
import { WorkApart } from '../../platform/threads/index.ts'
import { LineWriter } from './validity.ts'

/** Answers a number after so many milliseconds. */
const slow = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { parentPort } from 'node:worker_threads'
  parentPort.on('message', (ms) => setTimeout(() => parentPort.postMessage({ result: ms }), ms))`)}`,
)

test('[BLU-21] a reading that is overtaken is given up, whether it runs or waits; the next is not kept waiting', async () => {
  const apart = new WorkApart<number, number>(slow, 30_000, (_, reason) => new Error(reason))
  const [running, waiting] = [new AbortController(), new AbortController()]
  const given = [apart.do(60_000, () => {}, running.signal), apart.do(60_000, () => {}, waiting.signal)]
  const told = Promise.allSettled(given)
  const next = apart.do(1)
  waiting.abort(new Error('other settings'))
  running.abort(new Error('other settings'))
  expect(await next).toBe(1)
  expect((await told).map((one) => one.status === 'rejected' && one.reason.message)).toEqual([
    'other settings',
    'other settings',
  ])
})

test.runIf(process.platform === 'linux')(
  '[BLU-21] a disk that is full refuses the file and ends nothing else',
  async () => {
    const writer = new LineWriter('/dev/full')
    const write = async () => {
      for (let line = 0; line < 1000; line++) await writer.write({ text: 'x'.repeat(10_000) })
      await writer.end()
    }
    await expect(write()).rejects.toMatchObject({ code: 'ENOSPC' })
    await expect(writer.end()).rejects.toMatchObject({ code: 'ENOSPC' })
  },
)
