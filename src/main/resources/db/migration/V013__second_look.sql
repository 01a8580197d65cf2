-- A second look at the modules that have landed: a take-down that its author cannot undo, columns that are the system's alone, right answers
-- after the attempt, names that cannot be mistaken for one another, and what nobody cleared away until now.
-- Way back: drop the views answered_questions and video_origins, the functions purge_…, end_trials, remove_user, departed_user, guard_take_down,
-- only_its_owner, guard_response and stamp_status; create what is replaced here as V003 to V012 have it; grant the columns again; drop the
-- columns taken_down_… and username_look. What is lost: who took what down and why, and which orders belonged to people who are gone.
-- A name that breaks the new rule, or looks like another, stops this migration before it changed anything; rename that person first.

set local lock_timeout = '5s';

-- --- social: taking down is not deleting -------------------------------------------------------------------------------------
-- deleted_at is the author's own and can be taken back. What others took away stands in columns of its own, which the author may read.

alter table videos
    add column taken_down_at timestamptz,
    add column taken_down_by uuid,
    add column taken_down_reason text constraint videos_take_down_reason_length check (length(taken_down_reason) between 1 and 2000),
    add constraint videos_take_down_has_its_time check (taken_down_at is not null or num_nonnulls(taken_down_by, taken_down_reason) = 0),
    add constraint videos_taken_down_by_fkey foreign key (taken_down_by) references users on delete set null not valid;
alter table videos validate constraint videos_taken_down_by_fkey;
alter table comments
    add column taken_down_at timestamptz,
    add column taken_down_by uuid,
    add column taken_down_reason text constraint comments_take_down_reason_length check (length(taken_down_reason) between 1 and 2000),
    add constraint comments_take_down_has_its_time check (taken_down_at is not null or num_nonnulls(taken_down_by, taken_down_reason) = 0),
    add constraint comments_taken_down_by_fkey foreign key (taken_down_by) references users on delete set null not valid;
alter table comments validate constraint comments_taken_down_by_fkey;
comment on column videos.taken_down_at is 'When a moderator took it down; its owner still sees it, nobody else does.';
comment on column videos.taken_down_by is 'Who took it down; null for the system, or for somebody who is gone.';
comment on column videos.taken_down_reason is 'Why, for its owner to read.';
comment on column comments.taken_down_at is 'When a moderator or the owner of the video took it down; its author still sees it.';
comment on column comments.taken_down_by is 'Who took it down; null for the system, or for somebody who is gone.';
comment on column comments.taken_down_reason is 'Why, for its author to read.';
comment on column comments.deleted_at is 'When its author took it back; gone for good 30 days later.';
-- Deleting a moderator detaches what they took down, and moderators list it; what stands, nearly everything, stays out.
create index videos_taken_down_by_idx on videos (taken_down_by, taken_down_at) where taken_down_by is not null;
create index comments_taken_down_by_idx on comments (taken_down_by, taken_down_at) where taken_down_by is not null;

create function guard_take_down() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
declare
    -- Argument: the column that says whose it is.
    its_owner uuid := (to_jsonb(old) ->> tg_argv[0])::uuid;
    viewer uuid := current_user_id();
begin
    if session_user = 'kinora_app' then
        if its_owner = viewer and not is_admin() then
            raise exception using errcode = 'insufficient_privilege', message = 'nobody decides whether what is theirs stays up';
        end if;
        -- Under their own video people keep order themselves, short of undoing what a moderator or the system did.
        if not is_moderator() and not (
            (old.taken_down_at is null or coalesce(old.taken_down_by = viewer, false))
            and tg_table_name = 'comments'
            and exists (select from videos v where v.id = (to_jsonb(old) ->> 'video_id')::uuid and v.user_id = viewer)) then
            raise exception using errcode = 'insufficient_privilege', message = 'only a moderator takes this down or puts it up again';
        end if;
        new.taken_down_by := viewer;
        -- Nobody dates it but the clock.
        new.taken_down_at := case when new.taken_down_at is not null then coalesce(old.taken_down_at, clock_timestamp()) end;
    end if;
    if new.taken_down_at is null then
        new.taken_down_by := null;
        new.taken_down_reason := null;
    end if;
    return new;
