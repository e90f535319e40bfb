-- Indicators (指标) with what was observed of them, and the rolling pool of projects (项目).
-- What was observed, reported of a project, asked for and decided is added, never changed: a revised statistic is a
-- further version of its period. Values are numeric and travel as decimal text; money is whole 万元 (…_wan).

-- Indicators ---------------------------------------------------------------------------------------------------------

create table indicator (
  home_jurisdiction      char(6) not null,
  id                     uuid not null,
  revision               integer not null default 1,             -- the ETag
  document_id            uuid references document (id),          -- null: entered by hand, without a plan
  commitment_id          uuid,                                   -- the target commitment that it was made from
  provision              text collate "C",
  provision_label        text not null default '',
  quote                  text not null default '',               -- the sentence behind the target
  sort_key               bigint not null default 0,              -- the order of the plan
  name                   text not null,
  unit                   text not null default '',
  nature                 text check (nature in ('binding', 'expected')), -- 约束性, 预期性; null: the plan does not say
  accumulation           text not null check (accumulation in
                           ('level', 'cumulative', 'interval', 'keep', 'growth', 'reduction', 'graded')),
  direction              text not null check (direction in ('up', 'down')), -- which way is better
  base_value             numeric,
  base_year              integer check (base_year between 1900 and 2200),
  target_value           numeric,                                -- of an interval: its lower end
  target_upper           numeric,                                -- of an interval: its upper end
  limit_lower            numeric,                                -- of an interval: where the score is 0 below
  limit_upper            numeric,                                -- … and above
  target_year            integer check (target_year between 1900 and 2200),
  jurisdiction_code      char(6),                                -- whose value it is; null: of the whole plan
  data_organization_id   uuid references organization (id),      -- who supplies the figures
  owner_organization_id  uuid not null references organization (id),
  visibility             text not null check (visibility in ('cluster', 'organization')),
  roll_up                text check (roll_up in ('sum', 'weighted', 'each')), -- how lower plans' targets make up this one
  expected_places        char(6)[] not null default '{}',        -- the places whose plans must have a part
  retired_at             timestamptz(3),
  retired_reason         text,
  sample                 boolean not null default false,
  created_at             timestamptz(3) not null default now(),
  updated_at             timestamptz(3) not null default now(),
  primary key (home_jurisdiction, id),
  unique (id),
  check ((retired_at is null) = (retired_reason is null)),
  check (target_year is null or base_year is null or base_year < target_year),
  check (target_upper is null or target_value is null or target_value <= target_upper)
);
create unique index indicator_of_commitment on indicator (commitment_id, owner_organization_id)
  where commitment_id is not null and retired_at is null;
create index indicator_provision on indicator (document_id, provision) where document_id is not null;
create index indicator_order on indicator (sort_key, id);

-- One figure of one period. The newest version of a period counts; the others stay on record with their day.
create table indicator_observation (
  home_jurisdiction  char(6) not null,
  id                 uuid not null,
  indicator_id       uuid not null references indicator (id),
  period             text not null check (period ~ '^[0-9]{4}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))?$'), -- 2026, 2026H1, 2026Q3, 2026-05
  year               integer not null,
  version            integer not null,
  value              numeric not null,
  grade              text not null check (grade in ('statement', 'document', 'measured', 'verified')),
  source             text not null,                              -- 统计公报, 监测站 … in words
  published_on       date,
  reason             text,                                       -- why the figure of this period was revised
  report_id          uuid references report (id),                -- the accepted report that said so
  at                 timestamptz(3) not null default now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  primary key (home_jurisdiction, id),
  unique (indicator_id, period, version),
  check (version = 1 or reason is not null)
);

-- Figures that came since the reports that stand were held against them: a trigger adds a row each time, the check
-- (src/delivery/reporting/recheck.ts) removes the rows that it has seen.
create table figure_due (
  seq           bigint generated always as identity primary key,
  indicator_id  uuid not null,
  period        text not null
);

