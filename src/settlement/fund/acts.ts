import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { idOfKey, isMade } from '../../platform/http/index.ts'
import { ledgerRefusals } from '../ledger/index.ts'
import { type Contribution, fundContributions } from '../rules/fund.ts'
import type {} from '../tables.ts'
import { findPoolProject } from './pool.ts'
import { fundRefusals as refusals } from './refusals.ts'
import type { FundDetail, NewAllocation, NewFund, NewRound, RoundAnew } from './schemas.ts'
import { findFund } from './store.ts'

const sign = (trx: Trx, action: string, id: string, after: object) =>
  appendAudit(trx, { action: `settlement.${action}`, subjectKind: 'fund', subjectId: id, after })
const signer = (actor: Actor) => ({
  ...{ user_id: actor.userId, user_name: actor.userName },
  organization_name: actor.organizationName,
  organization_id: actor.organizationId,
})

/** Sets a fund up with its members. @throws Refusal fund_members_same, fund_place_unknown */
export async function openFund(trx: Trx, actor: Actor, asked: NewFund, once?: string): Promise<string> {
  const id = idOfKey(once, actor, asked)
  if (await isMade(trx, 'fund', once, id)) return id
  const { name, members } = asked
  for (const field of ['name', 'jurisdictionCode', 'organizationId'] as const)
    if (new Set(members.map((one) => one[field])).size !== members.length) throw refusals.membersSame()
  for (const member of members) {
    const { rows } = await sql`select from jurisdiction where code = ${member.jurisdictionCode}`.execute(trx)
    if (rows.length === 0) throw refusals.placeUnknown(member.name, member.jurisdictionCode)
  }
  await trx
    .insertInto('fund')
    .values({ id, name, ...signer(actor) })
    .execute()
  await trx
    .insertInto('fund_member')
    .values(
      members.map((member) => ({
        ...{ fund_id: id, name: member.name, jurisdiction_code: member.jurisdictionCode },
        organization_id: member.organizationId,
      })),
    )
    .execute()
  await sign(trx, 'open_fund', id, { name, members: members.map((member) => member.name) })
  return id
}

function expectManager({ mayManage }: FundDetail): void {
  if (!mayManage) throw refusals.notManager()
}

/** What a year's contributions would be. @throws Refusal fund_figures_unfit, shares_invalid */
export function contributionsOf(fund: FundDetail, { totalFen, criteria, figures }: NewRound): Contribution[] {
  const names = (of: readonly { name: string }[]) =>
    of
      .map(({ name }) => name)
      .sort()
      .join('、')
  if (names(figures) !== names(fund.members)) throw refusals.figuresUnfit(names(figures), names(fund.members))
  const given = Object.fromEntries(Object.entries(criteria).filter(([, weight]) => weight !== undefined))
  return fundContributions(
    totalFen,
    figures.map(({ source: _, ...figure }) => figure),
    given,
  )
}

/** Sets a year's contributions. @throws Refusal fund_not_manager, fund_round_taken, fund_figures_unfit, shares_invalid */
export async function setRound(trx: Trx, actor: Actor, id: string, asked: NewRound): Promise<void> {
  const fund = await findFund(trx, id)
  expectManager(fund)
  if (fund.rounds.some(({ year }) => year === asked.year)) throw refusals.roundTaken(asked.year)
  const contributions = contributionsOf(fund, asked)
  const { year, totalFen, criteria, figures } = asked
  await trx
    .insertInto('fund_round')
    .values({
      ...{ fund_id: id, year, serial: 1, reason: '', total_fen: totalFen },
      ...{ criteria: JSON.stringify(criteria), figures: JSON.stringify(figures) },
      ...signer(actor),
    })
    .execute()
  const codeOf = new Map(fund.members.map(({ name, jurisdictionCode }) => [name, jurisdictionCode]))
  await trx
    .insertInto('fund_due')
    .values(
      contributions.map(({ key, amountFen, shares }) => ({
        ...{ fund_id: id, year, jurisdiction_code: codeOf.get(key) ?? '', amount_fen: amountFen },
        shares: JSON.stringify(shares),
      })),
    )
    .execute()
  await sign(trx, 'set_fund_round', id, { year, totalFen, criteria })
}

/**
 * Sets a year's contributions anew, with a reason: as a further round. What members have paid must come to what they paid.
 * @throws Refusal fund_not_manager, fund_round_unknown, fund_due_paid, fund_figures_unfit, shares_invalid
 */
export async function setRoundAnew(
  trx: Trx,
  actor: Actor,
  id: string,
  year: number,
  { reason, ...asked }: RoundAnew,
): Promise<void> {
  const fund = await findFund(trx, id)
  expectManager(fund)
  const round = fund.rounds.find((one) => one.year === year)
  if (!round) throw refusals.roundUnknown(year)
  const contributions = contributionsOf(fund, { ...asked, year })
  const { totalFen, criteria, figures } = asked
  const serial = round.serial + 1
  await trx
    .insertInto('fund_round')
    .values({
      ...{ fund_id: id, year, serial, reason, total_fen: totalFen },
      ...{ criteria: JSON.stringify(criteria), figures: JSON.stringify(figures) },
      ...signer(actor),
    })
    .execute()
  const dues = Object.fromEntries(
    fund.members.map(({ name, jurisdictionCode }) => {
      const { amountFen = 0, shares = {} } = contributions.find(({ key }) => key === name) ?? {}
      return [jurisdictionCode, { name, amountFen, shares }]
    }),
  )
  const outcome = await answerOf(
    trx,
    sql`set_fund_dues_anew(${id}::uuid, ${year}, ${serial}, ${JSON.stringify(dues)}::jsonb)`,
  )
  if (outcome === 'paid') {
    const changed = round.dues.filter(
      ({ transferId, jurisdictionCode, amountFen }) =>
        transferId !== null && dues[jurisdictionCode]?.amountFen !== amountFen,
    )
    throw refusals.duePaid(changed.map(({ name }) => name).join('、'))
  }
  await sign(trx, 'reset_fund_round', id, { year, serial, totalFen, criteria, reason })
}

