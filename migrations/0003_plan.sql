-- Documents, what they say (provisions), and what they oblige (commitments). Three layers that never mix:
--   what the source has        document_version, document_text, provision, mention, repair, finding: added, never changed
--   what the machine found     extraction: added, never changed
--   what stands now            commitment, responsibility: changed by people, each change a row of commitment_change
-- A corrected upload or a re-parse is a new version of the same document; a commitment keeps its id through them.
-- Rows that grow without end carry the jurisdiction of the government that keeps them first in their key, so that a
-- table can be distributed by it.

-- Documents --------------------------------------------------------------------------------------------------------

create table document (
  id                     uuid primary key,
  home_jurisdiction      char(6) not null,              -- of the owner; 000000 where it has none
  ordinal                bigint generated always as identity unique check (ordinal < 67108864),
  revision               integer not null default 1,
  title                  text not null,
  number                 text,                          -- 桂政发〔2018〕1号
  issuer                 text,
  issued_on              text,                          -- ISO date, or as much of it as is known
  visibility             text not null check (visibility in ('cluster', 'organization')),
  owner_organization_id  uuid not null references organization (id),
  sample                 boolean not null default false,
  newest_version         integer not null default 1,
  withdrawn_at           timestamptz(3),                -- taken out of the register, not out of the record
  withdrawn_reason       text,
  withdrawn_by           jsonb,                         -- { userId, userName, organizationId, organizationName }
  withdrawn              boolean not null generated always as (withdrawn_at is not null) stored,
  created_at             timestamptz(3) not null default now(),
  updated_at             timestamptz(3) not null default now(),
  check (num_nulls(withdrawn_at, withdrawn_reason, withdrawn_by) in (0, 3)),
  -- Commitments repeat the last three; a foreign key keeps them true.
  unique (id, owner_organization_id, visibility, withdrawn)
);
create index document_newest on document (ordinal desc);
create index document_number on document (number) where number is not null;
create index document_title on document (title);

create table document_version (
  document_id        uuid not null references document (id),
  number             integer not null check (number > 0),
  cause              text not null check (cause in ('upload', 'correction', 'reparse')),
  file_name          text not null,
  format             text not null check (format in ('txt', 'md', 'html', 'docx', 'pdf', 'xlsx')),
  sha256             char(64) not null,
  text_sha256        char(64) not null,                 -- of the text without blanks at the ends of its lines
  bytes              bigint not null,
  characters         integer not null,                  -- UTF-16 units of the canonical text
  parsed             jsonb not null,                    -- title, number, issuer, date as the text states them
  counts             jsonb not null,                    -- provisions, repairs, findings
  ingested_at        timestamptz(3) not null default now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  primary key (document_id, number)
);
create index document_version_bytes on document_version (sha256);
create index document_version_text on document_version (text_sha256);

create table document_text (
  document_id  uuid not null,
  version      integer not null,
  text         text not null,
  blocks       jsonb not null,
  primary key (document_id, version),
  foreign key (document_id, version) references document_version (document_id, number)
);

-- A sample of the hashes of all runs of eight characters: two documents that share text share hashes.
create table document_fingerprint (
  hash         integer not null,
  document_id  uuid not null references document (id),
  primary key (hash, document_id)
);
create index document_fingerprint_document on document_fingerprint (document_id);

create table provision (
  document_id   uuid not null,
  version       integer not null,
  address       text collate "C" not null,              -- marker path: 二/(一)/1
  position      integer not null,                       -- order in the document
  parent        text collate "C",
  level         integer not null,
  marker        text not null,
  title         text not null,
  span_start    integer not null,
  span_end      integer not null,
  extent_start  integer not null,
  extent_end    integer not null,
  primary key (document_id, version, address),
  foreign key (document_id, version) references document_version (document_id, number)
);

create table mention (
  document_id      uuid not null,
  version          integer not null,
  seq              integer not null,
  kind             text not null check (kind in ('unit', 'class', 'target', 'project', 'place', 'deadline', 'mechanism', 'zone')),
  span_start       integer not null,
  span_end         integer not null,
  label            text not null,
  provision        text collate "C" not null,
  role             text check (role in ('lead', 'participant', 'responsible')),
  organization_id  uuid references organization (id),
  primary key (document_id, version, seq),
  foreign key (document_id, version) references document_version (document_id, number)
);
create index mention_organization on mention (organization_id) where organization_id is not null;