end $$;
comment on function guard_take_down() is
    'Trigger: moderators and the system take down, never whom it concerns; who and when are not the client''s to say. Argument: the owner''s column.';
create function only_its_owner() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    if session_user = 'kinora_app' and (to_jsonb(old) ->> tg_argv[0])::uuid is distinct from current_user_id() then
        raise exception using errcode = 'insufficient_privilege', message = 'only whose it is may change this; others take it down';
    end if;
    return new;
end $$;
comment on function only_its_owner() is
    'Trigger: who may update a row of somebody else''s may not update these columns of it. Argument: the column that says whose it is.';

-- Whoever may update the row at all reaches these columns by the same grant; the trigger tells moderators from owners.
create trigger videos_take_down before update of taken_down_at, taken_down_by, taken_down_reason on videos
    for each row execute function guard_take_down('user_id');
create trigger comments_take_down before update of taken_down_at, taken_down_by, taken_down_reason on comments
    for each row execute function guard_take_down('author_id');
-- A moderator takes down and neither rewrites, publishes nor bins; deleted_at was the old way to take down, which its owner could undo.
create trigger videos_by_owner before update of title, description, tags, hashtags, mentions, language, visibility, thumbnail_url, thumbnail_at,
    published_at, scheduled_for, licence, download_allowed_at, metadata, deleted_at on videos
    for each row execute function only_its_owner('user_id');
-- What somebody said only they take back.
create trigger comments_by_author before update of deleted_at on comments for each row execute function only_its_owner('author_id');

-- Others see what is published and was not taken down; owners go by videos_own, moderators by videos_moderated.
alter policy videos_public on videos
    using (visibility in ('public', 'unlisted') and published_at is not null and deleted_at is null and taken_down_at is null);
alter policy videos_enrolled on videos
    using (visibility = 'course' and published_at is not null and deleted_at is null and taken_down_at is null
        and id in (select enrolled_video_ids()));
alter policy videos_as_preview on videos
    using (visibility = 'course' and deleted_at is null and taken_down_at is null
        and exists (select from courses c where c.preview_video_id = videos.id and c.instructor_id = videos.user_id
            and c.published_at is not null and c.deleted_at is null));
-- Its author sees a comment whatever became of it, and who took it down can put it up again.
alter policy comments_seen on comments
    using ((deleted_at is null and taken_down_at is null or author_id = (select current_user_id())
            or taken_down_by = (select current_user_id()) or (select is_moderator()))
        and exists (select from videos v where v.id = video_id));
grant update (taken_down_at, taken_down_reason) on comments to kinora_app;

-- The trail of videos names its columns; without these a take-down would leave none.
drop trigger videos_audit on videos;
create trigger videos_audit after insert or delete or update of title, description, tags, visibility, status, deleted_at, published_at,
    scheduled_for, featured_at, licence, download_allowed_at, user_id, taken_down_at, taken_down_by, taken_down_reason
    on videos for each row execute function audit('video');

-- The same as before, and verbs of their own for take-downs, so that the trail can be asked for them.
create or replace function audit() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    -- Arguments: resource name, then the columns whose values are secret.
    resource text := tg_argv[0];
    hidden text[] := tg_argv[1:];
    before_row jsonb := case when tg_op <> 'INSERT' then audit_row(to_jsonb(old), hidden) end;
    after_row jsonb := case when tg_op <> 'DELETE' then audit_row(to_jsonb(new), hidden) end;
    changed text[];
    secret_changed text[];
    verb text;
    viewer uuid := current_user_id();
    actor text := nullif(current_setting('app.actor', true), '');
begin
    if tg_op = 'UPDATE' then
        -- Compared before masking: that a secret changed is worth knowing, though not what to.
        select coalesce(array_agg(n.key order by n.key), '{}') into changed
        from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o using (key)
        where n.value is distinct from o.value and n.key <> 'updated_at';
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

