-- The data set that every answer of the schema tests is known for. A name after a colon is a key: always the same one for the same name.
-- ada teaches meditation and bob yoga; lin learns, mal intrudes, moe moderates, amy administers, sam did until he was suspended.

set session authorization kinora_worker;
set app.actor = 'fixture';

insert into users (id, email, password_hash, username, display_name, role, created_at, subscription_tier) values
    (:ada, 'ada@example.org', '$argon2id$ada', 'ada', 'Ada', 'member', '2026-01-01', 'pro'),
    (:bob, 'bob@example.org', '$argon2id$bob', 'bob', 'Bob', 'member', '2026-01-01', 'free'),
    (:lin, 'lin@example.org', '$argon2id$lin', 'lin', 'Lin', 'member', '2026-01-02', 'free'),
    (:mal, 'mal@example.org', '$argon2id$mal', 'mal', 'Mal', 'member', '2026-01-03', 'free'),
    (:moe, 'moe@example.org', '$argon2id$moe', 'moe', 'Moe', 'moderator', '2026-01-04', 'free'),
    (:amy, 'amy@example.org', '$argon2id$amy', 'amy', 'Amy', 'admin', '2026-01-05', 'free'),
    (:sam, 'sam@example.org', '$argon2id$sam', 'sam', 'Sam', 'admin', '2026-01-06', 'free');
update users set status = 'suspended' where id = :sam;
update users set verified_at = '2026-01-02' where id = :ada;

insert into sessions (user_id, token_hash, expires_at) values (:ada, sha256('session'), '2099-01-01');
insert into password_reset_tokens (user_id, token_hash, expires_at) values (:ada, sha256('reset'), '2099-01-01');
insert into email_verifications (user_id, email, token_hash, expires_at) values (:ada, 'new@example.org', sha256('proof'), '2099-01-01');
insert into api_keys (id, user_id, key_hash, key_prefix, name) values (:key, :ada, sha256('key'), 'kin_abcd', 'Production');
insert into avatars (user_id, picture, version) values (:ada, '\x01', '0123456789abcdef');
insert into account_exports (user_id, job_id, made_at, expires_at, file) values (:ada, :probe, now(), '2099-01-01', '\x01');
insert into throttles (key, busy_until) values (sha256('try'), '2099-01-01');
insert into api_credentials (service, user_id, token_encrypted) values ('cloudflare', :ada, '\x01');

insert into videos (id, user_id, title, visibility, status, duration, created_at, tags, description, metadata) values
    (:clip, :ada, 'Morning stretch', 'public', 'queued', 30, '2026-01-01 10:00Z', '{morning,body}', 'Wake up slowly', '{"resolution": "1920x1080", "codec": "h264", "bitrate": 5000}'),
    (:teaser, :ada, 'Why meditate', 'course', 'queued', 45, '2026-01-02 10:00Z', '{}', '', '{}'),
    (:welcome, :ada, 'Introduction to Practice', 'course', 'queued', 60, '2026-01-03 10:00Z', '{}', '', '{"resolution": "1280x720"}'),
    (:breath, :ada, 'Breathing Techniques', 'course', 'queued', 100, '2026-01-04 10:00Z', '{}', '', '{"resolution": "1920x1080"}'),
    (:guided, :ada, 'Guided Session', 'course', 'queued', 200, '2026-01-05 10:00Z', '{}', '', '{}'),
    (:rough, :ada, 'Rough cut', 'course', 'queued', null, '2026-01-06 10:00Z', '{}', '', '{}'),
    (:half, :ada, 'Half done', 'course', 'queued', null, '2026-01-07 10:00Z', '{}', '', '{}'),
    (:broken, :ada, 'Broken upload', 'course', 'queued', null, '2026-01-08 10:00Z', '{}', '', '{}'),
    (:linked, :ada, 'By address', 'unlisted', 'queued', 10, '2026-01-09 10:00Z', '{}', '', '{}'),
    (:diary, :ada, 'Diary', 'private', 'queued', 10, '2026-01-10 10:00Z', '{}', '', '{}'),
    (:soon, :ada, 'Next year', 'public', 'queued', 10, '2026-01-11 10:00Z', '{}', '', '{}'),
    (:binned, :ada, 'Thrown away', 'public', 'queued', 10, '2026-01-12 10:00Z', '{}', '', '{}'),
    (:stretch, :bob, 'Sun salutation', 'course', 'queued', 50, '2026-01-13 10:00Z', '{}', '', '{}'),
    (:trailer, :bob, 'Yoga for all', 'public', 'queued', 20, '2026-01-14 10:00Z', '{}', '', '{}'),
    (:copied, :bob, 'Copied from a film', 'public', 'queued', 20, '2026-01-15 10:00Z', '{}', '', '{}');
