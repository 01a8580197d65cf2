-- Which query each index serves: one entry an index, named by the comment above its query; reviewed by people.
-- docs/schema.md quotes the sentences and the queries. The test IndexQueriesTest asks PostgreSQL to plan each query: an index
-- without an entry, an entry without an index, and an index that its own query does not use, all fail.

-- account_exports_expires_idx: Exports of accounts that have expired, to be deleted.
select user_id from account_exports where expires_at < $1 order by expires_at limit 500;

-- alarms_open: One open alarm a condition: a repeated one is counted in its row.
select occurrences from alarms where kind = $1 and subject = $2 and cleared_at is null;

-- api_credentials_owner_key: The token with which a service is called for somebody, or for the installation.
select token_encrypted from api_credentials where service = $1 and coalesce(user_id, '00000000-0000-0000-0000-000000000000') = $2;

-- api_credentials_user_idx: Deleting a person takes their credentials along.
select id from api_credentials where user_id = $1;

-- api_keys_deleted_idx: Keys taken off their owner's list, to be forgotten.
select id from api_keys where deleted_at < $1 order by deleted_at limit 500;

-- api_keys_hash_key: Every request of the API looks its key up.
select user_id, scopes, expires_at, revoked_at from api_keys where key_hash = $1;

-- api_keys_prefix_idx: The admin finds a key that turned up in a log by its first letters.
select id, user_id, name from api_keys where key_prefix = $1;

-- api_keys_user_idx: Settings: one's own keys, newest first.
select id, name, key_prefix from api_keys where user_id = $1 order by created_at desc;

-- audit_logs_action: The trail, one sort of act, newest first.
select * from audit_logs where action = $1 order by created_at desc limit 50;

-- audit_logs_actor: The trail, one actor, newest first.
select * from audit_logs where actor_type = $1 and actor_id = $2 order by created_at desc limit 50;

-- audit_logs_resource: The trail of one thing: what was done to this video.
select * from audit_logs where resource_type = $1 and resource_id = $2 order by created_at desc limit 50;

-- audit_logs_time: The trail without a filter, page by page, and its export in order.
select * from audit_logs where (created_at, id) < ($1, $2) order by created_at desc, id desc limit 50;

-- audit_logs_user_time: The trail of one person, newest first.
select * from audit_logs where user_id = $1 order by created_at desc limit 50;

-- captions_shown_key: Which captions of a video are shown unasked; never two.
update captions set shown_unasked = false where video_id = $1 and shown_unasked and id <> $2;

-- certificates_course_idx: A course's certificates; deleting a course asks whether there are any.
select number, recipient_name from certificates where course_id = $1;

-- chapter_outlines_caption_idx: What was proposed of captions; deleting these forgets of which it was.
select video_id, made_at from chapter_outlines where caption_id = $1;

-- comments_author_idx: Everything somebody said, newest first, for moderation and for their own list.
select id, video_id, content from comments where author_id = $1 order by created_at desc limit 50;

-- comments_chapter_idx: The comments on a chapter; deleting a chapter detaches them.
select id, content from comments where chapter_id = $1;

-- comments_deleted_idx: The monthly clearing asks for what was taken back long ago.
select id from comments where deleted_at < $1 order by deleted_at limit 5000;

-- comments_parent_idx: The answers to a comment, oldest first.
select id, author_id, content from comments where parent_id = $1 order by created_at;

-- comments_taken_down_by_idx: What a moderator took down; deleting their account detaches it.
select id from comments where taken_down_by = $1 order by taken_down_at desc;

-- comments_thread_idx: The threads under a video, newest first.
select id, author_id, content from comments where video_id = $1 and parent_id is null and deleted_at is null order by created_at desc limit 20;

-- comments_video_idx: Deleting a video takes its comments along, those taken back included.
select id from comments where video_id = $1;

-- course_videos_created_at_idx: The lessons added last, for the admin.
select course_id, lesson_id from course_videos order by created_at desc limit 20;

