-- Which provision of a lower plan carries out which of a higher one (衔接). Two layers that never mix: what the machine
-- found in two versions (alignment_run, alignment_provision, alignment_tie: added, never changed), and what people say of
-- it (alignment_review: added, never changed; the last word stands). A new version of a document is a further run of the
-- same alignment, into which what people said is carried.

insert into permission_grant (role, permission) values ('office', 'alignment.learn');

-- What the parts of a score weigh. A table stays as it was: an alignment names the one it was made with.
create table alignment_weights (
  number             integer primary key,
  weights            jsonb not null,                    -- { text, title, … }
  reviews            jsonb not null,                    -- what it was learned from: { provisions, confirmed, rejected }
  at                 timestamptz(3) not null default clock_now(),
  user_id            text,                              -- null: the system
  user_name          text,
  organization_id    uuid,
  organization_name  text,
  check (num_nulls(user_id, user_name, organization_id, organization_name) in (0, 4))
);
-- As in src/alignment/weights.ts (a test proves them equal).
insert into alignment_weights (number, weights, reviews) values (0,
  '{"text": 5.7, "title": 1.2, "titleInText": 0.6, "names": 0.3, "fields": 1.3, "neighbours": 0.8, "mutual": 0.75, "role": 0.4}',
  '{"provisions": 0, "confirmed": 0, "rejected": 0}');

create table alignment (
  id          uuid primary key,
  ordinal     bigint generated always as identity unique,
  upper_id    uuid not null references document (id),
  lower_id    uuid not null references document (id),
  revision    integer not null default 1,               -- the ETag: grows with everything that is said
  run         integer not null default 1,               -- the newest
  created_at  timestamptz(3) not null default clock_now(),
  unique (upper_id, lower_id),
  check (upper_id <> lower_id)
);
create index alignment_lower on alignment (lower_id);

create table alignment_run (
  alignment_id        uuid not null references alignment (id),
  number              integer not null check (number > 0),
  upper_version       integer not null,
  lower_version       integer not null,
  upper_jurisdiction  text,                             -- GB/T 2260 code that the paper speaks for
  lower_jurisdiction  text,
  weights             integer not null references alignment_weights (number),
  relation            jsonb not null,                   -- { kind, share, otherShare, repeats: [{ upper, lower, share }] }
  carried             jsonb,                            -- { kept, lost } of what was said of the run before
  at                  timestamptz(3) not null default clock_now(),
  user_id             text,                             -- null: the system, after a new version
  user_name           text,
  organization_id     uuid,
  organization_name   text,
  primary key (alignment_id, number),
  unique (alignment_id, upper_version, lower_version),
  check (num_nulls(user_id, user_name, organization_id, organization_name) in (0, 4))
);

-- The provisions of both documents as they were cut, and what the machine says became of the upper ones.
create table alignment_provision (
  alignment_id  uuid not null,
  run           integer not null,
  side          text not null check (side in ('upper', 'lower')),
  position      integer not null,
  address       text collate "C" not null,              -- of the outline; §2: the second part of one; §1: no outline
  title         text not null,
  path          jsonb not null,                         -- titles above, outermost first
  span_start    integer not null,
  span_end      integer not null,
  verdict       text check (verdict in ('carried_out', 'partly', 'not_found', 'not_applicable')),
  reason        text,
  covered       real,                                   -- share of its words that the best lower provisions say too
  proposed      smallint,                               -- how many ties of it are shown
  primary key (alignment_id, run, side, position),
  unique (alignment_id, run, side, address),
  foreign key (alignment_id, run) references alignment_run (alignment_id, number),
  check ((side = 'upper') = (num_nulls(verdict, reason, covered, proposed) = 0))
);

