import { readFileSync } from 'node:fs'
import jsonld from 'jsonld'
import { Parser, type Quad, Store } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'
import { describe, expect, test } from 'vitest'
import { withServer } from '../../../../test/support/index.ts'
import { TEMPLATE_ROW } from '../importing/template.ts'
import type { ResourceDetail } from '../schemas.ts'
import { drafted, placePeople, published, publishedDraft, sent } from '../stage.testing.ts'
import { PREFIXES } from './context.ts'
import { datasetNode } from './resource.ts'
import { addressesAt } from './vocabulary.ts'
import { prefersTurtle } from './write.ts'

const server = withServer({ prepare: placePeople })
const shapes = new Store(new Parser().parse(readFileSync(new URL('./shapes.testing.ttl', import.meta.url), 'utf8')))
const TURTLE = { accept: 'text/turtle' }

async function graphOf(url: string): Promise<Quad[]> {
  const reply = await (await server.as('leader')).get(url, TURTLE)
  expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'text/turtle; charset=utf-8'])
  return new Parser().parse(reply.body)
}

/** Where the graph breaks a shape: the class of what is wrong, and by which property. */
async function broken(quads: readonly Quad[]): Promise<string[]> {
  const report = await new SHACLValidator(shapes as never).validate(new Store([...quads]) as never)
  return report.results.map(({ focusNode, path, message }) => `${focusNode?.value} ${path?.value} ${String(message)}`)
}

const named = (prefixed: string) => {
  const [prefix = '', name = ''] = prefixed.split(':')
  return PREFIXES[prefix as keyof typeof PREFIXES] + name
}
const objects = (quads: readonly Quad[], property: string) =>
  quads.filter(({ predicate }) => predicate.value === named(property)).map(({ object }) => object.value)

/** A resource of each kind of sharing, one of them of an interface, one related to another. */
async function fill() {
  const department = await server.as('department')
  const plain = await published(department)
  const open = await published(department, {
    ...{ sharingType: 'unconditional', sharingModes: ['platformFile', 'mail'], sharingCondition: '' },
    ...{ isOpen: true, openCondition: '注明来源', accessUrl: null, relatedCodes: [plain.code ?? '', '不在目录'] },
  })
  const withheld = await published(await server.as('otherDepartment'), {
    ...{ sharingType: 'none', sharingModes: [], legalBasis: '某法第三条', updatePeriod: 'irregular', items: [] },
    ...{ format: 'image', keywords: [], contact: '', accessUrl: null, name: '名称带 "引号" 与 <尖括号>\\' },
  })
  const hidden = await drafted(department, { name: '还没有发布' })
  return { plain, open, withheld, hidden }
}

