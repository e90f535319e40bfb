-- What one unit cannot solve, and what was promised and not done: matters raised through the ladder that a cluster
-- configures (提请), joint meetings and what they decide (联席会议, 议定事项), supervision notices (督办单) and special
-- inspections (专项督查). What was said and decided is added, never changed; where a matter stands is a column.

-- Numbers of a year without gaps: 提请〔2026〕3号. Taken in the transaction that uses them.
create table joint_serial (
  kind   text not null check (kind in ('escalation', 'meeting', 'notice', 'inspection')),
  scope  uuid not null,                                          -- the office; of a meeting its tier
  year   smallint not null,                                      -- 0: counted over all years
  last   integer not null,
  primary key (kind, scope, year)
);
call protect_table('joint_serial');
create function take_serial(kind text, scope uuid, year integer) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  taken integer;
begin
  perform actor_must(case kind when 'escalation' then 'delivery.escalate' when 'meeting' then 'meeting.manage'
    else 'delivery.supervise' end);
  insert into joint_serial as s (kind, scope, year, last)
    values (take_serial.kind, take_serial.scope, take_serial.year, 1)
    on conflict on constraint joint_serial_pkey do update set last = s.last + 1
    returning s.last into taken;
  return taken;
end $$;
revoke execute on function take_serial from public;
grant execute on function take_serial to qunce_app;

-- Ladders --------------------------------------------------------------------------------------------------------------

create table ladder (
  id                     uuid primary key,
  revision               integer not null default 1,
  cluster_id             text not null references cluster (id),
  owner_organization_id  uuid not null references organization (id), -- the office that keeps it
  name                   text not null,
  source                 text not null default '',               -- the words of the plan that it follows
  retired_at             timestamptz(3),
  created_at             timestamptz(3) not null default clock_now(),
  updated_at             timestamptz(3) not null default clock_now()
);

create table ladder_tier (
  id           uuid primary key,
  ladder_id    uuid not null references ladder (id),
  position     smallint not null,                                -- 1 is where matters begin
  name         text not null,
  answer_days  smallint check (answer_days between 1 and 250),   -- working days; null: nothing rises from here by itself
  rotation     text not null check (rotation in ('none', 'meeting', 'year')), -- when the next host takes over
  hosts        uuid[] not null check (cardinality(hosts) > 0),   -- in the order of their turn
  members      uuid[] not null default '{}',                     -- who is invited
  dropped_at   timestamptz(3)
);
create unique index ladder_tier_position on ladder_tier (ladder_id, position) where dropped_at is null;

call protect_table('ladder');
call protect_table('ladder_tier');
grant select, insert on ladder, ladder_tier to qunce_app;
grant update (revision, name, source, retired_at, updated_at) on ladder to qunce_app;
grant update (position, name, answer_days, rotation, hosts, members, dropped_at) on ladder_tier to qunce_app;
create policy reader_sees on ladder for select to qunce_app using ((select actor_may('delivery.read')));
create policy keeper_adds on ladder for insert to qunce_app with check (
  (select actor_may('delivery.configure')) and owner_organization_id = (select actor_organization_id()));
create policy keeper_changes on ladder for update to qunce_app
  using ((select actor_may('delivery.configure')) and owner_organization_id = (select actor_organization_id()))
  with check (owner_organization_id = (select actor_organization_id()));
create policy reader_sees on ladder_tier for select to qunce_app using ((select actor_may('delivery.read')));
create policy keeper_adds on ladder_tier for insert to qunce_app with check (
  (select actor_may('delivery.configure'))
  and exists (select from ladder l where l.id = ladder_id and l.owner_organization_id = (select actor_organization_id())));
create policy keeper_changes on ladder_tier for update to qunce_app using (
  (select actor_may('delivery.configure'))
  and exists (select from ladder l where l.id = ladder_id and l.owner_organization_id = (select actor_organization_id())));

-- Matters raised -------------------------------------------------------------------------------------------------------

create table escalation (
  id                      uuid primary key,
  revision                integer not null default 1,
  year                    smallint not null,
  serial                  integer not null,
  ladder_id               uuid not null references ladder (id),
  tier_id                 uuid not null references ladder_tier (id), -- where it stands
  task_id                 uuid references task (id),             -- null: a matter of its own (重大事项上报)
  title                   text not null,
  matter                  text not null,                         -- what must be coordinated
  tried                   text not null,                         -- what was done without success
  wanted                  text not null,                         -- what the tier is asked to decide
  state                   text not null check (state in ('waiting', 'on_agenda', 'answered', 'resolved', 'withdrawn')),
  raised_by               uuid not null references organization (id),
  raised_by_name          text not null,
  raised_by_user          text not null,
  owner_organization_id   uuid not null references organization (id), -- the office that keeps the ladder
  hosts                   uuid[] not null,                       -- of every tier it has reached: they see it
  since_on                date not null,                         -- at this tier without an answer since
  rises_after             date,                                  -- the last day for an answer; null: it does not rise by itself
  answer                  text,
  created_at              timestamptz(3) not null default clock_now(),
  updated_at              timestamptz(3) not null default clock_now(),
  unique (owner_organization_id, year, serial)
);
-- One open matter a task and unit.
create unique index escalation_open on escalation (task_id, raised_by)
  where task_id is not null and state in ('waiting', 'on_agenda', 'answered');
