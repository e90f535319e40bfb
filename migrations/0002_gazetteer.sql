-- Who there is: jurisdictions (行政区), organizations (单位), clusters (城市群), and how each of them was called when.
-- A plan of 2017 names 国土资源厅; today the duty is with 自然资源厅. Both are rows here, tied by a dated relation, so
-- that a printed name can be read as of its own day and asked about today. Nothing is overwritten: codes and names end.

-- Jurisdictions --------------------------------------------------------------------------------------------------

create table jurisdiction (
  code            char(6) primary key check (code ~ '^[0-9]{6}$'),  -- GB/T 2260; 000000 is the nation, our own
  level           text not null check (level in ('nation', 'province', 'city', 'county')),
  parent_code     char(6) references jurisdiction (code),
  name            text not null,                    -- as in the code table: 横州市
  short_name      text not null,                    -- as plans write it in passing: 横州
  abbreviation    text,                             -- 桂; the first one where there are several
  abbreviations   text[] not null default '{}',     -- 黔, 贵
  valid_from      date,                             -- null: before any document we hold
  valid_to        date,                             -- last day before it ended; null: it stands
  successor_code  char(6) references jurisdiction (code),
  source          text not null,
  confidence      text not null default 'V' check (confidence in ('V', 'K', 'U')),
  check (valid_to is null or valid_from is null or valid_from <= valid_to),
  check ((level = 'nation') = (parent_code is null))
);
create index jurisdiction_parent on jurisdiction (parent_code);
comment on table jurisdiction is 'One row for each code that ever stood. A code that ended keeps its row and names its successor.';
comment on column jurisdiction.confidence is 'V seen in a stored source, K known but not seen, U uncertain: verify before use';

-- Outlines arrive by import and replace each other; the one that was shown last year stays on record.
create table jurisdiction_boundary (
  id                bigint generated always as identity primary key,
  jurisdiction_code char(6) not null references jurisdiction (code),
  geometry          geometry(MultiPolygon, 4490) not null,  -- CGCS2000, longitude first
  official          boolean not null default false,         -- false: for orientation only, and the map says so
  source            text not null,
  licence           text not null,
  note              text,
  recorded_at       timestamptz not null default now(),
  superseded_at     timestamptz
);
create unique index jurisdiction_boundary_current on jurisdiction_boundary (jurisdiction_code) where superseded_at is null;
create index jurisdiction_boundary_shape on jurisdiction_boundary using gist (geometry);

-- Organizations --------------------------------------------------------------------------------------------------

create table organization (
  id                uuid primary key default gen_random_uuid(),
  jurisdiction_code char(6) references jurisdiction (code),  -- null: not known yet
  kind              text not null check (kind in ('government', 'department', 'party_body', 'vertical_body',
                      'company', 'institution', 'mass_organization', 'coordination_body', 'other')),
  name              text not null,                           -- full: 广西壮族自治区自然资源厅
  short_name        text not null,                           -- within its jurisdiction: 自治区自然资源厅
  valid_from        date,
  valid_to          date,
  state             text not null default 'confirmed' check (state in ('confirmed', 'provisional', 'merged')),
  merged_into_id    uuid references organization (id),       -- a provisional one that proved to be a known one
  origin            text not null check (origin in ('gazetteer', 'sample', 'document', 'person')),
  source            text not null,
  confidence        text not null default 'K' check (confidence in ('V', 'K', 'U')),
  note              text,
  version           integer not null default 1,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  check ((state = 'merged') = (merged_into_id is not null)),
  check (valid_to is null or valid_from is null or valid_from <= valid_to)
);
create index organization_jurisdiction on organization (jurisdiction_code, kind);
comment on column organization.state is 'provisional: made by a machine from a printed name, until a person confirms it or says which known one it is';

-- Every way a unit is or was called. scope_code and name_key are what a printed name is looked up by: the jurisdiction
-- the name speaks of and the rest of the name in one spelling (see src/gazetteer/names.ts).
create table organization_name (
  id               bigint generated always as identity primary key,
  organization_id  uuid not null references organization (id),
  name             text not null,
  kind             text not null check (kind in ('full', 'short', 'alias', 'printed')),
  scope_code       char(6) not null,
  name_key         text not null,
  own_papers_only  boolean not null default false,  -- 发展改革委 alone is the national one only in national papers
  valid_from       date,
  valid_to         date,
  source           text not null,
  unique (organization_id, name)
);
create index organization_name_key on organization_name (name_key, scope_code);
comment on column organization_name.kind is 'printed: as some document spelled it, kept when ingest added the unit';

