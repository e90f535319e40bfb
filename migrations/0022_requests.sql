-- Sharing asked for and granted (政务数据共享条例, 国令第809号; 国发〔2016〕51号): a unit asks for a published resource, its
-- provider answers within the legal number of working days, and what it grants is an agreement under which the data are
-- used: suspended and resumed, disputed where a value is wrong, ended or withdrawn. Every step is signed and stays.

insert into permission_grant (role, permission)
select role, permission
from (values
  ('office',     array['sharing.read', 'sharing.request', 'sharing.decide', 'sharing.configure']),
  ('department', array['sharing.read', 'sharing.request', 'sharing.decide']),
  ('city',       array['sharing.read', 'sharing.request', 'sharing.decide']),
  ('leader',     array['sharing.read'])
) as matrix (role, permissions), unnest(permissions) as permission;

-- Within how many working days what is asked is answered, provided, verified. A place may be stricter than the regulation,
-- never slower. A further row for a place replaces the one before; all stay, with their basis.
create table share_period (
  id                 uuid primary key default gen_random_uuid(),
  kind               text not null check (kind in ('answer_unconditional', 'answer_conditional', 'provide', 'verify')),
  place              char(6) not null check (place ~ '^[0-9]{6}$'),     -- of the provider; 000000: everywhere
  working_days       smallint not null check (working_days between 1 and 60),
  basis              text not null check (basis <> ''),
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null default '',                          -- '' came with the system
  user_name          text not null default '',
  organization_id    uuid references organization (id),
  organization_name  text not null default ''
);
create index share_period_of_kind on share_period (kind, place, at desc);
insert into share_period (kind, place, working_days, basis) values
  ('answer_unconditional', '000000', 1, '政务数据共享条例（国令第809号）'),
  ('answer_conditional', '000000', 10, '政务数据共享条例（国令第809号）'),
  ('provide', '000000', 20, '政务数据共享条例（国令第809号）'),
  ('verify', '000000', 10, '政务数据共享条例（国令第809号）要求及时核实，天数为系统默认');

-- What a provider states of a resource once for all who ask: whether what is shared without condition is granted at once.
create table share_choice (
  resource_id        uuid primary key references resource (id),
  grants_at_once     boolean not null,
  organization_id    uuid not null references organization (id),        -- the provider
  revision           integer not null default 1
);

-- submitted -> correction (the clock stops) -> submitted; -> granted | offered (narrower; the recipient accepts) | refused
-- -> brought forward to who coordinates both, once; or taken back. The steps are held below.
create table share_request (
  id                   uuid primary key,
  resource_id          uuid not null references resource (id),
  version              integer not null,                                -- of the resource, as it stood when it was asked for
  provider_id          uuid not null references organization (id),      -- 提供方
  recipient_id         uuid not null references organization (id),      -- 使用方
  sharing_type         text not null check (sharing_type in ('unconditional', 'conditional', 'none')),
  purpose              text not null check (purpose <> ''),             -- 使用目的
  matter               text not null check (matter <> ''),              -- 事项
  legal_basis          text not null check (legal_basis <> ''),
  terms                jsonb not null,                                  -- src/exchange/terms, as asked for
  access               text not null check (access in ('interface', 'subscription')),
  valid_until          date not null,
  contact              text not null default '',
  renews_id            uuid,                                            -- the agreement that this one is to follow
  offered_terms        jsonb,                                           -- what the provider grants of it, where that is less
  offered_valid_until  date,
  state                text not null default 'submitted'
                         check (state in ('submitted', 'correction', 'offered', 'granted', 'refused', 'brought_forward', 'taken_back')),
  step                 text not null default 'submitted',               -- what was done last
  words                text not null default '',                        -- what was said with it
  since_on             date not null,                                   -- since when it stands so
  period_days          smallint not null,                               -- working days for the answer, as they applied when it was asked
  period_basis         text not null,
  used_days            smallint not null default 0,                     -- of these, used before the clock was stopped
  due_on               date,                                            -- null while the clock stands
  answered_on          date,
  decided_by           text,
  provide_by           date,
  escalation_id        uuid references escalation (id),                 -- the matter that it was brought forward as
  revision             integer not null default 1,
  at                   timestamptz(3) not null default clock_now(),
  user_id              text not null,
  user_name            text not null,
  organization_name    text not null,
  foreign key (resource_id, version) references resource_version (resource_id, number),
  check (provider_id <> recipient_id),
  check ((offered_terms is null) = (offered_valid_until is null) and (state = 'offered' and offered_terms is null) is false),
  check ((state = 'correction' and due_on is not null) is false)
);
create index share_request_provider on share_request (provider_id, state, due_on);
create index share_request_recipient on share_request (recipient_id, at desc);
create index share_request_resource on share_request (resource_id);
create index share_request_order on share_request (at desc, id);
create index share_request_open on share_request (due_on) where state = 'submitted';