-- course_videos_lesson_id_idx: A lesson by its name alone, across courses.
select course_id, video_id from course_videos where lesson_id = $1;

-- counted_views_day_idx: Viewers of days that are over, to be forgotten.
delete from counted_views where day < $1;

-- course_videos_video_idx: In which courses a video is used; deleting it asks.
select course_id, lesson_id from course_videos where video_id = $1;

-- courses_deleted_idx: The bin of courses, to be emptied.
select id from courses where deleted_at < $1 order by deleted_at limit 500;

-- courses_instructor_idx: The studio: one's own courses, newest first.
select id, title from courses where instructor_id = $1 order by created_at desc;

-- courses_preview_video_id_idx: Whether a video invites to a course (the policy of previews), and deleting a video.
select id from courses where preview_video_id = $1;

-- courses_published_idx: The catalogue of courses, newest first.
select id, title from courses where published_at is not null and deleted_at is null order by published_at desc limit 24;

-- courses_search_idx: Finding courses by words.
select id, title from courses where search @@ websearch_to_tsquery('public.words', $1);

-- courses_slug_key: A course by its address.
select * from courses where slug = $1;

-- courses_trigram_idx: Finding courses by part of a word, also in languages without spaces.
select id, title from courses where search_text(title, description) like $1;

-- daily_video_stats_date_key: The figures of one day, and the refresh that does not block readers.
select * from daily_video_stats where date = $1;

-- dead_jobs_failed_idx: The jobs that failed for good, newest first.
select job_id, job_type, error_code from dead_jobs order by failed_at desc, job_id limit 50;

-- digital_products_deleted_idx: Files withdrawn from sale, to be deleted for good.
select id from digital_products where deleted_at < $1 order by deleted_at limit 500;

-- digital_products_seller_idx: The files somebody sells.
select id, title from digital_products where seller_id = $1;

-- download_logs_created_idx: Old downloads, to be forgotten.
select id from download_logs where created_at < $1 limit 5000;

-- download_logs_product_idx: How often a file was fetched, newest first.
select user_id, created_at from download_logs where digital_product_id = $1 order by created_at desc;

-- download_logs_user_idx: What somebody fetched, newest first; the limit of a purchase counts it.
select digital_product_id, created_at from download_logs where user_id = $1 order by created_at desc;

-- download_logs_video_idx: Deleting a video detaches its downloads.
select id from download_logs where video_id = $1;

-- editions_making_key: What is being made of a video; never twice at once.
select id from editions where video_id = $1 and state = 'making';

-- editions_ready_key: What was made of a video, to be retired by the next.
select id from editions where video_id = $1 and state = 'ready';

-- editions_video_idx: All that was made of a video.
select id, state from editions where video_id = $1;

-- email_verifications_expires_idx: The clearing asks for links that ended long ago.
select id from email_verifications where expires_at < $1;

-- email_verifications_key: A link in a mail is followed.
select user_id, email, expires_at from email_verifications where token_hash = $1;

-- email_verifications_user_idx: Settings: which address waits to be proved.
select email, created_at from email_verifications where user_id = $1 and verified_at is null;

-- enrollments_course_idx: Who is in a course, newest first.
select user_id, enrolled_at from enrollments where course_id = $1 order by enrolled_at desc;

-- entitlements_course_idx: Who may use a course because they bought it.
select user_id from entitlements where course_id = $1;

-- entitlements_once: A purchase grants once, however often its payment is announced; a refund finds what it takes back.
select id, revoked_at from entitlements where order_item_id = $1;

-- entitlements_product_idx: Who may fetch a file.
select user_id from entitlements where digital_product_id = $1;

-- entitlements_user_idx: One's own purchases, newest first.
select course_id, digital_product_id from entitlements where user_id = $1 order by granted_at desc;

-- follows_following_idx: Somebody's followers, newest first.
select follower_id from follows where following_id = $1 order by created_at desc;

