import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ResourceDetail } from '../../../../src/exchange/schemas.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemPage } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { resourceQuery } from '../catalogue/api.ts'
import { FreshnessMark, SharingMark, StateBadge } from '../catalogue/parts.tsx'
import { ResourceTabs } from './ResourceTabs.tsx'
import './holdings.css'

/** A page of a resource: its name, what it is, and the tabs that lead to the others. */
export function ResourceFrame(props: {
  resourceId: string
  actions?: ReactNode
  children: (resource: ResourceDetail) => ReactNode
}) {
  const found = useQuery(resourceQuery(props.resourceId))
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemPage of={found} />
  const resource = found.data
  return (
    <Page
      title={resource.name}
      actions={props.actions}
      lede={
        <span className="catalogue-lede">
          <StateBadge state={resource.state} />
          {resource.code && <code>{resource.code}</code>}
          <span>{resource.provider.name}</span>
          <SharingMark type={resource.sharingType} />
          <FreshnessMark of={resource} />
        </span>
      }
    >
      <ResourceTabs resource={resource} />
      {props.children(resource)}
    </Page>
  )
}
