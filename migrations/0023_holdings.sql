-- The data behind a resource of the catalogue (资源挂接) and their use under agreements. A provider loads rows; each load is
-- one revision. Recipients read what their agreement covers, through one function and by no other way; the log says who used
-- what, when, for which purpose.

insert into permission_grant (role, permission)
select role, permission
from unnest(array['office', 'department', 'city']) as role, unnest(array['holding.load', 'sharing.use']) as permission;

-- A further program may write: it loads the data of its unit's resources.
alter table service_key drop constraint service_key_scope_check;
alter table service_key add constraint service_key_scope_check check (scope in ('read', 'observations', 'holdings'));
drop policy writer_makes_writing_key on service_key;
create policy writer_makes_writing_key on service_key as restrictive for insert to qunce_app with check (
  scope = 'read' or scope = 'observations' and (select actor_may('observation.write'))
  or scope = 'holdings' and (select actor_may('holding.load')));

-- What a key may at most: one that reads may also be handed what was agreed with its unit.
create or replace function actor_may(wanted text) returns boolean language sql stable parallel safe as $$
  select exists (select from permission_grant where role = actor_role() and permission = wanted)
    and case actor_key() when 'read' then wanted like '%.read' or wanted = 'sharing.use'
      when 'observations' then wanted in ('observation.read', 'observation.write')
      when 'holdings' then wanted in ('holding.load', 'catalogue.read') else actor_key() is null end
$$;

create table resource_holding (
  resource_id      uuid primary key references resource (id),
  organization_id  uuid not null references organization (id),            -- the provider
  key_items        text[] not null check (cardinality(key_items) between 1 and 10),  -- what identifies a row
  row_count        integer not null default 0 check (row_count >= 0),     -- of those that are not removed
  revision         bigint not null default 0,                             -- of the last load; loads wait for each other here
  loaded_at        timestamptz(3)
);

-- A row as it stands now. A removed one stays, so that who follows the changes is told of it.
create table resource_row (
  resource_id  uuid not null references resource_holding (resource_id),
  key          text not null check (key <> ''),                           -- its key items' values
  number       integer not null check (number > 0),                       -- as it came; never given twice
  content      jsonb not null check (jsonb_typeof(content) = 'object'),   -- item -> value (text in the form of terms/values.ts) or null
  revision     bigint not null,                                           -- of the holding, with which it came to stand so
  removed      boolean not null default false,
  primary key (resource_id, key)
);
create unique index resource_row_number on resource_row (resource_id, number);
create index resource_row_revision on resource_row (resource_id, revision);

-- What a row was before: from `revision` on, until `until` replaced it. So a reader who pages while data are loaded reads one
-- state, and who follows the changes is told of rows that no longer fit.
create table resource_row_past (
  resource_id  uuid not null references resource_holding (resource_id),
  number       integer not null,
  until        bigint not null,
  revision     bigint not null check (revision < until),
  content      jsonb not null,
  removed      boolean not null,
  primary key (resource_id, number, until)
);

-- Each load and each correction: who, when, from which file, and what became of it.
create table holding_revision (
  resource_id        uuid not null references resource_holding (resource_id),
  revision           bigint not null check (revision > 0),
  id                 uuid not null unique,
  manner             text not null check (manner in ('replace', 'merge', 'correct', 'remove')),
  file               text not null,
  sha256             text not null check (sha256 ~ '^[0-9a-f]{64}$'),      -- of what was sent
  reason             text not null default '',
  added              integer not null,
  changed            integer not null,
  removed            integer not null,
  same               integer not null,
  row_count          integer not null,                                     -- afterwards
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null references organization (id),
  organization_name  text not null,
  primary key (resource_id, revision),
  check (manner not in ('correct', 'remove') or reason <> '')
);

-- Rows on their way into a holding; gone again before their transaction ends.
create unlogged table holding_staged (
  load_id  uuid not null,
  key      text not null,
  place    integer not null,                                               -- in what was sent
  content  jsonb not null,
  primary key (load_id, key)
);