create index escalation_task on escalation (task_id) where task_id is not null;
create index escalation_rising on escalation (rises_after) where state = 'waiting' and rises_after is not null;
create index escalation_page on escalation (created_at desc, id desc);

create table escalation_event (
  escalation_id      uuid not null references escalation (id),
  seq                integer not null,
  kind               text not null check (kind in ('raised', 'risen', 'answered', 'accepted', 'contested', 'put_on_agenda',
                       'taken_off', 'deferred', 'resolved', 'withdrawn')),
  text               text,
  tier_id            uuid not null references ladder_tier (id),
  at                 timestamptz(3) not null default clock_now(),
  user_name          text,                                       -- null: the rule, by itself
  organization_id    uuid,
  organization_name  text,
  primary key (escalation_id, seq)
);

-- Meetings -------------------------------------------------------------------------------------------------------------

create table meeting (
  id                     uuid primary key,
  revision               integer not null default 1,
  ladder_id              uuid not null references ladder (id),
  tier_id                uuid not null references ladder_tier (id),
  owner_organization_id  uuid not null references organization (id), -- the secretariat
  session                integer not null,                       -- 第几次
  title                  text not null,
  host_organization_id   uuid not null references organization (id), -- whose turn it is
  held_on                date not null,
  held_at                text not null default '' check (held_at ~ '^(\d\d:\d\d)?$'),
  place                  text not null default '',
  minutes                text not null default '',               -- what concerns no single item
  state                  text not null check (state in ('planned', 'convened', 'held', 'minuted', 'cancelled')),
  cancelled_reason       text,
  minuted_at             timestamptz(3),
  created_at             timestamptz(3) not null default clock_now(),
  updated_at             timestamptz(3) not null default clock_now(),
  unique (tier_id, session)
);
create index meeting_page on meeting (held_on desc, id desc);

create table meeting_attendee (
  meeting_id         uuid not null references meeting (id),
  organization_id    uuid not null references organization (id),
  position           smallint not null,
  capacity           text not null check (capacity in ('member', 'observer')), -- 成员, 列席
  attendance         text check (attendance in ('present', 'represented', 'absent')), -- null: not recorded
  person             text not null default '',                   -- who came
  primary key (meeting_id, organization_id)
);

-- What a member answers to the invitation (回执): it comes, sends a deputy (派员) or is absent with the reason. Added, never
-- changed; the last one counts.
create table meeting_reply (
  meeting_id         uuid not null references meeting (id),
  organization_id    uuid not null references organization (id),
  number             smallint not null,
  reply              text not null check (reply in ('attend', 'deputy', 'absent')),
  person             text not null default '',                   -- who comes
  note               text not null default '',                   -- why not, or what else must be known
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  primary key (meeting_id, organization_id, number),
  check (reply <> 'deputy' or person <> ''),
  check (reply <> 'absent' or note <> '')
);

create table agenda_item (
  id             uuid primary key,
  revision       integer not null default 1,
  meeting_id     uuid not null references meeting (id),
  position       smallint not null,
  title          text not null,
  escalation_id  uuid references escalation (id),
  presenter_id   uuid references organization (id),
  minutes_wanted smallint check (minutes_wanted between 1 and 480), -- how long it may take
  discussion     text not null default '',                       -- the minutes of this item
  outcome        text check (outcome in ('resolved', 'deferred', 'raised')),
  updated_at     timestamptz(3) not null default clock_now()
);
create index agenda_item_meeting on agenda_item (meeting_id, position);
create index agenda_item_escalation on agenda_item (escalation_id) where escalation_id is not null;

create table meeting_material (
  id                 uuid primary key,
  meeting_id         uuid not null references meeting (id),
  agenda_item_id     uuid references agenda_item (id) on delete set null,
  title              text not null,
  file_name          text not null,
  media_type         text not null,
  bytes              bigint not null,
  sha256             char(64) not null,
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  removed_at         timestamptz(3)
);
create index meeting_material_meeting on meeting_material (meeting_id);

