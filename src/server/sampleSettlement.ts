import { sql } from 'kysely'
import type { Actor } from '../platform/access/index.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import { todayInChina } from '../platform/time.ts'
import {
  allocate,
  contentOfForm,
  draftAgreement,
  findAgreement,
  findStatement,
  offerAgreement,
  openFund,
  payContribution,
  prepareStatement,
  setRound,
  signAgreement,
  signStatement,
  transferByHand,
} from '../settlement/index.ts'
import { actorsOf, peopleOf, type SampleUser } from './sampleCatalogue.ts'

const YI = 10_000_000_000
const SAMPLE = '示例数据，非统计结果'

/**
 * Agreements on border sections of the sample's rivers that both provinces have signed: of one the year before last is
 * settled and paid in part, and last year's statement waits for the second signature; of the other nothing is settled yet; and a development fund into which two of
 * three cities have paid. All of it through the functions that people use. Only where there is none; needs the sections.
 * On a province's node (`everybody` are then the people of all parts) 广西 holds the agreements, which 广东 has signed there on
 * paper: the open statement is for its own node to sign. The fund is nobody's there.
 * @returns true when anything was added
 */
export async function loadSampleSettlement(
  database: DatabaseHandle,
  user: SampleUser,
  now: Date,
  everybody = user,
): Promise<boolean> {
  const people = actorsByKey(user)
  const stage = { database: database.withClock(() => now), year: Number(todayInChina(now).slice(0, 4)) }
  const [guangxi, office] = ['gx-ecology', 'office'].map((key) => people.get(key))
  const guangdong = actorsByKey(everybody).get('gd-ecology')
  if (!guangxi || !guangdong || !office) return false
  const { agreements, funds } = await database.asSystem(standing)
  if (agreements) await settle(stage, guangxi, guangdong)
  const cities = ['nanning', 'beihai', 'zhanjiang'].flatMap((key) => people.get(key) ?? [])
  const pooled = funds && user === everybody
  if (pooled) await pool(stage, office, cities)
  return agreements || pooled
}

function actorsByKey(user: SampleUser): Map<string, Actor | undefined> {
  const actors = actorsOf(user)
  return new Map(peopleOf(user).map(({ key }, index) => [key, actors[index]]))
}

interface Stage {
  database: DatabaseHandle
  year: number
}

async function standing(trx: Trx): Promise<{ agreements: boolean; funds: boolean }> {
  const { rows } = await sql<{ agreements: boolean; funds: boolean }>`
    select exists (select from section where is_sample and code = 'JZJ-01') and not exists (select from agreement) as agreements,
      exists (select from cluster where sample) and not exists (select from fund) as funds`.execute(trx)
  return rows[0] ?? { agreements: false, funds: false }
}

/** The agreements, drafted of the form of 九洲江 with terms of our own, and what came of the first one. */
async function settle(stage: Stage, guangxi: Actor, guangdong: Actor): Promise<void> {
  const { database, year } = stage
  const between = { guangxi, guangdong }
  const id = await agree(stage, between, {
    ...{ zh: '九洲江流域水环境补偿协议（示例）', section: '山角', years: [year - 2, year], perYear: '80000000' },
    passRate: { [year - 2]: '0.75', [year - 1]: '0.83', [year]: '0.9' },
  })
  await agree(stage, between, {
    ...{ zh: '九洲江石角断面补偿协议（示例）', section: '石角', years: [2025, 2027], perYear: '30000000' },
    passRate: '0.8',
  })
  const prepared = (of: number) =>
    database.asActor(guangxi, (trx) => prepareStatement(trx, guangxi, { agreementId: id, year: of }))
  const signed = (actor: Actor, statement: string) =>
    database.asActor(actor, async (trx) =>
      signStatement(trx, actor, statement, (await findStatement(trx, statement)).sha256),
    )
  const settled = await prepared(year - 2)
  await signed(guangxi, settled)
  await signed(guangdong, settled)
  await pay(database, guangxi, settled)
  await signed(guangxi, await prepared(year - 1))
}

interface Wanted {
  zh: string
  section: string
  years: readonly [number, number]
  perYear: string
  passRate: string | Record<number, string>
}

