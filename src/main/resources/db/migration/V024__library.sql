-- The library at work: where bytes lie, uploads under way and what they have reserved, bytes that nobody refers to any more.
-- Way back: drop table doomed_media; drop the functions, triggers and columns below; restore purge_old_records of V016, users_touch of V004 and
-- users_audit_changes of V017, and the grants on uploads of V013. Bytes of unfinished uploads are then nobody's.

set local lock_timeout = '5s';

-- --- library: where bytes lie ----------------------------------------------------------------------------------------------------

alter table videos
    add column store text not null default 'disk' constraint videos_store_form check (store ~ '^[a-z][a-z0-9-]{0,30}$'),
    add column moving_to text constraint videos_moving_to_form check (moving_to ~ '^[a-z][a-z0-9-]{0,30}$'),
    add column counted_bytes bigint not null default 0 constraint videos_counted_bytes_counted check (counted_bytes >= 0),
    add column allowed_origins text[] not null default '{}' constraint videos_allowed_origins_counted check (cardinality(allowed_origins) <= 50),
    add constraint videos_moves_elsewhere check (moving_to <> store);
comment on column videos.store is 'Which store keeps its bytes, by the name it has in the settings.';
comment on column videos.moving_to is 'The store its bytes are being copied to; theirs are in both until the move has ended.';
comment on column videos.counted_bytes is 'Bytes of its original that count as its owner''s; given back when it is gone.';
comment on column videos.allowed_origins is 'Hosts whose pages may embed it; empty means all.';
-- A store is looked through for what lies there and what should; nearly all videos lie in one.
create index videos_moving_idx on videos (moving_to) where moving_to is not null;
grant select (allowed_origins), insert (allowed_origins), update (allowed_origins) on videos to kinora_app;
create trigger videos_origins_by_owner before update of allowed_origins on videos for each row execute function only_its_owner('user_id');

-- Its version is what people change; how far its processing is must not make the form that its owner has open an old one.
alter table videos add column version_at timestamptz not null default now();
comment on column videos.version_at is 'When somebody last changed what people say about it; its version for whoever edits. Processing leaves it as it is.';
create function touch_version_at() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    new.version_at := greatest(clock_timestamp(), old.version_at + interval '1 microsecond');
    return new;
end $$;
comment on function touch_version_at() is 'Trigger: version_at tells when people last changed the row.';
create trigger videos_version before update of title, description, tags, hashtags, mentions, language, visibility, thumbnail_url, thumbnail_at, featured_at,
    published_at, scheduled_for, licence, download_allowed_at, allowed_origins, metadata, deleted_at, taken_down_at, user_id
    on videos for each row execute function touch_version_at();
grant select (version_at) on videos to kinora_app;

-- The same as before; a version is no change of its own.
create or replace function audit() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    -- Arguments: resource name, then the columns whose values are secret.
    resource text := tg_argv[0];
    hidden text[] := tg_argv[1:];
    -- What follows from other columns would only be told twice, and a search vector at length.
    derived text[] := array(select attname::text from pg_attribute where attrelid = tg_relid and attnum > 0 and attgenerated <> '');
    before_row jsonb := case when tg_op <> 'INSERT' then audit_row(to_jsonb(old) - derived, hidden) end;
    after_row jsonb := case when tg_op <> 'DELETE' then audit_row(to_jsonb(new) - derived, hidden) end;
    changed text[];
    verb text;
    viewer uuid := current_user_id();
    actor text := nullif(current_setting('app.actor', true), '');