create table resolution (
  id              uuid primary key,
  revision        integer not null default 1,
  meeting_id      uuid not null references meeting (id),
  agenda_item_id  uuid not null references agenda_item (id),
  number          smallint not null,                             -- within its meeting
  title           text not null,
  text            text not null,
  measure         text not null default '',
  pace            text not null check (pace in ('finite', 'ongoing')),
  due_on          date check (due_on between '2000-01-01' and '2199-12-31'),
  task_id         uuid references task (id),                     -- once the minutes are issued
  updated_at      timestamptz(3) not null default clock_now(),
  unique (meeting_id, number)
);

create table resolution_unit (
  resolution_id    uuid not null references resolution (id) on delete cascade,
  organization_id  uuid not null references organization (id),
  role             text not null check (role in ('lead', 'participant')),
  position         smallint not null,
  primary key (resolution_id, organization_id)
);

-- A member that does not agree says so, and it stands beside the resolution.
create table resolution_objection (
  id                 uuid primary key,
  resolution_id      uuid not null references resolution (id),
  text               text not null,
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  withdrawn_at       timestamptz(3)
);
create index resolution_objection_resolution on resolution_objection (resolution_id);

call protect_table('escalation');
call protect_table('escalation_event');
call protect_table('meeting');
call protect_table('meeting_attendee');
call protect_table('meeting_reply');
call protect_table('agenda_item');
call protect_table('meeting_material');
call protect_table('resolution');
call protect_table('resolution_unit');
call protect_table('resolution_objection');

-- Policies that would ask each other in a circle ask these instead.
create function actor_attends(which uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from meeting m
    where m.id = which and (m.host_organization_id = actor_organization_id() or m.state <> 'planned' and exists (
      select from meeting_attendee a where a.meeting_id = which and a.organization_id = actor_organization_id())))