create table alignment_tie (
  id            uuid primary key,
  alignment_id  uuid not null,
  run           integer not null,
  upper         integer not null,                       -- positions
  lower         integer not null,
  rank          integer,                                -- from 1; null: not among the machine's candidates
  shown         boolean not null,                       -- proposed by the machine; else a candidate to add by hand
  score         double precision not null,
  parts         jsonb not null,
  evidence      jsonb not null,                         -- [{ kind, words, upper: spans, lower: spans }]
  differences   jsonb not null,
  unique (alignment_id, run, upper, lower),
  foreign key (alignment_id, run) references alignment_run (alignment_id, number)
);

-- What people say: of a tie (state), or of what became of an upper provision (verdict; null gives the word back).
create table alignment_review (
  id                 uuid primary key,
  seq                bigint generated always as identity,
  alignment_id       uuid not null,
  run                integer not null,
  upper              integer not null,                  -- position
  tie_id             uuid references alignment_tie (id), -- null: of the provision itself
  state              text check (state in ('proposed', 'confirmed', 'rejected', 'added')),
  verdict            text check (verdict in ('carried_out', 'partly', 'not_found', 'not_applicable')),
  note               text,
  carried_from       uuid references alignment_review (id), -- said of the run before: signature and time are that one's
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null,
  organization_name  text not null,
  foreign key (alignment_id, run) references alignment_run (alignment_id, number),
  check ((tie_id is null) = (state is null)),
  check (tie_id is null or verdict is null)
);
create index alignment_review_tie on alignment_review (tie_id, seq) where tie_id is not null;
create index alignment_review_upper on alignment_review (alignment_id, run, upper, seq);

call protect_table('alignment_weights');
call protect_table('alignment');
call protect_table('alignment_run');
call protect_table('alignment_provision');
call protect_table('alignment_tie');
call protect_table('alignment_review');

grant select, insert on alignment_weights to qunce_app;
create policy reader_sees on alignment_weights for select to qunce_app using ((select actor_may('plan.read')));
create policy office_learns on alignment_weights for insert to qunce_app with check (
  (select actor_may('alignment.learn')) and user_id = (select actor_user_id())
  and organization_id = (select actor_organization_id()));

-- Who aligns two documents, and says what is true of it: who confirms in either of them, and the cluster office.
create function may_align(upper_id uuid, lower_id uuid) returns boolean language sql stable as $$
  select actor_may('plan.confirm')
    and (select count(*) = 2 and (actor_role() = 'office' or bool_or(d.owner_organization_id = actor_organization_id()))
      from document d where d.id in (upper_id, lower_id))
$$;

-- Seen by who sees both documents.
grant select, insert on alignment to qunce_app;
grant update (revision, run) on alignment to qunce_app;
create policy reader_sees on alignment for select to qunce_app using (
  exists (select from document d where d.id = upper_id) and exists (select from document d where d.id = lower_id));
create policy reviewer_adds on alignment for insert to qunce_app with check (may_align(upper_id, lower_id));
create policy reviewer_changes on alignment for update to qunce_app
  using (may_align(upper_id, lower_id)) with check (may_align(upper_id, lower_id));

create procedure follow_alignment(follower regclass, wanted text) language plpgsql as $$
begin
  execute format('grant select, insert on %s to qunce_app', follower);
  execute format('create policy reader_sees on %s for select to qunce_app using (
      exists (select from alignment a where a.id = %s.alignment_id))', follower, follower);
  -- As may_align, in a form that is planned once for the thousand rows of a run: an alignment is seen with both documents.
  execute format('create policy reviewer_adds on %s for insert to qunce_app with check (
      (select actor_may(''plan.confirm'')) and %s and exists (select from alignment a where a.id = %s.alignment_id
        and ((select actor_role()) = ''office'' or exists (select from document d where d.id in (a.upper_id, a.lower_id)
          and d.owner_organization_id = (select actor_organization_id())))))',
    follower, wanted, follower);
  execute format('create trigger added_only before update or delete on %s for each row execute function refuse_change()',
    follower);