-- A comment counts while it stands: neither taken back nor down. Otherwise the same as before.
create or replace function count_comments() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    -- A comment counts while it stands.
    come constant text := 'select video_id, parent_id, 1 as step from come where deleted_at is null and taken_down_at is null';
    gone constant text := 'select video_id, parent_id, -1 as step from gone where deleted_at is null and taken_down_at is null';
    changed text := case tg_op when 'INSERT' then come when 'DELETE' then gone else come || ' union all ' || gone end;
    counted record;
begin
    if tg_op = 'INSERT' then
        insert into comment_counters (comment_id) select id from come;
    end if;
    for counted in execute format('select video_id, sum(step) as step from (%s) changed group by 1 having sum(step) <> 0 order by 1', changed) loop
        update video_counters set comments = comments + counted.step, updated_at = clock_timestamp()
        where video_id = counted.video_id and exists (select from videos v where v.id = counted.video_id);
    end loop;
    for counted in execute format('select parent_id, sum(step) as step from (%s) changed where parent_id is not null
                                   group by 1 having sum(step) <> 0 order by 1', changed) loop
        update comment_counters set replies = replies + counted.step, updated_at = clock_timestamp()
        where comment_id = counted.parent_id and exists (select from comments c where c.id = counted.parent_id);
    end loop;
    return null;
end $$;

create or replace view user_stats as
    select u.id, u.username, u.display_name, u.avatar_url, u.verified_at is not null as is_verified,
           (select count(*) from videos v where v.user_id = u.id and v.visibility = 'public' and v.deleted_at is null and v.published_at is not null
               and v.taken_down_at is null) as video_count,
           (select count(*) from follows f where f.following_id = u.id) as followers_count,
           (select count(*) from follows f where f.follower_id = u.id) as following_count,
           (select count(*) from subscriptions s where s.creator_id = u.id and s.cancelled_at is null and (s.expires_at is null or s.expires_at > now())) as subscribers_count
    from users u
    where u.deleted_at is null and u.status in ('active', 'trial');

-- The searches repeat the policies' conditions; otherwise the same as before.
create or replace function search_videos(words text, most integer default 200, among integer default 500)
    returns table (id uuid, rank real)
    language plpgsql stable security definer rows 100
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
#variable_conflict use_column
begin
    return query
        select found.id, max(found.rank)
        from (
            (select v.id, ts_rank(v.search, websearch_to_tsquery('simple', words)) as rank, v.published_at
             from videos v
             where v.search @@ websearch_to_tsquery('simple', words)
               and v.visibility = 'public' and v.published_at is not null and v.deleted_at is null and v.taken_down_at is null
             order by v.published_at desc limit among)
            union all
            (select v.id, 0::real, v.published_at
             from videos v
             where search_text(v.title, v.description) like letters_pattern(words)
               and v.visibility = 'public' and v.published_at is not null and v.deleted_at is null and v.taken_down_at is null
             order by v.published_at desc limit among)
            union all
            (select v.id, ts_rank(v.search, websearch_to_tsquery('simple', words)), v.published_at
             from videos v
             where v.user_id = current_user_id() and v.deleted_at is null
               and (v.search @@ websearch_to_tsquery('simple', words) or search_text(v.title, v.description) like letters_pattern(words)))
        ) found
        group by found.id
        order by max(found.rank) desc, max(found.published_at) desc nulls last
        limit most;
end $$;

create or replace function search_transcripts(words text, most integer default 200, among integer default 500)
    returns table (id uuid, video_id uuid, rank real)
    language plpgsql stable security definer rows 100
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
#variable_conflict use_column
begin
    return query
        select found.id, found.video_id, ts_rank(found.search, websearch_to_tsquery('simple', words))
        from (
            select t.id, t.video_id, t.search, t.position, v.published_at
            from transcript_segments t
            join videos v on v.id = t.video_id
            where (t.search @@ websearch_to_tsquery('simple', words) or lower(t.text) like letters_pattern(words))
              and v.deleted_at is null
              and (v.published_at is not null and v.taken_down_at is null
                       and (v.visibility = 'public' or v.visibility = 'course' and v.id in (select enrolled_video_ids()))
                   or v.user_id = current_user_id())
            limit among) found
        order by 3 desc, found.published_at desc nulls last, found.position
        limit most;
end $$;

create or replace function tagged_videos(tag text, before timestamptz default 'infinity', most integer default 200)
    returns table (id uuid, published_at timestamptz)
    language plpgsql stable security definer rows 100
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
#variable_conflict use_column
begin
    return query
        select v.id, v.published_at from videos v
        where v.tags @> array[tag] and v.published_at < before and v.visibility = 'public' and v.deleted_at is null
          and v.taken_down_at is null
        order by v.published_at desc limit most;
end $$;

-- --- library: what only the system writes, and what only it reads ------------------------------------------------------------

-- Where bytes lie is chosen by the database until the system says otherwise, never by who uploads them.
alter table uploads alter column storage_key set default 'uploads/' || gen_random_uuid();
alter table watermark_profiles alter column storage_key set default 'watermarks/' || gen_random_uuid();
revoke select, insert, update on uploads, watermark_profiles from kinora_app;
revoke insert, update on digital_products from kinora_app;
grant select (id, user_id, video_id, length, received, metadata, concatenation, expires_at, completed_at, terminated_at, created_at, updated_at),
      insert (id, user_id, video_id, length, metadata, concatenation, expires_at),
      update (length, metadata, concatenation, terminated_at) on uploads to kinora_app;
grant select (id, user_id, name, width, height, opacity, padding, scale, position, created_at),
      insert (id, user_id, name, width, height, opacity, padding, scale, position),
      update (name, opacity, padding, scale, position) on watermark_profiles to kinora_app;
grant insert (id, seller_id, title, description, price_minor, currency, download_limit, published_at),
      update (title, description, price_minor, currency, download_limit, published_at, deleted_at) on digital_products to kinora_app;
-- What is uploaded becomes one's own video: naming another's would put one's bytes in its place.
alter policy uploads_own on uploads
    with check (user_id = (select current_user_id())
        and (video_id is null or exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id()))));

