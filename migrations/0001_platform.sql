-- What every room stands on: who may do what, who did what, what happened. Two roles without login: transactions run
-- under qunce_app (a person's, bound by row-level policies) or qunce_system (the system's own); neither owns a table.
-- The migration runner creates the roles, because they belong to the server and not to one database.

grant usage on schema public to qunce_app, qunce_system;
revoke create on schema public from public;

-- The actor --------------------------------------------------------------------------------------------------------
-- Every transaction of a person sets these three for itself (SET LOCAL); without them there is no actor, and no right.

create function actor_user_id() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('qunce.user_id', true), '') $$;

create function actor_organization_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('qunce.organization_id', true), '')::uuid $$;

create function actor_role() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('qunce.role', true), '') $$;

-- The permission table, row for row as in src/platform/access/permissions.ts (a test proves them equal).
create table permission_grant (
  role        text not null check (role in ('office', 'department', 'city', 'leader', 'administrator')),
  permission  text not null,
  primary key (role, permission)
);
insert into permission_grant (role, permission)
select role, permission
from (values
  ('office',        array['plan.read', 'plan.ingest', 'plan.confirm', 'register.export', 'gazetteer.read',
                          'gazetteer.manage', 'audit.read', 'session.use']),
  ('department',    array['plan.read', 'plan.ingest', 'plan.confirm', 'register.export', 'gazetteer.read', 'session.use']),
  ('city',          array['plan.read', 'plan.ingest', 'plan.confirm', 'register.export', 'gazetteer.read', 'session.use']),
  ('leader',        array['plan.read', 'register.export', 'gazetteer.read', 'session.use']),
  ('administrator', array['access.manage', 'audit.read', 'gazetteer.read', 'session.use'])
) as matrix (role, permissions), unnest(permissions) as permission;

-- In a policy write (select actor_may('plan.read')): asked once for a query, not once for a row.
create function actor_may(wanted text) returns boolean language sql stable parallel safe
  as $$ select exists (select from permission_grant where role = actor_role() and permission = wanted) $$;

-- For what no row stands for (verifying the audit log): refuses as a policy would.
create function actor_must(wanted text) returns void language plpgsql stable as $$
begin
  if not actor_may(wanted) then
    raise exception 'This needs the permission %.', wanted using errcode = 'insufficient_privilege';
  end if;
end $$;