/** An agreement of both sides on one section, signed by both. @returns its id */
async function agree(
  { database }: Stage,
  { guangxi, guangdong }: { guangxi: Actor; guangdong: Actor },
  { zh, section, years, perYear, passRate }: Wanted,
): Promise<string> {
  const { agreement: form } = contentOfForm('jiuzhoujiang-2')
  const { signed: _, source: __, ...said } = form
  const own = (value: string | Record<number, string>) => ({ value, confidence: 'own' as const, note: SAMPLE })
  const agreement = {
    ...{ ...said, id: `sample-${section}`, zh, years, sections: [section], openPoints: [], confidence: 'own' as const },
    terms: {
      targetClass: own('3'),
      contributionPerYear: own(perYear),
      passRate: own(passRate),
      shareWhenOneMet: own('0.5'),
      shareWhenNoneMet: own('0'),
    },
  }
  const evidence = [{ kind: 'sectionYear' as const, sections: [section], target: 'III' as const }]
  const parties = [
    { name: '广西', jurisdictionCode: '450000', organizationId: guangxi.organizationId },
    { name: '广东', jurisdictionCode: '440000', organizationId: guangdong.organizationId },
  ]
  const id = await database.asActor(guangxi, async (trx) => {
    const drafted = await draftAgreement(trx, guangxi, { content: { agreement, evidence }, name: zh, parties })
    await offerAgreement(trx, guangxi, drafted, `"v${(await findAgreement(trx, drafted)).revision}"`)
    return drafted
  })
  for (const actor of [guangxi, guangdong])
    await database.asActor(actor, async (trx) => signAgreement(trx, actor, id, (await findAgreement(trx, id)).sha256))
  return id
}

/** Half of what a statement posted is paid: who receives it enters it. */
async function pay(database: DatabaseHandle, receiver: Actor, statement: string): Promise<void> {
  await database.asActor(receiver, async (trx) => {
    const { rows } = await sql<{ from: number; to: number; amountFen: number }>`
      select t.from_account_id as "to", t.to_account_id as "from", t.amount_fen / 2 as "amountFen" from ledger_transfer t
      join statement_line l on l.transfer_id = t.id where l.statement_id = ${statement}::uuid`.execute(trx)
    for (const { from, to, amountFen } of rows)
      await transferByHand(
        trx,
        receiver,
        { from, to, amountFen, kind: 'payment', reference: '（示例）收款凭证第1号' },
        statement,
      )
  })
}

/** A fund of three cities: a round divided by GDP, population and in equal parts, two of them paid, one project supported. */
async function pool({ database, year }: Stage, office: Actor, cities: readonly Actor[]): Promise<void> {
  const codes: Readonly<Record<string, string>> = { 南宁市: '450100', 北海市: '450500', 湛江市: '440800' }
  const members = cities.map(({ organizationId, organizationName }) => {
    const name = organizationName.replace('人民政府', '')
    return { name, jurisdictionCode: codes[name] ?? '', organizationId }
  })
  const id = await database.asActor(office, async (trx) => {
    const made = await openFund(trx, office, { name: '北部湾城市群一体化发展基金（示例）', members })
    await setRound(trx, office, made, {
      ...{ year, totalFen: 3 * YI, criteria: { gdp: '0.5', population: '0.3', equal: '0.2' } },
      figures: [
        { name: '南宁市', gdp: '6000', population: '890', source: SAMPLE },
        { name: '北海市', gdp: '1800', population: '190', source: SAMPLE },
        { name: '湛江市', gdp: '3900', population: '700', source: SAMPLE },
      ],
    })
    return made
  })
  for (const city of cities.slice(0, 2)) await database.asActor(city, (trx) => payContribution(trx, id, year))
  await database.asActor(office, async (trx) => {
    const { rows } = await sql<{ id: string }>`
      select id from project where sample and class = 'continuing' order by name limit 1`.execute(trx)
    if (!rows[0]) return
    const milestones = [
      { title: '完成主体工程一半', amountFen: 0.4 * YI },
      { title: '通过竣工验收', amountFen: 0.6 * YI },
    ]
    await allocate(trx, office, id, { projectId: rows[0].id, reason: '（示例）跨市生态修复', milestones })
  })
}
