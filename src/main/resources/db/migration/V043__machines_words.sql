-- What a language model says a film is about stands beside the chapters it proposed; what a machine has heard of a film is kept piece by piece, so that
-- whoever goes on need not hear it again.
-- Way back: alter table chapter_outlines drop column summary; drop table heard_pieces.

set local lock_timeout = '5s';

-- --- library: what machines say -----------------------------------------------------------------------------------------------------------

alter table chapter_outlines
    add column summary text constraint chapter_outlines_summary_length check (length(summary) between 1 and 20000);
comment on column chapter_outlines.summary is
    'What the video is about, in the language model''s words; null where none was asked or it said nothing.';

create table heard_pieces (
    id uuid primary key default uuidv7(),
    caption_id uuid not null references captions on delete cascade,
    edition_id uuid not null references editions on delete cascade,
    engine text not null constraint heard_pieces_engine_length check (length(engine) between 1 and 1000),
    asked text not null constraint heard_pieces_asked_length check (length(asked) between 1 and 100),
    first_sample bigint not null constraint heard_pieces_first_counted check (first_sample >= 0),
    next_sample bigint not null,
    language text,
    said jsonb not null constraint heard_pieces_said_array check (jsonb_typeof(said) = 'array'),
    constraint heard_pieces_first_before_next check (first_sample < next_sample),
    constraint heard_pieces_place_key unique (caption_id, first_sample)
);
comment on table heard_pieces is 'What a machine has heard of a film whose captions it writes, until they are whole.';
comment on column heard_pieces.id is 'Key.';
comment on column heard_pieces.caption_id is 'Which captions it writes.';
comment on column heard_pieces.edition_id is 'Of which file; of another one nothing of it counts.';
comment on column heard_pieces.engine is 'What heard it, with its model.';
comment on column heard_pieces.asked is 'The language that was asked for; und for one that is found out.';
comment on column heard_pieces.first_sample is 'The first sample of it, of 16,000 a second.';
comment on column heard_pieces.next_sample is 'The sample after its last.';
comment on column heard_pieces.language is 'Which language the machine took it for; null where it did not say.';
comment on column heard_pieces.said is 'Array of {start, end, text}, in milliseconds from the beginning of the piece.';
create index heard_pieces_edition_idx on heard_pieces (edition_id);
select secure_table('heard_pieces');
