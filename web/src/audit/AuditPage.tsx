import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AuditLine, AuditList } from '../../../src/server/schemas.ts'
import { useMay } from '../access/session.ts'
import { usersQuery } from '../access/users.ts'
import { get } from '../shell/api.ts'
import { MoreRows } from '../shell/MoreRows.tsx'
import { Page } from '../shell/Page.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../shell/states.tsx'
import { AuditBar } from './AuditBar.tsx'
import { AuditLines } from './AuditLines.tsx'
import { Verify } from './Verify.tsx'
import type { AuditSearch } from './words.ts'
import './audit.css'

const route = getRouteApi('/audit')

const useAudit = ({ action, user, subject, id }: AuditSearch) =>
  useInfiniteQuery({
    queryKey: ['audit', action, user, subject, id],
    queryFn: ({ pageParam, signal }) =>
      get<AuditList>(
        '/api/v1/audit',
        { action, userId: user, subjectKind: subject, subjectId: id, limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

/** 审计: who did what, and the proof that nobody has changed the record of it. */
export function AuditPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = useAudit(search)
  const lines = list.data?.pages.flatMap(({ items }) => items) ?? []
  const people = usePeople(lines)
  const change = (part: { [Key in keyof AuditSearch]: string | undefined }) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value)),
      replace: true,
      resetScroll: false,
    })
  return (
    <Page title={t('audit.title')} lede={t('audit.lede')}>
      <Verify />
      <AuditBar search={search} people={people} onChange={change} />
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && lines.length === 0 && <QuietState title={t('audit.none')} />}
      {lines.length > 0 && <AuditLines lines={lines} total={list.data?.pages[0]?.total ?? 0} onNarrow={change} />}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </Page>
  )
}

/** Who can be asked for: all users where one may see them, else those who sign the newest lines. */
function usePeople(lines: readonly AuditLine[]): ReadonlyMap<string, string> {
  const users = useQuery({ ...usersQuery, enabled: useMay('access.manage') }).data?.items ?? []
  const newest = useAudit({}).data?.pages.flatMap(({ items }) => items) ?? []
  const signed = [...newest, ...lines].flatMap(({ userId, userName }): [string, string][] =>
    userId ? [[userId, userName ?? userId]] : [],
  )
  return new Map([...users.map(({ id, name }): [string, string] => [id, name]), ...signed])
}
