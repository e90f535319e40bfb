-- What the database holds by itself of what was said and done: whose calendar a link opens, who signs and when, and that
-- the timeline tells what was done.

-- A link is of the one who makes it, for the organization it acts for (0007 asked for the user alone) --------------------
set local role qunce_system;
update calendar_feed f set revoked_at = clock_now()
  where f.revoked_at is null and not exists (select from membership m where m.id = f.membership_id and m.user_id = f.user_id);
reset role;
drop policy user_own on calendar_feed;
create policy user_sees on calendar_feed for select to qunce_app using (
  (select actor_may('delivery.report')) and user_id = (select actor_user_id()));
create policy user_makes on calendar_feed for insert to qunce_app with check (
  (select actor_may('delivery.report')) and user_id = (select actor_user_id())
  and membership_id = (select own_membership()));
create policy user_ends on calendar_feed for update to qunce_app
  using ((select actor_may('delivery.report')) and user_id = (select actor_user_id()))
  with check (user_id = (select actor_user_id()));
