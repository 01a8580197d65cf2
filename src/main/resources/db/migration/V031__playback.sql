-- Plays: what a player has told of one showing of a film, so that a beat that comes twice or too fast counts as it should.
-- Way back: drop table counted_views, plays; the views that were counted stay.

set local lock_timeout = '5s';

-- --- analytics: plays ------------------------------------------------------------------------------------------------------------

create table plays (
    id uuid primary key,
    video_id uuid not null references videos on delete cascade,
    user_id uuid references users on delete cascade,
    sequences int4multirange not null default '{}',
    watched int4multirange not null default '{}',
    spent numeric(12, 3) not null default 0 constraint plays_spent_counted check (spent >= 0),
    counted_at timestamptz,
    created_at timestamptz not null default now()
);
comment on table plays is 'Showings of films that are going on or ended of late; forgotten after two days.';
comment on column plays.id is 'Key; chosen by the player.';
comment on column plays.video_id is 'Of which video.';
comment on column plays.user_id is 'Who watches, if signed in.';
comment on column plays.sequences is 'Which beats have come.';
comment on column plays.watched is 'The seconds that were credited.';
comment on column plays.spent is 'Seconds on the clock that the credited ones took; never more than have passed.';
comment on column plays.counted_at is 'When it became a view; not yet while null.';
comment on column plays.created_at is 'When its first beat came.';
create index plays_video_idx on plays (video_id);
create index plays_user_idx on plays (user_id) where user_id is not null;
create index plays_created_idx on plays (created_at);
select secure_table('plays');

create table counted_views (
    video_id uuid not null references videos on delete cascade,
    day date not null,
    viewer bytea not null constraint counted_views_viewer_length check (length(viewer) = 32),
    primary key (video_id, day, viewer)
);
comment on table counted_views is 'Who was counted as a viewer of a video on a day, so that they count once; forgotten after two days.';
comment on column counted_views.video_id is 'Of which video.';
comment on column counted_views.day is 'On which day, in UTC.';
comment on column counted_views.viewer is 'A keyed hash of the account, or of address and browser: to be compared, not to be read.';
create index counted_views_day_idx on counted_views (day);
select secure_table('counted_views');