-- heard_pieces_edition_idx: Deleting a file takes what was heard of it along.
select id from heard_pieces where edition_id = $1;

-- idempotency_keys_expires_at: The clearing asks for keys nobody may replay any more.
select user_id, key from idempotency_keys where expires_at <= $1;

-- job_dependencies_parent_idx: A job has ended: which ones waited for it.
select job_id from job_dependencies where depends_on_job_id = $1;

-- job_due_job_idx: A planned job that is cancelled or hurried.
select due_at from job_due where job_id = $1;

-- job_events_actor_idx: Deleting a person detaches what they did to jobs.
select id from job_events where actor_id = $1;

-- job_events_job_idx: The time line of a job.
select kind, at, message from job_events where job_id = $1 order by id;

-- job_gated_job_idx: A job before its gate that is cancelled.
select gate from job_gated where job_id = $1;

-- job_leases_worker_idx: A worker that is lost has its jobs taken away.
select job_ids from job_leases where worker_id = $1;

-- job_pauses_by_idx: Deleting a person leaves what they paused paused.
select id from job_pauses where paused_by = $1;

-- job_schedules_job_idx: Forgetting a job detaches it from its schedule.
select id from job_schedules where last_job_id = $1;

-- job_tokens_job_idx: A job that has ended gives up its place at the gate.
select gate from job_tokens where job_id = $1;

-- job_uniques_job_idx: A job that has ended gives up its key.
select unique_key from job_uniques where job_id = $1;

-- likes_comment_idx: Recounting a comment's likes; deleting the comment.
select count(*) from likes where comment_id = $1;

-- likes_video_idx: A video's likes by day, newest first; recounting them; deleting the video.
select created_at from likes where video_id = $1 order by created_at desc;

-- mails_due: The sweep asks for mail that is due.
select id from mails where status = 'queued' and next_attempt_at <= $1 order by next_attempt_at limit 20;

-- mails_ended_idx: Mail that is done with, past its retention.
select id from mails where status <> 'queued' and created_at < $1 order by created_at limit 5000;

-- notes_user_video_idx: The video page: one's own notes in the order of the film.
select * from notes where user_id = $1 and video_id = $2 order by video_timestamp_seconds;

-- notes_video_idx: Deleting a video takes its notes along.
select id from notes where video_id = $1;

-- notifications_actor_idx: Deleting a person detaches what they caused.
select id from notifications where actor_id = $1;

-- notifications_comment_idx: Deleting a comment takes its notices along.
select id from notifications where comment_id = $1;

-- notifications_created_idx: Old notifications, to be forgotten.
select id from notifications where created_at < $1 limit 5000;

-- notifications_unread_idx: The number on the bell.
select count(*) from notifications where user_id = $1 and read_at is null;

-- notifications_user_idx: The list under the bell, newest first.
select * from notifications where user_id = $1 order by created_at desc limit 20;

-- notifications_video_idx: Deleting a video takes its notices along.
select id from notifications where video_id = $1;

-- order_items_course_idx: How often a course was sold; deleting a course asks.
select sum(total_minor) from order_items where course_id = $1;

-- order_items_order_idx: What an order consists of.
select title, quantity, total_minor from order_items where order_id = $1;

-- order_items_product_idx: How often a file was sold; deleting it asks.
select sum(total_minor) from order_items where digital_product_id = $1;

-- orders_payment_key: The provider announces a payment, more than once.
select id, status from orders where payment_provider = $1 and payment_reference = $2;

-- orders_status_idx: Orders that wait, oldest first.
select id from orders where status = 'pending' and created_at < $1 order by created_at;

-- orders_user_idx: One's own orders, newest first.
select id, status from orders where user_id = $1 order by created_at desc;

-- password_reset_tokens_expires_idx: The clearing asks for links that ended long ago.
select id from password_reset_tokens where expires_at < $1;

-- password_reset_tokens_key: A link in a mail is followed.
select user_id, expires_at, used_at from password_reset_tokens where token_hash = $1;