create table repair (
  document_id  uuid not null,
  version      integer not null,
  seq          integer not null,
  kind         text not null check (kind in ('page_number', 'lost_decimal', 'lost_percent', 'lost_latin', 'figure_caption')),
  span_start   integer not null,
  span_end     integer not null,
  quote        text not null,
  fix          text,                                    -- null: the document cannot prove it
  reason       text not null,
  primary key (document_id, version, seq),
  foreign key (document_id, version) references document_version (document_id, number)
);

create table finding (
  document_id  uuid not null,
  version      integer not null,
  seq          integer not null,
  code         text not null,
  message      text not null,
  span_start   integer not null,
  span_end     integer not null,
  primary key (document_id, version, seq),
  foreign key (document_id, version) references document_version (document_id, number)
);

-- from contains to; from overlaps to; from supersedes to. Told from either side.
create table document_relation (
  from_id      uuid not null references document (id),
  to_id        uuid not null references document (id),
  kind         text not null check (kind in ('contains', 'overlaps', 'supersedes')),
  share        real not null check (share between 0 and 1),
  provisions   jsonb not null,                          -- of from: [{ address, label }]
  recorded_at  timestamptz(3) not null default now(),
  primary key (from_id, to_id, kind),
  check (from_id <> to_id)
);
create index document_relation_to on document_relation (to_id);

-- Commitments ------------------------------------------------------------------------------------------------------

create table commitment (
  home_jurisdiction      char(6) not null,
  id                     uuid not null,
  revision               integer not null default 1,    -- the ETag
  document_id            uuid not null,
  owner_organization_id  uuid not null,                 -- these three are the document's
  visibility             text not null,
  withdrawn              boolean not null default false,
  version                integer not null,              -- of the document, that the span belongs to
  kind                   text not null check (kind in ('task', 'target', 'project', 'zone', 'mechanism')),
  state                  text not null check (state in ('extracted', 'confirmed', 'rejected', 'replaced')),
  current                boolean not null default true, -- false: the newest version no longer has it
  live                   boolean generated always as (current and state <> 'replaced' and not withdrawn) stored,
  title                  text not null,
  text                   text not null,
  span_start             integer not null,
  span_end               integer not null,
  provision              text collate "C" not null,
  provision_label        text not null,
  chapter                text collate "C" not null,
  chapter_label          text not null,
  sort_key               bigint not null,               -- newest document first, then the order of its text
  responsibilities       json not null,                 -- as lists show them, passed on as written; the table below is the truth
  roles                  smallint not null default 0,   -- 1 lead, 2 participant, 4 responsible; 0 nobody is named
  open                   boolean not null default false,
  deadline_on            date,
  deadline               jsonb,
  target                 jsonb,
  project                jsonb,
  edited                 boolean not null default false,
  review                 text check (review in ('text_changed', 'responsibilities_changed')),
  confirmed              jsonb,                         -- { userName, organizationName, at }
  created_at             timestamptz(3) not null default now(),
  updated_at             timestamptz(3) not null default now(),
  primary key (home_jurisdiction, id),
  check (span_start <= span_end),
  foreign key (document_id, owner_organization_id, visibility, withdrawn)
    references document (id, owner_organization_id, visibility, withdrawn) deferrable initially deferred
);
create unique index commitment_id on commitment (id);    -- what is derived of it is kept under the id alone
create index commitment_document on commitment (document_id, sort_key);
create index commitment_register on commitment (sort_key, id)
  include (state, kind, roles, visibility, owner_organization_id) where live;
create index commitment_counts on commitment (document_id, kind, state)
  include (visibility, owner_organization_id) where live;
create index commitment_due on commitment ((coalesce(deadline_on, 'infinity'::date)), sort_key, id) where live;
create index commitment_touched on commitment (updated_at desc, sort_key, id) where live;
create index commitment_review on commitment (review, sort_key) where live and review is not null;