-- The grant under which data are used. Frozen once made, apart from its state. Made by granting, in the same transaction.
create table share_agreement (
  id                    uuid primary key,
  request_id            uuid not null unique references share_request (id),
  resource_id           uuid not null references resource (id),
  version               integer not null,
  provider_id           uuid not null references organization (id),
  recipient_id          uuid not null references organization (id),
  purpose               text not null,
  matter                text not null,
  legal_basis           text not null,
  terms                 jsonb not null,                                 -- src/exchange/terms
  access                text not null check (access in ('interface', 'subscription')),
  valid_from            date not null,
  valid_until           date not null,                                  -- its last day
  granted_by            text,                                           -- null: at once, by the provider's choice for the resource
  accepted_by           text,                                           -- who took the narrower terms; null: nothing was narrowed
  state                 text not null default 'active' check (state in ('active', 'suspended', 'ended')),
  step                  text not null default 'activated',
  words                 text not null default '',                       -- what was said with the last step
  since_on              date not null,
  provide_by            date not null,                                  -- the last day on which the data are to be there
  provided_at           timestamptz(3),
  withdrawn_from        date,                                           -- the first day on which it does not hold any more
  withdrawn_reason      text check (withdrawn_reason <> ''),
  end_kind              text check (end_kind in ('expired', 'given_up', 'withdrawn')),
  ended_on              date,
  deletion_confirmed_at timestamptz(3),
  deletion_confirmed_by text,
  deletion_words        text check (deletion_words <> ''),
  revision              integer not null default 1,
  at                    timestamptz(3) not null default clock_now(),
  foreign key (resource_id, version) references resource_version (resource_id, number),
  check (valid_until >= valid_from),
  check ((state = 'ended') = (end_kind is not null) and (state = 'ended') = (ended_on is not null)),
  check ((withdrawn_from is null) = (withdrawn_reason is null)),
  check (num_nulls(deletion_confirmed_at, deletion_confirmed_by, deletion_words) in (0, 3)),
  check (deletion_confirmed_at is null or state = 'ended')
);
create index share_agreement_resource on share_agreement (resource_id) where state <> 'ended';
create index share_agreement_provider on share_agreement (provider_id, state);
create index share_agreement_recipient on share_agreement (recipient_id, state);
create index share_agreement_order on share_agreement (at desc, id);
alter table share_request add foreign key (renews_id) references share_agreement (id);

-- Whether data may be used under an agreement on a day (in China): what every access asks.
create function share_in_force(a share_agreement, on_day date) returns boolean
language sql immutable parallel safe set search_path = pg_catalog, public, pg_temp as $$
  select a.state = 'active' and on_day between a.valid_from and a.valid_until
    and (a.withdrawn_from is null or on_day < a.withdrawn_from)
$$;

-- What was done with a request and its agreement, in order. Written by the database with each step.
create table share_event (
  request_id         uuid not null references share_request (id),
  number             integer not null,
  kind               text not null,
  words              text not null default '',
  facts              jsonb not null default '{}',
  at                 timestamptz(3) not null default clock_now(),
  user_id            text,                                              -- null: the system, by a rule
  user_name          text not null default '',
  organization_id    uuid references organization (id),
  organization_name  text not null default '',
  primary key (request_id, number)
);

