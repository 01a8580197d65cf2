-- Courses, the people in them, and what they answer and say.
-- Way back: drop table certificates, notes, reflection_responses, reflections, quiz_videos, quiz_attempts, quiz_questions, quizzes,
-- video_views, enrollments, course_videos, courses cascade; drop the views, types and functions below; learning records are lost.

set local lock_timeout = '5s';

create type course_level as enum ('beginner', 'intermediate', 'advanced');
comment on type course_level is 'For whom a course is.';

create table courses (
    id uuid primary key default uuidv7(),
    instructor_id uuid not null references users on delete restrict,
    slug text not null constraint courses_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 100),
    title text not null constraint courses_title_length check (length(title) between 1 and 255),
    description text not null default '',
    level course_level,
    language text constraint courses_language_form check (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    curriculum jsonb not null default '[]' constraint courses_curriculum_array check (jsonb_typeof(curriculum) = 'array'),
    preview_video_id uuid references videos on delete set null,
    price_minor bigint not null default 0 constraint courses_price_counted check (price_minor >= 0),
    currency text not null default 'EUR' constraint courses_currency_form check (currency ~ '^[A-Z]{3}$'),
    published_at timestamptz,
    metadata jsonb not null default '{}' constraint courses_metadata_object check (jsonb_typeof(metadata) = 'object'),
    search tsvector generated always as (
        setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', description), 'C')) stored,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz
);
comment on table courses is 'Courses; their lessons in order stand in course_videos, their outline in curriculum.';
comment on column courses.id is 'Key.';
comment on column courses.instructor_id is 'Who teaches; a teacher with courses cannot vanish.';
comment on column courses.slug is 'Its name in addresses.';
comment on column courses.title is 'As shown.';
comment on column courses.description is 'As shown.';
comment on column courses.level is 'For whom.';
comment on column courses.language is 'BCP 47 tag.';
comment on column courses.curriculum is 'Array of sections: {"title": …, "lessons": [{"id": lesson_id, "title": …}]}.';
comment on column courses.preview_video_id is 'The film that invites; url, thumbnail and duration in the view course_cards.';
comment on column courses.price_minor is 'Price in the smallest unit of its currency; 0 is free.';
comment on column courses.currency is 'ISO 4217.';
comment on column courses.published_at is 'When it was opened; hidden while null.';
comment on column courses.metadata is 'Object: what an integrator wants kept with it.';
comment on column courses.search is 'Its words weighted; derived.';
comment on column courses.created_at is 'When it was made.';
comment on column courses.updated_at is 'When it last changed; its version.';
comment on column courses.deleted_at is 'When it was put into the bin.';
create unique index courses_slug_key on courses (slug);
create index courses_instructor_idx on courses (instructor_id, created_at desc);
create index courses_published_idx on courses (published_at desc) where deleted_at is null;
create index courses_preview_video_id_idx on courses (preview_video_id);
create index courses_search_idx on courses using gin (search);
create index courses_trigram_idx on courses using gin (search_text(title, description) gin_trgm_ops);
create trigger courses_touch before update on courses for each row execute function touch_updated_at();
create trigger courses_audit after insert or delete or update of title, slug, curriculum, preview_video_id, price_minor, currency,
    published_at, deleted_at, instructor_id on courses for each row execute function audit('course');
select secure_table('courses');

create table course_videos (
    id uuid primary key default uuidv7(),
    course_id uuid not null references courses on delete cascade,
    lesson_id text not null constraint course_videos_lesson_form check (lesson_id ~ '^\S{1,255}$'),
    video_id uuid not null references videos on delete restrict,
    position integer not null constraint course_videos_position_positive check (position > 0),
    title text constraint course_videos_title_length check (length(title) between 1 and 255),
    description text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint unique_course_lesson unique (course_id, lesson_id),
    constraint course_videos_place_key unique (course_id, position) deferrable initially deferred
);
comment on table course_videos is 'The lessons of a course, each a video.';
comment on column course_videos.id is 'Key.';
comment on column course_videos.course_id is 'Which course.';
comment on column course_videos.lesson_id is 'The curriculum''s own name for the lesson, e.g. module-2-lesson-3.';
comment on column course_videos.video_id is 'The film; one may serve several courses, and cannot be deleted while it does.';
comment on column course_videos.position is 'Its place, from 1; names do not sort (lesson-10 before lesson-2).';
comment on column course_videos.title is 'Title in this course; null means the film''s own.';
comment on column course_videos.description is 'Description in this course; null means the film''s own.';
comment on column course_videos.created_at is 'When it was added.';
comment on column course_videos.updated_at is 'When it last changed; its version.';
create index course_videos_video_idx on course_videos (video_id);
create index course_videos_lesson_id_idx on course_videos (lesson_id);
create index course_videos_created_at_idx on course_videos (created_at);
create trigger course_videos_touch before update on course_videos for each row execute function touch_updated_at();
create trigger course_videos_audit after insert or update or delete on course_videos for each row execute function audit('lesson');
select secure_table('course_videos');

create table course_counters (
    course_id uuid primary key,
    enrollments bigint not null default 0 constraint course_counters_enrollments check (enrollments >= 0),
    lessons bigint not null default 0 constraint course_counters_lessons check (lessons >= 0),
    updated_at timestamptz not null default now()
) with (fillfactor = 70);
comment on table course_counters is 'Counts of a course, kept by triggers alone.';
comment on column course_counters.course_id is 'Key, and which course.';
comment on column course_counters.enrollments is 'People in it who were not put out; whose time ran out counts until somebody does.';
comment on column course_counters.lessons is 'Lessons.';
comment on column course_counters.updated_at is 'When a count last changed.';
select secure_table('course_counters');

create type enrollment_origin as enum ('free', 'order', 'gift', 'admin');
comment on type enrollment_origin is 'How somebody came into a course.';

create table enrollments (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    course_id uuid not null references courses on delete cascade,
    origin enrollment_origin not null default 'free',
    enrolled_at timestamptz not null default now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    completed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint enrollments_user_course_key unique (user_id, course_id),
    constraint enrollments_lifetime check (expires_at > enrolled_at)
);
comment on table enrollments is 'Who is in which course.';
comment on column enrollments.id is 'Key.';
comment on column enrollments.user_id is 'Who.';
comment on column enrollments.course_id is 'Which course.';
comment on column enrollments.origin is 'How they came in.';
comment on column enrollments.enrolled_at is 'When.';
comment on column enrollments.expires_at is 'When it ends by itself; null never.';
comment on column enrollments.revoked_at is 'When it was taken back, e.g. by a refund; stands while null.';
comment on column enrollments.completed_at is 'When every lesson was completed.';
comment on column enrollments.created_at is 'When the row was made.';
comment on column enrollments.updated_at is 'When it last changed.';
create index enrollments_course_idx on enrollments (course_id, enrolled_at desc);
create trigger enrollments_touch before update on enrollments for each row execute function touch_updated_at();
create trigger enrollments_audit after insert or update or delete on enrollments for each row execute function audit('enrollment');
select secure_table('enrollments');

-- After enrollments on purpose: a cascade runs in the order its keys were made, and must reach the counter last, where a
-- leaving learner arrives last too. The other way round the two would wait for each other.
alter table course_counters add constraint course_counters_course_id_fkey foreign key (course_id) references courses on delete cascade;

create function count_courses() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    come text := format('select course_id, 1 as step from come %s', tg_argv[1]);
    gone text := format('select course_id, -1 as step from gone %s', tg_argv[1]);
    counted record;
begin
    -- Once a statement and in the order of the courses: however many rows two statements change, they never wait crosswise.
    for counted in execute format('select course_id, sum(step) as step from (%s) changed group by 1 having sum(step) <> 0 order by 1',
        case tg_op when 'INSERT' then come when 'DELETE' then gone else come || ' union all ' || gone end)
    loop
        -- A course that is being deleted needs no counts; asking for its counter would meet its deletion the wrong way round.
        execute format('update course_counters set %1$I = %1$I + $2, updated_at = clock_timestamp()
                        where course_id = $1 and exists (select from courses c where c.id = $1)', tg_argv[0])
        using counted.course_id, counted.step;
    end loop;
    return null;
end $$;
comment on function count_courses() is
    'Trigger, after each statement: keeps a column of course_counters equal to a recount. Arguments: the column, which rows count.';
revoke execute on function count_courses() from public;

create function begin_counting_course() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    insert into course_counters (course_id) values (new.id);
    return null;
end $$;
comment on function begin_counting_course() is 'Trigger: every course has its row of counters from the start, so that counting is always an update.';
revoke execute on function begin_counting_course() from public;
create trigger courses_counted after insert on courses for each row execute function begin_counting_course();

create trigger enrollments_counted after insert on enrollments referencing new table as come
    for each statement execute function count_courses('enrollments', 'where revoked_at is null');
create trigger enrollments_recounted after update on enrollments referencing old table as gone new table as come
    for each statement execute function count_courses('enrollments', 'where revoked_at is null');
create trigger enrollments_uncounted after delete on enrollments referencing old table as gone
    for each statement execute function count_courses('enrollments', 'where revoked_at is null');
create trigger course_videos_counted after insert on course_videos referencing new table as come
    for each statement execute function count_courses('lessons', '');
create trigger course_videos_recounted after update on course_videos referencing old table as gone new table as come
    for each statement execute function count_courses('lessons', '');
create trigger course_videos_uncounted after delete on course_videos referencing old table as gone
    for each statement execute function count_courses('lessons', '');

-- --- Who may see a course; sets, computed once a query ------------------------------------------------------------------
-- Definer's rights on purpose: policies of courses, lessons, videos and enrollments would otherwise ask each other without end.

create function taught_course_ids() returns setof uuid
    language sql stable security definer parallel safe rows 10
    set search_path = public, pg_temp
    begin atomic
        select id from courses where instructor_id = current_user_id();
    end;
comment on function taught_course_ids() is 'The viewer''s own courses.';
create function enrolled_course_ids() returns setof uuid
    language sql stable security definer parallel safe rows 20
    set search_path = public, pg_temp
    begin atomic
        select course_id from enrollments
        where user_id = current_user_id() and revoked_at is null and (expires_at is null or expires_at > now());
    end;
comment on function enrolled_course_ids() is 'Courses the viewer is in now.';
create function enrolled_video_ids() returns setof uuid
    language sql stable security definer parallel safe rows 200
    set search_path = public, pg_temp
    begin atomic
        select cv.video_id from course_videos cv where cv.course_id in (select enrolled_course_ids());
    end;
comment on function enrolled_video_ids() is 'Films of the courses the viewer is in.';
revoke execute on function taught_course_ids(), enrolled_course_ids(), enrolled_video_ids() from public;
grant execute on function taught_course_ids(), enrolled_course_ids(), enrolled_video_ids() to kinora_app, kinora_worker;

create policy courses_own on courses to kinora_app
    using (instructor_id = (select current_user_id())) with check (instructor_id = (select current_user_id()));
create policy courses_public on courses for select to kinora_app using (published_at is not null and deleted_at is null);
-- Who is in a course keeps seeing it when it is withdrawn from sale.
create policy courses_enrolled on courses for select to kinora_app using (id in (select enrolled_course_ids()));
create policy courses_moderated on courses for select to kinora_app using ((select is_moderator()));
grant select, insert, update, delete on courses to kinora_app;

-- The outline of a published course is open; the films in it are not.
create policy course_videos_with_course on course_videos for select to kinora_app
    using (exists (select from courses c where c.id = course_id));
create policy course_videos_by_instructor on course_videos to kinora_app
    using (course_id in (select taught_course_ids()))
    with check (course_id in (select taught_course_ids()) and exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id())));
