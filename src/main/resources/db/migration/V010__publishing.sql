-- What goes out to other networks and what comes back.
-- Way back: drop table post_metrics, platform_posts, platform_accounts cascade; drop the types below; connections and posts are forgotten here, not there.

set local lock_timeout = '5s';

create type platform as enum ('instagram', 'tiktok', 'youtube', 'facebook', 'twitter');
comment on type platform is 'The networks; twitter is X.';
create type post_status as enum ('pending', 'preparing', 'uploading', 'checking', 'published', 'failed', 'cancelled');
comment on type post_status is 'pending -> preparing -> uploading -> checking -> published; failed or cancelled on the way; a retry is a new post.';

create table platform_accounts (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    platform platform not null,
    platform_account_id text not null constraint platform_accounts_id_length check (length(platform_account_id) between 1 and 100),
    display_name text constraint platform_accounts_name_length check (length(display_name) <= 200),
    avatar_url text,
    access_token_encrypted bytea not null,
    refresh_token_encrypted bytea,
    token_expires_at timestamptz,
    scopes text[] not null default '{}',
    connected_at timestamptz not null default now(),
    broken_at timestamptz,
    broken_reason text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint platform_accounts_account_key unique (user_id, platform, platform_account_id),
    constraint platform_accounts_broken_says_why check ((broken_at is null) = (broken_reason is null))
);
comment on table platform_accounts is 'Accounts at other networks that somebody connected.';
comment on column platform_accounts.id is 'Key, and the context under which the tokens are encrypted.';
comment on column platform_accounts.user_id is 'Who connected it.';
comment on column platform_accounts.platform is 'Which network.';
comment on column platform_accounts.platform_account_id is 'The network''s name for it.';
comment on column platform_accounts.display_name is 'As shown.';
comment on column platform_accounts.avatar_url is 'Its picture.';
comment on column platform_accounts.access_token_encrypted is 'AES-256-GCM under the keyset of the installation.';
comment on column platform_accounts.refresh_token_encrypted is 'The same, where the network gives one.';
comment on column platform_accounts.token_expires_at is 'When the access token ends.';
comment on column platform_accounts.scopes is 'What the network allowed.';
comment on column platform_accounts.connected_at is 'Since when.';
comment on column platform_accounts.broken_at is 'Since when it must be connected anew; fine while null.';
comment on column platform_accounts.broken_reason is 'Why.';
comment on column platform_accounts.created_at is 'When the row was made.';
comment on column platform_accounts.updated_at is 'When it last changed.';
create index platform_accounts_expiring_idx on platform_accounts (token_expires_at) where broken_at is null;
create trigger platform_accounts_touch before update on platform_accounts for each row execute function touch_updated_at();
create trigger platform_accounts_audit after insert or update or delete on platform_accounts for each row
    execute function audit('platform_account', 'access_token_encrypted', 'refresh_token_encrypted');
select secure_table('platform_accounts');
-- Their owners see them and cut them off; the tokens are for the system's eyes only.
create policy platform_accounts_own on platform_accounts to kinora_app
    using (user_id = (select current_user_id())) with check (user_id = (select current_user_id()));
grant select (id, user_id, platform, platform_account_id, display_name, avatar_url, token_expires_at, scopes, connected_at, broken_at,
              broken_reason, created_at, updated_at), delete on platform_accounts to kinora_app;

create table platform_posts (
    id uuid primary key default uuidv7(),
    video_id uuid not null references videos on delete cascade,
    user_id uuid not null references users on delete cascade,
    platform platform not null,
    platform_account_id uuid references platform_accounts on delete set null,
    caption text constraint platform_posts_caption_length check (length(caption) <= 63206),
    hashtags text[] not null default '{}',
    mentions text[] not null default '{}',
    options jsonb not null default '{}' constraint platform_posts_options_object check (jsonb_typeof(options) = 'object'),
    upload_status post_status not null default 'pending',
    status_changed_at timestamptz not null default now(),
    upload_progress smallint not null default 0 constraint platform_posts_progress_range check (upload_progress between 0 and 100),
    platform_post_id text,
    platform_post_url text,
    platform_short_code text constraint platform_posts_short_code_length check (length(platform_short_code) <= 100),
    api_response jsonb constraint platform_posts_response_object check (jsonb_typeof(api_response) = 'object'),
    error_code text constraint platform_posts_error_code_length check (length(error_code) <= 50),
    error_message text,
    error_details jsonb constraint platform_posts_error_object check (jsonb_typeof(error_details) = 'object'),
    retry_count integer not null default 0 constraint platform_posts_retries_counted check (retry_count >= 0),
    max_retries integer not null default 3 constraint platform_posts_max_retries_counted check (max_retries >= 0),
    last_retry_at timestamptz,
    scheduled_for timestamptz,
    posted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint platform_posts_published_is_known check (upload_status <> 'published' or (posted_at is not null and platform_post_id is not null)),
    constraint platform_posts_failed_says_why check (upload_status <> 'failed' or error_code is not null)
);
comment on table platform_posts is 'One sending of a video to one network.';
comment on column platform_posts.id is 'Key.';
comment on column platform_posts.video_id is 'Which video.';
comment on column platform_posts.user_id is 'Who sends it.';
comment on column platform_posts.platform is 'To which network.';
comment on column platform_posts.platform_account_id is 'As which account.';
comment on column platform_posts.caption is 'The text with it.';
comment on column platform_posts.hashtags is 'Hashtags without the sign.';
comment on column platform_posts.mentions is 'People mentioned.';
comment on column platform_posts.options is 'Object: what only that network knows, e.g. {"privacy": "SELF_ONLY"}.';
comment on column platform_posts.upload_status is 'Where it stands.';
comment on column platform_posts.status_changed_at is 'Since when.';
comment on column platform_posts.upload_progress is 'Percent sent.';
comment on column platform_posts.platform_post_id is 'The network''s name for the post.';
comment on column platform_posts.platform_post_url is 'Where to see it.';
comment on column platform_posts.platform_short_code is 'The network''s short name for it.';
comment on column platform_posts.api_response is 'Object: {"status_code": …, "headers": {…}, "full_response": …}, the last answer, without tokens.';
comment on column platform_posts.error_code is 'Why it failed.';
comment on column platform_posts.error_message is 'The same in a sentence.';
comment on column platform_posts.error_details is 'Object: further facts of the failure.';
comment on column platform_posts.retry_count is 'How often a step was tried again.';
comment on column platform_posts.max_retries is 'How often it may be.';
comment on column platform_posts.last_retry_at is 'When last.';
comment on column platform_posts.scheduled_for is 'Not before.';
comment on column platform_posts.posted_at is 'When the network published it.';
comment on column platform_posts.created_at is 'When it was asked for.';
comment on column platform_posts.updated_at is 'When the row last changed; its version.';
-- Never twice on one network at a time; after a failure or cancellation it may be posted anew.
create unique index platform_posts_live_key on platform_posts (video_id, platform) where upload_status not in ('failed', 'cancelled');
create index platform_posts_video_idx on platform_posts (video_id, created_at desc);
create index platform_posts_user_idx on platform_posts (user_id, created_at desc);
create index platform_posts_account_idx on platform_posts (platform_account_id);
create index platform_posts_status_idx on platform_posts (upload_status, platform, created_at) where upload_status not in ('published', 'cancelled');
-- Without the network: even where every row may be seen, an enum's equality under row-level security lends an index no order.
create index platform_posts_retry_queue_idx on platform_posts (retry_count, created_at) where upload_status = 'failed' and retry_count < max_retries;
create index platform_posts_scheduled_idx on platform_posts (scheduled_for) where upload_status = 'pending' and scheduled_for is not null;

