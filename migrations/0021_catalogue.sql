-- The catalogue of data resources (数据资源目录): what each organization holds, in the fields of the national guide to
-- catalogues of government information resources (发改高技〔2017〕1272号). A resource is entered as a draft, published, and
-- withdrawn; every version stays. Its code is issued once, by the database, with its first publication.

insert into permission_grant (role, permission)
select role, permission
from (values
  ('office',     array['catalogue.read', 'catalogue.compile', 'catalogue.publish']),
  ('department', array['catalogue.read', 'catalogue.compile', 'catalogue.publish']),
  ('city',       array['catalogue.read', 'catalogue.compile', 'catalogue.publish']),
  ('leader',     array['catalogue.read'])
) as matrix (role, permissions), unnest(permissions) as permission;

-- Who provides resources, and its number among the providers of its jurisdiction: a part of their codes.
create table resource_provider (
  organization_id  uuid primary key references organization (id),
  place            char(6) not null,                           -- where it was when it was entered; 000000 where not known
  number           smallint not null check (number between 1 and 999),
  credit_code      text unique check (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),  -- 统一社会信用代码; null: not told yet
  unique (place, number)
);

create table resource (
  id               uuid primary key,
  organization_id  uuid not null references organization (id),   -- the provider (提供方)
  code             text unique check (code ~ '^[123][0-9]{5}/[0-9]{14}$'),  -- null until it is published for the first time
  own_code         text check (own_code <> ''),                  -- what an inventory of before calls it
  refreshed_on     date,                                         -- the last update that is on record
  due_on           date,                                         -- by when the next one is promised; null: nothing is, or it is not in the catalogue
  created_at       timestamptz(3) not null default clock_now(),
  unique (organization_id, own_code)
);

-- The serial number of a code counts for each provider and class.
create table resource_serial (
  organization_id  uuid not null references organization (id),
  class_code       char(6) not null,
  last             integer not null,
  primary key (organization_id, class_code)
);

-- Words that a search looks through.
create function resource_words(content jsonb) returns text language sql immutable parallel safe as $$
  select lower((content ->> 'name') || chr(10) || (content ->> 'abstract') || chr(10) || (content ->> 'formatDetail')
    || coalesce((select string_agg(chr(10) || keyword, '') from jsonb_array_elements_text(content -> 'keywords') keyword), '')
    || coalesce((select string_agg(chr(10) || (item ->> 'name'), '') from jsonb_array_elements(content -> 'items') item), ''))
$$;

-- What the guide demands of an entry, as far as the law rests on it: nothing is withheld without its basis in law, nothing
-- is conditional without its condition. The rule for people, field by field, is src/exchange/catalogue/rules/gaps.ts.
create function resource_may_stand(content jsonb) returns boolean language sql immutable parallel safe as $$
  select coalesce(
    content ->> 'classCode' ~ '^[123][0-9]{5}$' and content ->> 'abstract' <> '' and content ->> 'format' is not null
      and content ->> 'updatePeriod' is not null
      and case content ->> 'isOpen' when 'true' then content ->> 'openCondition' <> '' when 'false' then true end
      and case content ->> 'sharingType'
        when 'unconditional' then jsonb_array_length(content -> 'sharingModes') > 0
        when 'conditional' then content ->> 'sharingCondition' <> '' and jsonb_array_length(content -> 'sharingModes') > 0
        when 'none' then content ->> 'legalBasis' <> '' and content ->> 'isOpen' = 'false' end,
    false)
$$;