grant select, insert, update, delete on course_videos to kinora_app;
create policy course_counters_with_course on course_counters for select to kinora_app
    using (exists (select from courses c where c.id = course_id));
grant select on course_counters to kinora_app;

create policy enrollments_own on enrollments for select to kinora_app
    using (user_id = (select current_user_id()) or course_id in (select taught_course_ids()) or (select is_moderator()));
-- Into a free, published course people let themselves; everything paid comes from an order, which is the system's.
create policy enrollments_free on enrollments for insert to kinora_app
    with check (user_id = (select current_user_id()) and origin = 'free' and revoked_at is null and completed_at is null
        and exists (select from courses c where c.id = course_id and c.price_minor = 0 and c.published_at is not null and c.deleted_at is null));
-- A teacher lets people in and puts them out, but what was paid for only a refund takes back.
create policy enrollments_by_instructor on enrollments to kinora_app
    using (course_id in (select taught_course_ids()) and origin <> 'order')
    with check (course_id in (select taught_course_ids()) and origin <> 'order');
-- Who was put out stays out: leaving and coming in again would undo it.
create policy enrollments_leave on enrollments for delete to kinora_app
    using (user_id = (select current_user_id()) and origin = 'free' and revoked_at is null);
grant select, delete on enrollments to kinora_app;
grant insert (id, user_id, course_id, origin, expires_at), update (expires_at, revoked_at) on enrollments to kinora_app;

