import { useInfiniteQuery, useQueries, useQueryClient } from '@tanstack/react-query'
import type {
  JurisdictionList,
  OrganizationDetail,
  OrganizationEdit,
  OrganizationList,
  OrganizationSummary,
} from '../../../../src/gazetteer/schemas.ts'
import { get, send } from '../../shell/api.ts'
import { organizationsQuery } from '../api.ts'
import { likelyUnits, partsOf, stemOf } from './likeness.ts'

const base = '/api/v1/organizations'

/** Bodies that ingest added from printed names, and for which nobody has vouched yet. */
export const useWaitingUnits = (enabled: boolean) =>
  useInfiniteQuery({
    queryKey: ['organizations', 'waiting'],
    queryFn: ({ pageParam, signal }) =>
      get<OrganizationList>(base, { state: 'provisional', limit: 50, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    enabled,
  })

/** Known bodies that the name may mean, likest first. Undefined while they are looked for. */
export function useLikelyUnits(unit: OrganizationSummary): OrganizationSummary[] | undefined {
  return useQueries({
    queries: partsOf(stemOf(unit)).map((q) => organizationsQuery({ q, state: 'confirmed', limit: 50 })),
    combine: (answers) =>
      answers.some(({ isPending }) => isPending)
        ? undefined
        : likelyUnits(
            unit,
            answers.flatMap(({ data }) => data?.items ?? []),
          ),
  })
}

export const jurisdictionsQuery = (q: string) => ({
  queryKey: ['jurisdictions', q],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    get<JurisdictionList>('/api/v1/jurisdictions', { q, limit: 30 }, signal),
  enabled: q.length > 0,
})

export const confirmUnit = (id: string) => send<OrganizationDetail>('POST', `${base}/${id}/confirm`, {})

export const mergeUnit = (id: string, intoId: string) =>
  send<OrganizationDetail>('POST', `${base}/${id}/merge`, { intoId })

/** What a person says a printed body really is. */
export interface Correction {
  name: string
  shortName: string
  jurisdiction: string | null
  kind: OrganizationSummary['kind']
  confirm: boolean
}

/**
 * Corrects a provisional body. Its place and kind are edited where it stands. A corrected name makes a body of that
 * name, into which the printed one is merged: the way it is printed stays on record, and leads there from now on.
 */
export async function correctUnit(unit: OrganizationDetail, wish: Correction): Promise<OrganizationDetail> {
  const { jurisdiction, kind, shortName } = wish
  const name = wish.name.trim()
  if (name !== unit.name) {
    const short = shortName.trim()
    const body = { name, jurisdiction, kind, source: unit.source, ...(short ? { shortName: short } : {}) }
    const { id } = await send<OrganizationDetail>('POST', base, body)
    return mergeUnit(unit.id, id)
  }
  const edit: OrganizationEdit = {
    ...(jurisdiction === (unit.jurisdiction?.code ?? null) ? {} : { jurisdiction }),
    ...(kind === unit.kind ? {} : { kind }),
  }
  const edited =
    Object.keys(edit).length > 0
      ? await send<OrganizationDetail>('PATCH', `${base}/${unit.id}`, edit, unit.version)
      : unit
  return wish.confirm ? confirmUnit(unit.id) : edited
}

/** Marks as outdated whatever names organizations. */
export function useForgetUnits() {
  const queries = useQueryClient()
  return () => {
    for (const first of ['organizations', 'organization', 'unit', 'register', 'facets', 'document', 'commitment'])
      void queries.invalidateQueries({ queryKey: [first] })
  }
}