-- A lower plan's target that makes up a part of a higher one.
create table indicator_part (
  higher_id  uuid not null references indicator (id),
  lower_id   uuid not null references indicator (id),
  weight     numeric check (weight > 0),                         -- of roll_up weighted
  primary key (higher_id, lower_id),
  check (higher_id <> lower_id)
);
create index indicator_part_lower on indicator_part (lower_id);

-- A task that an indicator of another provision measures. Those of the same provision belong together by themselves.
create table indicator_task (
  indicator_id  uuid not null references indicator (id),
  task_id       uuid not null references task (id),
  primary key (indicator_id, task_id)
);
create index indicator_task_task on indicator_task (task_id);

-- Projects -----------------------------------------------------------------------------------------------------------

create table project (
  home_jurisdiction       char(6) not null,
  id                      uuid not null,
  revision                integer not null default 1,
  document_id             uuid references document (id),
  commitment_id           uuid,
  provision               text collate "C",
  provision_label         text not null default '',
  quote                   text not null default '',
  name                    text not null,
  code                    text check (code ~ '^([0-9]{2}(0[1-9]|1[0-2])|20(1[6-9]|20))-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9A-Z]{6}$'), -- GB/T 40058, or of 2016–2020
  industry                text not null default '',
  content                 text not null default '',              -- 建设内容及规模
  builder                 text not null default '',              -- 项目业主
  jurisdiction_code       char(6),
  organization_id         uuid not null references organization (id), -- who answers for it (责任单位)
  owner_organization_id   uuid not null references organization (id), -- the office that keeps the pool
  visibility              text not null check (visibility in ('cluster', 'organization')),
  class                   text not null check (class in              -- of the latest move; project_move has them all
                            ('proposed', 'reserve', 'preparing', 'starting', 'continuing', 'finished', 'stopped', 'transferred')),
  class_since             date not null,
  start_planned           text check (start_planned ~ '^2[01][0-9]{2}(-(0[1-9]|1[0-2]))?$'),
  finish_planned          text check (finish_planned ~ '^2[01][0-9]{2}(-(0[1-9]|1[0-2]))?$'),
  started_on              date,
  finished_on             date,
  investment_total_wan    bigint check (investment_total_wan >= 0), -- 万元; null: not known
  geometry                geometry (Geometry, 4490),             -- a point or a line, CGCS2000, longitude first
  sample                  boolean not null default false,
  created_at              timestamptz(3) not null default now(),
  updated_at              timestamptz(3) not null default now(),
  primary key (home_jurisdiction, id),
  unique (id),
  check (geometry is null or geometrytype(geometry) in ('POINT', 'LINESTRING', 'MULTILINESTRING')),
  check (geometry is null or (st_xmin(geometry) >= 73 and st_xmax(geometry) <= 136 and st_ymin(geometry) >= 3
    and st_ymax(geometry) <= 54)) -- within China
);
create unique index project_code on project (code, owner_organization_id) where code is not null;
create unique index project_of_commitment on project (commitment_id, owner_organization_id) where commitment_id is not null;
create index project_order on project (name, id);
create index project_provision on project (document_id, provision) where document_id is not null;

-- 要素: what a project needs and what it was granted. Capital in whole 万元, the others in 公顷.
create table project_element (
  project_id  uuid not null references project (id),
  kind        text not null check (kind in ('capital_wan', 'land_ha', 'sea_ha', 'forest_ha')),
  needed      numeric check (needed >= 0),
  granted     numeric check (granted >= 0),
  primary key (project_id, kind),
  check (kind <> 'capital_wan' or (coalesce(needed, 0) % 1 = 0 and coalesce(granted, 0) % 1 = 0))
);