update videos set status = 'inprogress' where id not in (:rough);
update videos set processing_progress = 45 where id = :half;
update videos set processing_progress = 30, status = 'error', error_code = 'ERR_NON_VIDEO', error_message = 'The file is no video.' where id = :broken;
update videos set status = 'ready', processing_progress = 100, published_at = created_at, thumbnail_url = '/media/' || provider_uid || '/thumbnails/thumbnail.jpg'
where status = 'inprogress' and id <> :half;
update videos set published_at = null where id = :diary;
update videos set published_at = null, scheduled_for = '2098-01-01' where id = :soon;
update videos set deleted_at = '2026-02-01' where id = :binned;
update videos set taken_down_at = '2026-02-02', taken_down_by = :moe, taken_down_reason = 'Not yours to show' where id = :copied;

select fold_search_words();
insert into search_word_changes (come) values (to_tsvector('simple', 'morning'));
select fold_said_words();
insert into said_words (word, places) values ('evening', 3);
insert into said_word_changes (words, steps) values ('{evening,morning}', '{1,-1}');
insert into search_spellings (word, spelling, documents) values ('cafe', 'café', 1);

insert into video_metadata (video_id, width, height, fps, video_codec, audio_codec) values (:diary, 1080, 1920, 30, 'h264', 'aac');
insert into editions (id, video_id, source_key, chunks) values (:edition, :diary, 'videos/x/originals/y', 1);
insert into renditions (id, edition_id, video_id, name, codecs, bandwidth) values (:rung, :edition, :diary, '720p', 'avc1.64001f', 2000000);
insert into rendition_chunks (rendition_id, number, first_segment, durations, sizes) values (:rung, 0, 0, '{4000}', '{100000}');
insert into chapters (id, video_id, title, start_time_seconds, end_time_seconds, chapter_order, confidence_score, generated_at) values
    (:opening, :clip, 'Opening', 0, 10, 1, 0.95, '2026-01-01'), (:middle, :clip, 'Middle', 10, 30, 2, 0.40, '2026-01-01'),
    (:dawn, :diary, 'Dawn', 0, 10, 1, null, null);
insert into chapter_lists (video_id, made_from, made_at, edited_at) values (:clip, 'transcript', '2026-01-01', null), (:diary, 'person', null, '2026-01-02');
insert into captions (id, video_id, language, label, origin, vtt) values
    (:english, :diary, 'en', 'English', 'uploaded', 'WEBVTT'), (:spoken, :clip, 'en', 'English', 'generated', 'WEBVTT');
insert into transcript_segments (caption_id, video_id, position, start_time_seconds, end_time_seconds, text) values
    (:english, :diary, 1, 0, 5, 'dear diary'), (:spoken, :clip, 1, 0, 5, 'breathe in slowly');
insert into chapter_outlines (video_id, source, caption_id, duration, divisions, took_ms, made_at) values
    (:clip, 'transcript', :spoken, 30, '[{"upTo": 2, "chapters": [{"start": 0, "end": 30, "title": "Breathing", "confidence": 0.5}]}]', 12, '2026-01-01');
insert into heard_pieces (caption_id, edition_id, engine, asked, first_sample, next_sample, language, said) values
    (:spoken, :edition, 'a machine', 'und', 0, 480000, 'en', '[{"start": 0, "end": 5000, "text": "Breathe in slowly."}]');