-- A policy hides rows, not columns: who may see a public video read where it lies and came from. The raw probe holds paths and places.
drop view videos_with_stats;
revoke select on videos, renditions, video_metadata from kinora_app;
grant select (id, user_id, provider, provider_uid, title, description, tags, hashtags, mentions, language, visibility, status, status_changed_at,
              processing_progress, processing_started_at, processing_completed_at, error_code, error_message, original_size, original_format,
              mime_type, duration, thumbnail_url, thumbnail_at, preview_url, playback_hls_url, playback_dash_url, featured_at, published_at,
              scheduled_for, licence, download_allowed_at, metadata, search, created_at, updated_at, deleted_at,
              taken_down_at, taken_down_by, taken_down_reason),
      update (taken_down_at, taken_down_reason) on videos to kinora_app;
grant select (id, video_id, name, width, height, codecs, bandwidth, segments, bytes, completed_at, created_at) on renditions to kinora_app;
grant select (video_id, width, height, aspect_ratio, rotation, fps, bitrate, video_codec, audio_codec, audio_channels, has_audio, color_space,
              created_at, updated_at) on video_metadata to kinora_app;

create view video_origins with (security_barrier) as
    select v.id, v.original_filename, v.original_url, v.original_sha256
    from videos v
    where v.user_id = (select current_user_id());
comment on view video_origins is 'Where one''s own videos came from. Runs as its owner, as others may not read these columns; its own condition guards it.';
grant select on video_origins to kinora_app;

create view videos_with_stats with (security_invoker) as
    select v.id, v.user_id, v.provider, v.provider_uid, v.title, v.description, v.tags, v.hashtags, v.mentions, v.language, v.visibility, v.status,
           v.status_changed_at, v.processing_progress, v.duration, v.thumbnail_url, v.thumbnail_at, v.preview_url, v.playback_hls_url,
           v.playback_dash_url, v.featured_at, v.published_at, v.licence, v.download_allowed_at, v.metadata, v.search, v.created_at, v.updated_at,
           p.username as uploader_username, p.display_name as uploader_display_name, p.avatar_url as uploader_avatar_url,
           p.verified_at is not null as uploader_is_verified, n.views as view_count, n.likes as like_count, n.comments as comment_count,
           (select count(*) from chapters c where c.video_id = v.id) as chapter_count
    from videos v
    join profiles p on p.id = v.user_id
    join video_counters n on n.video_id = v.id
    where v.visibility = 'public' and v.published_at is not null and v.deleted_at is null and v.taken_down_at is null;
