-- What the Cloudflare-compatible face needs of its own.
-- Way back: drop table watermark_profiles, webhook_deliveries, webhooks, signing_keys cascade; drop the type below; issued playback tokens stop working.

set local lock_timeout = '5s';

create table signing_keys (
    id uuid primary key default uuidv7(),
    user_id uuid references users on delete cascade,
    public_jwk jsonb not null constraint signing_keys_public_object check (jsonb_typeof(public_jwk) = 'object' and not public_jwk ? 'd'),
    private_key_encrypted bytea,
    retired_at timestamptz,
    created_at timestamptz not null default now()
);
comment on table signing_keys is 'Keys that sign playback tokens.';
comment on column signing_keys.id is 'Key, and the kid of its tokens.';
comment on column signing_keys.user_id is 'Whose; null for the installation''s own.';
comment on column signing_keys.public_jwk is 'Object: the public half as a JWK.';
comment on column signing_keys.private_key_encrypted is 'The private half, encrypted; null when only its owner has it.';
comment on column signing_keys.retired_at is 'When it stopped signing; its tokens are good until they expire.';
comment on column signing_keys.created_at is 'When it was made.';
create index signing_keys_user_idx on signing_keys (user_id);
create index signing_keys_active_idx on signing_keys (created_at desc) where retired_at is null;
create trigger signing_keys_audit after insert or update or delete on signing_keys for each row execute function audit('signing_key', 'private_key_encrypted');
select secure_table('signing_keys');
create policy signing_keys_own on signing_keys for select to kinora_app using (user_id = (select current_user_id()));
create policy signing_keys_end on signing_keys for delete to kinora_app using (user_id = (select current_user_id()));
grant select (id, user_id, public_jwk, retired_at, created_at), delete on signing_keys to kinora_app;

