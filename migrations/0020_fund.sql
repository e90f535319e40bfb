-- The development fund (一体化发展基金): what its members owe by a formula, what they paid in, what projects of the pool were
-- given, and what was paid out at each milestone. Its money is a book of the ledger: the fund's account and those of
-- projects never fall below zero.

insert into permission_grant (role, permission)
select role, permission
from (values
  ('office',     array['fund.manage']),
  ('department', array['fund.manage'])
) as matrix (role, permissions), unnest(permissions) as permission;

create table fund (
  id                 uuid primary key,
  name               text not null check (name <> ''),
  organization_id    uuid not null references organization (id),       -- manages it
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_name  text not null
);

create table fund_member (
  fund_id            uuid not null references fund (id),
  name               text not null check (name <> ''),
  jurisdiction_code  char(6) not null references jurisdiction (code),
  organization_id    uuid not null references organization (id),       -- pays for it
  primary key (fund_id, jurisdiction_code),
  unique (fund_id, name)
);
create index fund_member_unit on fund_member (organization_id);

-- A year's contributions: how they came about. Set anew, they are a further row with its reason.
create table fund_round (
  fund_id            uuid not null references fund (id),
  year               smallint not null check (year between 2000 and 2199),
  serial             smallint not null default 1 check (serial > 0),
  reason             text not null default '' check (serial = 1 or reason <> ''),
  total_fen          ledger_amount not null,
  criteria           jsonb not null,
  figures            jsonb not null,                                     -- of each member, with their source
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  primary key (fund_id, year, serial)
);
-- What each member owes for a year as it stands, and what is paid of it.
create table fund_due (
  fund_id            uuid not null,
  year               smallint not null,
  serial             smallint not null default 1,
  jurisdiction_code  char(6) not null,
  amount_fen         bigint not null check (amount_fen between 0 and 10000000000000),
  shares             jsonb not null,
  transfer_id        bigint unique references ledger_transfer (id),      -- null: not paid yet
  primary key (fund_id, year, jurisdiction_code),
  foreign key (fund_id, year, serial) references fund_round (fund_id, year, serial),
  foreign key (fund_id, jurisdiction_code) references fund_member (fund_id, jurisdiction_code)
);

create table fund_allocation (
  id                 uuid primary key,
  fund_id            uuid not null references fund (id),
  project_id         uuid not null references project (id),
  project_name       text not null,
  reason             text not null,
  transfer_id        bigint unique references ledger_transfer (id),
  given_up_at        timestamptz(3),                                     -- the project is given up: what was not paid out went back
  given_up_by        text,
  given_up_reason    text check (given_up_reason <> ''),
  refund_transfer_id bigint unique references ledger_transfer (id),
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  check (num_nulls(given_up_at, given_up_by, given_up_reason, refund_transfer_id) in (0, 4))
);
create index fund_allocation_order on fund_allocation (fund_id, at desc);
create table fund_milestone (
  allocation_id  uuid not null references fund_allocation (id),
  number         smallint not null check (number > 0),
  title          text not null check (title <> ''),
  amount_fen     ledger_amount not null,
  evidence       text,                                                   -- by what it was reached
  transfer_id    bigint unique references ledger_transfer (id),          -- null: not paid out yet
  paid_at        timestamptz(3),
  paid_by        text,
  primary key (allocation_id, number),
  check ((transfer_id is null) = (evidence is null))
);

call protect_table('fund');
call protect_table('fund_member');
call protect_table('fund_round');
call protect_table('fund_due');
call protect_table('fund_allocation');
call protect_table('fund_milestone');

-- Funds that the actor reads: it manages them, pays for a member, is of a member's jurisdiction or above it, or coordinates.
create function actor_funds() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select case when actor_may('ledger.read') then coalesce(array_agg(f.id), '{}') else '{}' end from fund f
  where f.organization_id = actor_organization_id()
    or exists (select from fund_member m where m.fund_id = f.id and (m.organization_id = actor_organization_id()
      or m.jurisdiction_code::text like actor_own_places()
      or m.jurisdiction_code::text like any (actor_coordinated_places())))
