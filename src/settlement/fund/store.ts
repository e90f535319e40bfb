import { sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { cutList } from '../../platform/http/index.ts'
import { fundRefusals as refusals } from './refusals.ts'
import type { FundDetail, FundItem } from './schemas.ts'

const LISTED = sql`f.id, f.name, json_build_object('id', f.organization_id, 'name', f.organization_name) as manager,
  (select count(*) from fund_member m where m.fund_id = f.id) as "memberCount",
  fund_balance(f.id) as "balanceFen", actor_manages_fund(f.id) as "mayManage"`

const MOST = 200

/** The funds that the actor sees, by name. */
export async function listFunds(trx: Trx) {
  const { rows } = await sql<FundItem & { total: number }>`
    select ${LISTED}, count(*) over () as total from fund f order by f.name, f.id limit ${MOST}`.execute(trx)
  return cutList(rows)
}

/** A fund with its members, contributions, allocations and milestones. @throws Refusal fund_not_found */
export async function findFund(trx: Trx, id: string): Promise<FundDetail> {
  const { rows } = await sql<FundDetail>`select ${LISTED}, 'fund:' || f.id as book,
      (select json_agg(json_build_object('name', m.name, 'jurisdictionCode', m.jurisdiction_code,
          'organization', (select json_build_object('id', o.id, 'name', o.name) from organization o where o.id = m.organization_id),
          'isOwn', actor_may('ledger.post') and m.organization_id = actor_organization_id()) order by m.jurisdiction_code)
        from fund_member m where m.fund_id = f.id) as members,
      (select coalesce(json_agg(json_build_object('year', r.year, 'totalFen', r.total_fen, 'criteria', r.criteria,
          'figures', r.figures, 'serial', r.serial, 'reason', r.reason, 'at', ${momentText('r.at')},
          'organizationName', r.organization_name,
          'earlier', (select coalesce(json_agg(json_build_object('serial', e.serial, 'totalFen', e.total_fen,
              'reason', e.reason, 'at', ${momentText('e.at')}, 'userName', e.user_name,
              'organizationName', e.organization_name) order by e.serial desc), '[]')
            from fund_round e where e.fund_id = r.fund_id and e.year = r.year and e.serial < r.serial),
          'paidFen', (select coalesce(sum(d.amount_fen), 0) from fund_due d where d.fund_id = r.fund_id and d.year = r.year
            and d.transfer_id is not null),
          'dues', (select json_agg(json_build_object('name', m.name, 'jurisdictionCode', d.jurisdiction_code,
              'amountFen', d.amount_fen, 'shares', d.shares, 'transferId', d.transfer_id) order by d.jurisdiction_code)
            from fund_due d join fund_member m on m.fund_id = d.fund_id and m.jurisdiction_code = d.jurisdiction_code
            where d.fund_id = r.fund_id and d.year = r.year)) order by r.year desc), '[]')
        from fund_round r where r.fund_id = f.id and not exists (select from fund_round later
          where later.fund_id = r.fund_id and later.year = r.year and later.serial > r.serial)) as rounds,
      (select coalesce(json_agg(json_build_object('id', a.id, 'projectId', a.project_id, 'projectName', a.project_name,
          'reason', a.reason, 'at', ${momentText('a.at')}, 'transferId', a.transfer_id,
          'givenUp', case when a.given_up_at is not null then json_build_object('at', ${momentText('a.given_up_at')},
            'by', a.given_up_by, 'reason', a.given_up_reason, 'transferId', a.refund_transfer_id,
            'refundFen', (select sum(s.amount_fen) from fund_milestone s where s.allocation_id = a.id
              and s.transfer_id is null)) end,
          'totalFen', (select sum(s.amount_fen) from fund_milestone s where s.allocation_id = a.id),
          'paidFen', (select coalesce(sum(s.amount_fen), 0) from fund_milestone s where s.allocation_id = a.id
            and s.transfer_id is not null),
          'milestones', (select json_agg(json_build_object('number', s.number, 'title', s.title, 'amountFen', s.amount_fen,
              'evidence', s.evidence, 'transferId', s.transfer_id, 'paidAt', ${momentText('s.paid_at')}, 'paidBy', s.paid_by)
              order by s.number) from fund_milestone s where s.allocation_id = a.id)) order by a.at desc), '[]')
        from fund_allocation a where a.fund_id = f.id) as allocations
    from fund f where f.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.notFound(id)
  return found
}
