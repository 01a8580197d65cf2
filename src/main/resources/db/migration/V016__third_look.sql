-- A third look at the modules that have landed: what two people do at once, what a client can only claim, and what one person could do to another.
-- Way back: drop the view trail, the functions is_system, stamp_publication, one_way, guard_key_scopes, guard_job_cycle, stamp_moderator,
-- note_busy, drop_old_months, redact_person, purge_old_records and with them their triggers; create what is replaced or dropped here as V003 to V013 have it; grant the columns
-- again; drop the columns making_busy_since and dropping_busy_since. What is lost: parts of films watched that no film has, segments of a
-- transcript that stood in another film's captions, and public names of films that could not have been given by the system.

set local lock_timeout = '5s';

-- --- platform: who is the system ---------------------------------------------------------------------------------------------

create function is_system() returns boolean
    language sql stable
    set search_path = public, pg_temp
    return pg_has_role(session_user, 'kinora_worker', 'member')
        or pg_has_role(session_user, (select relowner from pg_class where oid = 'users'::regclass), 'member');
comment on function is_system() is
    'Whether this session signed in as the system or the owner; every other, by whatever name, is a person''s and guarded like one.';

-- --- commerce: payments, refunds and orders at once --------------------------------------------------------------------------

create or replace function settle_order() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    bought uuid;
    stands boolean;
    ends timestamptz;
begin
    if new.status is distinct from old.status and new.status in ('paid', 'refunded') then
        -- Two orders of one buyer are settled one after the other, or neither would see what the other gives or takes.
        perform pg_advisory_xact_lock(hashtextextended('settle ' || new.user_id, 0));
    end if;
    if new.status = 'paid' and old.status <> 'paid' then
        -- Who was let in before keeps that when the money goes back: what the enrolment forgets below, an entitlement remembers.
        insert into entitlements (user_id, course_id, granted_at, expires_at)
        select e.user_id, e.course_id, e.enrolled_at, e.expires_at from enrollments e
        where e.user_id = new.user_id and e.origin <> 'order' and e.revoked_at is null and (e.expires_at is null or e.expires_at > now())
          and e.course_id in (select i.course_id from order_items i where i.order_id = new.id and i.course_id is not null)
          and not exists (select from entitlements t
              where t.user_id = e.user_id and t.course_id = e.course_id and t.order_item_id is null and t.revoked_at is null
                and (t.expires_at is null or t.expires_at >= e.expires_at))
        order by e.course_id;
        insert into entitlements (user_id, order_item_id, course_id, digital_product_id)
        select new.user_id, i.id, i.course_id, i.digital_product_id from order_items i where i.order_id = new.id
        on conflict (order_item_id) where order_item_id is not null do update set revoked_at = null;
        -- By course, in one order for all buyers, so that two payments never wait for each other's counters.
        insert into enrollments as e (user_id, course_id, origin)
        select distinct new.user_id, i.course_id, 'order'::enrollment_origin from order_items i
        where i.order_id = new.id and i.course_id is not null
        order by i.course_id
        on conflict (user_id, course_id) do update set revoked_at = null, expires_at = null, origin = 'order';
    elsif new.status = 'refunded' and old.status <> 'refunded' then
        update entitlements set revoked_at = clock_timestamp()
        where order_item_id in (select id from order_items where order_id = new.id) and revoked_at is null;
        for bought in
            select distinct course_id from order_items where order_id = new.id and course_id is not null order by course_id
        loop
            -- Somebody may have bought a course twice, or been given it besides: what else entitles them stands, for as long as it does.
            select count(*) > 0, case when count(*) = count(t.expires_at) then max(t.expires_at) end into stands, ends
            from entitlements t
            where t.user_id = new.user_id and t.course_id = bought and t.revoked_at is null and (t.expires_at is null or t.expires_at > now());
            update enrollments e set revoked_at = case when not stands then clock_timestamp() end, expires_at = ends,
                origin = case when stands and not exists (select from entitlements t
                    where t.user_id = e.user_id and t.course_id = bought and t.order_item_id is not null and t.revoked_at is null)
                    then 'gift' else 'order' end::enrollment_origin
            where e.user_id = new.user_id and e.course_id = bought and e.origin = 'order' and e.revoked_at is null;
        end loop;
    end if;
    return null;
end $$;

