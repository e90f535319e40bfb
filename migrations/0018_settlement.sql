-- The ledger (账簿): accounts of jurisdictions, funds and projects, and what was moved between them, in whole fen. Double
-- entry: a transfer has two postings that sum to zero. Nothing of it is ever changed or removed; a mistake is corrected by
-- a transfer the other way. Nobody writes these tables but the two functions below.

insert into permission_grant (role, permission)
select role, permission
from (values
  ('office',     array['ledger.read', 'ledger.post']),
  ('department', array['ledger.read', 'ledger.post']),
  ('city',       array['ledger.read', 'ledger.post']),
  ('leader',     array['ledger.read'])
) as matrix (role, permissions), unnest(permissions) as permission;

-- What never changes after it was written is held by domains: a check of the table is prepared anew by every statement that
-- writes it, and that is most of what a small write costs.
create domain ledger_book as text check (value ~ '^(compensation|sharing|fund:[0-9a-f-]{36})$');
create domain ledger_account_kind as text check (value in ('jurisdiction', 'pool', 'fund', 'project', 'outside'));
create domain ledger_transfer_kind as text check (value in ('settlement', 'payment', 'sharing', 'contribution', 'allocation',
  'disbursement', 'return', 'adjustment', 'reversal'));
create domain ledger_name as text check (value <> '');
-- What one transfer moves: at most 100 billion yuan, so that nobody fills another's account with a payment or two.
create domain ledger_amount as bigint check (value between 1 and 10000000000000);
-- What has been summed up: whole numbers that every language of the house holds exactly.
create domain ledger_sum as bigint check (value between -9007199254740991 and 9007199254740991);

-- An account keeps its balance and how many postings it has, so that neither is ever summed up. Money moves within one
-- book only: what two jurisdictions owe each other for water is no contribution to a fund.
create table ledger_account (
  id                    bigint generated always as identity primary key,
  book                  ledger_book not null,
  key                   ledger_name not null,                  -- once in its book: a GB/T 2260 code, pool:…, project:…
  kind                  ledger_account_kind not null,
  name                  ledger_name not null,
  jurisdiction_code     char(6) references jurisdiction (code),
  organization_id       uuid not null references organization (id),   -- keeps it: nothing leaves it without its word
  may_fall_below_zero   boolean not null,
  balance_fen           bigint not null default 0,             -- received less paid
  posting_count         bigint not null default 0,
  opened_at             timestamptz(3) not null default clock_now(),
  closed_at             timestamptz(3),
  unique (book, key),
  -- Nobody owes more than a trillion yuan: it takes 90 accounts at that end to fill one at the other.
  check (balance_fen between case when may_fall_below_zero then -100000000000000 else 0 end and 9007199254740991)
) with (fillfactor = 60);  -- room for the new balance beside the old one, so that no index is touched
create index ledger_account_place on ledger_account (jurisdiction_code) where jurisdiction_code is not null;

create table ledger_transfer (
  id               bigint generated always as identity primary key,
  key              uuid not null unique,                       -- the same request again is the same transfer
  from_account_id  bigint not null,                            -- both are there: the function has locked them, and no account is removed
  to_account_id    bigint not null,
  amount_fen       ledger_amount not null,
  kind             ledger_transfer_kind not null,
  reference        text not null default '',                   -- what it rests on: statement:…, a voucher
  memo             text not null default '',
  reverses_id      bigint unique references ledger_transfer (id),
  at               timestamptz(3) not null default clock_now(),
  user_id          text,                                       -- null: the system
  user_name        text,
  organization_id  uuid,
  organization_name text,
  check (from_account_id <> to_account_id and (kind = 'reversal') = (reverses_id is not null))
);
create index ledger_transfer_reference on ledger_transfer (reference) where reference <> '';

-- leg 0 is what left, leg 1 what came. number counts the postings of an account, without gaps.
create table ledger_posting (
  transfer_id  bigint not null,
  leg          smallint not null,
  account_id   bigint not null,
  number       bigint not null,
  amount_fen   bigint not null check (amount_fen <> 0 and leg = case when amount_fen < 0 then 0 else 1 end),
  balance_fen  bigint not null,                                -- of the account, after it
  primary key (transfer_id, leg)
);
create unique index ledger_posting_account on ledger_posting (account_id, number) include (transfer_id);

-- What two accounts have moved between them, kept beside the postings: the matrix of balances.
create table ledger_pair (
  low_account_id   bigint not null,
  high_account_id  bigint not null,
  net_fen          ledger_sum not null,                        -- what the higher one received of the lower one, less what it gave
  transfer_count   bigint not null,
  primary key (low_account_id, high_account_id),
  check (low_account_id < high_account_id)
) with (fillfactor = 60);