describe('DCAT', () => {
  test('[EXC-31] the catalogue and each resource fit the shapes of DCAT-AP', async () => {
    const { plain, open, withheld } = await fill()
    expect(await broken(await graphOf('/api/v1/resources/dcat'))).toEqual([])
    for (const { id } of [plain, open, withheld])
      expect(await broken(await graphOf(`/api/v1/resources/${id}/dcat`))).toEqual([])
  })

  test('[EXC-31] the shapes find what is missing: each mandatory property taken away is told', async () => {
    await fill()
    const quads = await graphOf('/api/v1/resources/dcat')
    for (const [type, property] of [
      ['dcat:Catalog', 'dct:title'],
      ['dcat:Catalog', 'dct:publisher'],
      ['dcat:Dataset', 'dct:title'],
      ['dcat:Dataset', 'dct:description'],
      ['dcat:Distribution', 'dcat:accessURL'],
      ['dcat:DataService', 'dcat:endpointURL'],
      ['dcat:CatalogRecord', 'foaf:primaryTopic'],
      ['foaf:Agent', 'foaf:name'],
      ['skos:ConceptScheme', 'dct:title'],
      ['skos:Concept', 'skos:prefLabel'],
    ] as const) {
      const of = new Set(quads.filter(({ object }) => object.value === named(type)).map(({ subject }) => subject.value))
      const less = quads.filter(
        ({ subject, predicate }) => !(of.has(subject.value) && predicate.value === named(property)),
      )
      expect([type, property, less.length < quads.length, (await broken(less)).length > 0]).toEqual([
        ...[type, property, true, true],
      ])
    }
  })

  test('[EXC-30] JSON-LD and Turtle are one graph; the Accept header or the address chooses', async () => {
    const { open } = await fill()
    const leader = await server.as('leader')
    for (const url of ['/api/v1/resources/dcat', `/api/v1/resources/${open.id}/dcat`]) {
      const json = await leader.get(url)
      expect(json.headers['content-type']).toContain('application/ld+json')
      expect(json.headers.vary).toContain('Accept')
      const fromJson = await jsonld.canonize(json.json(), { algorithm: 'URDNA2015', format: 'application/n-quads' })
      const turtle = (await leader.get(`${url}?format=turtle`)).body
      expect(turtle).toContain('@prefix dcat: <http://www.w3.org/ns/dcat#>')
      const quads = new Parser().parse(turtle)
      const { Writer } = await import('n3')
      const nQuads = new Writer({ format: 'N-Quads' }).quadsToString(quads)
      const fromTurtle = await jsonld.canonize(nQuads as never, {
        ...{ algorithm: 'URDNA2015', inputFormat: 'application/n-quads', format: 'application/n-quads' },
      })
      expect(fromTurtle).toBe(fromJson)
    }
  })

  test('[EXC-32] only what is published is in it, and the public’s rights are told apart from departments’', async () => {
    const { plain, open, withheld, hidden } = await fill()
    const department = await server.as('department')
    const gone = await published(department, { name: '将被撤回' })
    await sent(department.post(`/api/v1/resources/${gone.id}/withdraw`, { reason: '不再采集' }))
    const titles = objects(await graphOf('/api/v1/resources/dcat'), 'dct:title')
    expect(titles).toEqual(expect.arrayContaining([plain.name, open.name, withheld.name]))
    expect(titles).not.toContain(hidden.name)
    expect(titles).not.toContain(gone.name)
    expect((await department.get(`/api/v1/resources/${hidden.id}/dcat`)).json().code).toBe('resource_state_unfit')
    for (const [{ id }, rights, sharing] of [
      [plain, 'RESTRICTED', '有条件共享'],
      [open, 'PUBLIC', '无条件共享'],
      [withheld, 'NON_PUBLIC', '不予共享'],
    ] as const) {
      const quads = await graphOf(`/api/v1/resources/${id}/dcat`)
      expect(objects(quads, 'dct:accessRights').map((one) => one.split('/').at(-1))).toEqual([rights])
      expect(objects(quads, 'skos:prefLabel')).toContain(sharing)
    }
    const ofWithheld = await graphOf(`/api/v1/resources/${withheld.id}/dcat`)
    expect(objects(ofWithheld, 'rdfs:label')).toContain('某法第三条')
    expect(objects(ofWithheld, 'dcat:accessURL')).toEqual([])
    const ofOpen = await graphOf(`/api/v1/resources/${open.id}/dcat`)
    expect(objects(ofOpen, 'dct:relation')).toEqual([expect.stringContaining(plain.id)])
    expect(objects(ofOpen, 'csvw:title')).toEqual(open.content.items.map(({ name }) => name))
  })

  test('[EXC-31] only columns of text have a length, as CSV on the Web has it', async () => {
    const { plain } = await fill()
    const { id } = await published(await server.as('department'), {
      items: [
        ...plain.content.items,
        { name: '个数', dataType: 'integer', length: '8' },
        { name: '备注', dataType: 'memo', length: '500' },
      ],
    })
    const quads = await graphOf(`/api/v1/resources/${id}/dcat`)
    const limited = quads.filter(({ predicate }) => predicate.value === named('csvw:maxLength'))
    const bases = limited.map(({ subject }) =>
      quads.find((one) => one.subject.equals(subject) && one.predicate.value === named('csvw:base')),
    )
    expect(bases.map((base) => base?.object.value)).toEqual(['string', 'string'])
    expect(limited.map(({ object }) => object.value).sort()).toEqual(['20', '500'])
  })

  test('[EXC-34] it is issued with its first version and modified with its newest', async () => {
    const department = await server.as('department')
    const { id, publishedAt } = await published(department)
    await sent(department.post(`/api/v1/resources/${id}/versions`))
    const draft = await sent<ResourceDetail>(department.get(`/api/v1/resources/${id}?version=2`))
    const second = await publishedDraft(department, draft)
    expect(second.publishedAt).not.toBe(publishedAt)
    const quads = (await graphOf(`/api/v1/resources/${id}/dcat`)).filter(({ subject }) =>
      subject.value.endsWith(`${id}#dataset`),
    )
    const moments = (property: string) => objects(quads, property).map((at) => new Date(at).toISOString())
    expect([moments('dct:issued'), moments('dct:modified')]).toEqual([[publishedAt], [second.publishedAt]])
  })

  test('[EXC-34] an update of the data after that is a change of it too', () => {
    const modified = (refreshedOn: string) => {
      const resource = { ...TEMPLATE_ROW.resource, publishedAt: '2026-03-01T17:00:00.000Z', refreshedOn }
      return datasetNode(resource, new Map(), addressesAt('https://data.example'))['dct:modified']
    }
    // In China it was published on the 2nd.
    expect(modified('2026-03-03')).toEqual({ '@value': '2026-03-03', '@type': 'xsd:date' })
    expect(modified('2026-03-02')).toEqual({ '@value': '2026-03-01T17:00:00.000Z', '@type': 'xsd:dateTime' })
  })

  test('[EXC-34] its provider has its credit code as an identifier, and its class reaches down to 目', async () => {
    const other = await server.as('otherDepartment')
    const { id, provider } = await published(other, { classCode: '211012' })
    const creditCode = '11440000000000002D'
    expect((await other.patch(`/api/v1/resources/providers/${provider.id}`, { creditCode })).statusCode).toBeLessThan(
      300,
    )
    const quads = await graphOf(`/api/v1/resources/${id}/dcat`)
    const [of] = quads.filter(
      ({ subject, predicate }) =>
        subject.value.endsWith(`${provider.id}#agent`) && predicate.value === named('adms:identifier'),
    )
    const told = quads.filter(({ subject }) => of && subject.equals(of.object))
    expect(objects(told, 'skos:notation')).toEqual([creditCode])
    expect(objects(quads, 'dcat:theme')).toEqual([expect.stringMatching(/#class-211012$/)])
    expect(
      objects(quads, 'skos:broader')
        .map((one) => one.split('-').at(-1))
        .sort(),
    ).toEqual(['2', '211'])
    expect(await broken(quads)).toEqual([])
  })

  test.each([
    [undefined, false],
    ['*/*', false],
    ['application/ld+json', false],
    ['text/turtle', true],
    ['application/ld+json;q=0.5, text/turtle', true],
    ['text/turtle;q=0.4, application/json', false],
    ['text/html, application/xhtml+xml', false],
  ])('[EXC-30] Accept: %s', (accept, turtle) => expect(prefersTurtle(accept)).toBe(turtle))
})
