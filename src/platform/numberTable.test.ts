import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NumberTable } from './numberTable.ts'

test('[PLAT-90] keeps a row for each key, however many there are; what is not there is zeros', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 0xffffffff }), { maxLength: 5000 }), (keys) => {
      const table = new NumberTable(3)
      const absent = keys.pop() ?? 7
      for (const [at, key] of keys.entries()) {
        const row = table.add(key)
        table.rows.set([at + 1, key, 2 * at], row)
      }
      expect(table.size).toBe(keys.length)
      for (const [at, key] of keys.entries()) {
        const row = table.find(key)
        expect([...table.rows.subarray(row, row + 3)]).toEqual([at + 1, key, 2 * at])
      }
      const none = table.find(absent)
      expect([table.get(absent, 1), table.get(keys[0] ?? absent, 0)]).toEqual([0, keys.length > 0 ? 1 : 0])
      expect([...table.rows.subarray(none, none + 3)]).toEqual([0, 0, 0])
      expect(table.bytes).toBeLessThanOrEqual(1024 * 16 + keys.length * 16 * 4)
    }),
    { numRuns: 20 },
  )
})