call protect_table('ledger_account');
call protect_table('ledger_transfer');
call protect_table('ledger_posting');
call protect_table('ledger_pair');
revoke insert, update, delete on ledger_account, ledger_transfer, ledger_posting, ledger_pair from qunce_system;
create trigger never_removed before delete on ledger_account for each row execute function refuse_change();
create trigger added_only before update or delete on ledger_transfer for each row execute function refuse_change();
create trigger added_only before update or delete on ledger_posting for each row execute function refuse_change();
create trigger never_removed before delete on ledger_pair for each row execute function refuse_change();
create trigger never_emptied before truncate on ledger_account for each statement execute function refuse_change();
create trigger never_emptied before truncate on ledger_transfer for each statement execute function refuse_change();
create trigger never_emptied before truncate on ledger_posting for each statement execute function refuse_change();
create trigger never_emptied before truncate on ledger_pair for each statement execute function refuse_change();

-- At the commit every transfer that was touched balances: two postings, of its two accounts, of its amount.
-- Asked with the owner's eyes: who posts does not see the other side's account.
create function transfer_balances() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  which bigint;
begin
  if tg_table_name = 'ledger_transfer' then which := new.id; else which := new.transfer_id; end if;
  perform from ledger_transfer t
    join ledger_posting paid on paid.transfer_id = t.id and paid.leg = 0
      and paid.account_id = t.from_account_id and paid.amount_fen = -t.amount_fen
    join ledger_posting got on got.transfer_id = t.id and got.leg = 1
      and got.account_id = t.to_account_id and got.amount_fen = t.amount_fen
    where t.id = which;
  if not found then
    raise exception 'Transfer % does not balance.', which using errcode = 'check_violation', constraint = 'ledger_balances';
  end if;
  return null;
end $$;
revoke execute on function transfer_balances from public;
create constraint trigger balances after insert on ledger_transfer deferrable initially deferred
  for each row execute function transfer_balances();
create constraint trigger balances after insert on ledger_posting deferrable initially deferred
  for each row execute function transfer_balances();

-- Moves an amount. Accounts are locked in the order of their ids, so that writers wait and never for each other in a ring;
-- the balance is read and written under that lock. What does not go is answered in a word and nothing is written:
--   posted, exists (this key moved exactly this before), differs (it moved something else),
--   account_unknown, account_closed, books_differ, insufficient, too_large, not_reversible, reversed_before
create function post_transfer(
  p_key uuid, p_from bigint, p_to bigint, p_amount bigint, p_kind text, p_reference text default '', p_memo text default '',
  p_reverses bigint default null, out transfer_id bigint, out outcome text
-- A plan that was made while the tables were small would read them whole for ever: this function looks up by keys alone.
) language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  giver ledger_account;
  taker ledger_account;
  one ledger_account;
  known ledger_transfer;
begin
  for one in select * from ledger_account where id in (p_from, p_to) order by id for no key update loop
    if one.id = p_from then giver := one; else taker := one; end if;
  end loop;
  outcome := case
    when giver.id is null or taker.id is null then 'account_unknown'
    when giver.book <> taker.book then 'books_differ'
    when giver.closed_at is not null or taker.closed_at is not null then 'account_closed'
    when p_amount > 10000000000000 then 'too_large'
    when not giver.may_fall_below_zero and giver.balance_fen < p_amount then 'insufficient'
    when giver.balance_fen - p_amount < -100000000000000 or taker.balance_fen + p_amount > 9007199254740991
      or abs(coalesce((select net_fen from ledger_pair where low_account_id = least(p_from, p_to)
        and high_account_id = greatest(p_from, p_to)), 0) + case when p_from < p_to then p_amount else -p_amount end)
        > 9007199254740991 then 'too_large'
    else 'posted' end;
  if outcome = 'posted' and p_reverses is not null then
    select * into known from ledger_transfer where id = p_reverses;
    if known.id is null or known.kind = 'reversal' or known.from_account_id <> p_to or known.to_account_id <> p_from
        or known.amount_fen <> p_amount then
      outcome := 'not_reversible';
    elsif exists (select from ledger_transfer where reverses_id = p_reverses and key <> p_key) then
      outcome := 'reversed_before';
    end if;
  end if;
  if outcome = 'posted' then
    -- One statement: what it costs to begin one is most of what a transfer costs.
    with t as (
      insert into ledger_transfer (key, from_account_id, to_account_id, amount_fen, kind, reference, memo, reverses_id,
          user_id, user_name, organization_id, organization_name)
        values (p_key, p_from, p_to, p_amount, p_kind, p_reference, p_memo, p_reverses, actor_user_id(),
          (select name from auth_user where id = actor_user_id()), actor_organization_id(),
          (select name from organization where id = actor_organization_id()))
        on conflict (key) do nothing returning id),
    posted as (
      insert into ledger_posting (transfer_id, leg, account_id, number, amount_fen, balance_fen)
        select t.id, leg.n, leg.account, leg.number, leg.fen, leg.balance from t cross join (values
          (0, p_from, giver.posting_count + 1, -p_amount, giver.balance_fen - p_amount),
          (1, p_to, taker.posting_count + 1, p_amount, taker.balance_fen + p_amount)) leg (n, account, number, fen, balance)),
    balanced as (
      update ledger_account a set posting_count = a.posting_count + 1,
          balance_fen = a.balance_fen + case a.id when p_from then -p_amount else p_amount end
        from t where a.id in (p_from, p_to)),
    paired as (
      insert into ledger_pair as pair (low_account_id, high_account_id, net_fen, transfer_count)
        select least(p_from, p_to), greatest(p_from, p_to), case when p_from < p_to then p_amount else -p_amount end, 1 from t
        on conflict (low_account_id, high_account_id) do update
          set net_fen = pair.net_fen + excluded.net_fen, transfer_count = pair.transfer_count + 1)
    select t.id into transfer_id from t;
  end if;
  if transfer_id is null then -- a repeated key is answered as it was the first time, whatever has happened since
    select * into known from ledger_transfer where key = p_key;
    if known.id is not null then
      transfer_id := known.id;
      outcome := case when (known.from_account_id, known.to_account_id, known.amount_fen, known.kind, known.reference, known.memo)
        = (p_from, p_to, p_amount, p_kind, p_reference, p_memo) and known.reverses_id is not distinct from p_reverses
        then 'exists' else 'differs' end;
    end if;
  end if;
