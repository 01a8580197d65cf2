package dev.kinora.bench;

import java.util.List;

/** Videos and what belongs to them. */
final class VideoRows {
    private VideoRows() {}

    static List<Rows> all() {
        return List.of(
                videos(),
                metadata(),
                editions(),
                renditions(),
                chapters(),
                captions(),
                segments(),
                uploads(),
                playlists(),
                items());
    }

    private static Rows videos() {
        // Lessons are ready and seen in their course; of the rest most are ready and public.
        return new Rows("videos", """
                insert into videos (id, user_id, provider, provider_uid, title, description, tags, hashtags, language, visibility, status, processing_progress,
                    processing_started_at, processing_completed_at, error_code, error_message, original_filename, original_size, original_format, mime_type,
                    original_sha256, storage_key, duration, thumbnail_url, featured_at, published_at, edition_id, metadata, created_at, updated_at, deleted_at)
                select bench.video(n), bench.person(case when course is null then bench.zipf(n, 1, {users}) else bench.zipf(course, 2, {users}) end),
                    'kinora', md5('video' || n), a.pair || ' ' || b.pair, a.sentence || '. ' || b.sentence,
                    array(select bench.word(floor(400 * power(bench.u(n * 8 + i, 3), 3))::bigint) from generate_series(1, n % 5) i),
                    case when n % 4 = 0 then array[bench.word(n % 50)] else '{}' end, (array['en', 'en', 'en', 'th', 'de', 'ja'])[1 + n % 6],
                    (case when course is not null then 'course' when bench.u(n, 4) < 0.88 then 'public' when bench.u(n, 4) < 0.93 then 'unlisted' else 'private' end)::video_visibility,
                    state::video_status, case state when 'ready' then 100 when 'inprogress' then 45 else 0 end, at, case when state in ('ready', 'error') then at + interval '5 minutes' end,
                    case state when 'error' then 'ERR_NON_VIDEO' end, case state when 'error' then 'The file is not a video.' end,
                    'clip-' || n || '.mp4', 1000000 + floor(1e9 * power(bench.u(n, 6), 3)), 'mp4', 'video/mp4', sha256(('bytes' || n % ({videos} - 1000))::bytea), 'originals/' || n,
                    case when state = 'ready' then bench.seconds(n) end, '/media/' || md5('video' || n) || '/thumbnails/thumbnail.jpg',
                    case when n % 20000 = 17 then at + interval '1 hour' end,
                    case when state = 'ready' and (course is not null or (bench.u(n, 4) < 0.93 and n % 30 <> 5)) then at + interval '10 minutes' end,
                    case when state = 'ready' then bench.video(n) end,
                    case when n % 10 = 0 then '{"resolution": "1920x1080", "bitrate": "5000"}' else '{}' end::jsonb, at, at,
                    case when course is null and n % 100 = 7 then now() - interval '29 days' * bench.u(n, 8) end
                from (
                    select n, bench.course_of(n) as course, bench.at(n, {videos}) as at,
                        case when bench.course_of(n) is not null or bench.u(n, 9) < 0.97 then 'ready' when bench.u(n, 9) < 0.98 then 'error' when bench.u(n, 9) < 0.99 then 'pendingupload'
                             when bench.u(n, 9) < 0.995 then 'queued' else 'inprogress' end as state,
                        floor({phrases} * bench.u(n, 50))::bigint as first, floor({phrases} * bench.u(n, 51))::bigint as second
                    from generate_series(1, {videos}) n offset 0) x
                join bench.phrases a on a.k = first join bench.phrases b on b.k = second
                order by n
                """);
    }

    /** What the triggers would have counted, and as many words again and more as people write once. */
    static Rows words() {
        return new Rows("search_words", """
                insert into search_words (word, documents)
                select word, sum(documents) from (
                    select word, ndoc as documents from ts_stat('select search from videos where visibility = ''public'' and published_at is not null and deleted_at is null')
                    where length(word) <= 40
                    union all
                    select translate(left(md5('word' || n), 5 + n % 8), '0123456789', 'aeiourstln'), 1 from generate_series(1, 300000) n) w
                group by word
                """);
    }

    /** Every sixth word is mostly spelled with accents. */
    static Rows spellings() {
        return new Rows("search_spellings", """
                insert into search_spellings (word, spelling, documents)
                select word, translate(word, 'aeiou', 'àéîöü'), 1 + documents / 2
                from search_words where hashtext(word) % 6 = 0 and word ~ '[aeiou]'
                """);
    }

