-- What the standards say of what was measured: assessments of sections by month and year and of air by day, all kept, the
-- latest standing; border samples that two laboratories measured (attestation); alerts, who has to receive them until when,
-- and what was done. Assessments and alerts are written by the system's role; what people do is signed.

insert into permission_grant (role, permission)
select role, permission
from (values
  ('office',     array['assessment.read', 'alert.read', 'alert.handle']),
  ('department', array['assessment.read', 'alert.read', 'alert.handle']),
  ('city',       array['assessment.read', 'alert.read', 'alert.handle']),
  ('leader',     array['assessment.read', 'alert.read'])
) as matrix (role, permissions), unnest(permissions) as permission;

-- Assessments (评价) -----------------------------------------------------------------------------------------------------

-- What a standard says of a section in a month or a year. Another judgement of the same time is a row of its own.
create table section_assessment (
  id                bigint generated always as identity primary key,
  section_id        uuid not null references section (id),
  period            text not null check (period in ('month', 'year')),
  begins            date not null,                                 -- first day of the month or year
  class             text check (class in ('I', 'II', 'III', 'IV', 'V', '劣V')),  -- null: nothing that makes a class
  target_class      text check (target_class in ('I', 'II', 'III', 'IV', 'V')),  -- that held on the last day
  meets             boolean,                                       -- null: no class, or no target
  decided_by        text[] not null,                               -- 定类因子
  measured          integer not null,                              -- items of the 21; of a year, months with a class
  met               integer,                                       -- of a year: months that met their own target
  with_target       integer,                                       -- of a year: months with a class and a target
  valid             boolean not null,                              -- data enough to speak of the period
  river             text not null,                                 -- these four: as the term of the section said
  jurisdiction_code char(6) not null,
  upstream_code     char(6),
  downstream_code   char(6),
  late              boolean not null,                              -- made because something old came in
  "values"          jsonb not null,                                -- what was judged, by parameter
  derivation        jsonb not null,                                -- why: limits, rows of the tables, what took no part
  behind            jsonb not null,                                -- observations, attestations, assessments behind it
  digest            char(64) not null,                             -- of what it says: the same again is nothing
  made_at           timestamptz(3) not null default clock_now(),
  superseded_at     timestamptz(3),                                -- null: it stands
  check (begins = date_trunc(period, begins)::date),
  check ((class is null or target_class is null) = (meets is null)),
  check ((period = 'year') = (met is not null) and (period = 'year') = (with_target is not null))
);
create unique index section_assessment_standing on section_assessment (section_id, period, begins) where superseded_at is null;
create index section_assessment_history on section_assessment (section_id, period, begins, id desc);
create index section_assessment_of on section_assessment (period, begins, section_id) where superseded_at is null;

-- The index (AQI) of a station for a day, by the version of the standard of that day.
create table air_assessment (
  id             bigint generated always as identity primary key,
  station_id     uuid not null references station (id),
  day            date not null,
  version        text not null,                                    -- HJ 633-2026
  index          integer,                                          -- null: not published, the derivation says why
  level          text,
  "primary"      text[] not null,                                  -- 首要污染物
  derivation     jsonb not null,
  digest         char(64) not null,
  made_at        timestamptz(3) not null default clock_now(),
  superseded_at  timestamptz(3)
);
create unique index air_assessment_standing on air_assessment (station_id, day) where superseded_at is null;
create index air_assessment_history on air_assessment (station_id, day, id desc);

-- An assessment changes in one way: another one stands in its place.
create function assessment_stays() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.superseded_at is not null or new.superseded_at is null
    or to_jsonb(new) - 'superseded_at' <> to_jsonb(old) - 'superseded_at'
  then
    raise exception 'The rows of % are added, never changed.', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function assessment_stays from public;

call protect_table('section_assessment');
call protect_table('air_assessment');
revoke delete on section_assessment, air_assessment from qunce_system;
create trigger stays before update on section_assessment for each row execute function assessment_stays();
create trigger stays before update on air_assessment for each row execute function assessment_stays();
grant select on section_assessment, air_assessment to qunce_app;
create policy reader_sees on section_assessment for select to qunce_app using (
  (select actor_may('assessment.read')) and exists (select from section s where s.id = section_id));
