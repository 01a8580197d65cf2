-- Plays: whose they are is kept for people who are not signed in too, so that the clock of a viewer runs once for all they play of a film.
-- Way back: drop index plays_viewer_idx; alter table plays drop column viewer.

set local lock_timeout = '5s';

alter table plays add column viewer bytea constraint plays_viewer_length check (length(viewer) = 32);
comment on column plays.viewer is 'A keyed hash of the account, or of address and browser: to be compared, not to be read. Null where it began before this was kept.';
comment on column plays.spent is 'Seconds on the clock since it began that are used up, by it or by another play of the same viewer and video.';
-- A name for a play is free to choose: without this each new one would get time of its own.
create index plays_viewer_idx on plays (viewer, video_id) where viewer is not null;
