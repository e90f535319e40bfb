-- Monitoring (监测): stations and where they stood when, sections and what they were held to when, what each station measures
-- (datastreams), and what it measured (observations), with the latest value and the sums of days and months beside them.
-- Observations are many (876 million a year for 10,000 stations): the rows are narrow, lie in one partition a month of
-- China's time, and are written by the system's role after the actor was let in by the row of its batch.

-- A service key is made to read, or to write observations for its organization. What it was made for bounds what may be
-- done by it, whatever its user's role may.
alter table service_key add column scope text not null default 'read' check (scope in ('read', 'observations'));
grant select (scope) on service_key to qunce_app;
create function actor_key() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('qunce.key', true), '') $$;
create or replace function actor_may(wanted text) returns boolean language sql stable parallel safe
  as $$ select exists (select from permission_grant where role = actor_role() and permission = wanted)
    and case actor_key() when 'read' then wanted like '%.read'
      when 'observations' then wanted in ('observation.read', 'observation.write') else actor_key() is null end $$;
create policy writer_makes_writing_key on service_key as restrictive for insert to qunce_app
  with check (scope = 'read' or (select actor_may('observation.write')));

insert into permission_grant (role, permission)
select role, permission
from (values
  ('office',     array['station.manage', 'observation.write', 'observation.read', 'observation.retire']),
  ('department', array['station.manage', 'observation.write', 'observation.read']),
  ('city',       array['station.manage', 'observation.write', 'observation.read']),
  ('leader',     array['observation.read'])
) as matrix (role, permissions), unnest(permissions) as permission;

-- Sections (断面) --------------------------------------------------------------------------------------------------------

create table section (
  id                 uuid primary key,
  code               text not null unique check (code <> ''),      -- as the network of sections numbers it
  name               text not null check (name <> ''),             -- 石角
  water              text not null check (water in ('river', 'lake', 'sea')),  -- lakes have other limits of phosphorus
  jurisdiction_code  char(6) not null references jurisdiction (code),           -- where it lies
  organization_id    uuid not null references organization (id),   -- who keeps it
  location           geometry (Point, 4490),
  description        text not null default '',
  is_sample          boolean not null default false,
  version            integer not null default 1,                   -- the ETag
  created_at         timestamptz(3) not null default clock_now(),
  updated_at         timestamptz(3) not null default clock_now(),
  closed_on          date                                          -- last day on which it was measured; null: it is
);
create index section_order on section (name, id);

-- What a section is, day by day: of which river, between whom, and what class it is held to. Terms follow each other
-- without overlap; a new one ends the former the day before.
create table section_term (
  id               bigint generated always as identity primary key,
  section_id       uuid not null references section (id),
  river            text not null default '',
  upstream_code    char(6) references jurisdiction (code),         -- both null: it lies on no border
  downstream_code  char(6) references jurisdiction (code),
  target_class     text check (target_class in ('I', 'II', 'III', 'IV', 'V')),  -- null: none is set
  basis            text not null default '',                       -- what says so
  valid_from       date not null,
  valid_to         date,                                           -- last day; null: until further notice
  created_at       timestamptz(3) not null default clock_now(),
  unique (section_id, valid_from),
  check (valid_to is null or valid_from <= valid_to),
  check ((upstream_code is null) = (downstream_code is null)),
  check (upstream_code is null or upstream_code <> downstream_code)
);

-- Stations (站点) --------------------------------------------------------------------------------------------------------

create table station (
  id                 uuid primary key,
  code               text not null unique check (code <> ''),
  name               text not null check (name <> ''),
  kind               text not null check (kind in ('surface_water', 'ground_water', 'air', 'sea', 'other')),
  jurisdiction_code  char(6) not null references jurisdiction (code),  -- where it stands now
  organization_id    uuid not null references organization (id),   -- who runs it
  description        text not null default '',
  properties         jsonb not null default '{}' check (jsonb_typeof(properties) = 'object'),
  is_sample          boolean not null default false,
  version            integer not null default 1,                   -- the ETag
  created_at         timestamptz(3) not null default clock_now(),
  updated_at         timestamptz(3) not null default clock_now(),
  closed_on          date
);
create index station_order on station (name, id);