-- A film of a course is seen by who is in it, and by who teaches it.
create policy videos_enrolled on videos for select to kinora_app
    using (visibility = 'course' and published_at is not null and deleted_at is null and id in (select enrolled_video_ids()));

-- The preview of a published course is open, whatever its own visibility; but only its owner can make a film a preview,
-- or anybody could open anybody's films by naming them as theirs.
-- Named to come first by letter: policies are asked in the reverse order of their names, and this one costs a look-up a row.
create policy videos_as_preview on videos for select to kinora_app
    using (visibility = 'course' and deleted_at is null
        and exists (select from courses c where c.preview_video_id = videos.id and c.instructor_id = videos.user_id
            and c.published_at is not null and c.deleted_at is null));

create view course_cards with (security_invoker) as
    select c.id, c.instructor_id, c.slug, c.title, c.description, c.level, c.language, c.price_minor, c.currency, c.published_at,
           c.preview_video_id, v.playback_hls_url as preview_video_url, v.thumbnail_url as preview_video_thumbnail,
           v.duration as preview_video_duration, n.enrollments as enrollment_count, n.lessons as lesson_count
    from courses c
    left join videos v on v.id = c.preview_video_id
    left join course_counters n on n.course_id = c.id
    where c.deleted_at is null;
comment on view course_cards is 'Courses as lists show them, with their preview (seed 1''s embedded columns).';

create view course_video_details with (security_invoker) as
    select cv.id, cv.course_id, cv.lesson_id, v.provider_uid as cloudflare_video_id, coalesce(cv.title, v.title) as title,
           coalesce(cv.description, v.description) as description, v.duration, v.thumbnail_url, v.status, v.playback_hls_url,
           v.playback_dash_url, v.processing_progress, v.error_message, v.metadata, cv.created_at,
           greatest(cv.updated_at, v.updated_at) as updated_at, cv.position, cv.video_id
    from course_videos cv
    join videos v on v.id = cv.video_id;
comment on view course_video_details is 'Lessons with their film: the sixteen columns of seed 2, then position and video_id.';
grant select on course_cards, course_video_details to kinora_app, kinora_worker;

-- --- Finding -----------------------------------------------------------------------------------------------------------
-- Under row-level security a condition may use an index only if it cannot leak, and searching for words, letters, tags or JSON
-- is not known not to: people's own queries would read whole tables. These look with the owner's eyes, say which rows, and
-- repeat the policies' conditions; what they return is then fetched under the policies like anything else.

