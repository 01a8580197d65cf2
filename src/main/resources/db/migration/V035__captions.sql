-- Captions: which track is shown unasked, and how large a file may be.
-- Way back: drop column captions.is_default with its index; drop constraint captions_vtt_length; make captions_audit as V006 has it.

set local lock_timeout = '5s';

alter table captions add column is_default boolean not null default false;
comment on column captions.is_default is 'Whether players show them unasked.';
-- Two could not both be shown.
create unique index captions_default_key on captions (video_id) where is_default;

-- As much as the API takes of a file; whatever writes them writes less than it read.
alter table captions add constraint captions_vtt_length check (octet_length(vtt) <= 16777216) not valid;
alter table captions validate constraint captions_vtt_length;

drop trigger captions_audit on captions;
create trigger captions_audit after insert or delete or update of language, label, status, is_default on captions for each row
    execute function audit('caption', 'vtt');
