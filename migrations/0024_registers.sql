-- Shared registers (共享名录): lists that the members of a cluster fill from their own organizations and search together
-- (instruments, parks, talents …). What a register holds is data, not code: a JSON Schema, in versions. An entry is one
-- organization's; it is drafted, published and withdrawn, and every version stays. Fields that a schema calls private
-- (x-private) lie apart, for the owner and the office alone.

insert into permission_grant (role, permission)
select role, permission
from (values
  ('office',     array['registry.read', 'registry.write', 'registry.configure']),
  ('department', array['registry.read', 'registry.write']),
  ('city',       array['registry.read', 'registry.write']),
  ('leader',     array['registry.read'])
) as matrix (role, permissions), unnest(permissions) as permission;

create table registry (
  code         text primary key check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  version      integer not null default 0,               -- the newest of registry_version
  entry_count  bigint not null default 0,                -- how many are published: kept by the rows of registry_listing
  created_at   timestamptz(3) not null default clock_now()
);

-- How a register was configured at a time. Nothing of it changes: another wording is a further version.
create table registry_version (
  registry_code      text not null references registry (code),
  number             integer not null check (number > 0),
  name               text not null check (name <> ''),
  name_en            text not null check (name_en <> ''),
  description        text not null default '',
  description_en     text not null default '',
  schema             json not null                       -- json, not jsonb: its fields keep their order
                       check (json_typeof(schema -> 'properties') = 'object' and octet_length(schema::text) <= 131072),
  at                 timestamptz(3) not null default clock_now(),
  user_id            text,                               -- null: as it came with the software
  user_name          text,
  organization_id    uuid references organization (id),
  organization_name  text,
  primary key (registry_code, number)
);

create table registry_entry (
  id               uuid primary key,
  registry_code    text not null references registry (code),
  organization_id  uuid not null references organization (id),  -- the owner: it alone writes the entry
  key              text,                                 -- by what the owner's entries are told apart (x-key), of the newest version
  published_at     timestamptz(3),                       -- for the first time; null: a draft that only its owner sees
  created_at       timestamptz(3) not null default clock_now(),
  unique (registry_code, organization_id, key)
);

-- draft (its owner's alone, may change) -> published (frozen) -> replaced by the next version, or withdrawn.
create table registry_entry_version (
  entry_id          uuid not null references registry_entry (id),
  number            integer not null check (number > 0),
  schema_version    integer not null,                    -- under which version of the register it was written
  content           jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 262144),
  state             text not null default 'draft' check (state in ('draft', 'published', 'replaced', 'withdrawn')),
  revision          integer not null default 1,
  published_at      timestamptz(3),
  withdrawn_at      timestamptz(3),
  withdrawn_reason  text check (withdrawn_reason <> ''),
  at                timestamptz(3) not null default clock_now(),
  user_id           text not null,
  user_name         text not null,
  organization_id   uuid not null references organization (id),
  organization_name text not null,
  primary key (entry_id, number),
  check ((state = 'draft') = (published_at is null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null) and (state = 'withdrawn') = (withdrawn_reason is not null))
);
create unique index registry_entry_version_draft on registry_entry_version (entry_id) where state = 'draft';
create unique index registry_entry_version_published on registry_entry_version (entry_id) where state = 'published';
create index registry_entry_version_own on registry_entry_version (organization_id, at desc) where state = 'draft';

-- What of a version is private. It is frozen with it.
create table registry_entry_private (
  entry_id         uuid not null,
  number           integer not null,
  organization_id  uuid not null references organization (id),
  content          jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 65536),
  primary key (entry_id, number),
  foreign key (entry_id, number) references registry_entry_version (entry_id, number) on delete cascade
);

