-- Whether there is a caption in captions: those that are only begun count nowhere. The table is written anew, with nobody reading or writing it
-- meanwhile.
-- Way back: drop column captions.has_cues.

set local lock_timeout = '5s';

alter table captions add column has_cues boolean not null generated always as (coalesce(vtt like '% --> %', false)) stored;
comment on column captions.has_cues is 'Whether there is a caption in them: those that are only begun have their first line alone; derived.';
