-- Each attempt to deliver a message to a webhook is kept, not the last one alone.
-- Way back: drop table webhook_attempts; what they say of all but the last attempt of each message is gone.

set local lock_timeout = '5s';

-- --- stream: attempts of deliveries -----------------------------------------------------------------------------------------------

create table webhook_attempts (
    delivery_id uuid not null references webhook_deliveries on delete cascade,
    number integer not null constraint webhook_attempts_number_counted check (number > 0),
    begun_at timestamptz not null,
    duration_ms integer not null constraint webhook_attempts_duration_counted check (duration_ms >= 0),
    response_status integer constraint webhook_attempts_status_range check (response_status between 100 and 599),
    response_body text constraint webhook_attempts_body_length check (length(response_body) <= 1000),
    error_message text,
    primary key (delivery_id, number),
    constraint webhook_attempts_says_how_it_went check (response_status is not null or error_message is not null)
);
comment on table webhook_attempts is 'How each attempt to deliver a message went; the newest hundred of a message, as long as the message is kept.';
comment on column webhook_attempts.delivery_id is 'Of which message.';
comment on column webhook_attempts.number is 'The how manieth of the message, from 1; also when it is sent again.';
comment on column webhook_attempts.begun_at is 'When.';
comment on column webhook_attempts.duration_ms is 'How long it took, in milliseconds.';
comment on column webhook_attempts.response_status is 'The answer''s status; null without one.';
comment on column webhook_attempts.response_body is 'The answer''s beginning.';
comment on column webhook_attempts.error_message is 'Why the message was not accepted; null when it was.';
select secure_table('webhook_attempts');
-- Whoever sees a message sees how it went; only the system writes that.
create policy webhook_attempts_with_delivery on webhook_attempts for select to kinora_app
    using (exists (select from webhook_deliveries d where d.id = delivery_id));
grant select on webhook_attempts to kinora_app;
