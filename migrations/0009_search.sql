-- Search reads all documents into an index of its own, beside the database, on every server. What it must read again is
-- noted here, in the transaction that changed it: one row a document. The transaction's number tells each server what it
-- has not read yet, whatever the order in which transactions end.

create table search_change (
  document_id  uuid primary key references document (id),
  changed_in   xid8 not null default pg_current_xact_id()
);
create index search_change_newest on search_change (changed_in);

call protect_table('search_change');

-- Whether there is anything to read, for whoever searches: nothing more is told of what others may not see.
create function search_changed_since(since xid8) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select from search_change where changed_in >= since) $$;
revoke execute on function search_changed_since from public;
grant execute on function search_changed_since to qunce_app, qunce_system;

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

create index provision_position on provision (document_id, version, position);

-- What a page of hits shows: the documents of these ids, and the provisions at these places. A function with the owner's
-- rights that applies the policy of documents itself, once a document: below the policies of what hangs on a document
-- the planner reads all documents first. `whole` asks for the whole text, where the database counts its characters
-- otherwise than we do (beyond the basic plane).
create function search_page(hits json, ids uuid[]) returns json
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  organization uuid := actor_organization_id();
begin
  if not actor_may('plan.read') then
    return json_build_object('documents', '[]'::json, 'provisions', '[]'::json);
  end if;
  return json_build_object(
    'documents', coalesce((
      select json_agg(json_build_object('id', d.id, 'title', d.title, 'number', d.number, 'issuer', d.issuer,
        'issuedOn', d.issued_on, 'sample', d.sample))
      from document d
      where d.id = any (ids) and not d.withdrawn
        and (d.visibility = 'cluster' or d.owner_organization_id = organization)), '[]'),
    'provisions', coalesce((
      select json_agg(json_build_object('documentId', hit."documentId", 'position', hit.position, 'address', own.address,
        'marker', coalesce(own.marker, ''), 'title', coalesce(own.title, ''),
        'span', json_build_array(place.from_unit, place.to_unit), 'above', place.above,
        'text', case when hit.whole then t.text
          else substr(t.text, place.from_unit + 1, place.to_unit - place.from_unit) end))
      from json_to_recordset(hits) hit ("documentId" uuid, version integer, position integer, whole boolean)
        join document d on d.id = hit."documentId" and d.newest_version = hit.version and not d.withdrawn
          and (d.visibility = 'cluster' or d.owner_organization_id = organization)
        join document_version v on v.document_id = d.id and v.number = hit.version
        join document_text t on t.document_id = d.id and t.version = hit.version
        left join provision own on own.document_id = d.id and own.version = hit.version
          and own.position = hit.position - 1
        cross join lateral (
          select coalesce(own.extent_start, 0) as from_unit,
            coalesce((select n.extent_start from provision n where n.document_id = d.id and n.version = hit.version
              and n.position = hit.position), v.characters) as to_unit,
            array(
              select a.marker || ' ' || a.title
              from generate_series(1, array_length(string_to_array(own.address, '/'), 1) - 1) depth
                join provision a on a.document_id = d.id and a.version = hit.version
                  and a.address = array_to_string((string_to_array(own.address, '/'))[1:depth], '/')
              order by depth) as above
          offset 0) place), '[]'));
end $$;
revoke execute on function search_page from public;
grant execute on function search_page to qunce_app, qunce_system;