create or replace function price_item() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    currency_of_order text;
begin
    if not is_system() then
        -- A foreign key lets the order be paid meanwhile; this does not. Whoever begins a payment sets its reference first and reads the
        -- sum in a later statement: then nothing comes in between.
        select o.currency into currency_of_order from orders o
        where o.id = new.order_id and o.user_id = current_user_id() and o.status = 'pending' and o.payment_reference is null
        for no key update;
        if not found then
            raise exception using errcode = 'insufficient_privilege', message = 'the order takes nothing more: it is being paid, or is another''s';
        end if;
        -- The price is the shop's to say, not the buyer's; in another currency the same number would be another price.
        select title, price_minor into new.title, new.unit_price_minor from (
            select title, price_minor, currency from courses
            where id = new.course_id and published_at is not null and deleted_at is null
            union all
            select title, price_minor, currency from digital_products
            where id = new.digital_product_id and published_at is not null and deleted_at is null) on_sale
        where currency = currency_of_order;
        if new.title is null then
            raise exception using errcode = 'check_violation', constraint = 'order_items_on_sale',
                message = 'what is ordered is not on sale, or not in the currency of the order';
        end if;
    end if;
    return new;
end $$;

-- --- learning: films in quizzes ----------------------------------------------------------------------------------------------

-- A quiz of a stranger must not keep somebody's film: the pointer goes with it, and the quiz stays.
alter table quiz_videos drop constraint quiz_videos_video_id_fkey;
alter table quiz_videos add constraint quiz_videos_video_id_fkey foreign key (video_id) references videos on delete cascade not valid;
alter table quiz_videos validate constraint quiz_videos_video_id_fkey;
-- As with lessons: a teacher explains by films of their own.
alter policy quiz_videos_by_instructor on quiz_videos
    with check (exists (select from quizzes q where q.id = quiz_id and q.course_id in (select taught_course_ids()))
        and exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id())));
alter policy quizzes_by_instructor on quizzes
    with check (course_id in (select taught_course_ids())
        and exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id())));

create or replace function purge_bin(now_is timestamptz default now(), kept interval default interval '30 days', most integer default 500) returns bigint
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        -- A film that a lesson still shows would be refused, and everything else with it.
        with doomed as (
                 select id from videos v
                 where deleted_at < now_is - kept
                   and not exists (select from course_videos cv where cv.video_id = v.id)
                 order by deleted_at limit most for update skip locked),
             gone as (delete from videos v using doomed d where v.id = d.id returning 1)
        select count(*) from gone;
    end;

-- --- library: captions of the same film, names nobody chooses ----------------------------------------------------------------

-- What stands in another film's captions is nobody's transcript.
delete from transcript_segments t where not exists (select from captions c where c.id = t.caption_id and c.video_id = t.video_id);
alter table captions add constraint captions_id_video_key unique (id, video_id);
-- The film between the two is given by the caption; with it the one index serves the place and the foreign key.
alter table transcript_segments drop constraint transcript_segments_place_key;
alter table transcript_segments add constraint transcript_segments_place_key unique (caption_id, video_id, position);
alter table transcript_segments drop constraint transcript_segments_caption_id_fkey;
alter table transcript_segments add constraint transcript_segments_caption_id_fkey foreign key (caption_id, video_id)
    references captions (id, video_id) on delete cascade not valid;
alter table transcript_segments validate constraint transcript_segments_caption_id_fkey;

-- It becomes part of addresses and paths. Nothing of the system's own was ever named otherwise.
update videos set provider_uid = replace(gen_random_uuid()::text, '-', '') where provider_uid !~ '^[A-Za-z0-9_-]{1,64}$';
alter table videos drop constraint videos_provider_uid_length;
alter table videos add constraint videos_provider_uid_form check (provider_uid ~ '^[A-Za-z0-9_-]{1,64}$') not valid;
alter table videos validate constraint videos_provider_uid_form;
revoke insert (provider, provider_uid) on videos from kinora_app;

-- --- platform: guards that fail closed ---------------------------------------------------------------------------------------
-- Each as before but for whom it lets pass: a role nobody thought of is guarded like a person.

