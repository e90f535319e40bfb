import { startTransition, useCallback, useEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Chunk } from './pieces.ts'

/** Chunks that are set at once, and how many are added each time the browser has nothing else to do. */
const AT_ONCE = 6
const STEP = 4

/**
 * Sets a long text without keeping the reader waiting: first what is around the place that was asked for, then the
 * rest bit by bit while the browser is idle, until the whole text is there (to be searched and printed).
 */
export function useChunks(chunks: readonly Chunk[], begin: number) {
  const first = useMemo(() => chunkAt(chunks, begin), [chunks, begin])
  const [set, setSet] = useState<ReadonlySet<number>>(() => around(first, AT_ONCE, chunks.length))

  useEffect(() => {
    if (set.size >= chunks.length) return
    const later = window.requestIdleCallback ?? ((work: () => void) => window.setTimeout(work, 50))
    const cancel = window.cancelIdleCallback ?? window.clearTimeout
    const asked = later(() => startTransition(() => setSet((now) => nearest(now, first, chunks.length))))
    return () => cancel(asked)
  }, [set, first, chunks.length])

  useEffect(() => {
    // Paper has no idle time to come: all of it is set before the browser prints.
    const all = () => flushSync(() => setSet(new Set(chunks.keys())))
    window.addEventListener('beforeprint', all)
    return () => window.removeEventListener('beforeprint', all)
  }, [chunks])

  /** Sets the chunk that holds a place of the text at once, so that one can go there. */
  const ensure = useCallback(
    (position: number) => {
      const index = chunkAt(chunks, position)
      flushSync(() => setSet((now) => (now.has(index) ? now : new Set([...now, ...around(index, 3, chunks.length)]))))
    },
    [chunks],
  )
  return { set, ensure }
}

/** Index of the chunk that holds a position: the last one that begins at or before it. */
export function chunkAt(chunks: readonly Chunk[], position: number): number {
  let low = 0
  let high = chunks.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((chunks[middle]?.start ?? 0) <= position) low = middle
    else high = middle - 1
  }
  return low
}

function around(index: number, count: number, length: number): Set<number> {
  const from = Math.max(0, Math.min(index - 1, length - count))
  return new Set(Array.from({ length: Math.min(count, length) }, (_none, step) => from + step))
}

/** Adds the unset chunks that are nearest to the first one. */
function nearest(set: ReadonlySet<number>, first: number, length: number): ReadonlySet<number> {
  const next = new Set(set)
  for (let away = 0; away < length && next.size < Math.min(set.size + STEP, length); away++)
    for (const index of [first + away, first - away]) if (index >= 0 && index < length) next.add(index)
  return next
}
