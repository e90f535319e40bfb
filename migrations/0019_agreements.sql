-- Agreements between jurisdictions (协议), each version as plain data that a formula runs on, and statements (结算单): what
-- a version comes to for a year. A version that was offered never changes; a statement never changes; a party signs the
-- sha256 of what it saw. Both are read by the parties, by whoever is above them, and by the office of their cluster.

insert into permission_grant (role, permission)
select role, permission
from (values
  ('office',     array['agreement.draft', 'agreement.read', 'statement.prepare', 'statement.read']),
  ('department', array['agreement.draft', 'agreement.sign', 'agreement.read', 'statement.prepare', 'statement.sign',
                       'statement.read']),
  ('city',       array['agreement.draft', 'agreement.sign', 'agreement.read', 'statement.prepare', 'statement.sign',
                       'statement.read']),
  ('leader',     array['agreement.read', 'statement.read'])
) as matrix (role, permissions), unnest(permissions) as permission;

create table agreement (
  id                 uuid primary key,
  organization_id    uuid not null references organization (id),   -- whose draft it was
  created_at         timestamptz(3) not null default clock_now()
);

-- draft (its writer's alone, may change) -> offered (frozen) -> signed, or declined.
create table agreement_version (
  agreement_id      uuid not null references agreement (id),
  number            integer not null check (number > 0),
  name              text not null check (name <> ''),
  content           jsonb not null,                          -- { agreement, evidence }: src/settlement/agreements/rules/content.ts
  sha256            text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  first_year        smallint,
  last_year         smallint,
  state             text not null default 'draft' check (state in ('draft', 'offered', 'signed', 'declined')),
  revision          integer not null default 1,
  offered_at        timestamptz(3),
  signed_at         timestamptz(3),
  declined_by       text,
  declined_reason   text,
  at                timestamptz(3) not null default clock_now(),
  user_id           text not null,
  user_name         text not null,
  organization_id   uuid not null references organization (id),
  organization_name text not null,
  primary key (agreement_id, number)
);
create unique index agreement_version_open on agreement_version (agreement_id) where state in ('draft', 'offered');
create index agreement_version_order on agreement_version (at desc, agreement_id);

-- Who is meant by a name of the agreement, and which unit signs for it.
create table agreement_party (
  agreement_id       uuid not null,
  number             integer not null,
  name               text not null check (name <> ''),
  jurisdiction_code  char(6) not null references jurisdiction (code),
  organization_id    uuid not null references organization (id),
  primary key (agreement_id, number, name),
  unique (agreement_id, number, jurisdiction_code),
  foreign key (agreement_id, number) references agreement_version (agreement_id, number)
);
create index agreement_party_unit on agreement_party (organization_id);

create table agreement_signature (
  agreement_id      uuid not null,
  number            integer not null,
  party             text not null,
  sha256            text not null,
  at                timestamptz(3) not null default clock_now(),
  user_id           text not null,
  user_name         text not null,
  organization_id   uuid not null references organization (id),
  organization_name text not null,
  primary key (agreement_id, number, party),
  foreign key (agreement_id, number, party) references agreement_party (agreement_id, number, name)
);

-- Statements ------------------------------------------------------------------------------------------------------------

create table statement (
  id                 uuid primary key,
  agreement_id       uuid not null,
  version            integer not null,
  year               smallint not null,
  serial             smallint not null default 0,             -- 1, and further ones that say the difference after late data
  state              text not null default 'open' check (state in ('open', 'posted', 'withdrawn')),
  sha256             text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  evidence           jsonb not null,                          -- months with the ids of what stands behind them, and what was given by hand
  result             jsonb not null,                          -- what the whole year comes to, with every derivation
  reason             text not null default '',
  posted_at          timestamptz(3),
  withdrawn_at       timestamptz(3),
  withdrawn_reason   text,
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null references organization (id),
  organization_name  text not null,
  foreign key (agreement_id, version) references agreement_version (agreement_id, number),
  unique (agreement_id, year, serial),
  check ((state = 'withdrawn') = (withdrawn_at is not null))
);
create unique index statement_open on statement (agreement_id, year) where state = 'open';
create index statement_order on statement (at desc, id desc);

-- open -> posted; an objection freezes it, and it is posted when that was dismissed, or struck when it was upheld.
create table statement_line (
  statement_id  uuid not null references statement (id),
  number        smallint not null,
  part          text not null,
  from_party    text not null,
  to_party      text not null,
  amount_fen    ledger_amount not null,
  derivation    jsonb not null,
  state         text not null default 'open' check (state in ('open', 'frozen', 'posted', 'struck')),
  transfer_id   bigint unique references ledger_transfer (id),
  primary key (statement_id, number),
  check ((state = 'posted') = (transfer_id is not null))
);

create table statement_signature (
  statement_id      uuid not null references statement (id),
  party             text not null,
  sha256            text not null,
  at                timestamptz(3) not null default clock_now(),
  user_id           text not null,
  user_name         text not null,
  organization_id   uuid not null references organization (id),
  organization_name text not null,
  primary key (statement_id, party)
);

create table statement_objection (
  id                uuid primary key,
  statement_id      uuid not null,
  line              smallint not null,
  party             text not null,
  grounds           text not null check (grounds <> ''),
  evidence          jsonb not null check (jsonb_array_length(evidence) > 0),  -- [{ kind, id?, words }]
  state             text not null default 'open' check (state in ('open', 'withdrawn', 'dismissed', 'upheld')),
  answer            text,
  answered_at       timestamptz(3),
  answered_by       text,
  at                timestamptz(3) not null default clock_now(),
  user_id           text not null,
  user_name         text not null,
  organization_id   uuid not null references organization (id),
  organization_name text not null,
  foreign key (statement_id, line) references statement_line (statement_id, number),
  check ((state = 'open') = (answered_at is null))
);
-- A file that an objection names as evidence: kept before, and its giver's alone until an objection names it.
create table statement_file (
  id                uuid primary key,
  statement_id      uuid not null references statement (id),
  sha256            char(64) not null,                          -- in the file store
  name              text not null check (name <> ''),
  media_type        text not null,
  bytes             bigint not null check (bytes > 0),
  at                timestamptz(3) not null default clock_now(),
  user_id           text not null,
  user_name         text not null,
  organization_id   uuid not null references organization (id),
  organization_name text not null
);
create index statement_file_of on statement_file (statement_id);
-- The matter that an objection became (src/delivery/joint).
alter table escalation add column objection_id uuid references statement_objection (id);
create unique index escalation_objection on escalation (objection_id) where objection_id is not null;
-- A matter made of an objection is read by who reads the statement: both parties, and who is above them.
create policy party_sees on escalation for select to qunce_app using (
  objection_id is not null and (select actor_may('delivery.read'))
  and objection_id in (select id from statement_objection));
create unique index statement_objection_open on statement_objection (statement_id, line) where state = 'open';

-- Who sees and changes what -----------------------------------------------------------------------------------------------

call protect_table('agreement');
call protect_table('agreement_version');
call protect_table('agreement_party');
call protect_table('agreement_signature');
call protect_table('statement');
call protect_table('statement_line');
call protect_table('statement_signature');
call protect_table('statement_objection');
call protect_table('statement_file');

-- Whether the actor's office coordinates the parties of a version: one of them is a place of its cluster, or members of the
-- cluster lie in the jurisdiction of each, as where provinces agree for their cities.
create function actor_coordinates(which uuid, version integer) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(bool_or(p.jurisdiction_code::text like any (actor_coordinated_places()))
    or bool_and(p.jurisdiction_code::text like any (actor_overseen_places())), false)
  from agreement_party p where p.agreement_id = which and p.number = version
$$;
-- Agreements that the actor reads: its own drafts; what was offered to its jurisdiction or one below it; what the office
-- coordinates. Asked once for a query.
create function actor_agreements() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select case when actor_may('agreement.read') or actor_may('statement.read') then coalesce(array_agg(distinct a.id), '{}') else '{}' end
  from agreement a
  where a.organization_id = actor_organization_id()
    or exists (select from agreement_party p join agreement_version v on v.agreement_id = p.agreement_id and v.number = p.number
      where p.agreement_id = a.id and v.state <> 'draft'
        and (p.organization_id = actor_organization_id()
          or p.jurisdiction_code::text like actor_own_places()
          or actor_coordinates(a.id, v.number)))
$$;
-- Whether the actor's unit signs for a party of a version.
create function actor_signs_for(which uuid, version integer, party text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from agreement_party p where p.agreement_id = which and p.number = version and p.name = party
    and p.organization_id = actor_organization_id())
$$;
-- Whether the actor has to do with a version: its unit signs for a party, wrote it, or coordinates their cluster.
create function actor_settles(which uuid, version integer) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from agreement_party p join agreement a on a.id = p.agreement_id
    where p.agreement_id = which and p.number = version
      and (p.organization_id = actor_organization_id() or a.organization_id = actor_organization_id()
        or actor_coordinates(which, version)))
