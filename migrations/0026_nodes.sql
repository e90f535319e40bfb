-- Nodes (节点): each government's own installation, what they tell each other, and what each was told. A fact has one owner,
-- the node that tells it; nobody else ever changes it, so views of it can be late, never in conflict. What is told goes
-- through a channel, one for each pair and direction, numbered and hash-chained; only the system's role writes here.

insert into permission_grant (role, permission)
select role, permission
from (values
  ('office',        array['node.read']),
  ('department',    array['node.read']),
  ('city',          array['node.read']),
  ('leader',        array['node.read']),
  ('administrator', array['node.read', 'node.manage'])
) as matrix (role, permissions), unnest(permissions) as permission;

create table node (
  code               text primary key check (code ~ '^[a-z][a-z0-9]{1,15}$'),    -- part of subjects and streams of NATS
  name               text not null check (name <> ''),                             -- 广西壮族自治区
  name_en            text not null check (name_en <> ''),
  role               text not null check (role in ('region', 'member')),
  jurisdiction_code  char(6) references jurisdiction (code),                       -- null: of the cluster as a whole
  is_self            boolean not null default false,
  admitted_at        timestamptz(3) not null default clock_now(),
  revoked_at         timestamptz(3),                                               -- it is cut off: nothing goes to it or is taken
  revoked_reason     text check (revoked_reason <> ''),
  check ((revoked_at is null) = (revoked_reason is null)),
  check (not (is_self and revoked_at is not null) or role = 'member')
);
create unique index node_self on node (is_self) where is_self;
create unique index node_region on node (role) where role = 'region';

-- What a node signs with. One that was revoked stays, so that what it signed before can be proven.
create table node_key (
  public_key  text primary key check (public_key ~ '^[A-Za-z0-9_-]{43}$'),         -- Ed25519, base64url
  node_code   text not null references node (code),
  known_at    timestamptz(3) not null default clock_now(),
  revoked_at  timestamptz(3)
);
create index node_key_node on node_key (node_code);

-- At the region alone: by what a member's server is let in.
create table node_credential (
  node_code      text primary key references node (code),
  password_hash  text not null                                                     -- bcrypt: the password is in the invitation
);

-- How far a pair of nodes has come, in both directions.
create table node_channel (
  peer              text primary key references node (code),
  told_number       bigint not null default 0,                                     -- the last message for it
  told_hash         char(64) not null default repeat('0', 64),
  sent_number       bigint not null default 0,                                     -- how far our own server has it
  received_number   bigint not null default 0,                                     -- how far the peer has signed for it
  receipt           jsonb,                                                         -- that signature
  received_at       timestamptz(3),                                                -- when it came
  heard_number      bigint not null default 0,                                     -- the last message of the peer
  heard_hash        char(64) not null default repeat('0', 64),
  heard_at          timestamptz(3),
  complete_at       timestamptz(3),                                                -- up to when we know all that it had to tell
  pulse             jsonb,                                                         -- the last that it said of itself
  check (sent_number <= told_number and received_number <= told_number)
);

create function open_node_channel() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into node_channel (peer) values (new.code);
  return null;
end $$;
revoke execute on function open_node_channel from public;
create trigger opened after insert on node for each row when (not new.is_self) execute function open_node_channel();

-- What this node told: the events as they were sent, byte for byte.
create table node_message (
  receiver  text not null references node (code),
  number    bigint not null check (number > 0),
  event     text not null,                                                         -- CloudEvent 1.0, JSON
  hash      char(64) not null,                                                     -- sha256(hash before, line feed, event)
  primary key (receiver, number)
);
-- What each receiver was told last of each thing, so that only what differs is told.
create table node_told (
  receiver  text not null references node (code),
  kind      text not null,
  key       text not null,
  digest    char(32) not null,                                                     -- md5 of the content
  primary key (receiver, kind, key)
);

-- What this node was told, as it came, with what proves it: one parcel is signed as a whole.
create table node_parcel (
  sender     text not null references node (code),
  last       bigint not null,
  first      bigint not null,
  previous   char(64) not null,
  head       char(64) not null,
  key        text not null references node_key (public_key),
  signature  text not null,
  heard_at   timestamptz(3) not null default clock_now(),
  primary key (sender, last)
);
create table node_heard (
  sender  text not null references node (code),
  number  bigint not null,
  event   text not null,
  primary key (sender, number)
);

-- How what others own stands, as far as it was told.
create table shared_fact (
  owner     text not null references node (code),
  kind      text not null,
  key       text not null,
  content   jsonb,                                                                 -- null: it is told no longer
  number    bigint not null,                                                       -- the message that says so
  told_at   timestamptz(3) not null,
  heard_at  timestamptz(3) not null default clock_now(),
  primary key (owner, kind, key)
);
create index shared_fact_kind on shared_fact (kind, told_at desc) where content is not null;