-- draft (its compilers' alone, may change) -> published (frozen) -> replaced by the next version, or withdrawn.
create table resource_version (
  resource_id       uuid not null references resource (id),
  number            integer not null check (number > 0),
  content           jsonb not null check (jsonb_typeof(content) = 'object' and content ->> 'name' <> ''),  -- rules/content.ts
  state             text not null default 'draft' check (state in ('draft', 'published', 'replaced', 'withdrawn')),
  revision          integer not null default 1,
  name              text not null generated always as (content ->> 'name') stored,
  words             text not null generated always as (resource_words(content)) stored,
  published_at      timestamptz(3),
  withdrawn_at      timestamptz(3),
  withdrawn_reason  text check (withdrawn_reason <> ''),
  at                timestamptz(3) not null default clock_now(),
  user_id           text not null,
  user_name         text not null,
  organization_id   uuid not null references organization (id),   -- who wrote it
  organization_name text not null,
  primary key (resource_id, number),
  check (state = 'draft' or resource_may_stand(content)),
  check ((state = 'draft') = (published_at is null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null) and (state = 'withdrawn') = (withdrawn_reason is not null))
);
create unique index resource_version_draft on resource_version (resource_id) where state = 'draft';
create unique index resource_version_published on resource_version (resource_id) where state = 'published';
create index resource_version_order on resource_version (at desc, resource_id);

-- An update of the data themselves, as their provider records it: what a promised period is held against.
create table resource_refresh (
  id                uuid primary key,
  resource_id       uuid not null references resource (id),
  refreshed_on      date not null,
  note              text not null default '',
  at                timestamptz(3) not null default clock_now(),
  user_id           text not null,
  user_name         text not null,
  organization_id   uuid not null references organization (id),
  organization_name text not null
);
create index resource_refresh_resource on resource_refresh (resource_id, refreshed_on desc);

-- Who sees and changes what -----------------------------------------------------------------------------------------------

call protect_table('resource_provider');
call protect_table('resource');
call protect_table('resource_serial');
call protect_table('resource_version');
call protect_table('resource_refresh');
call sign_itself('resource_version');
call sign_itself('resource_refresh');

-- For whom the actor keeps the catalogue: its own organization, and, for who coordinates a cluster, those of its members.
-- What is asked of the actor is asked once, and not of every organization that there is.
create function actor_compiled_units() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select case when actor_may('catalogue.compile') or actor_may('catalogue.publish') then coalesce((
    select array_agg(o.id) from organization o
    where o.state <> 'merged' and (o.id = (select actor_organization_id())
      or o.jurisdiction_code::text like any ((select actor_coordinated_places())::text[]))), '{}') else '{}' end
$$;
revoke execute on function actor_compiled_units from public;
grant execute on function actor_compiled_units to qunce_app, qunce_system;

grant select, delete on resource, resource_version to qunce_app;
grant insert (id, organization_id, own_code), update (own_code) on resource to qunce_app;
grant insert on resource_version to qunce_app;
grant update (content, state, revision, withdrawn_reason) on resource_version to qunce_app;
grant select, insert on resource_refresh to qunce_app;
grant select on resource_provider to qunce_app;
grant update (credit_code) on resource_provider to qunce_app;

-- What was published once is in the catalogue for everybody who reads it; what never was is its compilers' alone.
create policy reader_sees on resource for select to qunce_app using (
  ((select actor_may('catalogue.read')) and code is not null)
  or organization_id = any ((select actor_compiled_units())::uuid[]));
create policy compiler_adds on resource for insert to qunce_app with check (
  (select actor_may('catalogue.compile')) and code is null
  and organization_id = any ((select actor_compiled_units())::uuid[]));
create policy compiler_changes on resource for update to qunce_app
  using ((select actor_may('catalogue.compile')) and organization_id = any ((select actor_compiled_units())::uuid[]))
  with check (organization_id = any ((select actor_compiled_units())::uuid[]));
create policy compiler_discards on resource for delete to qunce_app using (
  (select actor_may('catalogue.compile')) and code is null
  and organization_id = any ((select actor_compiled_units())::uuid[]));

create policy reader_sees on resource_version for select to qunce_app using (
  ((select actor_may('catalogue.read')) and state <> 'draft')
  or resource_id in (select r.id from resource r where r.organization_id = any ((select actor_compiled_units())::uuid[])));
create policy compiler_adds on resource_version for insert to qunce_app with check (
  (select actor_may('catalogue.compile')) and state = 'draft' and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id())
  and resource_id in (select r.id from resource r where r.organization_id = any ((select actor_compiled_units())::uuid[])));
create policy compiler_changes on resource_version for update to qunce_app
  using (resource_id in (select r.id from resource r where r.organization_id = any ((select actor_compiled_units())::uuid[])))
  with check (resource_id in (select r.id from resource r where r.organization_id = any ((select actor_compiled_units())::uuid[])));