/** A member pays its contribution of a year in. @throws Refusal fund_due_unknown, fund_paid_before */
export async function payContribution(trx: Trx, id: string, year: number): Promise<void> {
  const fund = await findFund(trx, id)
  const own = fund.members.find(({ isOwn }) => isOwn)
  if (!own) throw refusals.dueUnknown(year)
  const outcome = await answerOf(trx, sql`pay_fund_due(${id}::uuid, ${year}, ${own.jurisdictionCode})`)
  if (outcome === 'paid') throw refusals.paidBefore()
  if (outcome !== 'posted') throw refusals.dueUnknown(year)
  await sign(trx, 'pay_contribution', id, { year, member: own.name })
}

/**
 * Sets money apart for a project of the pool, in parts that are paid out milestone by milestone.
 * @throws Refusal fund_not_manager, fund_project_unknown, fund_insufficient, transfer_too_large
 */
export async function allocate(trx: Trx, actor: Actor, id: string, asked: NewAllocation, once?: string): Promise<void> {
  const fund = await findFund(trx, id)
  expectManager(fund)
  const allocationId = idOfKey(once, actor, id, asked)
  if (await isMade(trx, 'fund_allocation', once, allocationId)) return
  const { projectId, reason, milestones } = asked
  const project = await findPoolProject(trx, projectId)
  if (!project) throw refusals.projectUnknown(projectId)
  await trx
    .insertInto('fund_allocation')
    .values({
      id: allocationId,
      fund_id: id,
      project_id: projectId,
      project_name: project.name,
      reason,
      ...signer(actor),
    })
    .execute()
  await trx
    .insertInto('fund_milestone')
    .values(
      milestones.map(({ title, amountFen }, index) => ({
        ...{ allocation_id: allocationId, number: index + 1, title, amount_fen: amountFen },
      })),
    )
    .execute()
  const outcome = await answerOf(trx, sql`post_fund_allocation(${allocationId}::uuid)`)
  const needed = milestones.reduce((sum, { amountFen }) => sum + amountFen, 0)
  if (outcome === 'too_large') throw ledgerRefusals.tooLarge(needed)
  if (outcome !== 'posted') throw refusals.insufficient(needed)
  await announce(trx, 'settlement.fund_allocated', { fundId: id, allocationId, projectId, amountFen: needed })
  await sign(trx, 'allocate_fund', id, { allocationId, projectId, amountFen: needed, reason })
}

/**
 * Pays a milestone out, with what shows that it was reached.
 * @throws Refusal fund_not_manager, fund_milestone_unknown, fund_paid_before, fund_earlier_unpaid
 */
export async function disburse(
  trx: Trx,
  id: string,
  allocationId: string,
  number: number,
  evidence: string,
): Promise<void> {
  const fund = await findFund(trx, id)
  expectManager(fund)
  const allocation = fund.allocations.find((one) => one.id === allocationId)
  if (!allocation) throw refusals.milestoneUnknown(number)
  const outcome = await answerOf(trx, sql`pay_fund_milestone(${allocationId}::uuid, ${number}, ${evidence})`)
  if (outcome === 'unknown') throw refusals.milestoneUnknown(number)
  if (outcome === 'paid') throw refusals.paidBefore()
  if (outcome === 'given_up') throw refusals.givenUp()
  if (outcome === 'earlier_unpaid') throw refusals.earlierUnpaid(number)
  if (outcome !== 'posted') throw new Error(`The milestone was not paid: ${outcome}.`)
  await announce(trx, 'settlement.fund_disbursed', {
    fundId: id,
    allocationId,
    projectId: allocation.projectId,
    number,
  })
  await sign(trx, 'disburse_fund', id, { allocationId, number, evidence })
}

/**
 * Gives a project up: what was set apart for it and not paid out goes back to the fund, by an entry the other way.
 * @throws Refusal fund_not_manager, fund_allocation_unknown, fund_given_up, fund_nothing_left
 */
export async function giveUp(trx: Trx, id: string, allocationId: string, reason: string): Promise<void> {
  const fund = await findFund(trx, id)
  expectManager(fund)
  const allocation = fund.allocations.find((one) => one.id === allocationId)
  if (!allocation) throw refusals.allocationUnknown(allocationId)
  const outcome = await answerOf(trx, sql`give_up_fund_allocation(${allocationId}::uuid, ${reason})`)
  if (outcome === 'given_up') throw refusals.givenUp()
  if (outcome === 'nothing') throw refusals.nothingLeft()
  if (outcome !== 'posted') throw new Error(`The money did not go back: ${outcome}.`)
  const { projectId, totalFen, paidFen } = allocation
  const amountFen = totalFen - paidFen
  await announce(trx, 'settlement.fund_returned', { fundId: id, allocationId, projectId, amountFen })
  await sign(trx, 'give_up_allocation', id, { allocationId, projectId, amountFen, reason })
}

async function answerOf(trx: Trx, call: ReturnType<typeof sql>): Promise<string> {
  const { rows } = await sql<{ outcome: string }>`select ${call} as outcome`.execute(trx)
  return rows[0]?.outcome ?? ''
}
