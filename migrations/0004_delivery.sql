-- From commitment to done: what was dispatched to whom, when it is reported, what was reported with which evidence, and
-- what state (light) follows from it. Reports, reviews, events and changes of lights are added, never changed; a draft is
-- its writer's own. Rows that grow without end carry the jurisdiction of the government that keeps them first in their key.

insert into permission_grant (role, permission)
select role, permission
from (values
  ('office',     array['delivery.read', 'delivery.dispatch', 'delivery.review', 'delivery.report', 'delivery.supervise',
                       'delivery.escalate', 'delivery.configure', 'meeting.manage', 'indicator.manage',
                       'indicator.observe', 'project.propose', 'project.approve']),
  ('department', array['delivery.read', 'delivery.report', 'delivery.escalate', 'indicator.observe', 'project.propose']),
  ('city',       array['delivery.read', 'delivery.report', 'delivery.escalate', 'indicator.observe', 'project.propose']),
  ('leader',     array['delivery.read'])
) as matrix (role, permissions), unnest(permissions) as permission;

-- Policies ask for it once for each table of a statement: in this form with a plan that the session keeps.
create or replace function actor_may(wanted text) returns boolean language plpgsql stable parallel safe as $$
begin
  return exists (select from permission_grant
    where role = nullif(current_setting('qunce.role', true), '') and permission = wanted);
end
$$;

-- What time it is for everything from which days are counted: the server's clock where it tells one (a replay, a test), else
-- the database's own.
create function clock_now() returns timestamptz language sql stable as $$
  select coalesce(nullif(current_setting('qunce.now', true), '')::timestamptz, now())
$$;
revoke execute on function clock_now from public;
grant execute on function clock_now to qunce_app, qunce_system;

-- A programme (台账) is a set of tasks that one office supervises together: those of a plan, or an imported list.
create table programme (
  id                     uuid primary key,
  home_jurisdiction      char(6) not null,
  revision               integer not null default 1,
  title                  text not null,
  document_id            uuid references document (id),          -- the plan; null: imported
  owner_organization_id  uuid not null references organization (id),
  visibility             text not null check (visibility in ('cluster', 'organization')),
  frequency              text not null check (frequency in ('month', 'quarter', 'half_year', 'year')),
  opens_days_before      integer not null default 20 check (opens_days_before between 0 and 120), -- before it is due
  due_day                text not null default 'end' check (due_day ~ '^(end|(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))$'), -- 'end' of the period, or MM-DD within its last month
  receipt_days           integer not null default 5 check (receipt_days between 1 and 60),        -- working days
  starts_on              date not null,
  ends_on                date,
  retired_at             timestamptz(3),
  retired_reason         text,
  sample                 boolean not null default false,
  created_at             timestamptz(3) not null default clock_now(),
  updated_at             timestamptz(3) not null default clock_now(),
  check ((retired_at is null) = (retired_reason is null))
);
create unique index programme_of_document on programme (document_id, owner_organization_id) where document_id is not null;

create table task (
  home_jurisdiction      char(6) not null,
  id                     uuid not null,
  revision               integer not null default 1,             -- the ETag
  programme_id           uuid not null references programme (id),
  number                 integer not null,                       -- 序号 in its programme
  external_key           text,                                   -- of an imported row: the same key again is the same task
  origin                 text not null check (origin in ('commitment', 'resolution', 'import')),
  commitment_id          uuid,
  document_id            uuid references document (id),
  provision              text collate "C",
  provision_label        text not null default '',
  chapter                text collate "C" not null default '' check (chapter <> '*'), -- * counts all chapters
  chapter_label          text not null default '',
  resolution_id          uuid,
  title                  text not null,
  text                   text not null,                          -- the words that oblige
  measure                text not null default '',               -- 成果形式: how one will know that it is done
  pace                   text not null check (pace in ('finite', 'ongoing')), -- ongoing: 长期坚持, never closed
  state                  text not null check (state in ('dispatched', 'underway', 'closing', 'closed', 'retired')),
  owner_organization_id  uuid not null references organization (id), -- the office that dispatches and accepts
  visibility             text not null check (visibility in ('cluster', 'organization')),
  assigned               uuid[] not null default '{}',           -- every unit that answers or answered; derived
  places                 char(6)[] not null default '{000000}',  -- cities and provinces of the units now, and 000000; derived
  due_on                 date check (due_on between '2000-01-01' and '2199-12-31'),
  dispatched_at          timestamptz(3),
  closed_at              timestamptz(3),
  retired_reason         text,
  sort_key               bigint not null,
  created_at             timestamptz(3) not null default clock_now(),
  updated_at             timestamptz(3) not null default clock_now(),
  primary key (home_jurisdiction, id),
  unique (id),
  unique (programme_id, number),
  check ((state = 'retired') = (retired_reason is not null))
);
create unique index task_of_commitment on task (programme_id, commitment_id) where commitment_id is not null and state <> 'retired';
create unique index task_external on task (programme_id, external_key) where external_key is not null;
create index task_page on task (programme_id, sort_key);
create index task_document on task (document_id) where document_id is not null;
create index task_commitment on task (commitment_id) where commitment_id is not null;
create index task_assigned on task using gin (assigned);

-- Who answers for a task, since when and until when. A unit that is merged passes its tasks on: its row ends, the
-- successor's begins, the history stays.
create table task_assignment (
  task_id                uuid not null references task (id),
  seq                    integer not null,
  organization_id        uuid not null references organization (id),
  role                   text not null check (role in ('lead', 'participant', 'responsible')),
  printed                text not null default '',               -- as the plan names it
  receipt_due_on         date,
  received_at            timestamptz(3),
  received_by            text,                                   -- user's name
  begun_on               date not null,
  ended_on               date,
  ended_cause            text check (ended_cause in ('succeeded', 'amended')),
  closing_requested_at   timestamptz(3),                         -- each lead asks for itself: no lead closes for another
  primary key (task_id, seq),
  check ((ended_on is null) = (ended_cause is null))
);
create unique index task_assignment_current on task_assignment (task_id, organization_id) where ended_on is null;
create index task_assignment_organization on task_assignment (organization_id) where ended_on is null;

