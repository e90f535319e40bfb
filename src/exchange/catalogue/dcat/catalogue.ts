import type { SharingType } from '../rules/content.ts'
import type { StoredVersion } from '../store.ts'
import { en, moment, type Node, refer, zh } from './context.ts'
import { agentNode, datasetNode, recordNode, schemaNodes } from './resource.ts'
import {
  type Addresses,
  CHINESE,
  classDigits,
  classLine,
  classNode,
  classScheme,
  sharingNode,
  sharingScheme,
} from './vocabulary.ts'

/** Who publishes the catalogue as a whole. */
export interface Publisher {
  id: string
  name: string
}

/** Nodes of the whole catalogue, a group for itself and one for each resource: each can be written by itself. */
export function* catalogueNodes(
  resources: readonly StoredVersion[],
  publisher: Publisher,
  at: Addresses,
): Generator<Node[]> {
  const modified = resources
    .flatMap(({ publishedAt }) => publishedAt ?? [])
    .sort()
    .at(-1)
  const idOfCode = new Map(resources.flatMap(({ id, code }) => (code ? [[code, id]] : [])))
  const catalogue: Node = {
    ...{ '@id': at.catalogue, '@type': 'dcat:Catalog' },
    'dct:title': [zh('数据资源目录'), en('Catalogue of data resources')],
    'dct:description': [
      zh('城市群各单位编制、发布的政务信息资源目录。'),
      en('What the organizations of the city cluster hold and share: their government information resources.'),
    ],
    'dct:publisher': refer(at.agent(publisher.id)),
    'dct:language': CHINESE,
    ...(modified ? { 'dct:modified': moment(modified) } : {}),
    'foaf:homepage': { '@id': at.home, '@type': 'foaf:Document' },
    'dcat:themeTaxonomy': [refer(at.classes), refer(at.sharings)],
    ...(resources.length > 0
      ? {
          'dcat:dataset': resources.map(({ id }) => refer(at.dataset(id))),
          'dcat:record': resources.map(({ id }) => refer(at.record(id))),
        }
      : {}),
  }
  yield [catalogue, agentNode({ provider: publisher, creditCode: null }, at), ...sharedNodes(resources, at)]
  for (const resource of resources) yield ownNodes(resource, idOfCode, at)
}

/** Nodes of one resource, whole by themselves. */
export function resourceNodes(resource: StoredVersion, idOfCode: ReadonlyMap<string, string>, at: Addresses): Node[] {
  return [...ownNodes(resource, idOfCode, at), ...sharedNodes([resource], at)]
}

const ownNodes = (resource: StoredVersion, idOfCode: ReadonlyMap<string, string>, at: Addresses): Node[] => [
  recordNode(resource, at),
  datasetNode(resource, idOfCode, at),
  ...schemaNodes(resource, at),
]

/** What several resources refer to: providers, classes, ways of sharing. */
function sharedNodes(resources: readonly StoredVersion[], at: Addresses): Node[] {
  const agents = new Map(resources.map((resource) => [resource.provider.id, agentNode(resource, at)]))
  const classes = new Set(
    resources.flatMap(({ content: { classCode } }) => (classCode ? classLine(classDigits(classCode)) : [])),
  )
  const sharings = new Set(
    resources.flatMap(({ content }): SharingType[] => (content.sharingType ? [content.sharingType] : [])),
  )
  return [
    ...agents.values(),
    classScheme(at),
    ...[...classes].map((digits) => classNode(digits, at)),
    sharingScheme(at),
    ...[...sharings].map((type) => sharingNode(type, at)),
  ]
}
