import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { NodeList, ToldResourceListed } from '../../../../src/exchange/schemas.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemPage } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { nodesQuery, toldResourceQuery } from '../nodes/api.ts'
import { WithheldNote } from '../nodes/outside/parts.tsx'
import { AsOf, useNodeName } from '../nodes/parts.tsx'
import { AskOutside } from './AskOutside.tsx'
import { CatalogueTabs } from './CatalogueTabs.tsx'
import { ContentFacts } from './Description.tsx'
import { ItemTable } from './ItemTable.tsx'
import { SharingMark } from './parts.tsx'

const route = getRouteApi('/resources/elsewhere/$owner/$resourceId')

/** One resource of another node: what it is, how it is shared and which columns it has, as its owner told it last. */
export function ToldResourcePage() {
  const { owner, resourceId } = route.useParams()
  const found = useQuery(toldResourceQuery(owner, resourceId))
  const nodes = useQuery(nodesQuery)
  const failed = [found, nodes].find(({ isError }) => isError)
  if (failed) return <ProblemPage of={failed} />
  return found.data && nodes.data ? <Told resource={found.data} list={nodes.data} /> : <Loading />
}

function Told({ resource, list: { at, oldAfterMinutes } }: { resource: ToldResourceListed; list: NodeList }) {
  const nameOf = useNodeName()
  const { key, owner, code, provider, publishedAt, content } = resource
  return (
    <Page
      title={content.name}
      lede={
        <span className="catalogue-lede">
          <code>{code}</code>
          <span>
            {provider} · {nameOf(owner)}
          </span>
          <SharingMark type={content.sharingType} />
          <AsOf completeAt={owner.completeAt} {...{ at, oldAfterMinutes }} />
        </span>
      }
      actions={<AskOutside {...{ owner, id: key, content }} />}
    >
      <CatalogueTabs />
      {content.sharingType === 'none' && <WithheldNote basis={content.legalBasis} />}
      <ContentFacts {...{ content, provider, publishedAt }} />
      <ItemTable items={content.items} />
    </Page>
  )
}