end $$;
revoke execute on function post_transfer from public;
grant execute on function post_transfer to qunce_system; -- for the house itself: no word of a keeper is asked for

-- For people: only who keeps an account takes from it, so that nobody posts what another owes or has been paid. What a fund
-- has moves by the fund's own acts alone.
create function give_transfer(
  p_key uuid, p_from bigint, p_to bigint, p_amount bigint, p_kind text, p_reference text default '', p_memo text default '',
  p_reverses bigint default null, out transfer_id bigint, out outcome text
) language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform actor_must('ledger.post');
  if not exists (select from ledger_account where id = p_from and organization_id = actor_organization_id()) then
    outcome := 'not_keeper';
    return;
  end if;
  if exists (select from ledger_account where id = p_from and book like 'fund:%') then
    outcome := 'book_of_fund';
    return;
  end if;
  select moved.transfer_id, moved.outcome into transfer_id, outcome
    from post_transfer(p_key, p_from, p_to, p_amount, p_kind, p_reference, p_memo, p_reverses) moved;
end $$;
revoke execute on function give_transfer from public;
grant execute on function give_transfer to qunce_app;

-- Opens an account, or finds it. The house itself, for parties that have signed.
create function open_account(
  p_book text, p_key text, p_kind text, p_name text, p_jurisdiction text, p_organization uuid, p_below_zero boolean
) returns bigint language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  found_id bigint;
begin
  select id into found_id from ledger_account where book = p_book and key = p_key;
  if found_id is null then
    insert into ledger_account (book, key, kind, name, jurisdiction_code, organization_id, may_fall_below_zero)
      values (p_book, p_key, p_kind, p_name, p_jurisdiction, p_organization, p_below_zero)
      on conflict (book, key) do nothing returning id into found_id;
    if found_id is null then
      select id into found_id from ledger_account where book = p_book and key = p_key;
    end if;
  end if;
  return found_id;
end $$;
revoke execute on function open_account from public;
grant execute on function open_account to qunce_system;

-- A unit opens the account of its own jurisdiction in a book of what jurisdictions owe each other.
create function open_own_account(p_book text) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  place jurisdiction;
begin
  perform actor_must('ledger.post');
  select j.* into place from organization o join jurisdiction j on j.code = o.jurisdiction_code
    where o.id = actor_organization_id();
  if place.code is null or p_book not in ('compensation', 'sharing') then
    return null;
  end if;
  return open_account(p_book, place.code, 'jurisdiction', place.name, place.code, actor_organization_id(), true);
end $$;
revoke execute on function open_own_account from public;
grant execute on function open_own_account to qunce_app;

-- Who opened an account first does not keep it for ever: its keeper hands it to another unit of its jurisdiction, and so does
-- the office that coordinates that place, where the keeper is the wrong one or does not answer.
create function hand_account_over(which bigint, unit uuid) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  a ledger_account;
begin
  perform actor_must('ledger.post');
  select * into a from ledger_account where id = which for no key update;
  if a.organization_id is distinct from actor_organization_id()
      and not coalesce(a.jurisdiction_code::text like any (actor_coordinated_places()), false) then
    return 'not_keeper';
  end if;
  if a.book like 'fund:%' then return 'book_of_fund'; end if;
  if not exists (select from organization where id = unit and jurisdiction_code = a.jurisdiction_code
      and state = 'confirmed' and (valid_to is null or valid_to >= (clock_now() at time zone 'Asia/Shanghai')::date)) then
    return 'elsewhere';
  end if;
  update ledger_account set organization_id = unit where id = which;
  return 'handed';