-- What is published, as lists show and search it: its public fields, with the defaults of the newest schema for those it
-- has not; the words that are searched in one width and case, and hashes of their pairs of characters. Kept by triggers.
create table registry_listing (
  entry_id         uuid primary key references registry_entry (id),
  registry_code    text not null,
  organization_id  uuid not null references organization (id),
  schema_version   integer not null,
  content          jsonb not null,
  folded           text not null,
  pairs            integer[] not null,
  published_at     timestamptz(3) not null
);
create index registry_listing_order on registry_listing (registry_code, published_at desc, entry_id);
create index registry_listing_pairs on registry_listing using gin (pairs);

-- What a search over the region shows. `node` names where an entry of another node was written; null: here.
create view registry_entry_shown with (security_invoker = true) as
  select l.registry_code, l.entry_id, l.organization_id, o.name as organization_name, null::text as node, l.schema_version,
    l.content, l.folded, l.pairs, l.published_at
  from registry_listing l join organization o on o.id = l.organization_id;

call protect_table('registry');
call protect_table('registry_version');
call protect_table('registry_entry');
call protect_table('registry_entry_version');
call protect_table('registry_entry_private');
call protect_table('registry_listing');
call sign_itself('registry_version');
call sign_itself('registry_entry_version');
grant select on registry_entry_shown to qunce_app, qunce_system;

-- Pure parts ----------------------------------------------------------------------------------------------------------------

-- The fields of a schema that are private.
create function registry_private_fields(schema jsonb) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(field), '{}') from jsonb_each(schema -> 'properties') as p (field, said)
  where said ->> 'x-private' = 'true'
$$;

-- By what an owner's entries are told apart: the values of x-key, one to a line.
create function registry_key(schema jsonb, content jsonb) returns text language sql immutable parallel safe as $$
  select string_agg(coalesce(content ->> field, ''), chr(10) order by place)
  from jsonb_array_elements_text(schema -> 'x-key') with ordinality as k (field, place)
$$;

-- The content with the defaults of the schema for what it does not say.
create function registry_filled(schema jsonb, content jsonb) returns jsonb language sql immutable parallel safe as $$
  select coalesce((select jsonb_object_agg(field, said -> 'default') from jsonb_each(schema -> 'properties') as p (field, said)
    where said ? 'default' and coalesce(said ->> 'x-private', 'false') <> 'true' and not content ? field), '{}') || content
$$;

-- A value as it is searched: an option by its words in both languages, anything else as it is written.
create function registry_value_words(said jsonb, held jsonb) returns text language sql immutable parallel safe as $$
  select coalesce(
    (select (one.option ->> 'title') || ' ' || coalesce(one.option ->> 'x-title-en', '')
      from jsonb_array_elements(said -> 'oneOf') as one (option) where one.option -> 'const' = held limit 1),
    held #>> '{}')
$$;

-- All that a search looks through: fields with x-search, of sub-tables too. Never a private one.
create function registry_words(schema jsonb, content jsonb) returns text language sql immutable parallel safe as $$
  with field as (
    select said, content -> name as value from jsonb_each(schema -> 'properties') as p (name, said)
    where content ? name and coalesce(said ->> 'x-private', 'false') <> 'true'
  ), words as (
    select registry_value_words(said, value) as word from field
      where said ->> 'x-search' = 'true' and said ->> 'type' <> 'array'
    union all
    select registry_value_words(said -> 'items', one) from field, jsonb_array_elements(value) one
      where said ->> 'x-search' = 'true' and said ->> 'type' = 'array' and said -> 'items' ->> 'type' <> 'object'
    union all
    select registry_value_words(inner_said, one -> inner_name)
      from field, jsonb_array_elements(value) one, jsonb_each(said -> 'items' -> 'properties') as p (inner_name, inner_said)
      where said ->> 'type' = 'array' and said -> 'items' ->> 'type' = 'object'
        and inner_said ->> 'x-search' = 'true' and one ? inner_name
  )
  select coalesce(string_agg(word, chr(10)), '') from words
$$;

-- Who sees and changes what ---------------------------------------------------------------------------------------------------

grant select on registry, registry_version, registry_listing to qunce_app;
grant insert (code) on registry to qunce_app;
grant insert on registry_version to qunce_app;
grant select, delete on registry_entry, registry_entry_version, registry_entry_private to qunce_app;
grant insert (id, registry_code, organization_id) on registry_entry to qunce_app;
grant insert on registry_entry_version, registry_entry_private to qunce_app;
grant update (content, schema_version, state, revision, withdrawn_reason) on registry_entry_version to qunce_app;
grant update (content) on registry_entry_private to qunce_app;

create policy reader_sees on registry for select to qunce_app using ((select actor_may('registry.read')));
create policy office_adds on registry for insert to qunce_app with check ((select actor_may('registry.configure')));
create policy reader_sees on registry_version for select to qunce_app using ((select actor_may('registry.read')));
create policy office_adds on registry_version for insert to qunce_app with check (
  (select actor_may('registry.configure')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id()));
create trigger added_only before update or delete on registry_version for each row execute function refuse_change();
create policy reader_sees on registry_listing for select to qunce_app using ((select actor_may('registry.read')));

create policy reader_sees on registry_entry for select to qunce_app using (
  ((select actor_may('registry.read')) and published_at is not null)
  or ((select actor_may('registry.write')) and organization_id = (select actor_organization_id())));
create policy owner_adds on registry_entry for insert to qunce_app with check (
  (select actor_may('registry.write')) and organization_id = (select actor_organization_id()));
create policy owner_discards on registry_entry for delete to qunce_app using (
  (select actor_may('registry.write')) and published_at is null and organization_id = (select actor_organization_id()));

create policy reader_sees on registry_entry_version for select to qunce_app using (
  ((select actor_may('registry.read')) and state <> 'draft')
  or ((select actor_may('registry.write')) and organization_id = (select actor_organization_id())));
create policy owner_adds on registry_entry_version for insert to qunce_app with check (
  (select actor_may('registry.write')) and state = 'draft' and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id()));
