-- Which revisions were looked through for conflicts, and on which day things that come into force by themselves were.
-- A revision without its row is what the check (src/blueprint/conflicts) does next.

create table blueprint_check (
  revision_id   bigint primary key references blueprint_revision (id),
  at            timestamptz(3) not null default clock_now(),
  features      integer not null,                                -- that came or went
  found         integer not null,
  changed       integer not null,
  reopened      integer not null,
  resolved      integer not null,
  milliseconds  integer not null
);

create table blueprint_check_day (
  day  date primary key,                                         -- in China: what came into force or ended by then was looked at
  at   timestamptz(3) not null default clock_now()
);
create index blueprint_feature_begins on blueprint_feature (valid_from) where removed_in is null;
create index blueprint_feature_ends on blueprint_feature (valid_to) where removed_in is null and valid_to is not null;

call protect_table('blueprint_check');
call protect_table('blueprint_check_day');

-- Who sees a layer sees whether its changes were looked through.
grant select on blueprint_check to qunce_app;
create policy reader_sees on blueprint_check for select to qunce_app using (
  revision_id in (select id from blueprint_revision));
create trigger added_only before update or delete on blueprint_check for each row execute function refuse_change();
