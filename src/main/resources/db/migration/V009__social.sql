-- What people say to and think of each other.
-- Way back: drop table reports, notifications, subscriptions, follows, likes, comment_counters, comments cascade; drop the types and functions below.

set local lock_timeout = '5s';

create table comments (
    id uuid primary key default uuidv7(),
    video_id uuid not null references videos on delete cascade,
    chapter_id uuid references chapters on delete set null,
    author_id uuid not null references users on delete cascade,
    parent_id uuid references comments on delete cascade,
    content text not null constraint comments_content_length check (length(content) <= 2000),
    video_timestamp_seconds numeric(10, 3) constraint comments_timestamp_non_negative check (video_timestamp_seconds >= 0),
    edited_at timestamptz,
    deleted_at timestamptz,
    pinned_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint comments_content_not_empty check (content ~ '\S'),
    constraint comments_no_self_reply check (parent_id <> id)
);
comment on table comments is 'Comments on a video, or on a chapter of it.';
comment on column comments.id is 'Key.';
comment on column comments.video_id is 'On which video.';
comment on column comments.chapter_id is 'On which of its chapters, if on one; a re-cut video keeps what was said.';
comment on column comments.author_id is 'Who.';
comment on column comments.parent_id is 'What it answers.';
comment on column comments.content is 'What was said, at most 2000 letters.';
comment on column comments.video_timestamp_seconds is 'At which second.';
comment on column comments.edited_at is 'When its author last changed it.';
comment on column comments.deleted_at is 'When it was taken back or down; gone for good 30 days later.';
comment on column comments.pinned_at is 'When the video''s owner put it on top.';
comment on column comments.created_at is 'When it was said.';
comment on column comments.updated_at is 'When the row last changed; its version.';
-- A video's threads, newest first, and the answers of one, oldest first.
-- The condition on the parent stands in the predicate: "is null" as a column of the index would lend it no order.
create index comments_thread_idx on comments (video_id, created_at desc) where parent_id is null and deleted_at is null;
create index comments_video_idx on comments (video_id, created_at desc);
create index comments_chapter_idx on comments (chapter_id) where chapter_id is not null;
create index comments_author_idx on comments (author_id, created_at desc);
create index comments_parent_idx on comments (parent_id, created_at) where parent_id is not null;
create index comments_deleted_idx on comments (deleted_at) where deleted_at is not null;

create function check_comment_place() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    if new.parent_id is not null and not exists (select from comments where id = new.parent_id and video_id = new.video_id) then
        raise exception using errcode = 'foreign_key_violation', constraint = 'comments_parent_on_same_video',
            message = 'an answer belongs to the video of what it answers';
    end if;
    if new.chapter_id is not null and not exists (select from chapters where id = new.chapter_id and video_id = new.video_id) then
        raise exception using errcode = 'foreign_key_violation', constraint = 'comments_chapter_of_same_video',
            message = 'a comment on a chapter belongs to the video of the chapter';
    end if;
    return new;
end $$;
comment on function check_comment_place() is 'Trigger: parent and chapter are of the same video.';
create trigger comments_place before insert or update of parent_id, chapter_id, video_id on comments for each row execute function check_comment_place();
create trigger comments_touch before update on comments for each row execute function touch_updated_at();
create trigger comments_audit after insert or update or delete on comments for each row execute function audit('comment');
select secure_table('comments');

create table comment_counters (
    comment_id uuid primary key references comments on delete cascade,
    likes bigint not null default 0 constraint comment_counters_likes check (likes >= 0),
    replies bigint not null default 0 constraint comment_counters_replies check (replies >= 0),
    updated_at timestamptz not null default now()
) with (fillfactor = 70);
comment on table comment_counters is 'Counts of a comment, kept by triggers alone.';
comment on column comment_counters.comment_id is 'Key, and which comment.';
comment on column comment_counters.likes is 'Likes.';
comment on column comment_counters.replies is 'Answers that stand.';
comment on column comment_counters.updated_at is 'When a count last changed.';
select secure_table('comment_counters');

create policy comments_seen on comments for select to kinora_app
    using ((deleted_at is null or author_id = (select current_user_id()) or (select is_moderator()))
        and exists (select from videos v where v.id = video_id));
create policy comments_own on comments for update to kinora_app
    using (author_id = (select current_user_id())) with check (author_id = (select current_user_id()));
create policy comments_write on comments for insert to kinora_app
    with check (author_id = (select current_user_id()) and exists (select from videos v where v.id = video_id));
create policy comments_take_down on comments for update to kinora_app
    using ((select is_moderator()) or exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id())))
    with check ((select is_moderator()) or exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id())));