create table responsibility (
  home_jurisdiction  char(6) not null,
  commitment_id      uuid not null,
  seq                integer not null,
  kind               text not null check (kind in ('unit', 'class')),
  printed            text not null,
  role               text not null check (role in ('lead', 'participant', 'responsible')),
  organization_id    uuid references organization (id), -- whom the plan meant, on its own day
  today              uuid[] not null default '{}',      -- who holds the duty now, where it is not that one
  span_start         integer,
  span_end           integer,
  inherited_from     text,
  primary key (home_jurisdiction, commitment_id, seq),
  foreign key (home_jurisdiction, commitment_id) references commitment (home_jurisdiction, id),
  check (kind = 'unit' or organization_id is null)
);
create index responsibility_commitment on responsibility (commitment_id);
create index responsibility_organization on responsibility (organization_id) where organization_id is not null;

-- The register's own indexes: a live commitment under every unit that answers for it (as named, and today), and under
-- every jurisdiction those units belong to. One range of one of them is a page; its length is the total. They are
-- derived, by the triggers below.
create table register_unit (
  organization_id    uuid not null,
  commitment_id      uuid not null,
  home_jurisdiction  char(6) not null,
  sort_key           bigint not null,
  roles              smallint not null,
  state              text not null,
  standing           boolean not null,                  -- not rejected: what is listed where no state is asked for
  kind               text not null,
  private_to         uuid,                              -- the only organization that sees it; null: the cluster
  primary key (organization_id, commitment_id)
);
create index register_unit_page on register_unit (organization_id, sort_key, commitment_id)
  include (roles, kind, private_to) where standing;
create index register_unit_state on register_unit (organization_id, state, sort_key, commitment_id)
  include (roles, kind, private_to);
create index register_unit_commitment on register_unit (commitment_id);

create table register_place (
  jurisdiction_code  char(6) not null,
  commitment_id      uuid not null,
  home_jurisdiction  char(6) not null,
  sort_key           bigint not null,
  roles              smallint not null,
  state              text not null,
  standing           boolean not null,                  -- not rejected: what is listed where no state is asked for
  kind               text not null,
  private_to         uuid,                              -- the only organization that sees it; null: the cluster
  primary key (jurisdiction_code, commitment_id)
);
create index register_place_page on register_place (jurisdiction_code, sort_key, commitment_id)
  include (roles, kind, private_to) where standing;
create index register_place_commitment on register_place (commitment_id);

-- How many live commitments a document has of each kind and state: the total of the whole register is a short sum.
create table register_count (
  document_id            uuid not null,
  kind                   text not null,
  state                  text not null,
  visibility             text not null,
  owner_organization_id  uuid not null,
  n                      bigint not null,
  primary key (document_id, kind, state, visibility)
);

-- Search: the words in one width and case, and hashes of their pairs of characters. Only search_commitments reads it.
create table commitment_search (
  commitment_id  uuid primary key,
  live           boolean not null,
  private_to     uuid,                                  -- as in register_unit
  folded         text not null,
  pairs          integer[] not null
);
create index commitment_search_pairs on commitment_search using gin (pairs);

-- What the machine found in a version, as it found it, and the commitment that it became.
create table extraction (
  document_id    uuid not null,
  version        integer not null,
  seq            integer not null,
  commitment_id  uuid not null,
  found          jsonb not null,
  primary key (document_id, version, seq),
  foreign key (document_id, version) references document_version (document_id, number)
);
create index extraction_commitment on extraction (commitment_id);

-- Every change of a commitment: by whom, for which organization, why, and what of it was otherwise before. A bulk act
-- has one id for all its rows; an undo is a further row.
create table commitment_change (
  id                 uuid not null,
  commitment_id      uuid not null,
  seq                bigint generated always as identity,
  document_id        uuid not null references document (id),
  kind               text not null check (kind in ('confirm', 'reject', 'edit', 'split', 'split_off', 'merge', 'merge_into',
                       'carry', 'drop', 'undo')),
  at                 timestamptz(3) not null default now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  reason             text,
  before             jsonb,                             -- what the change replaced; null for a new commitment
  after              jsonb,
  undoes             uuid,
  version            integer,                           -- of the document, for carry and drop
  primary key (id, commitment_id),
  check ((kind = 'undo') = (undoes is not null))
);
create index commitment_change_commitment on commitment_change (commitment_id, seq);
create index commitment_change_document on commitment_change (document_id, version) where version is not null;
create index commitment_change_undoes on commitment_change (undoes) where undoes is not null;