-- What happened to a task, in the open: its timeline. facts hold no report's content.
create table task_event (
  home_jurisdiction  char(6) not null,
  id                 uuid not null,
  task_id            uuid not null references task (id),
  kind               text not null check (kind in ('dispatched', 'received', 'amended', 'work_plan_filed', 'milestone_done',
                       'milestone_undone', 'close_requested', 'close_refused', 'closed', 'reopened', 'retired', 'restored',
                       'succeeded', 'report_submitted', 'report_accepted', 'report_returned', 'report_waived',
                       'report_demanded', 'report_contradicted', 'escalation_resolved', 'meeting_decided')),
  at                 timestamptz(3) not null default clock_now(),
  user_id            text,
  user_name          text,
  organization_id    uuid,
  organization_name  text,
  facts              jsonb not null default '{}',
  primary key (home_jurisdiction, id)
);
create index task_event_task on task_event (task_id, at, id);

create table task_comment (
  id                 uuid primary key,
  task_id            uuid not null references task (id),
  text               text not null,
  mentions           uuid[] not null default '{}',
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null
);
create index task_comment_task on task_comment (task_id, at);

-- The lead's work plan (工作方案): every filing is a row; its milestones are the road map (时间表、路线图).
create table work_plan (
  task_id            uuid not null references task (id),
  organization_id    uuid not null,
  number             integer not null,
  text               text not null,
  filed_at           timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_name  text not null,
  primary key (task_id, organization_id, number)
);

create table milestone (
  id               uuid primary key,
  revision         integer not null default 1,
  task_id          uuid not null references task (id),
  organization_id  uuid not null references organization (id),
  position         integer not null,
  title            text not null,
  due_on           date not null check (due_on between '2000-01-01' and '2199-12-31'),
  done_on          date,
  dropped_at       timestamptz(3),                               -- a later work plan has it no more
  created_at       timestamptz(3) not null default clock_now(),
  updated_at       timestamptz(3) not null default clock_now()
);
create index milestone_task on milestone (task_id, due_on) where dropped_at is null;

-- Reporting ----------------------------------------------------------------------------------------------------------

create table cycle (
  id                     uuid primary key,
  programme_id           uuid not null references programme (id),
  period                 text not null,                          -- 2026H1, 2026Q3, 2026-05, 2026
  starts_on              date not null,
  ends_on                date not null,
  opens_on               date not null,
  due_on                 date not null,                          -- a working day
  owner_organization_id  uuid not null,
  visibility             text not null,
  opened_at              timestamptz(3),                         -- obligations were made
  closed_at              timestamptz(3),
  lights_kept_at         timestamptz(3),                         -- the closed_at whose light_snapshot was taken
  unique (programme_id, period)
);

-- One unit owes one report for one task in one cycle.
create table report_obligation (
  home_jurisdiction      char(6) not null,
  id                     uuid not null,
  revision               integer not null default 1,
  cycle_id               uuid not null references cycle (id),
  programme_id           uuid not null,
  task_id                uuid not null references task (id),
  organization_id        uuid not null references organization (id),
  role                   text not null check (role in ('lead', 'participant', 'responsible')),
  reports_to             uuid not null references organization (id), -- a participant's: its lead; a lead's: the office
  owner_organization_id  uuid not null,                          -- the office
  visibility             text not null,
  opens_on               date not null,
  due_on                 date not null,
  state                  text not null check (state in ('due', 'submitted', 'returned', 'accepted', 'waived')),
  submitted_at           timestamptz(3),                         -- the first time that stood, not since a return
  accepted_at            timestamptz(3),
  waived_reason          text,
  waived_cause           text check (waived_cause in ('unit_left', 'task_ended', 'succeeded')), -- null: the office's decision
  succeeded_by_id        uuid references organization (id),      -- who holds the duty today of the unit that reported
  latest_report_id       uuid,
  returns                integer not null default 0,
  primary key (home_jurisdiction, id),
  unique (id),
  unique (task_id, cycle_id, organization_id)
);
create index report_obligation_desk on report_obligation (organization_id, due_on, task_id)
  include (state) where state in ('due', 'returned');
create index report_obligation_review on report_obligation (reports_to, cycle_id, task_id) where state = 'submitted';
create index report_obligation_cycle on report_obligation (cycle_id, organization_id, state);
create index report_obligation_task on report_obligation (task_id, due_on);
create index report_obligation_heir on report_obligation (succeeded_by_id) where succeeded_by_id is not null;

-- What a unit is writing: nobody else's eyes.
create table report_draft (
  obligation_id    uuid primary key references report_obligation (id),
  organization_id  uuid not null,
  revision         integer not null default 1,
  content          jsonb not null,
  updated_at       timestamptz(3) not null default now(),
  user_id          text not null,
  user_name        text not null
);

-- What was submitted, each time.
create table report (
  home_jurisdiction      char(6) not null,
  id                     uuid not null,
  obligation_id          uuid not null references report_obligation (id),
  number                 integer not null,                       -- 1, 2 after a return …
  task_id                uuid not null,
  cycle_id               uuid not null,
  organization_id        uuid not null,
  reports_to             uuid not null,
  owner_organization_id  uuid not null,
  content                jsonb not null,
  claim                  text not null check (claim in ('not_started', 'on_track', 'behind', 'blocked', 'done')),
  grade                  text not null check (grade in ('statement', 'document', 'measured', 'verified')),
  at                     timestamptz(3) not null default now(),
  user_id                text not null,
  user_name              text not null,
  organization_name      text not null,
  primary key (home_jurisdiction, id),
  unique (id),
  unique (obligation_id, number)
);
create index report_task on report (task_id, at);

create table report_review (
  id                 uuid primary key,
  report_id          uuid not null references report (id),
  obligation_id      uuid not null,
  decision           text not null check (decision in ('accepted', 'returned')),
  reason             text,
  at                 timestamptz(3) not null default now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  check (decision = 'accepted' or reason is not null)
);
create index report_review_obligation on report_review (obligation_id, at);

