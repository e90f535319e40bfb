import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import { readBoundaries } from './boundaries.ts'
import { replaceBoundaries } from './boundaryStore.ts'
import { type Catalogue, type CatalogueFile, expandCatalogue, governmentsOf } from './catalogue.ts'
import { jurisdictionIndex, readJurisdictions } from './jurisdictions.ts'

/**
 * Brings the code table, the governments of provinces and cities, and the national bodies into the database. Runs at
 * every start: rows that are there stay, codes that ended meanwhile get their last day. One transaction.
 */
export async function loadGazetteer(handle: DatabaseHandle): Promise<{ loaded: boolean }> {
  const index = jurisdictionIndex()
  const jurisdictions = readJurisdictions()
  const governed = jurisdictions.filter((one) => one.level === 'province' || one.level === 'city')
  const national = JSON.parse(readFileSync(new URL('data/national.json', import.meta.url), 'utf8')) as CatalogueFile
  const catalogues = [governmentsOf(governed, index), expandCatalogue(national, index)]

  return handle.asSystem(async (trx) => {
    if (await isLoaded(trx, jurisdictions, catalogues)) return { loaded: false }
    const changed = await loadJurisdictions(trx, jurisdictions)
    const added: number[] = []
    for (const catalogue of catalogues) added.push(await loadCatalogue(trx, catalogue, 'gazetteer'))
    return { loaded: changed > 0 || added.some((count) => count > 0) }
  })
}

/** True when the database holds this very edition: a start in the ordinary case costs one query. */
async function isLoaded(
  trx: Trx,
  jurisdictions: ReturnType<typeof readJurisdictions>,
  catalogues: readonly Catalogue[],
): Promise<boolean> {
  const codes = jurisdictions.map((one) =>
    [one.code, one.validFrom ?? '', one.validTo ?? '', one.successor ?? ''].join(' '),
  )
  const fingerprint = createHash('md5').update(codes.sort().join('\n')).digest('hex')
  const { rows } = await sql<{ fingerprint: string | null; organizations: number }>`
    select (select md5(string_agg(line, E'\n' order by line collate "C")) from (
        select concat_ws(' ', code, coalesce(valid_from::text, ''), coalesce(valid_to::text, ''),
          coalesce(successor_code, '')) as line from jurisdiction) as lines) as fingerprint,
      (select count(*) from organization where origin = 'gazetteer') as organizations`.execute(trx)
  const expected = catalogues.reduce((sum, { organizations }) => sum + organizations.length, 0)
  return rows[0]?.fingerprint === fingerprint && rows[0].organizations === expected
}

async function loadJurisdictions(trx: Trx, jurisdictions: ReturnType<typeof readJurisdictions>): Promise<number> {
  const rows = jurisdictions.map((one) => ({
    code: one.code,
    level: one.level,
    parent_code: one.parent,
    name: one.name,
    short_name: one.shortName,
    abbreviation: one.abbreviations[0] ?? null,
    abbreviations: one.abbreviations,
    valid_from: one.validFrom,
    valid_to: one.validTo,
    successor_code: one.successor,
    source: one.source,
    confidence: one.confidence,
  }))
  const { numAffectedRows } = await sql`
    insert into jurisdiction (code, level, parent_code, name, short_name, abbreviation, abbreviations, valid_from,
      valid_to, successor_code, source, confidence)
    select code, level, parent_code, name, short_name, abbreviation, abbreviations, valid_from, valid_to,
      successor_code, source, confidence
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (code text, level text, parent_code text, name text,
      short_name text, abbreviation text, abbreviations text[], valid_from date, valid_to date, successor_code text,
      source text, confidence text)
    on conflict (code) do update set valid_from = excluded.valid_from, valid_to = excluded.valid_to,
      successor_code = excluded.successor_code
    where (jurisdiction.valid_from, jurisdiction.valid_to, jurisdiction.successor_code)
      is distinct from (excluded.valid_from, excluded.valid_to, excluded.successor_code)`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}

/** Adds the units, names and relations that are not there yet; returns how many units were added. */
export async function loadCatalogue(trx: Trx, catalogue: Catalogue, origin: 'gazetteer' | 'sample'): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into organization (id, jurisdiction_code, kind, name, short_name, valid_from, valid_to, origin, source,
      confidence, note)
    select id, jurisdiction_code, kind, name, short_name, valid_from, valid_to, ${origin}, source, confidence, note
    from jsonb_to_recordset(${JSON.stringify(catalogue.organizations)}::jsonb) as row (id uuid, jurisdiction_code text,
      kind text, name text, short_name text, valid_from date, valid_to date, source text, confidence text, note text)
    on conflict (id) do nothing`.execute(trx)
  await sql`
    insert into organization_name (organization_id, name, kind, scope_code, name_key, own_papers_only, source)
    select organization_id, name, kind, scope_code, name_key, own_papers_only, source
    from jsonb_to_recordset(${JSON.stringify(catalogue.names)}::jsonb) as row (organization_id uuid, name text,
      kind text, scope_code text, name_key text, own_papers_only boolean, source text)
    on conflict do nothing`.execute(trx)
  await sql`
    insert into organization_relation (from_id, to_id, kind, duty, happened_on, date_precision, source, confidence, note)
    select from_id, to_id, kind, duty, happened_on, date_precision, source, confidence, note
    from jsonb_to_recordset(${JSON.stringify(catalogue.relations)}::jsonb) as row (from_id uuid, to_id uuid, kind text,
      duty text, happened_on date, date_precision text, source text, confidence text, note text)
    on conflict do nothing`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}

/** Stores the outlines of a GeoJSON file that says of itself where it comes from, as the sample's does. */
export async function loadBoundaries(
  trx: Trx,
  file: { source: string; licence: string; official: boolean; note: string },
): Promise<void> {
  const { source, licence, official, note } = file
  await replaceBoundaries(trx, readBoundaries(file, jurisdictionIndex()), {
    source,
    licence,
    official,
    note,
    mend: !official,
  })
}