$$;
create function actor_hears_of(which_escalation uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from agenda_item i where i.escalation_id = which_escalation and actor_attends(i.meeting_id))
$$;
create function actor_keeps_meeting(which uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select actor_may('meeting.manage') and exists (select from meeting m where m.id = which
    and m.owner_organization_id = actor_organization_id() and m.state in ('planned', 'convened', 'held'))
$$;
revoke execute on function actor_attends, actor_hears_of, actor_keeps_meeting from public;
grant execute on function actor_attends, actor_hears_of, actor_keeps_meeting to qunce_app, qunce_system;

-- Who raised it, the units of its task, the hosts it has reached, who sits at the meeting that hears it, the office and
-- leaders; once it is resolved, everybody who sees the task.
grant select, insert on escalation to qunce_app;
grant update (revision, tier_id, state, hosts, since_on, rises_after, answer, updated_at) on escalation to qunce_app;
create policy reader_sees on escalation for select to qunce_app using (
  (select actor_may('delivery.read')) and (
    raised_by = (select actor_organization_id()) or owner_organization_id = (select actor_organization_id())
    or (select actor_organization_id()) = any (hosts)
    or (task_id is null and (select actor_role()) = 'leader')
    or (task_id is not null and exists (select from task t where t.id = task_id
      and (escalation.state = 'resolved' or (select actor_role()) = 'leader'
        or t.owner_organization_id = (select actor_organization_id()) or actor_answers_for(t.id))))
    or actor_hears_of(id)));
create policy unit_raises on escalation for insert to qunce_app with check (
  (select actor_may('delivery.escalate')) and raised_by = (select actor_organization_id()) and state = 'waiting'
  and exists (select from ladder l where l.id = ladder_id and l.owner_organization_id = escalation.owner_organization_id)
  and (task_id is null or exists (select from task t where t.id = task_id
    and (t.owner_organization_id = (select actor_organization_id()) or actor_answers_for(t.id)))));
-- The state machine (src/delivery/joint/rules/escalation.ts holds the same table), and who may take which step: a policy
-- sees one row, this sees the one before as well. The system's own work is bound by the machine alone.
create function escalation_moves() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  me uuid := actor_organization_id();
  above ladder_tier;
  by_office boolean := actor_may('meeting.manage') and old.owner_organization_id = actor_organization_id();
  by_raiser boolean := old.raised_by = actor_organization_id();
  by_host boolean;
begin
  if new.state <> old.state and (old.state, new.state) not in (
    ('waiting', 'on_agenda'), ('waiting', 'answered'), ('waiting', 'withdrawn'), ('on_agenda', 'waiting'),
    ('on_agenda', 'resolved'), ('answered', 'resolved'), ('answered', 'waiting'), ('answered', 'on_agenda'),
    ('answered', 'withdrawn'))
  then
    raise exception 'A matter that is % does not become %.', old.state, new.state using errcode = 'insufficient_privilege';
  end if;
  if new.tier_id <> old.tier_id then
    select t.* into above from ladder_tier t join ladder_tier here on here.id = old.tier_id
      where t.ladder_id = old.ladder_id and t.dropped_at is null and t.position > here.position order by t.position limit 1;
    if new.state <> 'waiting' or above.id is distinct from new.tier_id then
      raise exception 'A matter rises tier by tier.' using errcode = 'insufficient_privilege';
    end if;
  end if;
  if not (new.hosts @> old.hosts and new.hosts <@ (old.hosts || coalesce(above.hosts, '{}'))) then
    raise exception 'A matter is seen by the hosts of the tiers it has reached.' using errcode = 'insufficient_privilege';
  end if;
  if actor_user_id() is null then
    return new;
  end if;
  select me = any (t.hosts) into by_host from ladder_tier t where t.id = old.tier_id;
  if not (case
      when (old.state, new.state) = ('waiting', 'answered') then by_host or by_office
      when old.state = 'waiting' and new.state = 'waiting' and above.id is not null then by_host or by_office
      when new.state = 'withdrawn' or (old.state = 'answered' and new.state in ('resolved', 'waiting')) then by_raiser
      else by_office
    end)
    or (new.answer is distinct from old.answer and new.state <> 'answered')
  then
    raise exception 'Who raised a matter, who hosts its tier and the office each take their own steps.'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function escalation_moves from public;
create trigger escalation_moves before update on escalation for each row execute function escalation_moves();
-- A matter begins at a standing tier of its ladder (a unit's at the first), before that tier's hosts, under its number.
create function escalation_begins() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  tier ladder_tier;
begin
  if actor_user_id() is null then
    return new;
  end if;
  select * into tier from ladder_tier t where t.id = new.tier_id and t.ladder_id = new.ladder_id and t.dropped_at is null;
  if tier.id is null or not (new.hosts @> tier.hosts and new.hosts <@ tier.hosts)
    or (new.owner_organization_id <> actor_organization_id() and exists (select from ladder_tier below
      where below.ladder_id = new.ladder_id and below.dropped_at is null and below.position < tier.position))
    or not exists (select from joint_serial s where s.kind = 'escalation' and s.scope = new.owner_organization_id
      and s.year = new.year and new.serial between 1 and s.last)
  then
    raise exception 'A matter begins at the foot of its ladder, under its number.' using errcode = 'insufficient_privilege';
  end if;
  new.raised_by_user := coalesce((select name from auth_user where id = actor_user_id()), new.raised_by_user);
  new.raised_by_name := coalesce((select name from organization where id = actor_organization_id()), new.raised_by_name);
  return new;
end $$;
revoke execute on function escalation_begins from public;
create trigger escalation_begins before insert on escalation for each row execute function escalation_begins();
create policy raiser_acts on escalation for update to qunce_app
  using ((select actor_may('delivery.escalate')) and raised_by = (select actor_organization_id()))
  with check (raised_by = (select actor_organization_id()));
create policy owner_acts on escalation for update to qunce_app
  using ((select actor_may('meeting.manage')) and owner_organization_id = (select actor_organization_id()))
  with check (owner_organization_id = (select actor_organization_id()));
create policy host_acts on escalation for update to qunce_app using (
  (select actor_may('delivery.escalate'))
  and exists (select from ladder_tier t where t.id = tier_id and (select actor_organization_id()) = any (t.hosts)))
  with check (true);

grant select, insert on escalation_event to qunce_app;
create policy reader_sees on escalation_event for select to qunce_app using (
  exists (select from escalation e where e.id = escalation_id));
create policy actor_signs on escalation_event for insert to qunce_app with check (
  (select actor_may('delivery.escalate')) and organization_id = (select actor_organization_id())
  and exists (select from escalation e where e.id = escalation_id));

-- A step is written after the matter has taken it, by who may take it.
create function escalation_event_holds() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  me uuid := actor_organization_id();
  e escalation;
begin
  if actor_user_id() is null then
    return new;
  end if;
  select * into e from escalation where id = new.escalation_id;
  if e.tier_id <> new.tier_id
    or e.state <> (case new.kind when 'answered' then 'answered' when 'put_on_agenda' then 'on_agenda'
      when 'accepted' then 'resolved' when 'resolved' then 'resolved' when 'withdrawn' then 'withdrawn' else 'waiting' end)
    or not (case
      when new.kind in ('raised', 'accepted', 'contested', 'withdrawn') then e.raised_by = me
      when new.kind in ('answered', 'risen') then me = any (e.hosts) or e.owner_organization_id = me
      else e.owner_organization_id = me end)
  then
    raise exception 'A step is written by who took it.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function escalation_event_holds from public;
create trigger holds before insert on escalation_event for each row execute function escalation_event_holds();
call sign_itself('escalation_event');

grant select, insert, update on meeting to qunce_app;
create policy reader_sees on meeting for select to qunce_app using (
  (select actor_may('delivery.read')) and (owner_organization_id = (select actor_organization_id()) or state = 'minuted'
    or host_organization_id = (select actor_organization_id())
    or (state <> 'planned' and ((select actor_role()) = 'leader' or actor_attends(id)))));
create policy keeper_adds on meeting for insert to qunce_app with check (
  (select actor_may('meeting.manage')) and owner_organization_id = (select actor_organization_id())
  and exists (select from ladder l where l.id = ladder_id and l.owner_organization_id = (select actor_organization_id())));
create policy keeper_changes on meeting for update to qunce_app
  using ((select actor_may('meeting.manage')) and owner_organization_id = (select actor_organization_id()) and state <> 'minuted')
  with check (owner_organization_id = (select actor_organization_id()));

grant select, insert, update, delete on meeting_attendee, agenda_item, resolution, resolution_unit to qunce_app;
create policy reader_sees on meeting_attendee for select to qunce_app using (exists (select from meeting m where m.id = meeting_id));
create policy keeper_writes on meeting_attendee for all to qunce_app
  using (actor_keeps_meeting(meeting_id)) with check (actor_keeps_meeting(meeting_id));
-- A reply is between the member, the host and the secretariat.
grant select, insert on meeting_reply to qunce_app;
create policy reader_sees on meeting_reply for select to qunce_app using (
  (select actor_may('delivery.read')) and (organization_id = (select actor_organization_id())
    or exists (select from meeting m where m.id = meeting_id
      and (select actor_organization_id()) in (m.owner_organization_id, m.host_organization_id))));
create policy member_replies on meeting_reply for insert to qunce_app with check (
  (select actor_may('delivery.escalate')) and organization_id = (select actor_organization_id())
  and user_id = (select actor_user_id())
  and exists (select from meeting m join meeting_attendee a on a.meeting_id = m.id
    where m.id = meeting_reply.meeting_id and m.state = 'convened' and a.organization_id = meeting_reply.organization_id));
-- What a meeting said of a matter is seen by who sees the matter.
create policy reader_sees on agenda_item for select to qunce_app using (
  exists (select from meeting m where m.id = meeting_id)
  and (escalation_id is null or exists (select from escalation e where e.id = escalation_id)));
create policy keeper_writes on agenda_item for all to qunce_app
  using (actor_keeps_meeting(meeting_id)) with check (actor_keeps_meeting(meeting_id));
create policy reader_sees on resolution for select to qunce_app using (
  exists (select from agenda_item i where i.id = agenda_item_id));
create policy keeper_writes on resolution for all to qunce_app
  using (actor_keeps_meeting(meeting_id)) with check (actor_keeps_meeting(meeting_id));
create policy reader_sees on resolution_unit for select to qunce_app using (
  exists (select from resolution r where r.id = resolution_id));
create policy keeper_writes on resolution_unit for all to qunce_app
  using (exists (select from resolution r where r.id = resolution_id and actor_keeps_meeting(r.meeting_id)))
  with check (exists (select from resolution r where r.id = resolution_id and actor_keeps_meeting(r.meeting_id)));

-- Materials are for those at the table, also when the minutes are out.
grant select, insert on meeting_material to qunce_app;
grant update (removed_at) on meeting_material to qunce_app;
create policy reader_sees on meeting_material for select to qunce_app using (
  exists (select from meeting m where m.id = meeting_id
    and (m.owner_organization_id = (select actor_organization_id()) or (select actor_role()) = 'leader' or actor_attends(m.id))));
create policy table_adds on meeting_material for insert to qunce_app with check (
  user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())
  and (actor_keeps_meeting(meeting_id) or ((select actor_may('delivery.report')) and actor_attends(meeting_id)
    and exists (select from meeting m where m.id = meeting_id and m.state in ('planned', 'convened', 'held')))));
create policy adder_removes on meeting_material for update to qunce_app using (
  actor_keeps_meeting(meeting_id) or ((select actor_may('delivery.report'))
    and organization_id = (select actor_organization_id())
    and exists (select from meeting m where m.id = meeting_id and m.state in ('planned', 'convened'))));

grant select, insert on resolution_objection to qunce_app;
grant update (withdrawn_at) on resolution_objection to qunce_app;
create policy reader_sees on resolution_objection for select to qunce_app using (
  exists (select from resolution r where r.id = resolution_id));
create policy member_objects on resolution_objection for insert to qunce_app with check (
  (select actor_may('delivery.escalate')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id())
  and exists (select from resolution r join meeting_attendee a on a.meeting_id = r.meeting_id
    where r.id = resolution_id and a.organization_id = (select actor_organization_id()) and a.capacity = 'member'));
create policy member_withdraws on resolution_objection for update to qunce_app using (
  (select actor_may('delivery.escalate')) and organization_id = (select actor_organization_id()));

create trigger added_only before update or delete on meeting_reply for each row execute function refuse_change();
create trigger added_only before update or delete on escalation_event for each row execute function refuse_change();
create trigger never_removed before delete on resolution_objection for each row execute function refuse_change();
call make_lights_due('escalation');

-- Special inspections --------------------------------------------------------------------------------------------------
-- 政府督查工作条例 (2021): a plan with content, object and scope that is not widened; no duplicate inspection; the
-- conclusion goes back to the object, which may object within 30 days; rectification is checked.

create table inspection (
  id                     uuid primary key,
  revision               integer not null default 1,
  year                   smallint not null,
  serial                 integer not null,
  form                   text not null check (form in ('special', 'general', 'incident', 'daily', 'clue')),
  title                  text not null,
  basis                  text not null,                          -- who ordered it, on what ground
  content                text not null,                          -- what is looked at
  scope                  text not null default '',
  ways                   text[] not null default '{}',
  inspectors             text[] not null default '{}',           -- people and units, by name
  inspector_ids          text[] not null default '{}',           -- those that are users: they do not decide on an objection
  starts_on              date not null,
  ends_on                date not null,
  owner_organization_id  uuid not null references organization (id),
  state                  text not null check (state in ('planned', 'underway', 'concluded', 'cancelled')),
  filter                 jsonb not null default '{}',            -- how its tasks were found
  created_at             timestamptz(3) not null default clock_now(),
  updated_at             timestamptz(3) not null default clock_now(),
  unique (owner_organization_id, year, serial),
  check (starts_on <= ends_on)
);

create table inspection_task (
  inspection_id  uuid not null references inspection (id),
  task_id        uuid not null references task (id),
  primary key (inspection_id, task_id)
);
create index inspection_task_task on inspection_task (task_id);

create table inspection_object (
  id               uuid primary key,
  revision         integer not null default 1,
  inspection_id    uuid not null references inspection (id),
  organization_id  uuid not null references organization (id),
  state            text not null check (state in ('listed', 'inspecting', 'concluded', 'received', 'objected', 'rectified', 'closed')),
  verdict          text check (verdict in ('met', 'rectify')),
  conclusion       text,
  rectify_by       date,
  received_on      date,
  object_until     date,                                         -- 30 days after it was received
  decide_until     date,                                         -- 30 days after the objection
  objected         boolean not null default false,               -- once
  updated_at       timestamptz(3) not null default clock_now(),
  unique (inspection_id, organization_id)
);

create table inspection_event (
  id                 uuid primary key,
  entry              bigint generated always as identity,        -- in the order in which it happened
  inspection_id      uuid not null references inspection (id),
  object_id          uuid references inspection_object (id),
  kind               text not null,
  text               text,
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null
);
create index inspection_event_inspection on inspection_event (inspection_id, at);

-- Supervision notices --------------------------------------------------------------------------------------------------
-- One notice, one matter, one unit (一事一单).

create table supervision_notice (
  id                     uuid primary key,
  revision               integer not null default 1,
  year                   smallint not null,
  serial                 integer not null,
  title                  text not null,
  basis                  text not null,                          -- why it is issued
  text                   text not null,                          -- what must be done
  task_id                uuid references task (id),
  inspection_id          uuid references inspection (id),
  organization_id        uuid not null references organization (id),
  owner_organization_id  uuid not null references organization (id),
  state                  text not null check (state in ('draft', 'issued', 'received', 'answered', 'returned', 'signed_off', 'withdrawn')),
  due_on                 date not null check (due_on between '2000-01-01' and '2199-12-31'),
  issued_on              date,
  receive_by             date,
  signed_off_on          date,
  created_at             timestamptz(3) not null default clock_now(),
  updated_at             timestamptz(3) not null default clock_now(),
  unique (owner_organization_id, year, serial)
);
create index supervision_notice_task on supervision_notice (task_id) where task_id is not null;
create index supervision_notice_unit on supervision_notice (organization_id, state);

create table supervision_event (
  id                 uuid primary key,
  notice_id          uuid not null references supervision_notice (id),
  seq                integer not null,
  kind               text not null check (kind in ('issued', 'received', 'answered', 'returned', 'signed_off', 'reopened', 'withdrawn', 'extended')),
  text               text,
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  unique (notice_id, seq)
);

-- Papers behind an answer or a rectification. Until it is handed in, the unit's own.
create table supervision_file (
  id                  uuid primary key,
  notice_id           uuid references supervision_notice (id),
  inspection_object_id uuid references inspection_object (id),
  event_id            uuid,                                      -- the answer that it was handed in with
  file_name           text not null,
  media_type          text not null,
  bytes               bigint not null,
  sha256              char(64) not null,
  at                  timestamptz(3) not null default clock_now(),
  user_id             text not null,
  user_name           text not null,
  organization_id     uuid not null,
  check ((notice_id is null) <> (inspection_object_id is null))
);
create index supervision_file_notice on supervision_file (notice_id);
create index supervision_file_object on supervision_file (inspection_object_id);

call protect_table('inspection');
call protect_table('inspection_task');
call protect_table('inspection_object');
call protect_table('inspection_event');
call protect_table('supervision_notice');
call protect_table('supervision_event');
call protect_table('supervision_file');

create function actor_is_inspected(which uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from inspection_object o where o.inspection_id = which and o.organization_id = actor_organization_id())
$$;
create function actor_inspects(which uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select actor_may('delivery.supervise')
    and exists (select from inspection i where i.id = which and i.owner_organization_id = actor_organization_id())
$$;
revoke execute on function actor_is_inspected, actor_inspects from public;
grant execute on function actor_is_inspected, actor_inspects to qunce_app, qunce_system;

-- Who may be sent to inspect: people who act for an organization, found by their name or its. Who plans an inspection sees
-- no more of a user than that.
create function people_to_inspect(words text, own_first uuid, most integer)
returns table (id text, name text, organization text, organization_id uuid)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select u.id, u.name, o.short_name, o.id
  from membership m join auth_user u on u.id = m.user_id join organization o on o.id = m.organization_id
  where (select actor_must('delivery.supervise')) is not null
    and m.revoked_at is null and u.disabled_at is null and m.role <> 'administrator'
    and (words = '' or strpos(lower(u.name), lower(words)) > 0 or strpos(o.name, words) > 0 or strpos(o.short_name, words) > 0)
  group by u.id, o.id
  order by (o.id is distinct from own_first), o.short_name, u.name, u.id limit least(most, 50)
$$;
revoke execute on function people_to_inspect from public;
grant execute on function people_to_inspect to qunce_app;

-- Who inspects, who is inspected (from the start on, and only what concerns it), and leaders.
grant select, insert, update on inspection to qunce_app;
create policy reader_sees on inspection for select to qunce_app using (
  (select actor_may('delivery.read')) and (owner_organization_id = (select actor_organization_id())
    or (state <> 'planned' and ((select actor_role()) = 'leader' or actor_is_inspected(id)))));
create policy owner_adds on inspection for insert to qunce_app with check (
  (select actor_may('delivery.supervise')) and owner_organization_id = (select actor_organization_id()));
create policy owner_changes on inspection for update to qunce_app
  using ((select actor_may('delivery.supervise')) and owner_organization_id = (select actor_organization_id()))
  with check (owner_organization_id = (select actor_organization_id()));

-- Tasks and objects are fixed with the plan: no widening.
grant select, insert on inspection_task, inspection_object, inspection_event to qunce_app;
grant update (revision, state, verdict, conclusion, rectify_by, received_on, object_until, decide_until, objected, updated_at)
  on inspection_object to qunce_app;
create policy reader_sees on inspection_task for select to qunce_app using (
  exists (select from inspection i where i.id = inspection_id) and exists (select from task t where t.id = task_id));
create policy owner_adds on inspection_task for insert to qunce_app with check (
  actor_inspects(inspection_id) and exists (select from inspection i where i.id = inspection_id and i.state = 'planned'));
create policy reader_sees on inspection_object for select to qunce_app using (
  exists (select from inspection i where i.id = inspection_id
    and (i.owner_organization_id = (select actor_organization_id()) or (select actor_role()) = 'leader'))
  or (organization_id = (select actor_organization_id()) and state <> 'listed' and (select actor_may('delivery.read'))));
create policy owner_adds on inspection_object for insert to qunce_app with check (
  actor_inspects(inspection_id) and state = 'listed'
  and exists (select from inspection i where i.id = inspection_id and i.state = 'planned'));
create policy owner_changes on inspection_object for update to qunce_app using (actor_inspects(inspection_id));
create policy reader_sees on inspection_event for select to qunce_app using (
  case when object_id is null then exists (select from inspection i where i.id = inspection_id)
    else exists (select from inspection_object o where o.id = object_id) end);
create policy actor_signs on inspection_event for insert to qunce_app with check (
  ((select actor_may('delivery.supervise')) or (select actor_may('delivery.report')))
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())
  and (actor_inspects(inspection_id) or exists (select from inspection_object o where o.id = object_id
    and o.organization_id = (select actor_organization_id()))));

-- What the inspected unit may do with its own row, and nothing else of it.
create function advance_inspected(which uuid, to_state text, on_day date, until date) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  moved integer;
begin
  perform actor_must('delivery.report');
  update inspection_object set state = to_state, revision = revision + 1, updated_at = clock_now(),
      received_on = case to_state when 'received' then on_day else received_on end,
      object_until = case to_state when 'received' then until else object_until end,
      decide_until = case to_state when 'objected' then until else decide_until end,
      objected = objected or to_state = 'objected'
    where id = which and organization_id = actor_organization_id()
      and (state, to_state) in (('concluded', 'received'), ('received', 'objected'), ('received', 'rectified'))
    returning revision into moved;
  return moved;
end $$;
revoke execute on function advance_inspected from public;
grant execute on function advance_inspected to qunce_app;

grant select, insert on supervision_notice to qunce_app;
grant update (revision, title, basis, text, state, due_on, issued_on, receive_by, signed_off_on, updated_at)
  on supervision_notice to qunce_app;
create policy reader_sees on supervision_notice for select to qunce_app using (
  (select actor_may('delivery.read')) and (owner_organization_id = (select actor_organization_id())
    or (state <> 'draft' and (organization_id = (select actor_organization_id()) or (select actor_role()) = 'leader'))));
create policy owner_adds on supervision_notice for insert to qunce_app with check (
  (select actor_may('delivery.supervise')) and owner_organization_id = (select actor_organization_id())
  and (task_id is null or exists (select from task t where t.id = task_id))
  and (inspection_id is null or actor_inspects(inspection_id)));
create policy owner_changes on supervision_notice for update to qunce_app
  using ((select actor_may('delivery.supervise')) and owner_organization_id = (select actor_organization_id()))
  with check (owner_organization_id = (select actor_organization_id()));

create function advance_notice(which uuid, to_state text) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  moved integer;
begin
  perform actor_must('delivery.report');
  update supervision_notice set state = to_state, revision = revision + 1, updated_at = clock_now()
    where id = which and organization_id = actor_organization_id()
      and (state, to_state) in (('issued', 'received'), ('received', 'answered'), ('returned', 'answered'))
    returning revision into moved;
  return moved;
end $$;
revoke execute on function advance_notice from public;
grant execute on function advance_notice to qunce_app;

grant select, insert on supervision_event to qunce_app;
create policy reader_sees on supervision_event for select to qunce_app using (
  exists (select from supervision_notice n where n.id = notice_id));
create policy actor_signs on supervision_event for insert to qunce_app with check (
  ((select actor_may('delivery.supervise')) or (select actor_may('delivery.report')))
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())
  and exists (select from supervision_notice n where n.id = notice_id
    and (select actor_organization_id()) in (n.organization_id, n.owner_organization_id)));

