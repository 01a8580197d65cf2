-- What signing in needs beyond people and their keys: how often something may be tried, windows of keys, pictures.
-- Way back: drop table throttles, avatars; drop function purge_throttles(timestamptz); alter table api_keys drop column window_started_at,
-- drop column window_used; alter table users drop column password_changed_at, drop column status_reason; pictures are lost, throttles begin anew.

set local lock_timeout = '5s';

-- Unlogged on purpose: rows live for minutes, and what a crash forgets is only how often somebody guessed just now.
create unlogged table throttles (
    key bytea primary key constraint throttles_key_sha256 check (length(key) = 32),
    busy_until timestamptz not null
) with (fillfactor = 70);
comment on table throttles is 'How often something was tried lately: each try moves a point in time ahead; too far ahead means wait.';
comment on column throttles.key is 'SHA-256 of what is counted: an address typed at sign-in, a network, a browser.';
comment on column throttles.busy_until is 'The tries made so far are paid off then; a row past it means nothing any more.';
create index throttles_busy_idx on throttles (busy_until);
select secure_table('throttles');

create function purge_throttles(now_is timestamptz default now()) returns bigint
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        with gone as (delete from throttles where busy_until < now_is returning 1)
        select count(*) from gone;
    end;
comment on function purge_throttles(timestamptz) is 'Forgets what is paid off; says how many.';
revoke execute on function purge_throttles(timestamptz) from public;
grant execute on function purge_throttles(timestamptz) to kinora_worker;

alter table api_keys
    add column window_started_at timestamptz,
    add column window_used integer not null default 0 constraint api_keys_window_counted check (window_used >= 0);
comment on column api_keys.window_started_at is 'When the window that window_used counts began; null before the first request.';
comment on column api_keys.window_used is 'Requests in that window, of all nodes; written in batches.';
grant select (window_started_at, window_used) on api_keys to kinora_app;

alter table users
    add column password_changed_at timestamptz,
    add column status_reason text constraint users_status_reason_length check (length(status_reason) <= 500);
comment on column users.password_changed_at is 'When they last chose a new password; null since sign-up.';
comment on column users.status_reason is 'Why an admin set the status, in words the person is told.';
grant select (password_changed_at, status_reason) on users to kinora_app;

create table avatars (
    user_id uuid primary key references users on delete cascade,
    picture bytea not null constraint avatars_picture_small check (length(picture) between 1 and 200000),
    version text not null constraint avatars_version_form check (version ~ '^[0-9a-f]{16}$'),
    created_at timestamptz not null default now()
);
comment on table avatars is 'People''s pictures, square JPEGs made by Kinora from what they sent; small enough to stand here.';
comment on column avatars.user_id is 'Whose.';
comment on column avatars.picture is 'The JPEG.';
comment on column avatars.version is 'The first 16 hex digits of its SHA-256; part of its address, so that it may be cached for ever.';
comment on column avatars.created_at is 'When it was made.';
select secure_table('avatars');
-- A picture is shown to everybody; it is its owner's to set and to take away.
create policy avatars_seen on avatars for select to kinora_app using (true);
create policy avatars_own on avatars to kinora_app
    using (user_id = (select current_user_id())) with check (user_id = (select current_user_id()));
grant select, insert (user_id, picture, version), update (picture, version, created_at), delete on avatars to kinora_app;