-- Which commitments a split or a merge replaced by which.
create table commitment_replacement (
  old_id     uuid not null,
  new_id     uuid not null,
  change_id  uuid not null,
  document_id  uuid not null references document (id),
  primary key (old_id, new_id)
);
create index commitment_replacement_new on commitment_replacement (new_id);

-- Who sees and changes what ----------------------------------------------------------------------------------------

call protect_table('document');
call protect_table('document_version');
call protect_table('document_text');
call protect_table('document_fingerprint');
call protect_table('provision');
call protect_table('mention');
call protect_table('repair');
call protect_table('finding');
call protect_table('document_relation');
call protect_table('commitment');
call protect_table('responsibility');
call protect_table('register_unit');
call protect_table('register_place');
call protect_table('register_count');
call protect_table('commitment_search');
call protect_table('extraction');
call protect_table('commitment_change');
call protect_table('commitment_replacement');

-- A document of the cluster is read by everyone who may read plans; one that is still an organization's own, by it
-- alone. Who ingests or confirms does so in what its own organization owns.
grant select, insert on document to qunce_app;
grant update (revision, title, number, issuer, issued_on, visibility, newest_version, withdrawn_at, withdrawn_reason,
  withdrawn_by, updated_at) on document to qunce_app;
create policy reader_sees on document for select to qunce_app using (
  (select actor_may('plan.read'))
  and (visibility = 'cluster' or owner_organization_id = (select actor_organization_id())));
create policy owner_ingests on document for insert to qunce_app with check (
  (select actor_may('plan.ingest')) and owner_organization_id = (select actor_organization_id()));
create policy owner_edits on document for update to qunce_app
  using ((select actor_may('plan.ingest')) and owner_organization_id = (select actor_organization_id()))
  with check ((select actor_may('plan.ingest')) and owner_organization_id = (select actor_organization_id()));

-- What hangs on a document is seen with it, and added by its owner.
create procedure follow_document(follower regclass, column_name text, wanted text) language plpgsql as $$
begin
  execute format('grant select, insert on %s to qunce_app', follower);
  execute format('create policy reader_sees on %s for select to qunce_app using (
      exists (select from document d where d.id = %s.%I))', follower, follower, column_name);
  execute format('create policy owner_adds on %s for insert to qunce_app with check (
      %s and exists (select from document d where d.id = %s.%I
        and d.owner_organization_id = (select actor_organization_id())))', follower, wanted, follower, column_name);
end $$;

call follow_document('document_text', 'document_id', '(select actor_may(''plan.ingest''))');
call follow_document('document_fingerprint', 'document_id', '(select actor_may(''plan.ingest''))');
call follow_document('provision', 'document_id', '(select actor_may(''plan.ingest''))');
call follow_document('mention', 'document_id', '(select actor_may(''plan.ingest''))');
call follow_document('repair', 'document_id', '(select actor_may(''plan.ingest''))');
call follow_document('finding', 'document_id', '(select actor_may(''plan.ingest''))');
call follow_document('extraction', 'document_id', '(select actor_may(''plan.ingest''))');
-- Signed by the one who adds it, and nobody else.
call follow_document('document_version', 'document_id',
  '(select actor_may(''plan.ingest'')) and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())');
call follow_document('commitment_change', 'document_id',
  '((select actor_may(''plan.confirm'')) or (select actor_may(''plan.ingest'')))
    and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())');
call follow_document('commitment_replacement', 'document_id', '(select actor_may(''plan.confirm''))');
drop procedure follow_document;

-- The fingerprint of a document is replaced by that of its newest version.
grant delete on document_fingerprint to qunce_app;
create policy owner_renews on document_fingerprint for delete to qunce_app
  using ((select actor_may('plan.ingest')) and exists (select from document d
    where d.id = document_id and d.owner_organization_id = (select actor_organization_id())));

-- A relation is seen by who sees both sides; told by the owner of either.
grant select, insert, delete on document_relation to qunce_app;
create policy reader_sees on document_relation for select to qunce_app using (
  exists (select from document d where d.id = from_id) and exists (select from document d where d.id = to_id));
