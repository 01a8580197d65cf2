-- What is measured.
-- Way back: drop materialized view daily_video_stats; drop view video_page_activities; drop table watch_events, video_analytics cascade.

set local lock_timeout = '5s';

create type analytics_platform as enum ('kinora', 'instagram', 'tiktok', 'youtube', 'facebook', 'twitter');
comment on type analytics_platform is 'Where something was measured: here, or at a network.';

create table video_analytics (
    id uuid not null default uuidv7(),
    video_id uuid not null references videos on delete cascade,
    user_id uuid not null references users on delete cascade,
    platform analytics_platform not null default 'kinora',
    platform_post_id text,
    views bigint not null default 0 constraint video_analytics_views check (views >= 0),
    likes bigint not null default 0 constraint video_analytics_likes check (likes >= 0),
    comments bigint not null default 0 constraint video_analytics_comments check (comments >= 0),
    shares bigint not null default 0 constraint video_analytics_shares check (shares >= 0),
    saves bigint not null default 0 constraint video_analytics_saves check (saves >= 0),
    engagement_rate numeric(7, 2) generated always as (
        case when views = 0 then null else least(99999.99, round(100.0 * (likes + comments + shares) / views, 2)) end) stored,
    fetched_at timestamptz not null default now(),
    primary key (id, fetched_at),
    constraint video_analytics_snapshot_key unique (video_id, platform, fetched_at)
) partition by range (fetched_at);
comment on table video_analytics is 'Snapshots of a video''s figures, a row each time and place. Cut into months.';
comment on column video_analytics.id is 'Key, together with fetched_at.';
comment on column video_analytics.video_id is 'Which video.';
comment on column video_analytics.user_id is 'Whose.';
comment on column video_analytics.platform is 'Where it was measured.';
comment on column video_analytics.platform_post_id is 'The network''s name for the post.';
comment on column video_analytics.views is 'Views.';
comment on column video_analytics.likes is 'Likes.';
comment on column video_analytics.comments is 'Comments.';
comment on column video_analytics.shares is 'Shares.';
comment on column video_analytics.saves is 'Saves.';
comment on column video_analytics.engagement_rate is '(likes + comments + shares) / views in percent; derived.';
comment on column video_analytics.fetched_at is 'When it was measured.';
create index video_analytics_video_idx on video_analytics (video_id, fetched_at desc);
create index video_analytics_user_idx on video_analytics (user_id, fetched_at desc);
create index video_analytics_platform_idx on video_analytics (platform, fetched_at desc);
create table video_analytics_default partition of video_analytics default;
create trigger video_analytics_default_used before insert on video_analytics_default
    for each row execute function default_partition_used('video_analytics');
insert into partition_plans (table_name, cut_by, months_ahead, retention) values ('video_analytics', 'fetched_at', 3, interval '36 months');
select secure_table('video_analytics');
select secure_partition('video_analytics_default');
create policy video_analytics_own on video_analytics for select to kinora_app using (user_id = (select current_user_id()) or (select is_admin()));
grant select on video_analytics to kinora_app;

create table watch_events (
    id uuid not null default uuidv7(),
    video_id uuid not null,
    user_id uuid,
    session_id uuid not null,
    sequence integer not null constraint watch_events_sequence_counted check (sequence >= 0),
    watched int4range not null constraint watch_events_watched_bounded check (lower(watched) >= 0 and upper(watched) > lower(watched)),
    rate numeric(4, 2) not null default 1 constraint watch_events_rate_range check (rate > 0 and rate <= 16),
    details jsonb not null default '{}' constraint watch_events_details_object check (jsonb_typeof(details) = 'object'),
    created_at timestamptz not null default now(),
    primary key (id, created_at)
) partition by range (created_at);
comment on table watch_events is 'Beats of players, raw. Cut into months and soon dropped; no foreign keys, for speed and so that figures outlive their video.';
comment on column watch_events.id is 'Key, together with created_at.';
comment on column watch_events.video_id is 'Which video.';
comment on column watch_events.user_id is 'Who, if signed in.';
comment on column watch_events.session_id is 'Which play of it.';
comment on column watch_events.sequence is 'The play''s own count, so that a beat sent twice counts once.';
comment on column watch_events.watched is 'Which seconds.';
comment on column watch_events.rate is 'How fast.';
comment on column watch_events.details is 'Object: {visible, rung, stalls, referrer, country}.';
comment on column watch_events.created_at is 'When it arrived.';
create index watch_events_video_idx on watch_events (video_id, created_at);
create index watch_events_session_idx on watch_events (session_id, sequence);
create index watch_events_user_idx on watch_events (user_id, created_at desc) where user_id is not null;
create table watch_events_default partition of watch_events default;
create trigger watch_events_default_used before insert on watch_events_default
    for each row execute function default_partition_used('watch_events');
insert into partition_plans (table_name, months_ahead, retention) values ('watch_events', 3, interval '6 months');
select secure_table('watch_events');
select secure_partition('watch_events_default');
create policy watch_events_own on watch_events for select to kinora_app using (user_id = (select current_user_id()));
grant select on watch_events to kinora_app;

-- The first months, so that the default partition stays empty from the first row on.
select maintain_partitions();

create view video_page_activities with (security_invoker) as
    select 'reflection' as activity_type, r.id, r.user_id, r.video_id, r.course_id, r.reflection_type::text as reflection_type, r.file_url,
           r.duration_seconds, r.video_timestamp_seconds, r.created_at
    from reflections r
    where r.deleted_at is null
    union all
    select 'quiz', qa.id, qa.user_id, qa.video_id, qa.course_id, 'quiz', null, qa.quiz_duration_seconds, qa.video_timestamp, qa.created_at
    from quiz_attempts qa;
comment on view video_page_activities is
    'What somebody did at a video. A plain view over the right indexes: a materialized one keyed by person is stale at once.';
grant select on video_page_activities to kinora_app, kinora_worker;

create materialized view daily_video_stats as
    select (created_at at time zone 'UTC')::date as date,
           count(*) as videos_uploaded,
           count(*) filter (where status = 'ready') as videos_processed,
           round(avg(duration), 3) as avg_duration
    from videos
    group by 1;
comment on materialized view daily_video_stats is 'Uploads by day; refreshed by the maintenance without blocking readers.';
create unique index daily_video_stats_date_key on daily_video_stats (date);
grant select on daily_video_stats to kinora_worker;

create function admin_daily_video_stats() returns setof daily_video_stats
    language sql stable security definer
    set search_path = public, pg_temp
    begin atomic
        select * from daily_video_stats where is_admin() order by date desc;
    end;
comment on function admin_daily_video_stats() is 'The figures for admins: a materialized view knows no row-level security of its own.';
revoke execute on function admin_daily_video_stats() from public;
grant execute on function admin_daily_video_stats() to kinora_app;

create function refresh_daily_video_stats() returns void
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    refresh materialized view concurrently daily_video_stats;
end $$;
comment on function refresh_daily_video_stats() is 'Refreshes the figures by day; readers go on.';
revoke execute on function refresh_daily_video_stats() from public;
grant execute on function refresh_daily_video_stats() to kinora_worker;