create or replace function grade_attempt() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    if new.quiz_id is not null and not is_system() then
        -- The shown questions must be the quiz's; the client neither chooses nor grades them.
        select coalesce(jsonb_agg(qq.question - 'explanation' || jsonb_build_object('id', qq.id) order by qq.position), '[]'),
               coalesce(jsonb_agg(jsonb_build_object(
                   'question', qq.id, 'points', qq.points,
                   'correct', coalesce(new.user_answers -> (qq.place::int - 1) = qq.answer, false)) order by qq.position), '[]')
        into new.questions, new.graded_answers
        from (select *, row_number() over (order by position) as place from quiz_questions where quiz_id = new.quiz_id) qq;
    end if;
    return new;
end $$;
create or replace function featuring_is_for_admins() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    if new.featured_at is distinct from old.featured_at and not is_system() and not is_admin() then
        raise exception using errcode = 'insufficient_privilege', message = 'only an admin puts a video forward';
    end if;
    return new;
end $$;
create or replace function guard_take_down() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
declare
    -- Argument: the column that says whose it is.
    its_owner uuid := (to_jsonb(old) ->> tg_argv[0])::uuid;
    viewer uuid := current_user_id();
begin
    if not is_system() then
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
create or replace function only_its_owner() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    if not is_system() and (to_jsonb(old) ->> tg_argv[0])::uuid is distinct from current_user_id() then
        raise exception using errcode = 'insufficient_privilege', message = 'only whose it is may change this; others take it down';
    end if;
    return new;
end $$;
create or replace function guard_response() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    if not is_system() then
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
-- Also: who edited and pinned when is the clock's to say.
create or replace function guard_words() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    if new.content is distinct from old.content then
        if not is_system() and old.author_id is distinct from current_user_id() then
            raise exception using errcode = 'insufficient_privilege', message = 'nobody puts words into another''s mouth';
        end if;
        new.edited_at := clock_timestamp();
    end if;
    if new.pinned_at is distinct from old.pinned_at and not is_system() then
        if not is_moderator() and not exists (select from videos v where v.id = new.video_id and v.user_id = current_user_id()) then
            raise exception using errcode = 'insufficient_privilege', message = 'only the owner of a video pins a comment on it';
        end if;
        new.pinned_at := case when new.pinned_at is not null then clock_timestamp() end;
    end if;
    return new;
end $$;
revoke update (edited_at) on comments from kinora_app;

create or replace function stamp_completion() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    if tg_op = 'INSERT' and not is_system() then
        -- Who could say how long a film is could call any part of it the whole.
        select ceil(v.duration)::integer into new.duration_seconds from videos v where v.id = new.video_id;
        -- What somebody cannot see the policy refuses, without saying whether it exists.
        if found and new.duration_seconds is null then
            raise exception using errcode = 'check_violation', constraint = 'video_views_duration_known',
                message = 'how long this film is is not known yet, so nobody has watched of it';
        end if;
    end if;
    -- Beyond its end nothing of a film can be watched.
    if not upper_inf(new.watched) then
        new.watched := new.watched * int4multirange(int4range(null, new.duration_seconds));
    end if;
    if new.completed_at is null and covered_seconds(new.watched) >= ceil(new.duration_seconds * 0.9) then
        new.completed_at := clock_timestamp();
    end if;
    return new;
end $$;
drop trigger video_views_completion on video_views;
-- Both columns: a film that becomes shorter takes its watched end along.
create trigger video_views_completion before insert or update of watched, duration_seconds on video_views
    for each row execute function stamp_completion();
update video_views set watched = watched where not watched <@ int4multirange(int4range(0, duration_seconds));
alter table video_views add constraint video_views_watched_within check (watched <@ int4multirange(int4range(0, duration_seconds))) not valid;
alter table video_views validate constraint video_views_watched_within;
comment on column video_views.watched is 'The seconds watched, as ranges within the film; watching a part twice does not add to them.';

-- --- library: when it was published ------------------------------------------------------------------------------------------

create function stamp_publication() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
declare
    before timestamptz;
begin
    if tg_op = 'UPDATE' then
        before := old.published_at;
    end if;
    if not is_system() and new.published_at is distinct from before and new.published_at is not null then
        if before is not null then
            raise exception using errcode = 'insufficient_privilege', message = 'when it was published is not for its owner to change';
        end if;
        new.published_at := now();
    end if;
    return new;
end $$;
comment on function stamp_publication() is
    'Trigger: people publish now, neither in the future, where it would top every list, nor in the past; and may withdraw.';