-- password_reset_tokens_user_idx: Deleting a person takes their links along, used ones included.
select id from password_reset_tokens where user_id = $1;

-- platform_accounts_expiring_idx: Tokens to be renewed before they end.
select id from platform_accounts where broken_at is null and token_expires_at < $1 order by token_expires_at;

-- platform_posts_account_idx: What was posted as an account; disconnecting it detaches its posts.
select id from platform_posts where platform_account_id = $1;

-- platform_posts_live_key: Never twice on one network at a time; after a failure or cancellation it may be posted anew.
select id, upload_status from platform_posts where video_id = $1 and platform = $2 and upload_status not in ('failed', 'cancelled');

-- platform_posts_retry_queue_idx: Failed posts of one network that may be tried again.
select id from platform_posts where platform = $1 and upload_status = 'failed' and retry_count < max_retries order by retry_count;

-- platform_posts_scheduled_idx: Posts whose time has come.
select id from platform_posts where upload_status = 'pending' and scheduled_for <= $1 order by scheduled_for;

-- platform_posts_status_idx: The admin's list of posts under way or failed, by network.
select id, error_code from platform_posts where upload_status = 'failed' and platform = $1 order by created_at;

-- platform_posts_user_idx: The studio: one's own posts, newest first.
select * from platform_posts where user_id = $1 order by created_at desc limit 50;

-- platform_posts_video_idx: A video's posts on every network, newest first.
select platform, upload_status from platform_posts where video_id = $1 order by created_at desc;

-- playlist_items_video_idx: On which lists a video is; deleting it takes it off them.
select playlist_id from playlist_items where video_id = $1;

-- playlists_deleted_idx: The bin of playlists, to be emptied.
select id from playlists where deleted_at < $1 order by deleted_at;

-- playlists_user_idx: Somebody's playlists, newest first.
select id, title from playlists where user_id = $1 order by created_at desc;

-- playlists_watch_later_key: The one list for later that somebody has.
select id from playlists where user_id = $1 and kind = 'watch_later';

-- plays_created_idx: Plays of which nothing comes any more, to be forgotten.
delete from plays where created_at < $1;

-- plays_user_idx: Deleting a person takes their plays along.
select id from plays where user_id = $1;

-- plays_video_idx: Deleting a video takes its plays along.
select id from plays where video_id = $1;

-- plays_viewer_idx: What else a viewer plays of a film: time counts once for all of it.
select spent from plays where viewer = $1 and video_id = $2;

-- processing_jobs_created_idx: Ended work past its retention, oldest first.
select id from processing_jobs where created_at < $1 and completed_at < $1 order by created_at limit 5000;

-- processing_jobs_dependencies_idx: Jobs that name this one as the first they wait for.
select id from processing_jobs where depends_on_job_id = $1;

-- processing_jobs_type_idx: The admin's list of one sort of work, newest first.
select id, status from processing_jobs where job_type = $1 order by created_at desc limit 50;

-- processing_jobs_user_idx: The work done for somebody, newest first.
select id, job_type, status from processing_jobs where user_id = $1 order by created_at desc limit 50;

-- processing_jobs_video_idx: The work done on a video, newest first.
select id, job_type, status from processing_jobs where video_id = $1 order by created_at desc;

-- processing_jobs_waiting_idx: What waits for other jobs, newest first, and how many these are.
select id, job_type from processing_jobs where waits order by created_at desc, id desc limit 50;

-- processing_wishes_watermark_idx: Which films are to have a picture that is to be deleted.
select video_id from processing_wishes where watermark_id = $1;

-- quiz_attempts_course_idx: A course's attempts, newest first, for its teacher.
select user_id, percentage from quiz_attempts where course_id = $1 order by created_at desc limit 50;

-- quiz_attempts_quiz_idx: How a quiz went; deleting it detaches its attempts.
select avg(percentage) from quiz_attempts where quiz_id = $1;