-- The yearly list (年度清单): in which class a project is this year, and what is to be invested.
create table project_year (
  project_id      uuid not null references project (id),
  year            integer not null check (year between 1990 and 2200),
  class           text not null check (class in ('reserve', 'preparing', 'starting', 'continuing', 'finished')),
  planned_wan     bigint check (planned_wan >= 0),
  removed_on      date,
  removed_reason  text,
  primary key (project_id, year),
  check ((removed_on is null) = (removed_reason is null)),
  check (class not in ('reserve', 'preparing') or planned_wan is null) -- preparatory projects have no yearly investment
);
create index project_year_list on project_year (year, class);

-- What is asked for: to be taken into the pool, onto a year's list, to move to another class, to leave.
create table project_request (
  id                 uuid primary key,
  revision           integer not null default 1,
  project_id         uuid not null references project (id),
  kind               text not null check (kind in ('enter_pool', 'enter_year', 'move', 'leave_year')),
  year               integer check (year between 1990 and 2200),
  to_class           text check (to_class in
                       ('reserve', 'preparing', 'starting', 'continuing', 'finished', 'stopped', 'transferred')),
  planned_wan        bigint check (planned_wan >= 0),
  happened_on        date,                                       -- of a move: the day of what proves it
  reason             text not null,
  evidence           text not null default '',                   -- permit, start report, acceptance: what proves it
  state              text not null default 'proposed' check (state in ('proposed', 'approved', 'refused', 'withdrawn')),
  decided_at         timestamptz(3),
  decided_by         text,
  decision_reason    text,
  at                 timestamptz(3) not null default now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  check ((state = 'proposed') = (decided_at is null)),
  check (state <> 'refused' or decision_reason is not null),
  check (kind not in ('enter_year', 'leave_year') or year is not null),
  check (kind <> 'move' or to_class is not null)
);
create index project_request_project on project_request (project_id, at);
create index project_request_open on project_request (at) where state = 'proposed';
create unique index project_request_once on project_request (project_id, kind, coalesce(year, 0)) where state = 'proposed';

-- Every class that a project was in, since when and why.
create table project_move (
  project_id  uuid not null references project (id),
  seq         integer not null,
  from_class  text not null,
  to_class    text not null,
  moved_on    date not null,
  reason      text not null,
  evidence    text not null default '',
  request_id  uuid references project_request (id),              -- null: by itself, on 1 January
  at          timestamptz(3) not null default now(),
  user_name   text,
  primary key (project_id, seq)
);

-- What was invested since 1 January of the year up to the end of a month, and how far the work is.
create table project_progress (
  project_id         uuid not null references project (id),
  month              text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  version            integer not null,
  invested_wan       bigint not null check (invested_wan >= 0),
  in_place_wan       bigint check (in_place_wan >= 0),           -- 到位资金
  stage              text not null default '',                   -- 形象进度
  grade              text not null check (grade in ('statement', 'document', 'measured', 'verified')),
  source             text not null,
  reason             text,
  at                 timestamptz(3) not null default now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  primary key (project_id, month, version),
  check (version = 1 or reason is not null)
);

create table project_task (
  project_id  uuid not null references project (id),
  task_id     uuid not null references task (id),
  primary key (project_id, task_id)
);
create index project_task_task on project_task (task_id);

-- Who sees and changes what -------------------------------------------------------------------------------------------

call protect_table('indicator');
call protect_table('indicator_observation');
call protect_table('figure_due');
call protect_table('indicator_part');
call protect_table('indicator_task');
call protect_table('project');
call protect_table('project_element');
call protect_table('project_year');
call protect_table('project_request');
call protect_table('project_move');
call protect_table('project_progress');
call protect_table('project_task');

grant select, insert, update on indicator to qunce_app;
create policy reader_sees on indicator for select to qunce_app using (
  (select actor_may('delivery.read'))
  and (visibility = 'cluster' or owner_organization_id = (select actor_organization_id())
    or data_organization_id = (select actor_organization_id())));
create policy owner_adds on indicator for insert to qunce_app with check (
  (select actor_may('indicator.manage')) and owner_organization_id = (select actor_organization_id()));