create function letters_pattern(letters text) returns text
    language sql immutable parallel safe
    set search_path = pg_catalog
    return '%' || regexp_replace(lower(letters), '([\\%_])', '\\\1', 'g') || '%';
comment on function letters_pattern(text) is 'Letters as a pattern for LIKE, to be found anywhere, with nothing special in them.';

-- Each is planned anew for the word it is given: a rare one is found by its index, a common one soonest by walking from the newest
-- film down. What a common word matches is not ranked whole but among the newest.

create function search_videos(words text, most integer default 200, among integer default 500)
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
               and v.visibility = 'public' and v.published_at is not null and v.deleted_at is null
             order by v.published_at desc limit among)
            union all
            (select v.id, 0::real, v.published_at
             from videos v
             where search_text(v.title, v.description) like letters_pattern(words)
               and v.visibility = 'public' and v.published_at is not null and v.deleted_at is null
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
comment on function search_videos(text, integer, integer) is
    'Public videos and the viewer''s own by words or by letters in a row, best first among the newest so many that match.';

create function search_transcripts(words text, most integer default 200, among integer default 500)
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
              and (v.published_at is not null
                       and (v.visibility = 'public' or v.visibility = 'course' and v.id in (select enrolled_video_ids()))
                   or v.user_id = current_user_id())
            limit among) found
        order by 3 desc, found.published_at desc nulls last, found.position
        limit most;
end $$;
comment on function search_transcripts(text, integer, integer) is
    'What is said in public videos, the viewer''s own and those of their courses, by words or by letters in a row, best first.';

create function search_courses(words text, most integer default 200) returns table (id uuid, rank real)
    language sql stable security definer parallel safe rows 100
    set search_path = public, pg_temp
    begin atomic
        select c.id, ts_rank(c.search, websearch_to_tsquery('simple', words))
        from courses c
        where (c.search @@ websearch_to_tsquery('simple', words) or search_text(c.title, c.description) like letters_pattern(words))
          and c.published_at is not null and c.deleted_at is null
        order by 2 desc, c.published_at desc
        limit most;
    end;
comment on function search_courses(text, integer) is 'Published courses by words or by letters in a row, best first.';

create function tagged_videos(tag text, before timestamptz default 'infinity', most integer default 200)
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
        order by v.published_at desc limit most;
end $$;
comment on function tagged_videos(text, timestamptz, integer) is 'Public videos with a tag, newest first, a page at a time.';

revoke execute on function search_videos(text, integer, integer), search_transcripts(text, integer, integer),
    search_courses(text, integer), tagged_videos(text, timestamptz, integer) from public;
grant execute on function search_videos(text, integer, integer), search_transcripts(text, integer, integer),
    search_courses(text, integer), tagged_videos(text, timestamptz, integer) to kinora_app, kinora_worker;

-- --- Watching ----------------------------------------------------------------------------------------------------------

create function covered_seconds(watched int4multirange) returns integer
    language sql immutable parallel safe
    set search_path = pg_catalog
    return (select coalesce(sum(upper(part) - lower(part)), 0)::integer from unnest(watched) part);
comment on function covered_seconds(int4multirange) is 'How many different seconds were watched; watching twice counts once.';

create table video_views (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    video_id uuid not null references videos on delete cascade,
    course_id uuid references courses on delete set null,
    watched int4multirange not null default '{}' constraint video_views_watched_bounded check (lower(watched) >= 0 and not lower_inf(watched) and not upper_inf(watched)),
    duration_seconds integer not null constraint video_views_duration_positive check (duration_seconds > 0),
    watched_duration integer generated always as (covered_seconds(watched)) stored,
    percentage numeric(5, 2) generated always as (least(100, round(100.0 * covered_seconds(watched) / duration_seconds, 2))) stored,
    completed boolean generated always as (covered_seconds(watched) >= ceil(duration_seconds * 0.9)) stored,
    completed_at timestamptz,
    last_position numeric(10, 3) not null default 0 constraint video_views_position_non_negative check (last_position >= 0),
    viewed_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint video_views_user_video_key unique (user_id, video_id)
) with (fillfactor = 80);
comment on table video_views is 'What each person watched of each video.';
comment on column video_views.id is 'Key.';
comment on column video_views.user_id is 'Who.';
comment on column video_views.video_id is 'Which video.';
comment on column video_views.course_id is 'In which course it was last watched.';
comment on column video_views.watched is 'The seconds watched, as ranges; watching a part twice does not add to them.';
comment on column video_views.duration_seconds is 'How long the video was then; a replaced film does not change what was achieved.';
comment on column video_views.watched_duration is 'Different seconds watched; derived.';
comment on column video_views.percentage is 'Share watched; derived.';
comment on column video_views.completed is 'Whether nine tenths were watched; derived.';
comment on column video_views.completed_at is 'When that was first so; kept by trigger.';
comment on column video_views.last_position is 'Where they stopped, to go on from.';
comment on column video_views.viewed_at is 'When they last watched.';
comment on column video_views.created_at is 'When they first watched.';
comment on column video_views.updated_at is 'When the row last changed.';
-- History and "continue watching".
create index video_views_user_idx on video_views (user_id, viewed_at desc);
create index video_views_video_idx on video_views (video_id);
create index video_views_course_idx on video_views (course_id, user_id) where course_id is not null;

