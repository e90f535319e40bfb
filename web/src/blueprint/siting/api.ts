import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Geometry } from 'geojson'
import type { NewSiting, SiteRead, SitingAnswer, SitingDetail, SitingList } from '../../../../src/blueprint/schemas.ts'
import type { ProjectDetail, ProjectList } from '../../../../src/delivery/projects/schemas.ts'
import { get, send, upload } from '../../shell/api.ts'
import { base } from '../api.ts'

const key = ['blueprint', 'sitings'] as const

/** A site as it is sent to be checked. */
export type Asked = Pick<NewSiting, 'geometry' | 'bufferM' | 'source' | 'asOf'>

/** What the server says of a site; nothing of it is kept. */
export const checkQuery = (asked: Asked | null) =>
  queryOptions({
    queryKey: [...key, 'check', asked],
    queryFn: () => send<SitingAnswer>('POST', `${base}/sitings?keep=false`, asked),
    enabled: asked !== null,
    staleTime: 60_000,
    retry: false,
  })

/** Checks it again and keeps it under a name. */
export function useKeepSiting() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ once, ...siting }: NewSiting & { once: string }) =>
      send<SitingAnswer>('POST', `${base}/sitings`, siting, undefined, once),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...key, 'list'] }),
  })
}

export interface SitingWish {
  verdict?: SitingList['items'][number]['verdict']
  year?: string
  q?: string
}

export const useSitings = (wish: SitingWish, wanted: boolean) =>
  useInfiniteQuery({
    queryKey: [...key, 'list', wish],
    queryFn: ({ pageParam, signal }) =>
      get<SitingList>(`${base}/sitings`, { ...wish, limit: 50, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: wanted,
  })

export const sitingQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => get<SitingDetail>(`${base}/sitings/${id}`, undefined, signal),
    enabled: id !== undefined,
  })

/** The address of the official note. */
export const noteAddress = (id: string) => `${base}/sitings/${id}.docx`

/** The ground of a file; with a coordinate system where the file names none. */
export function useReadSite(onProgress: (part: number) => void) {
  return useMutation({
    mutationFn: ({ file, crs, swapAxes }: { file: File; crs?: string; swapAxes?: boolean }) => {
      const form = new FormData()
      form.append('settings', JSON.stringify({ ...(crs ? { crs } : {}), ...(swapAxes ? { swapAxes } : {}) }))
      form.append('file', file)
      return upload<SiteRead>(`${base}/sitings/site`, form, onProgress)
    },
  })
}

/** A project that has a place, as the delivery pool has it. */
export interface PlacedProject {
  id: string
  name: string
  geometry: Geometry
}

const placed = ({ id, name, geometry }: Pick<ProjectDetail, 'id' | 'name' | 'geometry'>): PlacedProject[] =>
  geometry ? [{ id, name, geometry: geometry as Geometry }] : []

export const placedProjectsQuery = (q: string, wanted: boolean) =>
  queryOptions({
    queryKey: ['projects', 'placed', q],
    queryFn: async ({ signal }) =>
      (await get<ProjectList>('/api/v1/projects', { q, limit: 200 }, signal)).items.flatMap(placed),
    enabled: wanted,
  })

export const placedProjectQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ['projects', 'placed', 'one', id],
    queryFn: async ({ signal }) =>
      placed(await get<ProjectDetail>(`/api/v1/projects/${id}`, undefined, signal))[0] ?? null,
    enabled: id !== undefined,
  })