create table webhooks (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    url text not null constraint webhooks_url_form check (url ~ '^https?://' and length(url) <= 2000),
    events text[] not null default '{}',
    secret_encrypted bytea not null,
    paused_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
comment on table webhooks is 'Addresses that are told of events.';
comment on column webhooks.id is 'Key, and the context under which the secret is encrypted.';
comment on column webhooks.user_id is 'Whose.';
comment on column webhooks.url is 'Where to.';
comment on column webhooks.events is 'Which events, e.g. video.ready; empty means all.';
comment on column webhooks.secret_encrypted is 'What deliveries are signed with, encrypted.';
comment on column webhooks.paused_at is 'Since when nothing is sent.';
comment on column webhooks.created_at is 'When it was made.';
comment on column webhooks.updated_at is 'When it last changed; its version.';
create index webhooks_user_idx on webhooks (user_id);
create trigger webhooks_touch before update on webhooks for each row execute function touch_updated_at();
create trigger webhooks_audit after insert or update or delete on webhooks for each row execute function audit('webhook', 'secret_encrypted');
select secure_table('webhooks');
create policy webhooks_own on webhooks to kinora_app
    using (user_id = (select current_user_id())) with check (user_id = (select current_user_id()));
grant select (id, user_id, url, events, paused_at, created_at, updated_at), delete on webhooks to kinora_app;
grant insert (id, user_id, url, events, secret_encrypted), update (url, events, secret_encrypted, paused_at) on webhooks to kinora_app;

create type delivery_status as enum ('queued', 'delivered', 'failed');
comment on type delivery_status is 'What became of a delivery.';
create table webhook_deliveries (
    id uuid primary key default uuidv7(),
    webhook_id uuid not null references webhooks on delete cascade,
    event text not null constraint webhook_deliveries_event_form check (event ~ '^[a-z_]+\.[a-z_]+$'),
    payload jsonb not null constraint webhook_deliveries_payload_object check (jsonb_typeof(payload) = 'object'),
    status delivery_status not null default 'queued',
    status_changed_at timestamptz not null default now(),
    attempts integer not null default 0 constraint webhook_deliveries_attempts_counted check (attempts >= 0),
    response_status integer constraint webhook_deliveries_status_range check (response_status between 100 and 599),
    response_body text constraint webhook_deliveries_body_length check (length(response_body) <= 4000),
    error_message text,
    delivered_at timestamptz,
    created_at timestamptz not null default now(),
    constraint webhook_deliveries_delivered_has_its_time check ((status = 'delivered') = (delivered_at is not null))
);
comment on table webhook_deliveries is 'What was sent to webhooks, and what they said; can be sent again.';
comment on column webhook_deliveries.id is 'Key, and the id in the message.';
comment on column webhook_deliveries.webhook_id is 'To which.';
comment on column webhook_deliveries.event is 'What happened.';
comment on column webhook_deliveries.payload is 'Object: the message.';
comment on column webhook_deliveries.status is 'What became of it.';
comment on column webhook_deliveries.status_changed_at is 'When.';
comment on column webhook_deliveries.attempts is 'How often it was tried.';
comment on column webhook_deliveries.response_status is 'The last answer''s status.';
comment on column webhook_deliveries.response_body is 'The last answer''s beginning.';
comment on column webhook_deliveries.error_message is 'Why there was no answer.';
comment on column webhook_deliveries.delivered_at is 'When it was accepted.';
comment on column webhook_deliveries.created_at is 'When it happened.';
create index webhook_deliveries_webhook_idx on webhook_deliveries (webhook_id, created_at desc);
create index webhook_deliveries_queued_idx on webhook_deliveries (created_at) where status = 'queued';
create function stamp_delivery_status() returns trigger
    language plpgsql as $$
begin
    if new.status is distinct from old.status then
        new.status_changed_at := clock_timestamp();
    end if;
    return new;
end $$;
comment on function stamp_delivery_status() is 'Trigger: status_changed_at tells since when.';
create trigger webhook_deliveries_legal before insert or update of status on webhook_deliveries for each row
    execute function refuse_illegal_move('status', 'queued', 'queued>delivered,failed', 'failed>queued', 'delivered>queued');
create trigger webhook_deliveries_status before update of status on webhook_deliveries for each row execute function stamp_delivery_status();
select secure_table('webhook_deliveries');
create policy webhook_deliveries_with_webhook on webhook_deliveries for select to kinora_app
    using (exists (select from webhooks w where w.id = webhook_id));
grant select on webhook_deliveries to kinora_app;

create table watermark_profiles (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    name text not null constraint watermark_profiles_name_length check (length(name) between 1 and 255),
    storage_key text not null,
    width integer not null constraint watermark_profiles_width_positive check (width > 0),
    height integer not null constraint watermark_profiles_height_positive check (height > 0),
    opacity numeric(3, 2) not null default 1 constraint watermark_profiles_opacity_range check (opacity between 0 and 1),
    padding numeric(3, 2) not null default 0.05 constraint watermark_profiles_padding_range check (padding between 0 and 1),
    scale numeric(3, 2) not null default 0.15 constraint watermark_profiles_scale_range check (scale between 0 and 1),
    position text not null default 'upperRight'
        constraint watermark_profiles_position_known check (position in ('upperRight', 'upperLeft', 'lowerLeft', 'lowerRight', 'center')),
    created_at timestamptz not null default now()
);
comment on table watermark_profiles is 'Pictures laid over videos while they are processed.';
comment on column watermark_profiles.id is 'Key.';
comment on column watermark_profiles.user_id is 'Whose.';
comment on column watermark_profiles.name is 'What its owner calls it.';
comment on column watermark_profiles.storage_key is 'Where the picture is.';
comment on column watermark_profiles.width is 'Pixels.';
comment on column watermark_profiles.height is 'Pixels.';
comment on column watermark_profiles.opacity is '0 unseen, 1 solid.';
comment on column watermark_profiles.padding is 'Distance to the edge, as a share of the video''s width.';
comment on column watermark_profiles.scale is 'Size, as a share of the video''s width.';
comment on column watermark_profiles.position is 'Which corner.';
comment on column watermark_profiles.created_at is 'When it was made.';
create index watermark_profiles_user_idx on watermark_profiles (user_id);
select secure_table('watermark_profiles');
create policy watermark_profiles_own on watermark_profiles to kinora_app
    using (user_id = (select current_user_id())) with check (user_id = (select current_user_id()));
grant select, insert, update, delete on watermark_profiles to kinora_app;