create policy owner_changes on indicator for update to qunce_app
  using ((select actor_may('indicator.manage')) and owner_organization_id = (select actor_organization_id()))
  with check (owner_organization_id = (select actor_organization_id()));

-- The owner and the unit that supplies the figures observe; only the owner vouches for what another supplied.
grant select, insert on indicator_observation to qunce_app;
create policy reader_sees on indicator_observation for select to qunce_app using (
  exists (select from indicator i where i.id = indicator_id));
create policy supplier_observes on indicator_observation for insert to qunce_app with check (
  (select actor_may('indicator.observe'))
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())
  and exists (select from indicator i where i.id = indicator_id and i.retired_at is null
    and (select actor_organization_id()) in (i.owner_organization_id, i.data_organization_id)
    and (report_id is null or exists (select from report r where r.id = report_id
      and r.owner_organization_id = (select actor_organization_id())))
    and (grade <> 'verified' or ((select actor_may('delivery.review'))
      and i.data_organization_id is distinct from (select actor_organization_id())))));

grant select, insert, update, delete on indicator_part to qunce_app;
create policy reader_sees on indicator_part for select to qunce_app using (
  exists (select from indicator i where i.id = higher_id));
create policy owner_keeps on indicator_part for all to qunce_app
  using ((select actor_may('indicator.manage')) and exists (select from indicator i where i.id = higher_id
    and i.owner_organization_id = (select actor_organization_id())))
  with check ((select actor_may('indicator.manage'))
    and exists (select from indicator i where i.id = higher_id
      and i.owner_organization_id = (select actor_organization_id()))
    and exists (select from indicator i where i.id = lower_id));

grant select, insert, delete on indicator_task to qunce_app;
create policy reader_sees on indicator_task for select to qunce_app using (
  exists (select from indicator i where i.id = indicator_id) and exists (select from task t where t.id = task_id));
create policy owner_keeps on indicator_task for all to qunce_app
  using ((select actor_may('indicator.manage')) and exists (select from indicator i where i.id = indicator_id
    and i.owner_organization_id = (select actor_organization_id())))
  with check ((select actor_may('indicator.manage'))
    and exists (select from indicator i where i.id = indicator_id
      and i.owner_organization_id = (select actor_organization_id()))
    and exists (select from task t where t.id = task_id));

-- What is only proposed is seen by who proposed it and by the office that decides.
grant select, insert, update on project to qunce_app;
create policy reader_sees on project for select to qunce_app using (
  (select actor_may('delivery.read'))
  and ((visibility = 'cluster' and class <> 'proposed') or owner_organization_id = (select actor_organization_id())
    or organization_id = (select actor_organization_id())));
-- Who keeps a pool decides on what enters it: an organization for which somebody acts who may.
create function keeps_a_pool(which uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from membership m join permission_grant g on g.role = m.role and g.permission = 'project.approve'
    where m.organization_id = which and m.revoked_at is null)
$$;
revoke execute on function keeps_a_pool from public;
grant execute on function keeps_a_pool to qunce_app, qunce_system;
create policy unit_proposes on project for insert to qunce_app with check (
  (select actor_may('project.propose')) and class = 'proposed'
  and (owner_organization_id = (select actor_organization_id()) and (select actor_may('project.approve'))
    or keeps_a_pool(owner_organization_id))
  and (select actor_organization_id()) in (organization_id, owner_organization_id));
create policy pool_changes on project for update to qunce_app
  using (((select actor_may('project.approve')) and owner_organization_id = (select actor_organization_id()))
    or ((select actor_may('project.propose')) and organization_id = (select actor_organization_id())))
  with check ((select actor_organization_id()) in (organization_id, owner_organization_id));
