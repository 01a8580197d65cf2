-- Remakes: a film that plays is made again or gets another file, and plays on until that is whole; what its owner wants of the making; how far and
-- how fast it goes; loudness and silences, kept for chapters.
-- Way back: drop the tables remakes and processing_wishes with their types; drop the trigger videos_fewer_bytes with its function; drop the columns
-- below, that of watermark_profiles among them; restore video_history of V024 and media_is_referred of V030. Files that were to replace others are then nobody's.

set local lock_timeout = '5s';

-- --- library: remakes ------------------------------------------------------------------------------------------------------------

create type remake_kind as enum ('again', 'replacement');
comment on type remake_kind is 'Of the file that is there, or of another one.';
create type remake_state as enum ('arriving', 'waiting', 'making', 'ready', 'failed', 'cancelled');
comment on type remake_state is 'arriving: the bytes of the other file come; ready: it plays.';

create table remakes (
    id uuid primary key default uuidv7(),
    video_id uuid not null references videos on delete cascade,
    kind remake_kind not null,
    state remake_state not null,
    state_at timestamptz not null default now(),
    upload_id uuid references uploads on delete set null,
    filename text constraint remakes_filename_length check (length(filename) between 1 and 255),
    source jsonb constraint remakes_source_object check (jsonb_typeof(source) = 'object'),
    source_sha256 bytea constraint remakes_source_sha256_length check (length(source_sha256) = 32),
    reserved_bytes bigint not null default 0 constraint remakes_reserved_counted check (reserved_bytes >= 0),
    progress smallint not null default 0 constraint remakes_progress_range check (progress between 0 and 100),
    ready_by timestamptz,
    error_code text,
    error_message text,
    created_at timestamptz not null default now()
);
comment on table remakes is 'Films that are made again or get another file, while what they were plays on; and how that ended.';
comment on column remakes.id is 'Key.';
comment on column remakes.video_id is 'Which video.';
comment on column remakes.kind is 'Of what it is made.';
comment on column remakes.state is 'How far it is.';
comment on column remakes.state_at is 'Since when.';
comment on column remakes.upload_id is 'The upload that brings the other file; null when that is forgotten.';
comment on column remakes.filename is 'What the other file is called.';
comment on column remakes.source is 'Object: {store, key, bytes, container, film} of the other file, once it was looked into.';
comment on column remakes.source_sha256 is 'Hash of the other file, once it was read through.';
comment on column remakes.reserved_bytes is 'By how much the other file is larger; counted as the video''s until it is known whether it stays.';
comment on column remakes.progress is 'How much of it is made, in per cent.';
comment on column remakes.ready_by is 'When it is expected to be whole; null while nobody can say.';
comment on column remakes.error_code is 'Why nothing became of it, of Cloudflare''s list.';
comment on column remakes.error_message is 'The same as a sentence.';
comment on column remakes.created_at is 'When it was begun.';
-- Two at once would fight about what plays in the end.
create unique index remakes_open_key on remakes (video_id) where state in ('arriving', 'waiting', 'making');
create index remakes_video_idx on remakes (video_id, created_at desc);
create index remakes_upload_idx on remakes (upload_id) where upload_id is not null;
select secure_table('remakes');
-- What becomes of a film is its owner's affair; the others see what plays.
create policy remakes_by_owner on remakes for select to kinora_app
    using (exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id())));
grant select (id, video_id, kind, state, state_at, upload_id, filename, progress, ready_by, error_code, error_message, created_at)
    on remakes to kinora_app;

create function stamp_remake_state() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    new.state_at := clock_timestamp();
    return new;
end $$;
comment on function stamp_remake_state() is 'Trigger: state_at follows the state.';
revoke execute on function stamp_remake_state() from public;
create trigger remakes_state before update of state on remakes for each row when (new.state <> old.state)
    execute function stamp_remake_state();
create trigger remakes_legal before insert or update of state on remakes for each row
    execute function refuse_illegal_move('state', 'arriving,waiting', 'arriving>waiting,ready,failed,cancelled',
        'waiting>making,failed,cancelled', 'making>ready,failed,cancelled');
create trigger remakes_audit after insert or update of state on remakes for each row execute function audit('remake', 'source', 'source_sha256');

create function give_fewer_bytes_back() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    update users set storage_used_bytes = greatest(0, storage_used_bytes - (old.counted_bytes - new.counted_bytes)) where id = new.user_id;
    return null;
end $$;
comment on function give_fewer_bytes_back() is 'Trigger: a video that counts less than before gives the difference back.';
revoke execute on function give_fewer_bytes_back() from public;
create trigger videos_fewer_bytes after update of counted_bytes on videos for each row when (new.counted_bytes < old.counted_bytes)
    execute function give_fewer_bytes_back();

alter table uploads add column credit_bytes bigint not null default 0 constraint uploads_credit_counted check (credit_bytes >= 0);
comment on column uploads.credit_bytes is 'What the file counts that this one replaces; so much of it needs no reservation.';