-- quiz_attempts_video_idx: Deleting a video takes its attempts along.
select id from quiz_attempts where video_id = $1;

-- quiz_attempts_video_page_idx: The video page: one's own attempts, newest first.
select * from quiz_attempts where user_id = $1 and video_id = $2 order by created_at desc;

-- quiz_videos_video_idx: Which quizzes a film explains; deleting it asks.
select quiz_id from quiz_videos where video_id = $1;

-- quizzes_course_idx: The quizzes of a course.
select id, title from quizzes where course_id = $1;

-- quizzes_video_idx: The quizzes of a video in the order of the film.
select id, video_timestamp from quizzes where video_id = $1 order by video_timestamp;

-- reflection_responses_author_idx: Deleting a person takes their answers along.
select id from reflection_responses where author_id = $1;

-- reflection_responses_reflection_idx: The answers to a reflection, oldest first.
select author_id, response from reflection_responses where reflection_id = $1 order by created_at;

-- reflections_course_idx: The teacher's inbox of a course, newest first.
select id, user_id, reflection_type from reflections where course_id = $1 order by created_at desc limit 50;

-- reflections_deleted_idx: Reflections taken back, to be deleted for good.
select id from reflections where deleted_at < $1 order by deleted_at limit 500;

-- reflections_video_idx: Deleting a video takes its reflections along.
select id from reflections where video_id = $1;

-- reflections_video_page_idx: The video page: one's own reflections of a kind, newest first.
select * from reflections where user_id = $1 and video_id = $2 and reflection_type = $3 order by created_at desc;

-- reflections_voice_memos_idx: The video page: one's own voice memos, newest first.
select * from reflections where user_id = $1 and video_id = $2 and reflection_type = 'voice' and file_url is not null order by created_at desc;

-- remakes_open_key: What is being made of a video again; never twice at once.
select id from remakes where video_id = $1 and state in ('arriving', 'waiting', 'making');

-- remakes_upload_idx: What an upload is to replace.
select id from remakes where upload_id = $1;

-- remakes_video_idx: The last time a video was made again.
select id, state from remakes where video_id = $1 order by created_at desc limit 1;

-- renditions_video_idx: The rungs of a video.
select name, width, height from renditions where video_id = $1;

-- reports_comment_idx: What was said against a comment; deleting it.
select id from reports where comment_id = $1;

-- reports_moderator_idx: What a moderator decided; deleting their account detaches it.
select id from reports where moderator_id = $1;

-- reports_open_idx: The moderators' inbox, oldest first.
select * from reports where status = 'open' order by created_at limit 50;

-- reports_reporter_idx: What somebody reported.
select id, status from reports where reporter_id = $1;

-- reports_user_idx: What was said against a person.
select id from reports where reported_user_id = $1;

-- reports_video_idx: What was said against a video.
select id from reports where video_id = $1;

-- said_words_trigram_idx: Slips of the finger: the words most like one that nobody wrote or said.
select word from said_words where word % $1 and length(word) > 2;

-- search_names_trigram_idx: Slips of the finger: the words of names most like one that is nobody's.
select word from search_names where word % $1 and length(word) > 2;

-- search_words_letter_idx: Suggestions: the commonest words that begin with a letter.
select word from search_words where left(word, 1) = $1 order by documents desc limit 4;

-- search_words_letters_idx: Suggestions: the commonest words that begin with two letters.
select word from search_words where left(word, 2) = $1 order by documents desc limit 4;

-- search_words_trigram_idx: Slips of the finger: the words most like one that nobody wrote.
select word from search_words where word % $1 and length(word) > 2;

-- sessions_expires_idx: The clearing asks for sessions that have ended.
select id from sessions where expires_at < $1;

-- sessions_token_key: Every request of a browser looks its session up.
select user_id, expires_at from sessions where token_hash = $1;

