-- People and how they get in.
-- Way back: drop table api_credentials, api_keys, email_verifications, password_reset_tokens, sessions, users, tiers cascade;
-- drop the types and functions below; every account is lost.

set local lock_timeout = '5s';

create extension if not exists citext;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;
create extension if not exists btree_gin;

create type user_role as enum ('member', 'moderator', 'admin');
comment on type user_role is 'member: their own; moderator: also what others publish; admin: the installation.';
create type user_status as enum ('active', 'trial', 'suspended', 'cancelled');
comment on type user_status is 'Suspended and cancelled people cannot sign in; their sessions and keys stop at once.';
create type subscription_tier as enum ('free', 'pro', 'business', 'enterprise');
comment on type subscription_tier is 'What somebody pays for; what it brings stands in tiers.';
create type api_scope as enum ('read', 'write', 'delete', 'admin');
comment on type api_scope is 'What an API key may do.';

create table tiers (
    tier subscription_tier primary key,
    monthly_quota integer not null constraint tiers_quota_counted check (monthly_quota >= 0),
    storage_bytes bigint not null constraint tiers_storage_counted check (storage_bytes >= 0),
    requests_per_hour integer not null constraint tiers_requests_positive check (requests_per_hour > 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
comment on table tiers is 'What each tier allows; operators change it as data.';
comment on column tiers.tier is 'Which tier.';
comment on column tiers.monthly_quota is 'How many videos a month.';
comment on column tiers.storage_bytes is 'How many bytes of originals in all.';
comment on column tiers.requests_per_hour is 'The default rate limit of an API key.';
comment on column tiers.created_at is 'When it was made.';
comment on column tiers.updated_at is 'When it last changed.';
insert into tiers (tier, monthly_quota, storage_bytes, requests_per_hour) values
    ('free', 30, 10::bigint << 30, 1000),
    ('pro', 300, 200::bigint << 30, 5000),
    ('business', 3000, 2048::bigint << 30, 20000),
    ('enterprise', 100000, 102400::bigint << 30, 100000);
create trigger tiers_touch before update on tiers for each row execute function touch_updated_at();
create trigger tiers_audit after insert or update or delete on tiers for each row execute function audit('tier');
select secure_table('tiers');
-- Prices and limits are no secret.
create policy tiers_read on tiers for select to kinora_app using (true);
grant select on tiers to kinora_app;

create table users (
    id uuid primary key default uuidv7(),
    email citext not null constraint users_email_form check (email ~ '^[^@\s]{1,64}@[^@\s]{1,255}\.[^@\s.]{2,}$' and length(email) <= 255),
    password_hash text not null constraint users_password_hashed check (password_hash ~ '^\$argon2id\$'),
    username citext not null constraint users_username_form check (username ~ '^[\w.-]{3,50}$'),
    display_name text constraint users_display_name_length check (length(display_name) between 1 and 100),
    avatar_url text constraint users_avatar_length check (length(avatar_url) <= 500),
    bio text constraint users_bio_length check (length(bio) <= 5000),
    role user_role not null default 'member',
    status user_status not null default 'active',
    status_changed_at timestamptz not null default now(),
    trial_ends_at timestamptz,
    subscription_tier subscription_tier not null default 'free' constraint users_subscription_tier_fkey references tiers on delete restrict,
    subscription_id text constraint users_subscription_id_length check (length(subscription_id) <= 100),
    monthly_quota integer constraint users_quota_counted check (monthly_quota >= 0),
    current_usage integer not null default 0 constraint users_usage_counted check (current_usage >= 0),
    storage_used_bytes bigint not null default 0 constraint users_storage_counted check (storage_used_bytes >= 0),
    quota_reset_date date not null default (current_date + interval '1 month'),
    quota_day smallint not null default extract(day from current_date) constraint users_quota_day_of_month check (quota_day between 1 and 31),
    time_zone text not null default 'UTC' constraint users_time_zone_length check (length(time_zone) between 1 and 64)
        -- Unknown names raise an error here; later they would stop the monthly reset for everybody.
        constraint users_time_zone_known check (timestamp '2000-01-01' at time zone time_zone is not null),
    verified_at timestamptz,
    email_verified_at timestamptz,
    last_login_at timestamptz,
    metadata jsonb not null default '{}' constraint users_metadata_object check (jsonb_typeof(metadata) = 'object'),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    constraint users_trial_has_an_end check (status <> 'trial' or trial_ends_at is not null)
);
comment on table users is 'Everybody with an account. People see their own row; what others may see stands in the view profiles.';
comment on column users.id is 'Key.';
comment on column users.email is 'Where they are reached and how they sign in; case does not matter.';
comment on column users.password_hash is 'Argon2id, never anything else.';
comment on column users.username is 'Their name in addresses, 3 to 50 letters, digits, _ . -; case does not matter.';
comment on column users.display_name is 'Their name as shown.';
comment on column users.avatar_url is 'Their picture.';
comment on column users.bio is 'What they say of themselves.';
comment on column users.role is 'What they may do to what is not theirs.';
comment on column users.status is 'Whether they may sign in.';
comment on column users.status_changed_at is 'Since when.';
comment on column users.trial_ends_at is 'When a trial ends.';
comment on column users.subscription_tier is 'What they pay for.';
comment on column users.subscription_id is 'The payment provider''s name for it.';
comment on column users.monthly_quota is 'Videos a month where it differs from the tier''s; null means the tier''s.';
comment on column users.current_usage is 'Videos since the last reset.';
comment on column users.storage_used_bytes is 'Bytes of originals kept.';
comment on column users.quota_reset_date is 'The day, in their time zone, on which usage starts anew.';
comment on column users.quota_day is 'The day of the month they began on; a shorter month resets on its last day without forgetting this.';
comment on column users.time_zone is 'IANA name of the zone their days are counted in.';
comment on column users.verified_at is 'When the operator vouched for them; shown as a mark.';
comment on column users.email_verified_at is 'When they proved that the address is theirs.';
comment on column users.last_login_at is 'When they last signed in.';
comment on column users.metadata is 'Object: preferences {theme, locale, notifications: {…}}.';
comment on column users.created_at is 'When they signed up.';
comment on column users.updated_at is 'When the row last changed; its version.';
comment on column users.deleted_at is 'When they asked to be deleted; gone for good after the grace period.';
-- An address and a name stay taken until the account is really gone, or somebody else could inherit them.
create unique index users_email_key on users (email);
create unique index users_username_key on users (username);
-- Admin lists: by state, by tier, newest first, trials about to end, accounts in their grace period.
create index users_status_idx on users (status, created_at desc);
create index users_subscription_idx on users (subscription_tier, created_at desc);
create index users_created_at_idx on users (created_at desc);
create index users_storage_idx on users (storage_used_bytes desc) where deleted_at is null;
create index users_trial_idx on users (trial_ends_at) where status = 'trial';
create index users_deleted_idx on users (deleted_at) where deleted_at is not null;
-- The monthly reset asks for what is due.
create index users_quota_reset_idx on users (quota_reset_date) where deleted_at is null;
-- Finding people by part of a name or address.
create index users_names_trgm on users using gin ((username::text) gin_trgm_ops, display_name gin_trgm_ops, (email::text) gin_trgm_ops);

create function stamp_user_status() returns trigger
    language plpgsql as $$
begin
    if new.status is distinct from old.status then
        new.status_changed_at := clock_timestamp();
    end if;
    return new;
end $$;
comment on function stamp_user_status() is 'Trigger: status_changed_at tells since when.';
create trigger users_status before update of status on users for each row execute function stamp_user_status();
create trigger users_touch before update on users for each row execute function touch_updated_at();
select secure_table('users');

-- --- Who is asking; each evaluated once a query as (select …()) ---------------------------------------------------------

create function current_user_role() returns user_role
    language sql stable security definer parallel safe
    set search_path = public, pg_temp
    return (select role from users where id = current_user_id() and status in ('active', 'trial') and deleted_at is null);
comment on function current_user_role() is 'The viewer''s role; null for visitors and for people who may not act.';
revoke execute on function current_user_role() from public;
grant execute on function current_user_role() to kinora_app, kinora_worker;
create function is_moderator() returns boolean
    language sql stable parallel safe
    set search_path = public, pg_temp
    return coalesce(current_user_role() in ('moderator', 'admin'), false);
comment on function is_moderator() is 'Whether the viewer moderates; admins do.';
create function is_admin() returns boolean
    language sql stable parallel safe
    set search_path = public, pg_temp
    return coalesce(current_user_role() = 'admin', false);
comment on function is_admin() is 'Whether the viewer runs the installation.';

-- People see and change their own row; admins everybody's. Role, status, tier and usage are beyond a person's own grant below.
create policy users_own_data on users for select to kinora_app using (id = (select current_user_id()) or (select is_admin()));
create policy users_change_own on users for update to kinora_app
    using (id = (select current_user_id()) or (select is_admin()))
    with check (id = (select current_user_id()) or (select is_admin()));
-- Checking a password, counting a sign-in and taking over a proved address are the system's work.
grant select (id, email, username, display_name, avatar_url, bio, role, status, status_changed_at, trial_ends_at, subscription_tier,
              subscription_id, monthly_quota, current_usage, storage_used_bytes, quota_reset_date, quota_day, time_zone, verified_at,
              email_verified_at, last_login_at, metadata, created_at, updated_at, deleted_at) on users to kinora_app;
grant update (username, display_name, avatar_url, bio, time_zone, metadata, deleted_at) on users to kinora_app;
create trigger users_audit after insert or update or delete on users for each row
    execute function audit('user', 'password_hash');

-- Definer's rights on purpose: ILIKE is not leakproof, so that under row-level security its index is never searched.
create function find_users(part text, most integer default 200) returns setof uuid
    language plpgsql stable security definer
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
declare
    pattern text := '%' || replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') || '%';
begin
    if is_admin() then
        return query
            select id from users
            where username::text ilike pattern or display_name ilike pattern or email::text ilike pattern
            order by created_at desc limit most;
    end if;
end $$;
comment on function find_users(text, integer) is 'For admins: people by part of their name or address, newest first.';
revoke execute on function find_users(text, integer) from public;
grant execute on function find_users(text, integer) to kinora_app;

-- No security barrier on purpose: such a view cannot be joined by key nor searched by name, every page would read everybody.
-- What its condition hides, people who left, is no secret worth that; secrets are not among its columns.
create view profiles as
    select id, username, display_name, avatar_url, bio, verified_at, created_at
    from users
    where deleted_at is null and status in ('active', 'trial');
comment on view profiles is 'What everybody may see of a person. Runs as its owner on purpose: it is the one window past the policies of users.';
grant select on profiles to kinora_app, kinora_worker;

create table sessions (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    token_hash bytea not null constraint sessions_token_sha256 check (length(token_hash) = 32),
    remembered_at timestamptz,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    last_accessed_at timestamptz not null default now(),
    ip_address inet,
    user_agent text constraint sessions_agent_length check (length(user_agent) <= 500),
    constraint sessions_lifetime check (expires_at > created_at)
);
comment on table sessions is 'Browsers that are signed in.';
comment on column sessions.id is 'Key, shown in the list of sessions.';
comment on column sessions.user_id is 'Who.';
comment on column sessions.token_hash is 'SHA-256 of the opaque token in the cookie; the token itself is kept nowhere.';
comment on column sessions.remembered_at is 'When "remember me" was asked for; null ends with the browser.';
comment on column sessions.expires_at is 'When it ends by itself.';
comment on column sessions.created_at is 'When they signed in.';
comment on column sessions.last_accessed_at is 'When it was last used, to the minute.';
comment on column sessions.ip_address is 'Last address.';
comment on column sessions.user_agent is 'What the browser calls itself.';
create unique index sessions_token_key on sessions (token_hash);
create index sessions_user_idx on sessions (user_id, last_accessed_at desc);
create index sessions_expires_idx on sessions (expires_at);
select secure_table('sessions');
-- Signing in and looking a token up are the system's work; people list and end their own.
create policy sessions_own on sessions for select to kinora_app using (user_id = (select current_user_id()));
create policy sessions_end_own on sessions for delete to kinora_app using (user_id = (select current_user_id()));
grant select (id, user_id, remembered_at, expires_at, created_at, last_accessed_at, ip_address, user_agent), delete on sessions to kinora_app;
create trigger sessions_audit after insert or delete on sessions for each row execute function audit('session', 'token_hash');

create table password_reset_tokens (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    token_hash bytea not null constraint password_reset_tokens_sha256 check (length(token_hash) = 32),
    expires_at timestamptz not null,
    used_at timestamptz,
    created_at timestamptz not null default now(),
    constraint password_reset_tokens_lifetime check (expires_at > created_at),
    constraint password_reset_tokens_used_in_time check (used_at between created_at and expires_at)
);
comment on table password_reset_tokens is 'Links that let somebody choose a new password, once.';
comment on column password_reset_tokens.id is 'Key.';
comment on column password_reset_tokens.user_id is 'Whose password.';
comment on column password_reset_tokens.token_hash is 'SHA-256 of the token in the link.';
comment on column password_reset_tokens.expires_at is 'An hour after it was made.';
comment on column password_reset_tokens.used_at is 'When it was used; unused while null.';
comment on column password_reset_tokens.created_at is 'When it was asked for.';
create unique index password_reset_tokens_key on password_reset_tokens (token_hash);
-- A new password ends the links that are still open.
create index password_reset_tokens_unused on password_reset_tokens (user_id) where used_at is null;
create index password_reset_tokens_user_idx on password_reset_tokens (user_id);
create index password_reset_tokens_expires_idx on password_reset_tokens (expires_at);
select secure_table('password_reset_tokens');
create trigger password_reset_tokens_audit after insert or update on password_reset_tokens for each row
    execute function audit('password_reset', 'token_hash');

create table email_verifications (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    email citext not null,
    token_hash bytea not null constraint email_verifications_sha256 check (length(token_hash) = 32),
    expires_at timestamptz not null,
    verified_at timestamptz,
    created_at timestamptz not null default now(),
    constraint email_verifications_lifetime check (expires_at > created_at)
);
comment on table email_verifications is 'Links that prove an address, at sign-up and at a change.';
comment on column email_verifications.id is 'Key.';
comment on column email_verifications.user_id is 'Whose address.';
comment on column email_verifications.email is 'The address to be proved, which becomes theirs then.';
comment on column email_verifications.token_hash is 'SHA-256 of the token in the link.';
comment on column email_verifications.expires_at is 'When the link stops working.';
comment on column email_verifications.verified_at is 'When it was followed.';
comment on column email_verifications.created_at is 'When it was sent.';
create unique index email_verifications_key on email_verifications (token_hash);
create index email_verifications_user_idx on email_verifications (user_id);
create index email_verifications_expires_idx on email_verifications (expires_at);
select secure_table('email_verifications');
-- Settings show which address waits to be proved.
create policy email_verifications_own on email_verifications for select to kinora_app using (user_id = (select current_user_id()));
grant select (id, user_id, email, expires_at, verified_at, created_at) on email_verifications to kinora_app;

create table api_keys (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    key_hash bytea not null constraint api_keys_sha256 check (length(key_hash) = 32),
    key_prefix text not null constraint api_keys_prefix_form check (key_prefix ~ '^kin_[A-Za-z0-9]{4,6}$'),
    name text not null constraint api_keys_name_length check (length(name) between 1 and 100),
    scopes api_scope[] not null default '{read,write}' constraint api_keys_scopes_named check (cardinality(scopes) > 0),
    last_used_at timestamptz,
    expires_at timestamptz,
    revoked_at timestamptz,
    usage_count bigint not null default 0 constraint api_keys_usage_counted check (usage_count >= 0),
    rate_limit integer not null default 1000 constraint api_keys_rate_positive check (rate_limit > 0),
    rate_limit_window integer not null default 3600000 constraint api_keys_window_positive check (rate_limit_window > 0),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz
);
comment on table api_keys is 'Keys with which programs act for a person.';
comment on column api_keys.id is 'Key.';
comment on column api_keys.user_id is 'For whom it acts.';
comment on column api_keys.key_hash is 'SHA-256 of the key; the key itself was shown once and is kept nowhere.';
comment on column api_keys.key_prefix is 'Its first letters, so that its owner recognises it.';
comment on column api_keys.name is 'What its owner calls it.';
comment on column api_keys.scopes is 'What it may do.';
comment on column api_keys.last_used_at is 'When it was last used, to the minute.';
comment on column api_keys.expires_at is 'When it stops by itself; null never.';
comment on column api_keys.revoked_at is 'When it was stopped; active while null.';
comment on column api_keys.usage_count is 'How many requests it made; written in batches.';
comment on column api_keys.rate_limit is 'Requests a window.';
comment on column api_keys.rate_limit_window is 'The window in milliseconds; an hour.';
comment on column api_keys.created_at is 'When it was made.';
comment on column api_keys.updated_at is 'When it last changed; its version.';
comment on column api_keys.deleted_at is 'When its owner removed it from their list.';
-- The look-up of every API request: one index, active keys only.
create unique index api_keys_hash_key on api_keys (key_hash);
create index api_keys_user_idx on api_keys (user_id, created_at desc);
create index api_keys_prefix_idx on api_keys (key_prefix);
create trigger api_keys_touch before update on api_keys for each row execute function touch_updated_at();
select secure_table('api_keys');
-- Everybody manages their own keys, without ever reading the hash; usage and limits are the system's to write.
create policy api_keys_own on api_keys to kinora_app
    using (user_id = (select current_user_id())) with check (user_id = (select current_user_id()));
grant select (id, user_id, key_prefix, name, scopes, last_used_at, expires_at, revoked_at, usage_count, rate_limit, rate_limit_window,
              created_at, updated_at, deleted_at),
      insert (id, user_id, key_hash, key_prefix, name, scopes, expires_at),
      update (name, revoked_at, deleted_at) on api_keys to kinora_app;
-- A key in use writes its counters often; only what its owner decides is worth the trail.
create trigger api_keys_audit after insert or delete or update of name, scopes, expires_at, revoked_at, deleted_at, rate_limit
    on api_keys for each row execute function audit('api_key', 'key_hash');

create table api_credentials (
    id uuid primary key default uuidv7(),
    service text not null constraint api_credentials_service_form check (service ~ '^[a-z0-9_-]{1,50}$'),
    user_id uuid references users on delete cascade,
    token_encrypted bytea not null constraint api_credentials_not_empty check (length(token_encrypted) > 0),
    expires_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
comment on table api_credentials is 'Tokens for services that Kinora calls, encrypted under the keyset of the installation.';
comment on column api_credentials.id is 'Key, and the context under which the token is encrypted.';
comment on column api_credentials.service is 'Which service, e.g. cloudflare.';
comment on column api_credentials.user_id is 'Whose token; null for the installation''s own.';
comment on column api_credentials.token_encrypted is 'AES-256-GCM; unreadable without the keyset file.';
comment on column api_credentials.expires_at is 'When the service stops accepting it.';
comment on column api_credentials.created_at is 'When it was stored.';
comment on column api_credentials.updated_at is 'When it last changed.';
-- One credential a service and owner; the installation's own counts as an owner.
create unique index api_credentials_owner_key on api_credentials (service, coalesce(user_id, '00000000-0000-0000-0000-000000000000'));
create index api_credentials_user_idx on api_credentials (user_id);
create trigger api_credentials_touch before update on api_credentials for each row execute function touch_updated_at();
select secure_table('api_credentials');
create trigger api_credentials_audit after insert or update or delete on api_credentials for each row
    execute function audit('api_credential', 'token_encrypted');

-- People read the trail of their own account; admins all of it.
create policy audit_logs_own on audit_logs for select to kinora_app
    using (user_id = (select current_user_id())
        or (resource_type = 'user' and resource_id = (select current_user_id()))
        or (select is_admin()));
grant select on audit_logs to kinora_app;
create policy alarms_admin on alarms for select to kinora_app using ((select is_admin()));
grant select on alarms to kinora_app;

-- --- Maintenance -------------------------------------------------------------------------------------------------------

create function purge_expired_sessions(now_is timestamptz default now()) returns bigint
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        with gone as (delete from sessions where expires_at < now_is returning 1),
             stale_resets as (delete from password_reset_tokens where expires_at < now_is - interval '30 days' returning 1),
             stale_proofs as (delete from email_verifications where expires_at < now_is - interval '30 days' returning 1)
        select count(*) from gone;
    end;
comment on function purge_expired_sessions(timestamptz) is 'Ends what has expired: sessions at once, used-up links after 30 days. Says how many sessions.';
revoke execute on function purge_expired_sessions(timestamptz) from public;
grant execute on function purge_expired_sessions(timestamptz) to kinora_worker;

create function next_quota_reset(due date, wanted_day smallint) returns date
    language sql immutable parallel safe
    set search_path = pg_catalog
    return (date_trunc('month', due::timestamp) + interval '1 month'
        + make_interval(days => least(wanted_day, extract(day from date_trunc('month', due::timestamp) + interval '2 months' - interval '1 day')::int) - 1))::date;
comment on function next_quota_reset(date, smallint) is 'The wanted day of the following month, or its last where it is shorter.';

create function reset_quotas(now_is timestamptz default now()) returns bigint
    language plpgsql volatile
    set search_path = public, pg_temp
    as $$
declare
    reset bigint := 0;
    more bigint;
begin
    loop
        -- Several months may be due after a long rest; each pass moves everybody by one.
        update users set current_usage = 0, quota_reset_date = next_quota_reset(quota_reset_date, quota_day)
        where deleted_at is null and quota_reset_date <= (now_is at time zone time_zone)::date
          and quota_reset_date <= (now_is at time zone 'UTC')::date + 1;
        get diagnostics more = row_count;
        exit when more = 0;
        reset := greatest(reset, more);
    end loop;
    return reset;
end $$;
comment on function reset_quotas(timestamptz) is 'Starts the month anew for everybody whose day has come in their own time zone; says for how many.';
revoke execute on function reset_quotas(timestamptz) from public;
grant execute on function reset_quotas(timestamptz) to kinora_worker;
