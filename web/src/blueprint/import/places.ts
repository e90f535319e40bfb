import { useQuery } from '@tanstack/react-query'
import type { Cluster } from '../../../../src/gazetteer/schemas.ts'
import { useSession } from '../../access/session.ts'
import { clustersQuery, organizationQuery } from '../../gazetteer/api.ts'

interface Place {
  code: string
  shortName: string
}
/** The organization that a layer is to be of, as far as it matters where. */
interface Unit {
  id: string
  kind: string
  jurisdiction: Place | null
}

/** Where an organization may add layers, as the server decides it: its own jurisdiction, and clusters it coordinates. */
export function ownPlacesOf(unit: Unit, clusters: readonly Pick<Cluster, 'coordinatingOrganization' | 'members'>[]) {
  const own = unit.jurisdiction
  const prefix = own === null ? null : prefixOf(own.code)
  const isNowhere = prefix === null || (prefix === '' && unit.kind === 'coordination_body')
  const places = new Map<string, Place>()
  if (own && !isNowhere) places.set(own.code, own)
  for (const { coordinatingOrganization, members } of clusters) {
    const coordinates = coordinatingOrganization?.id === unit.id
    for (const { jurisdiction } of members)
      if (coordinates || (!isNowhere && jurisdiction.code.startsWith(prefix)))
        places.set(jurisdiction.code, jurisdiction)
  }
  return [...places.values()].sort((one, other) => one.code.localeCompare(other.code))
}

/** GB/T 2260: what the codes within a place begin with. */
const prefixOf = (code: string) => (code === '000000' ? '' : code.replace(/(?:0000|00)$/, ''))

/** Where the actor's organization may add layers. */
export function useOwnPlaces(): Place[] {
  const id = useSession().data?.actor?.organizationId
  const unit = useQuery({ ...organizationQuery(id ?? ''), enabled: id !== undefined })
  const clusters = useQuery(clustersQuery)
  return unit.data ? ownPlacesOf(unit.data, clusters.data?.items ?? []) : []
}