-- The class, whose it is and who sees it are the pool's to say; they follow from decisions.
create function guard_project() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'qunce_app' and old.owner_organization_id is distinct from actor_organization_id()
      and (new.class, new.class_since, new.owner_organization_id, new.organization_id, new.visibility, new.started_on, new.finished_on)
        is distinct from
        (old.class, old.class_since, old.owner_organization_id, old.organization_id, old.visibility, old.started_on, old.finished_on) then
    raise exception 'Only the office that keeps the pool moves a project.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger pool_moves before update on project for each row execute function guard_project();

grant select, insert, update, delete on project_element to qunce_app;
create policy reader_sees on project_element for select to qunce_app using (
  exists (select from project p where p.id = project_id));
create policy keeper_keeps on project_element for all to qunce_app
  using ((select actor_may('project.propose')) and exists (select from project p where p.id = project_id
    and (select actor_organization_id()) in (p.organization_id, p.owner_organization_id)))
  with check ((select actor_may('project.propose')) and exists (select from project p where p.id = project_id
    and (select actor_organization_id()) in (p.organization_id, p.owner_organization_id)));

grant select, insert, update on project_year to qunce_app;
create policy reader_sees on project_year for select to qunce_app using (
  exists (select from project p where p.id = project_id));
create policy pool_lists on project_year for insert to qunce_app with check (
  (select actor_may('project.approve')) and exists (select from project p where p.id = project_id
    and p.owner_organization_id = (select actor_organization_id())));
create policy pool_changes on project_year for update to qunce_app
  using ((select actor_may('project.approve')) and exists (select from project p where p.id = project_id
    and p.owner_organization_id = (select actor_organization_id())))
  with check (exists (select from project p where p.id = project_id
    and p.owner_organization_id = (select actor_organization_id())));

-- Asked by who answers for the project or keeps the pool; decided by who keeps it; taken back by who asked.
grant select, insert on project_request to qunce_app;
grant update (state, revision, decided_at, decided_by, decision_reason) on project_request to qunce_app;
create policy reader_sees on project_request for select to qunce_app using (
  (select actor_may('delivery.read')) and (organization_id = (select actor_organization_id())
    or exists (select from project p where p.id = project_id
      and (select actor_organization_id()) in (p.organization_id, p.owner_organization_id))));
create policy unit_asks on project_request for insert to qunce_app with check (
  (select actor_may('project.propose')) and state = 'proposed'
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())
  and exists (select from project p where p.id = project_id
    and (select actor_organization_id()) in (p.organization_id, p.owner_organization_id)));
create policy pool_decides on project_request for update to qunce_app
  using (state = 'proposed' and (select actor_may('project.approve')) and exists (select from project p
    where p.id = project_id and p.owner_organization_id = (select actor_organization_id())))
  with check (state in ('approved', 'refused'));
create policy unit_withdraws on project_request for update to qunce_app
  using (state = 'proposed' and (select actor_may('project.propose')) and organization_id = (select actor_organization_id()))
  with check (state = 'withdrawn' and organization_id = (select actor_organization_id()));

grant select, insert on project_move to qunce_app;
create policy reader_sees on project_move for select to qunce_app using (
  exists (select from project p where p.id = project_id));
create policy pool_moves on project_move for insert to qunce_app with check (
  (select actor_may('project.approve')) and exists (select from project p where p.id = project_id
    and p.owner_organization_id = (select actor_organization_id())));

grant select, insert on project_progress to qunce_app;
create policy reader_sees on project_progress for select to qunce_app using (
  exists (select from project p where p.id = project_id));
create policy unit_reports on project_progress for insert to qunce_app with check (
  (select actor_may('project.propose'))
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())
  and exists (select from project p where p.id = project_id
    and (select actor_organization_id()) in (p.organization_id, p.owner_organization_id)
    and (grade <> 'verified' or ((select actor_may('delivery.review'))
      and p.organization_id <> (select actor_organization_id())))));

grant select, insert, delete on project_task to qunce_app;
create policy reader_sees on project_task for select to qunce_app using (
  exists (select from project p where p.id = project_id) and exists (select from task t where t.id = task_id));