create policy owner_changes on registry_entry_version for update to qunce_app
  using ((select actor_may('registry.write')) and organization_id = (select actor_organization_id()))
  with check (organization_id = (select actor_organization_id()));
create policy owner_discards on registry_entry_version for delete to qunce_app using (
  (select actor_may('registry.write')) and state = 'draft' and organization_id = (select actor_organization_id()));

create policy owner_sees on registry_entry_private for select to qunce_app using (
  ((select actor_may('registry.write')) and organization_id = (select actor_organization_id()))
  or ((select actor_may('registry.configure')) and exists (select from registry_entry_version v
    where v.entry_id = registry_entry_private.entry_id and v.number = registry_entry_private.number and v.state <> 'draft')));
create policy owner_adds on registry_entry_private for insert to qunce_app with check (
  (select actor_may('registry.write')) and organization_id = (select actor_organization_id()));
create policy owner_changes on registry_entry_private for update to qunce_app
  using ((select actor_may('registry.write')) and organization_id = (select actor_organization_id()))
  with check (organization_id = (select actor_organization_id()));
create policy owner_discards on registry_entry_private for delete to qunce_app using (
  (select actor_may('registry.write')) and organization_id = (select actor_organization_id()));

-- Versions of a register follow each other; what was private stays private, and what was public public: else a further
-- version would show contacts to everybody. By what entries are told apart stays as it is.
create function guard_registry_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from registry where code = new.registry_code for no key update;
  if new.number <> 1 + (select version from registry where code = new.registry_code) then
    raise exception 'A version of a register follows the last one.' using errcode = 'insufficient_privilege';
  end if;
  if exists (
      select from registry_version o, jsonb_each((o.schema -> 'properties')::jsonb) before
        join jsonb_each((new.schema -> 'properties')::jsonb) after on after.key = before.key
      where o.registry_code = new.registry_code
        and coalesce(before.value ->> 'x-private', 'false') <> coalesce(after.value ->> 'x-private', 'false'))
    or exists (select from registry_version o where o.registry_code = new.registry_code
        and (o.schema -> 'x-key')::jsonb is distinct from (new.schema -> 'x-key')::jsonb) then
    raise exception 'Whether a field is private, and what tells entries apart, stays as it is.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function guard_registry_version from public;