-- A file or a figure that stands behind what is said. statement: own word; document: a paper of somebody's; measured:
-- from a measuring system or the map; verified: checked by somebody independent.
create table evidence (
  id                 uuid primary key,
  task_id            uuid not null references task (id),
  title              text not null,
  grade              text not null check (grade in ('statement', 'document', 'measured', 'verified')),
  sha256             char(64),                                   -- in the file store; null: a link or a figure
  file_name          text,
  media_type         text,
  bytes              bigint,
  source             text,                                       -- where it comes from, in words
  at                 timestamptz(3) not null default now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  succeeded_by_id    uuid references organization (id)           -- who goes on with what its giver had begun
);
create index evidence_task on evidence (task_id);

-- Who checked a piece of evidence: another organization than the one that gave it. Its grade follows.
create table evidence_verification (
  id                 uuid primary key,
  evidence_id        uuid not null references evidence (id),
  note               text not null default '',
  at                 timestamptz(3) not null default now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null
);
create index evidence_verification_evidence on evidence_verification (evidence_id);

-- 催报: who was reminded of what is owed in a cycle, when.
create table cycle_reminder (
  id                 uuid primary key,
  cycle_id           uuid not null references cycle (id),
  organization_id    uuid not null references organization (id),
  obligations        integer not null,
  at                 timestamptz(3) not null default now(),
  user_id            text not null,
  user_name          text not null
);
create index cycle_reminder_cycle on cycle_reminder (cycle_id, organization_id, at);

create table report_evidence (
  report_id    uuid not null references report (id),
  evidence_id  uuid not null references evidence (id),
  primary key (report_id, evidence_id)
);
create index report_evidence_evidence on report_evidence (evidence_id);

-- A claim that what Qunce knows otherwise contradicts; both are shown. Explained by a person, or gone with a new report.
create table contradiction (
  id            uuid primary key,
  task_id       uuid not null references task (id),
  report_id     uuid not null references report (id),
  kind          text not null,                                   -- done_without_milestones, figure_differs, project_not_started …
  claimed       jsonb not null,
  known         jsonb not null,
  found_at      timestamptz(3) not null default now(),
  settled_at    timestamptz(3),
  settled_by    text,
  settlement    text,
  check ((settled_at is null) = (settlement is null))
);
create index contradiction_open on contradiction (task_id) where settled_at is null;

-- Lights -------------------------------------------------------------------------------------------------------------
-- Computed by the rules of src/delivery/lights from the evidence; a date may change one, so each says when to look again.
-- One writer (refreshLights, under a lock) keeps the four tables in step. Retired tasks have no light.

create table task_light (
  task_id        uuid primary key references task (id),
  light          text not null check (light in ('red', 'yellow', 'green', 'grey', 'closed')),
  reasons        jsonb not null,                                 -- [{ rule, facts }], the worst first
  severity       smallint not null,                              -- place of the worst rule in the table of rules: 1 hurts most
  grade          text not null check (grade in ('none', 'statement', 'document', 'measured', 'verified')), -- of the evidence behind it
  rules_version  integer not null,
  since          date not null,                                  -- of this light
  computed_at    timestamptz(3) not null default now(),
  check_on       date,                                           -- the next day on which time alone may change it
  programme_id   uuid not null,                                  -- where light_count counts it
  chapter        text collate "C" not null,
  places         char(6)[] not null,
  visibility     text not null,                                  -- who sees it, as of the task: a policy that looked there
  owner_organization_id uuid not null,                           -- would read every task for the cockpit's first twelve
  assigned       uuid[] not null
);
create index task_light_check on task_light (check_on) where check_on is not null;
create index task_light_worst on task_light (light, severity, since, task_id);
create index task_light_worst_of on task_light (programme_id, light, severity, since, task_id);

create table light_change (
  task_id        uuid not null references task (id),
  seq            bigint generated always as identity,
  at             timestamptz(3) not null default now(),
  light          text not null,                                  -- none: the task is retired
  reasons        jsonb not null,
  rules_version  integer not null,
  primary key (task_id, seq)
);

-- Tasks whose evidence changed since their light was computed: triggers add a row each time, the refresh removes the rows
-- that it has seen. (One row for each task would be lost, or waited for, when both happen at once.)
create table light_due (
  seq      bigint generated always as identity primary key,
  task_id  uuid not null
);
create index light_due_task on light_due (task_id);

-- How many tasks have which light, and of which grade its evidence is: a cluster's cockpit is a short sum. The refresh adds
-- the differences.
create table light_count (
  programme_id     uuid not null references programme (id),
  chapter          text collate "C" not null,                    -- *: all of them
  place            char(6) not null,                             -- 000000: each task once
  chapter_label    text not null,
  red              integer not null default 0 check (red >= 0),
  yellow           integer not null default 0 check (yellow >= 0),
  grey             integer not null default 0 check (grey >= 0),
  green            integer not null default 0 check (green >= 0),
  closed           integer not null default 0 check (closed >= 0),
  grade_none       integer not null default 0 check (grade_none >= 0),
  grade_statement  integer not null default 0 check (grade_statement >= 0),
  grade_document   integer not null default 0 check (grade_document >= 0),
  grade_measured   integer not null default 0 check (grade_measured >= 0),
  grade_verified   integer not null default 0 check (grade_verified >= 0),
  primary key (programme_id, chapter, place),
  check (red + yellow + grey + green + closed = grade_none + grade_statement + grade_document + grade_measured + grade_verified)
);

-- The same as it was when a cycle was closed, for the trend; written by the refresh from light_change, and anew when the
-- cycle was reopened and is closed again.
create table light_snapshot (
  cycle_id      uuid not null references cycle (id),
  programme_id  uuid not null references programme (id),
  chapter       text collate "C" not null,                       -- *: all of them
  place         char(6) not null,
  red           integer not null,
  yellow        integer not null,
  grey          integer not null,
  green         integer not null,
  closed        integer not null,
  primary key (cycle_id, chapter, place)
);
create index light_count_place on light_count (place, chapter);
create index light_snapshot_place on light_snapshot (place, chapter, cycle_id);