comment on view videos_with_stats is 'Public videos with their channel and counts, by name: a viewer may not read every column.';
grant select on videos_with_stats to kinora_app, kinora_worker;

-- --- learning: answers read, and read only afterwards ------------------------------------------------------------------------

revoke insert, update on reflection_responses from kinora_app;
grant insert (id, reflection_id, author_id, response), update (response, read_at) on reflection_responses to kinora_app;
-- Whoever a response is for marks it as read; that they write nothing else is guarded below, as the grant is the same for all.
create policy reflection_responses_read on reflection_responses for update to kinora_app
    using (exists (select from reflections r where r.id = reflection_id and r.user_id = (select current_user_id())))
    with check (exists (select from reflections r where r.id = reflection_id and r.user_id = (select current_user_id())));
create function guard_response() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    if session_user = 'kinora_app' then
        if new.response is distinct from old.response and old.author_id is distinct from current_user_id() then
            raise exception using errcode = 'insufficient_privilege', message = 'nobody puts words into another''s mouth';
        end if;
        if new.read_at is distinct from old.read_at
            and not exists (select from reflections r where r.id = new.reflection_id and r.user_id = current_user_id()) then
            raise exception using errcode = 'insufficient_privilege', message = 'only whom a response is for has read it';
        end if;
    end if;
    return new;
end $$;
comment on function guard_response() is 'Trigger: its author changes the words of a response, whom it is for says that it was read.';
-- Two kinds of people update a row of this table, each one column.
create trigger reflection_responses_words before update on reflection_responses for each row execute function guard_response();

-- An attempt is graded when it is handed in, and a quiz may be tried again. So an answer that was wrong stays hidden until there is nothing left
-- to win; otherwise a first, empty attempt would be the key to the second.
create view answered_questions with (security_barrier) as
    select a.id as attempt_id, a.quiz_id, qq.id as question_id, qq.position, g.graded @> '{"correct": true}' as correct, qq.answer,
           qq.question ->> 'explanation' as explanation
    from quiz_attempts a
    join quizzes q on q.id = a.quiz_id
    cross join lateral jsonb_array_elements(a.graded_answers) as g (graded)
    join quiz_questions qq on qq.quiz_id = q.id and qq.id::text = g.graded ->> 'question'
    where a.user_id = (select current_user_id())
      and q.course_id in (select enrolled_course_ids())
      and (a.percentage >= q.pass_percentage or g.graded @> '{"correct": true}');
comment on view answered_questions is
    'Right answers and explanations after one''s own attempt: all of them once it passed, before that of what was answered right. Runs as its owner; its own condition guards it.';
grant select on answered_questions to kinora_app;

-- --- platform: one function says since when ----------------------------------------------------------------------------------

create function stamp_status() returns trigger
    language plpgsql as $$
begin
    new.status_changed_at := clock_timestamp();
    return new;
end $$;
comment on function stamp_status() is 'Trigger: status_changed_at tells since when; the trigger''s own condition tells whether.';
-- Each fires only where the state really changes: an update that repeats it does not make it younger.
drop trigger users_status on users;
create trigger users_status before update of status on users for each row
    when (old.status is distinct from new.status) execute function stamp_status();
drop trigger processing_jobs_status on processing_jobs;
create trigger processing_jobs_status before update of status on processing_jobs for each row
    when (old.status is distinct from new.status) execute function stamp_status();
drop trigger reports_status on reports;
create trigger reports_status before update of status on reports for each row
    when (old.status is distinct from new.status) execute function stamp_status();