$$;
revoke execute on function actor_agreements, actor_signs_for, actor_settles, actor_coordinates from public;
grant execute on function actor_agreements, actor_signs_for, actor_settles, actor_coordinates to qunce_app, qunce_system;

-- The parties of an agreement tell each other of it, as does the office that coordinates them. What other rooms let be told
-- stays as it is.
alter function actor_may_tell(uuid) rename to actor_may_tell_otherwise;
create function actor_may_tell(which uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select actor_may_tell_otherwise(which)
    or (actor_may('agreement.draft') or actor_may('statement.prepare'))
      and exists (select from agreement_party other where other.organization_id = which
        and actor_settles(other.agreement_id, other.number))
$$;
revoke execute on function actor_may_tell from public;
grant execute on function actor_may_tell to qunce_app, qunce_system;

grant select, insert on agreement, agreement_version, agreement_party, agreement_signature to qunce_app;
grant update (name, content, sha256, first_year, last_year, state, revision, offered_at, declined_by, declined_reason)
  on agreement_version to qunce_app;
grant update (jurisdiction_code, organization_id), delete on agreement_party to qunce_app;

create policy reader_sees on agreement for select to qunce_app using (id = any ((select actor_agreements())::uuid[]));
create policy drafter_adds on agreement for insert to qunce_app with check (
  (select actor_may('agreement.draft')) and organization_id = (select actor_organization_id()));
create policy reader_sees on agreement_version for select to qunce_app using (
  (agreement_id = any ((select actor_agreements())::uuid[]) and state <> 'draft')
  or ((select actor_may('agreement.draft')) and organization_id = (select actor_organization_id())));
create policy drafter_adds on agreement_version for insert to qunce_app with check (
  (select actor_may('agreement.draft')) and state = 'draft' and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id()) and agreement_id in (select id from agreement));
