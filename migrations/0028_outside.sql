-- Data asked of a unit whose government has a node of its own (向其他节点的申请). Here stands what this node's units ask for and
-- reply, and what they use of what they were given: their own facts, told to the owner's node alone. At the owner's node a
-- request of another node's unit is a share_request as any other; who asked there has no right here.

create table outside_request (
  id                 uuid primary key,
  owner              text not null references node (code),               -- whose resource it is
  resource_id        uuid not null,                                      -- there; its content is in shared_fact
  resource_name      text not null check (resource_name <> ''),          -- as it was told when it was asked for
  provider_name      text not null,
  purpose            text not null check (purpose <> ''),
  matter             text not null check (matter <> ''),
  legal_basis        text not null check (legal_basis <> ''),
  terms              jsonb not null,                                     -- src/exchange/terms, as asked for
  valid_until        date not null,
  contact            text not null default '',
  reply              text check (reply in ('accepted', 'taken_back')),   -- to narrower terms; or taken back
  reply_words        text not null default '',
  replied_at         timestamptz(3),
  replied_by         text,
  revision           integer not null default 1,
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null references organization (id),         -- 使用方
  organization_name  text not null,
  check (num_nulls(reply, replied_at, replied_by) in (0, 3))
);
create index outside_request_order on outside_request (organization_id, at desc, id);

-- 使用记录: each reading and each download of what another node gave.
create table outside_use (
  id                 uuid primary key default gen_random_uuid(),
  owner              text not null references node (code),
  agreement_id       uuid not null,                                      -- there
  manner             text not null check (manner in ('rows', 'download')),
  matter             text not null default '',
  row_count          integer not null check (row_count >= 0),
  bytes              bigint not null check (bytes >= 0),
  digest             text not null check (digest ~ '^[0-9a-f]{64}$'),    -- sha256 of what was handed over
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null references organization (id),
  organization_name  text not null
);
create index outside_use_owner on outside_use (owner);

-- At the owner's node: which requests came from which node, and who asked there.
create table outside_asker (
  request_id  uuid primary key references share_request (id),
  node_code   text not null references node (code),
  user_name   text not null,
  asked_at    timestamptz(3) not null                                    -- as told
);
create index outside_asker_node on outside_asker (node_code);

-- At the owner's node: what could not be made a request, and why. It is answered so, once and for good.
create table outside_refusal (
  node_code   text not null references node (code),
  request_id  uuid not null,
  reason      text not null check (reason in ('unknown_unit', 'foreign_unit', 'unknown_resource', 'own_resource', 'terms_unfit',
                                              'until_past', 'unreadable')),
  at          timestamptz(3) not null default clock_now(),
  primary key (node_code, request_id)
);

call protect_table('outside_request');
call protect_table('outside_use');
call protect_table('outside_asker');
call protect_table('outside_refusal');
revoke update, delete on outside_request, outside_use, outside_asker, outside_refusal from qunce_system;
call sign_itself('outside_request');
create trigger added_only before update or delete on outside_use for each row execute function refuse_change();
create trigger added_only before update or delete on outside_asker for each row execute function refuse_change();
create trigger added_only before update or delete on outside_refusal for each row execute function refuse_change();

-- A unit asks for itself, at the node of its own province, for what is told; nobody else here sees it.
grant select on outside_request, outside_asker to qunce_app;
grant insert (id, owner, resource_id, resource_name, provider_name, purpose, matter, legal_basis, terms, valid_until, contact,
  user_id, user_name, organization_id, organization_name) on outside_request to qunce_app;
grant update (reply, reply_words, revision) on outside_request to qunce_app;
create policy unit_sees on outside_request for select to qunce_app using (
  (select actor_may('sharing.read')) and organization_id = (select actor_organization_id()));
create policy unit_asks on outside_request for insert to qunce_app with check (
  (select actor_may('sharing.request')) and organization_id = (select actor_organization_id())
  and user_id = (select actor_user_id())
  and exists (select from node n join organization o on o.id = outside_request.organization_id
    where n.is_self and o.jurisdiction_code::text like left(n.jurisdiction_code, 2) || '%')
  and exists (select from shared_fact f where f.owner = outside_request.owner and f.kind = 'resource'
    and f.key = outside_request.resource_id::text and f.content is not null));
create policy unit_replies on outside_request for update to qunce_app
  using ((select actor_may('sharing.request')) and organization_id = (select actor_organization_id()))
  with check (true);
create policy party_sees on outside_asker for select to qunce_app using (request_id in (select r.id from share_request r));

