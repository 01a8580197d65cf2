-- Editions: what processing makes of a film to be played, whole or in the making, beside the one that plays until then.
-- Way back: drop table rendition_chunks; drop the column edition_id of renditions and of videos; drop table editions, its function and type; add
-- constraint renditions_video_name_key unique (video_id, name) to renditions.

set local lock_timeout = '5s';

-- --- library: editions -----------------------------------------------------------------------------------------------------------

create type edition_state as enum ('making', 'ready', 'failed', 'retired');
comment on type edition_state is 'A retired one was ready until another took its place.';

create table editions (
    id uuid primary key default uuidv7(),
    video_id uuid not null references videos on delete cascade,
    state edition_state not null default 'making',
    state_at timestamptz not null default now(),
    source_key text not null,
    chunks integer not null constraint editions_chunks_counted check (chunks >= 0),
    plan jsonb not null default '{}' constraint editions_plan_object check (jsonb_typeof(plan) = 'object'),
    cuts numeric(10, 3)[] not null default '{}',
    storyboard jsonb constraint editions_storyboard_object check (jsonb_typeof(storyboard) = 'object'),
    playable_at timestamptz,
    created_at timestamptz not null default now()
);
comment on table editions is 'A film as it is played: one making of all its rungs, of sound and pictures of its time line.';
comment on column editions.id is 'Key; its files lie below it.';
comment on column editions.video_id is 'Which video.';
comment on column editions.state is 'How far it is.';
comment on column editions.state_at is 'Since when.';
comment on column editions.source_key is 'What it is made of.';
comment on column editions.chunks is 'Into how many pieces its time line is cut; 0 for sound alone.';
comment on column editions.plan is 'Object: what was decided beforehand, as the processing wrote it: frame rate, length of a segment, rungs, sound.';
comment on column editions.cuts is 'Seconds at which one shot ends and another begins, in order.';
comment on column editions.storyboard is 'Object: {interval, width, height, columns, sprites: [{chunk, start, pictures}]}; null until it is whole, and without pictures.';
comment on column editions.playable_at is 'When its beginning could be played.';
comment on column editions.created_at is 'When it was begun.';
create unique index editions_making_key on editions (video_id) where state = 'making';
create unique index editions_ready_key on editions (video_id) where state = 'ready';
create index editions_video_idx on editions (video_id);
select secure_table('editions');

create function stamp_edition_state() returns trigger
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    new.state_at := clock_timestamp();
    return new;
end $$;
comment on function stamp_edition_state() is 'Trigger: state_at follows the state.';
create trigger editions_state before update of state on editions for each row when (new.state <> old.state)
    execute function stamp_edition_state();
create trigger editions_legal before insert or update of state on editions for each row
    execute function refuse_illegal_move('state', 'making', 'making>ready,failed', 'ready>retired');

alter table videos add column edition_id uuid references editions on delete set null;
comment on column videos.edition_id is 'What plays: the first one from its first seconds on, a later one once it is whole.';
create index videos_edition_idx on videos (edition_id) where edition_id is not null;
grant select (edition_id) on videos to kinora_app;

-- Nothing wrote renditions before there were editions.
delete from renditions;
alter table renditions drop constraint renditions_video_name_key;
alter table renditions
    add column edition_id uuid not null references editions on delete cascade,
    add column timescale integer not null default 1000 constraint renditions_timescale_positive check (timescale > 0),
    add constraint renditions_edition_name_key unique (edition_id, name);
comment on column renditions.edition_id is 'Of which edition.';
comment on column renditions.timescale is 'Ticks a second, in which its segments are measured.';
create index renditions_video_idx on renditions (video_id);
grant select (edition_id, timescale) on renditions to kinora_app;

create table rendition_chunks (
    rendition_id uuid not null references renditions on delete cascade,
    number integer not null constraint rendition_chunks_number_counted check (number >= 0),
    first_segment integer not null constraint rendition_chunks_first_counted check (first_segment >= 0),
    durations integer[] not null,
    sizes integer[] not null,
    primary key (rendition_id, number),
    constraint rendition_chunks_alike check (cardinality(durations) = cardinality(sizes))
);
comment on table rendition_chunks is 'Segments of a rendition that are written, by the piece of the time line they were made with.';
comment on column rendition_chunks.rendition_id is 'Of which rendition.';
comment on column rendition_chunks.number is 'Which piece, from 0.';
comment on column rendition_chunks.first_segment is 'Number of its first segment in the rendition, from 0.';
comment on column rendition_chunks.durations is 'How long each segment lasts, in ticks.';
comment on column rendition_chunks.sizes is 'How many bytes each has.';
select secure_table('rendition_chunks');