create trigger videos_publication before insert or update of published_at on videos for each row execute function stamp_publication();
create trigger courses_publication before insert or update of published_at on courses for each row execute function stamp_publication();
create trigger digital_products_publication before insert or update of published_at on digital_products
    for each row execute function stamp_publication();
create trigger quizzes_publication before insert or update of published_at on quizzes for each row execute function stamp_publication();
-- When a course was made and changed is the database's to say.
revoke insert, update on courses from kinora_app;
grant insert (id, instructor_id, slug, title, description, level, language, curriculum, preview_video_id, price_minor, currency, published_at, metadata),
      update (slug, title, description, level, language, curriculum, preview_video_id, price_minor, currency, published_at, metadata, deleted_at)
    on courses to kinora_app;

-- --- identity: what stops somebody they do not undo --------------------------------------------------------------------------

create function one_way() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
declare
    -- Argument: the column of time.
    before text := to_jsonb(old) ->> tg_argv[0];
    after text := to_jsonb(new) ->> tg_argv[0];
begin
    if not is_system() and not is_admin() and after is distinct from before then
        if before is not null then
            raise exception using errcode = 'insufficient_privilege',
                message = format('%s of %s is not taken back by whom it stops', tg_argv[0], tg_table_name);
        end if;
        -- Nobody dates it but the clock.
        new := jsonb_populate_record(new, jsonb_build_object(tg_argv[0], clock_timestamp()));
    end if;
    return new;
end $$;
comment on function one_way() is 'Trigger: people set this time and do not take it back; the system and admins do. Argument: the column.';
-- A deletion may be an admin's or the law's; who comes back within the grace period does so by signing in, which is the system's work.
create trigger users_deletion before update of deleted_at on users for each row execute function one_way('deleted_at');
-- A key that leaked and was ended stays ended.
create trigger api_keys_revocation before update of revoked_at on api_keys for each row execute function one_way('revoked_at');
create trigger api_keys_withdrawal before update of deleted_at on api_keys for each row execute function one_way('deleted_at');
-- What was cancelled is paid for anew.
create trigger subscriptions_cancellation before update of cancelled_at on subscriptions for each row execute function one_way('cancelled_at');

create function guard_key_scopes() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    if not is_system() and 'admin' = any (new.scopes) and not is_admin() then
        raise exception using errcode = 'insufficient_privilege', message = 'a key can do no more than its owner';
    end if;
    return new;
end $$;
comment on function guard_key_scopes() is 'Trigger: only an admin makes a key for administration.';
-- Not in the policy: it would keep somebody who is no admin any more from ending their key.
create trigger api_keys_scopes before insert on api_keys for each row execute function guard_key_scopes();

-- --- publishing: what was posted stays on record -----------------------------------------------------------------------------

drop policy platform_posts_own on platform_posts;
create policy platform_posts_own on platform_posts for select to kinora_app using (user_id = (select current_user_id()));
create policy platform_posts_make on platform_posts for insert to kinora_app
    with check (user_id = (select current_user_id())
        and exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id()))
        and (platform_account_id is null or exists (select from platform_accounts a where a.id = platform_posts.platform_account_id and a.platform = platform_posts.platform)));
create policy platform_posts_change on platform_posts for update to kinora_app
    using (user_id = (select current_user_id()))
    with check (user_id = (select current_user_id())
        and exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id()))
        and (platform_account_id is null or exists (select from platform_accounts a where a.id = platform_posts.platform_account_id and a.platform = platform_posts.platform)));
-- Who could delete what is out there could post it twice.
create policy platform_posts_withdraw on platform_posts for delete to kinora_app
    using (user_id = (select current_user_id()) and upload_status in ('pending', 'failed', 'cancelled'));

-- --- jobs: work on one's own -------------------------------------------------------------------------------------------------

alter policy processing_jobs_enqueue on processing_jobs
    with check (user_id = (select current_user_id()) and status = 'queued' and attempts = 0
        and (video_id is null or exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id()))));
alter policy job_dependencies_enqueue on job_dependencies
    with check (exists (select from processing_jobs j where j.id = job_id and j.user_id = (select current_user_id()))
        and exists (select from processing_jobs j where j.id = job_dependencies.depends_on_job_id and j.user_id = (select current_user_id())));