create function stamp_completion() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    if tg_op = 'INSERT' and session_user = 'kinora_app' then
        -- Who could say how long a film is could call any part of it the whole.
        new.duration_seconds := coalesce((select ceil(v.duration)::integer from videos v where v.id = new.video_id), new.duration_seconds);
    end if;
    if new.completed_at is null and covered_seconds(new.watched) >= ceil(new.duration_seconds * 0.9) then
        new.completed_at := clock_timestamp();
    end if;
    return new;
end $$;
comment on function stamp_completion() is 'Trigger: takes the length from the video and remembers when somebody first got through.';
create trigger video_views_completion before insert or update of watched on video_views for each row execute function stamp_completion();
create trigger video_views_touch before update on video_views for each row execute function touch_updated_at();
select secure_table('video_views');
create policy video_views_own on video_views to kinora_app
    using (user_id = (select current_user_id()))
    with check (user_id = (select current_user_id()) and exists (select from videos v where v.id = video_id)
        and (course_id is null or course_id in (select enrolled_course_ids() union all select taught_course_ids())));
-- A teacher sees how far the people of a course are, in that course.
create policy video_views_by_instructor on video_views for select to kinora_app using (course_id in (select taught_course_ids()));
grant select, delete on video_views to kinora_app;
grant insert (id, user_id, video_id, course_id, watched, duration_seconds, last_position, viewed_at),
      update (watched, last_position, viewed_at, course_id) on video_views to kinora_app;

-- --- Quizzes -----------------------------------------------------------------------------------------------------------

