import { entriesToShare, keepToldEntries, SHARED_ENTRY_TABLES } from '../../registers/index.ts'
import type { Cargo } from '../cargo.ts'
import { rowsMark } from './rowsMark.ts'

/** Published entries of shared registers, told to everybody; what a register calls private stays here. */
export const entryCargo: Cargo = {
  kind: 'entry',
  version: 1,
  mark: (trx) => rowsMark(trx, SHARED_ENTRY_TABLES),
  async facts(trx) {
    const entries = await entriesToShare(trx)
    return entries.map(({ key, content }) => ({ kind: 'entry', key, content }))
  },
  async arrived(trx, told) {
    for (const [owner, its] of Map.groupBy(told, ({ sender }) => sender)) await keepToldEntries(trx, owner, its)
  },
}
