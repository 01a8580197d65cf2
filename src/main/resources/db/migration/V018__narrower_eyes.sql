-- Moderators see what is published, what was reported and what was taken down, and nobody's private things; what retention looks for has an index.
-- Way back: restore the policies of V006, V007 and V009 named below, drop the functions and indexes; moderators then see private things again.

set local lock_timeout = '5s';

create function reported_video_ids() returns setof uuid
    language sql stable security definer parallel safe rows 200
    set search_path = public, pg_temp
    begin atomic
        select r.video_id from reports r where r.status = 'open' and r.video_id is not null and is_moderator()
        union
        select c.video_id from reports r join comments c on c.id = r.comment_id where r.status = 'open' and is_moderator();
    end;
comment on function reported_video_ids() is 'What moderators have to look at: reported videos and those under which a comment was reported; nothing for others.';
revoke execute on function reported_video_ids() from public;
grant execute on function reported_video_ids() to kinora_app, kinora_worker;

alter policy videos_moderated on videos
    using ((select is_admin()) or (select is_moderator()) and (taken_down_at is not null or id in (select reported_video_ids())));
alter policy playlists_moderated on playlists using ((select is_admin()));
alter policy courses_moderated on courses using ((select is_admin()));
alter policy enrollments_own on enrollments
    using (user_id = (select current_user_id()) or course_id in (select taught_course_ids()) or (select is_admin()));

-- What retention looks for.
create index notifications_created_idx on notifications (created_at);
create index webhook_deliveries_created_idx on webhook_deliveries (created_at);
create index download_logs_created_idx on download_logs (created_at);
