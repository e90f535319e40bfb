import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SharedRuns } from './index.ts'

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const question = fc.record({ key: fc.constantFrom('a', 'b'), at: fc.nat(20), takes: fc.nat(8) })

test('[PLAT-69] nobody gets an answer that began before he asked, and one is worked out at a time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(question, { minLength: 1, maxLength: 30 }), async (questions) => {
      const runs = new SharedRuns()
      let clock = 0
      const atWork = new Set<string>()
      let worked = 0
      await Promise.all(
        questions.map(async ({ key, at, takes }) => {
          await wait(at)
          const asked = ++clock
          const answer = await runs.run(key, async () => {
            const begun = ++clock
            worked += 1
            expect(atWork.has(key)).toBe(false)
            atWork.add(key)
            await wait(takes)
            atWork.delete(key)
            return { key, begun }
          })
          expect([answer.key, answer.begun > asked]).toEqual([key, true])
        }),
      )
      expect(worked).toBeLessThanOrEqual(questions.length)
    }),
    { numRuns: 40 },
  )
})

test('[PLAT-69] a run that fails is told to who shares it, and keeps the next from nobody', async () => {
  const runs = new SharedRuns()
  const first = runs.run('a', () => Promise.reject(new Error('lost')))
  const second = runs.run('a', () => Promise.resolve(2))
  await expect(first).rejects.toThrow('lost')
  expect(await second).toBe(2)
  expect(await runs.run('a', () => Promise.resolve(3))).toBe(3)
})
