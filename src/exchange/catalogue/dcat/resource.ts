import { todayInChina } from '../../../platform/time.ts'
import type { ResourceContent, ResourceItem, SharingMode } from '../rules/content.ts'
import type { StoredVersion } from '../store.ts'
import { FORMAT_WORDS, MODE_WORDS } from '../words.ts'
import { day, moment, type Node, refer, zh } from './context.ts'
import { type Addresses, accessNode, CSVW_TYPES, classDigits, frequencyNode } from './vocabulary.ts'

/** The unit that provides resources. */
export const agentNode = (
  { provider, creditCode }: Pick<StoredVersion, 'provider' | 'creditCode'>,
  at: Addresses,
): Node => ({
  ...{ '@id': at.agent(provider.id), '@type': 'foaf:Agent', 'foaf:name': zh(provider.name) },
  ...(creditCode ? { 'adms:identifier': { '@type': 'adms:Identifier', 'skos:notation': creditCode } } : {}),
})

/** What the catalogue says of its entry, and when it did. */
export const recordNode = ({ id, at: writtenAt, publishedAt }: StoredVersion, at: Addresses): Node => ({
  ...{ '@id': at.record(id), '@type': 'dcat:CatalogRecord', 'foaf:primaryTopic': refer(at.dataset(id)) },
  'dct:modified': moment(publishedAt ?? writtenAt),
})

/**
 * A published resource as a DCAT dataset.
 * @param idOfCode related resources that are in the catalogue, by their codes
 */
export function datasetNode(resource: StoredVersion, idOfCode: ReadonlyMap<string, string>, at: Addresses): Node {
  const { id, code, ownCode, content, provider, publishedAt, issuedAt, refreshedOn } = resource
  const { sharingType, updatePeriod, classCode, contact } = content
  const related = content.relatedCodes.flatMap((one) => idOfCode.get(one) ?? [])
  return {
    ...{ '@id': at.dataset(id), '@type': 'dcat:Dataset' },
    ...{ 'dct:title': zh(content.name), 'dct:description': zh(content.abstract) },
    ...(code ? { 'dct:identifier': code } : {}),
    ...(ownCode ? { 'adms:identifier': { '@type': 'adms:Identifier', 'skos:notation': ownCode } } : {}),
    'dct:publisher': refer(at.agent(provider.id)),
    ...(content.keywords.length > 0 ? { 'dcat:keyword': content.keywords.map(zh) } : {}),
    ...(classCode ? { 'dcat:theme': refer(at.classOf(classDigits(classCode))) } : {}),
    ...(sharingType ? { 'dct:accessRights': accessNode(content.isOpen === true, sharingType) } : {}),
    ...(sharingType ? { 'dct:rights': [refer(at.sharingOf(sharingType)), ...statements(content)] } : {}),
    ...(updatePeriod ? { 'dct:accrualPeriodicity': frequencyNode(updatePeriod) } : {}),
    ...(issuedAt ? { 'dct:issued': moment(issuedAt) } : {}),
    ...(publishedAt ? { 'dct:modified': newestOf(publishedAt, refreshedOn) } : {}),
    'dcat:version': String(resource.number),
    'dcat:landingPage': { '@id': at.page(id), '@type': 'foaf:Document' },
    'dcat:contactPoint': {
      ...{ '@type': 'vcard:Organization', 'vcard:fn': zh(provider.name) },
      ...(contact ? { 'vcard:note': zh(contact) } : {}),
    },
    ...(related.length > 0 ? { 'dct:relation': related.map((one) => refer(at.dataset(one))) } : {}),
    ...(content.sharingModes.length > 0
      ? { 'dcat:distribution': content.sharingModes.map((mode) => distribution(resource, mode, at)) }
      : {}),
  }
}

/** The last change: of what is said of it, or of the data themselves. */
const newestOf = (publishedAt: string, refreshedOn: string | null): Node =>
  refreshedOn !== null && refreshedOn > todayInChina(new Date(publishedAt)) ? day(refreshedOn) : moment(publishedAt)

/** What is asked of who uses it, or by what right it is withheld, in words. */
const statements = ({ sharingCondition, legalBasis, openCondition }: ResourceContent): Node[] =>
  [sharingCondition, legalBasis, openCondition]
    .filter((text) => text !== '')
    .map((text) => ({ '@type': 'dct:RightsStatement', 'rdfs:label': zh(text) }))

/** One way to get it. Where no address is told, its page says whom to ask. */
function distribution({ id, content }: StoredVersion, mode: SharingMode, at: Addresses): Node {
  const { format, formatDetail, accessUrl, items } = content
  const words = format && (formatDetail ? `${FORMAT_WORDS[format]}（${formatDetail}）` : FORMAT_WORDS[format])
  const isService = mode === 'platformInterface' && accessUrl !== null
  return {
    ...{ '@id': `${at.page(id)}#${mode}`, '@type': 'dcat:Distribution', 'dct:title': zh(MODE_WORDS[mode]) },
    'dcat:accessURL': { '@id': accessUrl ?? at.page(id), '@type': 'rdfs:Resource' },
    ...(words ? { 'dct:format': { '@type': 'dct:MediaTypeOrExtent', 'rdfs:label': zh(words) } } : {}),
    ...(items.length > 0 ? { 'dct:conformsTo': refer(schemaOf(id, at)) } : {}),
    ...(isService
      ? {
          'dcat:accessService': {
            ...{ '@id': `${at.page(id)}#service`, '@type': 'dcat:DataService', 'dct:title': zh(content.name) },
            'dcat:endpointURL': { '@id': accessUrl, '@type': 'rdfs:Resource' },
            'dcat:servesDataset': refer(at.dataset(id)),
          },
        }
      : {}),
  }
}

const schemaOf = (id: string, at: Addresses) => `${at.page(id)}#items`

/**
 * The items (信息项) as a table schema of CSV on the Web; nothing where there are none. Once for all distributions: its
 * columns have no names of their own.
 */
export function schemaNodes({ id, content: { name, items } }: StoredVersion, at: Addresses): Node[] {
  if (items.length === 0) return []
  return [
    {
      ...{ '@id': schemaOf(id, at), '@type': ['dct:Standard', 'csvw:Schema'], 'dct:title': zh(`${name}：信息项`) },
      'csvw:column': {
        '@list': items.map((item) => ({
          ...{ '@type': 'csvw:Column', 'csvw:title': zh(item.name), 'csvw:datatype': typeNode(item) },
        })),
      },
    },
  ]
}

// CSV on the Web limits the length of what is text alone: a number of at most 10 characters is no type of it.
const typeNode = ({ dataType, length }: ResourceItem): Node => ({
  ...{ '@type': 'csvw:Datatype', 'csvw:base': CSVW_TYPES[dataType] },
  ...(CSVW_TYPES[dataType] === 'string' && /^\d+$/.test(length) ? { 'csvw:maxLength': Number(length) } : {}),
})