grant select, insert on supervision_file to qunce_app;
grant update (event_id) on supervision_file to qunce_app;
grant delete on supervision_file to qunce_app;
create policy reader_sees on supervision_file for select to qunce_app using (
  (select actor_may('delivery.read')) and (organization_id = (select actor_organization_id()) or (event_id is not null and (
    exists (select from supervision_notice n where n.id = notice_id)
    or exists (select from inspection_object o where o.id = inspection_object_id)))));
create policy unit_adds on supervision_file for insert to qunce_app with check (
  (select actor_may('delivery.report')) and event_id is null and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id())
  and (exists (select from supervision_notice n where n.id = notice_id and n.organization_id = (select actor_organization_id())
      and n.state in ('received', 'returned'))
    or exists (select from inspection_object o where o.id = inspection_object_id
      and o.organization_id = (select actor_organization_id()) and o.state = 'received')));
create policy unit_hands_in on supervision_file for update to qunce_app
  using ((select actor_may('delivery.report')) and organization_id = (select actor_organization_id()) and event_id is null)
  with check (organization_id = (select actor_organization_id()));
create policy unit_removes on supervision_file for delete to qunce_app
  using ((select actor_may('delivery.report')) and organization_id = (select actor_organization_id()) and event_id is null);

call sign_itself('meeting_material');
call sign_itself('resolution_objection');
call sign_itself('inspection_event');
call sign_itself('supervision_event');
create trigger added_only before update or delete on inspection_event for each row execute function refuse_change();
create trigger added_only before update or delete on supervision_event for each row execute function refuse_change();
create trigger never_removed before delete on inspection_object for each row execute function refuse_change();
call make_lights_due('supervision_notice');
