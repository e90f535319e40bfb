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
-- Layers of which something came into force or ended by itself after one day, until another: what is to be looked at of
-- each by itself, and then measured.
create table blueprint_turn (
  day          date not null,
  layer_id     uuid not null references blueprint_layer (id),
  since        date not null,
  checked_at   timestamptz(3),
  measured_at  timestamptz(3),
  primary key (day, layer_id)
);
create index blueprint_turn_waits on blueprint_turn (day) where checked_at is null or measured_at is null;

-- Work that failed waits, longer each time: what fails again and again keeps nothing else from its turn.
create table blueprint_delay (
  work      text primary key,                                    -- 'check 12', 'turn …', 'measure …'
  attempts  integer not null,
  again_at  timestamptz(3) not null,
  reason    text not null
);
create index blueprint_feature_begins on blueprint_feature (valid_from) where removed_in is null;
create index blueprint_feature_ends on blueprint_feature (valid_to) where removed_in is null and valid_to is not null;

call protect_table('blueprint_check');
call protect_table('blueprint_check_day');
call protect_table('blueprint_turn');
call protect_table('blueprint_delay');

-- Who sees a layer sees whether its changes were looked through.
grant select on blueprint_check to qunce_app;
create policy reader_sees on blueprint_check for select to qunce_app using (
  revision_id in (select id from blueprint_revision));
create trigger added_only before update or delete on blueprint_check for each row execute function refuse_change();
