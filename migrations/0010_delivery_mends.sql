-- Mends of delivery: what the database holds by itself of supervision and inspections, hosts that a ladder names anew,
-- duplicate inspections of other offices, and one clock for indicators and projects.

-- Days are counted from the moment that the server tells (clock_now), as in the other parts of delivery.
alter table indicator alter column created_at set default clock_now(), alter column updated_at set default clock_now();
alter table indicator_observation alter column at set default clock_now();
alter table project alter column created_at set default clock_now(), alter column updated_at set default clock_now();
alter table project_request alter column at set default clock_now();
alter table project_move alter column at set default clock_now();
alter table project_progress alter column at set default clock_now();
alter table report_draft alter column updated_at set default clock_now();
alter table report alter column at set default clock_now();
alter table report_review alter column at set default clock_now();
alter table evidence alter column at set default clock_now();
alter table evidence_verification alter column at set default clock_now();
alter table cycle_reminder alter column at set default clock_now();
alter table contradiction alter column found_at set default clock_now();

-- Supervision notices (src/delivery/supervision/rules/notice.ts holds the same table) ------------------------------------
create function supervision_notice_moves() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if (new.id, new.year, new.serial, new.task_id, new.inspection_id, new.organization_id, new.owner_organization_id)
    is distinct from
    (old.id, old.year, old.serial, old.task_id, old.inspection_id, old.organization_id, old.owner_organization_id)
  then
    raise exception 'To whom a notice is and about what is not changed.' using errcode = 'insufficient_privilege';
  end if;
  if new.state <> old.state and (old.state, new.state) not in (
    ('draft', 'issued'), ('draft', 'withdrawn'), ('issued', 'received'), ('issued', 'withdrawn'), ('received', 'answered'),
    ('received', 'withdrawn'), ('answered', 'returned'), ('answered', 'signed_off'), ('answered', 'withdrawn'),
    ('returned', 'answered'), ('returned', 'withdrawn'), ('signed_off', 'returned'))
  then
    raise exception 'A notice that is % does not become %.', old.state, new.state using errcode = 'insufficient_privilege';
  end if;
  if old.state <> 'draft' and ((new.title, new.basis, new.text, new.issued_on, new.receive_by)
      is distinct from (old.title, old.basis, old.text, old.issued_on, old.receive_by)
    or new.due_on <> old.due_on and old.state not in ('issued', 'received', 'returned'))
  then
    raise exception 'What was issued stands as it was issued.' using errcode = 'insufficient_privilege';
  end if;
  if actor_user_id() is not null and actor_organization_id() <> (case
    when new.state <> old.state and new.state in ('received', 'answered') then old.organization_id
    else old.owner_organization_id end)
  then
    raise exception 'The unit receives and answers, the office does the rest.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function supervision_notice_moves from public;
create trigger supervision_notice_moves before update on supervision_notice
  for each row execute function supervision_notice_moves();

-- Inspections (rules/inspection.ts) --------------------------------------------------------------------------------------
create function inspection_moves() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if (new.id, new.year, new.serial, new.form, new.owner_organization_id, new.filter)
    is distinct from (old.id, old.year, old.serial, old.form, old.owner_organization_id, old.filter)
    or old.state <> 'planned' and (new.title, new.basis, new.content, new.scope, new.ways, new.inspectors, new.inspector_ids,
        new.starts_on, new.ends_on)
      is distinct from (old.title, old.basis, old.content, old.scope, old.ways, old.inspectors, old.inspector_ids,
        old.starts_on, old.ends_on)
  then
    raise exception 'The plan of an inspection is changed before it begins.' using errcode = 'insufficient_privilege';
  end if;
  if new.state <> old.state and (old.state, new.state) not in (
    ('planned', 'underway'), ('planned', 'cancelled'), ('underway', 'concluded'))
    or new.state = 'concluded' and exists (
      select from inspection_object o where o.inspection_id = old.id and o.state <> 'closed')
  then
    raise exception 'An inspection that is % does not become %.', old.state, new.state
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function inspection_moves from public;
create trigger inspection_moves before update on inspection for each row execute function inspection_moves();