call protect_table('resource_holding');
call protect_table('resource_row');
call protect_table('resource_row_past');
call protect_table('holding_revision');
call protect_table('holding_staged');
call sign_itself('holding_revision');
create trigger added_only before update or delete on holding_revision for each row execute function refuse_change();
create trigger added_only before update or delete on resource_row_past for each row execute function refuse_change();
create trigger never_deleted before delete on resource_row for each row execute function refuse_change();
grant select on resource_holding, resource_row, holding_revision to qunce_app;

-- That data are there is known to all who read the catalogue; the data themselves are their provider's alone. Who keeps the
-- catalogue for a member has no right to its data.
create policy reader_sees on resource_holding for select to qunce_app using (
  (select actor_may('catalogue.read')) and resource_id in (select r.id from resource r));
create policy provider_sees on resource_row for select to qunce_app using (
  (select actor_may('holding.load')) and resource_id in (
    select h.resource_id from resource_holding h where h.organization_id = (select actor_organization_id())));
create policy provider_sees on holding_revision for select to qunce_app using (
  (select actor_may('holding.load')) and resource_id in (
    select h.resource_id from resource_holding h where h.organization_id = (select actor_organization_id())));

-- Loading ------------------------------------------------------------------------------------------------------------------

-- The holding of a published resource of the actor's, which nobody else loads meanwhile.
create function hold_for_loading(which uuid) returns resource_holding
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  held resource_holding;
begin
  perform actor_must('holding.load');
  if not exists (select from resource r join resource_version v on v.resource_id = r.id and v.state = 'published'
      where r.id = which and r.organization_id = actor_organization_id()) then
    raise exception 'A provider loads the data of its own published resources.' using errcode = 'insufficient_privilege';
  end if;
  select * into held from resource_holding where resource_id = which for update;
  return held;
end $$;
revoke execute on function hold_for_loading from public;

-- Rows of a load, as [key, content] in the order of the file, the first of them at `first`.
create function stage_holding_rows(load uuid, first integer, staged jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform actor_must('holding.load');
  insert into holding_staged (load_id, key, place, content)
    select load, row.value ->> 0, first + row.at::integer, row.value -> 1
    from jsonb_array_elements(staged) with ordinality row (value, at);
end $$;
revoke execute on function stage_holding_rows from public;
grant execute on function stage_holding_rows to qunce_app;

-- What the staged rows would do: how many of each kind, and the first of them.
create function preview_holding_load(which uuid, load uuid, manner text, examples integer) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  told jsonb;
begin
  perform hold_for_loading(which);
  with compared as (
    select s.place, coalesce(s.key, r.key) as key, r.content as before, s.content as after,
      case when s.key is null then 'removed' when r.key is null or r.removed then 'added'
        when r.content = s.content then 'same' else 'changed' end as kind
    from (select * from holding_staged where load_id = load) s
      full join (select * from resource_row where resource_id = which) r on r.key = s.key
    where s.key is not null or manner = 'replace' and not r.removed
  ), ranked as (
    select *, row_number() over (partition by kind order by place, key) as rank from compared where kind <> 'same'
  )
  select (select jsonb_object_agg(kind, number) from (select kind, count(*) as number from compared group by kind) c)
    || jsonb_build_object('examples', (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'key', key,
        'before', case when kind <> 'added' then before end, 'after', after) order by kind, rank), '[]')
      from ranked where rank <= examples))
  into told;
  delete from holding_staged where load_id = load;
  return coalesce(told, jsonb_build_object('examples', '[]'::jsonb));
end $$;
revoke execute on function preview_holding_load from public;
grant execute on function preview_holding_load to qunce_app;

-- Makes the staged rows the next revision: all that there is (replace), or what changes of it (merge).
create function apply_holding_load(which uuid, load uuid, manner text, keys text[], file text, sha256 text, reason text)
returns holding_revision
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  held resource_holding;
  done holding_revision;
  next bigint;
  last integer;
