-- Videos and what belongs to them.
-- Way back: drop table playlist_items, playlists, uploads, transcript_segments, captions, chapters, renditions, video_counters,
-- video_metadata, videos cascade; alter table processing_jobs drop column video_id; drop the types and functions below.

set local lock_timeout = '5s';

create type video_status as enum ('pendingupload', 'downloading', 'queued', 'inprogress', 'ready', 'error');
comment on type video_status is 'Cloudflare Stream''s states; error may follow from any, and a retry begins again at queued.';
create type video_provider as enum ('kinora', 'cloudflare');
comment on type video_provider is 'Who stores and serves the video.';
create type video_visibility as enum ('public', 'unlisted', 'private', 'course');
comment on type video_visibility is 'public: everybody; unlisted: who has the address; private: the owner; course: who is enrolled.';

create function search_text(variadic parts text[]) returns text
    language sql immutable parallel safe
    set search_path = pg_catalog
    return lower(array_to_string(parts, ' '));
comment on function search_text(text[]) is 'What the trigram index sees: one lower-case text, for languages that put no spaces between words.';

create function tags_text(tags text[]) returns text
    language sql immutable parallel safe
    set search_path = pg_catalog
    return array_to_string(tags, ' ');
comment on function tags_text(text[]) is 'Tags as words; array_to_string alone is not declared immutable.';