    /** As {@link #words()}: what is said, and what recognition of speech makes up. */
    static Rows said() {
        return new Rows("said_words", """
                insert into said_words (word, places)
                select word, sum(places) from (
                    select word, ndoc as places from ts_stat($$
                        select t.search from transcript_segments t join videos v on v.id = t.video_id
                        where v.visibility = 'public' and v.published_at is not null and v.deleted_at is null$$)
                    where length(word) <= 40
                    union all
                    select translate(left(md5('said' || n), 5 + n % 8), '0123456789', 'aeiourstln'), 1 from generate_series(1, 300000) n) w
                group by word
                """);
    }

    private static Rows metadata() {
        return new Rows("video_metadata", """
                insert into video_metadata (video_id, width, height, fps, bitrate, video_codec, audio_codec, audio_channels, created_at)
                select bench.video(n), case when n % 4 = 0 then 1080 else 1920 end, case when n % 4 = 0 then 1920 else 1080 end, 30, 5000000, 'h264', 'aac', 2, bench.at(n, {videos})
                from generate_series(1, {videos}) n
                """);
    }

    private static Rows editions() {
        return new Rows("editions", """
                insert into editions (video_id, source_key, chunks, playable_at)
                select bench.video(1 + 5 * (n - 1)), 'videos/x/originals/x', 5, now() from generate_series(1, {renditions} / 3) n
                """);
    }

    private static Rows renditions() {
        return new Rows("renditions", """
                insert into renditions (edition_id, video_id, name, width, height, codecs, bandwidth, segments, bytes, completed_at)
                select (select id from editions e where e.video_id = bench.video(1 + 5 * ((n - 1) / 3))), bench.video(1 + 5 * ((n - 1) / 3)), (array['360p', '720p', '1080p'])[1 + (n - 1) % 3], 1280, 720, 'avc1.64001f,mp4a.40.2', 2000000, 40, 9000000, now()
                from generate_series(1, {renditions}) n
                """);
    }

    private static Rows chapters() {
        // Five to every fifth film.
        return new Rows("chapters", """
                insert into chapters (id, video_id, title, description, start_time_seconds, end_time_seconds, chapter_order, generated_at, confidence_score)
                select bench.chapter(n), bench.video(5 * ((n - 1) / 5 + 1)), p.pair, p.sentence, round(place * length / 5, 3), round((place + 1) * length / 5, 3), place + 1, now(), 0.8
                from (select n, (n - 1) % 5 as place, bench.seconds(5 * ((n - 1) / 5 + 1))::numeric as length from generate_series(1, {chapters}) n offset 0) x
                join bench.phrases p on p.k = n % {phrases}
                """);
    }

    private static Rows captions() {
        return new Rows("captions", """
                insert into captions (id, video_id, language, label, origin, status, vtt)
                select bench.caption(n), bench.video(4 * n), 'en', 'English', 'generated', 'ready', E'WEBVTT\\n\\n00:00.000 --> 00:04.000\\n' || repeat(p.sentence || E'\\n', 12)
                from generate_series(1, {captions}) n join bench.phrases p on p.k = n % {phrases}
                """);
    }

    private static Rows segments() {
        return new Rows("transcript_segments", """
                insert into transcript_segments (caption_id, video_id, position, start_time_seconds, end_time_seconds, text)
                select bench.caption((n - 1) / 10 + 1), bench.video(4 * ((n - 1) / 10 + 1)), (n - 1) % 10 + 1, (n - 1) % 10 * 4, (n - 1) % 10 * 4 + 4, p.sentence
                from generate_series(1, {segments}) n join bench.phrases p on p.k = n * 7 % {phrases}
                """);
    }

    private static Rows uploads() {
        return new Rows("uploads", """
                insert into uploads (user_id, video_id, length, received, storage_key, expires_at, completed_at, created_at)
                select bench.person(bench.zipf(n, 60, {users})), bench.video(n * 20), 1000000, case when n % 20 = 0 then 4096 else 1000000 end, 'uploads/' || gen_random_uuid(),
                    now() + interval '1 day', case when n % 20 <> 0 then bench.at(n, {uploads}) end, bench.at(n, {uploads})
                from generate_series(1, {uploads}) n
                """);
    }

    private static Rows playlists() {
        return new Rows("playlists", """
                insert into playlists (id, user_id, title, visibility, created_at)
                select bench.playlist(n), bench.person(bench.zipf(n, 61, {users})), 'List ' || n, (array['public', 'private'])[1 + n % 2]::video_visibility, bench.at(n, {playlists})
                from generate_series(1, {playlists}) n
                """);
    }

    private static Rows items() {
        return new Rows("playlist_items", """
                insert into playlist_items (playlist_id, video_id, position)
                select bench.playlist(list), bench.video(v), row_number() over (partition by list order by v)
                from (select distinct (n - 1) / 10 + 1 as list, bench.zipf(n, 62, {videos}) as v from generate_series(1, {items}) n) x
                """);
    }
}