-- How urgent, how often and after what is the queue's to say; dependencies have their own table.
revoke insert (priority, max_attempts, depends_on_job_id) on processing_jobs from kinora_app;

create function guard_job_cycle() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    owner text;
begin
    -- Two halves of a circle must not be declared at once; one person's are declared one after the other.
    for owner in
        select distinct coalesce(user_id::text, 'system') from processing_jobs where id in (new.job_id, new.depends_on_job_id) order by 1
    loop
        perform pg_advisory_xact_lock(hashtextextended('job dependencies of ' || owner, 0));
    end loop;
    -- One that waits for itself the table refuses.
    if new.job_id <> new.depends_on_job_id and exists (
        with recursive before (id) as (
            select new.depends_on_job_id
            union select d.depends_on_job_id from before b join job_dependencies d on d.job_id = b.id)
        select from before where id = new.job_id) then
        raise exception using errcode = 'check_violation', constraint = 'job_dependencies_no_cycle',
            message = 'these jobs would wait for each other for ever';
    end if;
    return new;
end $$;
comment on function guard_job_cycle() is 'Trigger: no job waits for itself, however long the way.';
revoke execute on function guard_job_cycle() from public;
create trigger job_dependencies_cycle before insert or update on job_dependencies for each row execute function guard_job_cycle();

-- --- audit: a trail nobody rewrites ------------------------------------------------------------------------------------------

-- It is written by the trigger alone; months and how long they are kept are the owner's to plan.
revoke insert on audit_logs from kinora_worker;
revoke insert, update, delete on partition_plans from kinora_worker;

-- People read of others only what they did to them, and not from where.
alter policy audit_logs_own on audit_logs using (user_id = (select current_user_id()) or (select is_admin()));
create view trail with (security_barrier) as
    select a.id, a.user_id, a.actor_type, a.actor_id, a.action, a.resource_type, a.resource_id, a.old_values, a.new_values, a.changes,
           case when a.user_id = (select current_user_id()) or (select is_admin()) then a.ip_address end as ip_address,
           case when a.user_id = (select current_user_id()) or (select is_admin()) then a.user_agent end as user_agent,
           a.request_id, a.metadata, a.created_at
    from audit_logs a
    where a.user_id = (select current_user_id())
       or (a.resource_type = 'user' and a.resource_id = (select current_user_id()))
       or (select is_admin());
comment on view trail is
    'What somebody did and what was done to their account, the latter without address and browser; all of it for admins. Runs as its owner; its own condition guards it.';
grant select on trail to kinora_app;

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

-- Addresses may hold a password, keys say where bytes lie, and what a machine answered may hold anything.
drop trigger videos_audit on videos;
create trigger videos_audit after insert or delete or update of title, description, tags, visibility, status, deleted_at, published_at,
    scheduled_for, featured_at, licence, download_allowed_at, user_id, taken_down_at, taken_down_by, taken_down_reason
    on videos for each row execute function audit('video', 'original_url', 'storage_key', 'error_details');
drop trigger digital_products_audit on digital_products;
create trigger digital_products_audit after insert or update or delete on digital_products for each row
    execute function audit('digital_product', 'storage_key');
drop trigger platform_posts_audit on platform_posts;
create trigger platform_posts_audit after insert or delete or update of caption, hashtags, mentions, options, upload_status, scheduled_for
    on platform_posts for each row execute function audit('post', 'error_details', 'api_response');
-- What is asked decides about certificates, and so does a grade that is changed afterwards; taking a quiz is its own record.
create trigger quiz_questions_audit after insert or update or delete on quiz_questions for each row
    execute function audit('quiz_question', 'answer');
create trigger quiz_attempts_audit after update or delete on quiz_attempts for each row execute function audit('quiz_attempt');

create function redact_person(person uuid) returns bigint
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    personal constant text[] := array['email', 'username', 'username_look', 'display_name', 'bio', 'avatar_url', 'metadata', 'subscription_id', 'time_zone'];
    redacted bigint;
begin
    -- The trail of who is still here is nobody's to thin out.
    if exists (select from users where id = person) then
        raise exception using errcode = 'object_not_in_prerequisite_state', message = 'only who is gone is taken out of the trail';
    end if;
    update audit_logs set ip_address = null, user_agent = null where user_id = person and num_nonnulls(ip_address, user_agent) > 0;
    update audit_logs set
        old_values = audit_row(old_values, personal),
        new_values = audit_row(new_values, personal),
        changes = audit_row(changes, personal),
        ip_address = null,
        user_agent = null
    where resource_type = 'user' and resource_id = person;
    get diagnostics redacted = row_count;
    return redacted;