create table videos (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    provider video_provider not null default 'kinora',
    provider_uid text not null default replace(gen_random_uuid()::text, '-', '') constraint videos_provider_uid_length check (length(provider_uid) between 1 and 255),
    title text not null constraint videos_title_length check (length(title) between 1 and 255),
    description text not null default '' constraint videos_description_length check (length(description) <= 10000),
    tags text[] not null default '{}' constraint videos_tags_counted check (cardinality(tags) <= 50),
    hashtags text[] not null default '{}' constraint videos_hashtags_counted check (cardinality(hashtags) <= 50),
    mentions text[] not null default '{}' constraint videos_mentions_counted check (cardinality(mentions) <= 50),
    language text constraint videos_language_form check (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    visibility video_visibility not null default 'private',
    status video_status not null default 'pendingupload',
    status_changed_at timestamptz not null default now(),
    processing_progress smallint not null default 0 constraint videos_processing_progress_range check (processing_progress between 0 and 100),
    processing_started_at timestamptz,
    processing_completed_at timestamptz,
    error_code text constraint videos_error_code_length check (length(error_code) <= 50),
    error_message text,
    error_details jsonb constraint videos_error_details_object check (jsonb_typeof(error_details) = 'object'),
    original_filename text constraint videos_original_filename_length check (length(original_filename) between 1 and 255),
    original_url text,
    original_size bigint constraint videos_original_size_positive check (original_size > 0),
    original_format text constraint videos_original_format_length check (length(original_format) <= 20),
    mime_type text constraint videos_mime_type_length check (length(mime_type) <= 100),
    original_sha256 bytea constraint videos_original_sha256_length check (length(original_sha256) = 32),
    storage_key text,
    duration numeric(10, 3) constraint videos_duration_positive check (duration > 0),
    thumbnail_url text constraint videos_thumbnail_length check (length(thumbnail_url) <= 500),
    thumbnail_at numeric(10, 3) constraint videos_thumbnail_at_non_negative check (thumbnail_at >= 0),
    preview_url text,
    playback_hls_url text generated always as (
        case when provider = 'kinora' then '/media/' || provider_uid || '/manifest/video.m3u8' end) stored,
    playback_dash_url text generated always as (
        case when provider = 'kinora' then '/media/' || provider_uid || '/manifest/video.mpd' end) stored,
    featured_at timestamptz,
    published_at timestamptz,
    scheduled_for timestamptz,
    licence text constraint videos_licence_length check (length(licence) <= 100),
    download_allowed_at timestamptz,
    metadata jsonb not null default '{}' constraint videos_metadata_object check (jsonb_typeof(metadata) = 'object'),
    search tsvector generated always as (
        setweight(to_tsvector('simple', title), 'A')
        || setweight(to_tsvector('simple', tags_text(tags) || ' ' || tags_text(hashtags)), 'B')
        || setweight(to_tsvector('simple', description), 'C')) stored,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    constraint videos_error_is_explained check (status <> 'error' or error_code is not null),
    constraint videos_ready_is_whole check (status <> 'ready' or processing_progress = 100),
    constraint videos_scheduled_is_unpublished check (scheduled_for is null or published_at is null)
);
comment on table videos is 'The one record of a video, whoever hosts it.';
comment on column videos.id is 'Key.';
comment on column videos.user_id is 'Whose video.';
comment on column videos.provider is 'Who hosts it.';
comment on column videos.provider_uid is 'The host''s name for it; ours is 32 hex digits and stands in playback addresses.';
comment on column videos.title is 'As shown.';
comment on column videos.description is 'As shown; times in it are links.';
comment on column videos.tags is 'Words to find it by.';
comment on column videos.hashtags is 'Hashtags without the sign, for posts.';
comment on column videos.mentions is 'People mentioned, for posts.';
comment on column videos.language is 'What is spoken, as a BCP 47 tag.';
comment on column videos.visibility is 'Who may see it.';
comment on column videos.status is 'Where processing stands.';
comment on column videos.status_changed_at is 'Since when.';
comment on column videos.processing_progress is 'Percent processed.';
comment on column videos.processing_started_at is 'When processing began.';
comment on column videos.processing_completed_at is 'When processing ended.';
comment on column videos.error_code is 'Why processing failed, Cloudflare''s list.';
comment on column videos.error_message is 'The same in a sentence.';
comment on column videos.error_details is 'Object: further facts of the failure.';
comment on column videos.original_filename is 'What the uploaded file was called.';
comment on column videos.original_url is 'Where it was imported from.';
comment on column videos.original_size is 'Bytes of the upload.';
comment on column videos.original_format is 'Container of the upload, e.g. mp4.';
comment on column videos.mime_type is 'Media type of the upload.';
comment on column videos.original_sha256 is 'Hash of the upload.';
comment on column videos.storage_key is 'Where the store keeps it; null where another provider hosts it.';
comment on column videos.duration is 'Seconds, exact.';
comment on column videos.thumbnail_url is 'Picture in lists.';
comment on column videos.thumbnail_at is 'The second the picture was chosen from.';
comment on column videos.preview_url is 'Short moving preview.';
comment on column videos.playback_hls_url is 'HLS address of a video we host; derived.';
comment on column videos.playback_dash_url is 'DASH address of a video we host; derived.';
comment on column videos.featured_at is 'When the operator put it forward.';
comment on column videos.published_at is 'When it became visible to others; hidden while null.';
comment on column videos.scheduled_for is 'When it is to become visible.';
comment on column videos.licence is 'Terms of use, e.g. CC-BY-4.0.';
comment on column videos.download_allowed_at is 'When its owner allowed downloads; not allowed while null.';
comment on column videos.metadata is 'Object: what a provider or integrator wants kept with it.';
comment on column videos.search is 'Words weighted: title, tags, description; derived.';
comment on column videos.created_at is 'When the row was made.';
comment on column videos.updated_at is 'When it last changed; its version.';
comment on column videos.deleted_at is 'When it was put into the bin; purged 30 days later.';

-- The uid first: under row-level security an enum's equality cannot search an index, as it is not leakproof.
create unique index videos_provider_key on videos (provider_uid, provider);
-- Channel and studio lists: somebody's videos, newest first.
create index videos_user_created_idx on videos (user_id, created_at desc);
-- The home feed and the feed of followed people: public, newest first.
create index videos_feed_idx on videos (published_at desc, id desc) where visibility = 'public' and deleted_at is null;
create index videos_user_feed_idx on videos (user_id, published_at desc) where visibility = 'public' and deleted_at is null;
-- The work in progress; ready videos, nearly all of them, stay out of it.
create index videos_status_idx on videos (status, created_at) where status <> 'ready';
create index videos_processing_idx on videos (processing_started_at) where status = 'inprogress';
create index videos_created_idx on videos (created_at desc);
create index videos_featured_idx on videos (featured_at desc) where featured_at is not null;
create index videos_scheduled_idx on videos (scheduled_for) where scheduled_for is not null;
create index videos_deleted_idx on videos (deleted_at) where deleted_at is not null;
-- One's own duplicates.
create index videos_duplicate_idx on videos (user_id, original_sha256) where original_sha256 is not null;
create index videos_search_idx on videos using gin (search);
create index videos_trigram_idx on videos using gin (search_text(title, description) gin_trgm_ops);
create index videos_tags_idx on videos using gin (tags);
create index videos_metadata_idx on videos using gin (metadata jsonb_path_ops);

create function stamp_video_status() returns trigger
    language plpgsql as $$
begin
    if new.status is distinct from old.status then
        new.status_changed_at := clock_timestamp();
        if new.status = 'inprogress' and old.status <> 'inprogress' then
            new.processing_started_at := clock_timestamp();
            new.processing_completed_at := null;
        elsif new.status in ('ready', 'error') then
            new.processing_completed_at := clock_timestamp();
        end if;
    end if;
    return new;
end $$;
comment on function stamp_video_status() is 'Trigger: times follow the state.';
create trigger videos_legal before insert or update of status on videos for each row
    execute function refuse_illegal_move('status', 'pendingupload,downloading,queued',
        'pendingupload>downloading,queued,error', 'downloading>queued,error', 'queued>inprogress,error',
        'inprogress>ready,error,queued', 'ready>queued,inprogress', 'error>queued,downloading,pendingupload');
create trigger videos_status before update of status on videos for each row execute function stamp_video_status();
create trigger videos_touch before update on videos for each row execute function touch_updated_at();
create trigger videos_audit after insert or delete or update of title, description, tags, visibility, status, deleted_at, published_at,
    scheduled_for, featured_at, licence, download_allowed_at, user_id on videos for each row execute function audit('video');
select secure_table('videos');
-- Owners see all that is theirs, the bin included.
create policy videos_own on videos to kinora_app
    using (user_id = (select current_user_id())) with check (user_id = (select current_user_id()));
-- Others see what is published. Who has an unlisted address may open it; lists filter by visibility = 'public'.
create policy videos_public on videos for select to kinora_app
    using (visibility in ('public', 'unlisted') and published_at is not null and deleted_at is null);
create policy videos_moderated on videos for select to kinora_app using ((select is_moderator()));
-- A moderator takes down, and does not rewrite: the grant of columns is the same for all, the trail tells who did it.
create policy videos_take_down on videos for update to kinora_app using ((select is_moderator())) with check ((select is_moderator()));
grant select, delete on videos to kinora_app;
grant insert (id, user_id, title, description, tags, hashtags, mentions, language, visibility, status, original_filename, original_url,
              original_size, mime_type, scheduled_for, licence, download_allowed_at, metadata, provider, provider_uid) on videos to kinora_app;
grant update (title, description, tags, hashtags, mentions, language, visibility, thumbnail_url, thumbnail_at, published_at, scheduled_for,
              licence, download_allowed_at, featured_at, metadata, deleted_at) on videos to kinora_app;

create function featuring_is_for_admins() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    if new.featured_at is distinct from old.featured_at and session_user = 'kinora_app' and not is_admin() then
        raise exception using errcode = 'insufficient_privilege', message = 'only an admin puts a video forward';
    end if;
    return new;
end $$;
comment on function featuring_is_for_admins() is 'Trigger: an owner may change their video, but not put it forward.';
create trigger videos_featuring before update of featured_at on videos for each row execute function featuring_is_for_admins();

alter table processing_jobs add column video_id uuid references videos on delete cascade;
comment on column processing_jobs.video_id is 'The video it works on, if it does.';
create index processing_jobs_video_idx on processing_jobs (video_id, created_at desc) where video_id is not null;
grant insert (video_id) on processing_jobs to kinora_app;
-- What somebody cannot see they cannot have worked on.
alter policy processing_jobs_enqueue on processing_jobs
    with check (user_id = (select current_user_id()) and status = 'queued' and attempts = 0
        and (video_id is null or exists (select from videos v where v.id = video_id)));

create table video_metadata (
    video_id uuid primary key references videos on delete cascade,
    width integer constraint video_metadata_width_positive check (width > 0),
    height integer constraint video_metadata_height_positive check (height > 0),
    aspect_ratio text generated always as (
        case when width is null or height is null then null
             else (width / gcd(width, height))::text || ':' || (height / gcd(width, height))::text end) stored,
    rotation smallint not null default 0 constraint video_metadata_rotation_right check (rotation in (0, 90, 180, 270)),
    fps numeric(7, 3) constraint video_metadata_fps_positive check (fps > 0),
    bitrate bigint constraint video_metadata_bitrate_positive check (bitrate > 0),
    video_codec text constraint video_metadata_video_codec_length check (length(video_codec) <= 50),
    audio_codec text constraint video_metadata_audio_codec_length check (length(audio_codec) <= 50),
    audio_channels smallint constraint video_metadata_channels_positive check (audio_channels > 0),
    has_audio boolean generated always as (audio_codec is not null) stored,
    color_space text constraint video_metadata_color_length check (length(color_space) <= 20),
    probe jsonb not null default '{}' constraint video_metadata_probe_object check (jsonb_typeof(probe) = 'object'),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
comment on table video_metadata is 'What ffprobe found, one row a video.';
comment on column video_metadata.video_id is 'Key, and which video.';
comment on column video_metadata.width is 'Pixels as stored.';
comment on column video_metadata.height is 'Pixels as stored.';
comment on column video_metadata.aspect_ratio is 'Width to height, shortened, e.g. 16:9; derived.';
comment on column video_metadata.rotation is 'Degrees to turn for display.';
comment on column video_metadata.fps is 'Frames a second, on average.';
comment on column video_metadata.bitrate is 'Bits a second of the whole file.';
comment on column video_metadata.video_codec is 'e.g. h264; null for sound alone.';
comment on column video_metadata.audio_codec is 'e.g. aac; null when silent.';
comment on column video_metadata.audio_channels is 'How many.';
comment on column video_metadata.has_audio is 'Whether it sounds; derived.';
comment on column video_metadata.color_space is 'e.g. bt709.';
comment on column video_metadata.probe is 'Object: ffprobe''s own output {format, streams}.';
comment on column video_metadata.created_at is 'When it was probed first.';
comment on column video_metadata.updated_at is 'When it was probed last.';
create trigger video_metadata_touch before update on video_metadata for each row execute function touch_updated_at();

create table video_counters (
    video_id uuid primary key,
    views bigint not null default 0 constraint video_counters_views check (views >= 0),
    likes bigint not null default 0 constraint video_counters_likes check (likes >= 0),
    comments bigint not null default 0 constraint video_counters_comments check (comments >= 0),
    updated_at timestamptz not null default now()
) with (fillfactor = 70);
comment on table video_counters is 'Counts that change often, apart from the wide row they belong to: likes and comments by trigger, views by the rollup of the analytics.';
comment on column video_counters.video_id is 'Key, and which video.';
comment on column video_counters.views is 'Views that counted.';
comment on column video_counters.likes is 'Likes.';
comment on column video_counters.comments is 'Comments that stand.';
comment on column video_counters.updated_at is 'When a count last changed.';

create function begin_counting() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    insert into video_counters (video_id) values (new.id);
    return null;
end $$;
revoke execute on function begin_counting() from public;
comment on function begin_counting() is 'Trigger: every video has its row of counters from the start, so that counting is always an update.';
create trigger videos_counted after insert on videos for each row execute function begin_counting();

create table renditions (
    id uuid primary key default uuidv7(),
    video_id uuid not null references videos on delete cascade,
    name text not null constraint renditions_name_form check (name ~ '^[a-z0-9][a-z0-9_-]{0,31}$'),
    width integer constraint renditions_width_positive check (width > 0),
    height integer constraint renditions_height_positive check (height > 0),
    codecs text not null,
    bandwidth bigint not null constraint renditions_bandwidth_positive check (bandwidth > 0),
    segments integer not null default 0 constraint renditions_segments_counted check (segments >= 0),
    bytes bigint not null default 0 constraint renditions_bytes_counted check (bytes >= 0),
    completed_at timestamptz,
    details jsonb not null default '{}' constraint renditions_details_object check (jsonb_typeof(details) = 'object'),
    created_at timestamptz not null default now(),
    constraint renditions_video_name_key unique (video_id, name)
);
comment on table renditions is 'The rungs of a video''s ladder, sound included.';
comment on column renditions.id is 'Key.';
comment on column renditions.video_id is 'Which video.';
comment on column renditions.name is 'e.g. 720p, audio-en.';
comment on column renditions.width is 'Pixels; null for sound.';
comment on column renditions.height is 'Pixels; null for sound.';
comment on column renditions.codecs is 'RFC 6381 codec string.';
comment on column renditions.bandwidth is 'Peak bits a second.';
comment on column renditions.segments is 'How many segments are written.';
comment on column renditions.bytes is 'How many bytes they take.';
comment on column renditions.completed_at is 'When the last segment was written.';
comment on column renditions.details is 'Object: {settings, chunks}.';
comment on column renditions.created_at is 'When it was begun.';

create table chapters (
    id uuid primary key default uuidv7(),
    video_id uuid not null references videos on delete cascade,
    title text not null constraint chapters_title_length check (length(title) between 1 and 255),
    description text,
    start_time_seconds numeric(10, 3) not null constraint chapters_start_non_negative check (start_time_seconds >= 0),
    end_time_seconds numeric(10, 3) not null,
    chapter_order integer not null constraint chapters_order_positive check (chapter_order > 0),
    thumbnail_url text constraint chapters_thumbnail_length check (length(thumbnail_url) <= 500),
    generated_at timestamptz,
    edited_at timestamptz,
    confidence_score numeric(3, 2) constraint chapters_confidence_range check (confidence_score between 0 and 1),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint chapters_start_before_end check (start_time_seconds < end_time_seconds),
    -- Deferred: renumbering and moving a boundary touch two rows, and only the end of the transaction must be right.
    constraint chapters_video_order_key unique (video_id, chapter_order) deferrable initially deferred,
    constraint chapters_never_overlap exclude using gist (
        video_id with =, numrange(start_time_seconds, end_time_seconds) with &&) deferrable initially deferred
);
comment on table chapters is 'Sections of a video; never overlapping.';
comment on column chapters.id is 'Key.';
comment on column chapters.video_id is 'Which video.';
comment on column chapters.title is 'As shown.';
comment on column chapters.description is 'As shown.';
comment on column chapters.start_time_seconds is 'First second.';
comment on column chapters.end_time_seconds is 'Second after the last.';
comment on column chapters.chapter_order is 'Its place, from 1.';
comment on column chapters.thumbnail_url is 'Picture.';
comment on column chapters.generated_at is 'When the machine proposed it; null when a person made it.';
comment on column chapters.edited_at is 'When a person last changed it; such a chapter is never overwritten.';
comment on column chapters.confidence_score is 'How sure the machine was, 0 to 1.';
comment on column chapters.created_at is 'When it was made.';
comment on column chapters.updated_at is 'When it last changed; its version.';
create trigger chapters_touch before update on chapters for each row execute function touch_updated_at();
create trigger chapters_audit after insert or update or delete on chapters for each row execute function audit('chapter');

create type caption_origin as enum ('uploaded', 'embedded', 'generated', 'edited');
comment on type caption_origin is 'Where captions came from.';

create table captions (
    id uuid primary key default uuidv7(),
    video_id uuid not null references videos on delete cascade,
    language text not null constraint captions_language_form check (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    label text not null constraint captions_label_length check (length(label) between 1 and 100),
    origin caption_origin not null,
    status video_status not null default 'ready',
    vtt text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint captions_video_language_key unique (video_id, language),
    constraint captions_ready_has_text check (status <> 'ready' or vtt is not null)
);
comment on table captions is 'Captions, one a language.';
comment on column captions.id is 'Key.';
comment on column captions.video_id is 'Which video.';
comment on column captions.language is 'BCP 47 tag.';
comment on column captions.label is 'The language as shown.';
comment on column captions.origin is 'Where they came from.';
comment on column captions.status is 'Whether they can be shown; inprogress while the machine writes them.';
comment on column captions.vtt is 'The WebVTT file.';
comment on column captions.created_at is 'When they were made.';
comment on column captions.updated_at is 'When they last changed; their version.';
create trigger captions_legal before insert or update of status on captions for each row
    execute function refuse_illegal_move('status', 'queued,inprogress,ready',
        'queued>inprogress,error', 'inprogress>ready,error,queued', 'ready>inprogress,queued', 'error>queued,inprogress');
create trigger captions_touch before update on captions for each row execute function touch_updated_at();
create trigger captions_audit after insert or delete or update of language, label, status on captions for each row execute function audit('caption', 'vtt');

create table transcript_segments (
    id uuid primary key default uuidv7(),
    caption_id uuid not null references captions on delete cascade,
    video_id uuid not null references videos on delete cascade,
    position integer not null constraint transcript_segments_position_positive check (position > 0),
    start_time_seconds numeric(10, 3) not null constraint transcript_segments_start_non_negative check (start_time_seconds >= 0),
    end_time_seconds numeric(10, 3) not null,
    text text not null,
    search tsvector generated always as (to_tsvector('simple', text)) stored,
    constraint transcript_segments_start_before_end check (start_time_seconds < end_time_seconds),
    constraint transcript_segments_place_key unique (caption_id, position)
);
comment on table transcript_segments is 'What is said when; the captions cut into rows, to be searched.';
comment on column transcript_segments.id is 'Key.';
comment on column transcript_segments.caption_id is 'Of which captions.';
comment on column transcript_segments.video_id is 'Of which video, so that a search needs one step.';
comment on column transcript_segments.position is 'Its place, from 1.';
comment on column transcript_segments.start_time_seconds is 'First second.';
comment on column transcript_segments.end_time_seconds is 'Second after the last.';
comment on column transcript_segments.text is 'What is said.';
comment on column transcript_segments.search is 'Its words; derived.';
create index transcript_segments_video_idx on transcript_segments (video_id, start_time_seconds);
create index transcript_segments_search_idx on transcript_segments using gin (search);
create index transcript_segments_trigram_idx on transcript_segments using gin (lower(text) gin_trgm_ops);

create table uploads (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    video_id uuid references videos on delete cascade,
    length bigint constraint uploads_length_counted check (length >= 0),
    received bigint not null default 0 constraint uploads_received_counted check (received >= 0),
    storage_key text not null,
    metadata jsonb not null default '{}' constraint uploads_metadata_object check (jsonb_typeof(metadata) = 'object'),
    concatenation jsonb constraint uploads_concatenation_object check (jsonb_typeof(concatenation) = 'object'),
    expires_at timestamptz not null,
    completed_at timestamptz,
    terminated_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint uploads_received_within_length check (received <= length),
    constraint uploads_completed_is_whole check (completed_at is null or received = length)
);
comment on table uploads is 'Uploads by tus, resumable.';
comment on column uploads.id is 'Key, in the upload''s address.';
comment on column uploads.user_id is 'Who uploads.';
comment on column uploads.video_id is 'What it becomes.';
comment on column uploads.length is 'Bytes announced; null while deferred.';
comment on column uploads.received is 'Bytes durably stored.';
comment on column uploads.storage_key is 'Where they are.';
comment on column uploads.metadata is 'Object: Upload-Metadata, decoded.';
comment on column uploads.concatenation is 'Object: {partial: true} or {parts: [ids]}.';
comment on column uploads.expires_at is 'When an unfinished upload is cleared away.';
comment on column uploads.completed_at is 'When the last byte was stored.';
comment on column uploads.terminated_at is 'When the client gave it up.';
comment on column uploads.created_at is 'When it began.';
comment on column uploads.updated_at is 'When a part last arrived.';
create index uploads_user_idx on uploads (user_id, created_at desc);
create index uploads_video_idx on uploads (video_id);
create index uploads_expires_idx on uploads (expires_at) where completed_at is null;
create trigger uploads_touch before update on uploads for each row execute function touch_updated_at();

create table playlists (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    title text not null constraint playlists_title_length check (length(title) between 1 and 255),
    description text not null default '',
    visibility video_visibility not null default 'private' constraint playlists_visibility_fits check (visibility <> 'course'),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz
);
comment on table playlists is 'Ordered lists of videos, across courses and channels.';
comment on column playlists.id is 'Key.';
comment on column playlists.user_id is 'Whose list.';
comment on column playlists.title is 'As shown.';
comment on column playlists.description is 'As shown.';
comment on column playlists.visibility is 'Who may see it.';
comment on column playlists.created_at is 'When it was made.';
comment on column playlists.updated_at is 'When it last changed; its version.';
comment on column playlists.deleted_at is 'When it was put into the bin.';
create index playlists_user_idx on playlists (user_id, created_at desc);
create index playlists_deleted_idx on playlists (deleted_at) where deleted_at is not null;
create trigger playlists_touch before update on playlists for each row execute function touch_updated_at();
create trigger playlists_audit after insert or update or delete on playlists for each row execute function audit('playlist');

create table playlist_items (
    playlist_id uuid not null references playlists on delete cascade,
    video_id uuid not null references videos on delete cascade,
    position integer not null constraint playlist_items_position_positive check (position > 0),
    created_at timestamptz not null default now(),
    primary key (playlist_id, video_id),
    constraint playlist_items_place_key unique (playlist_id, position) deferrable initially deferred
);
comment on table playlist_items is 'What is on a list, and where.';
comment on column playlist_items.playlist_id is 'Which list.';
comment on column playlist_items.video_id is 'Which video; once a list.';
comment on column playlist_items.position is 'Its place, from 1.';
comment on column playlist_items.created_at is 'When it was put there.';
create index playlist_items_video_idx on playlist_items (video_id);

-- --- Rights of what belongs to a video: seen with it, changed by its owner ----------------------------------------------

do $$
declare
    part text;
begin
    foreach part in array array['video_metadata', 'video_counters', 'renditions', 'chapters', 'captions', 'transcript_segments'] loop
        perform secure_table(part::regclass);
        -- The policies of videos decide; a part of an unseen video is unseen.
        execute format('create policy %1$s_with_video on %1$I for select to kinora_app
            using (exists (select from videos v where v.id = video_id))', part);
        execute format('grant select on %I to kinora_app', part);
    end loop;
    foreach part in array array['chapters', 'captions', 'transcript_segments'] loop
        -- Owners write chapters and captions themselves; counters, renditions and probes are the system's.
        execute format('create policy %1$s_by_owner on %1$I to kinora_app
            using (exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id())))
            with check (exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id())))', part);
        execute format('grant insert, update, delete on %I to kinora_app', part);
    end loop;
end $$;

select secure_table('uploads');
create policy uploads_own on uploads to kinora_app
    using (user_id = (select current_user_id())) with check (user_id = (select current_user_id()));
grant select, insert, update, delete on uploads to kinora_app;

select secure_table('playlists');
create policy playlists_own on playlists to kinora_app
    using (user_id = (select current_user_id())) with check (user_id = (select current_user_id()));
create policy playlists_public on playlists for select to kinora_app using (visibility in ('public', 'unlisted') and deleted_at is null);
create policy playlists_moderated on playlists for select to kinora_app using ((select is_moderator()));
grant select, insert, update, delete on playlists to kinora_app;
select secure_table('playlist_items');
create policy playlist_items_with_list on playlist_items for select to kinora_app
    using (exists (select from playlists p where p.id = playlist_id) and exists (select from videos v where v.id = video_id));
create policy playlist_items_own on playlist_items to kinora_app
    using (exists (select from playlists p where p.id = playlist_id and p.user_id = (select current_user_id())))
    with check (exists (select from playlists p where p.id = playlist_id and p.user_id = (select current_user_id()))
        and exists (select from videos v where v.id = video_id));
grant select, insert, update, delete on playlist_items to kinora_app;

-- --- Maintenance -------------------------------------------------------------------------------------------------------

create function publish_due(now_is timestamptz default now()) returns setof uuid
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        update videos set published_at = now_is, scheduled_for = null
        where scheduled_for <= now_is and deleted_at is null
        returning id;
    end;
comment on function publish_due(timestamptz) is 'Publishes what is scheduled for now; says which.';
revoke execute on function publish_due(timestamptz) from public;
grant execute on function publish_due(timestamptz) to kinora_worker;
