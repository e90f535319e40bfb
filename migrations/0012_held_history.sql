-- What the database holds by itself of what was said and done: whose calendar a link opens, who signs and when, and that
-- the timeline tells what was done.

-- A link is of the one who makes it, for the organization it acts for (0007 asked for the user alone) --------------------
set local role qunce_system;
update calendar_feed f set revoked_at = clock_now()
  where f.revoked_at is null and not exists (select from membership m where m.id = f.membership_id and m.user_id = f.user_id);
reset role;
drop policy user_own on calendar_feed;
create policy user_sees on calendar_feed for select to qunce_app using (
  (select actor_may('delivery.report')) and user_id = (select actor_user_id()));
create policy user_makes on calendar_feed for insert to qunce_app with check (
  (select actor_may('delivery.report')) and user_id = (select actor_user_id())
  and membership_id = (select own_membership()));
create policy user_ends on calendar_feed for update to qunce_app
  using ((select actor_may('delivery.report')) and user_id = (select actor_user_id()))
  with check (user_id = (select actor_user_id()));

-- Who signs, and when: looked up, not believed ---------------------------------------------------------------------------
call sign_itself('alignment_run');
call sign_itself('alignment_weights');
-- What is carried from the run before keeps the signature that it was said under (is_carried).
create trigger signs_itself before insert on alignment_review for each row
  when (new.carried_from is null) execute function signs_itself();

-- The name by which the actor signs.
create function actor_name() returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select name from auth_user where id = actor_user_id()
$$;
revoke execute on function actor_name from public;
grant execute on function actor_name to qunce_app, qunce_system;

create function stamps_itself() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if actor_user_id() is null then
    return new;
  end if;
  if tg_table_name = 'work_plan' then
    new.filed_at := clock_now();
  else
    new.at := clock_now();
  end if;
  if tg_table_name = 'cycle_reminder' then
    new.user_name := actor_name();
  end if;
  return new;
end $$;
create procedure stamp_itself(stamped regclass) language plpgsql as $$
begin
  execute format('create trigger stamps_itself before insert on %s for each row execute function stamps_itself()', stamped);
end $$;
call stamp_itself('task_event');
call stamp_itself('task_comment');
call stamp_itself('work_plan');
call stamp_itself('report');
call stamp_itself('report_review');
call stamp_itself('evidence');
call stamp_itself('evidence_verification');
call stamp_itself('cycle_reminder');
call stamp_itself('indicator_observation');
call stamp_itself('project_request');
call stamp_itself('project_progress');
call stamp_itself('escalation_event');
call stamp_itself('meeting_material');
call stamp_itself('resolution_objection');
call stamp_itself('inspection_event');
call stamp_itself('supervision_event');
call stamp_itself('ledger_import');
drop procedure stamp_itself;