create function stamp_post_status() returns trigger
    language plpgsql as $$
begin
    if new.upload_status is distinct from old.upload_status then
        new.status_changed_at := clock_timestamp();
    end if;
    return new;
end $$;
comment on function stamp_post_status() is 'Trigger: status_changed_at tells since when.';
create trigger platform_posts_legal before insert or update of upload_status on platform_posts for each row
    execute function refuse_illegal_move('upload_status', 'pending',
        'pending>preparing,cancelled,failed', 'preparing>uploading,failed,cancelled', 'uploading>checking,published,failed,cancelled',
        'checking>published,failed', 'failed>pending');
create trigger platform_posts_status before update of upload_status on platform_posts for each row execute function stamp_post_status();
create trigger platform_posts_touch before update on platform_posts for each row execute function touch_updated_at();
create trigger platform_posts_audit after insert or delete or update of caption, hashtags, mentions, options, upload_status, scheduled_for
    on platform_posts for each row execute function audit('post');
select secure_table('platform_posts');
create policy platform_posts_own on platform_posts to kinora_app
    using (user_id = (select current_user_id()))
    with check (user_id = (select current_user_id())
        and exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id()))
        and (platform_account_id is null or exists (select from platform_accounts a where a.id = platform_posts.platform_account_id and a.platform = platform_posts.platform)));
create policy platform_posts_admin on platform_posts for select to kinora_app using ((select is_admin()));
grant select, delete on platform_posts to kinora_app;
grant insert (id, video_id, user_id, platform, platform_account_id, caption, hashtags, mentions, options, scheduled_for),
      update (caption, hashtags, mentions, options, scheduled_for) on platform_posts to kinora_app;

create table post_metrics (
    id uuid primary key default uuidv7(),
    post_id uuid not null references platform_posts on delete cascade,
    views bigint not null default 0 constraint post_metrics_views check (views >= 0),
    likes bigint not null default 0 constraint post_metrics_likes check (likes >= 0),
    comments bigint not null default 0 constraint post_metrics_comments check (comments >= 0),
    shares bigint not null default 0 constraint post_metrics_shares check (shares >= 0),
    saves bigint not null default 0 constraint post_metrics_saves check (saves >= 0),
    fetched_at timestamptz not null default now(),
    constraint post_metrics_post_fetch_key unique (post_id, fetched_at)
);
comment on table post_metrics is 'What a network said of a post, each time it was asked (seed 3''s post analytics).';
comment on column post_metrics.id is 'Key.';
comment on column post_metrics.post_id is 'Which post.';
comment on column post_metrics.views is 'Views there.';
comment on column post_metrics.likes is 'Likes there.';
comment on column post_metrics.comments is 'Comments there.';
comment on column post_metrics.shares is 'Shares there.';
comment on column post_metrics.saves is 'Saves there.';
comment on column post_metrics.fetched_at is 'When it was asked.';
select secure_table('post_metrics');
create policy post_metrics_with_post on post_metrics for select to kinora_app using (exists (select from platform_posts p where p.id = post_id));
grant select on post_metrics to kinora_app;

create view video_sync_status with (security_invoker) as
    select v.id as video_id, v.user_id,
           (select coalesce(jsonb_object_agg(p.platform, p.upload_status), '{}') from (
                select distinct on (platform) platform, upload_status from platform_posts where video_id = v.id order by platform, created_at desc) p) as sync_status,
           (select max(p.status_changed_at) from platform_posts p where p.video_id = v.id) as last_sync_at
    from videos v;
comment on view video_sync_status is 'A video''s latest post on each network (seed 3''s videos.sync_status, never stored).';
grant select on video_sync_status to kinora_app, kinora_worker;
