-- Between nodes, what a unit was given ends as at one node: who used the data confirms that they are deleted, as a further reply
-- to the owner's node, which takes the step there with the name that was told.

alter table outside_request drop constraint outside_request_reply_check;
alter table outside_request add constraint outside_request_reply_check
  check (reply in ('accepted', 'taken_back', 'deletion_confirmed'));
alter table outside_request add column deleted_agreement uuid;                       -- there; its data are deleted here
create index outside_request_deleted on outside_request (owner, (deleted_agreement::text)) where deleted_agreement is not null;
alter table outside_reply drop constraint outside_reply_step_check;
alter table outside_reply add constraint outside_reply_step_check
  check (step in ('accepted', 'taken_back', 'deletion_confirmed'));

-- The deletion is confirmed once the owner's last answer says that the agreement is over, with words on how it was done.
create or replace function guard_outside_request() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  replies text[] := array['reply', 'reply_words', 'reply_number', 'replied_at', 'replied_by', 'deleted_agreement', 'revision'];
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
    if new.reply = 'deletion_confirmed' then
      may_reply := new.revision = old.revision + 1 and new.reply_words <> ''
        and coalesce(answer #>> '{agreement,state}' = 'ended' and answer #>> '{agreement,deletionConfirmedAt}' is null, false)
        and (may_reply or old.reply = 'accepted' and coalesce((answer #>> '{reply,number}')::numeric, 0) >= old.reply_number);
    end if;
    if not may_reply or new.reply is null or to_jsonb(new) - replies <> to_jsonb(old) - replies then
      raise exception 'A request to another node is replied to once, and stays as it was asked.'
        using errcode = 'insufficient_privilege';
    end if;
    new.deleted_agreement := case new.reply when 'deletion_confirmed' then (answer #>> '{agreement,id}')::uuid
      else old.deleted_agreement end;
    new.reply_number := old.reply_number + 1;
    new.replied_at := clock_now();
    new.replied_by := actor_name();
  end if;
  return new;
end $$;

-- Of data whose deletion is confirmed nothing is kept but the messages that brought them, which prove what was told; and
-- nothing of them is kept again, whatever their owner tells.
create function delete_given() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update shared_fact f set content = null
    where f.owner = new.owner and f.kind = 'grant' and f.key = new.deleted_agreement::text and f.content is not null
      and f.content ->> 'recipientId' = new.organization_id::text;
  update shared_fact f set content = null
    where f.owner = new.owner and f.kind = 'row' and f.content ->> 'agreementId' = new.deleted_agreement::text
      and f.content is not null and f.content ->> 'recipientId' = new.organization_id::text;
  return null;
end $$;
create trigger deleted after update on outside_request for each row
  when (new.deleted_agreement is distinct from old.deleted_agreement) execute function delete_given();
create function keep_no_deleted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from outside_request r where r.owner = new.owner
      and r.deleted_agreement::text = case new.kind when 'grant' then new.key else new.content ->> 'agreementId' end
      and r.organization_id::text = new.content ->> 'recipientId') then
    new.content := null;
  end if;
  return new;
end $$;
create trigger deleted_stays before insert or update on shared_fact for each row
  when (new.kind in ('grant', 'row') and new.content is not null) execute function keep_no_deleted();
revoke execute on function delete_given, keep_no_deleted from public;

-- active <-> suspended -> ended. The provider suspends, resumes, provides and withdraws; the recipient gives up and confirms
-- that it deleted what it had, also from the node at which it asked; time alone ends the rest (the system).
create or replace function guard_share_agreement() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  moves text[] := array['state', 'step', 'words', 'since_on', 'provided_at', 'withdrawn_from', 'withdrawn_reason', 'end_kind',
    'ended_on', 'deletion_confirmed_at', 'deletion_confirmed_by', 'deletion_words', 'revision'];
  may_decide boolean := actor_user_id() is not null and actor_may('sharing.decide') and new.provider_id = actor_organization_id();
  may_use boolean := actor_user_id() is not null and actor_may('sharing.request') and new.recipient_id = actor_organization_id();
  no_person boolean := actor_user_id() is null;
  is_outside boolean := no_person and outside_name() is not null and outside_unit() = new.recipient_id
    and exists (select from outside_asker x where x.request_id = new.request_id);
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
      when 'deletion_confirmed' then (may_use or is_outside) and old.state = 'ended' and new.state = 'ended' and old.deletion_words is null
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
    new.deletion_confirmed_by := coalesce(actor_name(), outside_name());
  end if;
  return new;
end $$;
