-- What the provider of another node asks more of (补正) is supplemented by the unit that asked, at its own node, and told as the
-- same request with the number of the supplement. The owner's node takes each once.

alter table outside_request add column supplement integer not null default 0;        -- the number of the last one
alter table outside_request add column supplement_words text not null default '';
alter table outside_request add column supplemented_at timestamptz(3);
alter table outside_request add column supplemented_by text;
alter table outside_request add check (num_nulls(nullif(supplement, 0), supplemented_at, supplemented_by) in (0, 3));
grant update (purpose, matter, legal_basis, terms, valid_until, contact, supplement, supplement_words) on outside_request
  to qunce_app;

-- One reply, and a supplement each time the owner's last answer asks for more; signed by who gives it, and nothing else of a
-- request ever changes.
create or replace function guard_outside_request() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  replies text[] := array['reply', 'reply_words', 'replied_at', 'replied_by', 'revision'];
  supplements text[] := array['purpose', 'matter', 'legal_basis', 'terms', 'valid_until', 'contact', 'supplement',
    'supplement_words', 'supplemented_at', 'supplemented_by', 'revision'];
  answer jsonb;
  taken integer;
begin
  if tg_op = 'DELETE' then
    raise exception 'What was asked for stays.' using errcode = 'insufficient_privilege';
  end if;
  if new.supplement <> old.supplement then
    select f.content into answer from shared_fact f
      where f.owner = old.owner and f.kind = 'answer' and f.key = old.id::text;
    taken := coalesce((answer #>> '{supplement,number}')::integer, 0);
    if old.reply is not null or new.revision <> old.revision + 1 or (answer ->> 'state') is distinct from 'correction'
      or taken < old.supplement or new.supplement <> taken + 1 or to_jsonb(new) - supplements <> to_jsonb(old) - supplements
    then
      raise exception 'A request to another node is supplemented where more is asked for, once each time.'
        using errcode = 'insufficient_privilege';
    end if;
    new.supplemented_at := clock_now();
    new.supplemented_by := actor_name();
  else
    if old.reply is not null or new.reply is null or new.revision <> old.revision + 1
      or to_jsonb(new) - replies <> to_jsonb(old) - replies then
      raise exception 'A request to another node is replied to once, and stays as it was asked.'
        using errcode = 'insufficient_privilege';
    end if;
    new.replied_at := clock_now();
    new.replied_by := actor_name();
  end if;
  return new;
end $$;

-- At the owner's node: which supplements came, and why one could not be taken. It is answered so.
create table outside_supplement (
  request_id  uuid not null references outside_asker (request_id),
  number      integer not null check (number > 0),
  reason      text check (reason in ('terms_unfit', 'until_past', 'unreadable')),
  at          timestamptz(3) not null default clock_now(),
  primary key (request_id, number)
);
call protect_table('outside_supplement');
revoke update, delete on outside_supplement from qunce_system;
create trigger added_only before update or delete on outside_supplement for each row execute function refuse_change();

-- A unit asks at the node that speaks for it, of a node that stands.
alter policy unit_asks on outside_request with check (
  (select actor_may('sharing.request')) and organization_id = (select actor_organization_id())
  and user_id = (select actor_user_id()) and (select actor_speaks_here())
  and exists (select from node n where n.code = outside_request.owner and n.revoked_at is null)
  and exists (select from shared_fact f where f.owner = outside_request.owner and f.kind = 'resource'
    and f.key = outside_request.resource_id::text and f.content is not null));