create or replace function video_history(of_video uuid, most integer default 100)
    returns table (id uuid, happened_at timestamptz, action text, by_owner boolean, actor_type audit_actor, changes jsonb)
    language sql stable security definer
    set search_path = public, pg_temp
    begin atomic
        select l.id, l.created_at,
            case when l.resource_type = 'remake' then 'remake.' || r.kind || '.' || coalesce(l.new_values ->> 'state', r.state::text) else l.action end,
            coalesce(l.user_id = v.user_id, false), l.actor_type, l.changes
        from videos v
        cross join lateral (
            select v.id as resource, 'video' as type
            union all select m.id, 'remake' from remakes m where m.video_id = v.id) told
        join audit_logs l on l.resource_type = told.type and l.resource_id = told.resource and l.created_at >= v.created_at - interval '1 day'
        left join remakes r on r.id = told.resource
        where v.id = of_video and (v.user_id = current_user_id() or is_admin())
        order by l.created_at desc, l.id desc
        limit most;
    end;

create or replace function media_is_referred(in_store text, media_path text) returns boolean
    language sql stable
    set search_path = public, pg_temp
    begin atomic
        select case
            -- Of a video that is there, what is being made and what plays; no edition that came to nothing or was replaced.
            when media_path ~ '^videos/[0-9a-f-]{36}/editions/[0-9a-f-]{36}/$' then exists (
                select from editions e join videos v on v.id = e.video_id
                where e.id = split_part(media_path, '/', 4)::uuid and e.state in ('making', 'ready')
                  and in_store in (v.store, coalesce(v.moving_to, v.store)))
            when right(media_path, 1) = '/' then not exists (select from unowned_media(in_store, array[rtrim(media_path, '/')]))
            when media_path ~ '^videos/[0-9a-f-]{36}/thumbnails/' then exists (
                select from videos v
                where v.id = split_part(media_path, '/', 2)::uuid and in_store in (v.store, coalesce(v.moving_to, v.store))
                  and v.thumbnail_url = '/thumbnails/' || v.id || '/' || split_part(media_path, '/', 4))
            else exists (select from uploads u where u.id = right(media_path, 36)::uuid and u.store = in_store and u.storage_key = media_path)
                or exists (select from videos v where v.id = split_part(media_path, '/', 2)::uuid
                    and in_store in (v.store, coalesce(v.moving_to, v.store)) and v.storage_key = media_path)
                -- A file that is to replace another is the video's before it plays.
                or exists (select from remakes r join videos v on v.id = r.video_id
                    where v.id = split_part(media_path, '/', 2)::uuid and r.state in ('waiting', 'making')
                      and in_store in (v.store, coalesce(v.moving_to, v.store)) and r.source ->> 'key' = media_path) end;
    end;

-- --- library: what owners want of the making ---------------------------------------------------------------------------------------

create table processing_wishes (
    video_id uuid primary key references videos on delete cascade,
    even_loudness_at timestamptz,
    watermark_id uuid references watermark_profiles on delete set null
);
comment on table processing_wishes is 'What owners want done to their films when these are made, besides what is done to all.';
comment on column processing_wishes.video_id is 'Which video.';
comment on column processing_wishes.even_loudness_at is 'Since when its sound is to be brought to the usual loudness; null when it is not.';
comment on column processing_wishes.watermark_id is 'The picture that is to be laid over it; null for none.';
create index processing_wishes_watermark_idx on processing_wishes (watermark_id) where watermark_id is not null;
select secure_table('processing_wishes');
-- Whose film it is decides; the mark must be their own, which the policies of watermarks see to.
create policy processing_wishes_by_owner on processing_wishes to kinora_app
    using (exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id())))
    with check (exists (select from videos v where v.id = video_id and v.user_id = (select current_user_id()))
        and (watermark_id is null or exists (select from watermark_profiles w where w.id = watermark_id)));
grant select, insert, update, delete on processing_wishes to kinora_app;
create trigger processing_wishes_audit after insert or delete or update of even_loudness_at, watermark_id on processing_wishes
    for each row execute function audit('processing_wish');

-- As avatars are: small, and gone with its row. Files of profiles may lie in a store besides.
alter table watermark_profiles
    add column picture bytea constraint watermark_profiles_picture_size check (length(picture) between 1 and 2000000);
comment on column watermark_profiles.picture is 'The picture itself, as PNG; null where it lies in a store.';
grant select (picture), insert (user_id, name, picture, width, height, opacity, padding, scale, position),
    update (picture, width, height) on watermark_profiles to kinora_app;

-- --- library: how far and how fast -------------------------------------------------------------------------------------------------

alter table videos add column ready_by timestamptz;
comment on column videos.ready_by is 'While it is prepared, when it is expected to be whole, by how fast it went so far; null while nobody can say.';
grant select (ready_by) on videos to kinora_app;

alter table editions
    add column done jsonb not null default '{}' constraint editions_done_object check (jsonb_typeof(done) = 'object'),
    add column encoding_at timestamptz,
    add column loudness numeric(6, 2),
    add column loudness_range numeric(6, 2),
    add column true_peak numeric(6, 2),
    add column silences nummultirange not null default '{}',
    add column unread_subtitles smallint not null default 0 constraint editions_unread_subtitles_counted check (unread_subtitles >= 0);
comment on column editions.done is 'Object: of each piece of the time line, by its number, how many seconds are encoded.';
comment on column editions.encoding_at is 'When its first piece was taken up.';
comment on column editions.loudness is 'Of its sound, in LUFS, over the whole of it (EBU R128); null without sound, or where all of it is silent.';
comment on column editions.loudness_range is 'Between what is quiet in it and what is loud, in LU.';
comment on column editions.true_peak is 'Its loudest moment, in dBTP.';
comment on column editions.silences is 'Seconds at which nothing is to be heard.';
comment on column editions.unread_subtitles is 'Tracks of subtitles that were not taken over, since they are pictures.';
