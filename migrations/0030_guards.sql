-- What one who is broken or hostile may do to others, bounded by the database; and what routes alone held until now.

-- Bounds on what a node may tell ---------------------------------------------------------------------------------------------

-- What a channel's messages take here, and what stops it: {reason, first, last, since} of the first message that is not taken
-- (src/exchange/nodes/rules/stop.ts); null: nothing does.
alter table node_channel add column heard_bytes bigint not null default 0;
alter table node_channel add column stopped jsonb;
update node_channel c set heard_bytes = coalesce((select sum(octet_length(h.event)) from node_heard h where h.sender = c.peer), 0);

-- How many facts of a kind stand of each owner: counted as they change, because there may be millions.
create table node_fact_count (
  owner     text not null references node (code),
  kind      text not null,
  standing  bigint not null check (standing >= 0),
  primary key (owner, kind)
);
call protect_table('node_fact_count');
insert into node_fact_count (owner, kind, standing)
  select owner, kind, count(*) from shared_fact where content is not null group by owner, kind;

create function count_heard() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update node_channel c set heard_bytes = c.heard_bytes + a.bytes
    from (select sender, sum(octet_length(event)) as bytes from added group by sender) a where c.peer = a.sender;
  return null;
end $$;
create function count_facts_added() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into node_fact_count as n (owner, kind, standing)
    select owner, kind, count(*) from added where content is not null group by owner, kind
    on conflict (owner, kind) do update set standing = n.standing + excluded.standing;
  return null;
end $$;
-- (A fact stays its owner's and of its kind. One that ended and stands again counts again.)
create function count_facts_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into node_fact_count as n (owner, kind, standing)
    select owner, kind, 0 from now_so group by owner, kind on conflict do nothing;
  update node_fact_count n set standing = n.standing + d.more
    from (select owner, kind, sum(more) as more from (
        select owner, kind, 1 as more from now_so where content is not null
        union all select owner, kind, -1 from before where content is not null) one
      group by owner, kind having sum(more) <> 0) d
    where n.owner = d.owner and n.kind = d.kind;
  return null;
end $$;
revoke execute on function count_heard, count_facts_added, count_facts_changed from public;
create trigger counted after insert on node_heard referencing new table as added
  for each statement execute function count_heard();
create trigger counted after insert on shared_fact referencing new table as added
  for each statement execute function count_facts_added();
create trigger counted_change after update on shared_fact referencing old table as before new table as now_so
  for each statement execute function count_facts_changed();
create trigger never_removed before delete on shared_fact for each row execute function refuse_change();

-- What was refused is one row of each sender and reason, with what came last: refusing for ever costs nothing. Senders whom
-- nobody knows here are one ('?'). What this node itself could not send is one row of each thing.
create temporary table refused_so_far on commit drop as
  select case when r.sender in (select n.code from node n) then r.sender else '?' end as known, r.* from node_refusal r;
delete from node_refusal;
alter table node_refusal drop constraint node_refusal_sender_reason_first_head_key;
alter table node_refusal drop constraint node_refusal_reason_check;
alter table node_refusal add column what text not null default '';              -- of too_large: receiver, kind and key
alter table node_refusal add constraint node_refusal_reason_check check (reason in ('unreadable', 'forged', 'tampered', 'repeated',
  'early', 'forked', 'misdirected', 'unknown_sender', 'foreign_key', 'revoked_key', 'too_large', 'too_much'));
insert into node_refusal (sender, reason, what, first, head, key, bytes, times, first_at, last_at)
  select known, reason, case when reason = 'too_large' then head else '' end, max(first), max(head), max(key), max(bytes),
    sum(times), min(first_at), max(last_at)
  from refused_so_far group by 1, 2, 3;
alter table node_refusal add constraint node_refusal_once unique (sender, reason, what);

-- What routes alone held -----------------------------------------------------------------------------------------------------

-- A filter asks about items that are handed over as they are: what is not agreed, or masked, would be found out by asking.
alter function shared_rows(uuid, jsonb, bigint, bigint, integer, integer) rename to agreed_rows;
revoke execute on function agreed_rows from qunce_app;
create function shared_rows(which uuid, filters jsonb, since bigint, upto bigint, after integer, most integer)
returns table (number integer, content jsonb, before jsonb)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from share_agreement a cross join jsonb_array_elements(filters) f
      where a.id = which and ((f ->> 'item' = any (share_items_of(a.terms))) is not true or (a.terms -> 'masks') ? (f ->> 'item'))) then
    raise exception 'A filter asks about agreed items without a mask.' using errcode = 'insufficient_privilege';
  end if;
  return query select * from agreed_rows(which, filters, since, upto, after, most);
end $$;
revoke execute on function shared_rows from public;
grant execute on function shared_rows to qunce_app;

-- The digests by which a person is known again are the asker's server's word. So a unit asks a question of so many persons a
-- day at most, whoever they are said to be.
create function bound_verification() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if (select coalesce(sum(cardinality(v.subjects)), 0) from verification v
      where v.organization_id = new.organization_id and v.question_id = new.question_id
        and v.at >= day_in_china()::timestamp at time zone 'Asia/Shanghai') + cardinality(new.subjects) > 1000 then
    raise exception 'A unit asks a question of 1000 persons a day at most.'
      using errcode = 'check_violation', constraint = 'verification_unit_asked_enough';
  end if;
  return new;
end $$;
revoke execute on function bound_verification from public;
create trigger bounded before insert on verification for each row execute function bound_verification();

-- Who owns the machine acts as the system. That a session of the application has no actor makes nobody an owner.
create function expect_node_manager() returns void
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_setting('role') <> 'qunce_system' or actor_user_id() is not null then
    perform actor_must('node.manage');
  end if;
end $$;
revoke execute on function expect_node_manager from public;
alter function admit_node(text, text, text, text, text, text) rename to keep_admitted_node;
alter function revoke_node(text, text) rename to keep_revoked_node;
revoke execute on function keep_admitted_node, keep_revoked_node from qunce_app, qunce_system;
create function admit_node(
  code text, name text, name_en text, jurisdiction_code text, public_key text, password_hash text
) returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform expect_node_manager();
  -- One node speaks for a place: a second would be told what is for the first, and speak in its stead.
  if exists (select from node n where n.jurisdiction_code = $4 and n.code <> $1 and n.role = 'member' and n.revoked_at is null) then
    raise exception 'Another node stands for %.', $4 using errcode = 'check_violation', constraint = 'node_place_taken';
  end if;
  perform keep_admitted_node(code, name, name_en, jurisdiction_code, public_key, password_hash);
end $$;
create function revoke_node(code text, reason text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform expect_node_manager();
  perform keep_revoked_node(code, reason);
end $$;
-- By what a member is let in, so that the same request to let it in is known again.
create function node_password_hash(which text) returns text
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform expect_node_manager();
  return (select c.password_hash from node_credential c where c.node_code = which);
end $$;
revoke execute on function admit_node, revoke_node, node_password_hash from public;
grant execute on function admit_node, revoke_node, node_password_hash to qunce_app, qunce_system;