begin
    if tg_op = 'UPDATE' then
        -- Compared before masking: that a secret changed is worth knowing, though not what to.
        select coalesce(array_agg(n.key order by n.key), '{}') into changed
        from jsonb_each(to_jsonb(new) - derived) n join jsonb_each(to_jsonb(old) - derived) o using (key)
        where n.value is distinct from o.value and n.key not in ('updated_at', 'version_at');
        if changed = '{}' then
            return null;
        end if;
        before_row := (select jsonb_object_agg(key, value) from jsonb_each(before_row) where key = any (changed));
        after_row := (select jsonb_object_agg(key, value) from jsonb_each(after_row) where key = any (changed));
    end if;
    verb := case
        when tg_op = 'INSERT' then 'created'
        when tg_op = 'DELETE' then 'deleted'
        when 'taken_down_at' = any (changed) and to_jsonb(old) ->> 'taken_down_at' is null then 'taken_down'
        when 'taken_down_at' = any (changed) and to_jsonb(new) ->> 'taken_down_at' is null then 'reinstated'
        when 'deleted_at' = any (changed) then case when to_jsonb(new) ->> 'deleted_at' is null then 'restored' else 'binned' end
        else 'updated'
    end;
    insert into audit_logs (user_id, actor_type, actor_id, action, resource_type, resource_id, old_values, new_values, changes,
                            ip_address, user_agent, request_id)
    values (
        viewer,
        case
            when actor = 'api' then 'api'
            when viewer is not null then 'user'
            -- The definer's rights hide who called, the session does not.
            when session_user = 'kinora_worker' then 'worker'
            else 'system'
        end::audit_actor,
        coalesce(viewer::text, actor, session_user),
        resource || '.' || verb,
        resource,
        (coalesce(to_jsonb(new), to_jsonb(old)) ->> 'id')::uuid,
        before_row,
        after_row,
        case when tg_op = 'UPDATE' then (
            select jsonb_object_agg(key, jsonb_build_object('old', before_row -> key, 'new', after_row -> key))
            from unnest(changed) key) end,
        nullif(current_setting('app.ip', true), '')::inet,
        nullif(current_setting('app.user_agent', true), ''),
        nullif(current_setting('app.request_id', true), ''));
    return null;
end $$;

-- Besides what was there: how large it is, where it lies and on its way to, for its owner's page of files.
create or replace view video_origins with (security_barrier) as
    select v.id, v.original_filename, v.original_url, v.original_sha256, v.store, v.moving_to, v.counted_bytes
    from videos v
    where v.user_id = (select current_user_id());

create function video_history(of_video uuid, most integer default 100)
    returns table (id uuid, happened_at timestamptz, action text, by_owner boolean, actor_type audit_actor, changes jsonb)
    language sql stable security definer
    set search_path = public, pg_temp
    begin atomic
        select l.id, l.created_at, l.action, coalesce(l.user_id = v.user_id, false), l.actor_type, l.changes
        from videos v
        join audit_logs l on l.resource_type = 'video' and l.resource_id = v.id and l.created_at >= v.created_at - interval '1 day'
        where v.id = of_video and (v.user_id = current_user_id() or is_admin())
        order by l.created_at desc, l.id desc
        limit most;
    end;
comment on function video_history(uuid, integer) is
    'What was done to a video, the latest first, for its owner: what others did too, but not who they are.';
revoke execute on function video_history(uuid, integer) from public;
grant execute on function video_history(uuid, integer) to kinora_app;

create table doomed_media (
    id uuid primary key default uuidv7(),
    store text not null constraint doomed_media_store_form check (store ~ '^[a-z][a-z0-9-]{0,30}$'),
    path text not null constraint doomed_media_path_form check (path ~ '^(videos|uploads|watermarks|products)/[0-9a-f-]{36}(/[A-Za-z0-9._/-]*)?$'),
    parts jsonb not null default '{}' constraint doomed_media_parts_object check (jsonb_typeof(parts) = 'object'),
    doomed_at timestamptz not null default now()
);
comment on table doomed_media is 'Bytes that nobody refers to any more, written down in the transaction that let go of them; deleted soon after.';
comment on column doomed_media.id is 'Key.';
comment on column doomed_media.store is 'Which store.';
comment on column doomed_media.path is 'One file, or with a slash at its end everything below.';
comment on column doomed_media.parts is 'Object: what the store needs to clear away a file that never became whole; its own affair.';
comment on column doomed_media.doomed_at is 'When.';
select secure_table('doomed_media');

create function doom_video_media() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    if old.provider = 'kinora' then
        insert into doomed_media (store, path)
        select store, 'videos/' || old.id || '/' from unnest(array[old.store, old.moving_to]) store where store is not null;
    end if;
    update users set storage_used_bytes = greatest(0, storage_used_bytes - old.counted_bytes)
    where id = old.user_id and old.counted_bytes > 0;
    return null;