begin
  insert into resource_holding (resource_id, organization_id, key_items)
    select r.id, r.organization_id, keys from resource r where r.id = which on conflict do nothing;
  held := hold_for_loading(which);
  if held.key_items <> keys and manner <> 'replace' then
    raise exception 'Rows are known again by the items by which they were loaded.' using errcode = 'insufficient_privilege';
  end if;
  next := held.revision + 1;
  select coalesce(max(r.number), 0) into last from resource_row r where r.resource_id = which;
  select count(*) filter (where r.content = s.content), count(*) filter (where r.content <> s.content)
    into done.same, done.changed
    from holding_staged s join resource_row r on r.resource_id = which and r.key = s.key and not r.removed
    where s.load_id = load;

  insert into resource_row_past (resource_id, number, until, revision, content, removed)
    select r.resource_id, r.number, next, r.revision, r.content, r.removed
    from resource_row r left join holding_staged s on s.load_id = load and s.key = r.key
    where r.resource_id = which
      and case when s.key is null then manner = 'replace' and not r.removed else r.removed or r.content <> s.content end;

  update resource_row r set content = s.content, revision = next, removed = false
    from holding_staged s
    where s.load_id = load and r.resource_id = which and r.key = s.key and (r.removed or r.content <> s.content);
  if manner = 'replace' then
    update resource_row r set removed = true, revision = next
      where r.resource_id = which and not r.removed
        and not exists (select from holding_staged s where s.load_id = load and s.key = r.key);
    get diagnostics done.removed = row_count;
  end if;
  insert into resource_row (resource_id, key, number, content, revision)
    select which, s.key, last + row_number() over (order by s.place), s.content, next
    from holding_staged s
    where s.load_id = load and not exists (select from resource_row r where r.resource_id = which and r.key = s.key);
  select count(*) into done.row_count from resource_row r where r.resource_id = which and not r.removed;
  select count(*) - done.same - done.changed into done.added from holding_staged s where s.load_id = load;
  delete from holding_staged where load_id = load;

  update resource_holding h set key_items = keys, revision = next, row_count = done.row_count, loaded_at = clock_now()
    where h.resource_id = which;
  insert into holding_revision (resource_id, revision, id, manner, file, sha256, reason, added, changed, removed, same,
      row_count, user_id, user_name, organization_id, organization_name)
    values (which, next, load, manner, file, sha256, reason, done.added, done.changed, coalesce(done.removed, 0), done.same,
      done.row_count, actor_user_id(), '', actor_organization_id(), '')
    returning * into done;
  -- Loading is an update of the data: the promised period counts from it.
  insert into resource_refresh (id, resource_id, refreshed_on, user_id, user_name, organization_id, organization_name)
    select gen_random_uuid(), which, day_in_china(), actor_user_id(), '', actor_organization_id(), ''
    from resource r where r.id = which and r.refreshed_on is distinct from day_in_china();
  return done;
end $$;
revoke execute on function apply_holding_load from public;
grant execute on function apply_holding_load to qunce_app;

-- A further word on one row: what it says from now on, or that it is no more. Always with the reason.
create function correct_holding_row(which uuid, wanted integer, becomes jsonb, load uuid, sha256 text, reason text)
returns holding_revision
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  held resource_holding := hold_for_loading(which);
  done holding_revision;
begin
  insert into resource_row_past (resource_id, number, until, revision, content, removed)
    select r.resource_id, r.number, held.revision + 1, r.revision, r.content, r.removed
    from resource_row r where r.resource_id = which and r.number = wanted and not r.removed;
  if not found then
    raise exception 'There is no such row.' using errcode = 'insufficient_privilege';
  end if;
  update resource_row r set content = coalesce(becomes, r.content), removed = becomes is null, revision = held.revision + 1
    where r.resource_id = which and r.number = wanted;
  update resource_holding h set revision = held.revision + 1, loaded_at = clock_now(),
      row_count = held.row_count - case when becomes is null then 1 else 0 end
    where h.resource_id = which;
  insert into holding_revision (resource_id, revision, id, manner, file, sha256, reason, added, changed, removed, same,
      row_count, user_id, user_name, organization_id, organization_name)
    values (which, held.revision + 1, load, case when becomes is null then 'remove' else 'correct' end, '', sha256, reason, 0,
      case when becomes is null then 0 else 1 end, case when becomes is null then 1 else 0 end, 0,
      held.row_count - case when becomes is null then 1 else 0 end,
      actor_user_id(), '', actor_organization_id(), '')
    returning * into done;
  return done;