insert into uploads (user_id, video_id, length, storage_key, expires_at) values (:ada, :diary, 10, 'uploads/00000000-0000-7000-8000-000000000001', '2099-01-01');
insert into playlists (id, user_id, title, visibility) values (:shelf, :ada, 'My shelf', 'private'), (:shown, :ada, 'For all', 'public');
insert into playlist_items (playlist_id, video_id, position) values (:shelf, :diary, 1), (:shown, :clip, 1);

insert into workers (id, name) values (:worker, 'host:1');
insert into processing_jobs (id, user_id, video_id, job_type, priority, created_at) values
    (:probe, :ada, :diary, 'extract_metadata', 1, '2026-01-10 10:00Z'), (:encode, :ada, :diary, 'compress_video', 5, '2026-01-10 10:01Z'),
    (:chapterize, :ada, :clip, 'chapter_generation', 5, '2026-01-10 10:02Z');

insert into courses (id, instructor_id, slug, title, description, curriculum, preview_video_id, price_minor, published_at) values
    (:meditation, :ada, 'advanced-meditation', 'Advanced Meditation', 'Sit still', '[{"title": "Basics", "lessons": [{"id": "lesson-1"}, {"id": "lesson-2"}]}]', :teaser, 4900, '2026-01-05'),
    (:silence, :ada, 'silence', 'Silence', 'Nothing at all', '[]', null, 0, '2026-01-06'),
    (:sketch, :ada, 'sketch', 'A course to be', '', '[]', null, 0, null),
    (:yoga, :bob, 'yoga', 'Yoga', 'Move', '[]', :trailer, 1900, '2026-01-07');
insert into course_videos (id, course_id, lesson_id, video_id, position, created_at) values
    (:lesson1, :meditation, 'lesson-1', :welcome, 1, '2026-01-03'), (:lesson2, :meditation, 'lesson-2', :breath, 2, '2026-01-04'),
    (:lesson10, :meditation, 'lesson-10', :guided, 3, '2026-01-05'), (:lesson11, :meditation, 'lesson-11', :rough, 4, '2026-01-06'),
    (:lesson12, :meditation, 'lesson-12', :half, 5, '2026-01-07'), (:lesson13, :meditation, 'lesson-13', :broken, 6, '2026-01-08'),
    (:sun, :yoga, 'sun', :stretch, 1, '2026-01-13');

insert into orders (id, user_id, currency) values (:linorder, :lin, 'EUR'), (:adaorder, :ada, 'EUR');
insert into digital_products (id, seller_id, title, storage_key, price_minor, published_at) values
    (:workbook, :ada, 'Workbook', 'products/1', 900, '2026-01-05'), (:leaflet, :ada, 'Leaflet to be', 'products/2', 100, null);
insert into order_items (id, order_id, course_id, digital_product_id, title, quantity, unit_price_minor) values
    (:linitem, :linorder, :meditation, null, 'Advanced Meditation', 1, 4900),
    (:linbook, :linorder, null, :workbook, 'Workbook', 2, 900),
    (:adaitem, :adaorder, :yoga, null, 'Yoga', 1, 1900);
update orders set status = 'paid', paid_at = '2026-01-20' where id in (:linorder, :adaorder);
insert into download_logs (user_id, digital_product_id, bytes) values (:ada, :workbook, 100), (:lin, :workbook, 100);

insert into video_views (user_id, video_id, course_id, watched, duration_seconds) values
    (:lin, :welcome, :meditation, '{[0,60)}', 60), (:lin, :breath, :meditation, '{[0,50),[40,70)}', 100), (:ada, :stretch, :yoga, '{[0,50)}', 50);
insert into quizzes (id, course_id, video_id, title, video_timestamp, published_at) values
    (:quiz, :meditation, :breath, 'Did you breathe?', 40, '2026-01-05'), (:draftquiz, :meditation, :breath, 'Not yet', 50, null),
    (:yogaquiz, :yoga, :stretch, 'Which sun?', 10, '2026-01-07');
