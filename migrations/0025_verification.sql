-- Verification without disclosure (核对): a provider offers a question on the data that it holds, others ask it of persons who
-- have agreed, and are answered yes, no or unknown with a signed receipt. The data stay where they are: the answer is worked
-- out here, and neither a row nor a value leaves this function. Persons are kept as digests alone (HMAC with a secret of the
-- installation that is not in the database).

insert into permission_grant (role, permission)
select role, permission
from unnest(array['office', 'department', 'city']) as role, unnest(array['verification.offer', 'verification.ask']) as permission;

create table verification_question (
  id                uuid primary key,
  resource_id       uuid not null references resource_holding (resource_id),
  organization_id   uuid not null references organization (id),              -- the provider
  version           integer not null default 0,                              -- the newest of verification_question_version
  state             text not null default 'offered' check (state in ('offered', 'withdrawn')),
  withdrawn_at      timestamptz(3),
  withdrawn_reason  text check (withdrawn_reason <> ''),
  created_at        timestamptz(3) not null default clock_now(),
  check ((state = 'withdrawn') = (withdrawn_at is not null) and (state = 'withdrawn') = (withdrawn_reason is not null))
);

-- How a question was worded at a time: a receipt names it. Nothing of it changes.
create table verification_question_version (
  question_id        uuid not null references verification_question (id),
  number             integer not null check (number > 0),
  content            jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 65536),  -- rules/question.ts
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null references organization (id),
  organization_name  text not null,
  primary key (question_id, number)
);

-- Each time that a question was asked: by whom, of whom (digests), for what, on whose consent (names masked), and the answer.
create table verification (
  id                 uuid primary key,
  question_id        uuid not null references verification_question (id),
  question_version   integer not null,
  resource_id        uuid not null,
  provider_id        uuid not null references organization (id),
  subjects           text[] not null,
  asked_limit        numeric,                                                -- null: the question has none
  answer             text not null check (answer in ('yes', 'no', 'unknown')),
  revision           bigint not null,                                        -- of the holding that was asked
  purpose            text not null check (purpose <> ''),
  matter             text not null check (matter <> ''),
  consents           jsonb not null check (jsonb_typeof(consents) = 'array'),
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null references organization (id),             -- who asked
  organization_name  text not null
);
create index verification_asker on verification (organization_id, at desc, id);
create index verification_provider on verification (provider_id, at desc, id);

-- Of whom a question was asked, and on which day: what its provider allows is counted here, for all askers together.
create table verification_subject (
  question_id      uuid not null references verification_question (id),
  digest           text not null check (digest ~ '^[0-9a-f]{64}$'),
  day              date not null,
  verification_id  uuid not null references verification (id),
  primary key (question_id, digest, verification_id)
);

-- The receipt as it was signed, byte for byte.
create table verification_receipt (
  verification_id  uuid primary key references verification (id),
  receipt          text not null,
  signature        text not null,
  public_key       text not null
);

call protect_table('verification_question');
call protect_table('verification_question_version');
call protect_table('verification');
call protect_table('verification_subject');
call protect_table('verification_receipt');
call sign_itself('verification_question_version');
call sign_itself('verification');
revoke update, delete on verification_question_version, verification, verification_subject, verification_receipt from qunce_system;
create trigger added_only before update or delete on verification_question_version for each row execute function refuse_change();
create trigger added_only before update or delete on verification for each row execute function refuse_change();
create trigger added_only before update or delete on verification_subject for each row execute function refuse_change();
create trigger added_only before update or delete on verification_receipt for each row execute function refuse_change();
create trigger never_deleted before delete on verification_question for each row execute function refuse_change();

grant select on verification_question, verification_question_version, verification, verification_receipt to qunce_app;
grant insert (id, resource_id, organization_id) on verification_question to qunce_app;
grant update (state, withdrawn_reason) on verification_question to qunce_app;
grant insert on verification_question_version, verification_receipt to qunce_app;