end $$;
call follow_alignment('alignment_run', 'user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())');
call follow_alignment('alignment_provision', 'true');
call follow_alignment('alignment_tie', 'true');
-- Signed by the one who says it; what is carried keeps the signature and the word of the review that it is carried from.
-- A function, because a policy may not ask its own table.
create function is_carried(said alignment_review) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from alignment_review o where o.id = said.carried_from and o.alignment_id = said.alignment_id
    and (o.at, o.user_id, o.user_name, o.organization_id, o.organization_name)
      = (said.at, said.user_id, said.user_name, said.organization_id, said.organization_name)
    and (o.state, o.verdict, o.note) is not distinct from (said.state, said.verdict, said.note))
$$;
revoke execute on function is_carried from public;
grant execute on function is_carried to qunce_app, qunce_system;
call follow_alignment('alignment_review', 'case when carried_from is null
    then user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())
      and at = clock_now()::timestamptz(3)
    else is_carried(alignment_review) end');
drop procedure follow_alignment;
create trigger added_only before update or delete on alignment_weights for each row execute function refuse_change();

-- What stands: the last word. Views see what their reader sees.
create view alignment_standing_tie with (security_invoker = true) as
  select t.id, t.alignment_id, t.run, t.upper, t.lower, t.rank, t.shown, t.score, t.parts,
    coalesce(last.state, 'proposed') as state, coalesce(last.said, 0)::integer + 1 as revision,
    coalesce(last.carried_from is not null, false) as carried,
    last.id as review_id, case when last.state <> 'proposed' then last.at end as at,
    case when last.state <> 'proposed' then json_build_object('userId', last.user_id, 'userName', last.user_name,
      'organizationId', last.organization_id, 'organizationName', last.organization_name) end as by
  from alignment_tie t
    left join lateral (select r.*, count(*) over () as said from alignment_review r where r.tie_id = t.id
      order by r.seq desc limit 1) last on true;

-- Of an upper provision: what a person set; else what the machine says, unless what people said of its ties says
-- otherwise: one confirmed, and it is taken up; all rejected, and nothing is found.
create view alignment_standing_verdict with (security_invoker = true) as
  select p.alignment_id, p.run, p.position, p.address, p.title, p.path, p.span_start, p.span_end, p.covered,
    p.verdict as machine_verdict, p.reason as machine_reason,
    coalesce(last.verdict, case
      when ties.yes and p.verdict in ('not_found', 'not_applicable') then 'partly'
      when not ties.yes and ties.rejected >= p.proposed and p.verdict in ('carried_out', 'partly') then 'not_found'
      else p.verdict end) as verdict,
    case
      when last.verdict is not null then null
      when ties.yes and p.verdict in ('not_found', 'not_applicable') then 'ties_confirmed'
      when not ties.yes and ties.rejected >= p.proposed and p.verdict in ('carried_out', 'partly') then 'ties_rejected'
      else p.reason end as reason,
    ties.said > 0 or last.verdict is not null as reviewed, last.id as review_id,
    coalesce(last.said, 0)::integer + 1 as revision,
    case when last.verdict is not null then last.at end as at, case when last.verdict is not null then last.note end as note,
    case when last.verdict is not null then json_build_object('userId', last.user_id, 'userName', last.user_name,
      'organizationId', last.organization_id, 'organizationName', last.organization_name) end as by
  from alignment_provision p
    left join lateral (select r.*, count(*) over () as said from alignment_review r
      where r.alignment_id = p.alignment_id and r.run = p.run and r.upper = p.position and r.tie_id is null
      order by r.seq desc limit 1) last on true
    cross join lateral (select coalesce(bool_or(s.state in ('confirmed', 'added')), false) as yes,
        count(*) filter (where s.state = 'rejected' and s.shown) as rejected, count(*) filter (where s.state <> 'proposed') as said
      from (select distinct on (r.tie_id) r.state, t.shown
        from alignment_review r join alignment_tie t on t.id = r.tie_id
        where r.alignment_id = p.alignment_id and r.run = p.run and r.upper = p.position and r.tie_id is not null
        order by r.tie_id, r.seq desc) s) ties
  where p.side = 'upper';
grant select on alignment_standing_tie, alignment_standing_verdict to qunce_app, qunce_system;