-- By which rule scores (考核得分) are counted: published, versioned, never changed; src/delivery/scores says what each part
-- means. Scores themselves are counted from the evidence whenever they are asked for.
create table score_rule (
  version            integer primary key check (version > 0),
  title              text not null,
  parts              jsonb not null,                             -- { on_time: { weight }, returned: { each, cap } … }
  note               text not null default '',
  applies_from       date not null,                              -- counts for periods that begin on this day or later
  published_at       timestamptz(3) not null default now(),
  user_id            text,                                       -- null: comes with Qunce
  user_name          text,
  organization_id    uuid,
  organization_name  text
);
insert into score_rule (version, title, parts, note, applies_from) values (1, '默认考核规则', '{
  "on_time": {"weight": 40}, "progress": {"weight": 40}, "evidence": {"weight": 20},
  "returned": {"each": 1, "cap": 10}, "contradicted": {"each": 2, "cap": 10}, "closed_early": {"each": 1, "cap": 5}
}', '随系统提供的默认规则，非任何文件规定；正式考核前请发布本地规则。', '1900-01-01');

-- The next version while it is written: one draft of an organization, changed until it is published or thrown away.
create table score_draft (
  organization_id  uuid primary key references organization (id),
  revision         integer not null default 1,                   -- the ETag
  title            text not null,
  parts            jsonb not null,
  note             text not null default '',
  applies_from     date not null,
  updated_at       timestamptz(3) not null default now(),
  user_id          text not null,
  user_name        text not null
);

-- Who sees and changes what -------------------------------------------------------------------------------------------

call protect_table('programme');
call protect_table('task');
call protect_table('task_assignment');
call protect_table('task_event');
call protect_table('task_comment');
call protect_table('work_plan');
call protect_table('milestone');
call protect_table('cycle');
call protect_table('report_obligation');
call protect_table('report_draft');
call protect_table('report');
call protect_table('report_review');
call protect_table('evidence');
call protect_table('report_evidence');
call protect_table('evidence_verification');
call protect_table('cycle_reminder');
call protect_table('contradiction');
call protect_table('task_light');
call protect_table('light_change');
call protect_table('light_due');
call protect_table('light_count');
call protect_table('light_snapshot');
call protect_table('score_rule');
call protect_table('score_draft');

-- A programme of the cluster is seen by all who may read delivery; an organization's own by it, and each task of it by
-- the units that answer for that task.
grant select, insert, update on programme to qunce_app;
create policy reader_sees on programme for select to qunce_app using (
  (select actor_may('delivery.read')) and (visibility = 'cluster' or owner_organization_id = (select actor_organization_id())
    or exists (select from task t where t.programme_id = programme.id)));
create policy owner_adds on programme for insert to qunce_app with check (
  (select actor_may('delivery.dispatch')) and owner_organization_id = (select actor_organization_id()));
create policy owner_changes on programme for update to qunce_app
  using ((select actor_may('delivery.dispatch')) and owner_organization_id = (select actor_organization_id()))
  with check (owner_organization_id = (select actor_organization_id()));

grant select, insert, update on task to qunce_app;
create policy reader_sees on task for select to qunce_app using (
  (select actor_may('delivery.read'))
  and (visibility = 'cluster' or owner_organization_id = (select actor_organization_id())
    or (select actor_organization_id()) = any (assigned)));