end $$;
comment on function redact_person(uuid) is
    'Takes name, address and network of somebody who is gone out of the trail; what was done and when stays. Says how many entries of their account.';
revoke execute on function redact_person(uuid) from public;
grant execute on function redact_person(uuid) to kinora_worker;

-- --- audit: months that wait for nobody --------------------------------------------------------------------------------------

alter table partition_plans
    add column making_busy_since timestamptz,
    add column dropping_busy_since timestamptz;
comment on column partition_plans.making_busy_since is 'Since when a month that is due could not be made, as others were reading or writing; null if none waits.';
comment on column partition_plans.dropping_busy_since is 'Since when a month past retention could not be dropped, as others were reading or writing; null if none waits.';

create or replace function raise_alarm(alarm_kind text, alarm_subject text, alarm_detail text) returns void
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    -- Counted once a transaction: a thousand rows of one statement would otherwise leave a thousand versions, each searched by the next.
    if exists (select from alarms where kind = alarm_kind and subject = alarm_subject and cleared_at is null and last_seen_at = now()) then
        return;
    end if;
    -- An alarm is raised inside other people's transactions: they must not queue for its row, let alone deadlock over it.
    if not pg_try_advisory_xact_lock(hashtext('alarm'), hashtext(alarm_kind || ' ' || alarm_subject)) then
        return;
    end if;
    insert into alarms as open (kind, subject, detail) values (alarm_kind, alarm_subject, alarm_detail)
    on conflict (kind, subject) where cleared_at is null
    do update set occurrences = open.occurrences + 1, last_seen_at = greatest(open.raised_at, now()), detail = excluded.detail;
end $$;

create or replace function maintain_partitions(now_is timestamptz default now()) returns setof text
    language plpgsql security definer
    set search_path = public, pg_temp
    -- Months are those of UTC, whatever zone the session lives in.
    set timezone = 'UTC'
    as $$
declare
    plan partition_plans;
    first_of timestamptz;
    next_first timestamptz;
    child text;
    written text;
    emptied boolean;
    busy boolean;
    wanted timestamptz[];
begin
    -- One maintenance at a time; a second one has nothing to add.
    if not pg_try_advisory_xact_lock(hashtext('maintain_partitions')) then
        return;
    end if;
    -- Waiting for a lock would make everybody behind us wait as well; what is busy is left for the next run.
    perform set_config('lock_timeout', '200ms', true);
    -- A new month of a table with foreign keys locks what they point to against writers until the end of the transaction: last.
    for plan in
        select p.* from partition_plans p
        order by exists (select from pg_constraint k where k.conrelid = format('public.%I', p.table_name)::regclass and k.contype = 'f'), p.table_name
    loop
        busy := false;
        select string_agg(quote_ident(attname), ', ' order by attnum) into written from pg_attribute
        where attrelid = format('public.%I', plan.table_name)::regclass and attnum > 0 and not attisdropped and attgenerated = '';
        -- Also the past months that lie in the default partition, a year of them a run; what is past retention is deleted there.
        execute format(
            'select array(
                 select date_trunc(''month'', $1) + make_interval(months => ahead) from generate_series(-1, $2) ahead
                 union
                 (select distinct date_trunc(''month'', %1$I) from %2$I
                  where %1$I < date_trunc(''month'', $1) and %1$I >= coalesce(date_trunc(''month'', $1 - $3), %1$I) and isfinite(%1$I)
                  order by 1 desc limit 12)
                 order by 1)',
            plan.cut_by, plan.table_name || '_default')
        into wanted using now_is, plan.months_ahead, plan.retention;
        foreach first_of in array wanted loop
            next_first := first_of + interval '1 month';
            child := format('%s_p%s', plan.table_name, to_char(first_of, 'YYYYMM'));
            if to_regclass(format('public.%I', child)) is null then
                begin
                    -- Made apart and then attached: attaching lets writers go on, CREATE … PARTITION OF does not. Who reads the whole
                    -- table waits for the end of the transaction, as the default partition is locked meanwhile.
                    execute format('create table %I (like %I including defaults including constraints including generated)', child, plan.table_name);
                    execute format('alter table %I add constraint month_bounds check (%I >= %L and %I < %L)',
                        child, plan.cut_by, first_of, plan.cut_by, next_first);
                    perform secure_partition(format('public.%I', child)::regclass);
                    -- What had to go into the default partition meanwhile belongs here.
                    execute format('with moved as (delete from %I where %I >= %L and %I < %L returning *) insert into %I (%s) select %s from moved',
                        plan.table_name || '_default', plan.cut_by, first_of, plan.cut_by, next_first, child, written, written);
                    execute format('alter table %I attach partition %I for values from (%L) to (%L)',
                        plan.table_name, child, first_of, next_first);
                    execute format('alter table %I drop constraint month_bounds', child);
                    return next format('made %s', child);
                exception when lock_not_available then
                    return next format('busy, left for later: %s', child);
                    busy := true;
                end;
            end if;
            -- Who is in the way of one month is in the way of all: each further try would hold up whoever comes after us.
            exit when busy;
        end loop;
        perform note_busy(plan.table_name, 'making', case when busy then coalesce(plan.making_busy_since, now()) end);
        execute format('select not exists (select from %I)', plan.table_name || '_default') into emptied;
        if emptied then
            update alarms set cleared_at = now()
            where kind = 'default-partition-used' and subject = plan.table_name and cleared_at is null;
        end if;
    end loop;
