-- Sitings (选址核验): what stood on a site, what that permitted, under which rules and revisions. Added, never changed:
-- whoever asks again makes another one.

insert into permission_grant (role, permission)
select role, permission
from (values
  ('office',     array['siting.check', 'siting.read']),
  ('department', array['siting.check', 'siting.read']),
  ('city',       array['siting.check', 'siting.read']),
  ('leader',     array['siting.read'])
) as matrix (role, permissions), unnest(permissions) as permission;

create table blueprint_siting (
  id                 uuid primary key,
  year               smallint not null,
  serial             integer not null default 0,                 -- 选核〔2026〕1号: by year and organization, by the trigger below
  name               text not null check (name <> ''),
  purpose            text not null default '',
  audience           text not null check (audience in ('jurisdiction', 'cluster')),
  jurisdiction_code  char(6) references jurisdiction (code),     -- of its organization then: who is above reads it
  geometry           geometry (Geometry, 4490) not null,
  area_m2            double precision,
  length_m           double precision,
  as_of              date not null,
  verdict            text not null check (verdict in ('no', 'condition', 'unknown', 'yes')),
  has_sample         boolean not null,
  layer_ids          uuid[] not null,                            -- layers that the result names
  result             jsonb not null,
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null references organization (id),
  organization_name  text not null,
  unique (organization_id, year, serial)
);
create index blueprint_siting_order on blueprint_siting (at desc, id desc);
create index blueprint_siting_shape on blueprint_siting using gist (geometry);

call protect_table('blueprint_siting');
grant select, insert on blueprint_siting to qunce_app;

-- Its organization reads it; who is above it, the office that coordinates, and, where it is meant for them, those of the
-- cluster do where they see every layer that it names: a siting tells nothing that its reader may not know.
create policy reader_sees on blueprint_siting for select to qunce_app using (
  (select actor_may('siting.read'))
  and (organization_id = (select actor_organization_id())
    or (jurisdiction_code::text like (select actor_own_places())
        or jurisdiction_code::text like any ((select actor_overseen_places())::text[])
        or audience = 'cluster' and jurisdiction_code::text like any ((select actor_cluster_places())::text[]))
      and not exists (select from unnest(layer_ids) named (id) where named.id not in (select id from blueprint_layer))));
create policy checker_keeps on blueprint_siting for insert to qunce_app with check (
  (select actor_may('siting.check'))
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id()));
call sign_itself('blueprint_siting');
create trigger added_only before update or delete on blueprint_siting for each row execute function refuse_change();

-- The next number of its organization and year; two at once wait for each other.
create function number_siting() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('siting ' || new.organization_id || ' ' || new.year, 0));
  select coalesce(max(s.serial), 0) + 1 into new.serial
    from blueprint_siting s where s.organization_id = new.organization_id and s.year = new.year;
  select o.jurisdiction_code into new.jurisdiction_code from organization o where o.id = new.organization_id;
  return new;
end $$;
revoke execute on function number_siting from public;
create trigger numbered before insert on blueprint_siting for each row execute function number_siting();

-- What the map measures of a jurisdiction (the share of ecological space, the rate of natural shoreline): once for each
-- change of a layer that it rests on, after that change was checked; and when something of it comes into force or ends.
create table blueprint_measure (
  id                 bigint primary key generated always as identity,
  revision_id        bigint unique references blueprint_revision (id), -- the change after which it was; null: a day's turn
  measure            text not null check (measure in ('ecological_space_share', 'natural_shoreline_rate')),
  jurisdiction_code  char(6) not null references jurisdiction (code),
  value              numeric,                                    -- percent; null: not known (no outline, nothing in force)
  part               double precision,                           -- m² or m
  whole              double precision,
  as_of              date not null,
  is_sample          boolean not null,
  layers             jsonb not null,                             -- [{ id, name, revision }]
  at                 timestamptz(3) not null default clock_now()
);
call protect_table('blueprint_measure');
create trigger added_only before update or delete on blueprint_measure for each row execute function refuse_change();

-- Which measure of the map an indicator takes its figures from.
alter table indicator add column measured_by text
  check (measured_by in ('ecological_space_share', 'natural_shoreline_rate'));
create index indicator_measured on indicator (measured_by, jurisdiction_code) where measured_by is not null;

-- What a room that listens has heard: an event is worked through once by each listener, whichever order they commit in.
create table event_heard (
  listener  text not null,
  event_id  bigint not null references outbox_event (id),
  at        timestamptz(3) not null default clock_now(),
  primary key (listener, event_id)
);
call protect_table('event_heard');
create index outbox_event_kind on outbox_event (kind, id);