-- Where a station stood, day by day, and at which section it measured there. A station that moved, across a border too,
-- keeps its old place for the days before.
create table station_place (
  id                 bigint generated always as identity primary key,
  station_id         uuid not null references station (id),
  location           geometry (Point, 4490) not null,              -- CGCS2000, longitude first
  jurisdiction_code  char(6) not null references jurisdiction (code),
  section_id         uuid references section (id),                 -- null: at none
  name               text not null default '',
  valid_from         date not null,
  valid_to           date,
  created_at         timestamptz(3) not null default clock_now(),
  unique (station_id, valid_from),
  check (valid_to is null or valid_from <= valid_to),
  check (st_x(location) between 73 and 136 and st_y(location) between 3 and 54)
);
create index station_place_section on station_place (section_id) where section_id is not null;

create table sensor (
  id               uuid primary key,
  name             text not null check (name <> ''),
  description      text not null default '',
  encoding_type    text not null default 'text/plain',
  metadata         text not null default '',                       -- a data sheet, or where it is
  organization_id  uuid not null references organization (id),
  version          integer not null default 1,
  created_at       timestamptz(3) not null default clock_now()
);

-- What one station measures of one parameter, how, and by whom. Every value is in the parameter's own unit.
create table datastream (
  id               integer generated always as identity primary key,
  station_id       uuid not null references station (id),
  parameter        text not null check (parameter <> ''),          -- code of the catalogue (standards/parameters)
  origin           text not null check (origin in ('automatic', 'manual')),
  method           text not null default '',                       -- HJ 535-2009
  detection_limit  double precision check (detection_limit > 0),   -- of the method, in the parameter's unit
  sensor_id        uuid references sensor (id),
  organization_id  uuid not null references organization (id),     -- who measures: of one sample there may be two
  name             text not null default '',
  description      text not null default '',
  properties       jsonb not null default '{}' check (jsonb_typeof(properties) = 'object'),
  version          integer not null default 1,
  created_at       timestamptz(3) not null default clock_now(),
  closed_on        date,
  unique (station_id, parameter, origin, method, organization_id)
);
create index datastream_parameter on datastream (parameter, id);
create index datastream_sensor on datastream (sensor_id) where sensor_id is not null;

-- Observations (观测) ----------------------------------------------------------------------------------------------------

-- What came in together: one file, one request, one moment of a broker. Each observation names its batch.
create table observation_batch (
  id                 integer generated always as identity primary key,
  source             text not null check (source in ('upload', 'sensor_things', 'mqtt', 'correction', 'sample')),
  name               text not null default '',                     -- of the file, the topic
  sha256             char(64),
  reason             text not null default '',
  received           integer not null default 0,                   -- rows
  added              integer not null default 0,
  same               integer not null default 0,                   -- known already, with the same value
  corrected          integer not null default 0,
  conflicting        integer not null default 0,                   -- known already, with another value: observation_conflict
  flagged            integer not null default 0,
  first_time         timestamptz(3),
  last_time          timestamptz(3),
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  jurisdiction_code  char(6)                                       -- of the organization
);
create index observation_batch_of on observation_batch (organization_id, id desc);

