import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { expectVersion, idOfKey, isMade } from '../../platform/http/index.ts'
import { catalogueRefusals } from '../catalogue/index.ts'
import { requestRefusals as refusals } from './refusals.ts'
import { dueOnAfter, type PeriodKind } from './rules/clock.ts'
import type { NewPeriod, PeriodList, ResourceSharing } from './schemas.ts'

/** The term that applies to a provider today: of the narrowest place that it lies in, the newest. */
export async function periodFor(
  trx: Trx,
  kind: PeriodKind,
  providerId: string,
): Promise<{ workingDays: number; basis: string }> {
  const { rows } = await sql<{ workingDays: number; basis: string }>`
    select working_days as "workingDays", basis from share_period_for(${kind}, ${providerId}::uuid)`.execute(trx)
  const [found] = rows
  if (!found) throw new Error(`No term of working days stands for ${kind}.`)
  return found
}

export const answerKind = (sharingType: string | null): PeriodKind =>
  sharingType === 'unconditional' ? 'answer_unconditional' : 'answer_conditional'

/** All terms that were ever set, those of each kind by place, the newest first. */
export async function listPeriods(trx: Trx): Promise<PeriodList> {
  const { rows: items } = await sql<PeriodList['items'][number]>`
    select p.id, p.kind, p.place, j.name as "placeName", p.working_days as "workingDays", p.basis,
      p.user_name as "userName", p.organization_name as "organizationName", ${momentText('p.at')} as at,
      not exists (select from share_period l where (l.kind, l.place) = (p.kind, p.place) and (l.at, l.id) > (p.at, p.id)) as stands
    from share_period p left join jurisdiction j on j.code = p.place
    order by p.kind, p.place, p.at desc, p.id desc`.execute(trx)
  return { items }
}

/**
 * Sets a stricter term for the providers of a place, with its basis; what runs already keeps its own.
 * @throws Refusal share_period_slower, share_period_elsewhere
 */
export async function setPeriod(trx: Trx, actor: Actor, asked: NewPeriod, once?: string): Promise<void> {
  const id = idOfKey(once, actor, asked)
  if (await isMade(trx, 'share_period', once, id)) return
  const { kind, place, workingDays, basis } = asked
  const { rows } = await sql<{ is: boolean; most: number }>`
    select ${place} like any (actor_overseen_places()) as is,
      (select working_days from share_period where kind = ${kind} and place = '000000') as most`.execute(trx)
  const most = rows[0]?.most ?? 0
  if (!rows[0]?.is) throw refusals.periodElsewhere(place)
  if (workingDays > most) throw refusals.periodSlower(most)
  await trx
    .insertInto('share_period')
    .values({
      ...{ id, kind, place, working_days: workingDays, basis },
      ...{ user_id: actor.userId, user_name: actor.userName },
      ...{ organization_id: actor.organizationId, organization_name: actor.organizationName },
    })
    .execute()
  await appendAudit(trx, {
    ...{ action: 'exchange.set_share_period', subjectKind: 'share_period', subjectId: id, after: asked },
  })
}

interface Standing {
  providerId: string
  sharingType: string | null
  state: string
  isOwn: boolean
  mayRequest: boolean
  mayChoose: boolean
  grantsAtOnce: boolean
  revision: number
  openRequestId: string | null
  agreementId: string | null
}

async function standingOf(trx: Trx, resourceId: string, today: string): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select s.organization_id as "providerId", v.content ->> 'sharingType' as "sharingType", v.state,
      s.organization_id = actor_organization_id() as "isOwn",
      actor_may('sharing.request') as "mayRequest", actor_may('sharing.decide') as "mayChoose",
      coalesce(c.grants_at_once, false) as "grantsAtOnce", coalesce(c.revision, 0) as revision,
      (select r.id from share_request r where r.resource_id = s.id and r.recipient_id = actor_organization_id()
        and r.state in ('submitted', 'correction', 'offered', 'brought_forward') order by r.at desc limit 1) as "openRequestId",
      (select a.id from share_agreement a where a.resource_id = s.id and a.recipient_id = actor_organization_id()
        and a.state <> 'ended' and a.valid_until >= ${today}::date order by a.at desc limit 1) as "agreementId"
    from resource s
      join lateral (select * from resource_version v where v.resource_id = s.id
        order by (v.state = 'published') desc, v.number desc limit 1) v on true
      left join share_choice c on c.resource_id = s.id
    where s.id = ${resourceId}::uuid`.execute(trx)
  const [found] = rows
  if (!found) throw catalogueRefusals.notFound(resourceId)
  return found
}

/** What who looks at a resource has to know of asking for it. @throws Refusal resource_not_found */
export async function sharingOf(trx: Trx, resourceId: string, today: string): Promise<ResourceSharing> {
  const { providerId, sharingType, state, isOwn, ...standing } = await standingOf(trx, resourceId, today)
  const { workingDays, basis } = await periodFor(trx, answerKind(sharingType), providerId)
  const isPublished = state === 'published'
  return {
    ...{ grantsAtOnce: standing.grantsAtOnce, revision: standing.revision, basis },
    ...{ openRequestId: standing.openRequestId, agreementId: standing.agreementId },
    ...{ answerDays: workingDays, answerBy: dueOnAfter(today, workingDays) },
    mayRequest: standing.mayRequest && isPublished && !isOwn,
    mayChoose: standing.mayChoose && isPublished && isOwn && sharingType === 'unconditional',
  }
}

/**
 * What the provider states once for all who ask: that a resource without condition is granted at once.
 * @throws Refusal share_not_party, share_choice_unfit, version_outdated
 */
export async function chooseSharing(
  trx: Trx,
  actor: Actor,
  resourceId: string,
  grantsAtOnce: boolean,
  ifMatch: string | undefined,
  today: string,
): Promise<void> {
  const standing = await standingOf(trx, resourceId, today)
  if (!standing.isOwn) throw refusals.notParty('provider')
  if (standing.sharingType !== 'unconditional') throw refusals.choiceUnfit()
  expectVersion(ifMatch, standing.revision)
  await trx
    .insertInto('share_choice')
    .values({ resource_id: resourceId, grants_at_once: grantsAtOnce, organization_id: actor.organizationId })
    .onConflict((conflict) =>
      conflict.column('resource_id').doUpdateSet({ grants_at_once: grantsAtOnce, revision: standing.revision + 1 }),
    )
    .execute()
  await appendAudit(trx, {
    ...{ action: 'exchange.choose_sharing', subjectKind: 'resource', subjectId: resourceId },
    ...{ before: { grantsAtOnce: standing.grantsAtOnce }, after: { grantsAtOnce } },
  })
}