create policy reader_sees on air_assessment for select to qunce_app using (
  (select actor_may('assessment.read')) and exists (select from station s where s.id = station_id));

-- What a section is held to, and where a station stood, are said for days that were assessed already: those are due again.
create function assess_again() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into assessment_due (station_id, month, late)
    select distinct p.station_id, m.month, true
    from station_place p join datastream d on d.station_id = p.station_id
      join (select datastream_id, month from observation_month union all
        select datastream_id, month from observation_latest where month is not null) m on m.datastream_id = d.id
    where m.month >= date_trunc('month', new.valid_from)::date
      and (case when tg_table_name = 'section_term' then p.section_id = (to_jsonb(new) ->> 'section_id')::uuid
        else p.station_id = (to_jsonb(new) ->> 'station_id')::uuid end)
    order by 1, 2
    on conflict (station_id, month) do update set changes = assessment_due.changes + 1, late = true;
  return null;
end $$;
revoke execute on function assess_again from public;
create trigger assess_again after insert on section_term for each row execute function assess_again();
create trigger assess_again after insert on station_place for each row execute function assess_again();
-- Lakes have other limits: what was judged as another water is judged anew.
create function assess_water_again() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into assessment_due (station_id, month, late)
    select distinct p.station_id, m.month, true
    from station_place p join datastream d on d.station_id = p.station_id
      join observation_months m on m.datastream_id = d.id
    where p.section_id = new.id
    order by 1, 2
    on conflict (station_id, month) do update set changes = assessment_due.changes + 1, late = true;
  return null;
end $$;
revoke execute on function assess_water_again from public;
create trigger assess_water_again after update of water on section for each row when (new.water <> old.water)
  execute function assess_water_again();

-- Attestation (联合监测) --------------------------------------------------------------------------------------------------

-- What stands where two laboratories disagree, as the agreement says, from a day on. Another rule is another row.
create table attestation_rule (
  id               bigint generated always as identity primary key,
  section_id       uuid not null references section (id),
  disagreement     text not null check (disagreement in ('mean', 'upstream', 'downstream', 'arbitration')),
  tolerance        numeric not null check (tolerance between 0 and 200),  -- percent of the mean of both
  tolerances       jsonb not null default '{}' check (jsonb_typeof(tolerances) = 'object'),  -- by parameter, where it differs
  basis            text not null check (basis <> ''),              -- article of the agreement
  valid_from       date not null,
  at               timestamptz(3) not null default clock_now(),
  user_id          text not null,
  user_name        text not null,
  organization_id  uuid not null,
  organization_name text not null,
  unique (section_id, valid_from)
);

-- One sample of a section, one parameter: what each side's laboratory measured, and what stands. What is decided later
-- (a third laboratory) is another row that stands in the place of the first.
create table attestation (
  id                bigint generated always as identity primary key,
  section_id        uuid not null references section (id),
  parameter         text not null check (parameter <> ''),
  sampled_on        date not null,
  rule_id           bigint not null references attestation_rule (id),
  upstream_stream   integer not null references datastream (id),
  upstream_time     timestamptz not null,
  downstream_stream integer not null references datastream (id),
  downstream_time   timestamptz not null,
  third_stream      integer references datastream (id),
  third_time        timestamptz,
  outcome           text not null check (outcome in ('agreed', 'mean', 'upstream', 'downstream', 'arbitration', 'pending')),
  value             text,                                          -- exact decimal; null: not decided yet
  below_detection   boolean not null default false,
  derivation        jsonb not null,
  at                timestamptz(3) not null default clock_now(),
  user_id           text not null,
  user_name         text not null,
  organization_id   uuid not null,
  organization_name text not null,
  superseded_at     timestamptz(3),
  check ((outcome = 'pending') = (value is null)),
  check ((third_stream is null) = (third_time is null)),
  check (upstream_stream <> downstream_stream and third_stream is distinct from upstream_stream
    and third_stream is distinct from downstream_stream)
);
create unique index attestation_standing on attestation (section_id, parameter, upstream_stream, upstream_time)
  where superseded_at is null;