-- Qualifier: 0 a value; 1 below the detection limit, which is the value; 2 below a limit that was not told; 3 dry; 4 frozen.
-- Flag, a sum of: 1 outlier; 2 corrected. (src/monitoring/observations/values.ts)
-- The order of the columns leaves no gaps: 28 bytes and the row's head.
create table observation (
  time           timestamptz not null,
  value          double precision,                                 -- as printed, of at most 15 digits; null: there is none
  datastream_id  integer not null,                                 -- no foreign key: a lookup for each row
  batch_id       integer not null,
  qualifier      smallint not null default 0,
  flag           smallint not null default 0,
  primary key (datastream_id, time),
  check (value > '-Infinity' and value < 'Infinity'),              -- no NaN either
  check ((value is null) = (qualifier > 1) and qualifier between 0 and 4)
) partition by range (time);

-- Makes the partition of a month (its first day) where it is missing. What is in a partition is reached by the table
-- alone: nobody but the system has a right on the partition itself.
create function ensure_observation_month(month date) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  partition_name text := 'observation_' || to_char(month, 'YYYY_MM');
begin
  if month <> date_trunc('month', month)::date or month < '2000-01-01' or month > '2199-12-01' then
    raise exception 'No month of observations begins on %.', month using errcode = 'invalid_parameter_value';
  end if;
  if to_regclass('public.' || partition_name) is not null then return; end if;
  perform pg_advisory_xact_lock(7108116);
  if to_regclass('public.' || partition_name) is not null then return; end if;
  execute format('create table public.%I (like public.observation including defaults including constraints including indexes)',
    partition_name);
  execute format('grant select, insert, update, delete on public.%I to qunce_system', partition_name);
  execute format('alter table public.observation attach partition public.%I for values from (%L) to (%L)', partition_name,
    month || ' 00:00+08', (month + interval '1 month')::date || ' 00:00+08');
end $$;
revoke execute on function ensure_observation_month from public;
grant execute on function ensure_observation_month to qunce_system;

-- What takes part in a mean: half of the limit below it (MON-6), of pH the activity (MON-9); null takes no part.
create function observation_taken(value double precision, qualifier smallint, parameter text) returns numeric
language sql immutable parallel safe as $$
  select case
    when value is null then null
    when parameter = 'ph' then power(10::double precision, -value)::numeric
    when qualifier = 1 then value::numeric / 2
    else value::numeric end
$$;
create function observation_mean(sum numeric, count integer, parameter text) returns double precision
language sql immutable parallel safe as $$
  select case
    when count = 0 then null
    when parameter = 'ph' then -log((sum / count)::double precision)
    else (sum / count)::double precision end
$$;
grant execute on function observation_taken, observation_mean to qunce_app, qunce_system;

-- Sums of a day and of a month in China's time. The day and the month of the newest observation are still open: they are
-- kept with the latest value, and move here when a newer day begins. Who reads them takes the views below.
create table observation_day (
  datastream_id  integer not null,
  day            date not null,
  count          integer not null,                                 -- values that take part
  without        integer not null,                                 -- of no number: below an untold limit, dry, frozen
  below          integer not null,                                 -- of the count, below detection
  flagged        integer not null,                                 -- of both, outliers
  sum            numeric not null,                                 -- of what takes part (observation_taken), exact
  lowest         double precision,                                 -- of the values as they were printed
  highest        double precision,
  primary key (datastream_id, day)
) with (fillfactor = 90);
create table observation_month (
  datastream_id  integer not null,
  month          date not null,                                    -- its first day
  count          integer not null,
  without        integer not null,
  below          integer not null,
  flagged        integer not null,
  sum            numeric not null,
  lowest         double precision,
  highest        double precision,
  primary key (datastream_id, month)
) with (fillfactor = 90);

