-- One blueprint (一张蓝图): layers of zones, lines and points of many plans in CGCS2000 (EPSG:4490, longitude first), how
-- each came to be (revisions), where two of them cannot both hold (conflicts), files on their way in (imports), and keys
-- by which another program reads. Two times: valid_from and valid_to say when a feature is in force; added_in and
-- removed_in, since and until which revision we knew of it. Rows of features are added; all that ever changes is that one
-- is removed, once.

insert into permission_grant (role, permission)
select role, permission
from (values
  ('office',     array['blueprint.read', 'blueprint.import', 'blueprint.decide']),
  ('department', array['blueprint.read', 'blueprint.import', 'blueprint.decide']),
  ('city',       array['blueprint.read', 'blueprint.import', 'blueprint.decide']),
  ('leader',     array['blueprint.read'])
) as matrix (role, permissions), unnest(permissions) as permission;

-- Layers and features --------------------------------------------------------------------------------------------------

create table blueprint_layer (
  id                 uuid primary key,
  kind               text not null check (kind in ('urban_space', 'agricultural_space', 'ecological_space',
                       'urban_boundary', 'permanent_farmland', 'ecological_red_line', 'sea_zone', 'coastline',
                       'nature_reserve', 'water_source', 'infrastructure', 'station', 'project_site')),
  name               text not null,
  jurisdiction_code  char(6) not null references jurisdiction (code),
  organization_id    uuid not null references organization (id),
  document_id        uuid references document (id),              -- the plan that designates it
  provision          text collate "C",                           -- address in its outline
  provision_label    text not null default '',
  quote              text not null default '',                   -- the sentence
  basis              text not null default '',                   -- a printed legal basis, where no document of ours is it
  audience           text not null check (audience in ('jurisdiction', 'cluster')),
  is_sample          boolean not null default false,
  version            integer not null default 1,                 -- of this row: the ETag
  revision           integer not null default 0,                 -- number of the newest revision; 0: empty as yet
  created_at         timestamptz(3) not null default clock_now(),
  updated_at         timestamptz(3) not null default clock_now(),
  withdrawn_at       timestamptz(3),
  withdrawn_reason   text,
  check (document_id is not null or basis <> ''),
  check (document_id is not null or provision is null),
  check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create index blueprint_layer_order on blueprint_layer (kind, name, id);
create index blueprint_layer_provision on blueprint_layer (document_id, provision) where document_id is not null;

-- One change of one layer. The number is given by the trigger below: 1, 2, 3 … within the layer.
create table blueprint_revision (
  id                 bigint generated always as identity primary key,
  layer_id           uuid not null references blueprint_layer (id),
  number             integer not null default 0,
  cause              text not null check (cause in ('import', 'edit', 'withdrawal', 'restoration')),
  reason             text not null check (reason <> ''),
  counts             jsonb not null,                             -- { added, changed, removed, unchanged, total }
  file_name          text,
  sha256             char(64),
  written_in         xid8 not null default pg_current_xact_id(), -- nothing is put into a revision later on
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  unique (layer_id, number),
  check ((file_name is null) = (sha256 is null)),
  check (cause <> 'import' or sha256 is not null)
);
create index blueprint_revision_at on blueprint_revision (layer_id, at);

create table blueprint_feature (
  layer_id    uuid not null references blueprint_layer (id),
  id          bigint generated always as identity,
  key         text not null check (key <> ''),                   -- the source's own id: the same thing in every revision
  name        text not null default '',
  class       text,                                              -- within its kind; null: the kind has none, or not known
  attributes  jsonb not null default '{}' check (jsonb_typeof(attributes) = 'object'),
  geometry    geometry (Geometry, 4490) not null,
  area_m2     double precision check (area_m2 >= 0),             -- on the ellipsoid; null: not an area
  length_m    double precision check (length_m >= 0),            -- of the geodesic; null: not a line
  vertices    integer not null check (vertices > 0),
  valid_from  date not null,
  valid_to    date,                                              -- last day in force; null: until further notice
  added_in    bigint not null references blueprint_revision (id),
  removed_in  bigint references blueprint_revision (id),
  primary key (layer_id, id),
  unique (id),
  check (valid_to is null or valid_from <= valid_to),
  check (removed_in is null or added_in < removed_in),
  check (geometrytype(geometry) in ('MULTIPOLYGON', 'MULTILINESTRING', 'POINT', 'MULTIPOINT') and st_ndims(geometry) = 2),
  check (not st_isempty(geometry) and st_isvalid(geometry)),
  check (st_xmin(geometry) >= 73 and st_xmax(geometry) <= 136 and st_ymin(geometry) >= 3 and st_ymax(geometry) <= 54),
  check ((geometrytype(geometry) = 'MULTIPOLYGON') = (area_m2 is not null)),
  check ((geometrytype(geometry) = 'MULTILINESTRING') = (length_m is not null))
);
create unique index blueprint_feature_key on blueprint_feature (layer_id, key, valid_from) where removed_in is null;
create index blueprint_feature_shape on blueprint_feature using gist (geometry) where removed_in is null;
create index blueprint_feature_history on blueprint_feature (layer_id, key, id);
create index blueprint_feature_added on blueprint_feature (added_in);
create index blueprint_feature_removed on blueprint_feature (removed_in) where removed_in is not null;

-- Conflicts ------------------------------------------------------------------------------------------------------------
-- What it is, is its rule and the two features' keys: a recheck finds the same one again, with its state and history.

create table blueprint_conflict (
  id                uuid primary key default gen_random_uuid(),
  rule              text not null,
  left_layer_id     uuid not null references blueprint_layer (id),
  left_key          text not null default '',                    -- '': the layer as a whole
  right_layer_id    uuid references blueprint_layer (id),        -- null: a rule of one layer (a gap, a share)
  right_key         text not null default '',
  geometry          geometry (Geometry, 4490),                   -- null: nothing to show (a share)
  area_m2           double precision not null default 0,
  width_m           double precision not null default 0,         -- 2 · area / perimeter
  facts             jsonb not null default '{}',                 -- what else the rule says: shares, places
  sliver            boolean not null default false,
  state             text not null default 'open' check (state in ('open', 'accepted', 'resolved')),
  accepted_area_m2  double precision,                            -- how large it was when it was accepted; kept while resolved
  revision          integer not null default 1,                  -- the ETag
  found_in          bigint references blueprint_revision (id),
  last_seen_in      bigint references blueprint_revision (id),
  found_at          timestamptz(3) not null default clock_now(),
  updated_at        timestamptz(3) not null default clock_now(),
  unique nulls not distinct (rule, left_layer_id, left_key, right_layer_id, right_key),
  check (state <> 'accepted' or accepted_area_m2 is not null),
  check (state <> 'open' or accepted_area_m2 is null)
);
create index blueprint_conflict_shape on blueprint_conflict using gist (geometry) where state <> 'resolved';
create index blueprint_conflict_right on blueprint_conflict (right_layer_id, right_key);
create index blueprint_conflict_left on blueprint_conflict (left_layer_id, left_key);
create index blueprint_conflict_order on blueprint_conflict (state, sliver, area_m2 desc, id);

create table blueprint_conflict_entry (
  id                 bigint generated always as identity primary key,
  conflict_id        uuid not null references blueprint_conflict (id),
  kind               text not null check (kind in ('found', 'changed', 'accepted', 'restored', 'reopened', 'resolved')),
  reason             text not null default '',
  area_m2            double precision not null,
  revision_id        bigint references blueprint_revision (id),  -- the change that brought it about
  at                 timestamptz(3) not null default clock_now(),
  user_id            text,                                       -- null: by itself
  user_name          text,
  organization_id    uuid,
  organization_name  text,
  check (num_nulls(user_id, user_name, organization_id, organization_name) in (0, 4)),
  check (kind <> 'accepted' or (user_id is not null and reason <> ''))
);
create index blueprint_conflict_entry_of on blueprint_conflict_entry (conflict_id, id);

-- Files on their way in, and keys ----------------------------------------------------------------------------------------

create table blueprint_import (
  id                 uuid primary key,
  file_name          text not null,
  sha256             char(64) not null,                          -- in the file store
  bytes              bigint not null,
  state              text not null default 'reading' check (state in ('reading', 'ready', 'refused', 'applied')),
  settings           jsonb not null default '{}',                -- layer of the file, CRS, encoding, columns: as a person chose
  progress           jsonb,                                      -- { step, done, of }
  found              jsonb,                                      -- what reading found
  problem            jsonb,                                      -- why it was refused
  layer_id           uuid references blueprint_layer (id),
  revision_id        bigint references blueprint_revision (id),
  reading            integer not null default 1,                 -- which reading this is: an older one that ends late is dropped
  at                 timestamptz(3) not null default clock_now(),
  updated_at         timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  check ((state = 'applied') = (revision_id is not null)),
  check ((state = 'refused') = (problem is not null)),
  check ((revision_id is null) = (layer_id is null))
);
create index blueprint_import_user on blueprint_import (user_id, at desc);

-- By a key another program (QGIS, GDAL) reads as one user acting for one organization. It opens what only reads.
create table service_key (
  id             uuid primary key,
  token_hash     char(64) not null unique,                       -- sha256 of the token: the token itself is nowhere
  name           text not null,
  user_id        text not null references auth_user (id),
  membership_id  uuid not null references membership (id),
  created_at     timestamptz(3) not null default clock_now(),
  revoked_at     timestamptz(3),
  last_used_at   timestamptz(3)
);
create index service_key_user on service_key (user_id) where revoked_at is null;

-- Who sees and changes what -------------------------------------------------------------------------------------------

call protect_table('blueprint_layer');
call protect_table('blueprint_revision');
call protect_table('blueprint_feature');
call protect_table('blueprint_conflict');
call protect_table('blueprint_conflict_entry');
call protect_table('blueprint_import');
call protect_table('service_key');

-- LIKE pattern of all codes within a jurisdiction: 450000 -> 45%, 450500 -> 4505%.
create function place_pattern(code text) returns text language sql immutable parallel safe as $$
  select case when code = '000000' then '%' else regexp_replace(code, '(0000|00)$', '') || '%' end
$$;

-- Patterns of the members, today, of the clusters that an organization coordinates: where it may write. What a member
-- lies in, its province or city as a whole, is not the cluster's to change.
create function coordinated_places(coordinator uuid) returns text[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(distinct place_pattern(m.jurisdiction_code)), '{}')
  from cluster c join cluster_member m on m.cluster_id = c.id
    cross join lateral (values ((clock_now() at time zone 'Asia/Shanghai')::date)) d (today)
  where c.coordinating_organization_id = coordinator
    and (m.valid_from is null or m.valid_from <= d.today) and (m.valid_to is null or m.valid_to >= d.today)
$$;
create function actor_coordinated_places() returns text[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coordinated_places(actor_organization_id())
$$;

-- The same to read: with the provinces and cities that the members lie in.
create function actor_overseen_places() returns text[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(distinct p.pattern), '{}')
  from cluster c join cluster_member m on m.cluster_id = c.id
    cross join lateral (values (place_pattern(m.jurisdiction_code)), (left(m.jurisdiction_code, 4) || '00'),
      (left(m.jurisdiction_code, 2) || '0000')) p (pattern)
  where c.coordinating_organization_id = actor_organization_id()
$$;

-- Whether a layer of an organization may be of a place: it lies within the organization's jurisdiction, or in a cluster
-- that it coordinates. A coordinating body entered for the whole country has the ground of its members, and no other.
create function may_be_of_place(organization_id uuid, place text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select place like any (coordinated_places(may_be_of_place.organization_id))
    or exists (select from organization o where o.id = may_be_of_place.organization_id
      and (o.jurisdiction_code <> '000000' or o.kind <> 'coordination_body')
      and place like place_pattern(o.jurisdiction_code))
$$;

-- Patterns of the places of every cluster that the actor's organization belongs to: it coordinates it, or its
-- jurisdiction is a member, lies in one, or holds one. What speaks for a member's province or city as a whole is of the
-- cluster as well.
create function actor_cluster_places() returns text[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(distinct p.pattern), '{}')
  from cluster_member m
    cross join lateral (values (place_pattern(m.jurisdiction_code)), (left(m.jurisdiction_code, 4) || '00'),
      (left(m.jurisdiction_code, 2) || '0000')) p (pattern)
  where m.cluster_id in (
    select c.id from cluster c where c.coordinating_organization_id = actor_organization_id()
    union
    select own.cluster_id from cluster_member own join organization o on o.id = actor_organization_id()
      where o.jurisdiction_code <> '000000' and (own.valid_to is null or own.valid_to >= clock_now()::date)
        and (o.jurisdiction_code::text like place_pattern(own.jurisdiction_code)
          or own.jurisdiction_code::text like place_pattern(o.jurisdiction_code)))
$$;

-- Pattern of the actor's own jurisdiction; null where its organization has none.
create function actor_own_places() returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select place_pattern(o.jurisdiction_code) from organization o where o.id = actor_organization_id()
$$;
revoke execute on function coordinated_places, actor_coordinated_places, actor_overseen_places, may_be_of_place,
  actor_cluster_places, actor_own_places from public;
grant execute on function coordinated_places, actor_coordinated_places, actor_overseen_places, may_be_of_place,
  actor_cluster_places, actor_own_places to qunce_app, qunce_system;

grant select, insert on blueprint_layer to qunce_app;
grant update (name, document_id, provision, provision_label, quote, basis, audience, version, updated_at, withdrawn_at,
  withdrawn_reason) on blueprint_layer to qunce_app;
create policy reader_sees on blueprint_layer for select to qunce_app using (
  (select actor_may('blueprint.read'))
  and (organization_id = (select actor_organization_id())
    or jurisdiction_code::text like (select actor_own_places())
    or audience = 'cluster' and jurisdiction_code::text like any ((select actor_cluster_places())::text[])));
create policy keeper_adds on blueprint_layer for insert to qunce_app with check (
  (select actor_may('blueprint.import')) and revision = 0 and version = 1 and not is_sample
  and may_be_of_place(organization_id, jurisdiction_code::text)
  and (organization_id = (select actor_organization_id())
    or jurisdiction_code::text like any ((select actor_coordinated_places())::text[])));
create policy keeper_changes on blueprint_layer for update to qunce_app
  using ((select actor_may('blueprint.import'))
    and (organization_id = (select actor_organization_id())
      or jurisdiction_code::text like any ((select actor_coordinated_places())::text[])))
  with check ((select actor_may('blueprint.import')));

-- Layers that the actor keeps: its organization's, and, for who coordinates their cluster, those it sees.
create view kept_layer with (security_invoker = true) as
  select id from blueprint_layer
  where (select actor_may('blueprint.import'))
    and (organization_id = (select actor_organization_id())
      or jurisdiction_code::text like any ((select actor_coordinated_places())::text[]));
grant select on kept_layer to qunce_app, qunce_system;

grant select, insert on blueprint_revision to qunce_app;
create policy reader_sees on blueprint_revision for select to qunce_app using (
  layer_id in (select id from blueprint_layer));
create policy keeper_adds on blueprint_revision for insert to qunce_app with check (
  layer_id in (select id from kept_layer)
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id()));
call sign_itself('blueprint_revision');
create trigger added_only before update or delete on blueprint_revision for each row execute function refuse_change();

-- A revision takes its place behind the last one; the layer's row is held until the commit, so that there are no two.
-- What only refers to the layer is not kept waiting.
create function number_revision() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  layer blueprint_layer;
begin
  select * into layer from blueprint_layer where id = new.layer_id for no key update;
  if (layer.withdrawn_at is not null) <> (new.cause = 'withdrawal') then
    raise exception 'The layer % is % withdrawn.', layer.name, case when layer.withdrawn_at is null then 'not' else '' end
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  new.number := layer.revision + 1;
  new.written_in := pg_current_xact_id();
  return new;
end $$;
revoke execute on function number_revision from public;
create trigger numbered before insert on blueprint_revision for each row execute function number_revision();
create function follow_revision() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update blueprint_layer set revision = new.number, updated_at = new.at where id = new.layer_id;
  return null;
end $$;
revoke execute on function follow_revision from public;
create trigger followed after insert on blueprint_revision for each row execute function follow_revision();

grant select, insert on blueprint_feature to qunce_app;
grant update (removed_in) on blueprint_feature to qunce_app;
revoke update, delete on blueprint_feature from qunce_system;
grant update (removed_in) on blueprint_feature to qunce_system;
create policy reader_sees on blueprint_feature for select to qunce_app using (layer_id in (select id from blueprint_layer));
create policy keeper_adds on blueprint_feature for insert to qunce_app with check (
  removed_in is null and layer_id in (select id from kept_layer));
create policy keeper_removes on blueprint_feature for update to qunce_app
  using (removed_in is null and layer_id in (select id from kept_layer)) with check (removed_in is not null);
create trigger never_deleted before delete on blueprint_feature for each row execute function refuse_change();
create trigger removed_once before update on blueprint_feature for each row
  when (old.removed_in is not null or new.removed_in is null
    or (old.layer_id, old.id, old.key, old.added_in) is distinct from (new.layer_id, new.id, new.key, new.added_in))
  execute function refuse_change();

-- What is added or removed, is so by a revision of its own layer that is being written, and of one thing there is at
-- most one state in force on a day.
create function features_follow_revision() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  twice record;
begin
  if exists (select from (select distinct layer_id, case tg_op when 'INSERT' then added_in else removed_in end as revision
      from touched) t
    where not exists (select from blueprint_revision r where r.id = t.revision and r.layer_id = t.layer_id
      and r.written_in = pg_current_xact_id()))
  then
    raise exception 'Features come and go with a revision of their layer.' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'INSERT' then
    select f.key, f.valid_from, o.valid_from as other into twice
      from touched f join blueprint_feature o on o.layer_id = f.layer_id and o.key = f.key and o.removed_in is null
        and o.id <> f.id and daterange(o.valid_from, o.valid_to, '[]') && daterange(f.valid_from, f.valid_to, '[]')
      limit 1;
    if found then
      raise exception 'There are two states of % on one day (from % and from %).', twice.key, twice.valid_from, twice.other
        using errcode = 'unique_violation';
    end if;
  end if;
  return null;
end $$;
revoke execute on function features_follow_revision from public;
create trigger added_by_revision after insert on blueprint_feature referencing new table as touched
  for each statement execute function features_follow_revision();
create trigger removed_by_revision after update on blueprint_feature referencing new table as touched
  for each statement execute function features_follow_revision();

-- A conflict is seen by who sees both sides. It is found, changed and resolved by the system, which sees all; accepted
-- and reopened by the office that coordinates, or by an organization that owns one of the two layers.
create function actor_decides(left_layer uuid, right_layer uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select actor_may('blueprint.decide') and exists (select from blueprint_layer l where l.id in (left_layer, right_layer)
    and (l.organization_id = actor_organization_id() or l.jurisdiction_code::text like any (actor_coordinated_places())))
$$;
revoke execute on function actor_decides from public;
grant execute on function actor_decides to qunce_app, qunce_system;

grant select on blueprint_conflict to qunce_app;
grant update (state, accepted_area_m2, revision, updated_at) on blueprint_conflict to qunce_app;
create policy reader_sees on blueprint_conflict for select to qunce_app using (
  left_layer_id in (select id from blueprint_layer)
  and (right_layer_id is null or right_layer_id in (select id from blueprint_layer)));
create policy decider_decides on blueprint_conflict for update to qunce_app
  using (state <> 'resolved' and actor_decides(left_layer_id, right_layer_id))
  with check (state <> 'resolved');
-- open <-> accepted by people; to and from resolved by the system alone. What was accepted and is there again is accepted
-- as large as it was; nothing else of what is resolved is.
create function guard_conflict() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if (old.rule, old.left_layer_id, old.left_key) is distinct from (new.rule, new.left_layer_id, new.left_key)
      or (old.right_layer_id, old.right_key) is distinct from (new.right_layer_id, new.right_key) then
    raise exception 'What a conflict is about does not change.' using errcode = 'insufficient_privilege';
  end if;
  if current_user = 'qunce_app' and new.state = 'accepted' and new.accepted_area_m2 is distinct from old.area_m2 then
    raise exception 'A conflict is accepted as large as it is.' using errcode = 'insufficient_privilege';
  end if;
  if old.state = 'resolved' and new.state = 'accepted'
      and (current_user = 'qunce_app' or old.accepted_area_m2 is null or new.accepted_area_m2 <> old.accepted_area_m2) then
    raise exception 'What is resolved is not accepted.' using errcode = 'object_not_in_prerequisite_state';
  end if;
  return new;
end $$;
create trigger guarded before update on blueprint_conflict for each row execute function guard_conflict();

grant select, insert on blueprint_conflict_entry to qunce_app;
create policy reader_sees on blueprint_conflict_entry for select to qunce_app using (
  conflict_id in (select id from blueprint_conflict));
create policy decider_signs on blueprint_conflict_entry for insert to qunce_app with check (
  user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())
  and kind in ('accepted', 'reopened')
  and exists (select from blueprint_conflict c where c.id = conflict_id and actor_decides(c.left_layer_id, c.right_layer_id)
    and c.state = case kind when 'accepted' then 'accepted' else 'open' end and c.area_m2 = blueprint_conflict_entry.area_m2));
call sign_itself('blueprint_conflict_entry');
create trigger added_only before update or delete on blueprint_conflict_entry for each row execute function refuse_change();

-- A file on its way in is its sender's own.
grant select, insert on blueprint_import to qunce_app;
grant update (state, settings, progress, found, problem, layer_id, revision_id, reading, updated_at) on blueprint_import
  to qunce_app;
create policy sender_own on blueprint_import for all to qunce_app
  using ((select actor_may('blueprint.import')) and user_id = (select actor_user_id())
    and organization_id = (select actor_organization_id()))
  with check ((select actor_may('blueprint.import')) and user_id = (select actor_user_id())
    and organization_id = (select actor_organization_id())
    and (layer_id is null or layer_id in (select id from kept_layer)));
call sign_itself('blueprint_import');
create trigger applied_once before update on blueprint_import for each row when (old.state = 'applied')
  execute function refuse_change();

grant select (id, name, user_id, membership_id, created_at, revoked_at, last_used_at), insert on service_key to qunce_app;
grant update (revoked_at) on service_key to qunce_app;
create policy user_own on service_key for all to qunce_app
  using ((select actor_may('blueprint.read')) and user_id = (select actor_user_id()))
  with check ((select actor_may('blueprint.read')) and user_id = (select actor_user_id()));