create function inspection_object_moves() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  step text := old.state || ' ' || new.state;
  of_unit boolean := step in ('concluded received', 'received objected', 'received rectified');
  plan inspection;
begin
  select * into plan from inspection i where i.id = old.inspection_id;
  if (new.id, new.inspection_id, new.organization_id) is distinct from (old.id, old.inspection_id, old.organization_id)
    or new.state <> old.state and step not in ('listed inspecting', 'inspecting concluded', 'concluded received',
      'received objected', 'received rectified', 'received closed', 'objected received', 'rectified received',
      'rectified closed')
  then
    raise exception 'A unit that is % does not become %.', old.state, new.state using errcode = 'insufficient_privilege';
  end if;
  -- Met: there is nothing to put right; to be put right: it is reported before the unit is closed.
  if step = 'received closed' and old.verdict is distinct from 'met'
    or step = 'received rectified' and old.verdict is distinct from 'rectify'
    or step = 'received objected' and (old.objected or not new.objected
      or (clock_now() at time zone 'Asia/Shanghai')::date > old.object_until)
    or (new.verdict, new.conclusion, new.rectify_by) is distinct from (old.verdict, old.conclusion, old.rectify_by)
      and step not in ('inspecting concluded', 'objected received')
  then
    raise exception 'A conclusion is objected to once and in time, and put right where it asks for it.'
      using errcode = 'insufficient_privilege';
  end if;
  if actor_user_id() is null then
    return new;
  end if;
  if actor_organization_id() <> (case when of_unit then old.organization_id else plan.owner_organization_id end)
    or step = 'objected received' and actor_user_id() = any (plan.inspector_ids)
  then
    raise exception 'Who inspects, who is inspected and who decides on an objection each take their own steps.'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function inspection_object_moves from public;
create trigger inspection_object_moves before update on inspection_object
  for each row execute function inspection_object_moves();

-- 严禁重复督查 holds between offices as well, and they do not see each other's plans: of those in the way they learn number
-- and time, and what they have in common.
create function inspections_in_the_way(tasks uuid[], units uuid[], from_day date, to_day date, apart_from uuid)
returns table (id uuid, number text, "startsOn" date, "endsOn" date, "taskIds" uuid[], "organizationIds" uuid[])
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select i.id, '督查〔' || i.year || '〕' || i.serial || '号', i.starts_on, i.ends_on, t.ids, o.ids
  from inspection i
    cross join lateral (select array_agg(x.task_id) as ids from inspection_task x
      where x.inspection_id = i.id and x.task_id = any (tasks)) t
    cross join lateral (select array_agg(x.organization_id) as ids from inspection_object x
      where x.inspection_id = i.id and x.organization_id = any (units)) o
  where (select actor_must('delivery.supervise')) is not null and i.state in ('planned', 'underway')
    and i.id is distinct from apart_from and i.starts_on <= to_day and i.ends_on >= from_day
    and t.ids is not null and o.ids is not null
  order by i.starts_on, i.id
$$;
revoke execute on function inspections_in_the_way from public;
grant execute on function inspections_in_the_way to qunce_app;

-- Matters raised: who hosts a tier today sees what stands there ----------------------------------------------------------
create or replace function escalation_moves() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  me uuid := actor_organization_id();
  above ladder_tier;
  here uuid[];
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
  select t.hosts into here from ladder_tier t where t.id = old.tier_id;
  if not (new.hosts @> old.hosts and new.hosts <@ (old.hosts || here || coalesce(above.hosts, '{}'))) then
    raise exception 'A matter is seen by the hosts of the tiers it has reached.' using errcode = 'insufficient_privilege';
  end if;
  if actor_user_id() is null then
    return new;
  end if;
  by_host := me = any (here);
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

-- Of tiers whose hosts were named anew before this.
set local role qunce_system;
update escalation e set hosts = (select array_agg(distinct one) from unnest(e.hosts || t.hosts) one)
  from ladder_tier t where t.id = e.tier_id and e.state in ('waiting', 'on_agenda', 'answered') and not e.hosts @> t.hosts;
reset role;