create table quizzes (
    id uuid primary key default uuidv7(),
    course_id uuid not null references courses on delete cascade,
    video_id uuid not null references videos on delete cascade,
    title text not null constraint quizzes_title_length check (length(title) between 1 and 255),
    video_timestamp numeric(10, 3) constraint quizzes_timestamp_non_negative check (video_timestamp >= 0),
    pass_percentage numeric(5, 2) not null default 60 constraint quizzes_pass_range check (pass_percentage between 0 and 100),
    published_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
comment on table quizzes is 'Questions at a moment of a lesson.';
comment on column quizzes.id is 'Key.';
comment on column quizzes.course_id is 'In which course.';
comment on column quizzes.video_id is 'At which video.';
comment on column quizzes.title is 'As shown.';
comment on column quizzes.video_timestamp is 'The second at which it opens; null: at the end.';
comment on column quizzes.pass_percentage is 'What counts as passed.';
comment on column quizzes.published_at is 'When learners could first see it; hidden while null.';
comment on column quizzes.created_at is 'When it was made.';
comment on column quizzes.updated_at is 'When it last changed; its version.';
create index quizzes_course_idx on quizzes (course_id);
create index quizzes_video_idx on quizzes (video_id, video_timestamp);
create trigger quizzes_touch before update on quizzes for each row execute function touch_updated_at();
create trigger quizzes_audit after insert or update or delete on quizzes for each row execute function audit('quiz');
select secure_table('quizzes');

create table quiz_questions (
    id uuid primary key default uuidv7(),
    quiz_id uuid not null references quizzes on delete cascade,
    position integer not null constraint quiz_questions_position_positive check (position > 0),
    question jsonb not null constraint quiz_questions_question_object check (jsonb_typeof(question) = 'object' and question ? 'text'),
    answer jsonb not null constraint quiz_questions_answer_given check (jsonb_typeof(answer) in ('array', 'number', 'string', 'boolean')),
    points integer not null default 1 constraint quiz_questions_points_positive check (points > 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint quiz_questions_place_key unique (quiz_id, position) deferrable initially deferred
);
comment on table quiz_questions is 'The questions of a quiz.';
comment on column quiz_questions.id is 'Key.';
comment on column quiz_questions.quiz_id is 'Which quiz.';
comment on column quiz_questions.position is 'Its place, from 1.';
comment on column quiz_questions.question is 'Object: {"text": …, "kind": "choice", "options": […], "explanation": …}.';
comment on column quiz_questions.answer is 'The right answer: an index, indices, a text or a truth; learners cannot read it.';
comment on column quiz_questions.points is 'What it counts.';
comment on column quiz_questions.created_at is 'When it was made.';
comment on column quiz_questions.updated_at is 'When it last changed; its version.';
create trigger quiz_questions_touch before update on quiz_questions for each row execute function touch_updated_at();
select secure_table('quiz_questions');

create policy quizzes_by_instructor on quizzes to kinora_app
    using (course_id in (select taught_course_ids())) with check (course_id in (select taught_course_ids()));
create policy quizzes_enrolled on quizzes for select to kinora_app
    using (published_at is not null and course_id in (select enrolled_course_ids()));
grant select, insert, update, delete on quizzes to kinora_app;
create policy quiz_questions_by_instructor on quiz_questions to kinora_app
    using (exists (select from quizzes q where q.id = quiz_id and q.course_id in (select taught_course_ids())))
    with check (exists (select from quizzes q where q.id = quiz_id and q.course_id in (select taught_course_ids())));
-- Learners see the questions through learner_questions, without the answers.
grant select, insert, update, delete on quiz_questions to kinora_app;
create view learner_questions with (security_barrier) as
    select qq.id, qq.quiz_id, qq.position, qq.question - 'explanation' as question, qq.points
    from quiz_questions qq
    join quizzes q on q.id = qq.quiz_id
    where q.published_at is not null and q.course_id in (select enrolled_course_ids());
comment on view learner_questions is 'Questions as learners see them: no answer, no explanation. Runs as its owner; its own condition guards it.';
grant select on learner_questions to kinora_app, kinora_worker;

create function answer_points(graded jsonb) returns integer
    language sql immutable parallel safe
    set search_path = pg_catalog
    return (select coalesce(sum((each ->> 'points')::integer) filter (where (each ->> 'correct')::boolean), 0)::integer
            from jsonb_array_elements(graded) each);
comment on function answer_points(jsonb) is 'Points of the answers graded right.';
create function possible_points(graded jsonb) returns integer
    language sql immutable parallel safe
    set search_path = pg_catalog
    return (select coalesce(sum((each ->> 'points')::integer), 0)::integer from jsonb_array_elements(graded) each);
comment on function possible_points(jsonb) is 'Points there were to get.';

create table quiz_attempts (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    quiz_id uuid references quizzes on delete set null,
    video_id uuid not null references videos on delete cascade,
    course_id uuid not null references courses on delete cascade,
    video_timestamp numeric(10, 3) not null constraint quiz_attempts_timestamp_non_negative check (video_timestamp >= 0),
    questions jsonb not null constraint quiz_attempts_questions_array check (jsonb_typeof(questions) = 'array' and jsonb_array_length(questions) > 0),
    user_answers jsonb not null constraint quiz_attempts_answers_array check (jsonb_typeof(user_answers) = 'array'),
    graded_answers jsonb not null default '[]' constraint quiz_attempts_graded_array check (jsonb_typeof(graded_answers) = 'array'),
    score integer generated always as (answer_points(graded_answers)) stored,
    total_questions integer generated always as (jsonb_array_length(questions)) stored,
    percentage numeric(5, 2) generated always as (
        round(100.0 * answer_points(graded_answers) / nullif(possible_points(graded_answers), 0), 2)) stored,
    quiz_duration_seconds integer constraint quiz_attempts_duration_counted check (quiz_duration_seconds >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
comment on table quiz_attempts is 'Every attempt at a quiz, with its questions as they were then.';
comment on column quiz_attempts.id is 'Key.';
comment on column quiz_attempts.user_id is 'Who.';
comment on column quiz_attempts.quiz_id is 'Which quiz, while it exists.';
comment on column quiz_attempts.video_id is 'At which video.';
comment on column quiz_attempts.course_id is 'In which course.';
comment on column quiz_attempts.video_timestamp is 'The second at which it was taken.';
comment on column quiz_attempts.questions is 'Array: the questions as shown [{"id": …, "text": …, "options": […]}].';
comment on column quiz_attempts.user_answers is 'Array: what was answered, in the same order; null where nothing was.';
comment on column quiz_attempts.graded_answers is 'Array, written by the grader alone: [{"question": id, "correct": true, "points": 1}].';
comment on column quiz_attempts.score is 'Points won; derived.';
comment on column quiz_attempts.total_questions is 'How many questions; derived.';
comment on column quiz_attempts.percentage is 'Share of the points; derived.';
comment on column quiz_attempts.quiz_duration_seconds is 'How long it took.';
comment on column quiz_attempts.created_at is 'When it was handed in.';
comment on column quiz_attempts.updated_at is 'When the row last changed.';
-- The video page: somebody's attempts at a video, newest first.
create index quiz_attempts_video_page_idx on quiz_attempts (user_id, video_id, created_at desc);
create index quiz_attempts_course_idx on quiz_attempts (course_id, created_at desc);
create index quiz_attempts_video_idx on quiz_attempts (video_id);
create index quiz_attempts_quiz_idx on quiz_attempts (quiz_id);

create function grade_attempt() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    if new.quiz_id is not null and session_user = 'kinora_app' then
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
revoke execute on function grade_attempt() from public;
comment on function grade_attempt() is 'Trigger: fills in the questions and grades the answers against the quiz, whatever the client sent.';
create trigger quiz_attempts_graded before insert on quiz_attempts for each row execute function grade_attempt();
create trigger quiz_attempts_touch before update on quiz_attempts for each row execute function touch_updated_at();
select secure_table('quiz_attempts');
create policy quiz_attempts_own on quiz_attempts for select to kinora_app using (user_id = (select current_user_id()));
create policy quiz_attempts_take on quiz_attempts for insert to kinora_app
    with check (user_id = (select current_user_id()) and quiz_id is not null
        and exists (select from quizzes q where q.id = quiz_id and q.course_id = quiz_attempts.course_id and q.video_id = quiz_attempts.video_id));
create policy quiz_attempts_by_instructor on quiz_attempts for select to kinora_app using (course_id in (select taught_course_ids()));
grant select on quiz_attempts to kinora_app;
grant insert (id, user_id, quiz_id, video_id, course_id, video_timestamp, questions, user_answers, quiz_duration_seconds) on quiz_attempts to kinora_app;

create table quiz_videos (
    id uuid primary key default uuidv7(),
    quiz_id uuid not null references quizzes on delete cascade,
    video_id uuid not null references videos on delete restrict,
    position integer not null constraint quiz_videos_position_positive check (position > 0),
    title text constraint quiz_videos_title_length check (length(title) between 1 and 255),
    description text,
    created_at timestamptz not null default now(),
    constraint quiz_videos_quiz_video_key unique (quiz_id, video_id),
    constraint quiz_videos_place_key unique (quiz_id, position) deferrable initially deferred
);
comment on table quiz_videos is 'Films that explain the questions of a quiz.';
comment on column quiz_videos.id is 'Key.';
comment on column quiz_videos.quiz_id is 'Which quiz.';
comment on column quiz_videos.video_id is 'Which film, whoever hosts it.';
comment on column quiz_videos.position is 'Its place, from 1.';
comment on column quiz_videos.title is 'Title here; null means the film''s own.';
comment on column quiz_videos.description is 'Description here; null means the film''s own.';
comment on column quiz_videos.created_at is 'When it was added.';
create index quiz_videos_video_idx on quiz_videos (video_id);
select secure_table('quiz_videos');
create policy quiz_videos_with_quiz on quiz_videos for select to kinora_app using (exists (select from quizzes q where q.id = quiz_id));
create policy quiz_videos_by_instructor on quiz_videos to kinora_app
    using (exists (select from quizzes q where q.id = quiz_id and q.course_id in (select taught_course_ids())))
    with check (exists (select from quizzes q where q.id = quiz_id and q.course_id in (select taught_course_ids())));
grant select, insert, update, delete on quiz_videos to kinora_app;

-- --- Reflections -------------------------------------------------------------------------------------------------------

create type reflection_type as enum ('voice', 'screenshot', 'loom', 'text');
comment on type reflection_type is 'How a learner answers; the older kinds by purpose are gone.';

create table reflections (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    course_id uuid not null references courses on delete cascade,
    video_id uuid not null references videos on delete cascade,
    reflection_prompt text constraint reflections_prompt_length check (length(reflection_prompt) <= 2000),
    reflection_text text constraint reflections_text_length check (length(reflection_text) between 1 and 20000),
    reflection_type reflection_type not null,
    file_url text constraint reflections_file_length check (length(file_url) <= 2000),
    duration_seconds numeric(10, 3) constraint reflections_duration_positive check (duration_seconds > 0),
    video_timestamp_seconds numeric(10, 3) constraint reflections_timestamp_non_negative check (video_timestamp_seconds >= 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    constraint reflections_text_has_text check (reflection_type <> 'text' or reflection_text is not null),
    constraint reflections_media_has_file check (reflection_type = 'text' or file_url is not null),
    constraint reflections_voice_has_length check (reflection_type <> 'voice' or duration_seconds is not null)
);
comment on table reflections is 'What learners say about a lesson, by voice, picture, screen recording or text.';
comment on column reflections.id is 'Key.';
comment on column reflections.user_id is 'Who.';
comment on column reflections.course_id is 'In which course.';
comment on column reflections.video_id is 'About which video.';
comment on column reflections.reflection_prompt is 'What was asked.';
comment on column reflections.reflection_text is 'What was written; nothing is ever read out of it.';
comment on column reflections.reflection_type is 'How.';
comment on column reflections.file_url is 'Where the recording or picture is.';
comment on column reflections.duration_seconds is 'How long the recording is.';
comment on column reflections.video_timestamp_seconds is 'At which second of the video.';
comment on column reflections.created_at is 'When.';
comment on column reflections.updated_at is 'When it last changed; its version.';
comment on column reflections.deleted_at is 'When its author took it back.';
-- The video page: somebody's reflections on a video, of a kind or of all, newest first.
create index reflections_video_page_idx on reflections (user_id, video_id, reflection_type, created_at desc);
create index reflections_voice_memos_idx on reflections (user_id, video_id, created_at desc) where reflection_type = 'voice' and file_url is not null;
-- The teacher's inbox of a course.
create index reflections_course_idx on reflections (course_id, created_at desc);
create index reflections_video_idx on reflections (video_id);
create trigger reflections_touch before update on reflections for each row execute function touch_updated_at();
create trigger reflections_audit after insert or update or delete on reflections for each row execute function audit('reflection');
select secure_table('reflections');
create policy reflections_own on reflections for all to kinora_app
    using (user_id = (select current_user_id()))
    with check (user_id = (select current_user_id()) and course_id in (select enrolled_course_ids() union all select taught_course_ids())
        and exists (select from course_videos cv where cv.course_id = reflections.course_id and cv.video_id = reflections.video_id));
create policy reflections_by_instructor on reflections for select to kinora_app
    using (deleted_at is null and course_id in (select taught_course_ids()));
grant select, insert, update, delete on reflections to kinora_app;

create table reflection_responses (
    id uuid primary key default uuidv7(),
    reflection_id uuid not null references reflections on delete cascade,
    author_id uuid not null references users on delete cascade,
    response text not null constraint reflection_responses_length check (length(response) between 1 and 20000),
    read_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
comment on table reflection_responses is 'What the teacher answers, as often as needed (seed 5''s instructor_response).';
comment on column reflection_responses.id is 'Key.';
comment on column reflection_responses.reflection_id is 'To which reflection.';
comment on column reflection_responses.author_id is 'Who answers.';
comment on column reflection_responses.response is 'The answer.';
comment on column reflection_responses.read_at is 'When the learner read it.';
comment on column reflection_responses.created_at is 'When it was written.';
comment on column reflection_responses.updated_at is 'When it last changed; its version.';
create index reflection_responses_reflection_idx on reflection_responses (reflection_id, created_at);
create index reflection_responses_author_idx on reflection_responses (author_id);
create trigger reflection_responses_touch before update on reflection_responses for each row execute function touch_updated_at();
create trigger reflection_responses_audit after insert or update or delete on reflection_responses for each row execute function audit('reflection_response');
select secure_table('reflection_responses');
create policy reflection_responses_seen on reflection_responses for select to kinora_app
    using (exists (select from reflections r where r.id = reflection_id));
create policy reflection_responses_by_instructor on reflection_responses to kinora_app
    using (author_id = (select current_user_id()))
    with check (author_id = (select current_user_id())
        and exists (select from reflections r where r.id = reflection_id and r.course_id in (select taught_course_ids())));
grant select, insert, update, delete on reflection_responses to kinora_app;

create table notes (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    video_id uuid not null references videos on delete cascade,
    video_timestamp_seconds numeric(10, 3) not null constraint notes_timestamp_non_negative check (video_timestamp_seconds >= 0),
    content text not null constraint notes_content_length check (length(content) between 1 and 20000),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
comment on table notes is 'Private notes at a moment of a video.';
comment on column notes.id is 'Key.';
comment on column notes.user_id is 'Whose.';
comment on column notes.video_id is 'At which video.';
comment on column notes.video_timestamp_seconds is 'At which second.';
comment on column notes.content is 'What they noted.';
comment on column notes.created_at is 'When.';
comment on column notes.updated_at is 'When it last changed; its version.';
create index notes_user_video_idx on notes (user_id, video_id, video_timestamp_seconds);
create index notes_video_idx on notes (video_id);
create trigger notes_touch before update on notes for each row execute function touch_updated_at();
select secure_table('notes');
create policy notes_own on notes to kinora_app
    using (user_id = (select current_user_id()))
    with check (user_id = (select current_user_id()) and exists (select from videos v where v.id = video_id));
grant select, insert, update, delete on notes to kinora_app;

create table certificates (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    course_id uuid not null references courses on delete restrict,
    number text not null default upper(replace(gen_random_uuid()::text, '-', '')) constraint certificates_number_form check (number ~ '^[0-9A-F]{32}$'),
    recipient_name text not null constraint certificates_recipient_length check (length(recipient_name) between 1 and 200),
    issued_at timestamptz not null default now(),
    revoked_at timestamptz,
    constraint certificates_user_course_key unique (user_id, course_id),
    constraint certificates_number_key unique (number)
);
comment on table certificates is 'Proof that somebody completed a course; a course with certificates cannot be deleted.';
comment on column certificates.id is 'Key.';
comment on column certificates.user_id is 'Whose.';
comment on column certificates.course_id is 'Which course.';
comment on column certificates.number is 'What a third party checks it by.';
comment on column certificates.recipient_name is 'The name on it, as it was then.';
comment on column certificates.issued_at is 'When.';
comment on column certificates.revoked_at is 'When it was taken back; stands while null.';
create index certificates_course_idx on certificates (course_id);
create trigger certificates_audit after insert or update or delete on certificates for each row execute function audit('certificate');
select secure_table('certificates');
create policy certificates_own on certificates for select to kinora_app
    using (user_id = (select current_user_id()) or course_id in (select taught_course_ids()));
grant select on certificates to kinora_app;

create view course_progress with (security_invoker) as
    select e.user_id, e.course_id, c.title, n.lessons as total_videos,
           (select count(*) from course_videos cv
            join video_views vv on vv.video_id = cv.video_id and vv.user_id = e.user_id
            where cv.course_id = e.course_id and vv.completed_at is not null) as viewed_videos
    from enrollments e
    join courses c on c.id = e.course_id
    join course_counters n on n.course_id = e.course_id
    where e.revoked_at is null;
comment on view course_progress is 'How far each enrolled person is: lessons, and lessons completed.';
grant select on course_progress to kinora_app, kinora_worker;

-- --- Maintenance -------------------------------------------------------------------------------------------------------

create function purge_bin(now_is timestamptz default now(), kept interval default interval '30 days', most integer default 500) returns bigint
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        -- A film that a lesson or a quiz still shows would be refused, and everything else with it.
        with doomed as (
                 select id from videos v
                 where deleted_at < now_is - kept
                   and not exists (select from course_videos cv where cv.video_id = v.id)
                   and not exists (select from quiz_videos qv where qv.video_id = v.id)
                 order by deleted_at limit most),
             gone as (delete from videos v using doomed d where v.id = d.id returning 1),
             lists as (delete from playlists where deleted_at < now_is - kept returning 1)
        select count(*) from gone;
    end;
comment on function purge_bin(timestamptz, interval, integer) is
    'Deletes for good what lay in the bin long enough, at most so many videos a call; says how many. Their bytes are collected as orphans.';
revoke execute on function purge_bin(timestamptz, interval, integer) from public;
grant execute on function purge_bin(timestamptz, interval, integer) to kinora_worker;
