import { queryOptions, useQuery } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { get } from '../shell/api.ts'
import type { BaseMap } from './map/types.ts'

const baseMapQuery = queryOptions({
  queryKey: ['base-map'],
  queryFn: ({ signal }) => get<{ baseMap: BaseMap | null }>('/api/v1/base-map', undefined, signal),
  staleTime: Number.POSITIVE_INFINITY,
})

/** So many tiles in a row that do not come, and the service is taken not to answer. */
const PATIENCE = 3

/** The installation's tile service: shown while it answers; when it does not, our own outlines stand in for it. */
export function useBaseMap() {
  const { data } = useQuery(baseMapQuery)
  const [failed, setFailed] = useState(false)
  const missed = useRef(0)
  const onTile = useCallback((came: boolean) => {
    missed.current = came ? 0 : missed.current + 1
    if (missed.current >= PATIENCE) setFailed(true)
  }, [])
  const retry = () => {
    missed.current = 0
    setFailed(false)
  }
  const configured = data?.baseMap ?? null
  return { baseMap: failed ? null : configured, failed: failed && configured !== null, onTile, retry }
}