drop trigger platform_posts_status on platform_posts;
create trigger platform_posts_status before update of upload_status on platform_posts for each row
    when (old.upload_status is distinct from new.upload_status) execute function stamp_status();
drop trigger webhook_deliveries_status on webhook_deliveries;
create trigger webhook_deliveries_status before update of status on webhook_deliveries for each row
    when (old.status is distinct from new.status) execute function stamp_status();
drop function stamp_user_status(), stamp_job_status(), stamp_report_status(), stamp_post_status(), stamp_delivery_status();

-- --- identity: names that cannot be mistaken ---------------------------------------------------------------------------------

-- Cast to text on purpose: citext compares without case, where the Kelvin sign is a k and the long s an s.
alter table users drop constraint users_username_form;
alter table users add constraint users_username_form check (
    username::text ~ '^[A-Za-z0-9_][A-Za-z0-9_.-]{1,48}[A-Za-z0-9_]$' and username::text ~ '[A-Za-z0-9]') not valid;
alter table users validate constraint users_username_form;
comment on column users.username is 'Their name in addresses: 3 to 50 of A-Z, 0-9, _ . -, no . or - at its ends; case does not matter.';
-- Writes the table anew, once. In C, as a Turkish server knows another small I.
alter table users add column username_look text generated always as (translate(lower(username::text collate "C"), '01i_.-', 'oll')) stored;
comment on column users.username_look is 'How the name looks at a glance: 0 as o, 1 and i as l, no _ . or -; derived.';
-- Two names that look the same are one name: nobody passes for somebody else.
create unique index users_look_alike_key on users (username_look);

-- Accounts that never proved their address, to be cleared away; nearly nobody is in it.
create index users_unverified_idx on users (created_at) where email_verified_at is null and last_login_at is null;

-- --- commerce: the books outlive the buyer -----------------------------------------------------------------------------------

alter table orders alter column user_id drop not null;
alter table orders drop constraint orders_user_id_fkey;
alter table orders add constraint orders_user_id_fkey foreign key (user_id) references users on delete set null not valid;
alter table orders validate constraint orders_user_id_fkey;
-- What waits for a payment waits for somebody: paying enrols them.
alter table orders add constraint orders_pending_is_somebody_s check (user_id is not null or status <> 'pending') not valid;
alter table orders validate constraint orders_pending_is_somebody_s;
comment on table orders is 'Purchases; kept for the books, without the buyer once they are gone.';
comment on column orders.user_id is 'Who buys; null once their account is gone for good.';

-- --- identity: who leaves ----------------------------------------------------------------------------------------------------

create function departed_user() returns uuid
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        -- Made when first needed. Its password is the hash of nothing anybody knows, its address is none (RFC 2606).
        insert into users (id, email, password_hash, username, display_name, email_verified_at)
        select '00000000-0000-7000-8000-000000000000', name || '@kinora.invalid',
               '$argon2id$v=19$m=65536,t=3,p=1$' || rtrim(encode(substring(sha256(gen_random_uuid()::text::bytea) for 16), 'base64'), '=')
                   || '$' || rtrim(encode(sha256(gen_random_uuid()::text::bytea), 'base64'), '='),
               name, 'Former member', now()
        from (select 'former-member-' || substring(gen_random_uuid()::text for 8) as name) named
        on conflict (id) do nothing;
        select '00000000-0000-7000-8000-000000000000'::uuid;
    end;
comment on function departed_user() is 'The account to which passes what others paid for when its owner leaves; nobody can sign in to it.';