end $$;
comment on function maintain_partitions(timestamptz) is
    'Makes the months that are due, never waiting long for a lock; says what it did. To be committed at once, and followed by drop_old_months().';

create function note_busy(named text, doing text, since timestamptz) returns void
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    execute format('update partition_plans set %1$I = $2 where table_name = $1 and %1$I is distinct from $2', doing || '_busy_since')
    using named, since;
    if since is null then
        update alarms set cleared_at = now() where kind = 'months-' || doing || '-waits' and subject = named and cleared_at is null;
    elsif since < now() - interval '1 day' then
        perform raise_alarm('months-' || doing || '-waits', named,
            format('Months of %s have waited since %s for somebody who holds the table; find and end that transaction.', named, since));
    end if;
end $$;
comment on function note_busy(text, text, timestamptz) is 'For the maintenance: remembers since when a table was busy, and raises an alarm after a day.';
revoke execute on function note_busy(text, text, timestamptz) from public;

create function drop_old_months(now_is timestamptz default now()) returns setof text
    language plpgsql security definer
    set search_path = public, pg_temp
    set timezone = 'UTC'
    as $$
declare
    plan partition_plans;
    doomed record;
    busy boolean;
    -- A clock that is said to be ahead must not take the trail away; the owner, who could drop the tables, may rehearse.
    today timestamptz := case when pg_has_role(session_user, (select relowner from pg_class where oid = 'users'::regclass), 'member')
        then now_is else least(now_is, now()) end;
begin
    if not pg_try_advisory_xact_lock(hashtext('maintain_partitions')) then
        return;
    end if;
    perform set_config('lock_timeout', '200ms', true);
    -- Dropping locks the parent until the end of the transaction, and every change anywhere writes the trail: that comes last.
    for plan in select * from partition_plans where retention is not null order by table_name = 'audit_logs', table_name loop
        busy := false;
        for doomed in
            select c.relname as name
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = format('public.%I', plan.table_name)::regclass
              and c.relname ~ '_p\d{6}$'
              and to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' <= (today - plan.retention) at time zone 'UTC'
            order by c.relname
        loop
            begin
                execute format('drop table %I', doomed.name);
                return next format('dropped %s', doomed.name);
            exception when lock_not_available then
                return next format('busy, left for later: %s', doomed.name);
                busy := true;
            end;
            exit when busy;
        end loop;
        -- Of what never found its month nothing is kept longer; some at a time, the next run takes the rest.
        if not busy then
            execute format('delete from %1$I where ctid = any (array(select ctid from %1$I where %2$I < $1 limit 10000))',
                plan.table_name || '_default', plan.cut_by)
            using date_trunc('month', today - plan.retention);
        end if;
        perform note_busy(plan.table_name, 'dropping', case when busy then coalesce(plan.dropping_busy_since, now()) end);
    end loop;
end $$;
comment on function drop_old_months(timestamptz) is
    'Drops the months past retention, by the server''s clock at the latest, never waiting long for a lock; says what it did. To be committed at once.';
