import { useSyncExternalStore } from 'react'
import type { Language } from './i18n.ts'

export interface Preferences {
  language: Language
  /** 大字号: everything about a quarter larger, for reading at arm's length. */
  largeType: boolean
}

const KEY = 'qunce.preferences'
const listeners = new Set<() => void>()
let current: Preferences | undefined

function load(): Preferences {
  const fallback: Preferences = {
    language: navigator.language.startsWith('zh') || !navigator.language ? 'zh-CN' : 'en',
    largeType: false,
  }
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>
    return { ...fallback, ...stored }
  } catch {
    return fallback // storage is off or holds something else: preferences are a comfort, not a need
  }
}

export function readPreferences(): Preferences {
  current ??= load()
  return current
}

export function changePreferences(change: Partial<Preferences>): void {
  current = { ...readPreferences(), ...change }
  try {
    localStorage.setItem(KEY, JSON.stringify(current))
  } catch {
    // storage is off: the choice holds until the page is closed
  }
  for (const listener of listeners) listener()
}

export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, readPreferences)
}