-- What was not taken, and why; and what this node itself could not send (too_large). The same again is counted.
create table node_refusal (
  id        bigint generated always as identity primary key,
  sender    text not null,                                                         -- as it says
  reason    text not null check (reason in ('unreadable', 'forged', 'tampered', 'repeated', 'early', 'forked', 'misdirected',
                                            'unknown_sender', 'foreign_key', 'revoked_key', 'too_large')),
  first     bigint not null,
  head      text not null,
  key       text not null,
  bytes     integer not null,
  times     integer not null default 1,
  first_at  timestamptz(3) not null default clock_now(),
  last_at   timestamptz(3) not null default clock_now(),
  unique (sender, reason, first, head)
);
create index node_refusal_order on node_refusal (last_at desc);

call protect_table('node');
call protect_table('node_key');
call protect_table('node_credential');
call protect_table('node_channel');
call protect_table('node_message');
call protect_table('node_told');
call protect_table('node_parcel');
call protect_table('node_heard');
call protect_table('shared_fact');
call protect_table('node_refusal');

-- What was sent and what was heard is evidence: added, never changed.
create trigger added_only before update or delete on node_message for each row execute function refuse_change();
create trigger added_only before update or delete on node_parcel for each row execute function refuse_change();
create trigger added_only before update or delete on node_heard for each row execute function refuse_change();
create trigger never_removed before delete on node for each row execute function refuse_change();
create trigger never_removed before delete on node_key for each row execute function refuse_change();

-- A revoked key or node never stands again; a node that comes back comes with a new key.
create function guard_node_key() returns trigger language plpgsql as $$
begin
  if (new.public_key, new.node_code) is distinct from (old.public_key, old.node_code)
    or old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
    raise exception 'A key stays its node''s, and once revoked it stays so.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guarded before update on node_key for each row execute function guard_node_key();

grant select on node, node_key, node_channel, node_refusal, shared_fact to qunce_app;
create policy reader_sees on node for select to qunce_app using ((select actor_may('node.read')));
create policy reader_sees on node_key for select to qunce_app using ((select actor_may('node.read')));
create policy reader_sees on node_channel for select to qunce_app using ((select actor_may('node.read')));
create policy reader_sees on node_refusal for select to qunce_app using ((select actor_may('node.read')));

-- What others told is read by who reads its like here.
create function actor_fact_kinds() returns text[] language sql stable as $$
  select coalesce(array_agg(kind), '{}') from (values
    ('node', 'node.read'), ('task', 'delivery.read'), ('alert', 'alert.read'), ('receipt', 'alert.read'),
    ('resource', 'catalogue.read'), ('entry', 'registry.read')) as matrix (kind, permission)
  where actor_may(permission)
$$;
create policy reader_sees on shared_fact for select to qunce_app using (kind = any ((select actor_fact_kinds())::text[]));

-- Data that follow under an agreement are for the unit that agreed, and for nobody else here.
create policy recipient_sees on shared_fact for select to qunce_app using (
  kind in ('grant', 'row') and (select actor_may('sharing.use'))
  and content ->> 'recipientId' = (select actor_organization_id())::text);

-- Adding a node, or cutting one off: an administrator's act, or of who owns the machine (the command line).
create function admit_node(
  code text, name text, name_en text, jurisdiction_code text, public_key text, password_hash text
) returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if actor_user_id() is not null then
    perform actor_must('node.manage');
  end if;
  insert into node (code, name, name_en, role, jurisdiction_code) values ($1, $2, $3, 'member', $4)
    on conflict on constraint node_pkey do update
      set name = excluded.name, name_en = excluded.name_en, jurisdiction_code = excluded.jurisdiction_code,
        revoked_at = null, revoked_reason = null;
  update node_key k set revoked_at = clock_now() where k.node_code = $1 and k.public_key <> $5 and k.revoked_at is null;
  insert into node_key (public_key, node_code) values ($5, $1) on conflict on constraint node_key_pkey do nothing;
  if not exists (select from node_key k where k.public_key = $5 and k.node_code = $1 and k.revoked_at is null) then
    raise exception 'This key was revoked, or is another node''s.' using errcode = 'check_violation', constraint = 'node_key_spent';
  end if;
  insert into node_credential (node_code, password_hash) values ($1, $6)
    on conflict on constraint node_credential_pkey do update set password_hash = excluded.password_hash;
end $$;
revoke execute on function admit_node from public;
grant execute on function admit_node to qunce_app, qunce_system;

create function revoke_node(code text, reason text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if actor_user_id() is not null then
    perform actor_must('node.manage');
  end if;
  update node n set revoked_at = clock_now(), revoked_reason = $2
    where n.code = $1 and n.role = 'member' and n.revoked_at is null and not n.is_self;
  if not found then
    raise exception 'No member % stands here.', $1 using errcode = 'check_violation', constraint = 'node_not_standing';
  end if;
  update node_key k set revoked_at = clock_now() where k.node_code = $1 and k.revoked_at is null;
  delete from node_credential c where c.node_code = $1;
end $$;
revoke execute on function revoke_node from public;
grant execute on function revoke_node to qunce_app, qunce_system;
