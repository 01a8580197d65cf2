-- A third look at the modules that have landed: what two people do at once, what a client can only claim, and what one person could do to another.
-- Way back: drop the view trail, the functions is_system, stamp_publication, one_way, guard_key_scopes, guard_job_cycle, stamp_moderator,
-- drop_old_months, redact_person and with them their triggers; create what is replaced or dropped here as V003 to V013 have it; grant the columns
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
        new.duration_seconds := (select ceil(v.duration)::integer from videos v where v.id = new.video_id);
        if new.duration_seconds is null then
            raise exception using errcode = 'check_violation', constraint = 'video_views_duration_known',
                message = 'how long this film is is not known yet, so nobody has watched of it';
        end if;
    end if;
    -- Beyond its end nothing of a film can be watched.
    new.watched := new.watched * int4multirange(int4range(0, new.duration_seconds));
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