create table observation_latest (
  datastream_id  integer primary key references datastream (id),
  time           timestamptz,                                      -- null: nothing was measured as yet
  value          double precision,
  batch_id       integer,
  qualifier      smallint,
  flag           smallint,
  first_time     timestamptz,
  observations   bigint not null default 0,
  seen           integer not null default 0,                       -- what an outlier is told by: observations/outliers.ts
  typical        double precision not null default 0,
  spread         double precision not null default 0,
  day            date,                                             -- the open day
  day_count      integer not null default 0,
  day_without    integer not null default 0,
  day_below      integer not null default 0,
  day_flagged    integer not null default 0,
  day_sum        numeric not null default 0,
  day_lowest     double precision,
  day_highest    double precision,
  month          date,                                             -- the open month
  month_count    integer not null default 0,
  month_without  integer not null default 0,
  month_below    integer not null default 0,
  month_flagged  integer not null default 0,
  month_sum      numeric not null default 0,
  month_lowest   double precision,
  month_highest  double precision
) with (fillfactor = 50);

create view observation_days with (security_invoker = true) as
  select datastream_id, day, count, without, below, flagged, sum, lowest, highest from observation_day
  union all
  select datastream_id, day, day_count, day_without, day_below, day_flagged, day_sum, day_lowest, day_highest
  from observation_latest where day is not null;
create view observation_months with (security_invoker = true) as
  select datastream_id, month, count, without, below, flagged, sum, lowest, highest from observation_month
  union all
  select datastream_id, month, month_count, month_without, month_below, month_flagged, month_sum, month_lowest, month_highest
  from observation_latest where month is not null;
grant select on observation_days, observation_months to qunce_app, qunce_system;

-- Every datastream has its row of latest values from the start: who writes holds it.
create function open_datastream() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into observation_latest (datastream_id) values (new.id);
  return null;
end $$;
revoke execute on function open_datastream from public;
create trigger opened after insert on datastream for each row execute function open_datastream();

-- Which months of a station changed since they were last assessed. Who assesses deletes the row first, and reads then:
-- what is written meanwhile puts it back.
create table assessment_due (
  station_id  uuid not null references station (id),
  month       date not null,
  changes     integer not null default 1,                          -- batches since then
  late        boolean not null default false,                      -- something older than what was known came in
  since       timestamptz(3) not null default clock_now(),
  primary key (station_id, month)
);

-- Another value for a moment that has one: kept until a person says which stands.
create table observation_conflict (
  id             bigint generated always as identity primary key,
  datastream_id  integer not null references datastream (id),
  time           timestamptz not null,
  value          double precision,                                 -- what was offered
  qualifier      smallint not null,
  batch_id       integer not null references observation_batch (id),
  state          text not null default 'open' check (state in ('open', 'taken', 'left')),
  decided_in     integer references observation_batch (id),
  check ((state = 'open') = (decided_in is null))
);
create unique index observation_conflict_offered on observation_conflict (datastream_id, time, value, qualifier)
  nulls not distinct where state = 'open';

-- What an observation said before it was corrected.
create table observation_correction (
  id                bigint generated always as identity primary key,
  datastream_id     integer not null references datastream (id),
  time              timestamptz not null,
  value             double precision,                              -- before
  qualifier         smallint not null,
  flag              smallint not null,
  batch_id          integer not null,                              -- where that came from
  new_value         double precision,
  new_qualifier     smallint not null,
  corrected_in      integer not null references observation_batch (id),  -- who, when, why
  at                timestamptz(3) not null default clock_now()
);
create index observation_correction_of on observation_correction (datastream_id, time);

-- Who sees and changes what ----------------------------------------------------------------------------------------------

call protect_table('section');
call protect_table('section_term');
call protect_table('station');
call protect_table('station_place');
call protect_table('sensor');
call protect_table('datastream');
call protect_table('observation_batch');
call protect_table('observation');
call protect_table('observation_day');
call protect_table('observation_month');
call protect_table('observation_latest');
call protect_table('assessment_due');
call protect_table('observation_conflict');
call protect_table('observation_correction');

-- Whose places a section or a station concerns: its own, and both sides of the border that it measures.
create table section_side (
  section_id         uuid not null references section (id),
  jurisdiction_code  char(6) not null,
  primary key (section_id, jurisdiction_code)
);
create table station_side (
  station_id         uuid not null references station (id),
  jurisdiction_code  char(6) not null,
  primary key (station_id, jurisdiction_code)
);
call protect_table('section_side');
call protect_table('station_side');