-- 疑义: under an agreement, its recipient says that a value is wrong; the provider verifies it and answers.
create table share_dispute (
  id                 uuid primary key,
  agreement_id       uuid not null references share_agreement (id),
  resource_id        uuid not null references resource (id),
  provider_id        uuid not null references organization (id),
  recipient_id       uuid not null references organization (id),
  row_key            text not null check (row_key <> ''),
  item               text not null check (item <> ''),
  says               text not null,
  should_say         text not null,
  evidence           text not null check (evidence <> ''),
  state              text not null default 'open' check (state in ('open', 'corrected', 'not_wrong', 'taken_back')),
  since_on           date not null,
  period_days        smallint not null,
  due_on             date not null,
  answer             text check (answer <> ''),
  holding_revision   bigint check (holding_revision > 0),               -- of the data, since which it is corrected
  answered_at        timestamptz(3),
  answered_by        text,
  revision           integer not null default 1,
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_name  text not null,
  check ((state in ('corrected', 'not_wrong')) = (answer is not null)),
  check (num_nulls(answer, answered_at, answered_by) in (0, 3)),
  check (holding_revision is null or state = 'corrected')
);
create index share_dispute_agreement on share_dispute (agreement_id);
create index share_dispute_order on share_dispute (at desc, id);
create index share_dispute_open on share_dispute (provider_id, due_on) where state = 'open';

-- Who sees and changes what -----------------------------------------------------------------------------------------------

call protect_table('share_period');
call protect_table('share_choice');
call protect_table('share_request');
call protect_table('share_agreement');
call protect_table('share_event');
call protect_table('share_dispute');
call sign_itself('share_period');
call sign_itself('share_request');
call sign_itself('share_dispute');
revoke delete on share_period, share_choice, share_request, share_agreement, share_event, share_dispute from qunce_system;

-- Units among which the actor coordinates the sharing: those of the places of its cluster. What is asked of the actor is
-- asked once.
create function actor_sharing_units() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select case when actor_may('sharing.configure') then coalesce((
    select array_agg(o.id) from organization o
    where o.jurisdiction_code::text like any ((select actor_overseen_places())::text[])), '{}') else '{}' end
$$;
-- Who coordinates two units: of every cluster to whose places both belong.
create function sharing_coordinators(provider uuid, recipient uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(c.coordinating_organization_id order by c.name, c.id), '{}') from cluster c
  where c.coordinating_organization_id is not null and not exists (
    select from organization o where o.id in (provider, recipient) and not exists (
      select from cluster_member m where m.cluster_id = c.id and (
        o.jurisdiction_code::text like place_pattern(m.jurisdiction_code)
        or o.jurisdiction_code::text in (left(m.jurisdiction_code, 4) || '00', left(m.jurisdiction_code, 2) || '0000'))))
$$;
-- The row that applies to a provider today: of the narrowest place that it lies in, the newest.
create function share_period_for(wanted text, provider uuid) returns share_period
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p from share_period p
  where p.kind = wanted and (p.place = '000000' or exists (select from organization o where o.id = provider
    and o.jurisdiction_code::text like place_pattern(p.place::text)))
  order by length(place_pattern(p.place::text)) desc, p.at desc, p.id limit 1
$$;
revoke execute on function actor_sharing_units, sharing_coordinators, share_period_for from public;
grant execute on function actor_sharing_units, sharing_coordinators, share_period_for to qunce_app, qunce_system;

grant select, insert on share_period, share_choice, share_request, share_dispute to qunce_app;
grant update (grants_at_once, revision) on share_choice to qunce_app;
grant update (purpose, matter, legal_basis, terms, access, valid_until, contact, offered_terms, offered_valid_until, state,
  step, words, used_days, due_on, provide_by, escalation_id, revision) on share_request to qunce_app;
grant select on share_agreement, share_event to qunce_app;
grant update (state, step, words, provided_at, withdrawn_from, withdrawn_reason, end_kind, deletion_words, revision)
  on share_agreement to qunce_app;
grant update (state, answer, holding_revision, revision) on share_dispute to qunce_app;

create policy reader_sees on share_period for select to qunce_app using ((select actor_may('sharing.read')));
create policy office_adds on share_period for insert to qunce_app with check (
  (select actor_may('sharing.configure')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id())
  and place::text like any ((select actor_overseen_places())::text[]));

create policy reader_sees on share_choice for select to qunce_app using (
  (select actor_may('sharing.read')) and resource_id in (select r.id from resource r));
create policy provider_adds on share_choice for insert to qunce_app with check (
  (select actor_may('sharing.decide')) and organization_id = (select actor_organization_id())
  and resource_id in (select r.id from resource r where r.organization_id = (select actor_organization_id())));
create policy provider_changes on share_choice for update to qunce_app
  using ((select actor_may('sharing.decide')) and organization_id = (select actor_organization_id()))
  with check (organization_id = (select actor_organization_id()));

create policy party_sees on share_request for select to qunce_app using (
  (select actor_may('sharing.read')) and (
    (select actor_organization_id()) in (provider_id, recipient_id)
    or provider_id = any ((select actor_sharing_units())::uuid[]) and recipient_id = any ((select actor_sharing_units())::uuid[])));