-- Default deny: nobody but the system sees a row of a protected table until a policy says so. The table's owner is
-- bound as well (it has the system's rights by being a member of qunce_system).
create procedure protect_table(protected regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', protected);
  execute format('alter table %s force row level security', protected);
  execute format('create policy system_all on %s to qunce_system using (true) with check (true)', protected);
  execute format('grant select, insert, update, delete on %s to qunce_system', protected);
end $$;

call protect_table('permission_grant');
revoke insert, update, delete on permission_grant from qunce_system;
grant select on permission_grant to qunce_app;
create policy anyone_reads on permission_grant for select to qunce_app using (true);

-- Users and sign-in ------------------------------------------------------------------------------------------------
-- The five auth_ tables are better-auth's, with our names (the mapping is in src/server/auth.ts).

create table auth_user (
  id                  text primary key,
  name                text not null,
  email               text not null unique,
  email_verified      boolean not null default false,
  image               text,
  two_factor_enabled  boolean not null default false,
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),
  disabled_at         timestamptz,                         -- may not sign in any more; what it signed stays
  version             integer not null default 1
);

create table auth_session (
  id             text primary key,
  user_id        text not null references auth_user (id) on delete cascade,
  token          text not null unique,
  expires_at     timestamptz not null,
  ip_address     text,
  user_agent     text,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  membership_id  uuid                                      -- whom the user acts for at present
);
create index auth_session_user on auth_session (user_id);

create table auth_account (
  id                        text primary key,
  user_id                   text not null references auth_user (id) on delete cascade,
  account_id                text not null,
  provider_id               text not null,
  access_token              text,
  refresh_token             text,
  id_token                  text,
  access_token_expires_at   timestamptz,
  refresh_token_expires_at  timestamptz,
  scope                     text,
  password                  text,                          -- argon2id
  created_at                timestamptz not null default now(),
  updated_at                timestamptz not null default now()
);
create index auth_account_user on auth_account (user_id);
create unique index auth_account_of_provider on auth_account (provider_id, account_id);

create table auth_verification (
  id          text primary key,
  identifier  text not null,
  value       text not null,
  expires_at  timestamptz not null,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create index auth_verification_identifier on auth_verification (identifier);

create table auth_two_factor (
  id                         text primary key,
  user_id                    text not null references auth_user (id) on delete cascade,
  secret                     text not null,
  backup_codes               text not null,
  verified                   boolean not null default true,
  failed_verification_count  integer not null default 0,
  locked_until               timestamptz
);
create index auth_two_factor_user on auth_two_factor (user_id);
create index auth_two_factor_secret on auth_two_factor (secret);

-- A link that signs its bearer in once: the one that the server prints at its start, and the invitation of a user.
create table one_time_link (
  token_hash  text primary key,                            -- sha256 of the token: the token itself is nowhere
  purpose     text not null check (purpose in ('sign_in', 'set_password')),
  user_id     text not null references auth_user (id) on delete cascade,
  expires_at  timestamptz not null,
  used_at     timestamptz,
  created_by  text,                                        -- null: the server itself
  created_at  timestamptz not null default now()
);
create index one_time_link_user on one_time_link (user_id);

-- A user acts for an organization in a role. The organization is the gazetteer's (a later migration).
create table membership (
  id               uuid primary key default gen_random_uuid(),
  user_id          text not null references auth_user (id),
  organization_id  uuid not null,
  role             text not null check (role in ('office', 'department', 'city', 'leader', 'administrator')),
  granted_at       timestamptz not null default now(),
  granted_by       text,
  revoked_at       timestamptz,
  revoked_by       text
);
create unique index membership_current on membership (user_id, organization_id, role) where revoked_at is null;

call protect_table('auth_user');
call protect_table('auth_session');
call protect_table('auth_account');
call protect_table('auth_verification');
call protect_table('auth_two_factor');
call protect_table('one_time_link');
call protect_table('membership');

-- Passwords, sessions and links stay with the system; administrators manage users and their memberships.
grant select, insert on auth_user to qunce_app;
grant update (name, disabled_at, updated_at, version) on auth_user to qunce_app;
create policy manager_reads on auth_user for select to qunce_app using ((select actor_may('access.manage')));
create policy manager_adds on auth_user for insert to qunce_app with check ((select actor_may('access.manage')));
create policy manager_edits on auth_user for update to qunce_app
  using ((select actor_may('access.manage'))) with check ((select actor_may('access.manage')));

grant select, insert on membership to qunce_app;
grant update (revoked_at, revoked_by) on membership to qunce_app;
create policy manager_reads on membership for select to qunce_app using ((select actor_may('access.manage')));
create policy manager_grants on membership for insert to qunce_app
  with check ((select actor_may('access.manage')) and granted_by = (select actor_user_id()));
create policy manager_revokes on membership for update to qunce_app
  using ((select actor_may('access.manage'))) with check (revoked_by = (select actor_user_id()));

-- Ending the sessions of a user that is disabled; their tokens stay unreadable.
grant select (id, user_id), delete on auth_session to qunce_app;
create policy manager_sees on auth_session for select to qunce_app using ((select actor_may('access.manage')));
create policy manager_ends on auth_session for delete to qunce_app using ((select actor_may('access.manage')));

-- An invitation is a link that its administrator makes and cannot read back.
grant insert on one_time_link to qunce_app;
create policy manager_invites on one_time_link for insert to qunce_app
  with check ((select actor_may('access.manage')) and purpose = 'set_password' and created_by = (select actor_user_id()));

-- The audit log ----------------------------------------------------------------------------------------------------
-- hash = sha256(previous hash, line feed, content), both in hexadecimal. content is stored as it was hashed, so that
-- anybody can verify a copy without this database. What changed (before and after) may be private to an organization:
-- it lies beside the line, and the line carries its sha256.

create table audit_line (
  seq            bigint primary key,                       -- 1, 2, 3 …: a gap is a deletion
  content        text not null,
  previous_hash  text not null,
  hash           text not null,
  at             timestamptz not null,
  user_id          text generated always as (content::json ->> 'user') stored,
  organization_id  text generated always as (content::json ->> 'organization') stored,
  action           text generated always as (content::json ->> 'action') stored,
  subject_kind     text generated always as (content::json ->> 'subjectKind') stored,
  subject_id       text generated always as (content::json ->> 'subjectId') stored
);
create index audit_line_subject on audit_line (subject_kind, subject_id, seq);
create index audit_line_user on audit_line (user_id, seq);

create table audit_detail (
  seq              bigint primary key references audit_line (seq),
  organization_id  text,
  details          text not null                           -- JSON: { before?, after? }
);

-- How far the chain reaches. A log that was cut at its end no longer agrees with it.
create table audit_head (
  one   boolean primary key default true check (one),
  seq   bigint not null,
  hash  text not null
);
insert into audit_head (seq, hash) values (0, repeat('0', 64));

call protect_table('audit_line');
call protect_table('audit_detail');
call protect_table('audit_head');
revoke insert, update, delete on audit_line, audit_detail, audit_head from qunce_system;
grant select on audit_line, audit_detail to qunce_app;
create policy auditor_reads on audit_line for select to qunce_app using ((select actor_may('audit.read')));
create policy auditor_reads_own on audit_detail for select to qunce_app
  using ((select actor_may('audit.read')) and organization_id = (select actor_organization_id())::text);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The rows of % are added, never changed.', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger added_only before update or delete on audit_line for each row execute function refuse_change();
create trigger added_only before update or delete on audit_detail for each row execute function refuse_change();
create trigger never_emptied before truncate on audit_line for each statement execute function refuse_change();
create trigger never_emptied before truncate on audit_detail for each statement execute function refuse_change();
create trigger never_removed before delete on audit_head for each row execute function refuse_change();

-- The only way to add a line. Who acts is what the transaction was opened with; only the system, which has no actor,
-- may name a user it acts for (a sign-in). Lines are chained one at a time: the lock is held until the commit.
-- pg_temp is searched last: a caller's temporary table must not pass for one of ours (unnamed, it would be searched first).
create function append_audit(
  action text, subject_kind text, subject_id text, details text,
  for_user text default null, for_organization text default null
) returns bigint language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  head audit_head;
  line_at timestamptz;
  line text;
  line_hash text;
begin
  perform pg_advisory_xact_lock(7108110);
  select * into head from audit_head for update;
  line_at := clock_timestamp();
  line := json_build_object(
    'seq', head.seq + 1,
    'at', to_char(line_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'user', case when actor_user_id() is null then for_user else actor_user_id() end,
    'organization', case when actor_user_id() is null then for_organization else actor_organization_id()::text end,
    'role', actor_role(),
    'action', action,
    'subjectKind', subject_kind,
    'subjectId', subject_id,
    'details', encode(sha256(convert_to(details, 'UTF8')), 'hex')
  )::text;
  line_hash := encode(sha256(convert_to(head.hash || E'\n' || line, 'UTF8')), 'hex');
  insert into audit_line (seq, content, previous_hash, hash, at)
    values (head.seq + 1, line, head.hash, line_hash, line_at);
  if details is not null then
    insert into audit_detail (seq, organization_id, details)
      values (head.seq + 1, line::json ->> 'organization', append_audit.details);
  end if;
  update audit_head set seq = head.seq + 1, hash = line_hash;
  return head.seq + 1;
end $$;
revoke execute on function append_audit from public;
grant execute on function append_audit to qunce_app, qunce_system;

-- Signing in and out, passwords and second factors: better-auth writes these rows, in statements of its own, so that the
-- line is added by the row itself. An administrator who ends another's sessions signs for it.
create function note_sign_in() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  case tg_argv[0]
    when 'session.open' then perform append_audit('session.open', 'user', new.user_id, null, new.user_id);
    when 'session.close' then perform append_audit('session.close', 'user', old.user_id, null, old.user_id);
    when 'user.change_password' then perform append_audit('user.change_password', 'user', new.user_id, null, new.user_id);
    else perform append_audit(tg_argv[0], 'user', new.id, null, new.id);
  end case;
  return null;
end $$;
revoke execute on function note_sign_in from public;
create trigger noted_open after insert on auth_session for each row execute function note_sign_in('session.open');
-- One whose time is over has ended by itself.
create trigger noted_close after delete on auth_session for each row
  when (old.expires_at > now()) execute function note_sign_in('session.close');
create trigger noted_new_password after insert on auth_account for each row
  when (new.provider_id = 'credential' and new.password is not null) execute function note_sign_in('user.change_password');
create trigger noted_password after update on auth_account for each row
  when (new.provider_id = 'credential' and old.password is distinct from new.password)
  execute function note_sign_in('user.change_password');
create trigger noted_second_factor after update on auth_user for each row
  when (old.two_factor_enabled is distinct from new.two_factor_enabled)
  execute function note_sign_in('user.change_second_factor');

-- Events -----------------------------------------------------------------------------------------------------------
-- What happened, written in the transaction in which it happened; rooms above and other nodes take it from here.

create table outbox_event (
  id               bigint generated always as identity primary key,
  kind             text not null,
  payload          jsonb not null,
  announced_at     timestamptz not null default now(),
  user_id          text default actor_user_id(),
  organization_id  uuid default actor_organization_id(),
  delivered_at     timestamptz
);
create index outbox_event_waiting on outbox_event (id) where delivered_at is null;
call protect_table('outbox_event');
grant insert (kind, payload) on outbox_event to qunce_app;
create policy actor_announces on outbox_event for insert to qunce_app with check ((select actor_user_id()) is not null);