-- One reply, signed by who gives it, and nothing else of a request ever changes.
create function guard_outside_request() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  moves text[] := array['reply', 'reply_words', 'replied_at', 'replied_by', 'revision'];
begin
  if tg_op = 'DELETE' or old.reply is not null or new.reply is null or new.revision <> old.revision + 1
    or to_jsonb(new) - moves <> to_jsonb(old) - moves then
    raise exception 'A request to another node is replied to once, and stays as it was asked.'
      using errcode = 'insufficient_privilege';
  end if;
  new.replied_at := clock_now();
  new.replied_by := actor_name();
  return new;
end $$;
revoke execute on function guard_outside_request from public;
create trigger guarded before update or delete on outside_request for each row execute function guard_outside_request();

-- The owner's answer is read by the unit that asked.
create function actor_outside_requests() returns text[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(r.owner || ' ' || r.id), '{}') from outside_request r
  where actor_may('sharing.read') and r.organization_id = actor_organization_id()
$$;
revoke execute on function actor_outside_requests from public;
grant execute on function actor_outside_requests to qunce_app, qunce_system;
create policy asker_sees on shared_fact for select to qunce_app using (
  kind = 'answer' and owner || ' ' || key = any ((select actor_outside_requests())::text[]));

-- Rows that another node gave under an agreement, by their keys: while it stands, for its recipient. They are many, and
-- found by their agreement alone.
create index shared_fact_row on shared_fact (owner, (content ->> 'agreementId'), key) where kind = 'row' and content is not null;
create function outside_rows(which_owner text, which text, after text, most integer)
returns table (key text, content jsonb)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not actor_may('sharing.use') or not exists (select from shared_fact g
      where g.owner = which_owner and g.kind = 'grant' and g.key = which
        and g.content ->> 'recipientId' = actor_organization_id()::text) then
    raise exception 'Data are used under an agreement in force, by its recipient.' using errcode = 'insufficient_privilege';
  end if;
  return query
    select f.key, f.content -> 'row' from shared_fact f
    where f.owner = which_owner and f.kind = 'row' and f.content is not null and f.content ->> 'agreementId' = which
      and f.content ->> 'recipientId' = actor_organization_id()::text and f.key > after
    order by f.key limit most;
end $$;
revoke execute on function outside_rows from public;
grant execute on function outside_rows to qunce_app;

-- The owner's use log says also what was used at another node, as that node told it.
alter table share_use add column node_code text references node (code);
alter table share_use add column outside_use_id uuid;
create unique index share_use_outside on share_use (node_code, outside_use_id) where outside_use_id is not null;
alter table share_use add check ((node_code is null) = (outside_use_id is null));

-- Steps of a request that came from another node are signed with the name that was told: who takes them is nobody here.
create function outside_name() returns text language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case when actor_user_id() is null then nullif(current_setting('qunce.outside_name', true), '') end
$$;
create function outside_unit() returns uuid language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case when actor_user_id() is null then nullif(current_setting('qunce.outside_unit', true), '')::uuid end
$$;
revoke execute on function outside_name, outside_unit from public;
create or replace function add_share_event(which uuid, kind text, words text, facts jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  unit uuid := coalesce(actor_organization_id(), outside_unit());
begin
  insert into share_event (request_id, number, kind, words, facts, user_id, user_name, organization_id, organization_name)
    select which, 1 + coalesce(max(e.number), 0), add_share_event.kind, add_share_event.words, add_share_event.facts,
      actor_user_id(), coalesce(actor_name(), outside_name(), ''), unit,
      coalesce((select o.name from organization o where o.id = unit), '')
    from share_event e where e.request_id = which;
end $$;
create or replace function follow_share_request() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform add_share_event(new.id, new.step, new.words, case
    when new.step in ('submitted', 'resubmitted') then jsonb_build_object('purpose', new.purpose, 'matter', new.matter,
      'legalBasis', new.legal_basis, 'terms', new.terms, 'access', new.access, 'validUntil', new.valid_until)
    when new.step = 'offered' then jsonb_build_object('terms', new.offered_terms, 'validUntil', new.offered_valid_until)
    else '{}' end);
  if new.state = 'granted' then
    insert into share_agreement (id, request_id, resource_id, version, provider_id, recipient_id, purpose, matter, legal_basis,
        terms, access, valid_from, valid_until, granted_by, accepted_by, since_on, provide_by)
      values (gen_random_uuid(), new.id, new.resource_id, new.version, new.provider_id, new.recipient_id, new.purpose,
        new.matter, new.legal_basis, coalesce(new.offered_terms, new.terms), new.access, day_in_china(),
        coalesce(new.offered_valid_until, new.valid_until), new.decided_by,
        case when new.step = 'accepted' then coalesce(actor_name(), outside_name()) end, day_in_china(), new.provide_by);
  end if;
  return null;
end $$;