create function section_sides_follow() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into section_side
    select new.section_id, code from unnest(array[new.upstream_code, new.downstream_code]) as code where code is not null
    on conflict do nothing;
  insert into station_side
    select p.station_id, s.jurisdiction_code from station_place p join section_side s on s.section_id = p.section_id
    where p.section_id = new.section_id
    on conflict do nothing;
  return null;
end $$;
create function section_sides_begin() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into section_side values (new.id, new.jurisdiction_code) on conflict do nothing;
  return null;
end $$;
create function station_sides_begin() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into station_side values (new.id, new.jurisdiction_code) on conflict do nothing;
  return null;
end $$;
create function station_sides_follow() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into station_side values (new.station_id, new.jurisdiction_code) on conflict do nothing;
  insert into station_side
    select new.station_id, s.jurisdiction_code from section_side s where s.section_id = new.section_id
    on conflict do nothing;
  return null;
end $$;
revoke execute on function section_sides_follow, section_sides_begin, station_sides_begin, station_sides_follow from public;
create trigger sides_begin after insert on section for each row execute function section_sides_begin();
create trigger sides_follow after insert on section_term for each row execute function section_sides_follow();
create trigger sides_begin after insert on station for each row execute function station_sides_begin();
create trigger sides_follow after insert on station_place for each row execute function station_sides_follow();

-- Terms of a section, and places of a station, follow each other: a new one that begins within another ends it the day
-- before; what lies behind a later one is refused.
create function follow_in_time() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  later date;
begin
  if tg_table_name = 'section_term' then
    perform from section where id = new.section_id for no key update;
    select min(valid_from) into later from section_term where section_id = new.section_id and valid_from > new.valid_from;
    update section_term set valid_to = new.valid_from - 1
      where section_id = new.section_id and valid_from < new.valid_from and (valid_to is null or valid_to >= new.valid_from);
  else
    perform from station where id = new.station_id for no key update;
    select min(valid_from) into later from station_place where station_id = new.station_id and valid_from > new.valid_from;
    update station_place set valid_to = new.valid_from - 1
      where station_id = new.station_id and valid_from < new.valid_from and (valid_to is null or valid_to >= new.valid_from);
  end if;
  if later is not null and (new.valid_to is null or new.valid_to >= later) then new.valid_to := later - 1; end if;
  return new;
end $$;
revoke execute on function follow_in_time from public;
create trigger follows before insert on section_term for each row execute function follow_in_time();
create trigger follows before insert on station_place for each row execute function follow_in_time();

-- Codes of the actor's own places and of those that it coordinates.
create policy reader_sees on section_side for select to qunce_app using (
  (select actor_may('observation.read'))
  and (jurisdiction_code::text like (select actor_own_places())
    or jurisdiction_code::text like any ((select actor_coordinated_places())::text[])));
create policy reader_sees on station_side for select to qunce_app using (
  (select actor_may('observation.read'))
  and (jurisdiction_code::text like (select actor_own_places())
    or jurisdiction_code::text like any ((select actor_coordinated_places())::text[])));
grant select on section_side, station_side to qunce_app;

grant select, insert on section, section_term, station, station_place, sensor, datastream to qunce_app;
grant update (name, water, location, description, version, updated_at, closed_on) on section to qunce_app;
grant update (name, jurisdiction_code, description, properties, version, updated_at, closed_on) on station to qunce_app;
grant update (name, description, encoding_type, metadata, version) on sensor to qunce_app;
grant update (detection_limit, sensor_id, name, description, properties, version, closed_on) on datastream to qunce_app;

create policy reader_sees on section for select to qunce_app using (
  (select actor_may('observation.read'))
  and (organization_id = (select actor_organization_id())
    or exists (select from section_side s where s.section_id = section.id)));