$$;
create function actor_manages_fund(which uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select actor_may('fund.manage')
    and exists (select from fund f where f.id = which and f.organization_id = actor_organization_id())
$$;
revoke execute on function actor_funds, actor_manages_fund from public;
grant execute on function actor_funds, actor_manages_fund to qunce_app, qunce_system;

grant select, insert on fund, fund_member, fund_round, fund_due, fund_allocation, fund_milestone to qunce_app;
create policy reader_sees on fund for select to qunce_app using (id = any ((select actor_funds())::uuid[]));
create policy reader_sees on fund_member for select to qunce_app using (fund_id = any ((select actor_funds())::uuid[]));
create policy reader_sees on fund_round for select to qunce_app using (fund_id = any ((select actor_funds())::uuid[]));
create policy reader_sees on fund_due for select to qunce_app using (fund_id = any ((select actor_funds())::uuid[]));
create policy reader_sees on fund_allocation for select to qunce_app using (fund_id = any ((select actor_funds())::uuid[]));
create policy reader_sees on fund_milestone for select to qunce_app using (
  allocation_id in (select id from fund_allocation));
create policy manager_adds on fund for insert to qunce_app with check (
  (select actor_may('fund.manage')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id()));
create policy manager_adds on fund_member for insert to qunce_app with check (actor_manages_fund(fund_id));
create policy manager_adds on fund_round for insert to qunce_app with check (
  actor_manages_fund(fund_id) and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id()));
create policy manager_adds on fund_due for insert to qunce_app with check (
  actor_manages_fund(fund_id) and transfer_id is null);
create policy manager_adds on fund_allocation for insert to qunce_app with check (
  actor_manages_fund(fund_id) and num_nonnulls(transfer_id, given_up_at) = 0 and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id()));
create policy manager_adds on fund_milestone for insert to qunce_app with check (
  transfer_id is null and allocation_id in (select a.id from fund_allocation a
    where a.transfer_id is null and actor_manages_fund(a.fund_id)));
call sign_itself('fund');
call sign_itself('fund_round');
call sign_itself('fund_allocation');
create trigger added_only before update or delete on fund for each row execute function refuse_change();
create trigger added_only before update or delete on fund_member for each row execute function refuse_change();
create trigger added_only before update or delete on fund_round for each row execute function refuse_change();

-- The accounts of a fund. Whoever pays for a member keeps that member's account.
create function fund_account(which uuid, what text, place text default null, whose text default null) returns bigint
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  f fund;
  m fund_member;
begin
  if what = 'member' then
    select * into m from fund_member where fund_id = which and jurisdiction_code = place;
    return open_account('fund:' || which, place, 'jurisdiction', m.name, place, m.organization_id, true);
  end if;
  select * into f from fund where id = which;
  return open_account('fund:' || which, case what when 'project' then 'project:' || place else what end, what,
    coalesce(whose, f.name), null, f.organization_id, what = 'outside');
end $$;
revoke execute on function fund_account from public;

-- Stops who does not manage a fund.
create function must_manage_fund(which uuid) returns void
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  if actor_manages_fund(which) is not true then
    raise exception 'This fund is not the actor’s to manage.' using errcode = 'insufficient_privilege';
  end if;
end $$;
-- An allocation of a fund that the actor manages, locked: what becomes of it is decided by one at a time.
create function managed_fund_allocation(which uuid) returns fund_allocation
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  a fund_allocation;
begin
  select * into a from fund_allocation where id = which for update;
  perform must_manage_fund(a.fund_id);
  return a;
end $$;
-- Where the money of an allocation is until it is paid out.
create function fund_project_account(a fund_allocation) returns bigint
language sql set search_path = pg_catalog, public, pg_temp as $$
  select fund_account(a.fund_id, 'project', a.project_id::text, a.project_name)
$$;
revoke execute on function must_manage_fund, managed_fund_allocation, fund_project_account from public;