-- (A function: the programme's own policy looks at its tasks.)
create function keeps_programme(which uuid, seen_by text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from programme where id = which and visibility = seen_by
    and owner_organization_id = actor_organization_id())
$$;
revoke execute on function keeps_programme from public;
grant execute on function keeps_programme to qunce_app, qunce_system;
create policy owner_adds on task for insert to qunce_app with check (
  ((select actor_may('delivery.dispatch')) or (select actor_may('meeting.manage')))
  and owner_organization_id = (select actor_organization_id())
  and state = 'dispatched' and closed_at is null
  and keeps_programme(programme_id, visibility));
create policy owner_changes on task for update to qunce_app
  using (((select actor_may('delivery.dispatch')) or (select actor_may('delivery.review')))
    and owner_organization_id = (select actor_organization_id()))
  with check (owner_organization_id = (select actor_organization_id()));
-- The state machine (src/delivery/tasks/rules/taskMachine.ts holds the same table). Where a person takes the step, what it
-- stands on must be there: a receipt, the request of each lead.
create function task_moves() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if (old.state, new.state) not in (
    ('dispatched', 'underway'), ('dispatched', 'retired'), ('underway', 'closing'), ('underway', 'retired'),
    ('closing', 'underway'), ('closing', 'closed'), ('closing', 'retired'), ('closed', 'underway'), ('retired', 'underway'))
  then
    raise exception 'A task that is % does not become %.', old.state, new.state using errcode = 'insufficient_privilege';
  end if;
  if actor_user_id() is null then
    return new;
  end if;
  if old.state = 'dispatched' and new.state = 'underway' and not exists (
    select from task_assignment a where a.task_id = new.id and a.received_at is not null)
  then
    raise exception 'A task is under way when a unit has received it.' using errcode = 'insufficient_privilege';
  end if;
  if new.state = 'closed' and new.pace = 'ongoing' then
    raise exception 'An ongoing task is never signed off.' using errcode = 'insufficient_privilege';
  end if;
  if new.state = 'closing' and not exists (
      select from task_assignment a where a.task_id = new.id and a.ended_on is null and a.closing_requested_at is not null)
    or new.state = 'closed' and exists (
      select from task_assignment a where a.task_id = new.id and a.ended_on is null and a.role <> 'participant'
        and a.closing_requested_at is null)
  then
    raise exception 'No lead closes for another.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger task_moves before update on task for each row
  when (old.state is distinct from new.state) execute function task_moves();

-- What a unit that answers may do to its own assignment, and to the task by it: receive (签收), ask for the sign-off
-- (申请销号). Which columns change is held by these functions: a policy holds only rows.
create function receive_task(which uuid, moment timestamptz, by_whom text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  stands text;
begin
  perform actor_must('delivery.report');
  select state into stands from task where id = which for update;
  if stands not in ('dispatched', 'underway', 'closing') then return false; end if;
  update task_assignment set received_at = moment, received_by = by_whom
    where task_id = which and organization_id = actor_organization_id() and ended_on is null and received_at is null;
  if not found then return false; end if;
  update task set state = 'underway', revision = revision + 1, updated_at = moment where id = which and state = 'dispatched';
  return true;
end $$;
create function ask_to_close(which uuid, moment timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  stands text;
begin
  perform actor_must('delivery.report');
  select state into stands from task where id = which for update;
  if stands not in ('underway', 'closing') then return false; end if;
  update task_assignment set closing_requested_at = moment
    where task_id = which and organization_id = actor_organization_id() and ended_on is null and role <> 'participant'
      and closing_requested_at is null;
  if not found then return false; end if;
  update task set state = 'closing', revision = revision + 1, updated_at = moment where id = which and state = 'underway';
  return true;
end $$;
revoke execute on function receive_task, ask_to_close from public;
grant execute on function receive_task, ask_to_close to qunce_app;

-- What hangs on a task is seen with it.
create procedure follow_task(follower regclass) language plpgsql as $$
begin
  execute format('grant select on %s to qunce_app', follower);
  execute format('create policy reader_sees on %s for select to qunce_app using (
      exists (select from task t where t.id = %s.task_id))', follower, follower);
end $$;
call follow_task('task_assignment');
call follow_task('task_event');
call follow_task('task_comment');
call follow_task('work_plan');
call follow_task('milestone');
call follow_task('light_change');
drop procedure follow_task;

grant insert on task_assignment, task_event, task_comment, work_plan, milestone to qunce_app;
grant update (receipt_due_on, ended_on, ended_cause, closing_requested_at, role) on task_assignment to qunce_app;
create policy owner_assigns on task_assignment for insert to qunce_app with check (
  exists (select from task t where t.id = task_id and t.owner_organization_id = (select actor_organization_id())));
create policy owner_changes on task_assignment for update to qunce_app using (
  ((select actor_may('delivery.dispatch')) or (select actor_may('delivery.review')))
  and exists (select from task t where t.id = task_id and t.owner_organization_id = (select actor_organization_id())));

-- Receipts and requests are the units' own: the office neither makes one nor anything but takes a request back. A unit whose
-- role changes has received the task all the same.
create function guard_assignment() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'qunce_app' and new.closing_requested_at is not null
      and (tg_op = 'INSERT' or new.closing_requested_at is distinct from old.closing_requested_at)
    or current_user = 'qunce_app' and tg_op = 'INSERT' and new.received_at is not null and not exists (
      select from task_assignment a where a.task_id = new.task_id and a.organization_id = new.organization_id
        and (a.received_at, a.received_by) is not distinct from (new.received_at, new.received_by))
  then
    raise exception 'A unit receives, and asks for the sign-off, for itself.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger units_speak before insert or update on task_assignment for each row execute function guard_assignment();

create policy actor_signs on task_event for insert to qunce_app with check (
  user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())
  and exists (select from task t where t.id = task_id));
create policy actor_comments on task_comment for insert to qunce_app with check (
  ((select actor_may('delivery.report')) or (select actor_may('delivery.review')))
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())
  and exists (select from task t where t.id = task_id));

create function actor_answers_for(which uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from task_assignment a where a.task_id = which and a.ended_on is null
    and a.organization_id = actor_organization_id())
$$;
revoke execute on function actor_answers_for from public;
grant execute on function actor_answers_for to qunce_app, qunce_system;

-- The names of who acts are looked up, not believed.
create function signs_itself() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if actor_user_id() is not null then
    new.user_name := coalesce((select name from auth_user where id = actor_user_id()), new.user_name);
    new.organization_name := coalesce((select name from organization where id = actor_organization_id()), new.organization_name);
  end if;
  return new;
end $$;
revoke execute on function signs_itself from public;
create procedure sign_itself(signed regclass) language plpgsql as $$
begin
  execute format('create trigger signs_itself before insert on %s for each row execute function signs_itself()', signed);
end $$;
call sign_itself('task_event');
call sign_itself('task_comment');
call sign_itself('work_plan');
call sign_itself('report');
call sign_itself('report_review');
call sign_itself('evidence');
call sign_itself('evidence_verification');

-- What the timeline says has happened: who writes it has done it, and the task stands where it leads.
create function task_event_holds() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  me uuid := actor_organization_id();
  t task;
begin
  if actor_user_id() is null then
    return new;
  end if;
  select * into t from task where id = new.task_id;
  if not (case
      when new.kind in ('received', 'work_plan_filed', 'milestone_done', 'milestone_undone', 'report_submitted')
        then me = any (t.assigned)
      when new.kind = 'close_requested' then me = any (t.assigned) and t.state = 'closing'
      when new.kind in ('report_accepted', 'report_returned', 'report_contradicted')
        then me = t.owner_organization_id or me = any (t.assigned)
      when new.kind in ('escalation_resolved', 'meeting_decided') then actor_may('delivery.escalate')
      when new.kind = 'succeeded' then false
      else me = t.owner_organization_id and t.state = case new.kind when 'closed' then 'closed' when 'retired' then 'retired'
        when 'reopened' then 'underway' when 'restored' then 'underway' when 'close_refused' then 'underway'
        else t.state end
    end)
  then
    raise exception 'The timeline says what happened, by whom.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function task_event_holds from public;
create trigger holds before insert on task_event for each row execute function task_event_holds();

create policy unit_files on work_plan for insert to qunce_app with check (
  (select actor_may('delivery.report')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id()) and actor_answers_for(task_id));
grant update (revision, position, title, due_on, done_on, dropped_at, updated_at) on milestone to qunce_app;
create policy unit_plans on milestone for insert to qunce_app with check (
  (select actor_may('delivery.report')) and organization_id = (select actor_organization_id()) and actor_answers_for(task_id));
create policy unit_keeps on milestone for update to qunce_app
  using ((select actor_may('delivery.report')) and organization_id = (select actor_organization_id())
    and actor_answers_for(task_id))
  with check (organization_id = (select actor_organization_id()));

grant select, insert on cycle to qunce_app;
grant update (opens_on, due_on, opened_at, closed_at) on cycle to qunce_app;
create policy reader_sees on cycle for select to qunce_app using (
  exists (select from programme p where p.id = programme_id));
create policy owner_adds on cycle for insert to qunce_app with check (
  (select actor_may('delivery.dispatch')) and owner_organization_id = (select actor_organization_id())
  and exists (select from programme p where p.id = programme_id
    and p.owner_organization_id = (select actor_organization_id()) and p.visibility = cycle.visibility));
create policy owner_changes on cycle for update to qunce_app
  using ((select actor_may('delivery.dispatch')) and owner_organization_id = (select actor_organization_id()))
  with check (owner_organization_id = (select actor_organization_id()));

grant select, insert on cycle_reminder to qunce_app;
create policy reader_sees on cycle_reminder for select to qunce_app using (
  exists (select from cycle c where c.id = cycle_id));
create policy owner_reminds on cycle_reminder for insert to qunce_app with check (
  (select actor_may('delivery.review')) and user_id = (select actor_user_id())
  and exists (select from cycle c where c.id = cycle_id and c.owner_organization_id = (select actor_organization_id())));

-- That a report is owed, and whether it came, is in the open; what it says is not, before it is accepted.
grant select, insert, update on report_obligation to qunce_app;
create policy reader_sees on report_obligation for select to qunce_app using (
  (select actor_may('delivery.read'))
  and (visibility = 'cluster' or organization_id = (select actor_organization_id())
    or reports_to = (select actor_organization_id()) or owner_organization_id = (select actor_organization_id())
    or succeeded_by_id = (select actor_organization_id())));
create policy owner_asks on report_obligation for insert to qunce_app with check (
  (select actor_may('delivery.dispatch')) and owner_organization_id = (select actor_organization_id())
  and state = 'due' and submitted_at is null and accepted_at is null and latest_report_id is null
  and exists (select from cycle c where c.id = cycle_id and c.programme_id = report_obligation.programme_id
    and c.owner_organization_id = (select actor_organization_id()) and c.visibility = report_obligation.visibility)
  and exists (select from task t where t.id = task_id and t.programme_id = report_obligation.programme_id
    and t.owner_organization_id = (select actor_organization_id())));
create policy owner_changes on report_obligation for update to qunce_app
  using (((select actor_may('delivery.dispatch')) or (select actor_may('delivery.review')))
    and owner_organization_id = (select actor_organization_id()))
  with check (owner_organization_id = (select actor_organization_id()));
create policy unit_submits on report_obligation for update to qunce_app
  using ((select actor_may('delivery.report')) and organization_id = (select actor_organization_id())
    and state in ('due', 'returned', 'submitted'))
  with check (organization_id = (select actor_organization_id()) and state = 'submitted');
create policy lead_consolidates on report_obligation for update to qunce_app
  using ((select actor_may('delivery.report')) and reports_to = (select actor_organization_id())
    and state in ('submitted', 'accepted'))
  with check (reports_to = (select actor_organization_id()) and state in ('accepted', 'returned'));

-- The state machine (src/delivery/reporting/rules/obligation.ts holds the same table) and who may take which step: a
-- policy sees one row, this sees the one before as well. The system's own work is bound by the machine alone.
create function successor_owes(which_task uuid, which_cycle uuid, unit uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from report_obligation o
    where o.task_id = which_task and o.cycle_id = which_cycle and o.organization_id = unit)
$$;
revoke execute on function successor_owes from public;
grant execute on function successor_owes to qunce_app, qunce_system;
create function report_obligation_moves() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  me uuid := actor_organization_id();
  is_submission boolean := new.state = 'submitted'
    and (old.state <> 'submitted' or new.latest_report_id is distinct from old.latest_report_id);
  is_decision boolean := new.state <> old.state and new.state in ('accepted', 'returned');
  is_office_step boolean := new.state <> old.state and new.state in ('waived', 'due');
begin
  if (new.home_jurisdiction, new.id, new.cycle_id, new.programme_id, new.task_id, new.owner_organization_id)
    is distinct from (old.home_jurisdiction, old.id, old.cycle_id, old.programme_id, old.task_id, old.owner_organization_id)
  then
    raise exception 'What report is owed is not changed.' using errcode = 'insufficient_privilege';
  end if;
  if new.state <> old.state and (old.state, new.state) not in (
    ('due', 'submitted'), ('due', 'waived'), ('submitted', 'accepted'), ('submitted', 'returned'),
    ('returned', 'submitted'), ('returned', 'waived'), ('accepted', 'returned'), ('waived', 'due'))
  then
    raise exception 'A report that is % does not become %.', old.state, new.state using errcode = 'insufficient_privilege';
  end if;
  if actor_user_id() is null then
    return new;
  end if;
  if me <> old.owner_organization_id and
    (new.organization_id, new.role, new.reports_to, new.visibility, new.opens_on, new.due_on, new.waived_reason,
      new.waived_cause, new.succeeded_by_id)
    is distinct from
    (old.organization_id, old.role, old.reports_to, old.visibility, old.opens_on, old.due_on, old.waived_reason,
      old.waived_cause, old.succeeded_by_id)
  then
    raise exception 'The office says who reports what to whom by when.' using errcode = 'insufficient_privilege';
  end if;
  if is_submission then
    -- With a report that is new: what came back is not sent again as it was.
    if me <> old.organization_id or not actor_may('delivery.report')
      or new.latest_report_id is not distinct from old.latest_report_id or not exists (
      select from report r where r.id = new.latest_report_id and r.obligation_id = old.id and r.organization_id = me
        and r.number = (select max(later.number) from report later where later.obligation_id = old.id))
    then
      raise exception 'A unit submits its own report.' using errcode = 'insufficient_privilege';
    end if;
  elsif new.latest_report_id is distinct from old.latest_report_id then
    raise exception 'Which report counts changes with a submission.' using errcode = 'insufficient_privilege';
  end if;
  if new.returns <> old.returns + (new.state = 'returned' and old.state <> 'returned')::int
    or (new.submitted_at is distinct from old.submitted_at and not is_submission and not is_decision)
  then
    raise exception 'Returns and the day of submission are counted, not written.' using errcode = 'insufficient_privilege';
  end if;
  if is_decision and not exists (
    select from report_review v where v.report_id = old.latest_report_id and v.decision = new.state
      and v.organization_id = me and v.user_id = actor_user_id())
  then
    raise exception 'A decision is signed.' using errcode = 'insufficient_privilege';
  end if;
  if is_office_step and me <> old.owner_organization_id then
    raise exception 'The office waives and asks again.' using errcode = 'insufficient_privilege';
  end if;
  -- What comes back of a unit that is no more is for its successor to mend, unless that owes a report of its own.
  if new.state = 'returned' and old.state <> 'returned' and old.succeeded_by_id is not null
    and not successor_owes(old.task_id, old.cycle_id, old.succeeded_by_id)
  then
    new.organization_id := old.succeeded_by_id;
    new.succeeded_by_id := null;
  end if;
  return new;
end $$;
create trigger report_obligation_moves before update on report_obligation
  for each row execute function report_obligation_moves();

-- A draft is its unit's own; whoever writes on it last signs it.
grant select, insert, update, delete on report_draft to qunce_app;
create policy unit_own on report_draft for all to qunce_app
  using ((select actor_may('delivery.report')) and organization_id = (select actor_organization_id()))
  with check ((select actor_may('delivery.report')) and organization_id = (select actor_organization_id())
    and user_id = (select actor_user_id())
    and exists (select from report_obligation o where o.id = obligation_id
      and o.organization_id = (select actor_organization_id()) and o.state in ('due', 'returned', 'submitted')));

-- What was submitted is seen by who wrote it, by who receives it and by the office; by all, once it is accepted.
grant select, insert on report to qunce_app;
create policy reader_sees on report for select to qunce_app using (
  (select actor_may('delivery.read'))
  and (organization_id = (select actor_organization_id()) or owner_organization_id = (select actor_organization_id())
    or exists (select from report_obligation o where o.id = obligation_id
      and ((select actor_organization_id()) in (o.organization_id, o.reports_to, o.succeeded_by_id)
        or (o.state = 'accepted' and o.latest_report_id = report.id)))));
create policy unit_submits on report for insert to qunce_app with check (
  (select actor_may('delivery.report')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id())
  and exists (select from report_obligation o where o.id = obligation_id and o.task_id = report.task_id
    and o.home_jurisdiction = report.home_jurisdiction
    and o.cycle_id = report.cycle_id and o.organization_id = (select actor_organization_id())
    and o.reports_to = report.reports_to and o.owner_organization_id = report.owner_organization_id
    and o.state in ('due', 'returned', 'submitted')));

-- A report stands on its strongest evidence, and says of itself no more than that: asked when all that it brings is there.
create function report_grade_holds() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  grades text[] := array['statement', 'document', 'measured', 'verified'];
begin
  if actor_user_id() is not null and array_position(grades, new.grade) > coalesce((
    select max(array_position(grades, e.grade)) from report_evidence x join evidence e on e.id = x.evidence_id
    where x.report_id = new.id), 1)
  then
    raise exception 'A report is of no better grade than its evidence.' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
revoke execute on function report_grade_holds from public;
create constraint trigger grade_holds after insert on report deferrable initially deferred
  for each row execute function report_grade_holds();

-- Nobody decides on what he wrote himself. Where an office itself owes a report, another person of it decides.
grant select, insert on report_review to qunce_app;
create policy reader_sees on report_review for select to qunce_app using (
  exists (select from report r where r.id = report_id));
create policy receiver_decides on report_review for insert to qunce_app with check (
  user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())
  and exists (select from report r join report_obligation o on o.id = r.obligation_id
    where r.id = report_id and o.id = report_review.obligation_id and o.latest_report_id = r.id
      and (o.state = 'submitted' or (o.state = 'accepted' and report_review.decision = 'returned'))
      and ((o.reports_to = (select actor_organization_id()) and (select actor_may('delivery.report')))
        or (o.owner_organization_id = (select actor_organization_id()) and (select actor_may('delivery.review'))))
      and (o.organization_id <> (select actor_organization_id())
        or (o.reports_to = o.organization_id and r.user_id <> (select actor_user_id())))));