-- sessions_user_idx: Settings: where one is signed in, last used first.
select id, user_agent, ip_address from sessions where user_id = $1 order by last_accessed_at desc;

-- signing_keys_active_idx: The newest key that still signs.
select id from signing_keys where retired_at is null order by created_at desc limit 1;

-- signing_keys_user_idx: Somebody's keys.
select id, public_jwk from signing_keys where user_id = $1;

-- subscriptions_creator_all_idx: Deleting a creator takes ended subscriptions along too.
select id from subscriptions where creator_id = $1;

-- subscriptions_creator_idx: Who supports a creator now.
select subscriber_id from subscriptions where creator_id = $1 and cancelled_at is null and expires_at > now();

-- throttles_busy_idx: The clearing forgets tries that are paid off.
delete from throttles where busy_until < $1;

-- transcript_segments_search_idx: Finding the second at which a word is said.
select video_id, start_time_seconds from transcript_segments where search @@ websearch_to_tsquery('public.words', $1);

-- transcript_segments_trigram_idx: The same by part of a word, also in languages without spaces.
select video_id, start_time_seconds from transcript_segments where lower(text) like $1;

-- transcript_segments_video_idx: A video's transcript in the order of the film.
select start_time_seconds, text from transcript_segments where video_id = $1 order by start_time_seconds;

-- uploads_expires_idx: Uploads to be cleared away: given up, or done with.
select id, video_id from uploads
where expires_at < $1 and (completed_at is null or settled_at is not null or video_id is null) order by expires_at;

-- uploads_user_idx: The studio: one's own uploads, newest first.
select id, received, length from uploads where user_id = $1 order by created_at desc;

-- uploads_video_idx: The upload a video came from; deleting the video.
select id from uploads where video_id = $1;

-- users_created_at_idx: The admin's list of people, newest first.
select id, username from users order by created_at desc limit 50;

-- users_deleted_idx: Accounts in their grace period, to be deleted for good.
select id from users where deleted_at < $1 order by deleted_at;

-- users_email_key: Signing in; an address stays taken until the account is really gone.
select id, password_hash from users where email = $1;

-- users_look_alike_key: Signing up: a name that looks like another's is taken.
select id from users where username_look = $1;

-- users_names_trgm: Finding people by part of a name.
select id from users where username::text ilike $1 or display_name ilike $1;

-- users_quota_reset_idx: Whose month begins anew.
select id from users where deleted_at is null and quota_reset_date <= $1;

-- users_storage_idx: Who keeps most, for the operator whose disk fills.
select id, username from users where deleted_at is null order by storage_used_bytes desc limit 50;

-- users_subscription_idx: The admin's list of people in one tier, newest first.
select id, username from users where subscription_tier = $1 order by created_at desc limit 50;

-- users_trial_idx: Trials about to end.
select id, email from users where status = 'trial' and trial_ends_at < $1 order by trial_ends_at;

-- users_unverified_idx: Accounts nobody proved or used, to be cleared away.
select id from users where email_verified_at is null and last_login_at is null and created_at < $1 order by created_at limit 500;

-- users_username_key: A channel by its address.
select id from users where username = $1;

-- users_words_idx: People by words in their names, for a search.
select id from users where people_words(username, display_name) @@ plainto_tsquery('public.words', $1);

-- video_analytics_user_idx: Somebody's figures over time.
select video_id, views, likes from video_analytics where user_id = $1 and fetched_at > $2 order by fetched_at desc;

-- video_analytics_video_idx: A video's figures over time.
select platform, views, likes from video_analytics where video_id = $1 and fetched_at > $2 order by fetched_at desc;

-- video_views_course_idx: How far the people of a course are, for its teacher.
select user_id, percentage from video_views where course_id = $1;

-- video_views_user_idx: History and "continue watching", latest first.
select video_id, last_position from video_views where user_id = $1 order by viewed_at desc limit 24;

-- video_views_video_idx: Who watched a video; deleting it.
select user_id, percentage from video_views where video_id = $1;