create policy compiler_discards on resource_version for delete to qunce_app using (
  (select actor_may('catalogue.compile')) and state = 'draft'
  and resource_id in (select r.id from resource r where r.organization_id = any ((select actor_compiled_units())::uuid[])));

create policy reader_sees on resource_refresh for select to qunce_app using (
  (select actor_may('catalogue.read')) and resource_id in (select r.id from resource r));
create policy compiler_adds on resource_refresh for insert to qunce_app with check (
  (select actor_may('catalogue.compile')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id())
  and resource_id in (select r.id from resource r where r.organization_id = any ((select actor_compiled_units())::uuid[])));
create trigger added_only before update or delete on resource_refresh for each row execute function refuse_change();

create policy reader_sees on resource_provider for select to qunce_app using ((select actor_may('catalogue.read')));
create policy compiler_changes on resource_provider for update to qunce_app
  using ((select actor_may('catalogue.compile')) and organization_id = any ((select actor_compiled_units())::uuid[]))
  with check (organization_id = any ((select actor_compiled_units())::uuid[]));

-- A provider is entered with its first resource; those of one place are numbered one after the other.
create function enter_provider(which uuid) returns resource_provider
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  provider resource_provider;
  its_place char(6);
begin
  select * into provider from resource_provider where organization_id = which;
  if not found then
    select coalesce(jurisdiction_code, '000000') into its_place from organization where id = which;
    perform pg_advisory_xact_lock(hashtextextended('resource provider ' || its_place, 0));
    if exists (select from resource_provider p where p.place = its_place and p.number = 999) then
      raise exception 'All 999 numbers of providers at % are given out.', its_place
        using errcode = 'check_violation', constraint = 'resource_providers_used_up';
    end if;
    insert into resource_provider (organization_id, place, number)
      select which, its_place, 1 + coalesce(max(p.number), 0) from resource_provider p where p.place = its_place
      on conflict (organization_id) do nothing;
    select * into provider from resource_provider where organization_id = which;
  end if;
  return provider;
end $$;
revoke execute on function enter_provider from public;

create function resource_entered() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform enter_provider(new.organization_id);
  return null;
end $$;
revoke execute on function resource_entered from public;
create trigger entered after insert on resource for each row execute function resource_entered();

-- The day by which the next update is promised: a period after the last one, or the last day of a month that is shorter.
-- Null where nothing is promised. What is shared in real time is on record once a day at least.
create function resource_due_on(period text, since date) returns date language sql immutable parallel safe as $$
  select (since + case period
    when 'realTime' then interval '1 day' when 'daily' then interval '1 day' when 'weekly' then interval '7 days'
    when 'monthly' then interval '1 month' when 'quarterly' then interval '3 months'
    when 'halfYearly' then interval '6 months' when 'yearly' then interval '1 year' end)::date
$$;

-- Only publishing gives a code, and nothing takes one away; only publishing, withdrawing and updates move its days.
create function guard_resource() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if num_nonnulls(new.code, new.refreshed_on, new.due_on) > 0 then
      raise exception 'A code is issued with the first publication, and its days come with it.' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if tg_op = 'DELETE' then
    if old.code is not null then
      raise exception 'What was published stays in the catalogue.' using errcode = 'insufficient_privilege';
    end if;
    return old;
  end if;
  if (new.id, new.organization_id, new.created_at) is distinct from (old.id, old.organization_id, old.created_at)
    or new.code is distinct from old.code and (old.code is not null or pg_trigger_depth() < 2) then
    raise exception 'A resource keeps its provider and its code.' using errcode = 'insufficient_privilege';
  end if;
  if (new.refreshed_on, new.due_on) is distinct from (old.refreshed_on, old.due_on) and pg_trigger_depth() < 2 then
    raise exception 'The days of a resource follow from its updates.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function guard_resource from public;
create trigger guarded before insert or update or delete on resource for each row execute function guard_resource();

