import { useEffect, useState, useSyncExternalStore } from 'react'
import type { ObligationDetail } from '../../../../../src/delivery/reporting/schemas.ts'
import { putDraft } from '../api.ts'
import { DraftKeeper, type Surroundings } from './keeper.ts'
import { indexedDisk, Vault } from './vault.ts'

const vault = new Vault(window.localStorage, indexedDisk('qunce'))

const surroundings: Surroundings = {
  storage: vault,
  put: putDraft,
  newKey: () => crypto.randomUUID(),
  pause: 700,
  retry: 8000,
}

let isReady = false
void vault.ready.then(() => {
  isReady = true
})

/** Whether what lies on this machine is known; a page that shows drafts waits for it, a moment at most. */
export function useDraftsReady(): boolean {
  const [now, setNow] = useState(isReady)
  useEffect(() => {
    if (!now) void vault.ready.then(() => setNow(true))
  }, [now])
  return now
}

const keepers = new Map<string, DraftKeeper>()

/** The keeper of what is written on an owed report, by this person for this unit; the same until it is sent. */
export function keeperOf(owner: string, detail: ObligationDetail): DraftKeeper {
  const key = `${owner}.${detail.id}.${detail.revision}`
  const known = keepers.get(key)
  const isStale = known?.state.status === 'saved' && detail.draft && detail.draft.revision > known.state.revision
  if (known && !isStale) return known
  const prefill = detail.prefill?.content
  if (!prefill) throw new Error('Only what may be reported has a draft.')
  const made = new DraftKeeper(owner, detail.id, { draft: detail.draft, prefill }, surroundings)
  keepers.set(key, made)
  return made
}

export const useKeeper = (keeper: DraftKeeper) => useSyncExternalStore(keeper.subscribe, keeper.snapshot)

/** Whoever comes back to the network, or leaves the page, saves what is not saved. */
function saveAll(): void {
  for (const keeper of keepers.values()) {
    if (keeper.state.status === 'local' || keeper.state.status === 'offline') void keeper.save()
  }
}
window.addEventListener('online', saveAll)
document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && saveAll())

/** How many reports lie on this machine only, of all that this person writes for this unit. */
export function unsentOf(owner: string): string[] {
  const prefix = `qunce.draft.${owner}.`
  return Object.keys(window.localStorage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length))
}

function listenOnline(listener: () => void) {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

export const useOnline = () => useSyncExternalStore(listenOnline, () => navigator.onLine)