end $$;
revoke execute on function correct_holding_row from public;
grant execute on function correct_holding_row to qunce_app;

-- Use ----------------------------------------------------------------------------------------------------------------------

-- The secret of an agreement: references to rows, pseudonyms and cursors are made with it, by the server alone.
create table share_secret (
  agreement_id  uuid primary key references share_agreement (id),
  secret        text not null check (length(secret) >= 43)
);

-- 使用日志: each time that data were asked for under an agreement, and what was handed over or why it was not.
create table share_use (
  number             bigint primary key generated always as identity,
  agreement_id       uuid not null references share_agreement (id),
  resource_id        uuid not null references resource (id),
  provider_id        uuid not null references organization (id),
  recipient_id       uuid not null references organization (id),
  purpose            text not null,                                        -- as agreed
  matter             text not null default '',                             -- the case it is for, as who asked said
  manner             text not null check (manner in ('rows', 'changes', 'download')),
  filters            jsonb not null default '[]',
  row_count          integer not null default 0 check (row_count >= 0),    -- handed over, tombstones included
  bytes              bigint not null default 0 check (bytes >= 0),
  first_revision     bigint,                                               -- of the holding: what was read was between these
  last_revision      bigint,
  digest             text check (digest ~ '^[0-9a-f]{64}$'),               -- sha256 of what was handed over
  refused            text check (refused <> ''),                           -- the code of the refusal; null: it was handed over
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null references organization (id),           -- who asked; another than the recipient is refused
  organization_name  text not null,
  key_name           text,                                                 -- of the service key; null: in a session
  check (refused is null or row_count = 0 and digest is null)
);
create index share_use_resource on share_use (resource_id, at desc) where refused is null;
create index share_use_provider on share_use (provider_id, number desc);
create index share_use_recipient on share_use (recipient_id, number desc);

call protect_table('share_secret');
call protect_table('share_use');
revoke update, delete on share_secret, share_use from qunce_system;
create trigger added_only before update or delete on share_use for each row execute function refuse_change();
create trigger never_emptied before truncate on share_use for each statement execute function refuse_change();
create trigger added_only before update or delete on share_secret for each row execute function refuse_change();

-- The owner reads who used its data; a recipient what it used itself. The system alone writes it.
grant select on share_use to qunce_app;
create policy party_sees on share_use for select to qunce_app using (
  (select actor_may('sharing.read')) and (provider_id = (select actor_organization_id())
    or recipient_id = (select actor_organization_id()) and organization_id = (select actor_organization_id())));

-- Below 0, 0, above 0: numbers by their size, days and moments by time; null where they cannot be compared. The same rule as
-- compareValues of src/exchange/terms (a test proves the two equal), as is share_row_fits of rowFits.
create function share_value_order(one text, other text) returns integer
language sql immutable parallel safe returns null on null input as $$
  select case
    when one ~ '^-?(0|[1-9][0-9]{0,37})([.][0-9]{0,19}[1-9])?$' and other ~ '^-?(0|[1-9][0-9]{0,37})([.][0-9]{0,19}[1-9])?$'
      then sign(one::numeric - other::numeric)::integer
    when one ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and other ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
      or one ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$'
        and other ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$'
      then case when one = other then 0 when one collate "C" < other collate "C" then -1 else 1 end
  end
$$;

create function share_row_fits(content jsonb, conditions jsonb) returns boolean
language sql immutable parallel safe returns null on null input as $$
  select conditions = '[]' or not exists (
    select from (
      select c -> 'values' as bounds, c ->> 'operator' as operator, content ->> (c ->> 'item') as found,
        c #>> '{values,0}' as bound
      from jsonb_array_elements(conditions) c) asked
    where not coalesce(case
      when operator in ('equals', 'oneOf') then bounds ? found
      when operator = 'startsWith' then starts_with(found, bound)
      when operator = 'atLeast' then share_value_order(found, bound) >= 0
      when operator = 'atMost' then share_value_order(found, bound) <= 0
      when operator = 'before' then share_value_order(found, bound) < 0
      when operator = 'after' then share_value_order(found, bound) > 0 end, false))