grant select on comments to kinora_app;
grant insert (id, video_id, chapter_id, author_id, parent_id, content, video_timestamp_seconds) on comments to kinora_app;
grant update (content, edited_at, deleted_at, pinned_at) on comments to kinora_app;

create function guard_words() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    if new.content is distinct from old.content then
        if session_user = 'kinora_app' and old.author_id is distinct from current_user_id() then
            raise exception using errcode = 'insufficient_privilege', message = 'nobody puts words into another''s mouth';
        end if;
        new.edited_at := clock_timestamp();
    end if;
    return new;
end $$;
comment on function guard_words() is 'Trigger: who takes comments down may not rewrite them; an edit is marked.';
create trigger comments_words before update of content on comments for each row execute function guard_words();

create policy comment_counters_with_comment on comment_counters for select to kinora_app
    using (exists (select from comments c where c.id = comment_id));
grant select on comment_counters to kinora_app;

create table likes (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    video_id uuid references videos on delete cascade,
    comment_id uuid references comments on delete cascade,
    created_at timestamptz not null default now(),
    constraint likes_one_thing check (num_nonnulls(video_id, comment_id) = 1),
    constraint likes_user_video_key unique (user_id, video_id),
    constraint likes_user_comment_key unique (user_id, comment_id)
);
comment on table likes is 'Likes, of a video or of a comment, once a person.';
comment on column likes.id is 'Key.';
comment on column likes.user_id is 'Who.';
comment on column likes.video_id is 'The video, or';
comment on column likes.comment_id is 'the comment.';
comment on column likes.created_at is 'When.';
create index likes_video_idx on likes (video_id, created_at desc) where video_id is not null;
create index likes_comment_idx on likes (comment_id) where comment_id is not null;
select secure_table('likes');
-- Who likes what is their own affair; others see the count.
create policy likes_own on likes for select to kinora_app using (user_id = (select current_user_id()));
create policy likes_give on likes for insert to kinora_app
    with check (user_id = (select current_user_id())
        and (video_id is null or exists (select from videos v where v.id = video_id))
        and (comment_id is null or exists (select from comments c where c.id = comment_id)));
create policy likes_take_back on likes for delete to kinora_app using (user_id = (select current_user_id()));
grant select, insert, delete on likes to kinora_app;

create function count_social() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    gone jsonb := to_jsonb(old);
    come jsonb := to_jsonb(new);
    step integer := case tg_op when 'INSERT' then 1 when 'DELETE' then -1 else 0 end;
    row_json jsonb := coalesce(come, gone);
begin
    if tg_table_name = 'likes' then
        update video_counters set likes = likes + step, updated_at = clock_timestamp() where video_id = (row_json ->> 'video_id')::uuid;
        update comment_counters set likes = likes + step, updated_at = clock_timestamp() where comment_id = (row_json ->> 'comment_id')::uuid;
        return null;
    end if;
    if tg_op = 'INSERT' then
        insert into comment_counters (comment_id) values ((come ->> 'id')::uuid);
    end if;
    -- A comment counts while it stands.
    step := (tg_op <> 'DELETE' and come ->> 'deleted_at' is null)::int - (tg_op <> 'INSERT' and gone ->> 'deleted_at' is null)::int;
    if step <> 0 then
        update video_counters set comments = comments + step, updated_at = clock_timestamp() where video_id = (row_json ->> 'video_id')::uuid;
        -- Not for a parent that goes in the same statement: a counter changed twice would be checked against it.
        update comment_counters set replies = replies + step, updated_at = clock_timestamp()
        where comment_id = (row_json ->> 'parent_id')::uuid and exists (select from comments c where c.id = comment_counters.comment_id);
    end if;
    return null;
end $$;
comment on function count_social() is 'Trigger: keeps the counters of videos and comments equal to a recount.';
create trigger likes_counted after insert or delete on likes for each row execute function count_social();
create trigger comments_counted after insert or delete or update of deleted_at on comments for each row execute function count_social();

create table follows (
    id uuid primary key default uuidv7(),
    follower_id uuid not null references users on delete cascade,
    following_id uuid not null references users on delete cascade,
    created_at timestamptz not null default now(),
    constraint follows_no_self_follow check (follower_id <> following_id),
    constraint follows_pair_key unique (follower_id, following_id)
);
comment on table follows is 'Who follows whom.';
comment on column follows.id is 'Key.';
comment on column follows.follower_id is 'Who follows.';
comment on column follows.following_id is 'Whom.';
comment on column follows.created_at is 'Since when.';
create index follows_following_idx on follows (following_id, created_at desc);
select secure_table('follows');
create policy follows_own on follows for select to kinora_app
    using (follower_id = (select current_user_id()) or following_id = (select current_user_id()));