insert into quiz_questions (id, quiz_id, position, question, answer, points) values
    (:q1, :quiz, 1, '{"text": "In or out?", "options": ["in", "out"], "explanation": "always in first"}', '0', 1),
    (:q2, :quiz, 2, '{"text": "How long?", "options": ["1", "4"], "explanation": "four"}', '1', 3),
    (:q3, :draftquiz, 1, '{"text": "Later?"}', '0', 1), (:q4, :yogaquiz, 1, '{"text": "Which?"}', '0', 1);
insert into quiz_attempts (id, user_id, quiz_id, video_id, course_id, video_timestamp, questions, user_answers, graded_answers, quiz_duration_seconds, created_at) values
    (:attempt, :lin, :quiz, :breath, :meditation, 40, '[{"text": "In or out?"}, {"text": "How long?"}]', '[0, 0]',
     '[{"question": 1, "correct": true, "points": 1}, {"question": 2, "correct": false, "points": 3}]', 12, '2026-02-01 10:00Z'),
    (:adaattempt, :ada, :yogaquiz, :stretch, :yoga, 10, '[{"text": "Which?"}]', '[0]', '[{"question": 1, "correct": true, "points": 1}]', 3, '2026-02-01 10:00Z');
insert into quiz_videos (quiz_id, video_id, position) values (:quiz, :diary, 1);
insert into reflections (id, user_id, course_id, video_id, reflection_type, reflection_text, file_url, duration_seconds, video_timestamp_seconds, created_at) values
    (:memo, :lin, :meditation, :breath, 'voice', null, '/memo.ogg', 12.5, 33.25, '2026-02-01 11:00Z'),
    (:thought, :lin, :meditation, :breath, 'text', 'It is quiet.', null, null, null, '2026-02-01 12:00Z'),
    (:adathought, :ada, :yoga, :stretch, 'text', 'It is warm.', null, null, null, '2026-02-01 12:00Z');
insert into reflection_responses (reflection_id, author_id, response) values (:memo, :ada, 'Good.'), (:adathought, :bob, 'Indeed.');
insert into notes (user_id, video_id, video_timestamp_seconds, content) values (:ada, :diary, 1, 'remember'), (:lin, :breath, 2, 'mine');
insert into certificates (user_id, course_id, recipient_name) values (:ada, :yoga, 'Ada');

insert into comments (id, video_id, chapter_id, author_id, parent_id, content, created_at) values
    (:nice, :clip, :opening, :lin, null, 'Nice!', '2026-01-02'), (:thanks, :clip, null, :ada, :nice, 'Thanks', '2026-01-03'),
    (:secret, :diary, null, :ada, null, 'To myself', '2026-01-11'), (:taken, :clip, null, :ada, null, 'Taken back', '2026-01-04'),
    (:rude, :clip, null, :bob, null, 'Rude', '2026-01-05');
update comments set deleted_at = '2026-01-05' where id = :taken;
update comments set taken_down_at = '2026-01-06', taken_down_by = :moe where id = :rude;
insert into likes (user_id, video_id, comment_id) values (:lin, :clip, null), (:ada, :clip, null), (:ada, null, :nice), (:ada, :diary, null), (:ada, null, :secret);
insert into follows (follower_id, following_id, created_at) values (:lin, :ada, '2026-01-05'), (:ada, :bob, '2026-01-05'), (:mal, :bob, '2026-01-05');
insert into subscriptions (subscriber_id, creator_id, subscription_type, expires_at) values (:lin, :ada, 'premium', '2099-01-01'), (:bob, :ada, 'basic', null), (:ada, :bob, 'pro', null);
update subscriptions set cancelled_at = '2026-02-01' where subscriber_id = :bob;
insert into notifications (user_id, kind, actor_id, video_id) values (:ada, 'comment.added', :lin, :clip);
insert into reports (reporter_id, comment_id, reason) values (:ada, :nice, 'Too nice');

insert into platform_accounts (id, user_id, platform, platform_account_id, access_token_encrypted) values (:insta, :ada, 'instagram', 'ada.meditates', '\x01');
insert into platform_posts (id, video_id, user_id, platform, platform_account_id, caption) values
    (:post, :clip, :ada, 'instagram', :insta, 'Stretch!'), (:tiktok, :clip, :ada, 'tiktok', null, null);
