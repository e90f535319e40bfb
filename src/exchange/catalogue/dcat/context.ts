/** Prefixes of the vocabularies that the catalogue speaks: DCAT 3, and what DCAT-AP 3.0.1 takes along. */
export const PREFIXES = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  adms: 'http://www.w3.org/ns/adms#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  csvw: 'http://www.w3.org/ns/csvw#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const

/** A node of JSON-LD, written with these prefixes. */
export interface Node {
  readonly [property: string]: Value | readonly Value[]
}
export type Value = string | number | Node

export const refer = (id: string): Node => ({ '@id': id })
export const zh = (text: string): Node => ({ '@value': text, '@language': 'zh' })
export const en = (text: string): Node => ({ '@value': text, '@language': 'en' })
export const moment = (text: string): Node => ({ '@value': text, '@type': 'xsd:dateTime' })
export const day = (text: string): Node => ({ '@value': text, '@type': 'xsd:date' })