create or replace function receive_task(which uuid, moment timestamptz, by_whom text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  stands text;
begin
  perform actor_must('delivery.report');
  select state into stands from task where id = which for update;
  if stands not in ('dispatched', 'underway', 'closing') then return false; end if;
  update task_assignment set received_at = clock_now(), received_by = coalesce(actor_name(), by_whom)
    where task_id = which and organization_id = actor_organization_id() and ended_on is null and received_at is null;
  if not found then return false; end if;
  update task set state = 'underway', revision = revision + 1, updated_at = clock_now()
    where id = which and state = 'dispatched';
  return true;
end $$;
create or replace function ask_to_close(which uuid, moment timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  stands text;
begin
  perform actor_must('delivery.report');
  select state into stands from task where id = which for update;
  if stands not in ('underway', 'closing') then return false; end if;
  update task_assignment set closing_requested_at = clock_now()
    where task_id = which and organization_id = actor_organization_id() and ended_on is null and role <> 'participant'
      and closing_requested_at is null;
  if not found then return false; end if;
  update task set state = 'closing', revision = revision + 1, updated_at = clock_now()
    where id = which and state = 'underway';
  return true;
end $$;

-- The timeline tells what was done ---------------------------------------------------------------------------------------
-- Of each kind there is a row that holds it, and it was written in the very transaction that tells of it (xmin): nobody
-- tells a second time of what was done before, nor of what others did.
create or replace function task_event_holds() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  me uuid := actor_organization_id();
  this xid := pg_current_xact_id()::xid;
  done boolean;
begin
  if actor_user_id() is null then
    return new;
  end if;
  case
    when new.kind in ('received', 'close_requested') then
      done := exists (select from task_assignment a
        where a.task_id = new.task_id and a.organization_id = me and a.ended_on is null and a.xmin = this
          and case new.kind when 'received' then a.received_at else a.closing_requested_at end is not null);
    when new.kind = 'work_plan_filed' then
      done := exists (select from work_plan w
        where w.task_id = new.task_id and w.organization_id = me and w.user_id = new.user_id and w.xmin = this);
    when new.kind in ('milestone_done', 'milestone_undone') then
      done := exists (select from milestone m where m.task_id = new.task_id and m.organization_id = me and m.xmin = this
        and (m.done_on is not null) = (new.kind = 'milestone_done'));
    when new.kind = 'report_submitted' then
      done := exists (select from report r
        where r.task_id = new.task_id and r.organization_id = me and r.user_id = new.user_id and r.xmin = this);
    when new.kind in ('report_accepted', 'report_returned') then
      done := exists (select from report_review v join report r on r.id = v.report_id
        where r.task_id = new.task_id and v.organization_id = me and v.user_id = new.user_id
          and 'report_' || v.decision = new.kind and v.xmin = this);
    when new.kind in ('report_waived', 'report_demanded') then
      done := exists (select from report_obligation o
        where o.task_id = new.task_id and o.owner_organization_id = me and o.xmin = this
          and o.state = case new.kind when 'report_waived' then 'waived' else 'due' end);
    when new.kind in ('escalation_resolved', 'meeting_decided') then
      done := exists (select from escalation e where e.task_id = new.task_id and e.state = 'resolved' and e.xmin = this
        and (new.kind = 'escalation_resolved' or e.owner_organization_id = me));
    when new.kind in ('dispatched', 'amended', 'close_refused', 'closed', 'reopened', 'retired', 'restored') then
      done := exists (select from task t where t.id = new.task_id and t.owner_organization_id = me and t.xmin = this
        and t.state = case new.kind when 'closed' then 'closed' when 'retired' then 'retired'
          when 'reopened' then 'underway' when 'restored' then 'underway' when 'close_refused' then 'underway'
          else t.state end);
    else
      done := false; -- what only Qunce itself finds: succeeded, report_contradicted
  end case;
  if not done then
    raise exception 'The timeline says what happened, by whom.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

-- A milestone is reached on a day that has come.
create function milestone_holds() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if actor_user_id() is not null and new.done_on > (clock_now() at time zone 'Asia/Shanghai')::date then
    raise exception 'No milestone is reached ahead of its day.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger holds_insert before insert on milestone for each row execute function milestone_holds();
create trigger holds_update before update on milestone for each row
  when (new.done_on is distinct from old.done_on) execute function milestone_holds();

-- A report is the next of what it answers, and says something (src/delivery/reporting/schemas/report.ts).
create function report_holds() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if actor_user_id() is null then
    return new;
  end if;
  if new.number <> 1 + (select coalesce(max(r.number), 0) from report r where r.obligation_id = new.obligation_id)
    or new.content ->> 'claim' is distinct from new.claim
    or coalesce(new.content ->> 'progress', '') !~ '\S'
    or exists (select from unnest(array['figures', 'milestones', 'consolidates', 'evidence']) list
      where jsonb_typeof(new.content -> list) is distinct from 'array')
  then
    raise exception 'A report is the next one, and says what a report says.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function report_holds from public;
create trigger holds before insert on report for each row execute function report_holds();

-- As in 0004, and it goes out with the report: nothing is put behind one that was handed in.
create or replace function actor_may_attach(which_report uuid, which_evidence uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select actor_may('delivery.report') and exists (
    select from report r join evidence e on e.task_id = r.task_id
    where r.id = which_report and e.id = which_evidence and r.xmin = pg_current_xact_id()::xid
      and r.organization_id = actor_organization_id() and r.user_id = actor_user_id()
      and (actor_organization_id() in (e.organization_id, e.succeeded_by_id) or exists (
        select from report_evidence x join report y on y.id = x.report_id join report_obligation o on o.id = y.obligation_id
        where x.evidence_id = e.id
          and (actor_organization_id() in (y.organization_id, y.owner_organization_id, o.organization_id, o.reports_to)
            or (o.visibility = 'cluster' and o.state = 'accepted' and o.latest_report_id = y.id)))))
$$;

-- What contradicts a report is found as it comes in; it is settled once, under the name of the one who settles it. (Not as
-- its owner: what the database settles by itself, where a newer report comes, bears no name.)
create function contradiction_holds() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user <> 'qunce_app' or actor_user_id() is null then
    return new;
  end if;
  if tg_op = 'INSERT' then
    if not exists (select from report r where r.id = new.report_id and r.user_id = actor_user_id()
      and r.xmin = pg_current_xact_id()::xid)
    then
      raise exception 'What contradicts a report is found as it comes in.' using errcode = 'insufficient_privilege';
    end if;
    new.found_at := clock_now();
  else
    if old.settled_at is not null then
      raise exception 'What is settled stays settled.' using errcode = 'insufficient_privilege';
    end if;
    new.settled_at := clock_now();
    new.settled_by := actor_name();
  end if;
  return new;
end $$;
create trigger holds before insert or update on contradiction for each row execute function contradiction_holds();

-- The cockpit counts, for a unit, its own tasks of programmes that others do not see: it looks for them among these few.
create index task_light_unshared on task_light (programme_id) where visibility = 'organization';