create policy owner_tells on document_relation for insert to qunce_app with check (
  (select actor_may('plan.ingest'))
  and exists (select from document d where d.id = from_id) and exists (select from document d where d.id = to_id)
  and exists (select from document d where d.id in (from_id, to_id)
    and d.owner_organization_id = (select actor_organization_id())));
create policy owner_withdraws on document_relation for delete to qunce_app using (
  (select actor_may('plan.ingest'))
  and exists (select from document d where d.id in (from_id, to_id)
    and d.owner_organization_id = (select actor_organization_id())));

grant select, insert, update on commitment to qunce_app;
create policy reader_sees on commitment for select to qunce_app using (
  (select actor_may('plan.read'))
  and (visibility = 'cluster' or owner_organization_id = (select actor_organization_id())));
create policy owner_adds on commitment for insert to qunce_app with check (
  ((select actor_may('plan.confirm')) or (select actor_may('plan.ingest')))
  and owner_organization_id = (select actor_organization_id()));
create policy owner_changes on commitment for update to qunce_app
  using (((select actor_may('plan.confirm')) or (select actor_may('plan.ingest')))
    and owner_organization_id = (select actor_organization_id()))
  with check (owner_organization_id = (select actor_organization_id()));

grant select, insert, update, delete on responsibility to qunce_app;
create policy reader_sees on responsibility for select to qunce_app using (
  exists (select from commitment c
    where c.home_jurisdiction = responsibility.home_jurisdiction and c.id = commitment_id));
create policy owner_adds on responsibility for insert to qunce_app
  with check (((select actor_may('plan.confirm')) or (select actor_may('plan.ingest')))
    and exists (select from commitment c
      where c.id = commitment_id and c.owner_organization_id = (select actor_organization_id())));
create policy owner_changes on responsibility for update to qunce_app
  using (((select actor_may('plan.confirm')) or (select actor_may('plan.ingest')))
    and exists (select from commitment c
      where c.id = commitment_id and c.owner_organization_id = (select actor_organization_id())));
create policy owner_removes on responsibility for delete to qunce_app
  using (((select actor_may('plan.confirm')) or (select actor_may('plan.ingest')))
    and exists (select from commitment c
      where c.id = commitment_id and c.owner_organization_id = (select actor_organization_id())));

grant select on register_unit, register_place, register_count to qunce_app;
create policy reader_sees on register_unit for select to qunce_app using (
  (select actor_may('plan.read')) and (private_to is null or private_to = (select actor_organization_id())));
create policy reader_sees on register_place for select to qunce_app using (
  (select actor_may('plan.read')) and (private_to is null or private_to = (select actor_organization_id())));
create policy reader_sees on register_count for select to qunce_app using (
  (select actor_may('plan.read'))
  and (visibility = 'cluster' or owner_organization_id = (select actor_organization_id())));

create trigger added_only before update or delete on commitment_change for each row execute function refuse_change();
create trigger added_only before update or delete on extraction for each row execute function refuse_change();
create trigger added_only before update or delete on document_version for each row execute function refuse_change();
create trigger added_only before update or delete on document_text for each row execute function refuse_change();
create trigger added_only before update or delete on provision for each row execute function refuse_change();
create trigger added_only before update or delete on repair for each row execute function refuse_change();
create trigger added_only before update or delete on finding for each row execute function refuse_change();
create trigger added_only before update or delete on commitment_replacement for each row execute function refuse_change();

-- A mention changes in one way only: the provisional unit that it names proves to be a known one (follow_organization).
create function refuse_change_but_merging() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE'
    and to_jsonb(new) - 'organization_id' = to_jsonb(old) - 'organization_id'
    and exists (select from organization o where o.id = old.organization_id and o.merged_into_id = new.organization_id)
  then
    return new;
  end if;
  raise exception 'The rows of % are added, never changed.', tg_table_name using errcode = 'insufficient_privilege';
end $$;
revoke execute on function refuse_change_but_merging from public;
create trigger added_only before update or delete on mention for each row execute function refuse_change_but_merging();

-- What is derived --------------------------------------------------------------------------------------------------
-- These run with the owner's rights, so that nobody else needs any on the derived tables. Nobody else may hang them on a
-- table of their own either: the right to execute is asked for when a trigger is made, not when it fires.