create policy follows_begin on follows for insert to kinora_app with check (follower_id = (select current_user_id()));
create policy follows_end on follows for delete to kinora_app using (follower_id = (select current_user_id()));
grant select, insert, delete on follows to kinora_app;

create type creator_tier as enum ('basic', 'premium', 'pro');
comment on type creator_tier is 'What a subscriber of a creator pays for.';

create table subscriptions (
    id uuid primary key default uuidv7(),
    subscriber_id uuid not null references users on delete cascade,
    creator_id uuid not null references users on delete cascade,
    subscription_type creator_tier not null default 'basic',
    cancelled_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    expires_at timestamptz,
    constraint subscriptions_no_self_subscription check (subscriber_id <> creator_id),
    constraint subscriptions_pair_key unique (subscriber_id, creator_id),
    constraint subscriptions_lifetime check (expires_at > created_at)
);
comment on table subscriptions is 'Paid support of a creator.';
comment on column subscriptions.id is 'Key.';
comment on column subscriptions.subscriber_id is 'Who supports.';
comment on column subscriptions.creator_id is 'Whom.';
comment on column subscriptions.subscription_type is 'At which level.';
comment on column subscriptions.cancelled_at is 'When it was ended; runs while null and unexpired.';
comment on column subscriptions.created_at is 'Since when.';
comment on column subscriptions.updated_at is 'When the row last changed.';
comment on column subscriptions.expires_at is 'When it ends by itself; null never.';
-- What runs may depend on the clock, an index may not: the query adds expires_at > now().
create index subscriptions_creator_idx on subscriptions (creator_id, expires_at) where cancelled_at is null;
create index subscriptions_creator_all_idx on subscriptions (creator_id);
create trigger subscriptions_touch before update on subscriptions for each row execute function touch_updated_at();
create trigger subscriptions_audit after insert or update or delete on subscriptions for each row execute function audit('subscription');
select secure_table('subscriptions');
create policy subscriptions_own on subscriptions for select to kinora_app
    using (subscriber_id = (select current_user_id()) or creator_id = (select current_user_id()));
create policy subscriptions_cancel on subscriptions for update to kinora_app
    using (subscriber_id = (select current_user_id())) with check (subscriber_id = (select current_user_id()));
grant select on subscriptions to kinora_app;
grant update (cancelled_at) on subscriptions to kinora_app;

create table notifications (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    kind text not null constraint notifications_kind_form check (kind ~ '^[a-z]+(\.[a-z_]+)*$'),
    actor_id uuid references users on delete set null,
    video_id uuid references videos on delete cascade,
    comment_id uuid references comments on delete cascade,
    data jsonb not null default '{}' constraint notifications_data_object check (jsonb_typeof(data) = 'object'),
    read_at timestamptz,
    created_at timestamptz not null default now()
);
comment on table notifications is 'What somebody should know.';
comment on column notifications.id is 'Key.';
comment on column notifications.user_id is 'Who.';
comment on column notifications.kind is 'What sort, e.g. comment.replied.';
comment on column notifications.actor_id is 'Who caused it.';
comment on column notifications.video_id is 'About which video.';
comment on column notifications.comment_id is 'About which comment.';
comment on column notifications.data is 'Object: what the sentence needs besides.';
comment on column notifications.read_at is 'When it was read; new while null.';
comment on column notifications.created_at is 'When it happened.';
create index notifications_user_idx on notifications (user_id, created_at desc);
create index notifications_unread_idx on notifications (user_id) where read_at is null;
create index notifications_actor_idx on notifications (actor_id);
create index notifications_video_idx on notifications (video_id);
create index notifications_comment_idx on notifications (comment_id);
select secure_table('notifications');
create policy notifications_own on notifications to kinora_app
    using (user_id = (select current_user_id())) with check (user_id = (select current_user_id()));
grant select, delete on notifications to kinora_app;
grant update (read_at) on notifications to kinora_app;