-- Who wrote it changes its draft and offers it; a party, or who wrote it, declines it.
create policy drafter_changes on agreement_version for update to qunce_app
  using ((select actor_may('agreement.draft')) and organization_id = (select actor_organization_id()))
  with check (state in ('draft', 'offered', 'declined') and organization_id = (select actor_organization_id()));
create policy party_declines on agreement_version for update to qunce_app
  using ((select actor_may('agreement.sign')) and state = 'offered' and actor_settles(agreement_id, number))
  with check (state = 'declined');
create policy reader_sees on agreement_party for select to qunce_app using (
  (agreement_id, number) in (select v.agreement_id, v.number from agreement_version v));
create policy drafter_names on agreement_party for all to qunce_app
  using ((agreement_id, number) in (select v.agreement_id, v.number from agreement_version v
    where v.state = 'draft' and v.organization_id = (select actor_organization_id())))
  with check ((select actor_may('agreement.draft'))
    and (agreement_id, number) in (select v.agreement_id, v.number from agreement_version v
      where v.state = 'draft' and v.organization_id = (select actor_organization_id())));
create policy reader_sees on agreement_signature for select to qunce_app using (
  (agreement_id, number) in (select v.agreement_id, v.number from agreement_version v));
create policy party_signs on agreement_signature for insert to qunce_app with check (
  (select actor_may('agreement.sign')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id()) and actor_signs_for(agreement_id, number, party));
call sign_itself('agreement_version');
call sign_itself('agreement_signature');
create trigger added_only before update or delete on agreement_signature for each row execute function refuse_change();
create trigger never_removed before delete on agreement_version for each row execute function refuse_change();
create trigger never_removed before delete on agreement for each row execute function refuse_change();

