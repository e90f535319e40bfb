-- Search reads all documents into an index of its own, beside the database, on every server. What it must read again is
-- noted here, in the transaction that changed it: one row a document. The transaction's number tells each server what it
-- has not read yet, whatever the order in which transactions end.

create table search_change (
  document_id  uuid primary key references document (id),
  changed_in   xid8 not null default pg_current_xact_id()
);
create index search_change_newest on search_change (changed_in);

call protect_table('search_change');

-- With the owner's rights, so that nobody else needs any on the table; nobody may hang them on a table of their own.
create function note_search_change(ids uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into search_change (document_id)
    select distinct id from unnest(ids) id order by id
    on conflict (document_id) do update set changed_in = excluded.changed_in
      where search_change.changed_in <> excluded.changed_in;
end $$;
revoke execute on function note_search_change from public;

create function note_documents() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform note_search_change(array(select id from changed));
  return null;
end $$;
create trigger search_after_insert after insert on document referencing new table as changed
  for each statement execute function note_documents();
create trigger search_after_update after update on document referencing new table as changed
  for each statement execute function note_documents();

create function note_commitments_added() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform note_search_change(array(select document_id from changed));
  return null;
end $$;
create trigger search_kinds_after_insert after insert on commitment referencing new table as changed
  for each statement execute function note_commitments_added();

-- Only what changes which kinds a provision holds: a confirmation does not.
create function note_commitments_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform note_search_change(array(
    select n.document_id
    from changed n join original o on o.home_jurisdiction = n.home_jurisdiction and o.id = n.id
    where (o.kind, o.provision, o.live, o.state = 'rejected')
      is distinct from (n.kind, n.provision, n.live, n.state = 'rejected')));
  return null;
end $$;
create trigger search_kinds_after_update after update on commitment
  referencing old table as original new table as changed
  for each statement execute function note_commitments_changed();

revoke execute on function note_documents, note_commitments_added, note_commitments_changed from public;

insert into search_change (document_id) select id from document;
