-- What changed after a version: the trail of videos knows which version a change made, and names all that people say about them.
-- Way back: restore audit and videos_version of V024, video_history of V033, videos_audit of V016; drop column audit_logs.version_at.

set local lock_timeout = '5s';

alter table audit_logs add column version_at timestamptz;
comment on column audit_logs.version_at is
    'The version that the change made of a row that has them; null of others and of what leaves it as it is. Exact, as created_at is not.';

-- The same as before, and the version.
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
                            ip_address, user_agent, request_id, version_at)
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
        nullif(current_setting('app.request_id', true), ''),
        case when tg_op = 'UPDATE' and to_jsonb(new) ->> 'version_at' is distinct from to_jsonb(old) ->> 'version_at' then
            (to_jsonb(new) ->> 'version_at')::timestamptz end);
    return null;
end $$;

-- What is saved as it was makes no other version of it: nothing could be told of it.
drop trigger videos_version on videos;
create trigger videos_version before update of title, description, tags, hashtags, mentions, language, visibility, thumbnail_url, thumbnail_at, featured_at,
    published_at, scheduled_for, licence, download_allowed_at, allowed_origins, metadata, deleted_at, taken_down_at, user_id
    on videos for each row
    when ((old.title, old.description, old.tags, old.hashtags, old.mentions, old.language, old.visibility, old.thumbnail_url, old.thumbnail_at, old.featured_at,
           old.published_at, old.scheduled_for, old.licence, old.download_allowed_at, old.allowed_origins, old.metadata, old.deleted_at, old.taken_down_at, old.user_id)
        is distinct from
          (new.title, new.description, new.tags, new.hashtags, new.mentions, new.language, new.visibility, new.thumbnail_url, new.thumbnail_at, new.featured_at,
           new.published_at, new.scheduled_for, new.licence, new.download_allowed_at, new.allowed_origins, new.metadata, new.deleted_at, new.taken_down_at, new.user_id))
    execute function touch_version_at();

-- Everything that makes another version, where it lies, and how its processing ends.
drop trigger videos_audit on videos;
create trigger videos_audit after insert or delete or update of title, description, tags, hashtags, mentions, language, visibility, thumbnail_url, thumbnail_at, featured_at,
    published_at, scheduled_for, licence, download_allowed_at, allowed_origins, metadata, deleted_at, taken_down_at, user_id,
    taken_down_by, taken_down_reason, status, store
    on videos for each row execute function audit('video', 'original_url', 'storage_key', 'error_details');

-- With the version each change made, and all of them after one where that is asked for.
drop function video_history(uuid, integer);
create function video_history(of_video uuid, most integer default 100, after_version timestamptz default null)
    returns table (id uuid, happened_at timestamptz, action text, by_owner boolean, actor_type audit_actor, changes jsonb, version_at timestamptz)
    language sql stable security definer
    set search_path = public, pg_temp
    begin atomic
        select l.id, l.created_at,
            case when l.resource_type = 'remake' then 'remake.' || r.kind || '.' || coalesce(l.new_values ->> 'state', r.state::text) else l.action end,
            coalesce(l.user_id = v.user_id, false), l.actor_type, l.changes, l.version_at
        from videos v
        cross join lateral (
            select v.id as resource, 'video' as type
            union all select m.id, 'remake' from remakes m where m.video_id = v.id) told
        join audit_logs l on l.resource_type = told.type and l.resource_id = told.resource and l.created_at >= v.created_at - interval '1 day'
        left join remakes r on r.id = told.resource
        where v.id = of_video and (v.user_id = current_user_id() or is_admin())
          and (after_version is null or l.version_at > after_version)
        order by l.created_at desc, l.id desc
        limit most;
    end;
comment on function video_history(uuid, integer, timestamptz) is
    'What was done to a video, the latest first, for its owner: what others did too, but not who they are.';
revoke execute on function video_history(uuid, integer, timestamptz) from public;
grant execute on function video_history(uuid, integer, timestamptz) to kinora_app;