-- What was offered stays word for word; states go forward; only signatures make a version signed.
create function guard_agreement_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.state <> 'draft' and (new.content, new.sha256, new.name) is distinct from (old.content, old.sha256, old.name) then
    raise exception 'A version that was offered is never changed.' using errcode = 'insufficient_privilege';
  end if;
  if new.state <> old.state and not (
      (old.state = 'draft' and new.state in ('offered', 'declined')) or (old.state = 'offered' and new.state = 'declined')
      or (old.state = 'offered' and new.state = 'signed' and not exists (
        select from agreement_party p where p.agreement_id = new.agreement_id and p.number = new.number
          and not exists (select from agreement_signature s where s.agreement_id = p.agreement_id and s.number = p.number
            and s.party = p.name and s.sha256 = new.sha256)))) then
    raise exception 'From % to % a version does not go.', old.state, new.state using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function guard_agreement_version from public;
create trigger guarded before update on agreement_version for each row execute function guard_agreement_version();

-- A signature is of what stands offered, and the last one makes the version signed.
create function follow_agreement_signature() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v agreement_version;
begin
  select * into v from agreement_version where agreement_id = new.agreement_id and number = new.number for update;
  if v.state <> 'offered' or v.sha256 <> new.sha256 then
    raise exception 'This is not what stands offered.' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from agreement_party p where p.agreement_id = new.agreement_id and p.number = new.number
      and not exists (select from agreement_signature s where s.agreement_id = p.agreement_id and s.number = p.number
        and s.party = p.name)) then
    update agreement_version set state = 'signed', signed_at = clock_now(), revision = revision + 1
      where agreement_id = new.agreement_id and number = new.number;
  end if;
  return null;
end $$;
revoke execute on function follow_agreement_signature from public;
create trigger followed after insert on agreement_signature for each row execute function follow_agreement_signature();

-- Statements: prepared by who has to do with the agreement, signed by its parties.
grant select, insert on statement, statement_line, statement_signature, statement_objection, statement_file to qunce_app;
grant update (state, withdrawn_at, withdrawn_reason) on statement to qunce_app;
grant update (state, answer, answered_at, answered_by) on statement_objection to qunce_app;

create policy reader_sees on statement for select to qunce_app using (
  (select actor_may('statement.read')) and agreement_id = any ((select actor_agreements())::uuid[]));
create policy preparer_adds on statement for insert to qunce_app with check (
  (select actor_may('statement.prepare')) and state = 'open' and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id()) and actor_settles(agreement_id, version));
create policy preparer_withdraws on statement for update to qunce_app
  using ((select actor_may('statement.prepare'))
    and (organization_id = (select actor_organization_id()) or actor_coordinates(agreement_id, version)))
  with check (state = 'withdrawn');
-- Objections to a statement that is withdrawn are over with it.
create function close_objections() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update statement_objection set state = 'withdrawn', answer = new.withdrawn_reason, answered_at = clock_now(),
    answered_by = (select name from organization where id = actor_organization_id())
    where statement_id = new.id and state = 'open';
  return null;
end $$;
revoke execute on function close_objections from public;
create trigger closes_objections after update of state on statement
  for each row when (new.state = 'withdrawn' and old.state <> 'withdrawn') execute function close_objections();
create policy reader_sees on statement_line for select to qunce_app using (statement_id in (select id from statement));
create policy preparer_adds on statement_line for insert to qunce_app with check (
  state = 'open' and (select actor_may('statement.prepare'))
  and statement_id in (select s.id from statement s where s.state = 'open' and s.user_id = (select actor_user_id())));
create policy reader_sees on statement_signature for select to qunce_app using (statement_id in (select id from statement));
create policy party_signs on statement_signature for insert to qunce_app with check (
  (select actor_may('statement.sign')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id())
  and exists (select from statement s where s.id = statement_id and actor_signs_for(s.agreement_id, s.version, party)));
create policy reader_sees on statement_objection for select to qunce_app using (statement_id in (select id from statement));
create policy party_objects on statement_objection for insert to qunce_app with check (
  (select actor_may('statement.sign')) and state = 'open' and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id())
  and exists (select from statement s where s.id = statement_id and actor_signs_for(s.agreement_id, s.version, party)));