create policy pool_keeps on project_task for all to qunce_app
  using ((select actor_may('project.approve')) and exists (select from project p where p.id = project_id
    and p.owner_organization_id = (select actor_organization_id())))
  with check ((select actor_may('project.approve'))
    and exists (select from project p where p.id = project_id
      and p.owner_organization_id = (select actor_organization_id()))
    and exists (select from task t where t.id = task_id));

call sign_itself('indicator_observation');
call sign_itself('project_request');
call sign_itself('project_progress');
create trigger added_only before update or delete on indicator_observation for each row execute function refuse_change();
create trigger added_only before update or delete on project_move for each row execute function refuse_change();
create trigger added_only before update or delete on project_progress for each row execute function refuse_change();

-- What belongs to a task: by an explicit link, by the same commitment, by the same provision -----------------------------
-- Plain views: whoever asks sees what its own policies show.

create view indicator_of_task with (security_invoker = true) as
  select l.indicator_id, l.task_id from indicator_task l join indicator i on i.id = l.indicator_id
    where i.retired_at is null
  union
  select i.id, t.id from indicator i join task t on t.document_id = i.document_id
    where i.retired_at is null and (t.provision = i.provision or t.commitment_id = i.commitment_id);
create view project_of_task with (security_invoker = true) as
  select l.project_id, l.task_id from project_task l
  union
  select p.id, t.id from project p join task t on t.document_id = p.document_id
    where t.provision = p.provision or t.commitment_id = p.commitment_id;
grant select on indicator_of_task, project_of_task to qunce_app, qunce_system;

-- A figure that changed makes the lights of its tasks due.
create function lights_follow_indicator() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into light_due (task_id)
    select distinct o.task_id from indicator_of_task o where o.indicator_id in (select indicator_id from touched);
  return null;
end $$;
create function lights_follow_indicator_facts() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into light_due (task_id)
    select distinct o.task_id from indicator_of_task o where o.indicator_id in (select id from touched);
  return null;
end $$;
create function lights_follow_project() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into light_due (task_id)
    select distinct o.task_id from project_of_task o where o.project_id in (select id from touched);
  return null;
end $$;
create function lights_follow_progress() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into light_due (task_id)
    select distinct o.task_id from project_of_task o where o.project_id in (select project_id from touched);
  return null;
end $$;
create function figure_becomes_due() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into figure_due (indicator_id, period) select distinct indicator_id, period from touched;
  return null;
end $$;
revoke execute on function figure_becomes_due from public;
create trigger figure_due_insert after insert on indicator_observation referencing new table as touched
  for each statement execute function figure_becomes_due();
revoke execute on function lights_follow_indicator, lights_follow_indicator_facts, lights_follow_project,
  lights_follow_progress from public;
create trigger light_due_insert after insert on indicator_observation referencing new table as touched
  for each statement execute function lights_follow_indicator();
create trigger light_due_link after insert on indicator_task referencing new table as touched
  for each statement execute function lights_follow_indicator();
create trigger light_due_unlink after delete on indicator_task referencing old table as touched
  for each statement execute function light_becomes_due();
create trigger light_due_insert after insert on indicator referencing new table as touched
  for each statement execute function lights_follow_indicator_facts();
create trigger light_due_update after update on indicator referencing new table as touched
  for each statement execute function lights_follow_indicator_facts();
create trigger light_due_insert after insert on project referencing new table as touched
  for each statement execute function lights_follow_project();
create trigger light_due_update after update on project referencing new table as touched
  for each statement execute function lights_follow_project();
create trigger light_due_insert after insert on project_progress referencing new table as touched
  for each statement execute function lights_follow_progress();
create trigger light_due_link after insert on project_task referencing new table as touched
  for each statement execute function light_becomes_due();
create trigger light_due_unlink after delete on project_task referencing old table as touched
  for each statement execute function light_becomes_due();
