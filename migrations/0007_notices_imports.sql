-- What somebody should know: in the application, by mail, in a calendar. A notice is for everybody who acts for an
-- organization, or for one user of it; who has read it is each user's own. The words are kept as they were sent.

create table notice (
  id               uuid primary key,
  organization_id  uuid not null references organization (id),
  user_id          text references auth_user (id),               -- null: all who act for the organization
  kind             text not null,                                -- <room>.<what>, as events are
  title            text not null,
  title_en         text not null,
  link             text not null check (link ~ '^/([^/\\]|$)'), -- a page of ours
  key              text not null,                                -- said once: the same key again is the same notice
  at               timestamptz(3) not null default clock_now(),
  queued_at        timestamptz(3),                               -- when its mails were written
  sender_user_id   text default actor_user_id(),                 -- null: the system
  unique (organization_id, key)
);
create index notice_page on notice (organization_id, at desc, id desc);
create index notice_unqueued on notice (at) where queued_at is null;

create table notice_read (
  notice_id  uuid not null references notice (id),
  user_id    text not null,
  at         timestamptz(3) not null default clock_now(),
  primary key (notice_id, user_id)
);
create index notice_read_user on notice_read (user_id);

create table notice_preference (
  user_id  text primary key references auth_user (id),
  mail     text not null check (mail in ('none', 'each', 'daily'))
);

-- Mails that wait, were sent, or could not be. One row a notice and user, so that nothing is sent twice.
create table notice_mail (
  notice_id   uuid not null references notice (id),
  user_id     text not null references auth_user (id),
  state       text not null default 'waiting' check (state in ('waiting', 'sent', 'given_up')),
  next_at     timestamptz(3) not null,
  attempts    smallint not null default 0,
  sent_at     timestamptz(3),
  last_error  text,
  primary key (notice_id, user_id)
);
create index notice_mail_waiting on notice_mail (next_at) where state = 'waiting';

-- A calendar application reads deadlines with a link that is its key: for one user acting for one organization.
create table calendar_feed (
  id             uuid primary key,
  token_hash     char(64) not null unique,                       -- sha256 of the token: the token itself is nowhere
  user_id        text not null references auth_user (id),
  membership_id  uuid not null references membership (id),
  created_at     timestamptz(3) not null default clock_now(),
  revoked_at     timestamptz(3),
  last_read_at   timestamptz(3)
);
create index calendar_feed_user on calendar_feed (user_id) where revoked_at is null;

call protect_table('notice');
call protect_table('notice_read');
call protect_table('notice_preference');
call protect_table('notice_mail');
call protect_table('calendar_feed');

grant select on notice to qunce_app;
create policy addressee_sees on notice for select to qunce_app using (
  (select actor_may('session.use')) and organization_id = (select actor_organization_id())
  and (user_id is null or user_id = (select actor_user_id())));

-- Whom an actor may tell something: its own; an office (anybody's business with it); who shares a task with it, raised a
-- matter before it, keeps or hosts a tier of a ladder, or was mentioned by it. An office tells whom it will.
create function actor_may_tell(which uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select which = actor_organization_id()
    or actor_may('delivery.dispatch') or actor_may('delivery.supervise') or actor_may('meeting.manage')
    or actor_may('delivery.report') and (
      exists (select from membership m join permission_grant g on g.role = m.role and g.permission = 'delivery.review'
        where m.organization_id = which and m.revoked_at is null)
      or exists (select from task t where t.assigned @> array[actor_organization_id()]
        and (t.owner_organization_id = which or which = any (t.assigned)))
      or exists (select from ladder_tier t join ladder l on l.id = t.ladder_id
        where t.dropped_at is null and (which = any (t.hosts) or l.owner_organization_id = which))
      or exists (select from escalation e where e.raised_by = which and actor_organization_id() = any (e.hosts))
      or exists (select from meeting m where which in (m.owner_organization_id, m.host_organization_id))
      or exists (select from task_comment c where c.user_id = actor_user_id() and which = any (c.mentions)))
$$;
revoke execute on function actor_may_tell from public;
grant execute on function actor_may_tell to qunce_app, qunce_system;

-- Who tells cannot read what it told: the row is for others. (A conflict on the key would ask for the right to read.)
create function tell(notices json) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if actor_user_id() is not null then
    perform actor_must('session.use');
    if exists (select from json_to_recordset(notices) as told (organization_id uuid, user_id text)
      where not actor_may_tell(told.organization_id) or (told.user_id is not null and not exists (
        select from membership m where m.user_id = told.user_id and m.organization_id = told.organization_id)))
    then
      raise exception 'These are not for the actor to tell.' using errcode = 'insufficient_privilege';
    end if;
  end if;
  insert into notice (id, organization_id, user_id, kind, title, title_en, link, key)
    select id, organization_id, user_id, kind, title, title_en, link, key
    from json_to_recordset(notices) as told (id uuid, organization_id uuid, user_id text, kind text, title text,
      title_en text, link text, key text)
    on conflict (organization_id, key) do nothing;
end $$;
revoke execute on function tell from public;
grant execute on function tell to qunce_app, qunce_system;

grant select, insert on notice_read to qunce_app;
create policy user_own on notice_read for all to qunce_app
  using (user_id = (select actor_user_id()))
  with check (user_id = (select actor_user_id()) and exists (select from notice n where n.id = notice_id));

grant select, insert, update on notice_preference to qunce_app;
create policy user_own on notice_preference for all to qunce_app
  using (user_id = (select actor_user_id())) with check (user_id = (select actor_user_id()));

-- The membership by which the actor acts.
create function own_membership() returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select id from membership where user_id = actor_user_id() and organization_id = actor_organization_id()
    and role = actor_role() and revoked_at is null
$$;
revoke execute on function own_membership from public;
grant execute on function own_membership to qunce_app;

grant select (id, user_id, membership_id, created_at, revoked_at, last_read_at), insert on calendar_feed to qunce_app;
grant update (revoked_at) on calendar_feed to qunce_app;
create policy user_own on calendar_feed for all to qunce_app
  using ((select actor_may('delivery.report')) and user_id = (select actor_user_id()))
  with check ((select actor_may('delivery.report')) and user_id = (select actor_user_id()));

-- Imports of ledgers (台账) ---------------------------------------------------------------------------------------------
-- Which file made which tasks, by whom. Added, never changed.
create table ledger_import (
  id                 uuid primary key,
  programme_id       uuid not null references programme (id),
  file_name          text not null,
  sha256             char(64) not null,
  mapping            jsonb not null,
  added              integer not null,
  changed            integer not null,
  unchanged          integer not null,
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null
);
create index ledger_import_programme on ledger_import (programme_id, at);
call protect_table('ledger_import');
call sign_itself('ledger_import');
grant select, insert on ledger_import to qunce_app;
create policy reader_sees on ledger_import for select to qunce_app using (
  exists (select from programme p where p.id = programme_id
    and p.owner_organization_id = (select actor_organization_id())));
create policy owner_imports on ledger_import for insert to qunce_app with check (
  (select actor_may('delivery.dispatch')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id())
  and exists (select from programme p where p.id = programme_id
    and p.owner_organization_id = (select actor_organization_id())));
create trigger added_only before update or delete on ledger_import for each row execute function refuse_change();
