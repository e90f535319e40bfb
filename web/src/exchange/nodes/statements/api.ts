import { keepPreviousData, queryOptions, useInfiniteQuery } from '@tanstack/react-query'
import type { ToldStatementDetail, ToldStatementList } from '../../../../../src/exchange/schemas.ts'
import type { StatementDetail } from '../../../../../src/settlement/schemas.ts'
import { get, send } from '../../../shell/api.ts'
import type { NeighbourSearch } from '../filter.ts'

const PATH = '/api/v1/nodes/statements'
/** What others tell comes by itself: the pages ask again so often (ms), and keep what they show meanwhile. */
const EVERY_MS = 5000

export const useToldStatements = (search: NeighbourSearch) =>
  useInfiniteQuery({
    queryKey: ['nodes', 'statements', search],
    queryFn: ({ pageParam, signal }) =>
      get<ToldStatementList>(PATH, { ...search, limit: 20, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MS,
  })

export const toldStatementQuery = (owner: string, id: string) =>
  queryOptions({
    queryKey: ['nodes', 'statement', owner, id],
    queryFn: ({ signal }) => get<ToldStatementDetail>(`${PATH}/${owner}/${id}`, undefined, signal),
    refetchInterval: EVERY_MS,
  })

/** Sends what a party does about a statement of another node. @returns the statement as this node has it then */
export async function actOnTold(
  owner: string,
  one: StatementDetail,
  path: string,
  body: object,
  once?: string,
): Promise<StatementDetail> {
  const told = await send<ToldStatementDetail>('POST', `${PATH}/${owner}/${one.id}/${path}`, body, undefined, once)
  return told.statement ?? one
}