create policy recipient_asks on share_request for insert to qunce_app with check (
  (select actor_may('sharing.request')) and recipient_id = (select actor_organization_id())
  and user_id = (select actor_user_id()) and resource_id in (select r.id from resource r)
  and (renews_id is null or renews_id in (select a.id from share_agreement a where a.recipient_id = (select actor_organization_id()))));
create policy party_acts on share_request for update to qunce_app
  using (((select actor_may('sharing.request')) and recipient_id = (select actor_organization_id()))
    or ((select actor_may('sharing.decide')) and provider_id = (select actor_organization_id())))
  with check (true);

create policy party_sees on share_agreement for select to qunce_app using (
  (select actor_may('sharing.read')) and (
    (select actor_organization_id()) in (provider_id, recipient_id)
    or provider_id = any ((select actor_sharing_units())::uuid[]) and recipient_id = any ((select actor_sharing_units())::uuid[])));
create policy party_acts on share_agreement for update to qunce_app
  using (((select actor_may('sharing.request')) and recipient_id = (select actor_organization_id()))
    or ((select actor_may('sharing.decide')) and provider_id = (select actor_organization_id())))
  with check (true);

create policy party_sees on share_event for select to qunce_app using (request_id in (select r.id from share_request r));

create policy party_sees on share_dispute for select to qunce_app using (
  agreement_id in (select a.id from share_agreement a));
create policy recipient_disputes on share_dispute for insert to qunce_app with check (
  (select actor_may('sharing.request')) and recipient_id = (select actor_organization_id())
  and user_id = (select actor_user_id()));
create policy party_acts on share_dispute for update to qunce_app
  using (((select actor_may('sharing.request')) and recipient_id = (select actor_organization_id()))
    or ((select actor_may('sharing.decide')) and provider_id = (select actor_organization_id())))
  with check (true);

