import { expect, test } from 'vitest'
import { newCommitmentId } from './ids.ts'

test('[PLAN-23] ids come in the order they were made in, however many in a millisecond, and are UUIDs of version 7', () => {
  const now = Date.now() + 1000
  const ids = Array.from({ length: 10_000 }, (_, index) => newCommitmentId(now - (index % 3)))
  expect(ids).toEqual(ids.toSorted())
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