update platform_posts set upload_status = 'preparing' where id = :post;
update platform_posts set upload_status = 'uploading' where id = :post;
update platform_posts set upload_status = 'published', posted_at = '2026-01-20', platform_post_id = '123456789' where id = :post;
insert into post_metrics (post_id, views, likes, fetched_at) values (:post, 100, 10, '2026-02-01');
insert into video_analytics (video_id, user_id, platform, platform_post_id, views, likes, comments, shares) values (:clip, :ada, 'instagram', '123456789', 200, 20, 5, 5);
insert into watch_events (video_id, user_id, session_id, sequence, watched) values (:clip, :ada, :session, 0, '[0,10)');

insert into plays (id, video_id, user_id) values (:session, :clip, :ada);
insert into counted_views (video_id, day, viewer) values (:clip, '2026-01-20', sha256('ada'));

insert into signing_keys (user_id, public_jwk, private_key_encrypted) values (:ada, '{"kty": "RSA"}', '\x01');
insert into webhooks (id, user_id, url, secret_encrypted) values (:hook, :ada, 'https://example.org/hook', '\x01');
insert into webhook_deliveries (id, webhook_id, event, payload) values (:message, :hook, 'video.ready', '{"uid": "1"}');
insert into webhook_attempts (delivery_id, number, begun_at, duration_ms, response_status, error_message)
values (:message, 1, '2026-01-10 10:00Z', 12, 500, 'The receiver answered 500.');
insert into watermark_profiles (user_id, name, storage_key, width, height) values (:ada, 'Logo', 'marks/1', 10, 10);
insert into remakes (video_id, kind, state) values (:diary, 'again', 'waiting');
insert into processing_wishes (video_id, even_loudness_at) values (:diary, now());
insert into mails (recipient, subject, text, status) values ('ada@example.org', 'Welcome', 'Hello', 'queued');
insert into doomed_media (store, path) values ('disk', 'uploads/00000000-0000-7000-8000-000000000002');
insert into alarms (kind, subject, detail) values ('disk-full', 'media', 'Make room.');

set session authorization kinora_app;
select set_config('app.current_user_id', :ada::text, false);
insert into idempotency_keys (user_id, key, operation, fingerprint, created_at, expires_at) values (:ada, 'k', 'POST /videos', sha256('body'), now(), now() + interval '1 day');
reset session authorization;
-- What the queue's functions write.
insert into job_dependencies (job_id, depends_on_job_id) values (:encode, :probe);
insert into job_types (name, lane) values ('extract_metadata', 'light'), ('compress_video', 'encode'), ('chapter_generation', 'light');
insert into job_pauses (scope) values ('chapter_generation');
insert into job_ready (class, job_id, ready_at) values (1, :probe, '2026-01-10 10:00Z');
insert into job_due (due_at, job_id) values ('2099-01-01', :chapterize);
insert into job_gated (gate, priority, job_id, gate_limit) values ('account', 5, :chapterize, 1);
insert into job_tokens (gate, job_id) values ('account', :probe);
insert into job_uniques (unique_key, job_id, holds) values ('probe of the diary', :probe, 'unfinished');
insert into job_leases (id, worker_id, job_ids) values (:worker, :worker, array[]::uuid[]);
insert into job_releases (job_id, kind) values (:probe, 'completed');
insert into dead_jobs (job_id, job_type, error_code, failed_at) values (:chapterize, 'chapter_generation', 'no-speech', '2026-01-10 11:00Z');
insert into job_events (job_id, kind, attempt, worker_id) values (:probe, 'begun', 1, :worker);
insert into job_minutes (minute, job_type, completed) values ('2026-01-10 10:00Z', 'extract_metadata', 1);
insert into job_schedules (name, job_type, cron, next_at) values ('nightly-probe', 'extract_metadata', '0 3 * * *', '2099-01-01');
refresh materialized view daily_video_stats;
analyze;