revoke execute on function drop_old_months(timestamptz) from public;
grant execute on function drop_old_months(timestamptz) to kinora_worker;

-- --- identity: who leaves is taken out of the trail --------------------------------------------------------------------------

create or replace function remove_user(leaving uuid) returns void
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
    -- After the deletion, which the trail tells with all that was in the row.
    perform redact_person(leaving);
end $$;

-- --- social: clearing away and answering at once -----------------------------------------------------------------------------

create or replace function purge_comments(now_is timestamptz default now(), kept interval default interval '30 days', most integer default 5000) returns bigint
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    roots uuid[] := array(select id from comments where deleted_at < now_is - kept order by deleted_at limit most);
    locked bigint := -1;
    found_now bigint;
    purged bigint;
begin
    -- Whoever answers locks what they answer before they count. So do we: every comment that goes, answers included, is locked before the first
    -- is deleted and counted; otherwise we would hold the count they wait for and wait for what they hold. Until no answer came meanwhile.
    loop
        with recursive tree (id) as (
            select unnest(roots)
            union select c.id from tree t join comments c on c.parent_id = t.id)
        select count(*) into found_now
        from (select c.id from comments c where c.id in (select id from tree) order by c.id for update) held;
        exit when found_now = locked;
        locked := found_now;
    end loop;
    -- Taken up again meanwhile stays.
    delete from comments where id = any (roots) and deleted_at < now_is - kept;
    get diagnostics purged = row_count;
    return purged;
end $$;

create function stamp_moderator() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    if not is_system() then
        new.moderator_id := current_user_id();
    end if;
    return new;
end $$;
comment on function stamp_moderator() is 'Trigger: who decides a report is who signed in, not who the client names.';
create trigger reports_moderator before update of status, moderator_id on reports for each row execute function stamp_moderator();

-- --- learning: one's own reflections after the course ------------------------------------------------------------------------

-- Who left a course may still take back what they said in it; what it was said about does not change.
drop policy reflections_own on reflections;
create policy reflections_own on reflections for select to kinora_app using (user_id = (select current_user_id()));
create policy reflections_make on reflections for insert to kinora_app
    with check (user_id = (select current_user_id()) and course_id in (select enrolled_course_ids() union all select taught_course_ids())
        and exists (select from course_videos cv where cv.course_id = reflections.course_id and cv.video_id = reflections.video_id));
create policy reflections_change on reflections for update to kinora_app
    using (user_id = (select current_user_id())) with check (user_id = (select current_user_id()));
create policy reflections_delete on reflections for delete to kinora_app using (user_id = (select current_user_id()));
revoke insert, update on reflections from kinora_app;
grant insert (id, user_id, course_id, video_id, reflection_prompt, reflection_text, reflection_type, file_url, duration_seconds, video_timestamp_seconds),
      update (reflection_prompt, reflection_text, reflection_type, file_url, duration_seconds, video_timestamp_seconds, deleted_at) on reflections to kinora_app;

-- --- platform: what nobody asks for any more ---------------------------------------------------------------------------------

create function purge_old_records(now_is timestamptz default now(), most integer default 5000) returns bigint
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
             old_uploads as (
                 select id from uploads where completed_at is null and expires_at < now_is limit most for update skip locked),
             told as (delete from notifications t using old_news o where t.id = o.id returning 1),
             delivered as (delete from webhook_deliveries t using old_deliveries o where t.id = o.id returning 1),
             measured as (delete from post_metrics t using old_figures o where t.id = o.id returning 1),
             fetched as (delete from download_logs t using old_downloads o where t.id = o.id returning 1),
             stopped as (delete from workers t using old_workers o where t.id = o.id returning 1),
             begun as (delete from uploads t using old_uploads o where t.id = o.id returning 1)
        select (select count(*) from told) + (select count(*) from delivered) + (select count(*) from measured)
            + (select count(*) from fetched) + (select count(*) from stopped) + (select count(*) from begun);
    end;
comment on function purge_old_records(timestamptz, integer) is
    'Deletes old notifications, deliveries, figures of posts, downloads, workers that are gone and uploads that expired, at most so many of each; says how many.';
revoke execute on function purge_old_records(timestamptz, integer) from public;
grant execute on function purge_old_records(timestamptz, integer) to kinora_worker;