create function refresh_register(ids uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from register_unit where commitment_id = any (ids);
  delete from register_place where commitment_id = any (ids);
  insert into register_unit (organization_id, commitment_id, home_jurisdiction, sort_key, roles, state, standing, kind,
      private_to)
    select unit.id, c.id, c.home_jurisdiction, c.sort_key,
      bit_or(case r.role when 'lead' then 1 when 'participant' then 2 else 4 end),
      c.state, c.state <> 'rejected', c.kind,
      case when c.visibility = 'cluster' then null else c.owner_organization_id end
    from commitment c
      join responsibility r on r.commitment_id = c.id
      cross join lateral (select r.organization_id as id union select unnest(r.today)) unit
    where c.id = any (ids) and c.live and unit.id is not null
    group by unit.id, c.home_jurisdiction, c.id;
  insert into register_place (jurisdiction_code, commitment_id, home_jurisdiction, sort_key, roles, state, standing, kind,
      private_to)
    select place.code, u.commitment_id, u.home_jurisdiction, u.sort_key, bit_or(u.roles), u.state, u.standing, u.kind,
      u.private_to
    from register_unit u
      join (
        -- each organization once: its jurisdiction, and the ones above
        select o.id, j.code
        from organization o
          cross join lateral (select o.jurisdiction_code::text as code
            union select left(o.jurisdiction_code, 4) || '00' union select left(o.jurisdiction_code, 2) || '0000') above
          join jurisdiction j on j.code = above.code::char(6)
        where o.id in (select organization_id from register_unit where commitment_id = any (ids))
      ) place on place.id = u.organization_id
    where u.commitment_id = any (ids)
    group by place.code, u.commitment_id, u.home_jurisdiction, u.sort_key, u.state, u.standing, u.kind, u.private_to;
end $$;
revoke execute on function refresh_register from public;

create function refresh_register_of_responsibilities() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform refresh_register(array(select distinct commitment_id from touched));
  return null;
end $$;
create trigger register_after_insert after insert on responsibility referencing new table as touched
  for each statement execute function refresh_register_of_responsibilities();
create trigger register_after_update after update on responsibility referencing new table as touched
  for each statement execute function refresh_register_of_responsibilities();
create trigger register_after_delete after delete on responsibility referencing old table as touched
  for each statement execute function refresh_register_of_responsibilities();

create function refresh_register_of_commitments() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform refresh_register(array(
    select n.id from changed n join original o on o.home_jurisdiction = n.home_jurisdiction and o.id = n.id
    where (o.sort_key, o.state, o.kind, o.visibility, o.live) is distinct from (n.sort_key, n.state, n.kind, n.visibility, n.live)));
  return null;
end $$;
create trigger register_after_update after update on commitment referencing old table as original new table as changed
  for each statement execute function refresh_register_of_commitments();

-- Differences are added, never counts written: two who confirm in the same document at once are both counted.
create function count_inserted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into register_count as k (document_id, kind, state, visibility, owner_organization_id, n)
    select document_id, kind, state, visibility, owner_organization_id, count(*) from changed where live
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4
    on conflict (document_id, kind, state, visibility) do update set n = k.n + excluded.n;
  return null;
end $$;
create function count_updated() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into register_count as k (document_id, kind, state, visibility, owner_organization_id, n)
    select document_id, kind, state, visibility, owner_organization_id, sum(one)
    from (
      select document_id, kind, state, visibility, owner_organization_id, 1 as one from changed where live
      union all
      select document_id, kind, state, visibility, owner_organization_id, -1 from original where live
    ) difference
    group by 1, 2, 3, 4, 5 having sum(one) <> 0 order by 1, 2, 3, 4
    on conflict (document_id, kind, state, visibility) do update set n = k.n + excluded.n;
  return null;
end $$;
create trigger count_after_insert after insert on commitment referencing new table as changed
  for each statement execute function count_inserted();
create trigger count_after_update after update on commitment referencing old table as original new table as changed
  for each statement execute function count_updated();

-- When the gazetteer learns that a provisional unit is a known one, or how a unit is really called, the register follows.
-- What a plan prints, and what the machine found, stays.
create function follow_organization() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  was text := old.id::text;
  target organization;
  shown jsonb;
  touched uuid[];
begin
  select * into target from organization where id = coalesce(new.merged_into_id, new.id);
  shown := jsonb_build_object('id', target.id, 'name', target.name, 'shortName', target.short_name);
  touched := array(select commitment_id from responsibility where organization_id = old.id or old.id = any (today));
  if target.id <> old.id then
    update responsibility set today = array_replace(today, old.id, target.id),
        organization_id = case when organization_id = old.id then target.id else organization_id end
      where commitment_id = any (touched) and (organization_id = old.id or old.id = any (today));
    update mention set organization_id = target.id where organization_id = old.id;
  end if;
  update commitment c set responsibilities = (
      select jsonb_agg(unit || jsonb_build_object(
        'organization', case when unit -> 'organization' ->> 'id' = was then shown else unit -> 'organization' end,
        'today', coalesce((select jsonb_agg(case when holder ->> 'id' = was then shown else holder end order by n)
          from jsonb_array_elements(unit -> 'today') with ordinality as holders (holder, n)), '[]')) order by place)
      from jsonb_array_elements(c.responsibilities::jsonb) with ordinality as units (unit, place))
    where c.id = any (touched) and json_array_length(c.responsibilities) > 0;
  return null;
end $$;
create trigger register_follows after update on organization for each row
  when ((old.name, old.short_name) is distinct from (new.name, new.short_name)
    or old.merged_into_id is distinct from new.merged_into_id and new.merged_into_id is not null)
  execute function follow_organization();

-- One width, one case, no blanks. src/plan/search.ts folds what is asked for in the same way.
create function search_fold(words text) returns text language sql immutable parallel safe
  as $$ select lower(regexp_replace(normalize(words, NFKC), '\s+', '', 'g')) $$;

create function search_pairs(folded text) returns integer[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct hashtext(one || two)), '{}')
  from (select c as one, lead(c) over (order by n) as two
    from unnest(string_to_array(folded, null)) with ordinality as characters (c, n)) pairs
  where two is not null