create trigger guarded before insert on registry_version for each row execute function guard_registry_version();

-- Rows of registry_listing for some entries of a register, as they follow from what is published.
create function refresh_registry_listing(which text, ones uuid[]) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into registry_listing as l (entry_id, registry_code, organization_id, schema_version, content, folded, pairs, published_at)
    select e.id, e.registry_code, e.organization_id, v.schema_version, c.content, f.folded, search_pairs(f.folded), v.published_at
    from registry r join registry_version s on s.registry_code = r.code and s.number = r.version
      -- One entry after the other by its key, whatever the statistics say of how many are published.
      cross join unnest(ones) as one (id)
      cross join lateral (select x.* from registry_entry x where x.id = one.id and x.registry_code = r.code offset 0) e
      cross join lateral (select x.* from registry_entry_version x where x.entry_id = e.id and x.state = 'published' offset 0) v
      join organization o on o.id = e.organization_id
      cross join lateral (select registry_filled(s.schema::jsonb, v.content) as content offset 0) c
      cross join lateral (select search_fold(registry_words(s.schema::jsonb, c.content) || chr(10) || o.name) as folded offset 0) f
    where r.code = which
  on conflict (entry_id) do update set schema_version = excluded.schema_version, content = excluded.content,
    folded = excluded.folded, pairs = excluded.pairs, published_at = excluded.published_at
$$;
revoke execute on function refresh_registry_listing from public;

create function registry_configured() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update registry set version = new.number where code = new.registry_code;
  perform refresh_registry_listing(new.registry_code, array(select id from registry_entry where registry_code = new.registry_code));
  return null;
end $$;
revoke execute on function registry_configured from public;
create trigger configured after insert on registry_version for each row execute function registry_configured();

-- Versions of an entry follow each other without a gap. What was published stays word for word; the version that stood
-- before is replaced in the same moment. No private field is among the public ones.
create function guard_registry_entry_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  entry registry_entry;
  its_schema jsonb;
begin
  if tg_op = 'DELETE' then
    if old.state <> 'draft' then
      raise exception 'What was published is kept.' using errcode = 'insufficient_privilege';
    end if;
    return old;
  end if;
  select * into entry from registry_entry where id = new.entry_id for no key update;
  if entry.organization_id is distinct from new.organization_id then
    raise exception 'An entry is written by its owner.' using errcode = 'insufficient_privilege';
  end if;
  select s.schema::jsonb into its_schema from registry_version s
    where s.registry_code = entry.registry_code and s.number = new.schema_version;
  if its_schema is null or new.content ?| registry_private_fields(its_schema) then
    raise exception 'The content is not as its register has it.' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'draft' or new.number <> 1 + coalesce(
        (select max(v.number) from registry_entry_version v where v.entry_id = new.entry_id), 0) then
      raise exception 'A version begins as a draft, behind the last one.' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if (new.entry_id, new.number) is distinct from (old.entry_id, old.number)
    or old.state <> 'draft' and (new.content, new.schema_version) is distinct from (old.content, old.schema_version)
    or old.state = 'withdrawn' and new.withdrawn_reason is distinct from old.withdrawn_reason then
    raise exception 'What was published never changes.' using errcode = 'insufficient_privilege';
  end if;
  if new.state = old.state or old.state = 'published' and new.state = 'replaced' and pg_trigger_depth() > 1 then
    return new;
  end if;
  if old.state = 'draft' and new.state = 'published' then
    -- Who configures the register holds the same key alone, so that what stands was looked at under what it says now.
    perform pg_advisory_xact_lock_shared(hashtextextended('once registry ' || entry.registry_code, 0));
    if new.schema_version <> (select version from registry where code = entry.registry_code) then
      raise exception 'What is published is as the register is now.' using errcode = 'insufficient_privilege';
    end if;
    update registry_entry_version set state = 'replaced' where entry_id = new.entry_id and state = 'published';
    new.published_at := clock_now();
  elsif old.state = 'published' and new.state = 'withdrawn' then
    new.withdrawn_at := clock_now();
  else
    raise exception 'From % to % a version does not go.', old.state, new.state using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function guard_registry_entry_version from public;
