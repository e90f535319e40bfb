import { catalogueId } from '../gazetteer/index.ts'
import { readSample, type SampleCluster, type SampleUser } from './sampleCatalogue.ts'

/** What of the sample one province's node has: its own units' work, watched over by its own office. */
export interface SamplePart {
  /** `450000` */
  jurisdiction: string
  /** Code and name of its node. */
  node: string
  name: string
  nameEn: string
  /** Short name of the unit that hands the cluster's tasks out in this province. */
  office: string
  officer: string
  /** Short name of the unit that answers for the tasks of the cluster's plan; without it, whom the province's own plan names. */
  lead?: string
  people: SampleUser['people']
}

/** The parts of the sample, one for each province: for a cluster of nodes. */
export const readSampleParts = (): SamplePart[] => readSample<SamplePart[]>('parts.json')

const provinceOf = (code: string) => code.slice(0, 2)
const isOf = (part: SamplePart, jurisdiction: string) => provinceOf(jurisdiction) === provinceOf(part.jurisdiction)

/** The sample's people on a province's node: its own, with its own office; and who looks after the installation. */
export function userOfPart(user: SampleUser, part: SamplePart): SampleUser {
  const { jurisdiction, office: organization, officer: name, people } = part
  const seat = { jurisdiction, organization }
  const kept = user.people.filter(({ role, jurisdiction: its }) => isOf(part, its) || role === 'administrator')
  return { ...user, people: [{ key: 'office', name, role: 'office', ...seat }, ...kept, ...people] }
}

/** Who coordinates the cluster, as this node sees it: in a province its own office. */
export function coordinatorOf(cluster: SampleCluster, part: SamplePart | null): string {
  if (part) return catalogueId(part.jurisdiction, part.office)
  return catalogueId(cluster.office.jurisdiction, cluster.office.organizations[0]?.short ?? '')
}