create type report_status as enum ('open', 'upheld', 'dismissed');
comment on type report_status is 'What became of a report.';
create table reports (
    id uuid primary key default uuidv7(),
    reporter_id uuid not null references users on delete cascade,
    video_id uuid references videos on delete cascade,
    comment_id uuid references comments on delete cascade,
    reported_user_id uuid references users on delete cascade,
    reason text not null constraint reports_reason_length check (length(reason) between 1 and 2000),
    status report_status not null default 'open',
    status_changed_at timestamptz not null default now(),
    moderator_id uuid references users on delete set null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint reports_one_thing check (num_nonnulls(video_id, comment_id, reported_user_id) = 1)
);
comment on table reports is 'What people point out to moderators.';
comment on column reports.id is 'Key.';
comment on column reports.reporter_id is 'Who points it out.';
comment on column reports.video_id is 'A video, or';
comment on column reports.comment_id is 'a comment, or';
comment on column reports.reported_user_id is 'a person.';
comment on column reports.reason is 'Why.';
comment on column reports.status is 'What became of it.';
comment on column reports.status_changed_at is 'When.';
comment on column reports.moderator_id is 'Who decided.';
comment on column reports.created_at is 'When it was made.';
comment on column reports.updated_at is 'When it last changed.';
create index reports_open_idx on reports (created_at) where status = 'open';
create index reports_reporter_idx on reports (reporter_id);
create index reports_video_idx on reports (video_id);
create index reports_comment_idx on reports (comment_id);
create index reports_user_idx on reports (reported_user_id);
create index reports_moderator_idx on reports (moderator_id);
create function stamp_report_status() returns trigger
    language plpgsql as $$
begin
    if new.status is distinct from old.status then
        new.status_changed_at := clock_timestamp();
    end if;
    return new;
end $$;
comment on function stamp_report_status() is 'Trigger: status_changed_at tells since when.';
create trigger reports_legal before insert or update of status on reports for each row
    execute function refuse_illegal_move('status', 'open', 'open>upheld,dismissed', 'dismissed>open', 'upheld>open');
create trigger reports_status before update of status on reports for each row execute function stamp_report_status();
create trigger reports_touch before update on reports for each row execute function touch_updated_at();
create trigger reports_audit after insert or update or delete on reports for each row execute function audit('report');
select secure_table('reports');
create policy reports_own on reports for select to kinora_app using (reporter_id = (select current_user_id()) or (select is_moderator()));
create policy reports_make on reports for insert to kinora_app with check (reporter_id = (select current_user_id()) and status = 'open');
create policy reports_decide on reports for update to kinora_app using ((select is_moderator())) with check ((select is_moderator()));
grant select on reports to kinora_app;
grant insert (id, reporter_id, video_id, comment_id, reported_user_id, reason), update (status, moderator_id) on reports to kinora_app;

-- No security barrier on purpose, as with profiles: joined to one person it would count everybody.
create view user_stats as
    select u.id, u.username, u.display_name, u.avatar_url, u.verified_at is not null as is_verified,
           (select count(*) from videos v where v.user_id = u.id and v.visibility = 'public' and v.deleted_at is null and v.published_at is not null) as video_count,
           (select count(*) from follows f where f.following_id = u.id) as followers_count,
           (select count(*) from follows f where f.follower_id = u.id) as following_count,
           (select count(*) from subscriptions s where s.creator_id = u.id and s.cancelled_at is null and (s.expires_at is null or s.expires_at > now())) as subscribers_count
    from users u
    where u.deleted_at is null and u.status in ('active', 'trial');
comment on view user_stats is 'People with their counts; scalar subqueries, as a join of several lists multiplies rows. Runs as its owner: counts are public.';
grant select on user_stats to kinora_app, kinora_worker;

create view videos_with_stats with (security_invoker) as
    select v.*, p.username as uploader_username, p.display_name as uploader_display_name, p.avatar_url as uploader_avatar_url,
           p.verified_at is not null as uploader_is_verified, n.views as view_count, n.likes as like_count, n.comments as comment_count,
           (select count(*) from chapters c where c.video_id = v.id) as chapter_count
    from videos v
    join profiles p on p.id = v.user_id
    join video_counters n on n.video_id = v.id
    where v.visibility = 'public' and v.published_at is not null and v.deleted_at is null;
comment on view videos_with_stats is 'Public videos with their channel and counts.';
grant select on videos_with_stats to kinora_app, kinora_worker;

create function purge_comments(now_is timestamptz default now(), kept interval default interval '30 days', most integer default 5000) returns bigint
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        with gone as (
            delete from comments where id in (select id from comments where deleted_at < now_is - kept order by deleted_at limit most)
            returning 1)
        select count(*) from gone;
    end;
comment on function purge_comments(timestamptz, interval, integer) is
    'Deletes for good the comments that were taken back long enough ago, with their answers; says how many.';
revoke execute on function purge_comments(timestamptz, interval, integer) from public;
grant execute on function purge_comments(timestamptz, interval, integer) to kinora_worker;