-- Evidence is its giver's until it stands behind a report; then whoever sees the report sees it.
grant select, insert on evidence, report_evidence, evidence_verification to qunce_app;
create policy reader_sees on evidence for select to qunce_app using (
  (select actor_may('delivery.read')) and ((select actor_organization_id()) in (organization_id, succeeded_by_id)
    or exists (select from report_evidence e where e.evidence_id = evidence.id)));
create policy actor_adds on evidence for insert to qunce_app with check (
  ((select actor_may('delivery.report')) or (select actor_may('delivery.review')))
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())
  and grade <> 'verified'
  and (actor_answers_for(task_id)
    or exists (select from task t where t.id = task_id and t.owner_organization_id = (select actor_organization_id()))));
create policy reader_sees on report_evidence for select to qunce_app using (
  exists (select from report r where r.id = report_id));
-- Only what one may see can be put behind a report: a guessed id would show another's file. (A function, because the
-- policy that says who sees evidence asks this very table.)
create function actor_may_attach(which_report uuid, which_evidence uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select actor_may('delivery.report') and exists (
    select from report r join evidence e on e.task_id = r.task_id
    where r.id = which_report and e.id = which_evidence
      and r.organization_id = actor_organization_id() and r.user_id = actor_user_id()
      and (actor_organization_id() in (e.organization_id, e.succeeded_by_id) or exists (
        select from report_evidence x join report y on y.id = x.report_id join report_obligation o on o.id = y.obligation_id
        where x.evidence_id = e.id
          and (actor_organization_id() in (y.organization_id, y.owner_organization_id, o.organization_id, o.reports_to)
            or (o.visibility = 'cluster' and o.state = 'accepted' and o.latest_report_id = y.id)))))
$$;
revoke execute on function actor_may_attach from public;
grant execute on function actor_may_attach to qunce_app, qunce_system;
create policy unit_attaches on report_evidence for insert to qunce_app with check (actor_may_attach(report_id, evidence_id));
-- Who checks is not who reported.
create policy reader_sees on evidence_verification for select to qunce_app using (
  exists (select from evidence e where e.id = evidence_id));
create policy checker_verifies on evidence_verification for insert to qunce_app with check (
  (select actor_may('delivery.review')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id())
  and exists (select from evidence e where e.id = evidence_id and e.grade <> 'verified'
    and e.organization_id <> (select actor_organization_id())
    and e.succeeded_by_id is distinct from (select actor_organization_id())));
create function evidence_is_verified() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update evidence set grade = 'verified' where id = new.evidence_id;
  insert into light_due (task_id) select task_id from evidence where id = new.evidence_id;
  return null;
end $$;
revoke execute on function evidence_is_verified from public;

-- 印证 of a report: its strongest evidence as it stands now, checked since or not; without any, as it was sent.
create function report_grade(which_report uuid) returns text language sql stable strict as $$
  select coalesce((
    select e.grade from report_evidence x join evidence e on e.id = x.evidence_id where x.report_id = r.id
    order by array_position(array['verified', 'measured', 'document', 'statement'], e.grade) limit 1), r.grade)
  from report r where r.id = which_report
$$;
create trigger evidence_is_verified after insert on evidence_verification
  for each row execute function evidence_is_verified();

-- What contradicts a report is written with it; only the office settles it, and a newer report of the same unit does.
grant select, insert on contradiction to qunce_app;
grant update (settled_at, settled_by, settlement) on contradiction to qunce_app;
create policy reader_sees on contradiction for select to qunce_app using (exists (select from report r where r.id = report_id));
create policy reporter_is_contradicted on contradiction for insert to qunce_app with check (
  settled_at is null and exists (select from report r where r.id = report_id and r.task_id = contradiction.task_id
    and (select actor_organization_id()) in (r.organization_id, r.owner_organization_id)));
create policy owner_settles on contradiction for update to qunce_app
  using ((select actor_may('delivery.review'))
    and exists (select from report r where r.id = report_id and r.owner_organization_id = (select actor_organization_id())))
  with check (settled_at is not null);
create function report_supersedes() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update contradiction c set settled_at = t.at, settled_by = '', settlement = 'superseded'
    from touched t join report former on former.task_id = t.task_id
      and (former.organization_id = t.organization_id or former.obligation_id = t.obligation_id)
    where c.report_id = former.id and former.id <> t.id and c.settled_at is null;
  return null;
end $$;
revoke execute on function report_supersedes from public;
create trigger report_supersedes after insert on report referencing new table as touched
  for each statement execute function report_supersedes();

-- A light is seen with its task (a task without one is retired).
grant select on task_light to qunce_app;
create policy reader_sees on task_light for select to qunce_app using (
  (select actor_may('delivery.read'))
  and (visibility = 'cluster' or owner_organization_id = (select actor_organization_id())
    or (select actor_organization_id()) = any (assigned)));

-- A programme that others do not see is not counted for them either.
grant select on light_count, light_snapshot to qunce_app;
create policy reader_sees on light_count for select to qunce_app using (
  (select actor_may('delivery.read'))
  and programme_id in (select p.id from programme p
    where p.visibility = 'cluster' or p.owner_organization_id = (select actor_organization_id())));
create policy reader_sees on light_snapshot for select to qunce_app using (
  (select actor_may('delivery.read'))
  and programme_id in (select p.id from programme p
    where p.visibility = 'cluster' or p.owner_organization_id = (select actor_organization_id())));

grant select, insert on score_rule to qunce_app;
create policy reader_sees on score_rule for select to qunce_app using ((select actor_may('delivery.read')));
create policy office_publishes on score_rule for insert to qunce_app with check (
  (select actor_may('delivery.configure')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id()));
grant select, insert, update, delete on score_draft to qunce_app;
create policy office_drafts on score_draft for all to qunce_app
  using ((select actor_may('delivery.configure')) and organization_id = (select actor_organization_id()))
  with check ((select actor_may('delivery.configure')) and organization_id = (select actor_organization_id())
    and user_id = (select actor_user_id()));

create trigger added_only before update or delete on task_event for each row execute function refuse_change();
create trigger added_only before update or delete on task_comment for each row execute function refuse_change();
create trigger added_only before update or delete on work_plan for each row execute function refuse_change();
create trigger added_only before update or delete on report for each row execute function refuse_change();
create trigger added_only before update or delete on report_review for each row execute function refuse_change();
create trigger added_only before update or delete on report_evidence for each row execute function refuse_change();
create trigger added_only before update or delete on evidence_verification for each row execute function refuse_change();
create trigger added_only before update or delete on cycle_reminder for each row execute function refuse_change();
create trigger added_only before update or delete on light_change for each row execute function refuse_change();
create trigger added_only before update on light_snapshot for each row execute function refuse_change();
create trigger added_only before update or delete on score_rule for each row execute function refuse_change();

-- What is derived ----------------------------------------------------------------------------------------------------

-- Units and places of a task follow its assignments.
create function follow_assignments() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update task t set
      assigned = coalesce((select array_agg(distinct a.organization_id) from task_assignment a where a.task_id = t.id), '{}'),
      places = coalesce((select array_agg(distinct place.code order by place.code)
        from task_assignment a
          join organization o on o.id = a.organization_id
          cross join lateral (values ('000000'::char(6)), ((left(o.jurisdiction_code, 2) || '0000')::char(6)),
            ((left(o.jurisdiction_code, 4) || '00')::char(6))) place (code)
        where a.task_id = t.id and a.ended_on is null and place.code is not null), '{000000}')
    where t.id in (select distinct task_id from touched);
  return null;
end $$;
create trigger task_follows_insert after insert on task_assignment referencing new table as touched
  for each statement execute function follow_assignments();
create trigger task_follows_update after update on task_assignment referencing new table as touched
  for each statement execute function follow_assignments();
revoke execute on function follow_assignments from public;

-- Evidence that changed makes the light due.
create function light_becomes_due() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into light_due (task_id) select distinct task_id from touched where task_id is not null;
  return null;
end $$;
create function light_of_task_becomes_due() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into light_due (task_id) select id from touched;
  return null;
end $$;
revoke execute on function light_becomes_due, light_of_task_becomes_due from public;

create procedure make_lights_due(evidence_table regclass) language plpgsql as $$
begin
  execute format('create trigger light_due_insert after insert on %s referencing new table as touched
    for each statement execute function light_becomes_due()', evidence_table);
  execute format('create trigger light_due_update after update on %s referencing new table as touched
    for each statement execute function light_becomes_due()', evidence_table);
end $$;
call make_lights_due('task_assignment');
call make_lights_due('milestone');
call make_lights_due('report_obligation');
call make_lights_due('report');
call make_lights_due('contradiction');
create trigger light_due_insert after insert on task referencing new table as touched
  for each statement execute function light_of_task_becomes_due();
create trigger light_due_update after update on task referencing new table as touched
  for each statement execute function light_of_task_becomes_due();