create policy keeper_adds on section for insert to qunce_app with check (
  (select actor_may('station.manage')) and version = 1 and not is_sample
  and (organization_id = (select actor_organization_id())
    or jurisdiction_code::text like any ((select actor_coordinated_places())::text[])));
create policy keeper_changes on section for update to qunce_app
  using ((select actor_may('station.manage'))
    and (organization_id = (select actor_organization_id())
      or jurisdiction_code::text like any ((select actor_coordinated_places())::text[])))
  with check ((select actor_may('station.manage')));
create view kept_section with (security_invoker = true) as
  select id from section
  where (select actor_may('station.manage'))
    and (organization_id = (select actor_organization_id())
      or jurisdiction_code::text like any ((select actor_coordinated_places())::text[]));

create policy reader_sees on section_term for select to qunce_app using (
  exists (select from section s where s.id = section_id));
create policy keeper_adds on section_term for insert to qunce_app with check (
  section_id in (select id from kept_section));

create policy reader_sees on station for select to qunce_app using (
  (select actor_may('observation.read'))
  and (organization_id = (select actor_organization_id())
    or exists (select from station_side s where s.station_id = station.id)));
create policy keeper_adds on station for insert to qunce_app with check (
  (select actor_may('station.manage')) and version = 1 and not is_sample
  and (organization_id = (select actor_organization_id())
    or jurisdiction_code::text like any ((select actor_coordinated_places())::text[])));
create policy keeper_changes on station for update to qunce_app
  using ((select actor_may('station.manage'))
    and (organization_id = (select actor_organization_id())
      or jurisdiction_code::text like any ((select actor_coordinated_places())::text[])))
  with check ((select actor_may('station.manage')));
-- Where a station stands now is what its newest place that has begun says, whoever changes the row.
create function station_stands() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.jurisdiction_code <> old.jurisdiction_code and new.jurisdiction_code is distinct from (
    select p.jurisdiction_code from station_place p where p.station_id = new.id
      and p.valid_from <= (clock_now() at time zone 'Asia/Shanghai')::date
    order by p.valid_from desc limit 1)
  then
    raise exception 'A station is moved by a new place.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function station_stands from public;
create trigger stands before update of jurisdiction_code on station for each row execute function station_stands();
create view kept_station with (security_invoker = true) as
  select id from station
  where (select actor_may('station.manage'))
    and (organization_id = (select actor_organization_id())
      or jurisdiction_code::text like any ((select actor_coordinated_places())::text[]));
grant select on kept_section, kept_station to qunce_app, qunce_system;

create policy reader_sees on station_place for select to qunce_app using (
  exists (select from station s where s.id = station_id));
create policy keeper_adds on station_place for insert to qunce_app with check (
  station_id in (select id from kept_station) and (section_id is null or section_id in (select id from section)));

-- A sensor is its organization's, and of interest to who reads what it measured.
create policy reader_sees on sensor for select to qunce_app using (
  (select actor_may('observation.read'))
  and (organization_id = (select actor_organization_id())
    or exists (select from datastream d where d.sensor_id = sensor.id)));
create policy owner_adds on sensor for insert to qunce_app with check (
  (select actor_may('station.manage')) and organization_id = (select actor_organization_id()));
create policy owner_changes on sensor for update to qunce_app
  using ((select actor_may('station.manage')) and organization_id = (select actor_organization_id()))
  with check ((select actor_may('station.manage')) and organization_id = (select actor_organization_id()));

-- Whether the actor reads a sensor: nobody comes to read one by naming it. (A policy cannot ask the policy that asks it.)
create function actor_sees_sensor(which uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from sensor where id = which)
$$;
revoke execute on function actor_sees_sensor from public;
grant execute on function actor_sees_sensor to qunce_app, qunce_system;