-- A file is given by a party while the statement is open, and read by who reads an objection of its giver that names it.
create policy reader_sees on statement_file for select to qunce_app using (
  (select actor_may('statement.read')) and (organization_id = (select actor_organization_id())
    or exists (select from statement_objection o where o.statement_id = statement_file.statement_id
      and o.organization_id = statement_file.organization_id
      and o.evidence @> jsonb_build_array(jsonb_build_object('kind', 'file', 'id', statement_file.id::text)))));
create policy party_gives on statement_file for insert to qunce_app with check (
  (select actor_may('statement.sign')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id())
  and exists (select from statement s join agreement_party p on p.agreement_id = s.agreement_id and p.number = s.version
    where s.id = statement_id and s.state = 'open' and p.organization_id = statement_file.organization_id));
-- Who objected takes it back; the office that coordinates says what came of it.
create policy objector_withdraws on statement_objection for update to qunce_app
  using (state = 'open' and (select actor_may('statement.sign')) and organization_id = (select actor_organization_id()))
  with check (state = 'withdrawn');
create policy office_answers on statement_objection for update to qunce_app
  using (state = 'open' and (select actor_may('statement.prepare')) and organization_id <> (select actor_organization_id())
    and exists (select from statement s where s.id = statement_id and actor_coordinates(s.agreement_id, s.version)))
  with check (state in ('dismissed', 'upheld'));
call sign_itself('statement');
call sign_itself('statement_signature');
call sign_itself('statement_objection');
call sign_itself('statement_file');
create trigger added_only before update or delete on statement_signature for each row execute function refuse_change();
create trigger added_only before update or delete on statement_file for each row execute function refuse_change();
create trigger never_removed before delete on statement for each row execute function refuse_change();
create trigger never_removed before delete on statement_line for each row execute function refuse_change();
create trigger never_removed before delete on statement_objection for each row execute function refuse_change();

-- Only what the states say may change; what was reckoned never does.
create function guard_statement() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform pg_advisory_xact_lock(hashtextextended('statement ' || new.agreement_id || ' ' || new.year, 0));
    select coalesce(max(s.serial), 0) + 1 into new.serial from statement s
      where s.agreement_id = new.agreement_id and s.year = new.year;
    if not exists (select from agreement_version v where v.agreement_id = new.agreement_id and v.number = new.version
        and v.state = 'signed') then
      raise exception 'Only what is signed is settled.' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if (new.id, new.agreement_id, new.version, new.year, new.serial, new.sha256, new.evidence, new.result, new.reason)
      is distinct from (old.id, old.agreement_id, old.version, old.year, old.serial, old.sha256, old.evidence, old.result, old.reason)
    or old.state <> 'open' then
    raise exception 'A statement is never changed.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function guard_statement from public;
create trigger guarded before insert or update on statement for each row execute function guard_statement();
create function guard_statement_line() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then -- with its statement, and never after: what is signed holds all lines
    if not exists (select from statement s where s.id = new.statement_id and s.xmin = pg_current_xact_id()::xid) then
      raise exception 'Lines come with their statement.' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if (new.statement_id, new.number, new.part, new.from_party, new.to_party, new.amount_fen, new.derivation)
      is distinct from (old.statement_id, old.number, old.part, old.from_party, old.to_party, old.amount_fen, old.derivation)
    or old.state in ('posted', 'struck') then
    raise exception 'A line of a statement is never changed.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function guard_statement_line from public;
create trigger guarded before insert or update on statement_line for each row execute function guard_statement_line();

-- The book that a version is posted in.
create function statement_book(s statement) returns text
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(content ->> 'book', 'compensation') from agreement_version
    where agreement_id = s.agreement_id and number = s.version
$$;
revoke execute on function statement_book from public;

-- The account that a party, or a pool of the agreement, has in that book.
create function statement_account(s statement, party text) returns bigint
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  p agreement_party;
  a agreement;
begin
  select * into p from agreement_party where agreement_id = s.agreement_id and number = s.version and name = party;
  if p.name is not null then
    return open_account(statement_book(s), p.jurisdiction_code, 'jurisdiction',
      (select name from jurisdiction where code = p.jurisdiction_code), p.jurisdiction_code, p.organization_id, true);
  end if;
  select * into a from agreement where id = s.agreement_id;
  return open_account(statement_book(s), 'pool:' || s.agreement_id || ':' || party, 'pool', party, null, a.organization_id, true);
