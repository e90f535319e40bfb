-- Statements that parties at other nodes sign (跨节点签认). The node where a statement was prepared holds its agreement and its
-- ledger: it owns the statement, and tells it. A unit signs, or objects, at the node of its own province: its own fact, told to
-- the owner, who holds it against the statement and adds it to the others.

-- The node that speaks for an organization: that of the narrowest place it lies in; one that was cut off, as long as no other
-- stands for that place. Null: none.
create function node_of_organization(which uuid) returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select n.code from organization o join node n on o.jurisdiction_code::text like place_pattern(n.jurisdiction_code)
  where o.id = which and n.role = 'member'
  order by length(place_pattern(n.jurisdiction_code)) desc, (n.revoked_at is null) desc, n.code limit 1
$$;
revoke execute on function node_of_organization from public;
grant execute on function node_of_organization to qunce_app, qunce_system;

-- At the owner: signatures and objections say at whose node they were given. ----------------------------------------------

alter table statement_signature add column node_code text references node (code);   -- null: here
alter table statement_objection add column node_code text references node (code);

-- What a node is called, for who reads a statement and may not read of nodes.
create function statement_node_name(which text) returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select name from node where code = which
$$;
revoke execute on function statement_node_name from public;
grant execute on function statement_node_name to qunce_app, qunce_system;

-- Nobody signs or objects for another: here a person does for its own unit (their policies), from elsewhere the node that
-- speaks for the party's unit. What comes from there may say when it was given, within what can be.
create function guard_statement_act() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  s statement;
begin
  if new.node_code is null and actor_user_id() is not null then
    new.at := clock_now();
    return new;
  end if;
  select * into s from statement where id = new.statement_id;
  if new.node_code is null or actor_user_id() is not null
      or new.node_code is distinct from node_of_organization(new.organization_id)
      or not exists (select from node n where n.code = new.node_code and not n.is_self and n.revoked_at is null)
      or not exists (select from agreement_party p where p.agreement_id = s.agreement_id and p.number = s.version
        and p.name = new.party and p.organization_id = new.organization_id) then
    raise exception 'A party signs and objects itself, here or at the node that speaks for its unit.'
      using errcode = 'insufficient_privilege';
  end if;
  new.at := least(greatest(new.at, s.at), clock_now());
  return new;
end $$;
revoke execute on function guard_statement_act from public;
create trigger guarded before insert on statement_signature for each row execute function guard_statement_act();
create trigger guarded before insert on statement_objection for each row execute function guard_statement_act();

-- What each node told to be signed or objected, or to be withdrawn of its objections, and what became of it: done, or refused
-- for good with the reason.
create table outside_act (
  node_code  text not null references node (code),
  act_id     uuid not null,
  withdrawal boolean not null default false,                             -- of the objection of that id
  reason     text check (reason in ('unknown_statement', 'not_party', 'digest_differs', 'posted', 'withdrawn', 'signed_before',
                                    'line_unfit', 'settled', 'ledger_too_large', 'unreadable')),
  at         timestamptz(3) not null default clock_now(),
  primary key (node_code, act_id, withdrawal)
);
call protect_table('outside_act');
revoke update, delete on outside_act from qunce_system;
create trigger added_only before update or delete on outside_act for each row execute function refuse_change();

-- At the node of a party: what others told it to sign. --------------------------------------------------------------------