create function remove_user(leaving uuid) returns void
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    update orders set status = 'cancelled' where user_id = leaving and status in ('pending', 'failed');
    -- Raw beats have no foreign key to do it.
    update watch_events set user_id = null where user_id = leaving;
    delete from certificates where user_id = leaving;
    -- What stands in somebody's order or certificate stays for them, no longer on sale; all else goes.
    delete from courses c where instructor_id = leaving
        and not exists (select from order_items i where i.course_id = c.id) and not exists (select from certificates k where k.course_id = c.id);
    delete from digital_products p where seller_id = leaving and not exists (select from order_items i where i.digital_product_id = p.id);
    -- A film may explain quizzes of anybody; only a lesson proves that its owner gave it.
    delete from quiz_videos qv using videos v, quizzes q, courses c
    where v.id = qv.video_id and v.user_id = leaving and q.id = qv.quiz_id and c.id = q.course_id and c.instructor_id <> leaving;
    update videos v set user_id = departed_user()
    where user_id = leaving and (
        exists (select from course_videos cv where cv.video_id = v.id)
        or exists (select from quiz_videos qv where qv.video_id = v.id)
        or exists (select from courses c where c.preview_video_id = v.id and c.instructor_id = leaving));
    update courses set instructor_id = departed_user(), published_at = null where instructor_id = leaving;
    update digital_products set seller_id = departed_user(), published_at = null where seller_id = leaving;
    delete from users where id = leaving;
end $$;
comment on function remove_user(uuid) is
    'Deletes a person with all that is theirs; orders are kept without them, and what others bought of them passes to departed_user().';

create function purge_deleted_users(now_is timestamptz default now(), grace interval default interval '30 days', most integer default 20) returns bigint
    language plpgsql volatile
    set search_path = public, pg_temp
    -- Who is in somebody's way waits for the next run.
    set lock_timeout = '1s'
    as $$
declare
    leaving uuid;
    purged bigint := 0;
begin
    for leaving in select id from users where deleted_at < now_is - grace order by deleted_at limit most for update skip locked loop
        begin
            perform remove_user(leaving);
            purged := purged + 1;
        exception when foreign_key_violation or lock_not_available then
            -- One person must not keep the others; that the law's term runs, somebody must know.
            perform raise_alarm('person-not-deleted', leaving::text, format('Their grace period is over, but they could not be deleted: %s', sqlerrm));
        end;
    end loop;
    return purged;
end $$;
comment on function purge_deleted_users(timestamptz, interval, integer) is
    'Deletes for good the people who asked for it long enough ago, at most so many a call; says how many. Their bytes are collected as orphans.';

create function purge_unverified_users(now_is timestamptz default now(), grace interval default interval '7 days', most integer default 500) returns bigint
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    leaving uuid;
    purged bigint := 0;
begin
    for leaving in
        select id from users u
        where email_verified_at is null and last_login_at is null and created_at < now_is - grace
          -- Whoever was let in by other ways, or made an operator by hand, is no stranger.
          and role = 'member' and not exists (select from sessions s where s.user_id = u.id)
        order by created_at limit most for update skip locked
    loop
        perform remove_user(leaving);
        purged := purged + 1;
    end loop;
    return purged;
end $$;
comment on function purge_unverified_users(timestamptz, interval, integer) is
    'Deletes accounts whose address was never proved and that nobody ever signed in to, so that name and address come free; says how many.';

create function end_trials(now_is timestamptz default now(), most integer default 1000) returns bigint
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        with due as (
                 select id from users where status = 'trial' and trial_ends_at <= now_is order by trial_ends_at limit most for update skip locked),
             ended as (update users u set status = 'active', subscription_tier = 'free' from due where u.id = due.id returning 1)
        select count(*) from ended;
    end;
comment on function end_trials(timestamptz, integer) is 'Makes ended trials free accounts, at most so many a call; says how many.';
revoke execute on function departed_user(), remove_user(uuid), purge_deleted_users(timestamptz, interval, integer),
    purge_unverified_users(timestamptz, interval, integer), end_trials(timestamptz, integer) from public;
grant execute on function departed_user(), remove_user(uuid), purge_deleted_users(timestamptz, interval, integer),
    purge_unverified_users(timestamptz, interval, integer), end_trials(timestamptz, integer) to kinora_worker;

-- --- platform: what lay in other bins, and old mail --------------------------------------------------------------------------

-- Each is asked for by the clearing alone; what is not in the bin stays out of it.
create index courses_deleted_idx on courses (deleted_at) where deleted_at is not null;
create index digital_products_deleted_idx on digital_products (deleted_at) where deleted_at is not null;
create index reflections_deleted_idx on reflections (deleted_at) where deleted_at is not null;
create index api_keys_deleted_idx on api_keys (deleted_at) where deleted_at is not null;
create index mails_ended_idx on mails (created_at) where status <> 'queued';

