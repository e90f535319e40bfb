import { readFileSync } from 'node:fs'
import {
  type Catalogue,
  type CatalogueFile,
  type Confidence,
  catalogueId,
  expandCatalogue,
  governmentsOf,
  jurisdictionIndex,
  readJurisdictions,
} from '../gazetteer/index.ts'
import type { Actor, Role } from '../platform/access/index.ts'
import { SAMPLE_PERSON } from './session.ts'

/** Where the sample lies in the package. */
export const SAMPLE_FOLDER = new URL('../../sample/', import.meta.url)

export function readSample<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, SAMPLE_FOLDER), 'utf8')) as T
}

export interface SampleCluster {
  id: string
  name: string
  englishName: string
  source: string
  note: string
  members: readonly string[]
  office: CatalogueFile
}

/** The sample's user, and the people that it is led on to: one for each organization, by jurisdiction and short name. */
export interface SampleUser {
  id: string
  name: string
  email: string
  people: readonly { key: string; name: string; role: Role; jurisdiction: string; organization: string }[]
}

/** One of the sample's people, as a user. */
export type SamplePerson = SampleUser['people'][number] & { id: string; email: string }

export const peopleOf = (user: SampleUser): SamplePerson[] =>
  user.people.map((person) => ({
    ...person,
    id: `${SAMPLE_PERSON}${person.key}`,
    email: `${person.key}@qunce.example`,
  }))

/** The people as they act. */
export const actorsOf = (user: SampleUser): Actor[] =>
  peopleOf(user).map(({ id, name, role, jurisdiction, organization }) => ({
    userId: id,
    userName: name,
    organizationId: catalogueId(jurisdiction, organization),
    organizationName: organization,
    role,
  }))

interface CitiesFile {
  source: string
  confidence: Confidence
  provinces: Record<string, CityPattern>
}

/** The departments that the cities of one province have in common, before and after their reform. */
interface CityPattern {
  cities: readonly string[]
  reform: string
  kept: readonly string[]
  new: readonly string[]
  replaced: readonly {
    from: readonly string[]
    to: string
    kind: 'renamed_to' | 'merged_into'
    confidence?: Confidence
  }[]
}

/** All units of the sample: provincial departments, city departments, the members' county governments, the office. */
export function readSampleCatalogues(cluster: SampleCluster): Catalogue[] {
  const index = jurisdictionIndex()
  const provinces = ['guangxi', 'guangdong', 'hainan'].map((name) =>
    readSample<CatalogueFile>(`organizations/${name}.json`),
  )
  const members = new Set(cluster.members)
  // Of a code that ended, the successor's government has to be there as well: 横县 leads to 横州市.
  const counties = readJurisdictions().filter(
    (one) => one.level === 'county' && (members.has(one.code) || members.has(one.parent ?? '')),
  )
  const withSuccessors = new Map(counties.map((one) => [one.code, one]))
  for (const one of counties) {
    const successor = one.successor === null ? undefined : index.byCode(one.successor)
    if (successor) withSuccessors.set(successor.code, successor)
  }
  return [
    ...provinces.map((file) => expandCatalogue(file, index)),
    ...cityFiles(readSample<CitiesFile>('organizations/cities.json')).map((file) => expandCatalogue(file, index)),
    governmentsOf([...withSuccessors.values()], index),
    expandCatalogue(cluster.office, index),
  ]
}

function cityFiles(file: CitiesFile): CatalogueFile[] {
  return Object.values(file.provinces).flatMap((pattern) => pattern.cities.map((code) => cityFile(code, pattern, file)))
}

function cityFile(code: string, pattern: CityPattern, { source, confidence }: CitiesFile): CatalogueFile {
  const city = jurisdictionIndex().byCode(code)?.name
  if (!city) throw new Error(`cities.json names ${code}, which is no jurisdiction.`)
  const unit = (body: string, from?: string) => ({
    body,
    shortBody: shortBodyOf(body),
    kind: 'department' as const,
    confidence,
    ...(from ? { from } : {}),
  })
  return {
    jurisdiction: code,
    source,
    prefix: { full: city, short: city },
    organizations: [
      ...pattern.kept.map((body) => unit(body)),
      ...pattern.new.map((body) => unit(body, pattern.reform)),
      ...pattern.replaced.flatMap(({ from, to }) => [...from.map((body) => unit(body)), unit(to, pattern.reform)]),
    ],
    relations: pattern.replaced.map((change) => ({
      from: change.from.map((body) => city + shortBodyOf(body)),
      to: city + shortBodyOf(change.to),
      kind: change.kind,
      date: pattern.reform,
      confidence: change.confidence ?? confidence,
    })),
  }
}

/** As city papers shorten their departments: 人力资源和社会保障局 is 人力资源社会保障局. */
function shortBodyOf(body: string): string {
  return body
    .replace('人民政府国有资产监督管理委员会', '国资委')
    .replace('委员会', '委')
    .replace('发展和改革', '发展改革')
    .replace('人力资源和社会保障', '人力资源社会保障')
    .replace('住房和城乡建设', '住房城乡建设')
    .replace('科学技术', '科技')
    .replace('卫生和计划生育', '卫生计生')
    .replace('市场监督管理', '市场监管')
    .replace('食品药品监督管理', '食品药品监管')
    .replace('安全生产监督管理', '安全监管')
    .replace('工商行政管理', '工商')
    .replace('质量技术监督', '质监')
}