create policy asker_sees on verification_question for select to qunce_app using ((select actor_may('verification.ask')));
create policy provider_offers on verification_question for insert to qunce_app with check (
  (select actor_may('verification.offer')) and organization_id = (select actor_organization_id())
  and resource_id in (select h.resource_id from resource_holding h where h.organization_id = (select actor_organization_id())));
create policy provider_changes on verification_question for update to qunce_app
  using ((select actor_may('verification.offer')) and organization_id = (select actor_organization_id()))
  with check (organization_id = (select actor_organization_id()));
create policy asker_sees on verification_question_version for select to qunce_app using ((select actor_may('verification.ask')));
create policy provider_offers on verification_question_version for insert to qunce_app with check (
  (select actor_may('verification.offer')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id())
  and question_id in (select q.id from verification_question q where q.organization_id = (select actor_organization_id())));
-- Who asked sees what it asked; the provider sees what it was asked.
create policy party_sees on verification for select to qunce_app using (
  (select actor_may('verification.ask')) and organization_id = (select actor_organization_id())
  or (select actor_may('verification.offer')) and provider_id = (select actor_organization_id()));
create policy party_sees on verification_receipt for select to qunce_app using (
  verification_id in (select v.id from verification v));
create policy asker_keeps on verification_receipt for insert to qunce_app with check (
  verification_id in (select v.id from verification v where v.organization_id = (select actor_organization_id())
    and v.user_id = (select actor_user_id())));

-- Versions of a question follow each other, while it is offered; what was withdrawn is offered anew as another one.
create function guard_verification_question() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.state = 'withdrawn' and (new.state, new.withdrawn_reason) is distinct from (old.state, old.withdrawn_reason) then
    raise exception 'What was withdrawn stays so.' using errcode = 'insufficient_privilege';
  end if;
  if new.state = 'withdrawn' and old.state = 'offered' then
    new.withdrawn_at := clock_now();
  end if;
  return new;
end $$;
revoke execute on function guard_verification_question from public;
create trigger guarded before update on verification_question for each row execute function guard_verification_question();

create function guard_verification_question_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update verification_question set version = new.number
    where id = new.question_id and version = new.number - 1 and state = 'offered';
  if not found then
    raise exception 'A version follows the last one of a question that is offered.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function guard_verification_question_version from public;
create trigger guarded before insert on verification_question_version
  for each row execute function guard_verification_question_version();

-- A receipt says what was answered.
create function guard_verification_receipt() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from verification v where v.id = new.verification_id
      and new.receipt::jsonb ->> 'id' = v.id::text and new.receipt::jsonb ->> 'answer' = v.answer
      and new.receipt::jsonb -> 'subjects' = to_jsonb(v.subjects)) then
    raise exception 'A receipt says what was answered.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function guard_verification_receipt from public;
create trigger guarded before insert on verification_receipt for each row execute function guard_verification_receipt();

-- Asks a question of persons: their items' values and their digests, in the same order. The one way in which the rows of
-- another unit are asked; it hands out yes, no or unknown, and counts each time for each person.
create function ask_verification(
  asked uuid, question uuid, question_version integer, people text[], digests text[], asked_limit numeric,
  purpose text, matter text, consents jsonb
) returns verification
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  q verification_question;
  c jsonb;
  measured text;
  done verification;
  persons integer := coalesce(cardinality(people), 0);
  known integer;
  fitting bigint;
  unmeasured bigint;
  measure numeric;
  held resource_holding;