-- 类 (1), 项 (2), 目 (3) of the guide; then, as its serial code, the provider (its place and its number there) and how many
-- of this class it has published. Who publishes at once waits for the counter's row.
create function issue_resource_code(which uuid, class_code text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  provider resource_provider;
  serial integer;
begin
  select * into provider from enter_provider((select r.organization_id from resource r where r.id = which));
  insert into resource_serial as s (organization_id, class_code, last)
    values (provider.organization_id, issue_resource_code.class_code, 1)
    on conflict on constraint resource_serial_pkey do update set last = s.last + 1
    returning s.last into serial;
  if serial > 99999 then
    raise exception 'All 99999 codes of the class % are given out for this provider.', class_code
      using errcode = 'check_violation', constraint = 'resource_codes_used_up';
  end if;
  return class_code || '/' || provider.place || lpad(provider.number::text, 3, '0') || lpad(serial::text, 5, '0');
end $$;
revoke execute on function issue_resource_code from public;

-- Versions follow each other without a gap. What was published stays word for word; who publishes it may; the version that
-- stood before is replaced in the same moment.
create function guard_resource_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform from resource where id = new.resource_id for no key update;
    if new.state <> 'draft' or new.number <> 1 + coalesce(
        (select max(v.number) from resource_version v where v.resource_id = new.resource_id), 0) then
      raise exception 'A version begins as a draft, behind the last one.' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if tg_op = 'DELETE' then
    if old.state <> 'draft' then
      raise exception 'What was published is kept.' using errcode = 'insufficient_privilege';
    end if;
    return old;
  end if;
  if (new.resource_id, new.number) is distinct from (old.resource_id, old.number)
    or old.state <> 'draft' and new.content is distinct from old.content
    or old.state = 'withdrawn' and new.withdrawn_reason is distinct from old.withdrawn_reason then
    raise exception 'What was published never changes.' using errcode = 'insufficient_privilege';
  end if;
  if new.state = old.state then
    if old.state = 'draft' and actor_user_id() is not null then
      perform actor_must('catalogue.compile');
    end if;
    return new;
  end if;
  if old.state = 'published' and new.state = 'replaced' and pg_trigger_depth() > 1 then
    return new;
  end if;
  if actor_user_id() is not null then
    perform actor_must('catalogue.publish');
  end if;
  if old.state = 'draft' and new.state = 'published' then
    perform from resource where id = new.resource_id for no key update;
    update resource_version set state = 'replaced' where resource_id = new.resource_id and state = 'published';
    -- A new version makes no data newer: the promise counts from the last update, or the first publication.
    update resource r set code = coalesce(r.code, issue_resource_code(r.id, new.content ->> 'classCode')),
        due_on = resource_due_on(new.content ->> 'updatePeriod', coalesce(r.refreshed_on, (
          select (coalesce(min(v.published_at), clock_now()) at time zone 'Asia/Shanghai')::date
          from resource_version v where v.resource_id = new.resource_id)))
      where r.id = new.resource_id;
    new.published_at := clock_now();
  elsif old.state = 'published' and new.state = 'withdrawn' then
    update resource set due_on = null where id = new.resource_id;
    new.withdrawn_at := clock_now();
  else
    raise exception 'From % to % a version does not go.', old.state, new.state using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function guard_resource_version from public;
create trigger guarded before insert or update or delete on resource_version
  for each row execute function guard_resource_version();

-- Updates are of what is in the catalogue, and were made: a day to come is none.
create function guard_resource_refresh() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.refreshed_on > (clock_now() at time zone 'Asia/Shanghai')::date then
    raise exception '% has not come yet.', new.refreshed_on using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from resource_version v where v.resource_id = new.resource_id and v.state = 'published') then
    raise exception 'Only what is published is kept up to date.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function guard_resource_refresh from public;
create trigger guarded before insert on resource_refresh for each row execute function guard_resource_refresh();

-- The promised period counts from the latest update.
create function count_resource_refresh() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update resource r set refreshed_on = new.refreshed_on,
      due_on = resource_due_on(v.content ->> 'updatePeriod', new.refreshed_on)
    from resource_version v
    where r.id = new.resource_id and v.resource_id = r.id and v.state = 'published'
      and (r.refreshed_on is null or r.refreshed_on < new.refreshed_on);
  return null;
end $$;
revoke execute on function count_resource_refresh from public;
create trigger counted after insert on resource_refresh for each row execute function count_resource_refresh();