create table organization_relation (
  id              bigint generated always as identity primary key,
  from_id         uuid not null references organization (id),
  to_id           uuid references organization (id),
  kind            text not null check (kind in ('renamed_to', 'merged_into', 'split_into', 'duty_moved', 'abolished')),
  duty            text,              -- what went along, in the words that plans use: 海洋、海域、海岛
  happened_on     date not null,     -- first day of the new order; first of the month or year where only that is known
  date_precision  text not null check (date_precision in ('day', 'month', 'year')),
  source          text not null,
  confidence      text not null check (confidence in ('V', 'K', 'U')),
  note            text,
  check ((kind = 'abolished') = (to_id is null)),
  check (kind <> 'duty_moved' or duty is not null),
  check (from_id <> to_id),
  unique nulls not distinct (from_id, to_id, kind, duty, happened_on)
);
create index organization_relation_from on organization_relation (from_id);
create index organization_relation_to on organization_relation (to_id);

-- Clusters -------------------------------------------------------------------------------------------------------

create table cluster (
  id                           text primary key check (id ~ '^[a-z0-9-]+$'),
  name                         text not null,
  english_name                 text not null,
  coordinating_organization_id uuid references organization (id),
  sample                       boolean not null default false,
  source                       text not null,
  note                         text
);

create table cluster_member (
  cluster_id        text not null references cluster (id),
  jurisdiction_code char(6) not null references jurisdiction (code),
  position          smallint not null,       -- the order in which the cluster's plan lists its members
  part              text,                    -- which part of it, where not the whole belongs
  valid_from        date,
  valid_to          date,
  primary key (cluster_id, jurisdiction_code)
);

-- Rights ---------------------------------------------------------------------------------------------------------
-- Who may read plans must be able to read whom they name. Only gazetteer.manage changes anything, with one exception:
-- ingest adds units that are not known yet, and only as provisional ones.

call protect_table('jurisdiction');
call protect_table('jurisdiction_boundary');
call protect_table('organization');
call protect_table('organization_name');
call protect_table('organization_relation');
call protect_table('cluster');
call protect_table('cluster_member');

grant select on jurisdiction, jurisdiction_boundary, organization, organization_name, organization_relation,
  cluster, cluster_member to qunce_app;

create function actor_reads_gazetteer() returns boolean language sql stable parallel safe
  as $$ select actor_may('gazetteer.read') or actor_may('plan.read') $$;

create policy reader_reads on jurisdiction for select to qunce_app using ((select actor_reads_gazetteer()));
create policy reader_reads on jurisdiction_boundary for select to qunce_app using ((select actor_reads_gazetteer()));
create policy reader_reads on organization for select to qunce_app using ((select actor_reads_gazetteer()));
create policy reader_reads on organization_name for select to qunce_app using ((select actor_reads_gazetteer()));
create policy reader_reads on organization_relation for select to qunce_app using ((select actor_reads_gazetteer()));
create policy reader_reads on cluster for select to qunce_app using ((select actor_reads_gazetteer()));
create policy reader_reads on cluster_member for select to qunce_app using ((select actor_reads_gazetteer()));

grant insert on jurisdiction_boundary to qunce_app;
grant update (superseded_at) on jurisdiction_boundary to qunce_app;
create policy manager_adds on jurisdiction_boundary for insert to qunce_app
  with check ((select actor_may('gazetteer.manage')));
create policy manager_supersedes on jurisdiction_boundary for update to qunce_app
  using ((select actor_may('gazetteer.manage'))) with check ((select actor_may('gazetteer.manage')));

grant insert on organization, organization_name, organization_relation to qunce_app;
grant update (jurisdiction_code, kind, name, short_name, valid_from, valid_to, state, merged_into_id, source,
  confidence, note, version, updated_at) on organization to qunce_app;
grant update (kind, valid_from, valid_to) on organization_name to qunce_app;

create policy manager_adds on organization for insert to qunce_app with check ((select actor_may('gazetteer.manage')));
create policy manager_edits on organization for update to qunce_app
  using ((select actor_may('gazetteer.manage'))) with check ((select actor_may('gazetteer.manage')));
create policy ingest_adds_provisional on organization for insert to qunce_app with check (
  state = 'provisional' and origin = 'document' and confidence = 'U'
  and ((select actor_may('plan.ingest')) or (select actor_may('plan.confirm'))));

create policy manager_adds on organization_name for insert to qunce_app
  with check ((select actor_may('gazetteer.manage')));
create policy manager_edits on organization_name for update to qunce_app
  using ((select actor_may('gazetteer.manage'))) with check ((select actor_may('gazetteer.manage')));
create policy ingest_names_provisional on organization_name for insert to qunce_app with check (
  ((select actor_may('plan.ingest')) or (select actor_may('plan.confirm')))
  and exists (select from organization where organization.id = organization_id
    and organization.state = 'provisional' and organization.origin = 'document'));

create policy manager_adds on organization_relation for insert to qunce_app
  with check ((select actor_may('gazetteer.manage')));