-- Provider and recipient tell each other. What other rooms let be told stays as it is.
alter function actor_may_tell(uuid) rename to actor_may_tell_of_agreements;
create function actor_may_tell(which uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select actor_may_tell_of_agreements(which)
    or (actor_may('sharing.request') or actor_may('sharing.decide'))
      and exists (select from share_request r where actor_organization_id() in (r.provider_id, r.recipient_id)
        and which in (r.provider_id, r.recipient_id))
$$;
revoke execute on function actor_may_tell from public;
grant execute on function actor_may_tell to qunce_app, qunce_system;

-- Who sees a request that was brought forward sees the matter that it became.
create policy share_party_sees on escalation for select to qunce_app using (
  (select actor_may('delivery.read')) and id in (select r.escalation_id from share_request r where r.escalation_id is not null));

-- What must hold -----------------------------------------------------------------------------------------------------------

create function day_in_china() returns date language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select (clock_now() at time zone 'Asia/Shanghai')::date
$$;
revoke execute on function day_in_china from public;
grant execute on function day_in_china to qunce_app, qunce_system;

-- The regulation's periods are the slowest there are, and stay as they came with the system.
create function guard_share_period() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op <> 'INSERT' or new.place = '000000' then
    raise exception 'Periods are added for a place, with their basis.' using errcode = 'insufficient_privilege';
  end if;
  if new.working_days > (select p.working_days from share_period p where p.kind = new.kind and p.place = '000000') then
    raise exception 'A place may be stricter than the regulation, never slower.'
      using errcode = 'check_violation', constraint = 'share_period_slower';
  end if;
  return new;
end $$;
revoke execute on function guard_share_period from public;
create trigger guarded before insert or update or delete on share_period for each row execute function guard_share_period();

create function add_share_event(which uuid, kind text, words text, facts jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into share_event (request_id, number, kind, words, facts, user_id, user_name, organization_id, organization_name)
    select which, 1 + coalesce(max(e.number), 0), add_share_event.kind, add_share_event.words, add_share_event.facts,
      actor_user_id(), coalesce(actor_name(), ''), actor_organization_id(),
      coalesce((select o.name from organization o where o.id = actor_organization_id()), '')
    from share_event e where e.request_id = which;
end $$;
revoke execute on function add_share_event from public;
create trigger added_only before update or delete on share_event for each row execute function refuse_change();

-- Items that are asked for or granted are items of the resource as it was asked for.
create function share_items_of(terms jsonb) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(item), '{}') from jsonb_array_elements_text(terms -> 'items') item
$$;

-- Whether terms hand over no more than others do: their items, each mask of these, each condition on the rows.
create function share_terms_within(narrow jsonb, wide jsonb) returns boolean language sql immutable parallel safe as $$
  select coalesce(jsonb_typeof(narrow -> 'items') = 'array' and jsonb_typeof(narrow -> 'masks') = 'object'
      and jsonb_typeof(narrow -> 'rows') = 'array', false)
    and share_items_of(narrow) <@ share_items_of(wide)
    and not exists (select from jsonb_object_keys(wide -> 'masks') masked
      where masked = any (share_items_of(narrow)) and not (narrow -> 'masks') ? masked)
    and not exists (select from jsonb_array_elements(wide -> 'rows') asked where not exists (
      select from jsonb_array_elements(narrow -> 'rows') kept
      where (kept ->> 'item', kept ->> 'operator') = (asked ->> 'item', asked ->> 'operator')
        and (kept -> 'values') @> (asked -> 'values') and (asked -> 'values') @> (kept -> 'values')))
$$;

-- Whether a term of so many working days from a day can end on another. Which days are worked is known to the server (the
-- yearly notices): here hold the soonest, with every day worked, and the latest, with the weekends and the longest holidays.
-- Of a term that was used up before (0 days, or less) the last day lies before, however many days off were among these.
create function share_day_fits(ends date, begins date, days integer) returns boolean
language sql immutable parallel safe as $$
  select coalesce(case when days > 0 then ends between begins + days - 1 and begins + days + 2 * (days / 5 + 1) + 16
    else ends between begins + days - 2 * (-days / 5 + 1) - 17 and begins + 10 end, false)
$$;

-- A request takes these steps alone: who may take each (provider, recipient), from which states, to which.
create table share_step (
  step     text not null,
  side     text not null check (side in ('provider', 'recipient')),
  from_state text not null,
  to_state text not null,
  primary key (step, from_state)
);
insert into share_step (step, side, from_state, to_state) values
  ('asked_more',      'provider',  'submitted',       'correction'),
  ('resubmitted',     'recipient', 'correction',      'submitted'),
  ('granted',         'provider',  'submitted',       'granted'),
  ('granted',         'provider',  'brought_forward', 'granted'),
  ('granted_at_once', 'recipient', 'submitted',       'granted'),
  ('offered',         'provider',  'submitted',       'offered'),
  ('offered',         'provider',  'brought_forward', 'offered'),
  ('accepted',        'recipient', 'offered',         'granted'),
  ('refused',         'provider',  'submitted',       'refused'),
  ('refused',         'provider',  'brought_forward', 'refused'),
  ('brought_forward', 'recipient', 'refused',         'brought_forward'),
  ('taken_back',      'recipient', 'submitted',       'taken_back'),
  ('taken_back',      'recipient', 'correction',      'taken_back'),
  ('taken_back',      'recipient', 'offered',         'taken_back'),
  ('taken_back',      'recipient', 'brought_forward', 'taken_back');
call protect_table('share_step');
revoke insert, update, delete on share_step from qunce_system;

create function guard_share_request() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  v resource_version;
  taken share_step;
  period share_period;
  asked text[] := array['purpose', 'matter', 'legal_basis', 'terms', 'access', 'valid_until', 'contact'];
  moves text[] := array['offered_terms', 'offered_valid_until', 'state', 'step', 'words', 'since_on', 'used_days', 'due_on',
    'answered_on', 'decided_by', 'provide_by', 'escalation_id', 'revision'];
begin
  if tg_op = 'DELETE' then
    raise exception 'What was asked for stays.' using errcode = 'insufficient_privilege';
  end if;
  select * into v from resource_version where resource_id = new.resource_id and number = new.version;
  if tg_op = 'INSERT' then
    if v.state is distinct from 'published'
      or new.provider_id is distinct from (select r.organization_id from resource r where r.id = new.resource_id)
      or new.sharing_type is distinct from v.content ->> 'sharingType'
      or new.state <> 'submitted' or new.step <> 'submitted' or new.revision <> 1 or new.due_on is null
      or new.renews_id is not null and new.resource_id is distinct from (
        select a.resource_id from share_agreement a where a.id = new.renews_id)
      or num_nonnulls(new.offered_terms, new.answered_on, new.decided_by, new.provide_by, new.escalation_id) > 0
      or new.used_days <> 0
    then
      raise exception 'What is published is asked for, of its provider.' using errcode = 'insufficient_privilege';
    end if;
    period := share_period_for(case new.sharing_type when 'unconditional' then 'answer_unconditional'
      else 'answer_conditional' end, new.provider_id);
    new.period_days := period.working_days;
    new.period_basis := period.basis;
    new.since_on := day_in_china();
    if not share_day_fits(new.due_on, new.since_on, new.period_days) then
      raise exception 'The term ends when its working days do.' using errcode = 'insufficient_privilege';
    end if;
  else
    select * into taken from share_step s where s.step = new.step and s.from_state = old.state and s.to_state = new.state;
    if taken.step is null or new.revision <> old.revision + 1
      or to_jsonb(new) - moves - (case when new.step = 'resubmitted' then asked else '{}' end)
        <> to_jsonb(old) - moves - (case when new.step = 'resubmitted' then asked else '{}' end)
    then
      raise exception 'A request takes the steps of its machine.' using errcode = 'insufficient_privilege';
    end if;
    if actor_user_id() is not null and not (case taken.side
      when 'provider' then actor_may('sharing.decide') and new.provider_id = actor_organization_id()
      else actor_may('sharing.request') and new.recipient_id = actor_organization_id() end)
    then
      raise exception 'Nothing is decided by another unit.' using errcode = 'insufficient_privilege';
    end if;
    if new.step in ('refused', 'asked_more', 'brought_forward') and new.words = '' then
      raise exception 'This is not said without a reason.' using errcode = 'insufficient_privilege';
    end if;
    -- What is withheld is granted only once its provider has published that it is shared after all.
    if new.state in ('granted', 'offered') and not exists (select from resource_version p
        where p.resource_id = new.resource_id and p.state = 'published' and p.content ->> 'sharingType' <> 'none') then
      raise exception 'What is withheld or withdrawn is not granted.' using errcode = 'insufficient_privilege';
    end if;
    if new.step = 'granted_at_once' and not (new.sharing_type = 'unconditional' and exists (
        select from share_choice c where c.resource_id = new.resource_id and c.grants_at_once)) then
      raise exception 'The provider has not chosen that this is granted at once.' using errcode = 'insufficient_privilege';
    end if;
    -- Once only: what was refused again after that is refused.
    if new.step = 'brought_forward' and exists (select from share_event e where e.request_id = new.id and e.kind = 'brought_forward') then
      raise exception 'It was brought forward already.' using errcode = 'insufficient_privilege';
    end if;
    if new.step <> 'brought_forward' and new.escalation_id is distinct from old.escalation_id
      or new.step <> 'offered' and (new.offered_terms, new.offered_valid_until) is distinct from (old.offered_terms, old.offered_valid_until)
      or new.step not in ('asked_more', 'resubmitted') and (new.used_days, new.due_on) is distinct from (old.used_days, old.due_on)
      or new.used_days < old.used_days
      or (new.state = 'granted') <> (new.provide_by is not null) or new.provide_by < day_in_china()
    then
      raise exception 'This step does not do that.' using errcode = 'insufficient_privilege';
    end if;
    if new.step = 'resubmitted' and not share_day_fits(new.due_on, day_in_china(), new.period_days - new.used_days)
      or new.used_days - old.used_days > day_in_china() - old.since_on + 1 then
      raise exception 'The clock runs on with it, as far as it ran.' using errcode = 'insufficient_privilege';
    end if;
    -- The matter is one that its recipient has raised today, and of no other request.
    if new.step = 'brought_forward' and new.escalation_id is not null and (not exists (select from escalation m
        where m.id = new.escalation_id and m.raised_by = new.recipient_id and m.state = 'waiting' and m.task_id is null
          and (m.created_at at time zone 'Asia/Shanghai')::date = day_in_china())
      or exists (select from share_request r where r.escalation_id = new.escalation_id)) then
      raise exception 'A request becomes a matter that was raised for it.' using errcode = 'insufficient_privilege';
    end if;
    if new.offered_terms is not null and (not share_terms_within(new.offered_terms, new.terms)
        or new.offered_valid_until > new.valid_until) then
      raise exception 'No more is granted than was asked for.' using errcode = 'insufficient_privilege';
    end if;
    new.since_on := day_in_china();
    new.answered_on := case when taken.side = 'provider' and new.state <> 'correction' or new.step = 'granted_at_once'
      then coalesce(old.answered_on, day_in_china()) else old.answered_on end;
    new.decided_by := case when taken.side = 'provider' and new.state <> 'correction' then actor_name() else old.decided_by end;
  end if;
  if not share_terms_within(new.terms, new.terms) or not share_items_of(new.terms) <@ coalesce((
      select array_agg(item ->> 'name') from jsonb_array_elements(v.content -> 'items') item), '{}') then
    raise exception 'What is asked for is of the resource.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function guard_share_request from public;
create trigger guarded before insert or update or delete on share_request for each row execute function guard_share_request();

-- Each step is told in the order of what happened; what is granted is an agreement from that moment on.
create function follow_share_request() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform add_share_event(new.id, new.step, new.words, case
    when new.step in ('submitted', 'resubmitted') then jsonb_build_object('purpose', new.purpose, 'matter', new.matter,
      'legalBasis', new.legal_basis, 'terms', new.terms, 'access', new.access, 'validUntil', new.valid_until)
    when new.step = 'offered' then jsonb_build_object('terms', new.offered_terms, 'validUntil', new.offered_valid_until)
    else '{}' end);
  if new.state = 'granted' then
    insert into share_agreement (id, request_id, resource_id, version, provider_id, recipient_id, purpose, matter, legal_basis,
        terms, access, valid_from, valid_until, granted_by, accepted_by, since_on, provide_by)
      values (gen_random_uuid(), new.id, new.resource_id, new.version, new.provider_id, new.recipient_id, new.purpose,
        new.matter, new.legal_basis, coalesce(new.offered_terms, new.terms), new.access, day_in_china(),
        coalesce(new.offered_valid_until, new.valid_until), new.decided_by,
        case when new.step = 'accepted' then actor_name() end, day_in_china(), new.provide_by);
  end if;
  return null;
end $$;
revoke execute on function follow_share_request from public;
create trigger followed after insert or update on share_request for each row execute function follow_share_request();

-- active <-> suspended -> ended. The provider suspends, resumes, provides and withdraws; the recipient gives up and confirms
-- that it deleted what it had; time alone ends the rest (the system).
create function guard_share_agreement() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  moves text[] := array['state', 'step', 'words', 'since_on', 'provided_at', 'withdrawn_from', 'withdrawn_reason', 'end_kind',
    'ended_on', 'deletion_confirmed_at', 'deletion_confirmed_by', 'deletion_words', 'revision'];
  may_decide boolean := actor_user_id() is not null and actor_may('sharing.decide') and new.provider_id = actor_organization_id();
  may_use boolean := actor_user_id() is not null and actor_may('sharing.request') and new.recipient_id = actor_organization_id();
  no_person boolean := actor_user_id() is null;
  today date := day_in_china();
begin
  if tg_op = 'DELETE' then
    raise exception 'What was agreed stays.' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'INSERT' then
    if not exists (select from share_request r where r.id = new.request_id and r.state = 'granted'
        and (r.resource_id, r.version, r.provider_id, r.recipient_id, r.access)
          = (new.resource_id, new.version, new.provider_id, new.recipient_id, new.access)
        and coalesce(r.offered_terms, r.terms) = new.terms and coalesce(r.offered_valid_until, r.valid_until) = new.valid_until)
    then
      raise exception 'What was granted is agreed.' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if to_jsonb(new) - moves <> to_jsonb(old) - moves or new.revision <> old.revision + 1
    or (case when new.step = 'provided' then new.provided_at is null or old.provided_at is not null
        else new.provided_at is distinct from old.provided_at end)
    or new.step <> 'withdrawn' and (new.withdrawn_from, new.withdrawn_reason) is distinct from (old.withdrawn_from, old.withdrawn_reason)
    or new.step <> 'deletion_confirmed' and new.deletion_words is distinct from old.deletion_words
    or not coalesce(case new.step
      when 'provided' then (may_decide or no_person) and new.state = old.state and old.state <> 'ended'
      when 'suspended' then may_decide and old.state = 'active' and new.state = 'suspended' and new.words <> ''
      when 'resumed' then may_decide and old.state = 'suspended' and new.state = 'active'
      when 'withdrawn' then may_decide and old.state <> 'ended' and new.withdrawn_reason <> '' and new.withdrawn_from >= today
        and new.state = case when new.withdrawn_from = today then 'ended' else old.state end
        and (new.state <> 'ended' or new.end_kind = 'withdrawn')
      when 'given_up' then may_use and old.state <> 'ended' and new.state = 'ended' and new.end_kind = 'given_up'
      when 'ended' then no_person and old.state <> 'ended' and new.state = 'ended' and case new.end_kind
        when 'withdrawn' then new.withdrawn_from <= today when 'expired' then new.valid_until < today end
      when 'deletion_confirmed' then may_use and old.state = 'ended' and new.state = 'ended' and old.deletion_words is null
        and new.deletion_words <> '' and new.end_kind = old.end_kind
      end, false)
  then
    raise exception 'An agreement takes the steps of its machine.' using errcode = 'insufficient_privilege';
  end if;
  if new.state <> old.state then
    new.since_on := today;
  end if;
  if new.state = 'ended' and old.state <> 'ended' then
    new.ended_on := today;
  end if;
  if new.step = 'provided' then
    new.provided_at := clock_now();
  end if;
  if new.step = 'deletion_confirmed' then
    new.deletion_confirmed_at := clock_now();
    new.deletion_confirmed_by := actor_name();
  end if;
  return new;
end $$;
revoke execute on function guard_share_agreement from public;
create trigger guarded before insert or update or delete on share_agreement for each row execute function guard_share_agreement();

create function follow_share_agreement() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform add_share_event(new.request_id, 'agreement_' || new.step, new.words, case new.step
    when 'withdrawn' then jsonb_build_object('from', new.withdrawn_from)
    when 'ended' then jsonb_build_object('endKind', new.end_kind)
    else '{}' end);
  return null;
end $$;
revoke execute on function follow_share_agreement from public;
create trigger followed after insert or update on share_agreement for each row execute function follow_share_agreement();

-- A dispute is raised by who uses the data, under an agreement that has not ended, of an item that it covers; answered by
-- the provider, or taken back.
create function guard_share_dispute() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  a share_agreement;
  since bigint;
  moves text[] := array['state', 'answer', 'holding_revision', 'answered_at', 'answered_by', 'revision', 'since_on'];
begin
  if tg_op = 'DELETE' then
    raise exception 'What was disputed stays.' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'INSERT' then
    select * into a from share_agreement where id = new.agreement_id;
    if a.id is null or a.state = 'ended' or new.state <> 'open' or new.answer is not null or new.revision <> 1
      or (new.resource_id, new.provider_id, new.recipient_id) is distinct from (a.resource_id, a.provider_id, a.recipient_id)
      or not new.item = any (share_items_of(a.terms))
    then
      raise exception 'What is used under an agreement is disputed.' using errcode = 'insufficient_privilege';
    end if;
    new.period_days := (share_period_for('verify', new.provider_id)).working_days;
    new.since_on := day_in_china();
    if not share_day_fits(new.due_on, new.since_on, new.period_days) then
      raise exception 'The term ends when its working days do.' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if to_jsonb(new) - moves <> to_jsonb(old) - moves or new.revision <> old.revision + 1 or old.state <> 'open'
    or not coalesce(case
      when actor_user_id() is null then false
      when new.state in ('corrected', 'not_wrong') then actor_may('sharing.decide') and new.provider_id = actor_organization_id()
      when new.state = 'taken_back' then actor_may('sharing.request') and new.recipient_id = actor_organization_id()
        and new.answer is null end, false)
  then
    raise exception 'The provider answers a dispute, once; who raised it may take it back.' using errcode = 'insufficient_privilege';
  end if;
  new.since_on := day_in_china();
  if new.answer is not null then
    new.answered_at := clock_now();
    new.answered_by := actor_name();
  end if;
  -- Data that are here are corrected by a further revision of them, of which who uses them is told; the newest, unless it is
  -- said which.
  if new.state = 'corrected' and (new.holding_revision is not null
      or exists (select from resource_holding h where h.resource_id = new.resource_id)) then
    select max(r.revision) into since from holding_revision r where r.resource_id = new.resource_id and r.at >= old.at
      and r.revision = coalesce(new.holding_revision, r.revision);
    if since is null then
      raise exception 'The data were not corrected since.' using errcode = 'check_violation', constraint = 'share_not_corrected';
    end if;
    new.holding_revision := since;
  end if;
  return new;
end $$;
revoke execute on function guard_share_dispute from public;
create trigger guarded before insert or update or delete on share_dispute for each row execute function guard_share_dispute();