-- videos_created_idx: The admin's list of videos, newest first.
select id, title, status from videos order by created_at desc limit 50;

-- videos_deleted_idx: The bin, to be emptied.
select id from videos where deleted_at < $1 order by deleted_at limit 500;

-- videos_duplicate_idx: Has somebody uploaded this file before.
select id, title from videos where user_id = $1 and original_sha256 = $2;

-- videos_edition_idx: Which video plays an edition that is to be deleted.
select id from videos where edition_id = $1;

-- videos_featured_idx: What the operator puts forward, on the home page.
select id, title from videos where featured_at is not null order by featured_at desc limit 6;

-- videos_feed_idx: The home feed, page by page.
select id, title from videos where visibility = 'public' and deleted_at is null and (published_at, id) < ($1, $2) order by published_at desc, id desc limit 24;

-- videos_moving_idx: Videos that are on their way to a store.
select id, store from videos where moving_to = $1;

-- videos_processing_idx: What has been processing for too long.
select id from videos where status = 'inprogress' and processing_started_at < $1 order by processing_started_at;

-- videos_provider_key: A video by the name its host gave it: playback addresses and notices.
select * from videos where provider = $1 and provider_uid = $2;

-- videos_scheduled_idx: What is to be published now.
select id from videos where scheduled_for <= $1 order by scheduled_for;

-- videos_search_idx: Finding videos by words, narrowed to a tag or hashtag, however its letters are written.
select id, title from videos where search @@ websearch_to_tsquery('public.words', $1) and (tags || hashtags)::citext[] && $2;

-- videos_status_idx: The admin's list of videos in work or failed, oldest first.
select id, title, error_code from videos where status = 'error' order by created_at;

-- videos_tags_idx: Videos with a tag.
select id, title from videos where tags @> $1;

-- videos_taken_down_by_idx: What a moderator took down; deleting their account detaches it.
select id from videos where taken_down_by = $1 order by taken_down_at desc;

-- videos_trigram_idx: Finding videos by part of a word, also in languages without spaces.
select id, title from videos where search_text(title, description) like $1;

-- videos_unworded_idx: Finding videos by part of what is in no counted word: long texts without spaces, what looks like markup.
select id, title from videos where search_text(title, description) like $1 and search_text(title, description) ~ '\S{41}|[<&]';

-- videos_user_created_idx: The studio: one's own videos, newest first.
select id, title, status from videos where user_id = $1 order by created_at desc limit 24;

-- videos_user_feed_idx: A channel, and the feed of people one follows.
select id, title from videos where user_id = $1 and visibility = 'public' and deleted_at is null order by published_at desc limit 24;

-- watch_events_session_idx: The beats of one play, in order; one sent twice counts once.
select sequence, watched from watch_events where session_id = $1 order by sequence;

-- watch_events_user_idx: What somebody watched of late, for their export.
select video_id, watched from watch_events where user_id = $1 order by created_at desc;

-- watch_events_video_idx: A video's beats of a stretch of time, to be summed.
select watched, rate from watch_events where video_id = $1 and created_at between $2 and $3;

-- watermark_profiles_user_idx: Somebody's watermarks.
select id, name from watermark_profiles where user_id = $1;

-- webhook_deliveries_created_idx: Old deliveries, to be forgotten.
select id from webhook_deliveries where created_at < $1 limit 5000;

-- webhook_deliveries_queued_idx: Deliveries that wait, oldest first.
select id from webhook_deliveries where status = 'queued' order by created_at limit 50;

-- webhook_deliveries_webhook_idx: What was sent to an address, newest first.
select event, status from webhook_deliveries where webhook_id = $1 order by created_at desc limit 50;

-- webhooks_user_idx: Somebody's addresses; an event asks who wants to be told.
select id, url, events from webhooks where user_id = $1;

-- workers_heartbeat_idx: Workers that have fallen silent.
select id from workers where stopped_at is null and heartbeat_at < $1;