begin
  perform actor_must('verification.ask');
  -- One after the other, so that no two together ask more than is allowed.
  perform pg_advisory_xact_lock(hashtextextended('verification ' || question, 0));
  select * into q from verification_question where id = question;
  if q.id is null or q.state <> 'offered' or q.version <> question_version
    or not exists (select from resource_version v where v.resource_id = q.resource_id and v.state = 'published') then
    raise exception 'The question is not offered so any more.'
      using errcode = 'check_violation', constraint = 'verification_question_changed';
  end if;
  select v.content into c from verification_question_version v where v.question_id = q.id and v.number = q.version;
  if persons not between 1 and (c ->> 'mostSubjects')::integer or persons <> coalesce(cardinality(digests), 0)
    or persons <> (select count(distinct p) from unnest(people) p) or persons <> (select count(distinct d) from unnest(digests) d) then
    raise exception 'The question is not for so many persons.'
      using errcode = 'check_violation', constraint = 'verification_subjects_unfit';
  end if;
  if jsonb_array_length(consents) <> persons or exists (
      select from jsonb_array_elements(consents) one
      where not coalesce(one ->> 'reference' <> '' and one ->> 'name' <> '' and (one ->> 'givenOn')::date <= day_in_china()
        and (one ->> 'until')::date >= day_in_china(), false)) then
    raise exception 'Each person has to have agreed, and still to agree.'
      using errcode = 'check_violation', constraint = 'verification_consent_unfit';
  end if;
  if (c -> 'limit' is null or jsonb_typeof(c -> 'limit') = 'null') <> (asked_limit is null)
    or asked_limit is not null and (asked_limit not between (c #>> '{limit,least}')::numeric and (c #>> '{limit,most}')::numeric
      or mod(asked_limit - (c #>> '{limit,least}')::numeric, (c #>> '{limit,step}')::numeric) <> 0) then
    raise exception 'The limit is none that is offered.'
      using errcode = 'check_violation', constraint = 'verification_limit_unfit';
  end if;
  if exists (
      select from verification_subject s
      where s.question_id = q.id and s.digest = any (digests) and s.day > day_in_china() - 365
      group by s.digest
      having count(*) >= (c ->> 'perYear')::integer
        or count(*) filter (where s.day = day_in_china()) >= (c ->> 'perDay')::integer) then
    raise exception 'Of this person the question was asked as often as it may be.'
      using errcode = 'check_violation', constraint = 'verification_asked_enough';
  end if;

  select * into held from resource_holding h where h.resource_id = q.resource_id for share;
  measured := c #>> '{measure,item}';
  select count(distinct r.subject), count(*) filter (where r.fits),
      count(*) filter (where r.fits and r.value is null),
      case c #>> '{measure,kind}' when 'sum' then coalesce(sum(r.value) filter (where r.fits), 0)
        when 'maximum' then max(r.value) filter (where r.fits) when 'minimum' then min(r.value) filter (where r.fits)
        else count(*) filter (where r.fits) end
    into known, fitting, unmeasured, measure
    from (
      select w.content ->> (c ->> 'subjectItem') as subject, coalesce(share_row_fits(w.content, c -> 'rows'), false) as fits,
        case when measured is null then 0
          when w.content ->> measured ~ '^-?(0|[1-9][0-9]{0,37})([.][0-9]{1,20})?$' then (w.content ->> measured)::numeric end as value
      from resource_row w
      where w.resource_id = q.resource_id and not w.removed and w.content ->> (c ->> 'subjectItem') = any (people)) r;
  done.answer := case
    -- Who is not on record is not known, unless the provider says that it has everybody.
    when known < persons and c ->> 'absent' = 'unknown' then 'unknown'
    when c #>> '{measure,kind}' = 'exists' then case when fitting > 0 then 'yes' else 'no' end
    when unmeasured > 0 or measure is null then 'unknown'
    when case c ->> 'comparison' when 'under' then measure < asked_limit when 'atMost' then measure <= asked_limit
      when 'atLeast' then measure >= asked_limit when 'over' then measure > asked_limit
      when 'equal' then measure = asked_limit end then 'yes'
    else 'no' end;

  insert into verification (id, question_id, question_version, resource_id, provider_id, subjects, asked_limit, answer,
      revision, purpose, matter, consents, user_id, user_name, organization_id, organization_name)
    values (asked, q.id, q.version, q.resource_id, q.organization_id, digests, ask_verification.asked_limit, done.answer,
      held.revision, ask_verification.purpose, ask_verification.matter, ask_verification.consents,
      actor_user_id(), '', actor_organization_id(), '')
    returning * into done;
  insert into verification_subject (question_id, digest, day, verification_id)
    select q.id, digest, day_in_china(), asked from unnest(digests) digest;
  return done;
end $$;
revoke execute on function ask_verification from public;
grant execute on function ask_verification to qunce_app;