create index attestation_of on attestation (section_id, sampled_on);

call protect_table('attestation_rule');
call protect_table('attestation');
revoke delete on attestation_rule, attestation from qunce_system;
grant select, insert on attestation_rule, attestation to qunce_app;
create policy reader_sees on attestation_rule for select to qunce_app using (
  exists (select from section s where s.id = section_id));
create policy keeper_adds on attestation_rule for insert to qunce_app with check (
  section_id in (select id from kept_section)
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id()));
create policy reader_sees on attestation for select to qunce_app using (
  (select actor_may('assessment.read')) and exists (select from section s where s.id = section_id));
-- Who attests measured one of the two, or keeps the section.
create policy laboratory_adds on attestation for insert to qunce_app with check (
  (select actor_may('observation.write')) and superseded_at is null
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())
  and (section_id in (select id from kept_section) or exists (select from datastream d
    where d.id in (upstream_stream, downstream_stream) and d.organization_id = (select actor_organization_id()))));
call sign_itself('attestation_rule');
call sign_itself('attestation');
create trigger added_only before update or delete on attestation_rule for each row execute function refuse_change();
create trigger stays before update on attestation for each row execute function assessment_stays();

-- A new one stands in the place of the one before, and the month is assessed again.
create function attestation_follows() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from unnest(array[new.upstream_stream, new.downstream_stream, new.third_stream]) as stream (id)
    join datastream d on d.id = stream.id where d.parameter <> new.parameter
      or not exists (select from station_place p where p.station_id = d.station_id and p.section_id = new.section_id))
  then
    raise exception 'Both laboratories measure this parameter at this section.' using errcode = 'insufficient_privilege';
  end if;
  update attestation set superseded_at = clock_now()
    where section_id = new.section_id and parameter = new.parameter and upstream_stream = new.upstream_stream
      and upstream_time = new.upstream_time and superseded_at is null;
  insert into assessment_due (station_id, month, late)
    select d.station_id, date_trunc('month', new.sampled_on)::date, true from datastream d where d.id = new.upstream_stream
    on conflict (station_id, month) do update set changes = assessment_due.changes + 1, late = true;
  return new;
end $$;
revoke execute on function attestation_follows from public;
create trigger follows before insert on attestation for each row execute function attestation_follows();

-- Alerts (预警) ----------------------------------------------------------------------------------------------------------

-- When somebody has to act. A rule is not changed: it is retired, and another one is made.
create table alert_rule (
  id               uuid primary key,
  name             text not null check (name <> ''),
  kind             text not null check (kind in ('worse_than_target', 'sudden_change', 'arrival')),
  spec             jsonb not null check (jsonb_typeof(spec) = 'object'),  -- src/monitoring/alerts/rules/spec.ts
  sections         uuid[] not null check (cardinality(sections) > 0),    -- that it watches; of an arrival, those downstream
  receipt_hours    integer check (receipt_hours between 1 and 720),      -- one of the two
  receipt_days     integer check (receipt_days between 1 and 60),        -- working days
  basis            text not null default '',                       -- article of the agreement
  at               timestamptz(3) not null default clock_now(),
  user_id          text not null,
  user_name        text not null,
  organization_id  uuid not null,
  organization_name text not null,
  retired_at       timestamptz(3),
  check ((receipt_hours is null) <> (receipt_days is null))
);

-- How long water takes from one section to another, from a day on.
create table section_pair (
  id               bigint generated always as identity primary key,
  upstream_id      uuid not null references section (id),
  downstream_id    uuid not null references section (id),
  travel_hours     numeric not null check (travel_hours > 0 and travel_hours <= 2400),
  basis            text not null default '',
  valid_from       date not null,
  at               timestamptz(3) not null default clock_now(),
  user_id          text not null,
  user_name        text not null,
  organization_id  uuid not null,
  organization_name text not null,
  unique (upstream_id, downstream_id, valid_from),
  check (upstream_id <> downstream_id)
);