-- A member pays its contribution of a year in: by the unit that pays for it, once.
create function pay_fund_due(which uuid, of_year integer, place text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  due fund_due;
  moved record;
begin
  perform actor_must('ledger.post');
  if not exists (select from fund_member where fund_id = which and jurisdiction_code = place
      and organization_id = actor_organization_id()) then
    return 'not_member';
  end if;
  select * into due from fund_due where fund_id = which and year = of_year and jurisdiction_code = place for update;
  if due.fund_id is null then return 'unknown'; end if;
  if due.transfer_id is not null then return 'paid'; end if;
  if due.amount_fen = 0 then return 'nothing'; end if;
  select * into moved from post_transfer(md5('fund due ' || which || ' ' || of_year || ' ' || place)::uuid,
    fund_account(which, 'member', place), fund_account(which, 'fund'), due.amount_fen, 'contribution', 'fund:' || which,
    of_year::text, null);
  if moved.outcome not in ('posted', 'exists') then return moved.outcome; end if;
  update fund_due set transfer_id = moved.transfer_id where fund_id = which and year = of_year and jurisdiction_code = place;
  return 'posted';
end $$;

-- Sets the money of an allocation apart for its project: the fund must have it.
create function post_fund_allocation(which uuid) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  a fund_allocation;
  moved record;
begin
  a := managed_fund_allocation(which);
  if a.transfer_id is not null then return 'exists'; end if;
  select * into moved from post_transfer(md5('fund allocation ' || which)::uuid, fund_account(a.fund_id, 'fund'),
    fund_project_account(a),
    (select sum(amount_fen) from fund_milestone where allocation_id = which)::bigint, 'allocation', 'fund:' || a.fund_id,
    a.project_name, null);
  if moved.outcome not in ('posted', 'exists') then return moved.outcome; end if;
  update fund_allocation set transfer_id = moved.transfer_id where id = which;
  return 'posted';
end $$;

-- Pays a milestone out of what was set apart, once, in the order of the milestones.
create function pay_fund_milestone(which uuid, milestone integer, proof text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  a fund_allocation;
  m fund_milestone;
  moved record;
begin
  a := managed_fund_allocation(which);
  if a.given_up_at is not null then return 'given_up'; end if;
  select * into m from fund_milestone where allocation_id = which and number = milestone;
  if m.allocation_id is null then return 'unknown'; end if;
  if m.transfer_id is not null then return 'paid'; end if;
  if exists (select from fund_milestone e where e.allocation_id = which and e.number < milestone and e.transfer_id is null) then
    return 'earlier_unpaid';
  end if;
  select * into moved from post_transfer(md5('fund milestone ' || which || ' ' || milestone)::uuid,
    fund_project_account(a), fund_account(a.fund_id, 'outside', null, '基金外'), m.amount_fen,
    'disbursement', 'fund:' || a.fund_id, a.project_name || ' ' || m.title, null);
  if moved.outcome not in ('posted', 'exists') then return moved.outcome; end if;
  update fund_milestone set transfer_id = moved.transfer_id, evidence = proof, paid_at = clock_now(), paid_by = actor_name()
    where allocation_id = which and number = milestone;
  return 'posted';
end $$;

-- Gives a project up: what was set apart for it and not paid out goes back to the fund, by the reversal of the allocation
-- where nothing was paid out, else by a return of the rest.
create function give_up_fund_allocation(which uuid, why text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  a fund_allocation;
  rest bigint;
  untouched boolean;
  moved record;
begin
  a := managed_fund_allocation(which);
  if a.given_up_at is not null then return 'given_up'; end if;
  select coalesce(sum(amount_fen) filter (where transfer_id is null), 0), bool_and(transfer_id is null)
    into rest, untouched from fund_milestone where allocation_id = which;
  if rest = 0 then return 'nothing'; end if;
  select * into moved from post_transfer(md5('fund refund ' || which)::uuid,
    fund_project_account(a), fund_account(a.fund_id, 'fund'), rest,
    case when untouched then 'reversal' else 'return' end, 'fund:' || a.fund_id, why,
    case when untouched then a.transfer_id end);
  if moved.outcome not in ('posted', 'exists') then return moved.outcome; end if;
  update fund_allocation set given_up_at = clock_now(), given_up_by = actor_name(), given_up_reason = why,
    refund_transfer_id = moved.transfer_id where id = which;
  return 'posted';
end $$;

-- Takes the contributions of a round that was set anew: { code: { amountFen, shares } }. What was paid stays as it was paid.
create function set_fund_dues_anew(which uuid, of_year integer, of_serial integer, dues jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform must_manage_fund(which);
  perform from fund_due where fund_id = which and year = of_year order by jurisdiction_code for update;
  if exists (select from fund_due d where d.fund_id = which and d.year = of_year and d.transfer_id is not null
      and d.amount_fen is distinct from (dues -> d.jurisdiction_code::text ->> 'amountFen')::bigint) then
    return 'paid';
  end if;
  update fund_due d set serial = of_serial, amount_fen = (dues -> d.jurisdiction_code::text ->> 'amountFen')::bigint,
      shares = dues -> d.jurisdiction_code::text -> 'shares'
    where d.fund_id = which and d.year = of_year;
  return 'set';
end $$;
revoke execute on function pay_fund_due, post_fund_allocation, pay_fund_milestone, give_up_fund_allocation, set_fund_dues_anew
  from public;
grant execute on function pay_fund_due, post_fund_allocation, pay_fund_milestone, give_up_fund_allocation, set_fund_dues_anew
  to qunce_app;

-- What a fund has, to who reads the fund.
create function fund_balance(which uuid) returns bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select case when which = any (actor_funds()) then coalesce(
    (select balance_fen from ledger_account where book = 'fund:' || which and key = 'fund'), 0) end
$$;
revoke execute on function fund_balance from public;
grant execute on function fund_balance to qunce_app;
