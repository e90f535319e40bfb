import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { MoreRows } from './MoreRows.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'
import { Loading } from './states.tsx'
import { useNumber } from './time.ts'

interface ListPart<Item> {
  items: readonly Item[]
  total?: number
}

/** A list that comes part by part: how many there are, the wait, the refusal, that there is none, and what comes next. */
export function PagedList<Item>(props: {
  list: UseInfiniteQueryResult<InfiniteData<ListPart<Item>>>
  /** How many there are, in words; nothing is said of none. */
  total?: (count: number, formatted: string) => string
  /** What is shown where there is none. */
  none: ReactNode
  children: (items: readonly Item[]) => ReactNode
}) {
  const number = useNumber()
  const { list, total: totalText, none, children } = props
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total ?? 0
  return (
    <>
      {totalText && total > 0 && (
        <p className="mon-note" aria-live="polite">
          {totalText(total, number(total))}
        </p>
      )}
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && none}
      {items.length > 0 && children(items)}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </>
  )
}