create or replace function purge_bin(now_is timestamptz default now(), kept interval default interval '30 days', most integer default 500) returns bigint
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        -- A film that a lesson or a quiz still shows would be refused, and everything else with it.
        with doomed as (
                 select id from videos v
                 where deleted_at < now_is - kept
                   and not exists (select from course_videos cv where cv.video_id = v.id)
                   and not exists (select from quiz_videos qv where qv.video_id = v.id)
                 order by deleted_at limit most for update skip locked),
             gone as (delete from videos v using doomed d where v.id = d.id returning 1)
        select count(*) from gone;
    end;

create function purge_withdrawn(now_is timestamptz default now(), kept interval default interval '30 days', most integer default 500) returns bigint
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        with lists as (
                 delete from playlists where id in (
                     select id from playlists where deleted_at < now_is - kept order by deleted_at limit most for update skip locked) returning 1),
             -- What was sold or certified stays for the books and for its learners.
             taught as (
                 delete from courses where id in (
                     select id from courses c
                     where deleted_at < now_is - kept
                       and not exists (select from order_items i where i.course_id = c.id)
                       and not exists (select from certificates k where k.course_id = c.id)
                     order by deleted_at limit most for update skip locked) returning 1),
             sold as (
                 delete from digital_products where id in (
                     select id from digital_products p
                     where deleted_at < now_is - kept and not exists (select from order_items i where i.digital_product_id = p.id)
                     order by deleted_at limit most for update skip locked) returning 1),
             said as (
                 delete from reflections where id in (
                     select id from reflections where deleted_at < now_is - kept order by deleted_at limit most for update skip locked) returning 1),
             used as (
                 delete from api_keys where id in (
                     select id from api_keys where deleted_at < now_is - kept order by deleted_at limit most for update skip locked) returning 1)
        select (select count(*) from lists) + (select count(*) from taught) + (select count(*) from sold)
            + (select count(*) from said) + (select count(*) from used);
    end;
comment on function purge_withdrawn(timestamptz, interval, integer) is
    'Deletes for good the playlists, courses, files for sale, reflections and keys that were withdrawn long enough ago, at most so many of each; says how many.';

create function purge_mails(now_is timestamptz default now(), keep interval default interval '30 days', most integer default 5000) returns bigint
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        with gone as (
            delete from mails where id in (
                select id from mails
                where status <> 'queued' and created_at < now_is - keep and coalesce(sent_at, failed_at, created_at) < now_is - keep
                order by created_at limit most for update skip locked)
            returning 1)
        select count(*) from gone;
    end;
comment on function purge_mails(timestamptz, interval, integer) is
    'Deletes mail that was sent, given up or only kept, long enough ago, at most so many a call; says how many. What is queued stays.';
revoke execute on function purge_withdrawn(timestamptz, interval, integer), purge_mails(timestamptz, interval, integer) from public;
grant execute on function purge_withdrawn(timestamptz, interval, integer), purge_mails(timestamptz, interval, integer) to kinora_worker;

-- --- platform: indexes that no page needs ------------------------------------------------------------------------------------

-- An enum first: under row-level security it is never searched. Lists by state walk users_created_at_idx; figures are asked by video or person.
drop index users_status_idx, video_analytics_platform_idx;
-- @> is not leakproof: people's own queries never reach it, and no page asks across everybody.
drop index videos_metadata_idx;
-- Contained in password_reset_tokens_user_idx, of which one person has a handful of rows.
drop index password_reset_tokens_unused;
-- entitlements_once finds what a purchase gave; what was given without one no page asks for.
drop index entitlements_item_idx;
-- Kept: transcript_segments_trigram_idx for the search in what is said, courses_search_idx and courses_trigram_idx for the course catalogue's search
-- (all three through functions with the owner's eyes), users_subscription_idx for the foreign key to tiers, subscriptions_creator_idx for the
-- counts of a channel.
