import { sql } from 'kysely'
import type { Browser } from '../../test/support/index.ts'
import { PEOPLE, type PersonName } from '../../test/support/people.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import type { AgreementDetail } from './agreements/schemas.ts'
import { openAccount } from './ledger/index.ts'
import { bindSectionYears, type SectionYear, type SectionYearSource } from './statements/index.ts'
import type { StatementDetail } from './statements/schemas.ts'

/** Whom the tests let settle: 广西 is upstream, 广东 downstream, 北海 a city of the first; the office coordinates both. */
export const PLACES: Partial<Record<PersonName, string>> = {
  department: '450000',
  otherDepartment: '440000',
  city: '450500',
  leader: '450000',
}

/** Puts the people's organizations where they are, and the two provinces into a cluster of the office's. */
export async function placePeople(handle: DatabaseHandle): Promise<void> {
  await handle.asSystem(async (trx) => {
    await sql`insert into jurisdiction (code, level, parent_code, name, short_name, source)
      values ('000000', 'nation', null, '全国', '全国', 'test'), ('440000', 'province', '000000', '广东省', '广东', 'test'),
        ('450000', 'province', '000000', '广西壮族自治区', '广西', 'test'), ('450500', 'city', '450000', '北海市', '北海', 'test')
      on conflict do nothing`.execute(trx)
    for (const [person, code] of Object.entries(PLACES))
      await trx
        .updateTable('organization')
        .set({ jurisdiction_code: code })
        .where('id', '=', PEOPLE[person as PersonName].organizationId)
        .execute()
    await sql`insert into cluster (id, name, english_name, coordinating_organization_id, source)
      values ('river', '九洲江流域', 'Jiuzhou', ${PEOPLE.office.organizationId}::uuid, 'test') on conflict do nothing`.execute(
      trx,
    )
    await sql`insert into cluster_member (cluster_id, jurisdiction_code, position)
      values ('river', '440000', 1), ('river', '450000', 2) on conflict do nothing`.execute(trx)
  })
}

let keys = 0

/** An account of the person's organization, of a key of its own; one of a jurisdiction may fall below zero. */
export function anAccount(
  trx: Trx,
  person: PersonName,
  {
    kind = 'outside',
    book = 'compensation',
    mayFallBelowZero = true,
    jurisdictionCode = PLACES[person] ?? null,
  }: {
    kind?: 'outside' | 'fund'
    book?: string
    mayFallBelowZero?: boolean
    jurisdictionCode?: string | null
  } = {},
): Promise<number> {
  keys += 1
  const key = `test:${keys}`
  return openAccount(trx, {
    ...{ book, key, kind, name: `账户${keys}`, jurisdictionCode, mayFallBelowZero },
    organizationId: PEOPLE[person].organizationId,
  })
}

/** What a request answered, where it went well. */
export async function sent<T>(sending: Promise<{ statusCode: number; body: string; json(): unknown }>): Promise<T> {
  const reply = await sending
  if (reply.statusCode >= 300) throw new Error(`The stage could not be set: ${reply.statusCode} ${reply.body}`)
  return reply.json() as T
}

/** Ammonia of twelve months; `null` is a month without a value. Below 1.0 mg/L a month meets class III. */
export function sectionYear(
  section: string,
  year: number,
  ammonia: readonly (string | null)[],
  knownAt = '2021-01-20',
): SectionYear {
  return {
    section,
    year,
    knownAt: `${knownAt}T00:00:00.000Z`,
    months: ammonia.map((value, index) => ({
      month: index + 1,
      values: monthOf(value),
      class: null,
      provenance: value === null ? [] : [`obs-${section}-${year}-${index + 1}`],
    })),
  }
}

const monthOf = (value: string | null): SectionYear['months'][number]['values'] =>
  value === null ? {} : { ammoniaNitrogen: { value, of: 'mean' } }

let monitoring: SectionYearSource | null = null

/** What is on record of sections, before what monitoring has: the tests of one worker share this module. */
export function bindTestYears(): Map<string, SectionYear> {
  const years = new Map<string, SectionYear>()
  const before = bindSectionYears({
    load: async (trx, asked) => years.get(`${asked.section} ${asked.year}`) ?? monitoring?.load(trx, asked) ?? null,
  })
  monitoring ??= before
  return years
}

/** Twelve months, as many of them good. */
export const monthsMeeting = (good: number): string[] =>
  Array.from({ length: 12 }, (_, index) => (index < good ? '0.5' : '1.4'))

/** 九洲江 of 2018 to 2020, with the open share filled in, between Guangxi and Guangdong; signed by both. */
export async function signedAgreement(
  as: (person: PersonName) => Promise<Browser>,
  {
    upstream = 'department',
    downstream = 'otherDepartment',
    drafter = upstream,
  }: { upstream?: PersonName; downstream?: PersonName; drafter?: PersonName } = {},
): Promise<AgreementDetail> {
  const offered = await offeredAgreement(as, { upstream, downstream, drafter })
  for (const person of [upstream, downstream])
    await sent((await as(person)).post(`/api/v1/agreements/${offered.id}/sign`, { sha256: offered.sha256 }))
  return sent((await as(upstream)).get(`/api/v1/agreements/${offered.id}`))
}

export async function draftedAgreement(
  as: (person: PersonName) => Promise<Browser>,
  {
    upstream = 'department',
    downstream = 'otherDepartment',
    drafter = upstream,
  }: { upstream?: PersonName; downstream?: PersonName; drafter?: PersonName } = {},
): Promise<AgreementDetail> {
  const browser = await as(drafter)
  const party = (name: string, person: PersonName) => ({
    name,
    jurisdictionCode: PLACES[person] ?? '450000',
    organizationId: PEOPLE[person].organizationId,
  })
  const made = await sent<AgreementDetail>(
    browser.post('/api/v1/agreements', {
      form: 'jiuzhoujiang-2',
      parties: [party('广西', upstream), party('广东', downstream)],
    }),
  )
  const { agreement, evidence } = made.content
  const terms = { ...agreement.terms, shareWhenOneMet: { value: '0.5', confidence: 'own' as const } }
  const content = { agreement: { ...agreement, terms, items: ['ammoniaNitrogen'] }, evidence }
  return sent(browser.patch(`/api/v1/agreements/${made.id}`, { content }, { 'if-match': `"v${made.revision}"` }))
}

export async function offeredAgreement(
  as: (person: PersonName) => Promise<Browser>,
  between: { upstream?: PersonName; downstream?: PersonName; drafter?: PersonName } = {},
): Promise<AgreementDetail> {
  const draft = await draftedAgreement(as, between)
  const browser = await as(between.drafter ?? between.upstream ?? 'department')
  return sent(browser.post(`/api/v1/agreements/${draft.id}/offer`, undefined, { 'if-match': `"v${draft.revision}"` }))
}

/** A statement of 2018 that is open for both. */
export async function openStatement(
  as: (person: PersonName) => Promise<Browser>,
  agreementId: string,
  { year = 2018, preparer = 'department' as PersonName } = {},
): Promise<StatementDetail> {
  return sent((await as(preparer)).post('/api/v1/statements', { agreementId, year }))
}
