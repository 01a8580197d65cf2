-- Captions: which track is shown unasked, and how large a file may be.
-- Way back: drop column captions.shown_unasked with its index; drop constraint captions_vtt_length; make captions_audit as V006 has it.

set local lock_timeout = '5s';

alter table captions add column shown_unasked boolean not null default false;
comment on column captions.shown_unasked is 'Whether players show them unasked.';
-- Two could not both be shown.
create unique index captions_shown_key on captions (video_id) where shown_unasked;

-- As much as the API takes of a file; whatever writes them writes less than it read.
alter table captions add constraint captions_vtt_length check (octet_length(vtt) <= 16777216) not valid;
alter table captions validate constraint captions_vtt_length;

drop trigger captions_audit on captions;
create trigger captions_audit after insert or delete or update of language, label, status, shown_unasked on captions for each row
    execute function audit('caption', 'vtt');
