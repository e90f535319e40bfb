import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { NodeList, OutsideRequestListed } from '../../../../../src/exchange/schemas.ts'
import { MoreRows } from '../../../shell/MoreRows.tsx'
import { Page } from '../../../shell/Page.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { useNumber } from '../../../shell/time.ts'
import { nodesQuery, useOutsideRequests } from '../api.ts'
import { AgeMark, NodeTabs, NoNode, useNodeName } from '../parts.tsx'
import { OutsideBadge, OutsideWaits } from './parts.tsx'

/** 向其他节点的申请: what this unit asked of units of other governments, and on whom each waits. */
export function RequestsPage() {
  const { t } = useTranslation()
  const nodes = useQuery(nodesQuery)
  return (
    <Page title={t('exchange.nodes.outside.title')} lede={t('exchange.nodes.outside.lede')}>
      <NodeTabs />
      {nodes.isPending && <Loading />}
      {nodes.isError && <ProblemNotice problem={nodes.error} onRetry={() => void nodes.refetch()} />}
      {nodes.data && (nodes.data.self ? <Asked list={nodes.data} /> : <NoNode />)}
    </Page>
  )
}

function Asked({ list: { at, oldAfterMinutes } }: { list: NodeList }) {
  const { t } = useTranslation()
  const number = useNumber()
  const list = useOutsideRequests()
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total ?? 0
  return (
    <>
      {total > 0 && (
        <p className="mon-note" aria-live="polite">
          {t('exchange.nodes.outside.total', { formatted: number(total) })}
        </p>
      )}
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState
          title={t('exchange.nodes.outside.none')}
          action={<Link to="/resources/elsewhere">{t('exchange.nodes.outside.toResources')}</Link>}
        >
          {t('exchange.nodes.outside.noneTodo')}
        </QuietState>
      )}
      {items.length > 0 && <RequestTable {...{ items, at, oldAfterMinutes }} />}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </>
  )
}

function RequestTable(props: { items: readonly OutsideRequestListed[]; at: string; oldAfterMinutes: number }) {
  const { t } = useTranslation()
  const nameOf = useNodeName()
  const { items, at, oldAfterMinutes } = props
  const head = (name: 'what' | 'provider' | 'state' | 'waiting') => t(`exchange.nodes.outside.columns.${name}`)
  return (
    <table className="mon-table cards">
      <thead>
        <tr>
          {(['what', 'provider', 'state', 'waiting'] as const).map((name) => (
            <th key={name} scope="col">
              {head(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <tr key={one.id}>
            <td>
              <Link to="/nodes/requests/$requestId" params={{ requestId: one.id }} className="sec-name">
                {one.resource.name}
              </Link>
              <small>{one.purpose}</small>
            </td>
            <td data-label={head('provider')}>
              {one.providerName}
              <small>
                {nameOf(one.owner)} · <AgeMark completeAt={one.owner.completeAt} {...{ at, oldAfterMinutes }} />
              </small>
            </td>
            <td data-label={head('state')}>
              <OutsideBadge of={one} />
            </td>
            <td data-label={head('waiting')}>
              <OutsideWaits of={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
