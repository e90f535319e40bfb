-- Aligning the same versions anew; what is known of a pair that could not be aligned; the run in a verdict's revision.

-- The weights learn and the parser learns: the same two versions may be compared again, at a person's word.
alter table alignment_run drop constraint alignment_run_alignment_id_upper_version_lower_version_key;
-- sha256 of all that the machine found: where it finds the same, nothing is added. Null: of a run from before.
alter table alignment_run add column found text;

-- The last attempt of the system to align the newest versions of a pair. Attempts come at ever longer distances; the row
-- is written before one begins, so that one that ends the process is counted too.
create table alignment_attempt (
  alignment_id   uuid primary key references alignment (id),
  upper_version  integer not null,
  lower_version  integer not null,
  tries          integer not null check (tries > 0),      -- of these versions
  code           text,                                    -- of the refusal, or unexpected; null: it has not ended
  reason         text,
  at             timestamptz(3) not null,
  next_at        timestamptz(3) not null,
  check (num_nulls(code, reason) in (0, 2))
);
call protect_table('alignment_attempt');
grant select on alignment_attempt to qunce_app;
create policy reader_sees on alignment_attempt for select to qunce_app using (
  exists (select from alignment a where a.id = alignment_attempt.alignment_id));

-- As in 0008, but for the revision: it tells the run too (a thousand each), because the same address may be another
-- provision in the next one.
create or replace view alignment_standing_verdict with (security_invoker = true) as
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
    (p.run - 1) * 1000 + coalesce(last.said, 0)::integer + 1 as revision,
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

-- A page of search reads ten passages from the middle of ten texts: packed, each would be unpacked from its beginning.
alter table document_text alter column text set storage external;