-- A datastream is added by who keeps its station, or, for itself, by who reads the station: the other side's laboratory.
create policy reader_sees on datastream for select to qunce_app using (
  exists (select from station s where s.id = station_id));
create policy measurer_adds on datastream for insert to qunce_app with check (
  (select actor_may('station.manage')) and version = 1
  and (station_id in (select id from kept_station)
    or organization_id = (select actor_organization_id()) and exists (select from station s where s.id = station_id))
  and (sensor_id is null or actor_sees_sensor(sensor_id)));
create policy measurer_changes on datastream for update to qunce_app
  using ((select actor_may('station.manage'))
    and (organization_id = (select actor_organization_id()) or station_id in (select id from kept_station)))
  with check ((select actor_may('station.manage')) and (sensor_id is null or actor_sees_sensor(sensor_id)));

-- Datastreams into which the actor writes: its own, and, where no key acts for it, those of the stations of a cluster that
-- it coordinates.
create view written_datastream with (security_invoker = true) as
  select d.id, d.station_id, d.parameter, d.origin, d.method, d.detection_limit, d.organization_id
  from datastream d join station s on s.id = d.station_id
  where (select actor_may('observation.write'))
    and (d.organization_id = (select actor_organization_id())
      or (select actor_key() is null) and s.jurisdiction_code::text like any ((select actor_coordinated_places())::text[]));
grant select on written_datastream to qunce_app, qunce_system;

-- A batch is signed by who sends it. It is added before anything that comes with it: who may not write gets no further.
grant select, insert on observation_batch to qunce_app;
revoke delete on observation_batch from qunce_system;
create policy reader_sees on observation_batch for select to qunce_app using (
  (select actor_may('observation.read'))
  and (organization_id = (select actor_organization_id())
    or jurisdiction_code::text like any ((select actor_cluster_places())::text[])));
create policy writer_adds on observation_batch for insert to qunce_app with check (
  (select actor_may('observation.write'))
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id()));
call sign_itself('observation_batch');
create function place_batch() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  new.jurisdiction_code := (select o.jurisdiction_code from organization o where o.id = new.organization_id);
  return new;
end $$;
revoke execute on function place_batch from public;
create trigger placed before insert on observation_batch for each row execute function place_batch();

-- Observations and what is kept beside them are read by who reads the datastream, and written by the system's role.
grant select on observation, observation_day, observation_month, observation_latest, assessment_due, observation_conflict,
  observation_correction to qunce_app;
create policy reader_sees on observation for select to qunce_app using (
  exists (select from datastream d where d.id = datastream_id));
create policy reader_sees on observation_day for select to qunce_app using (
  exists (select from datastream d where d.id = datastream_id));
create policy reader_sees on observation_month for select to qunce_app using (
  exists (select from datastream d where d.id = datastream_id));
create policy reader_sees on observation_latest for select to qunce_app using (
  exists (select from datastream d where d.id = datastream_id));
create policy reader_sees on observation_conflict for select to qunce_app using (
  exists (select from datastream d where d.id = datastream_id));
create policy reader_sees on observation_correction for select to qunce_app using (
  exists (select from datastream d where d.id = datastream_id));
create policy reader_sees on assessment_due for select to qunce_app using (
  exists (select from station s where s.id = station_id));
revoke update, delete on observation_correction from qunce_system;
create trigger added_only before update or delete on observation_correction for each row execute function refuse_change();

-- Retention --------------------------------------------------------------------------------------------------------------

-- How long observations of an origin are kept one by one; their sums of days and months stay for good. Without a rule
-- nothing goes. A rule is not changed: it is retired, and another one is made.
create table retention_rule (
  id                 uuid primary key,
  origin             text not null check (origin in ('automatic', 'manual')),
  keep_months        integer not null check (keep_months between 12 and 600),  -- whole months after the month itself
  basis              text not null default '',
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  retired_at         timestamptz(3)
);
create unique index retention_rule_in_force on retention_rule (origin) where retired_at is null;