-- Who receives the alerts of a side of a section, from a day on. Where none is named, who keeps the section does.
create table alert_receiver (
  id               bigint generated always as identity primary key,
  section_id       uuid not null references section (id),
  side             text not null check (side in ('upstream', 'downstream')),
  receivers        uuid[] not null check (cardinality(receivers) between 1 and 10),
  at               timestamptz(3) not null default clock_now(),
  user_id          text not null,
  user_name        text not null,
  organization_id  uuid not null,
  organization_name text not null
);
create index alert_receiver_of on alert_receiver (section_id, side, id desc);

create table alert (
  id           uuid primary key,
  rule_id      uuid not null references alert_rule (id),
  kind         text not null,
  section_id   uuid not null references section (id),              -- where it is felt
  key          text not null unique,                               -- what it is about: told once
  title        text not null,
  title_en     text not null,
  parameter    text,
  observed_at  timestamptz(3) not null,                            -- of what gave rise to it; of a month its first moment
  expected_at  timestamptz(3),                                     -- when it arrives downstream
  evidence     jsonb not null,                                     -- values, limits, assessment
  state        text not null default 'open' check (state in ('open', 'received', 'handling', 'closed')),
  version      integer not null default 1,
  raised_at    timestamptz(3) not null default clock_now(),
  closed_at    timestamptz(3),
  check ((state = 'closed') = (closed_at is not null))
);
create index alert_page on alert ((state = 'closed'), raised_at desc, id desc);
create index alert_of_section on alert (section_id, raised_at desc);

-- Who has to receive it until when, and who did.
create table alert_party (
  alert_id          uuid not null references alert (id),
  organization_id   uuid not null references organization (id),
  side              text not null check (side in ('upstream', 'downstream', 'own')),
  receive_by        timestamptz(3) not null,
  received_at       timestamptz(3),
  received_by       text,
  missed_at         timestamptz(3),                                -- announced that it was not received in time
  primary key (alert_id, organization_id)
);
create index alert_party_owing on alert_party (receive_by) where received_at is null and missed_at is null;
create index alert_party_of on alert_party (organization_id, alert_id);

-- What was done: added, never changed.
create table alert_event (
  id                bigint generated always as identity primary key,
  alert_id          uuid not null references alert (id),
  kind              text not null check (kind in ('raised', 'received', 'missed', 'revised', 'inspected', 'noted', 'closed',
    'reopened')),
  text              text not null default '',
  facts             jsonb not null default '{}',                   -- of an inspection: when, where, who, samples, finding
  at                timestamptz(3) not null default clock_now(),
  user_id           text,                                          -- null: the system
  user_name         text,
  organization_id   uuid,
  organization_name text
);
create index alert_event_of on alert_event (alert_id, id);

call protect_table('alert_rule');
call protect_table('section_pair');
call protect_table('alert_receiver');
call protect_table('alert');
call protect_table('alert_party');
call protect_table('alert_event');
revoke delete on alert_rule, section_pair, alert_receiver, alert, alert_party, alert_event from qunce_system;
call sign_itself('alert_rule');
call sign_itself('section_pair');
call sign_itself('alert_receiver');
call sign_itself('alert_event');
create trigger added_only before update or delete on section_pair for each row execute function refuse_change();
create trigger added_only before update or delete on alert_receiver for each row execute function refuse_change();
create trigger added_only before update or delete on alert_event for each row execute function refuse_change();

-- An alert is seen by whom it concerns: who sees its section (both sides of the border, who coordinates them), and whom it
-- is for.
grant select on alert, alert_party, alert_event to qunce_app;
grant insert on alert_event to qunce_app;
grant update (state, version, closed_at) on alert to qunce_app;
grant update (received_at, received_by) on alert_party to qunce_app;
create function actor_receives(which uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from alert_party p where p.alert_id = which and p.organization_id = actor_organization_id())
$$;
revoke execute on function actor_receives from public;
grant execute on function actor_receives to qunce_app, qunce_system;
create policy reader_sees on alert for select to qunce_app using (
  (select actor_may('alert.read')) and (actor_receives(id) or exists (select from section s where s.id = section_id)));
