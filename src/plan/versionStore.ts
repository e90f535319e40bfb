import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../platform/access/index.ts'
import type { Trx } from '../platform/database/index.ts'
import type { ParsedPlan } from './parsedPlan.ts'
import { insertRows, jsonOf, storable } from './rows.ts'
import type { Mention, Version, Visibility } from './schemas.ts'
import type { StatedFacts } from './tables.ts'
import type { ResolvedUnit } from './units.ts'

interface NewDocument {
  id: string
  home: string
  title: string
  number: string | null
  issuer: string | null
  issuedOn: string | null
  visibility: Visibility
  owner: string
  sample: boolean
}

/** Adds a document without any version yet. @returns its ordinal, which orders documents by arrival */
export async function insertDocument(trx: Trx, document: NewDocument): Promise<number> {
  const { ordinal } = await trx
    .insertInto('document')
    .values({
      id: document.id,
      home_jurisdiction: document.home,
      title: storable(document.title),
      number: document.number,
      issuer: document.issuer,
      issued_on: document.issuedOn,
      visibility: document.visibility,
      owner_organization_id: document.owner,
      sample: document.sample,
    })
    .returning('ordinal')
    .executeTakeFirstOrThrow()
  return ordinal
}

interface NewVersion {
  documentId: string
  number: number
  cause: Version['cause']
  fileName: string
  sha256: string
  bytes: number
  plan: ParsedPlan
  units: ReadonlyMap<string, ResolvedUnit>
}

/** What the text states of itself; a title is always there. */
export function statedIn({ parsed }: ParsedPlan, fileName: string): StatedFacts {
  const { title, number, issuer, date } = parsed.document
  return {
    title: storable(title.trim() || fileName.replace(/\.[a-z0-9]+$/i, '')).slice(0, 300),
    number: number ? storable(number).slice(0, 100) : null,
    issuer: issuer ? storable(issuer).slice(0, 200) : null,
    date: date ? storable(date).slice(0, 20) : null,
  }
}

/** The same for texts that differ by blanks at the ends of their lines alone, or by how many lines are empty at the end. */
export function textHashOf(text: string): string {
  const bare = text.replace(/[^\S\n]+(?=\n|$)/gu, '').replace(/\n+$/u, '')
  return createHash('sha256').update(bare).digest('hex')
}

/** Adds a version with all that its source has: text, blocks, provisions, mentions, repairs, findings, fingerprint. */
export async function insertVersion(trx: Trx, actor: Actor, version: NewVersion): Promise<void> {
  const { documentId, number, plan } = version
  const { parsed } = plan
  await trx
    .insertInto('document_version')
    .values({
      document_id: documentId,
      number,
      cause: version.cause,
      file_name: storable(version.fileName),
      format: parsed.document.format,
      sha256: version.sha256,
      text_sha256: textHashOf(parsed.text),
      bytes: version.bytes,
      characters: parsed.text.length,
      parsed: jsonOf(statedIn(plan, version.fileName)),
      counts: jsonOf({
        provisions: parsed.outline.length,
        repairs: parsed.repairs.length,
        findings: parsed.findings.length,
      }),
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
    })
    .execute()
  const of = { document_id: documentId, version: number }
  await trx
    .insertInto('document_text')
    .values({ ...of, text: storable(parsed.text), blocks: jsonOf(plan.blocks) })
    .execute()
  await insertRows(
    trx,
    'provision',
    parsed.outline.map((node, position) => ({
      ...of,
      address: node.id,
      position,
      parent: node.parent,
      level: node.level,
      marker: node.marker,
      title: node.title,
      ...spanned(node.span),
      extent_start: node.extent[0],
      extent_end: node.extent[1],
    })),
    // An address is unique by construction; should two ever be equal, the first keeps it.
    sql`on conflict do nothing`,
  )
  await insertRows(
    trx,
    'mention',
    mentionsOf(plan, version.units).map((mention, seq) => ({ ...of, seq, ...mention })),
  )
  await insertRows(
    trx,
    'repair',
    parsed.repairs.map(({ kind, span, quote, fix, reason }, seq) => ({
      ...of,
      seq,
      kind,
      ...spanned(span),
      quote,
      fix,
      reason,
    })),
  )
  await insertRows(
    trx,
    'finding',
    parsed.findings.map(({ code, message, span }, seq) => ({ ...of, seq, code, message, ...spanned(span) })),
  )
  await trx.deleteFrom('document_fingerprint').where('document_id', '=', documentId).execute()
  await sql`insert into document_fingerprint (document_id, hash)
    select ${documentId}::uuid, hash from unnest(${[...plan.fingerprint]}::integer[]) hash
    on conflict do nothing`.execute(trx)
}

const spanned = ([start, end]: readonly [number, number]) => ({ span_start: start, span_end: end })

interface MentionRow {
  kind: Mention['kind']
  span_start: number
  span_end: number
  label: string
  provision: string
  role: string | null
  organization_id: string | null
}

/** Everything the text names, in text order. */
function mentionsOf({ parsed }: ParsedPlan, units: ReadonlyMap<string, ResolvedUnit>): MentionRow[] {
  const rows: MentionRow[] = []
  const add = (
    kind: Mention['kind'],
    { span, provision }: { span: readonly [number, number]; provision: string },
    label: string,
    role: string | null = null,
    organizationId: string | null = null,
  ) => rows.push({ kind, ...spanned(span), label, provision, role, organization_id: organizationId })

  for (const entry of parsed.responsibilities) {
    for (const unit of entry.units) {
      const organizationId = units.get(unit.name)?.organization?.id ?? null
      add('unit', { span: unit.span, provision: entry.provision }, unit.name, unit.role, organizationId)
    }
    for (const named of entry.classes) {
      add('class', { span: named.span, provision: entry.provision }, named.name, named.role)
    }
  }
  for (const target of parsed.targets) add('target', target, `${target.subject} ${target.value}${target.unit}`)
  for (const project of parsed.projects) add('project', project, project.name)
  for (const place of parsed.places) add('place', place, place.name)
  for (const deadline of parsed.deadlines) add('deadline', deadline, deadline.date ?? deadline.quote)
  for (const mechanism of parsed.mechanisms) add('mechanism', mechanism, mechanism.name)
  for (const zone of parsed.zones) add('zone', zone, zone.name)
  return rows.sort((a, b) => a.span_start - b.span_start || b.span_end - a.span_end)
}