end $$;
revoke execute on function doom_video_media() from public;
comment on function doom_video_media() is 'Trigger: with a video its bytes go, and what they counted is given back.';
create trigger videos_doomed after delete on videos for each row execute function doom_video_media();

-- --- library: uploads under way ------------------------------------------------------------------------------------------------------

create type upload_means as enum ('tus', 'form', 'put', 'url', 'folder');
comment on type upload_means is 'How bytes came: resumable, by a form, in one request, fetched from an address, from a folder of the server.';

alter table uploads
    add column store text not null default 'disk' constraint uploads_store_form check (store ~ '^[a-z][a-z0-9-]{0,30}$'),
    add column means upload_means not null default 'tus',
    add column filename text constraint uploads_filename_length check (length(filename) between 1 and 255),
    add column metadata_sent text not null default '' constraint uploads_metadata_sent_length check (length(metadata_sent) <= 20000),
    add column writer uuid,
    add column parts jsonb not null default '{}' constraint uploads_parts_object check (jsonb_typeof(parts) = 'object'),
    add column reserved_bytes bigint not null default 0 constraint uploads_reserved_counted check (reserved_bytes >= 0),
    add column reserved_until date,
    add column settled_at timestamptz,
    add constraint uploads_settled_is_complete check (settled_at is null or completed_at is not null);
comment on column uploads.store is 'Which store takes the bytes.';
comment on column uploads.means is 'How they come.';
comment on column uploads.filename is 'What the client calls the file.';
comment on column uploads.metadata_sent is 'Upload-Metadata as it was sent, to be given back unchanged.';
comment on column uploads.writer is 'The request that writes at present or wrote last; another that takes over makes it stop.';
comment on column uploads.parts is 'Object: what the store has to remember of a file that is not whole yet; its own affair.';
comment on column uploads.reserved_bytes is 'Bytes taken from its owner''s quota until it is settled.';
comment on column uploads.reserved_until is 'The end of the month in which it was counted as a video; null when it counts as none.';
comment on column uploads.settled_at is 'When its bytes became the video''s, and the reservation what the video counts.';
drop index uploads_expires_idx;
-- What is to be cleared away: unfinished after a day without a byte, finished after a week.
create index uploads_expires_idx on uploads (expires_at);
-- What is reserved must be right: only the system begins uploads and changes them; people see their own.
revoke insert, update, delete on uploads from kinora_app;
grant select (means, filename, metadata_sent, reserved_bytes, settled_at) on uploads to kinora_app;

create function doom_upload() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    if old.settled_at is null then
        insert into doomed_media (store, path, parts) values (old.store, old.storage_key, old.parts);
        -- A video counts in the month it was begun in; what that month had is no use to the next.
        update users set storage_used_bytes = greatest(0, storage_used_bytes - old.reserved_bytes),
            current_usage = case when quota_reset_date = old.reserved_until then greatest(0, current_usage - 1) else current_usage end
        where id = old.user_id and (old.reserved_bytes > 0 or quota_reset_date = old.reserved_until);
    end if;
    return null;
end $$;
revoke execute on function doom_upload() from public;
comment on function doom_upload() is 'Trigger: an upload that came to nothing leaves neither bytes nor a reservation.';
create trigger uploads_doomed after delete on uploads for each row execute function doom_upload();
-- Keys that the database chose before there was a store name no files.
update uploads set storage_key = 'uploads/' || id where storage_key !~ '^(videos|uploads)/[0-9a-f-]{36}';
alter table uploads alter column storage_key drop default;
alter table uploads add constraint uploads_storage_key_form
    check (storage_key ~ '^(uploads/[0-9a-f-]{36}|videos/[0-9a-f-]{36}/originals/[0-9a-f-]{36})$');