$$;
revoke execute on function share_value_order, share_row_fits from public;
grant execute on function share_value_order, share_row_fits to qunce_app, qunce_system;

-- What the actor's unit may see under an agreement in force, after a row: of rows that fit it at a revision of the holding,
-- or, of those changed since an earlier one, also what they were then where they fitted it. Only agreed items, and those that
-- its conditions ask about; masks are put on by the server. This is the only way to another unit's rows.
create function shared_rows(which uuid, filters jsonb, since bigint, upto bigint, after integer, most integer)
returns table (number integer, content jsonb, before jsonb)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  a share_agreement;
  conditions jsonb;
  needed text[];
begin
  select * into a from share_agreement where id = which;
  if a.id is null or not actor_may('sharing.use') or a.recipient_id is distinct from actor_organization_id()
    or not share_in_force(a, day_in_china()) or since > 0 and a.access <> 'subscription'
    or not exists (select from resource_version v where v.resource_id = a.resource_id and v.state = 'published')
  then
    raise exception 'Data are used under an agreement in force, by its recipient.' using errcode = 'insufficient_privilege';
  end if;
  conditions := (a.terms -> 'rows') || filters;
  select coalesce(array_agg(item), '{}') into needed from (
    select jsonb_array_elements_text(a.terms -> 'items') as item
    except select m.key from jsonb_each(a.terms -> 'masks') m where m.value ->> 'kind' = 'hide'
    union select c ->> 'item' from jsonb_array_elements(conditions) c) n;
  return query
    select r.number, shown.now, shown.was
    from resource_row r
      left join lateral (select p.content from resource_row_past p
        where r.revision > upto and p.resource_id = r.resource_id and p.number = r.number
          and p.until > upto and p.revision <= upto and not p.removed) old on true
      left join lateral (select p.content from resource_row_past p
        where since > 0 and p.resource_id = r.resource_id and p.number = r.number
          and p.until > since and p.revision <= since and not p.removed) earlier on true
      cross join lateral (select
        case when r.revision > upto then old.content when not r.removed then r.content end as now) standing
      cross join lateral (select
        case when share_row_fits(standing.now, conditions) then share_items(standing.now, needed) end as now,
        case when share_row_fits(earlier.content, conditions) then share_items(earlier.content, needed) end as was) shown
    where r.resource_id = a.resource_id and r.number > after and r.revision > since
      and (shown.now is not null or shown.was is not null)
    order by r.number
    limit most;
end $$;

create function share_items(content jsonb, needed text[]) returns jsonb
language sql immutable parallel safe as $$
  select coalesce(jsonb_object_agg(item, content -> item), '{}') from unnest(needed) item where content ? item
$$;
revoke execute on function shared_rows, share_items from public;
grant execute on function shared_rows to qunce_app;

-- How much resources are used, for everybody who reads the catalogue: how many agreements are in force, how often data were
-- handed over in thirty days, and when last. Who used them is their owner's to read.
create function resource_use(which uuid[]) returns table (resource_id uuid, agreements integer, reads integer, last_used_on date)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform actor_must('catalogue.read');
  return query
    select r.id,
      (select count(*)::integer from share_agreement a where a.resource_id = r.id and share_in_force(a, day_in_china())),
      (select count(*)::integer from share_use u where u.resource_id = r.id and u.refused is null
        and u.at >= clock_now() - interval '30 days'),
      (select (max(u.at) at time zone 'Asia/Shanghai')::date from share_use u where u.resource_id = r.id and u.refused is null)
    from resource r where r.id = any (which) and r.code is not null;
end $$;
revoke execute on function resource_use from public;
grant execute on function resource_use to qunce_app;

-- Since when the data of an agreement are there: since its provider said so, or since they can be read here.
create function share_provided_at(which uuid) returns timestamptz
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(a.provided_at, (select greatest(a.at, r.at) from holding_revision r
    where r.resource_id = a.resource_id order by r.revision limit 1))
  from share_agreement a where a.id = which
$$;
revoke execute on function share_provided_at from public;
grant execute on function share_provided_at to qunce_app, qunce_system;
