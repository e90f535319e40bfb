import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { NodeList } from '../../../../src/exchange/schemas.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { nodesQuery } from './api.ts'
import { AsOf, NodeTabs, NoNode, useNodeName } from './parts.tsx'

/** A page of things that other nodes told: nothing of it is shown before the nodes are known, nor where there is no node. */
export function ToldPage(props: {
  title: string
  lede: string
  tabs?: ReactNode
  children: (list: NodeList) => ReactNode
}) {
  const { title, lede, tabs = <NodeTabs />, children } = props
  const nodes = useQuery(nodesQuery)
  return (
    <Page title={title} lede={lede}>
      {tabs}
      {nodes.isPending && <Loading />}
      {nodes.isError && <ProblemNotice problem={nodes.error} onRetry={() => void nodes.refetch()} />}
      {nodes.data && (nodes.data.self ? children(nodes.data) : <NoNode />)}
    </Page>
  )
}

/** The unit at another node, the node that told of it, and how old its word is. */
export function OwnerCell(props: {
  owner: { name: string; nameEn: string; completeAt: string | null }
  unit?: string
  list: NodeList
}) {
  const nameOf = useNodeName()
  const { owner, unit, list } = props
  return (
    <>
      {unit ?? nameOf(owner)}
      <small>
        {unit && `${nameOf(owner)} · `}
        <AsOf completeAt={owner.completeAt} at={list.at} oldAfterMinutes={list.oldAfterMinutes} />
      </small>
    </>
  )
}
