-- Answers that may be replayed, and mail on its way out.
-- Way back: drop function purge_idempotency_keys(); drop table idempotency_keys, mails; drop type mail_status;
-- what is lost: replays of the last 24 hours, mail not yet sent.

set local lock_timeout = '5s';

create table idempotency_keys (
    user_id uuid not null,
    key text not null constraint idempotency_keys_key_length check (length(key) between 1 and 255),
    operation text not null constraint idempotency_keys_operation_length check (length(operation) between 1 and 2000),
    fingerprint bytea not null constraint idempotency_keys_fingerprint_sha256 check (length(fingerprint) = 32),
    status integer constraint idempotency_keys_status_http check (status between 200 and 599),
    location text,
    response text,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (user_id, key),
    constraint idempotency_keys_lifetime check (expires_at > created_at)
);
comment on table idempotency_keys is
    'What a request under an Idempotency-Key was answered, written in the transaction that did its work.';
comment on column idempotency_keys.user_id is
    'Whose key it is; the API keys of one person share their keys. No foreign key: the row is gone a day later anyway.';
comment on column idempotency_keys.key is 'The header Idempotency-Key as the client sent it.';
comment on column idempotency_keys.operation is 'Method, path and query; a key belongs to one operation.';
comment on column idempotency_keys.fingerprint is 'SHA-256 of the request body; another body under the same key is refused.';
comment on column idempotency_keys.status is 'The HTTP status of the answer; null only inside the transaction doing the work.';
comment on column idempotency_keys.location is 'The header Location of the answer, if it had one.';
comment on column idempotency_keys.response is
    'The body of the answer as JSON, encrypted: an answer may hold a secret that is shown once. Null when it had none.';
comment on column idempotency_keys.created_at is 'When the first request came.';
comment on column idempotency_keys.expires_at is 'From then on the key may be used for something else.';
create index idempotency_keys_expires_at on idempotency_keys (expires_at);

alter table idempotency_keys enable row level security, force row level security;
-- A replay is an answer once given to somebody; to anybody else the key does not exist.
create policy idempotency_keys_own on idempotency_keys to kinora_app
    using (user_id = (select current_user_id()))
    with check (user_id = (select current_user_id()));
-- The system clears away what nobody may replay any more, and sees nothing else.
create policy idempotency_keys_expired on idempotency_keys for all to kinora_worker
    using (expires_at <= now())
    with check (false);
grant select, insert, update on idempotency_keys to kinora_app;
grant select (expires_at), delete on idempotency_keys to kinora_worker;

create function purge_idempotency_keys() returns bigint
    language sql volatile
    begin atomic
        with purged as (delete from idempotency_keys where expires_at <= now() returning expires_at)
        select count(*) from purged;
    end;
comment on function purge_idempotency_keys() is 'Deletes the keys that have expired and says how many they were.';
revoke execute on function purge_idempotency_keys() from public;
grant execute on function purge_idempotency_keys() to kinora_worker;

create type mail_status as enum ('queued', 'sent', 'failed', 'kept');
comment on type mail_status is
    'queued: to be delivered; sent: the server took it; failed: given up, see last_error; kept: no server is configured.';

create table mails (
    id uuid primary key default uuidv7(),
    recipient text not null,
    subject text not null,
    text text,
    html text,
    unsubscribe_url text,
    status mail_status not null,
    attempts integer not null default 0 constraint mails_attempts_counted check (attempts >= 0),
    last_error text,
    created_at timestamptz not null default now(),
    next_attempt_at timestamptz not null default now(),
    sent_at timestamptz,
    failed_at timestamptz,
    constraint mails_sent_has_its_time check ((status = 'sent') = (sent_at is not null)),
    constraint mails_failed_has_its_time check ((status = 'failed') = (failed_at is not null)),
    constraint mails_unsent_has_its_text check (status = 'sent' or text is not null)
);
comment on table mails is 'Mail written in the transaction that caused it, delivered after its commit.';
comment on column mails.id is 'Also the left part of the Message-ID, so that a mail sent twice is recognised as one.';
comment on column mails.recipient is 'The address it goes to.';
comment on column mails.subject is 'The subject, one line.';
comment on column mails.text is 'The body as plain text; forgotten once sent, as it may hold a link that lets its bearer in.';
comment on column mails.html is 'The body as HTML, when there is one; forgotten once sent.';
comment on column mails.unsubscribe_url is 'Where the recipient unsubscribes (List-Unsubscribe), for mail that is not an answer.';
comment on column mails.status is 'What became of it.';
comment on column mails.attempts is 'How often delivery was begun.';
comment on column mails.last_error is 'What the last failed attempt was answered.';
comment on column mails.created_at is 'When it was written.';
comment on column mails.next_attempt_at is 'When delivery may be tried (again); while one is under way, when others may take over.';
comment on column mails.sent_at is 'When the server took it.';
comment on column mails.failed_at is 'When it was given up.';
-- The sweep asks for what is due and nothing else; sent mail never burdens it.
create index mails_due on mails (next_attempt_at) where status = 'queued';

alter table mails enable row level security, force row level security;
-- Whoever triggers a mail may hand it in, new; nobody can read mail through the web, not even their own.
create policy mails_hand_in on mails for insert to kinora_app
    with check (status in ('queued', 'kept') and attempts = 0);
-- The system delivers everybody's mail.
create policy mails_deliver on mails to kinora_worker using (true) with check (true);
grant insert on mails to kinora_app;
grant select, insert, update, delete on mails to kinora_worker;
