-- Uploads and stores at a third look: what tells whether a film is still the same while it is fetched, a grace for what seems to be nobody's, and
-- whose a store is.
-- Way back: alter table uploads drop column validator; alter table doomed_media drop column due_at; drop table installation. What is still within
-- its grace is then deleted at once, unless its rows are deleted before.

set local lock_timeout = '5s';

-- --- library: films that are fetched, bytes that seem to be nobody's -------------------------------------------------------------------

alter table uploads add column validator text constraint uploads_validator_length check (length(validator) between 1 and 300);
comment on column uploads.validator is
    'What the server it is fetched from said to tell one version of the film from another: a strong ETag or a date; null where it said nothing.';

alter table doomed_media add column due_at timestamptz not null default now();
comment on column doomed_media.due_at is 'Not deleted before; what only seems to be nobody''s is looked at again then.';

-- --- platform: which Kinora this is --------------------------------------------------------------------------------------------------

create table installation (
    only_one boolean primary key default true constraint installation_only_one check (only_one),
    id uuid not null default uuidv7()
);
comment on table installation is
    'Which Kinora this is. Its id stands in each store it uses, so that it never clears away what belongs to another.';
comment on column installation.only_one is 'Key; always true, as there is one row.';
comment on column installation.id is 'Never changed, and the same in a database that was put back.';
select secure_table('installation');
insert into installation default values;