-- A statement that was told is read as one that is held here (migrations/0019_agreements.sql): by the parties, by whoever is
-- above them, and by the office of their cluster. `<owner> <statement>`, asked once for a query.
create function actor_told_statements() returns text[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select case when actor_may('statement.read') then coalesce(array_agg(f.owner || ' ' || f.key), '{}') else '{}' end
  from shared_fact f
    cross join lateral (
      select bool_or(p ->> 'organizationId' = actor_organization_id()::text or p ->> 'jurisdictionCode' like actor_own_places())
          or bool_or(p ->> 'jurisdictionCode' like any (actor_coordinated_places()))
          or bool_and(p ->> 'jurisdictionCode' like any (actor_overseen_places())) as seen
      from jsonb_path_query(f.content, '$.parties[*]') p
    ) party
  where f.kind = 'statement' and f.content is not null and party.seen
$$;
revoke execute on function actor_told_statements from public;
grant execute on function actor_told_statements to qunce_app, qunce_system;
create policy statement_reader_sees on shared_fact for select to qunce_app using (
  kind in ('statement', 'statement_text', 'statement_objection')
  and owner || ' ' || split_part(key, '/', 1) = any ((select actor_told_statements())::text[]));

create table outside_signature (
  id                 uuid primary key,
  owner              text not null references node (code),               -- whose statement it is
  statement_id       uuid not null,                                      -- there; its content is in shared_fact
  party              text not null check (party <> ''),
  sha256             text not null check (sha256 ~ '^[0-9a-f]{64}$'),    -- as recomputed here, and shown to who signs
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null references organization (id),
  organization_name  text not null
);
create index outside_signature_statement on outside_signature (owner, statement_id);

create table outside_objection (
  id                 uuid primary key,
  owner              text not null references node (code),
  statement_id       uuid not null,
  line               smallint not null check (line > 0),
  party              text not null check (party <> ''),
  grounds            text not null check (grounds <> ''),
  evidence           jsonb not null check (jsonb_array_length(evidence) > 0),  -- [{ kind, id?, words }], no files
  withdrawn_words    text check (withdrawn_words <> ''),                 -- why it was taken back
  withdrawn_at       timestamptz(3),
  withdrawn_by       text,
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null references organization (id),
  organization_name  text not null,
  check (num_nulls(withdrawn_words, withdrawn_at, withdrawn_by) in (0, 3))
);
create index outside_objection_statement on outside_objection (owner, statement_id);

call protect_table('outside_signature');
call protect_table('outside_objection');
revoke update, delete on outside_signature, outside_objection from qunce_system;
call sign_itself('outside_signature');
call sign_itself('outside_objection');
create trigger added_only before update or delete on outside_signature for each row execute function refuse_change();

-- What an owner once answered as taken: an act is answered once and for good, whatever the owner says later.
create table outside_taken (
  act_id  uuid primary key,
  owner   text not null references node (code),
  at      timestamptz(3) not null default clock_now()
);
call protect_table('outside_taken');
revoke update, delete on outside_taken from qunce_system;
create trigger added_only before update or delete on outside_taken for each row execute function refuse_change();

-- Whether the actor's unit speaks at this node: it is the one that speaks for it.
create function actor_speaks_here() returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from node n where n.is_self and n.code = node_of_organization(actor_organization_id()))
$$;
-- Whether the owner, which was not cut off, says that a party of an open statement is the actor's unit, that this is its digest,
-- and that the party has not signed; and no signature of it is on its way from here, was ever taken, or is of another digest.
create function actor_may_sign_told(which_owner text, which text, which_party text, digest text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from shared_fact f join node n on n.code = f.owner and n.revoked_at is null
      cross join lateral jsonb_path_query(f.content, '$.parties[*]') p
    where f.owner = which_owner and f.kind = 'statement' and f.key = which and f.content ->> 'state' = 'open'
      and f.content ->> 'sha256' = coalesce(digest, f.content ->> 'sha256')
      and p ->> 'name' = which_party and p ->> 'organizationId' = actor_organization_id()::text
      and coalesce(jsonb_typeof(p -> 'signature'), 'null') = 'null')
    and not exists (select from outside_signature g where g.owner = which_owner and g.statement_id::text = which
      and g.party = which_party and (not exists (select from shared_fact r where r.owner = which_owner
          and r.kind = 'act_answer' and r.key = g.id::text and r.content ->> 'reason' is not null)
        or exists (select from outside_taken k where k.act_id = g.id)
        or not exists (select from shared_fact f where f.owner = which_owner and f.kind = 'statement' and f.key = which
          and f.content ->> 'sha256' = g.sha256)))
$$;
revoke execute on function actor_speaks_here, actor_may_sign_told from public;
grant execute on function actor_speaks_here, actor_may_sign_told to qunce_app, qunce_system;

grant select on outside_signature, outside_objection to qunce_app;
grant insert (id, owner, statement_id, party, sha256, user_id, user_name, organization_id, organization_name)
  on outside_signature to qunce_app;
grant insert (id, owner, statement_id, line, party, grounds, evidence, user_id, user_name, organization_id, organization_name)
  on outside_objection to qunce_app;
grant update (withdrawn_words) on outside_objection to qunce_app;
create policy reader_sees on outside_signature for select to qunce_app using (
  owner || ' ' || statement_id = any ((select actor_told_statements())::text[])
  or (organization_id = (select actor_organization_id()) and (select actor_may('statement.read'))));
create policy reader_sees on outside_objection for select to qunce_app using (
  owner || ' ' || statement_id = any ((select actor_told_statements())::text[])
  or (organization_id = (select actor_organization_id()) and (select actor_may('statement.read'))));
-- What came of an act is read by whoever sees the act.
create policy act_reader_sees on shared_fact for select to qunce_app using (
  kind = 'act_answer' and (owner, split_part(key, '/', 1)) in (
    select g.owner, g.id::text from outside_signature g union all select o.owner, o.id::text from outside_objection o));
grant select on outside_taken to qunce_app;
create policy act_reader_sees on outside_taken for select to qunce_app using (act_id in (
  select g.id from outside_signature g union all select o.id from outside_objection o));
create policy party_signs on outside_signature for insert to qunce_app with check (
  (select actor_may('statement.sign')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id()) and (select actor_speaks_here())
  and actor_may_sign_told(owner, statement_id::text, party, sha256));
create policy party_objects on outside_objection for insert to qunce_app with check (
  (select actor_may('statement.sign')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id()) and (select actor_speaks_here())
  and actor_may_sign_told(owner, statement_id::text, party, null));
create policy objector_withdraws on outside_objection for update to qunce_app
  using ((select actor_may('statement.sign')) and organization_id = (select actor_organization_id())
    and exists (select from node n where n.code = owner and n.revoked_at is null))
  with check (true);

-- An objection is taken back once, signed by who does, and nothing else of it ever changes.
create function guard_outside_objection() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  moves text[] := array['withdrawn_words', 'withdrawn_at', 'withdrawn_by'];
begin
  if tg_op = 'DELETE' or old.withdrawn_words is not null or new.withdrawn_words is null
    or to_jsonb(new) - moves <> to_jsonb(old) - moves then
    raise exception 'An objection is taken back once, and stays as it was made.' using errcode = 'insufficient_privilege';
  end if;
  new.withdrawn_at := clock_now();
  new.withdrawn_by := actor_name();
  return new;
end $$;
revoke execute on function guard_outside_objection from public;
create trigger guarded before update or delete on outside_objection for each row execute function guard_outside_objection();
