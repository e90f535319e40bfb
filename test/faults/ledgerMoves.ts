import { createHash } from 'node:crypto'
import type { Move } from '../../src/settlement/ledger/index.ts'

/** The n-th transfer of a seed: every life of the writer, and the check, make the same one of it. */
export function moveOf(seed: number, n: number, accounts: readonly number[]): Move {
  const hash = createHash('sha256').update(`${seed} ${n}`).digest()
  const from = hash.readUInt16LE(0) % accounts.length
  const to = (from + 1 + (hash.readUInt16LE(2) % (accounts.length - 1))) % accounts.length
  return {
    key: hash.toString('hex', 4, 20).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-4000-8000-$5'),
    from: accounts[from] ?? 0,
    to: accounts[to] ?? 0,
    amountFen: 1 + (hash.readUInt32LE(20) % 1_000_000),
    kind: 'adjustment',
  }
}
