-- What every later module stands on: the roles, the viewer, keys that sort by time.
-- Way back: drop schema public cascade; drop role kinora_app, kinora_worker (only where no other database uses them).

set local lock_timeout = '5s';

-- The launcher makes these roles with a password before migrating; this covers databases prepared in other ways.
do $$
begin
    if not exists (select from pg_roles where rolname = 'kinora_app') then
        create role kinora_app nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'kinora_worker') then
        create role kinora_worker nologin;
    end if;
end $$;

grant usage on schema public to kinora_app, kinora_worker;
-- From 15 on nobody but the owner may create here; older dumps restored into newer servers still allow it.
revoke create on schema public from public;

-- PostgreSQL 18 brings uuidv7(); before it, a function of that name: 48 bits of milliseconds, version, random.
do $$
begin
    if to_regprocedure('pg_catalog.uuidv7()') is null then
        create function uuidv7() returns uuid
            language sql volatile parallel safe
            return encode(
                set_bit(set_bit(
                    overlay(uuid_send(gen_random_uuid())
                        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
                        from 1 for 6),
                    52, 1), 53, 1),
                'hex')::uuid;
        comment on function uuidv7() is 'A key that sorts by the time it was made (RFC 9562, version 7).';
    end if;
end $$;

create function current_user_id() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('app.current_user_id', true), '')::uuid;
comment on function current_user_id() is
    'The viewer of this transaction, set by platform.Db; null for anonymous visitors and the system.';

create function touch_updated_at() returns trigger
    language plpgsql as $$
begin
    -- Strictly later than before, so that it can serve as a version even within one clock tick.
    new.updated_at := greatest(clock_timestamp(), old.updated_at + interval '1 microsecond');
    return new;
end $$;
comment on function touch_updated_at() is 'Trigger: updated_at tells when the row last changed and serves as its version.';