create policy receiver_acts on alert for update to qunce_app
  using ((select actor_may('alert.handle')) and actor_receives(id)) with check (actor_receives(id));
create policy reader_sees on alert_party for select to qunce_app using (exists (select from alert a where a.id = alert_id));
create policy receiver_receives on alert_party for update to qunce_app
  using ((select actor_may('alert.handle')) and organization_id = (select actor_organization_id()) and received_at is null)
  with check (organization_id = (select actor_organization_id()));
create policy reader_sees on alert_event for select to qunce_app using (exists (select from alert a where a.id = alert_id));
create policy receiver_signs on alert_event for insert to qunce_app with check (
  (select actor_may('alert.handle')) and actor_receives(alert_id) and kind not in ('raised', 'missed', 'revised')
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id()));

-- An alert takes the steps of its machine alone (src/monitoring/alerts/rules/machine.ts), each with its event before it.
create function alert_moves() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.state <> old.state and not (old.state || '>' || new.state) = any (array['open>received', 'open>handling',
    'received>handling', 'handling>closed', 'closed>handling'])
    or new.version <> old.version + 1
    or to_jsonb(new) - array['state', 'version', 'closed_at'] <> to_jsonb(old) - array['state', 'version', 'closed_at']
  then
    raise exception 'An alert takes the steps of its machine.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function alert_moves from public;
create trigger moves before update on alert for each row execute function alert_moves();
create function alert_party_holds() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.received_at is not null and (new.received_at is distinct from old.received_at or new.received_by is distinct from old.received_by)
    or old.missed_at is not null and new.missed_at is distinct from old.missed_at
    or (new.alert_id, new.organization_id, new.side, new.receive_by) is distinct from
      (old.alert_id, old.organization_id, old.side, old.receive_by)
  then
    raise exception 'What was received stays so.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function alert_party_holds from public;
create trigger holds before update on alert_party for each row execute function alert_party_holds();

-- Who keeps a section says who receives and how long water takes; rules are made by who handles alerts, for sections that
-- it keeps or coordinates.
grant select, insert on alert_rule, section_pair, alert_receiver to qunce_app;
grant update (retired_at) on alert_rule to qunce_app;
create policy reader_sees on alert_rule for select to qunce_app using (
  (select actor_may('alert.read')) and (organization_id = (select actor_organization_id())
    or exists (select from section s where s.id = any (sections))));
create policy handler_adds on alert_rule for insert to qunce_app with check (
  (select actor_may('alert.handle')) and retired_at is null
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())
  and not exists (select from unnest(sections) as wanted (id) where wanted.id not in (select id from kept_section)));
create policy owner_retires on alert_rule for update to qunce_app
  using ((select actor_may('alert.handle')) and organization_id = (select actor_organization_id()) and retired_at is null)
  with check (organization_id = (select actor_organization_id()) and retired_at is not null);
create policy reader_sees on section_pair for select to qunce_app using (
  (select actor_may('alert.read')) and exists (select from section s where s.id in (upstream_id, downstream_id)));
create policy keeper_adds on section_pair for insert to qunce_app with check (
  (select actor_may('alert.handle')) and downstream_id in (select id from kept_section)
  and upstream_id in (select id from section)
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id()));
create policy reader_sees on alert_receiver for select to qunce_app using (
  (select actor_may('alert.read')) and exists (select from section s where s.id = section_id));
create policy keeper_adds on alert_receiver for insert to qunce_app with check (
  (select actor_may('alert.handle')) and section_id in (select id from kept_section)
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id()));

-- The matter that a missed receipt became.
alter table escalation add column alert_id uuid references alert (id);
create index escalation_alert on escalation (alert_id) where alert_id is not null;

-- A missed receipt becomes a matter of the joint meeting (src/delivery/joint): the system takes its number.
create function take_matter_serial(scope uuid, year integer) returns integer
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into joint_serial as s (kind, scope, year, last)
    values ('escalation', take_matter_serial.scope, take_matter_serial.year, 1)
    on conflict on constraint joint_serial_pkey do update set last = s.last + 1
    returning s.last
$$;
revoke execute on function take_matter_serial from public;
grant execute on function take_matter_serial to qunce_system;
