-- A reply to another node's answer has a number of its own. The owner's node takes each once and says so, with the reason where
-- it could not be taken; then who asked replies anew. A supplement's number is what the asker counts by itself as well: what
-- the owner tells of it decides nothing.

alter table outside_request add column reply_number integer not null default 0;       -- of the last one

create or replace function guard_outside_request() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  replies text[] := array['reply', 'reply_words', 'reply_number', 'replied_at', 'replied_by', 'revision'];
  supplements text[] := array['purpose', 'matter', 'legal_basis', 'terms', 'valid_until', 'contact', 'supplement',
    'supplement_words', 'supplemented_at', 'supplemented_by', 'revision'];
  answer jsonb;
  may_reply boolean;
begin
  if tg_op = 'DELETE' then
    raise exception 'What was asked for stays.' using errcode = 'insufficient_privilege';
  end if;
  select f.content into answer from shared_fact f
    where f.owner = old.owner and f.kind = 'answer' and f.key = old.id::text;
  may_reply := new.revision = old.revision + 1 and (old.reply is null or coalesce(
    (answer #>> '{reply,number}')::numeric = old.reply_number and answer #>> '{reply,reason}' is not null, false));
  if new.supplement <> old.supplement then
    if not may_reply or (answer ->> 'state') is distinct from 'correction'
      or coalesce((answer #>> '{supplement,number}')::numeric, 0) < old.supplement
      or new.supplement <> old.supplement + 1 or to_jsonb(new) - supplements <> to_jsonb(old) - supplements
    then
      raise exception 'A request to another node is supplemented where more is asked for, once each time.'
        using errcode = 'insufficient_privilege';
    end if;
    new.supplemented_at := clock_now();
    new.supplemented_by := actor_name();
  else
    if not may_reply or new.reply is null or to_jsonb(new) - replies <> to_jsonb(old) - replies then
      raise exception 'A request to another node is replied to once, and stays as it was asked.'
        using errcode = 'insufficient_privilege';
    end if;
    new.reply_number := old.reply_number + 1;
    new.replied_at := clock_now();
    new.replied_by := actor_name();
  end if;
  return new;
end $$;

-- At the owner's node: which replies came, and why one could not be taken. It is answered so.
create table outside_reply (
  request_id  uuid not null references outside_asker (request_id),
  number      integer not null check (number > 0),
  step        text not null check (step in ('accepted', 'taken_back')),
  reason      text check (reason in ('withheld', 'until_past', 'step_unfit', 'unreadable')),
  at          timestamptz(3) not null default clock_now(),
  primary key (request_id, number)
);
call protect_table('outside_reply');
revoke update, delete on outside_reply from qunce_system;
create trigger added_only before update or delete on outside_reply for each row execute function refuse_change();