-- What goes by a rule: announced first (a dry run that everybody can read), done a week later at the earliest.
create table observation_retirement (
  month       date not null,
  origin      text not null,
  rule_id     uuid not null references retention_rule (id),
  expected    bigint not null,                                     -- observations that would go
  planned_at  timestamptz(3) not null default clock_now(),
  done_at     timestamptz(3),
  removed     bigint,
  primary key (month, origin),
  check ((done_at is null) = (removed is null))
);
call protect_table('retention_rule');
call protect_table('observation_retirement');
revoke delete on retention_rule from qunce_system;
call sign_itself('retention_rule');
grant select, insert on retention_rule to qunce_app;
grant update (retired_at) on retention_rule to qunce_app;
grant select on observation_retirement to qunce_app;
create policy reader_sees on retention_rule for select to qunce_app using ((select actor_may('observation.read')));
create policy keeper_adds on retention_rule for insert to qunce_app with check (
  (select actor_may('observation.retire')) and retired_at is null
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id()));
create policy keeper_retires on retention_rule for update to qunce_app
  using ((select actor_may('observation.retire')) and retired_at is null)
  with check ((select actor_may('observation.retire')) and retired_at is not null);
create policy reader_sees on observation_retirement for select to qunce_app using ((select actor_may('observation.read')));

-- Takes the observations of an origin out of a month: what stays is copied into a partition that takes the place of the
-- old one. Datastreams of few data (at most 31 in the month) stay: assessments name theirs one by one. Who waits for the
-- tables longer than a moment gives up, so that readers do not wait behind it; the job comes again.
create function retire_observation_month(which date, gone text) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '2s' as $$
declare
  old_name text := 'observation_' || to_char(which, 'YYYY_MM');
  new_name text := old_name || '_kept';
  before_count bigint;
  after_count bigint;
begin
  if not exists (select from observation_retirement p join retention_rule r on r.id = p.rule_id
    where p.month = which and p.origin = gone and p.done_at is null and r.retired_at is null
      and p.planned_at <= clock_now() - interval '7 days'
      and which + make_interval(months => 1 + r.keep_months) <= clock_now() at time zone 'Asia/Shanghai') then
    raise exception 'No observations of % are to go yet.', which using errcode = 'insufficient_privilege';
  end if;
  perform pg_advisory_xact_lock(7108116);
  execute format('lock table public.%I in share mode', old_name);
  -- What came in since the job looked is assessed first: it waits in the table that is now locked for writers.
  if exists (select from assessment_due where month = which) then
    raise exception '% is to be assessed anew.', which using errcode = 'object_not_in_prerequisite_state';
  end if;
  execute format('select count(*) from public.%I', old_name) into before_count;
  execute format('create table public.%I (like public.observation including defaults including constraints including indexes)',
    new_name);
  execute format('insert into public.%1$I select o.* from public.%2$I o join (
      select k.datastream_id from public.%2$I k join datastream d on d.id = k.datastream_id
      group by k.datastream_id, d.origin having d.origin <> %3$L or count(*) <= 31) stays using (datastream_id)',
    new_name, old_name, gone);
  execute format('select count(*) from public.%I', new_name) into after_count;
  execute format('alter table public.observation detach partition public.%I', old_name);
  execute format('drop table public.%I', old_name);
  execute format('alter table public.%I rename to %I', new_name, old_name);
  execute format('grant select, insert, update, delete on public.%I to qunce_system', old_name);
  execute format('alter table public.observation attach partition public.%I for values from (%L) to (%L)', old_name,
    which || ' 00:00+08', (which + interval '1 month')::date || ' 00:00+08');
  update observation_retirement set done_at = clock_now(), removed = before_count - after_count
    where month = which and origin = gone;
  return before_count - after_count;
end $$;
revoke execute on function retire_observation_month from public;
grant execute on function retire_observation_month to qunce_system;