$$;

create function index_commitments() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into commitment_search (commitment_id, live, private_to, folded, pairs)
    select c.id, c.live, case when c.visibility = 'cluster' then null else c.owner_organization_id end, f.folded,
      case when known.folded = f.folded then known.pairs else search_pairs(f.folded) end
    from changed c
      cross join lateral (select search_fold(concat_ws(E'\n', c.title, c.text, c.provision_label,
        (select string_agg(unit ->> 'printed', E'\n') from json_array_elements(c.responsibilities) unit))) as folded) f
      left join commitment_search known on known.commitment_id = c.id
    on conflict (commitment_id) do update
      set live = excluded.live, private_to = excluded.private_to, folded = excluded.folded, pairs = excluded.pairs
      where (commitment_search.live, commitment_search.private_to, commitment_search.folded)
        is distinct from (excluded.live, excluded.private_to, excluded.folded);
  return null;
end $$;
create trigger search_after_insert after insert on commitment referencing new table as changed
  for each statement execute function index_commitments();
create trigger search_after_update after update on commitment referencing new table as changed
  for each statement execute function index_commitments();

revoke execute on function refresh_register_of_responsibilities, refresh_register_of_commitments, count_inserted,
  count_updated, follow_organization, index_commitments from public;

-- The live commitments that the actor may see and that hold every term (folded as above). A function with the owner's
-- rights, because the planner may not use the index on pairs below a row-level policy; it applies the policy itself.
create function search_commitments(terms text[]) returns setof uuid
language plpgsql stable security definer rows 200 set search_path = pg_catalog, public, pg_temp as $$
declare
  wanted integer[];
  organization uuid := actor_organization_id();
begin
  if not actor_may('plan.read') then
    return;
  end if;
  select coalesce(array_agg(distinct pair), '{}') into wanted
    from unnest(terms) term cross join lateral unnest(search_pairs(term)) pair;
  return query
    select s.commitment_id
    from commitment_search s
    where s.pairs @> wanted and s.live and (s.private_to is null or s.private_to = organization)
      and not exists (select from unnest(terms) term where position(term in s.folded) = 0);
end $$;
revoke execute on function search_commitments from public;
grant execute on function search_commitments to qunce_app, qunce_system;
