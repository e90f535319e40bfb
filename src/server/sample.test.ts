import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { withDatabase } from '../../test/support/index.ts'
import { loadGazetteer } from '../gazetteer/index.ts'
import { openFileStore } from '../platform/files/index.ts'
import { loadSample } from './sample.ts'
import { loadSampleBlueprint } from './sampleBlueprint.ts'
import { readSample, type SampleUser } from './sampleCatalogue.ts'

describe('the sample', () => {
  const database = withDatabase()
  const load = async () => loadSample(database.handle, await openFileStore(`${database.folder}/files`))
  const one = async (query: ReturnType<typeof sql>) =>
    database.handle.asSystem(async (trx) => (await query.execute(trx)).rows[0] as Record<string, unknown>)

  beforeAll(async () => {
    await loadGazetteer(database.handle)
    expect(await load()).toEqual({ loaded: true })
  }, 240_000)

  test('holds the fifteen members and the outlines of all of them', async () => {
    const counted = await one(sql`
      select count(*) as members, count(boundary.id) as outlines, bool_or(boundary.official) as official
      from cluster_member member
      left join jurisdiction_boundary boundary
        on boundary.jurisdiction_code = member.jurisdiction_code and boundary.superseded_at is null`)
    expect(counted).toEqual({ members: 15, outlines: 15, official: false })
  })

  test('lets the user act in every role', async () => {
    const { roles } = await one(sql`select array_agg(distinct role order by role) as roles, count(*) from membership`)
    expect(roles).toEqual(['administrator', 'city', 'department', 'leader', 'office'])
  })

  test('[SRV-31] has another person for each organization, and no report decided by who wrote it', async () => {
    const acting = await one(sql`
      select count(*) as memberships, count(distinct user_id) as people, count(*) filter (where user_id = 'demo') as own
      from membership where revoked_at is null`)
    expect(acting).toEqual({ memberships: 12, people: 12, own: 0 })
    const decided = await one(sql`
      select count(*) > 0 as some, count(*) filter (where v.user_id = r.user_id) as own
      from report_review v join report r on r.id = v.report_id`)
    expect(decided).toEqual({ some: true, own: 0 })
    const { strayed } = await one(sql`select count(*) as strayed from task_event where at > now() - interval '1 day'`)
    expect(strayed).toBe(0) // what is played happened in the half-year before
  })

  test('[EXC-90] shows data of two resources in revisions, and what was used of them', async () => {
    const held = await one(sql`
      select count(*) as holdings, sum(revision)::integer as revisions, sum(row_count) as rows from resource_holding`)
    expect(held).toEqual({ holdings: 3, revisions: 4, rows: 22 })
    const used = await one(sql`
      select count(*) filter (where refused is null) as uses, array_agg(refused) filter (where refused is not null) as refused,
        max(row_count) as rows, count(distinct user_id) as people from share_use`)
    expect(used).toEqual({ uses: 3, refused: ['share_not_subscribed'], rows: 8, people: 1 })
  })

  test('[SRV-35] shows rivers that are measured, an alert that waits, an agreement settled and a fund', async () => {
    const rivers = await one(sql`
      select (select count(*) from section where is_sample) as sections, (select count(*) > 4000 from observation) as measured,
        (select count(*) from assessment_due) as due,
        (select count(*) from section_assessment where period = 'month' and meets = false and superseded_at is null) > 6 as failing,
        (select min(source) from observation_batch) as source`)
    expect(rivers).toEqual({ sections: 8, measured: true, due: 0, failing: true, source: 'sample' })
    const alerts = await one(sql`
      select count(distinct alert_id) > 0 as some, count(*) filter (where side = 'downstream' and received_at is null) > 0 as waiting,
        count(*) filter (where side = 'upstream' and received_at is null and exists (select from alert_party x
          where x.alert_id = p.alert_id and x.side = 'downstream')) as late from alert_party p`)
    expect(alerts).toEqual({ some: true, waiting: true, late: 0 })
    const money = await one(sql`
      select (select array_agg(state order by year) from statement) as statements,
        (select array_agg(balance_fen::text order by balance_fen) from ledger_account where book = 'compensation') as balances,
        (select count(*) from fund_due where transfer_id is not null) as paid, (select count(*) from fund_allocation) as projects`)
    expect(money).toEqual({
      ...{ statements: ['posted', 'open'], balances: ['-4000000000', '4000000000'] },
      ...{ paid: 2, projects: 1 },
    })
  })

  test('[SRV-36] has a catalogue of data resources, of every way of sharing, some overdue, and a draft', async () => {
    const resources = await one(sql`
      select count(*) filter (where v.state = 'published') as published, count(*) filter (where v.state = 'draft') as drafts,
        count(distinct r.code) as codes, count(distinct v.content ->> 'sharingType') as sharings,
        count(*) filter (where r.due_on < current_date - 7) > 0 as overdue,
        count(*) filter (where jsonb_array_length(v.content -> 'relatedCodes') > 0) as related,
        count(*) filter (where jsonb_array_length(v.content -> 'commitmentIds') > 0) as serving,
        bool_and(v.name like '%（示例）') as told
      from resource r join resource_version v on v.resource_id = r.id`)
    expect(resources).toEqual({
      ...{ published: 13, drafts: 1, codes: 13, sharings: 3, overdue: true, related: 2, serving: 3, told: true },
    })
    const further = await one(sql`
      select (select count(*) from registry) as registers,
        (select count(distinct registry_code) from registry_listing) as filled,
        (select bool_and(content::text like '%（示例）%') from registry_listing) as told,
        (select count(*) from verification_question where state = 'offered') as questions`)
    expect(further).toEqual({ registers: 6, filled: 3, told: true, questions: 1 })
  })

  test('[SRV-36] has requests for data in several states, one late, an agreement, and a dispute of it', async () => {
    const sharing = await one(sql`
      select (select array_agg(state order by state) from share_request) as requests,
        (select count(*) from share_request where state = 'submitted' and due_on < current_date) as late,
        (select array_agg(a.state || ' ' || (a.terms -> 'masks' -> '责任主体' ->> 'kind')) from share_agreement a
          where share_in_force(a, (now() at time zone 'Asia/Shanghai')::date) and a.provided_at is not null) as agreements,
        (select count(*) from share_dispute where state = 'open') as disputes`)
    expect(sharing).toEqual({
      requests: ['correction', 'granted', 'offered', 'submitted', 'submitted'],
      ...{ late: 1, agreements: ['active keepFirst'], disputes: 1 },
    })
  })

  test('[SRV-34] shows indicators, a pool of projects, a supervision notice, a matter raised and a meeting', async () => {
    const indicators = await one(sql`
      select count(*) as indicators, bool_and(i.sample) as sample, count(*) filter (where f.n is null) as silent,
        bool_and(f.source like '示例%') as made_up
      from indicator i left join (select indicator_id, count(*) as n, min(source) as source from indicator_observation
        group by 1) f on f.indicator_id = i.id`)
    expect(indicators).toEqual({ indicators: 10, sample: true, silent: 1, made_up: true })
    const projects = await one(sql`
      select array_agg(class order by class) as classes, bool_and(sample and name like '%（示例）') as sample,
        (select count(*) from project_request where state = 'proposed') as waiting,
        (select count(*) from project_year where removed_on is null) as listed from project`)
    expect(projects).toMatchObject({
      // Works of this year began in March, or in last October.
      classes: expect.arrayContaining(['continuing', 'preparing', 'proposed', 'reserve']),
      ...{ sample: true, waiting: 1, listed: 3 },
    })
    const matters = await one(sql`
      select (select array_agg(state || ' ' || (task_id is not null)) from supervision_notice where title like '%（示例）') as notices,
        (select array_agg(state) from escalation where title like '%（示例）') as raised,
        (select array_agg(state) from meeting where title like '%（示例）') as meetings,
        (select t.hosts = array[l.owner_organization_id] from ladder l join ladder_tier t on t.ladder_id = l.id
          order by t.position limit 1) as begins_at_office`)
    expect(matters).toEqual({
      ...{ notices: ['received true'], raised: ['waiting'], meetings: ['convened'], begins_at_office: true },
    })
    const { kinds } = await one(sql`
      select array_agg(distinct reason ->> 'rule') as kinds from task_light, jsonb_array_elements(reasons) reason`)
    expect(kinds).toContain('supervision_open')
  })

  test('says that it is a sample', async () => {
    const office = await one(sql`
      select organization.note, cluster.sample from cluster
      join organization on organization.id = cluster.coordinating_organization_id`)
    expect(office).toMatchObject({ sample: true, note: '示例单位,并非实际设立的机构' })
  })

  test('has two plans with commitments, some of them confirmed, and one unit left for a person to confirm', async () => {
    const counted = await one(sql`
      select (select count(*) from document where sample) as plans,
        (select count(*) > 60 from commitment) as commitments,
        (select count(*) >= 5 from commitment where state = 'confirmed') as confirmed,
        (select string_agg(short_name, ' ') from organization where state = 'provisional') as unknown`)
    expect(counted).toEqual({ plans: 2, commitments: true, confirmed: true, unknown: '自治区人民政府督查室' })
  })

  test('[ALN-29] has its plans aligned with each other, and gaps to look at', async () => {
    const counted = await one(sql`
      select count(distinct v.alignment_id) as alignments, count(*) filter (where v.verdict = 'partly') > 0 as partly,
        count(*) filter (where v.verdict = 'not_found') > 0 as gaps,
        (select count(*) > 10 from alignment_tie where shown) as ties
      from alignment_standing_verdict v`)
    expect(counted).toEqual({ alignments: 1, partly: true, gaps: true, ties: true })
  })

  test('[BLU-60] has layers of all kinds that are marked, rest on something, and hold the conflicts planted in them', async () => {
    const { rows } = await database.handle.asSystem((trx) =>
      sql<{ kind: string; features: number; sample: boolean; ground: boolean }>`
        select l.kind, l.is_sample as sample, l.quote <> '' or l.basis <> '' as ground,
          (select count(*)::int from blueprint_feature f where f.layer_id = l.id and f.removed_in is null) as features
        from blueprint_layer l`.execute(trx),
    )
    expect(new Set(rows.map(({ kind }) => kind)).size).toBe(13)
    expect(rows.every(({ sample, ground, features }) => sample && ground && features > 2)).toBe(true)
    const planted = await database.handle.asSystem((trx) =>
      sql<{ left: string; right: string; hectares: number }>`
        select a.key as left, lb.kind as right, round(sum(ST_Area(ST_Intersection(a.geometry, b.geometry)::geography)) / 10000)::int as hectares
        from blueprint_feature a join blueprint_feature b on ST_Intersects(a.geometry, b.geometry)
          join blueprint_layer lb on lb.id = b.layer_id
        where a.key in ('UB-P1', 'UB-P2', 'UB-P3') and lb.kind in ('ecological_red_line', 'permanent_farmland')
          and b.key not like '%-P%' group by 1, 2 order by 1`.execute(trx),
    )
    expect(planted.rows.map(({ left, right }) => `${left} ${right}`)).toEqual([
      'UB-P1 ecological_red_line',
      'UB-P2 permanent_farmland',
      'UB-P3 ecological_red_line',
    ])
    expect(planted.rows.every(({ hectares }) => hectares > 100)).toBe(true)
    const user = readSample<SampleUser>('users.json')
    expect(await loadSampleBlueprint(database.handle, user)).toBe(false)

    // Cut off before its layers were marked, it goes on there, and adds nothing twice.
    const marked = () =>
      one(
        sql`select count(*) as layers, sum(revision)::integer as revisions, bool_and(is_sample) as marked from blueprint_layer`,
      )
    const before = await marked()
    await database.handle.asSystem((trx) => sql`update blueprint_layer set is_sample = false`.execute(trx))
    expect(await load()).toEqual({ loaded: true })
    expect(await marked()).toEqual(before)
  })

  test('is loaded once, and never beside other users', async () => {
    expect(await load()).toEqual({ loaded: false })
    await database.handle.asSystem((trx) =>
      sql`insert into auth_user (id, name, email) values ('li', '李明', 'li@example.org')`.execute(trx),
    )
    expect(await load()).toEqual({ loaded: false })
  })
})
