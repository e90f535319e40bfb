import { createHash } from 'node:crypto'
import { type Confidence, type Jurisdiction, type JurisdictionIndex, NATION } from './jurisdictions.ts'
import { readName } from './names.ts'
import { kindOfName, type NameKind, type OrganizationKind, type RelationKind } from './organizations.ts'

/** A file of organizations as people write it: `src/gazetteer/data/national.json`, `sample/organizations/*.json`. */
export interface CatalogueFile {
  jurisdiction: string
  source: string
  /** Put before `body` for the full name, and before `shortBody` (or `body`) for the short one: 广西壮族自治区, 自治区. */
  prefix?: { full: string; short: string }
  organizations: readonly CatalogueEntry[]
  relations: readonly CatalogueRelation[]
}

interface CatalogueEntry {
  body?: string
  shortBody?: string
  full?: string
  short?: string
  aliases?: readonly string[]
  /** Names that mean this unit in papers of its own jurisdiction only: 发展改革委, 北部湾办. */
  own?: readonly string[]
  kind?: OrganizationKind
  /** `2018`, `2018-11` or `2018-11-30`. */
  from?: string
  to?: string
  confidence?: Confidence
  note?: string
  /** Null for a body of several provinces, which no jurisdiction has for its own. */
  jurisdiction?: null
}

interface CatalogueRelation {
  /** Short names. */
  from: readonly string[]
  to?: string
  kind: RelationKind
  duty?: string
  date: string
  confidence?: Confidence
  note?: string
}

interface CatalogueOrganization {
  id: string
  jurisdiction_code: string | null
  kind: OrganizationKind
  name: string
  short_name: string
  valid_from: string | null
  valid_to: string | null
  source: string
  confidence: Confidence
  note: string | null
}

interface CatalogueName {
  organization_id: string
  name: string
  kind: NameKind
  scope_code: string
  name_key: string
  own_papers_only: boolean
  source: string
}

interface CatalogueRelationRow {
  from_id: string
  to_id: string | null
  kind: RelationKind
  duty: string | null
  happened_on: string
  date_precision: 'day' | 'month' | 'year'
  source: string
  confidence: Confidence
  note: string | null
}

/** Rows ready to be loaded. */
export interface Catalogue {
  organizations: readonly CatalogueOrganization[]
  names: readonly CatalogueName[]
  relations: readonly CatalogueRelationRow[]
}