create trigger guarded before insert or update or delete on registry_entry_version
  for each row execute function guard_registry_entry_version();

-- What follows from a version: the key of the entry, when it was published first, its row in the lists.
create function registry_entry_moved() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  which uuid := coalesce(new.entry_id, old.entry_id);
begin
  update registry_entry e set
      key = (select registry_key(s.schema::jsonb, v.content) from registry_entry_version v join registry_version s
          on s.registry_code = e.registry_code and s.number = v.schema_version
        where v.entry_id = e.id order by v.number desc limit 1),
      published_at = coalesce(e.published_at, case when new.state = 'published' then new.published_at end)
    where e.id = which;
  if new.state = 'published' and old.state is distinct from 'published' then
    perform refresh_registry_listing((select registry_code from registry_entry where id = which), array[which]);
  elsif old.state = 'published' and new.state = 'withdrawn' then
    delete from registry_listing where entry_id = which;
  end if;
  return null;
end $$;
revoke execute on function registry_entry_moved from public;
create trigger moved after insert or update or delete on registry_entry_version
  for each row execute function registry_entry_moved();

-- How many entries are published: one sum for each statement, so that an import does not count them one by one.
create function count_registry_listing() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update registry r set entry_count = entry_count + c.n
      from (select registry_code, count(*) as n from changed group by 1) c where c.registry_code = r.code;
  else
    update registry r set entry_count = entry_count - c.n
      from (select registry_code, count(*) as n from changed group by 1) c where c.registry_code = r.code;
  end if;
  return null;
end $$;
revoke execute on function count_registry_listing from public;
create trigger counted_in after insert on registry_listing referencing new table as changed
  for each statement execute function count_registry_listing();
create trigger counted_out after delete on registry_listing referencing old table as changed
  for each statement execute function count_registry_listing();

-- What is private changes only with its draft, and holds private fields alone.
create function guard_registry_entry_private() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  its_schema jsonb;
begin
  select s.schema::jsonb into its_schema from registry_entry e
    join registry_entry_version v on v.entry_id = e.id and v.number = coalesce(new.number, old.number) and v.state = 'draft'
    join registry_version s on s.registry_code = e.registry_code and s.number = v.schema_version
    where e.id = coalesce(new.entry_id, old.entry_id) and e.organization_id = coalesce(new.organization_id, old.organization_id);
  if tg_op = 'DELETE' then
    if its_schema is null and exists (select from registry_entry_version v where v.entry_id = old.entry_id and v.number = old.number) then
      raise exception 'What was published is kept.' using errcode = 'insufficient_privilege';
    end if;
    return old;
  end if;
  if its_schema is null
    or exists (select from jsonb_object_keys(new.content) as k (field) where not field = any (registry_private_fields(its_schema))) then
    raise exception 'What is private belongs to a draft, and is what its register calls private.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function guard_registry_entry_private from public;
create trigger guarded before insert or update or delete on registry_entry_private
  for each row execute function guard_registry_entry_private();

-- Which published entries of a register hold every term. With its own rights, because the planner may not use the index on
-- pairs below a row-level policy; it asks the permission itself.
create function search_registry(which text, terms text[]) returns setof uuid
language plpgsql stable security definer rows 500 set search_path = pg_catalog, public, pg_temp as $$
declare
  wanted integer[];
begin
  if not actor_may('registry.read') then
    return;
  end if;
  select coalesce(array_agg(distinct pair), '{}') into wanted
    from unnest(terms) term cross join lateral unnest(search_pairs(term)) pair;
  return query
    select s.entry_id from registry_entry_shown s
    where s.pairs @> wanted and s.registry_code = which
      and not exists (select from unnest(terms) term where position(term in s.folded) = 0);
end $$;
revoke execute on function search_registry from public;
grant execute on function search_registry to qunce_app, qunce_system;
