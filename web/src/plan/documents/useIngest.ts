import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { IngestAnswer, IngestResult, Visibility } from '../../../../src/plan/schemas.ts'
import { upload } from '../../shell/api.ts'

/** One file on its way in: waiting, going out, being read by the server, and what came of it. */
export interface Ingesting {
  key: number
  file: File
  phase: 'waiting' | 'sending' | 'reading' | 'done' | 'failed'
  /** How much has gone out, 0 to 1. */
  sent: number
  results: readonly IngestResult[]
  problem?: unknown
}

const AT_ONCE = 2
let lastKey = 0

/**
 * Sends files one request each, two at a time: each has its own progress and its own outcome, and one that fails
 * keeps nothing from the others.
 */
export function useIngest(visibility: Visibility) {
  const queries = useQueryClient()
  const [queue, setQueue] = useState<readonly Ingesting[]>([])
  const started = useRef(new Set<number>())

  const change = useCallback((key: number, facts: Partial<Ingesting>) => {
    setQueue((now) => now.map((item) => (item.key === key ? { ...item, ...facts } : item)))
  }, [])

  const run = useCallback(
    async ({ key, file }: Ingesting) => {
      change(key, { phase: 'sending' })
      const form = new FormData()
      form.append('visibility', visibility) // fields come before the files
      form.append('files', file, file.name)
      try {
        const { results } = await upload<IngestAnswer>('/api/v1/documents', form, (sent) =>
          change(key, sent < 1 ? { sent } : { sent, phase: 'reading' }),
        )
        change(key, { phase: 'done', results })
      } catch (problem) {
        change(key, { phase: 'failed', problem })
      }
      for (const first of ['documents', 'register', 'facets', 'document', 'unit'])
        void queries.invalidateQueries({ queryKey: [first] })
    },
    [change, queries, visibility],
  )

  useEffect(() => {
    const busy = queue.filter(({ phase }) => phase === 'sending' || phase === 'reading').length
    const next = queue.filter(({ key, phase }) => phase === 'waiting' && !started.current.has(key))
    for (const item of next.slice(0, Math.max(0, AT_ONCE - busy))) {
      started.current.add(item.key)
      void run(item)
    }
  }, [queue, run])

  const add = useCallback((files: Iterable<File>) => {
    const fresh = [...files].map(
      (file): Ingesting => ({ key: ++lastKey, file, phase: 'waiting', sent: 0, results: [] }),
    )
    setQueue((now) => [...now, ...fresh])
  }, [])
  const again = useCallback(
    (key: number) => {
      started.current.delete(key)
      change(key, { phase: 'waiting', sent: 0, problem: undefined })
    },
    [change],
  )
  const clear = useCallback(
    () => setQueue((now) => now.filter(({ phase }) => phase !== 'done' && phase !== 'failed')),
    [],
  )
  return { queue, add, again, clear }
}