end $$;
revoke execute on function statement_account from public;

-- Posts what may be posted: nothing before every party has signed, no frozen line, each line once. All of it or none.
create function post_statement(which uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  s statement;
  l statement_line;
  moved record;
  accounts bigint[];
begin
  select * into s from statement where id = which for update;
  if s.state = 'withdrawn' or exists (
      select from agreement_party p where p.agreement_id = s.agreement_id and p.number = s.version
        and not exists (select from statement_signature g where g.statement_id = s.id and g.party = p.name)) then
    return;
  end if;
  -- Every account is locked beforehand, in the one order that all writers keep.
  select array_agg(statement_account(s, name)) into accounts from (
    select from_party from statement_line where statement_id = s.id and state = 'open'
    union select to_party from statement_line where statement_id = s.id and state = 'open'
    order by 1) sides (name);
  perform from ledger_account where id = any (accounts) order by id for no key update;
  for l in select * from statement_line where statement_id = s.id and state = 'open' order by number loop
    select * into moved from post_transfer(md5('statement ' || s.id || ' ' || l.number)::uuid, statement_account(s, l.from_party),
      statement_account(s, l.to_party), l.amount_fen, case statement_book(s) when 'sharing' then 'sharing' else 'settlement' end,
      'statement:' || s.id,
      s.year || ' ' || l.part, null);
    if moved.outcome not in ('posted', 'exists') then
      raise exception 'Line % of statement % was not posted: %.', l.number, s.id, moved.outcome
        using errcode = 'check_violation', constraint = 'ledger_' || moved.outcome;
    end if;
    update statement_line set state = 'posted', transfer_id = moved.transfer_id
      where statement_id = s.id and number = l.number;
  end loop;
  if s.state = 'open' then
    update statement set state = 'posted', posted_at = clock_now() where id = s.id;
  end if;
end $$;
revoke execute on function post_statement from public;

create function follow_statement_signature() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  s statement;
begin
  select * into s from statement where id = new.statement_id for update;
  if s.state <> 'open' or s.sha256 <> new.sha256 then
    raise exception 'This is not the statement that stands open.' using errcode = 'insufficient_privilege';
  end if;
  perform post_statement(new.statement_id);
  return null;
end $$;
revoke execute on function follow_statement_signature from public;
create trigger followed after insert on statement_signature for each row execute function follow_statement_signature();

-- An objection freezes its line, while that is open; what comes of it frees or strikes the line.
create function follow_statement_objection() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from statement where id = new.statement_id for update;
  if tg_op = 'INSERT' then
    if not exists (select from statement s where s.id = new.statement_id and s.state = 'open')
        or exists (select from statement_signature g where g.statement_id = new.statement_id and g.party = new.party) then
      raise exception 'Only an open statement is objected to, and not by who has signed it.'
        using errcode = 'insufficient_privilege';
    end if;
    update statement_line set state = 'frozen' where statement_id = new.statement_id and number = new.line and state = 'open';
    if not found then
      raise exception 'This line is not open.' using errcode = 'insufficient_privilege';
    end if;
    return null;
  end if;
  if old.state <> 'open' or (new.id, new.statement_id, new.line, new.party, new.grounds, new.evidence)
      is distinct from (old.id, old.statement_id, old.line, old.party, old.grounds, old.evidence) then
    raise exception 'An objection is answered once, and never changed.' using errcode = 'insufficient_privilege';
  end if;
  update statement_line set state = case new.state when 'upheld' then 'struck' else 'open' end
    where statement_id = new.statement_id and number = new.line and state = 'frozen';
  if new.state <> 'upheld' then
    perform post_statement(new.statement_id);
  end if;
  return null;
end $$;
revoke execute on function follow_statement_objection from public;
create trigger followed after insert or update on statement_objection for each row execute function follow_statement_objection();

-- The statement of an objection, for the page of the matter that it became.
create function objection_statement(which uuid) returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select statement_id from statement_objection where id = which
$$;
revoke execute on function objection_statement from public;
grant execute on function objection_statement to qunce_app, qunce_system;
