-- What this node answers to what others told it: a receipt for an alert of a neighbour (邻区告知的接收). It is this node's own
-- fact, signed by who received, told to the alert's owner, and never changed.

create table neighbour_receipt (
  owner              text not null references node (code),           -- whose alert it is
  alert_id           uuid not null,                                  -- there; its content is in shared_fact
  text               text not null default '',
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null references organization (id),
  organization_name  text not null,
  primary key (owner, alert_id)
);
call protect_table('neighbour_receipt');
revoke update, delete on neighbour_receipt from qunce_system;
call sign_itself('neighbour_receipt');
create trigger added_only before update or delete on neighbour_receipt for each row execute function refuse_change();

-- Whether the actor's unit lies in the place of which this node is, as a member: only such a one speaks for its side.
create function actor_is_of_member() returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from node n join organization o on o.jurisdiction_code::text like place_pattern(n.jurisdiction_code)
    where n.is_self and n.role = 'member' and o.id = actor_organization_id())
$$;
revoke execute on function actor_is_of_member from public;
grant execute on function actor_is_of_member to qunce_app, qunce_system;

-- A member's unit receives what was told to its side of the border, as itself; when it was is the database's to say.
grant select on neighbour_receipt to qunce_app;
grant insert (owner, alert_id, text, user_id, user_name, organization_id, organization_name) on neighbour_receipt to qunce_app;
create policy reader_sees on neighbour_receipt for select to qunce_app using ((select actor_may('alert.read')));
create policy handler_receives on neighbour_receipt for insert to qunce_app with check (
  (select actor_may('alert.handle'))
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())
  and (select actor_is_of_member())
  and exists (select from shared_fact f where f.owner = neighbour_receipt.owner and f.kind = 'alert'
    and f.key = neighbour_receipt.alert_id::text and f.content is not null));

-- Entries of shared registers that other nodes told of, as lists show and search them here: what fits the register as it is
-- configured here, without what it calls private. The truth is the owner's, and what was told is in shared_fact.
create table registry_told_entry (
  entry_id           uuid primary key,
  owner              text not null references node (code),
  registry_code      text not null references registry (code),
  organization_id    uuid not null,                                  -- who wrote it, there
  organization_name  text not null,
  schema_version     integer not null,                               -- there
  content            jsonb not null,
  folded             text not null,
  pairs              integer[] not null,
  published_at       timestamptz(3) not null
);
create index registry_told_entry_order on registry_told_entry (registry_code, published_at desc, entry_id);
create index registry_told_entry_pairs on registry_told_entry using gin (pairs);
call protect_table('registry_told_entry');
grant select on registry_told_entry to qunce_app;
create policy reader_sees on registry_told_entry for select to qunce_app using ((select actor_may('registry.read')));

-- (Both halves are of one table each: so a page of the whole is read along their two indexes.)
create or replace view registry_entry_shown with (security_invoker = true) as
  select e.registry_code, e.entry_id, e.organization_id, coalesce(e.organization_name, o.name) as organization_name,
    n.name as node, e.schema_version, e.content, e.folded, e.pairs, e.published_at
  from (
    select registry_code, entry_id, organization_id, null::text as organization_name, null::text as owner, schema_version,
      content, folded, pairs, published_at
    from registry_listing
    union all
    select registry_code, entry_id, organization_id, organization_name, owner, schema_version, content, folded, pairs,
      published_at
    from registry_told_entry
  ) e
    left join organization o on o.id = e.organization_id
    left join node n on n.code = e.owner;

-- The words of an entry of another node: what no longer fits a register that was changed here is searched as it is written.
create function told_entry_folded(schema jsonb, content jsonb, organization_name text) returns text
language plpgsql immutable parallel safe as $$
begin
  return search_fold(registry_words(schema, content) || chr(10) || organization_name);
exception when data_exception then
  return search_fold(content::text || chr(10) || organization_name);
end $$;
create function told_entries_follow() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update registry_told_entry t set content = c.content, folded = f.folded, pairs = search_pairs(f.folded)
    from registry_told_entry own
      cross join lateral (select registry_filled(new.schema::jsonb, own.content) as content) c
      cross join lateral (select told_entry_folded(new.schema::jsonb, c.content, own.organization_name) as folded offset 0) f
    where own.registry_code = new.registry_code and t.entry_id = own.entry_id;
  return null;
end $$;
revoke execute on function told_entries_follow from public;
create trigger told_entries_follow after insert on registry_version for each row execute function told_entries_follow();
