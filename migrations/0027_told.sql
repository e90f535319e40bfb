-- What this node answers to what others told it: a receipt for an alert of a neighbour (邻区告知的接收). It is this node's own
-- fact, signed by who received, told to the alert's owner, and never changed.

create table neighbour_receipt (
  owner              text not null references node (code),           -- whose alert it is
  alert_id           uuid not null,                                  -- there; its content is in shared_fact
  text               text not null default '',
  at                 timestamptz(3) not null default clock_now(),
  user_id            text not null,
  user_name          text not null,
  organization_id    uuid not null references organization (id),
  organization_name  text not null,
  primary key (owner, alert_id)
);
call protect_table('neighbour_receipt');
revoke update, delete on neighbour_receipt from qunce_system;
call sign_itself('neighbour_receipt');
create trigger added_only before update or delete on neighbour_receipt for each row execute function refuse_change();

-- A member's unit receives what was told to its side of the border, as itself; when it was is the database's to say.
grant select on neighbour_receipt to qunce_app;
grant insert (owner, alert_id, text, user_id, user_name, organization_id, organization_name) on neighbour_receipt to qunce_app;
create policy reader_sees on neighbour_receipt for select to qunce_app using ((select actor_may('alert.read')));
create policy handler_receives on neighbour_receipt for insert to qunce_app with check (
  (select actor_may('alert.handle'))
  and user_id = (select actor_user_id()) and organization_id = (select actor_organization_id())
  and exists (select from node n where n.is_self and n.role = 'member')
  and exists (select from shared_fact f where f.owner = neighbour_receipt.owner and f.kind = 'alert'
    and f.key = neighbour_receipt.alert_id::text and f.content is not null));