end $$;
revoke execute on function hand_account_over from public;
grant execute on function hand_account_over to qunce_app;

-- What stands against itself: sums, numbers and balances worked out anew from every posting. For auditors and tests.
create function ledger_check(out accounts bigint, out transfers bigint, out postings bigint, out balance_fen numeric,
  out wrong_accounts bigint, out wrong_transfers bigint, out wrong_pairs bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with sums as (
    select account_id, sum(amount_fen) as fen, count(*) as count, max(number) as last, min(number) as first
    from ledger_posting group by account_id),
  pairs as (
    select least(from_account_id, to_account_id) as low, greatest(from_account_id, to_account_id) as high,
      sum(case when from_account_id < to_account_id then amount_fen else -amount_fen end) as net, count(*) as count
    from ledger_transfer group by 1, 2)
  select (select count(*) from ledger_account), (select count(*) from ledger_transfer), (select count(*) from ledger_posting),
    coalesce((select sum(a.balance_fen) from ledger_account a), 0),
    (select count(*) from ledger_account a left join sums s on s.account_id = a.id
      where a.balance_fen <> coalesce(s.fen, 0) or a.posting_count <> coalesce(s.count, 0)
        or a.posting_count <> coalesce(s.last, 0) or coalesce(s.first, 1) <> 1),
    (select count(*) from ledger_transfer t where (select count(*) filter (where p.amount_fen = case p.leg when 0
      then -t.amount_fen else t.amount_fen end) from ledger_posting p where p.transfer_id = t.id) <> 2),
    (select count(*) from pairs full join ledger_pair k on k.low_account_id = pairs.low and k.high_account_id = pairs.high
      where k.net_fen is distinct from pairs.net or k.transfer_count is distinct from pairs.count)
$$;
revoke execute on function ledger_check from public;
grant execute on function ledger_check to qunce_system;
create function audit_ledger(out accounts bigint, out transfers bigint, out postings bigint, out balance_fen numeric,
  out wrong_accounts bigint, out wrong_transfers bigint, out wrong_pairs bigint)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform actor_must('audit.read');
  select * into accounts, transfers, postings, balance_fen, wrong_accounts, wrong_transfers, wrong_pairs from ledger_check();
end $$;
revoke execute on function audit_ledger from public;
grant execute on function audit_ledger to qunce_app;

-- Who reads: who keeps an account, those of its jurisdiction and above it, the office that coordinates their cluster. Where
-- the members of its cluster lie in provinces, it sees what these owe each other as well, but not what they owe elsewhere.
create policy reader_sees on ledger_account for select to qunce_app using (
  (select actor_may('ledger.read'))
  and (organization_id = (select actor_organization_id())
    or jurisdiction_code::text like (select actor_own_places())
    or jurisdiction_code::text like any ((select actor_coordinated_places())::text[])
    or kind = 'jurisdiction' and jurisdiction_code::text like any ((select actor_overseen_places())::text[])));
-- Accounts of which the actor reads everything.
create view read_account with (security_invoker = true) as
  select id from ledger_account
  where organization_id = (select actor_organization_id())
    or jurisdiction_code::text like (select actor_own_places())
    or jurisdiction_code::text like any ((select actor_coordinated_places())::text[]);
grant select on read_account to qunce_app;
-- A transfer and its postings are read by both of its sides.
create policy reader_sees on ledger_transfer for select to qunce_app using (
  from_account_id in (select id from read_account) or to_account_id in (select id from read_account)
  or from_account_id in (select id from ledger_account) and to_account_id in (select id from ledger_account));
create policy reader_sees on ledger_posting for select to qunce_app using (
  account_id in (select id from read_account)
  or account_id in (select id from ledger_account) and exists (select from ledger_transfer t where t.id = transfer_id));
create policy reader_sees on ledger_pair for select to qunce_app using (
  low_account_id in (select id from read_account) or high_account_id in (select id from read_account)
  or low_account_id in (select id from ledger_account) and high_account_id in (select id from ledger_account));
grant select on ledger_account, ledger_transfer, ledger_posting, ledger_pair to qunce_app;

-- The other side of a transfer is named to who sees the transfer; its account stays its own.
create function ledger_account_name(which bigint) returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select name from ledger_account where id = which
$$;
revoke execute on function ledger_account_name from public;
grant execute on function ledger_account_name to qunce_app, qunce_system;