/** A stable id of a unit that ships with Qunce, so that an address keeps its meaning on every installation. */
export function catalogueId(jurisdiction: string, shortName: string): string {
  const hex = createHash('sha256').update(`qunce organization ${jurisdiction} ${shortName}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Where a name of a known unit is filed: under the place it speaks of, or the nation when it stands on its own. */
export function fileName(
  name: string,
  jurisdiction: string,
  ownPapersOnly: boolean,
  index: JurisdictionIndex,
): { scope_code: string; name_key: string } {
  const read = readName(name, jurisdiction, index, 'everywhere')
  if (read.kind !== 'body') throw new Error(`${name} does not name one body (${read.kind}).`)
  const own = read.keys[0]
  const standsAlone = read.keys.length > 1 && !ownPapersOnly
  return { scope_code: standsAlone ? NATION : own.scope, name_key: own.key }
}

/** First day of a date of which only the month or year may be known. */
export function firstDay(date: string): { day: string; precision: 'day' | 'month' | 'year' } {
  if (/^\d{4}$/.test(date)) return { day: `${date}-01-01`, precision: 'year' }
  if (/^\d{4}-\d{2}$/.test(date)) return { day: `${date}-01`, precision: 'month' }
  return { day: date, precision: 'day' }
}

/** The ISO day before. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
}

/** Spells a file out into rows. A unit that a relation ended, ends on the day before. */
export function expandCatalogue(file: CatalogueFile, index: JurisdictionIndex): Catalogue {
  const organizations = new Map<string, CatalogueOrganization>()
  const names: CatalogueName[] = []
  for (const entry of file.organizations) {
    const full = entry.full ?? `${file.prefix?.full ?? ''}${entry.body}`
    const relative = file.prefix && entry.body ? `${file.prefix.short}${entry.shortBody ?? entry.body}` : undefined
    const short = entry.short ?? relative ?? full
    if (organizations.has(short)) throw new Error(`${file.jurisdiction} lists ${short} twice.`)
    const id = catalogueId(file.jurisdiction, short)
    organizations.set(short, {
      id,
      jurisdiction_code: entry.jurisdiction === null ? null : file.jurisdiction,
      kind: entry.kind ?? kindOfName(full),
      name: full,
      short_name: short,
      valid_from: entry.from ? firstDay(entry.from).day : null,
      valid_to: entry.to ?? null,
      source: file.source,
      confidence: entry.confidence ?? 'K',
      note: entry.note ?? null,
    })
    const add = (name: string, kind: NameKind, ownPapersOnly = false) =>
      names.push({
        organization_id: id,
        name,
        kind,
        ...fileName(name, file.jurisdiction, ownPapersOnly, index),
        own_papers_only: ownPapersOnly,
        source: file.source,
      })
    add(full, 'full')
    if (short !== full) add(short, 'short')
    if (entry.body && relative && relative !== short) add(relative, 'alias')
    for (const alias of entry.aliases ?? []) add(alias, 'alias')
    for (const alias of entry.own ?? []) add(alias, 'alias', true)
  }
  return { organizations: [...organizations.values()], names, relations: relationsOf(file, organizations) }
}

function relationsOf(file: CatalogueFile, organizations: Map<string, CatalogueOrganization>): CatalogueRelationRow[] {
  const need = (short: string) => {
    const found = organizations.get(short)
    if (!found) throw new Error(`A relation of ${file.jurisdiction} names ${short}, which the file does not list.`)
    return found
  }
  const rows: CatalogueRelationRow[] = []
  for (const relation of file.relations) {
    const { day, precision } = firstDay(relation.date)
    for (const from of relation.from) {
      const organization = need(from)
      if (relation.kind !== 'duty_moved') organization.valid_to ??= dayBefore(day)
      rows.push({
        from_id: organization.id,
        to_id: relation.to === undefined ? null : need(relation.to).id,
        kind: relation.kind,
        duty: relation.duty ?? null,
        happened_on: day,
        date_precision: precision,
        source: file.source,
        confidence: relation.confidence ?? 'K',
        note: relation.note ?? null,
      })
    }
  }
  return rows
}

const GOVERNMENT_SOURCE = 'named after its jurisdiction'

/**
 * The governments of the given jurisdictions: 南宁市人民政府, 香港特别行政区政府, 大兴安岭地区行政公署. A code that ended has
 * one as well, renamed into that of its successor. Taiwan's code gets none.
 */
export function governmentsOf(jurisdictions: readonly Jurisdiction[], index: JurisdictionIndex): Catalogue {
  const governed = jurisdictions.filter((one) => one.level !== 'nation' && one.code !== '710000')
  const codes = new Set(governed.map((one) => one.code))
  const organizations: CatalogueOrganization[] = []
  const names: CatalogueName[] = []
  const relations: CatalogueRelationRow[] = []
  for (const one of governed) {
    const name = governmentName(one)
    const id = catalogueId(one.code, name)
    organizations.push({
      id,
      jurisdiction_code: one.code,
      kind: 'government',
      name,
      short_name: name,
      valid_from: one.validFrom,
      valid_to: one.validTo,
      source: GOVERNMENT_SOURCE,
      confidence: one.confidence,
      note: null,
    })
    // Filed under its own code even where two counties share a name: the paper decides which one is meant.
    const filed = { scope_code: one.code, name_key: name.endsWith('公署') ? '行政公署' : '政府' }
    names.push({ organization_id: id, name, kind: 'full', ...filed, own_papers_only: false, source: GOVERNMENT_SOURCE })
    if (filed.name_key !== '政府') {
      const alias = { ...filed, name_key: '政府', name: `${one.name}政府` }
      names.push({ organization_id: id, kind: 'alias', own_papers_only: false, source: GOVERNMENT_SOURCE, ...alias })
    }
    const successor = one.successor && codes.has(one.successor) ? index.byCode(one.successor) : undefined
    if (!successor || one.validTo === null) continue
    relations.push({
      from_id: id,
      to_id: catalogueId(successor.code, governmentName(successor)),
      kind: one.level === successor.level && successor.validFrom !== null ? 'renamed_to' : 'merged_into',
      duty: null,
      happened_on: new Date(Date.parse(one.validTo) + 86_400_000).toISOString().slice(0, 10),
      date_precision: 'day',
      source: one.source,
      confidence: one.confidence,
      note: null,
    })
  }
  return { organizations, names, relations }
}

/** How the government of a jurisdiction is called. */
export function governmentName(jurisdiction: Jurisdiction): string {
  if (jurisdiction.name.endsWith('特别行政区')) return `${jurisdiction.name}政府`
  if (/(?:地区|盟)$/u.test(jurisdiction.name)) return `${jurisdiction.name}行政公署`
  return `${jurisdiction.name}人民政府`
}