create function unowned_media(in_store text, owners text[]) returns table (owner text)
    language sql stable
    set search_path = public, pg_temp
    begin atomic
        select o.owner
        from (select each as owner, split_part(each, '/', 1) as kind, split_part(each, '/', 2)::uuid as id from unnest(owners) each) o
        where not case o.kind
            when 'videos' then exists (select from videos v where v.id = o.id and in_store in (v.store, coalesce(v.moving_to, v.store)))
                or exists (select from uploads u where u.video_id = o.id and u.store = in_store)
            when 'uploads' then exists (select from uploads u where u.id = o.id and u.store = in_store)
            when 'watermarks' then exists (select from watermark_profiles w where w.storage_key = o.owner)
            when 'products' then exists (select from digital_products p where p.storage_key = o.owner or p.storage_key like o.owner || '/%')
            else true end;
    end;
comment on function unowned_media(text, text[]) is 'Which of these, each videos/<id> or the like, nothing refers to as lying in that store; what it does not know it spares.';
revoke execute on function unowned_media(text, text[]) from public;
grant execute on function unowned_media(text, text[]) to kinora_worker;

create function media_is_referred(in_store text, media_path text) returns boolean
    language sql stable
    set search_path = public, pg_temp
    begin atomic
        select case when right(media_path, 1) = '/'
            then not exists (select from unowned_media(in_store, array[rtrim(media_path, '/')]))
            else exists (select from uploads u where u.id = right(media_path, 36)::uuid and u.store = in_store and u.storage_key = media_path)
                or exists (select from videos v where v.id = split_part(media_path, '/', 2)::uuid
                    and in_store in (v.store, coalesce(v.moving_to, v.store)) and v.storage_key = media_path) end;
    end;
comment on function media_is_referred(text, text) is 'Whether something refers to that file, or to anything below that path, in that store.';
revoke execute on function media_is_referred(text, text) from public;
grant execute on function media_is_referred(text, text) to kinora_worker;

-- --- identity: usage is no change of an account --------------------------------------------------------------------------------------

-- What people use of their quota changes with each upload: it is neither a new version of their profile nor worth a line of the trail.
drop trigger users_touch on users;
create trigger users_touch before update on users for each row
    when (old.current_usage is not distinct from new.current_usage and old.storage_used_bytes is not distinct from new.storage_used_bytes)
    execute function touch_updated_at();
drop trigger users_audit_changes on users;
create trigger users_audit_changes after update on users for each row
    when (old.last_login_at is not distinct from new.last_login_at
        and old.current_usage is not distinct from new.current_usage and old.storage_used_bytes is not distinct from new.storage_used_bytes)
    execute function audit('user', 'password_hash');

-- --- platform: uploads are cleared away by the library, with their bytes -----------------------------------------------------------------

create or replace function purge_old_records(now_is timestamptz default now(), most integer default 5000) returns bigint
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        -- Nothing here is asked for by anybody after its time; each is chosen apart from deleting, as LIMIT … SKIP LOCKED demands.
        with old_news as (
                 select id from notifications where created_at < now_is - interval '180 days' limit most for update skip locked),
             old_deliveries as (
                 select id from webhook_deliveries where status <> 'queued' and created_at < now_is - interval '30 days' limit most for update skip locked),
             old_figures as (
                 select id from post_metrics where fetched_at < now_is - interval '24 months' limit most for update skip locked),
             old_downloads as (
                 select id from download_logs where created_at < now_is - interval '12 months' limit most for update skip locked),
             old_workers as (
                 select id from workers where coalesce(stopped_at, heartbeat_at) < now_is - interval '30 days'
                   and heartbeat_at < now_is - interval '30 days' limit most for update skip locked),
             told as (delete from notifications t using old_news o where t.id = o.id returning 1),
             delivered as (delete from webhook_deliveries t using old_deliveries o where t.id = o.id returning 1),
             measured as (delete from post_metrics t using old_figures o where t.id = o.id returning 1),
             fetched as (delete from download_logs t using old_downloads o where t.id = o.id returning 1),
             stopped as (delete from workers t using old_workers o where t.id = o.id returning 1)
        select (select count(*) from told) + (select count(*) from delivered) + (select count(*) from measured)
            + (select count(*) from fetched) + (select count(*) from stopped);
    end;
comment on function purge_old_records(timestamptz, integer) is
    'Deletes old notifications, deliveries, figures of posts, downloads and workers that are gone, at most so many of each; says how many.';
