-- The trail: who changed what, from where, in the same transaction; and the months that growing tables are cut into.
-- Way back: drop table audit_logs, partition_plans, alarms cascade; drop the functions below; the trail is lost.

set local lock_timeout = '5s';

-- --- Rights every table shares -----------------------------------------------------------------------------------------

create function secure_table(secured regclass) returns void
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    execute format('alter table %s enable row level security', secured);
    execute format('alter table %s force row level security', secured);
    -- The system's own work (jobs, maintenance) serves everybody; it signs in as kinora_worker, never as a person.
    execute format('create policy system_all on %s to kinora_worker using (true) with check (true)', secured);
    execute format('grant select, insert, update, delete on %s to kinora_worker', secured);
    -- Definer functions and views run as the owner; forced security would blind them.
    execute format('create policy owner_all on %s to %I using (true) with check (true)', secured, current_user);
end $$;
comment on function secure_table(regclass) is
    'For migrations: row-level security on and forced, open to the system and the owner, closed to people until a policy says otherwise.';
revoke execute on function secure_table(regclass) from public;

create function secure_partition(secured regclass) returns void
    language plpgsql
    set search_path = public, pg_temp
    as $$
begin
    execute format('alter table %s enable row level security', secured);
    execute format('alter table %s force row level security', secured);
    -- The maintenance moves rows between partitions and a dump reads each by its own name; both act as the owner.
    execute format('create policy owner_all on %s to %I using (true) with check (true)', secured, current_user);
end $$;
comment on function secure_partition(regclass) is
    'For migrations and the maintenance: a partition by its own name is open to the owner alone; everybody else goes through the parent.';
revoke execute on function secure_partition(regclass) from public;

-- Older tables, too, must be whole in a dump that their owner takes.
create policy owner_all on idempotency_keys to current_user using (true) with check (true);
create policy owner_all on mails to current_user using (true) with check (true);

-- --- Alarms ------------------------------------------------------------------------------------------------------------

create table alarms (
    id uuid primary key default uuidv7(),
    kind text not null constraint alarms_kind_named check (kind ~ '^[a-z]+(-[a-z]+)*$'),
    subject text not null,
    detail text not null,
    occurrences bigint not null default 1 constraint alarms_occurrences_counted check (occurrences > 0),
    raised_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    cleared_at timestamptz,
    constraint alarms_seen_after_raised check (last_seen_at >= raised_at)
);
comment on table alarms is 'Conditions of the installation that an operator must look at; shown by doctor and the admin pages.';
comment on column alarms.id is 'Key.';
comment on column alarms.kind is 'What sort of condition, e.g. default-partition-used.';
comment on column alarms.subject is 'Which object it concerns, e.g. a table.';
comment on column alarms.detail is 'What to know and do, in a sentence.';
comment on column alarms.occurrences is 'How often it was seen since it was raised.';
comment on column alarms.raised_at is 'When it was first seen.';
comment on column alarms.last_seen_at is 'When it was last seen.';
comment on column alarms.cleared_at is 'When somebody or the maintenance cleared it; open while null.';
-- One open alarm a condition; a repeated one is counted instead.
create unique index alarms_open on alarms (kind, subject) where cleared_at is null;
select secure_table('alarms');

create function raise_alarm(alarm_kind text, alarm_subject text, alarm_detail text) returns void
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    -- An alarm is raised inside other people's transactions: they must not queue for its row, let alone deadlock over it.
    if not pg_try_advisory_xact_lock(hashtext('alarm'), hashtext(alarm_kind || ' ' || alarm_subject)) then
        return;
    end if;
    insert into alarms as open (kind, subject, detail) values (alarm_kind, alarm_subject, alarm_detail)
    on conflict (kind, subject) where cleared_at is null
    do update set occurrences = open.occurrences + 1, last_seen_at = greatest(open.raised_at, now()), detail = excluded.detail;
end $$;
comment on function raise_alarm(text, text, text) is
    'Raises an alarm, or counts one that is open already; what another transaction is just raising is left to it.';
revoke execute on function raise_alarm(text, text, text) from public;
grant execute on function raise_alarm(text, text, text) to kinora_worker;

-- --- Months ------------------------------------------------------------------------------------------------------------

create table partition_plans (
    table_name text primary key,
    cut_by text not null default 'created_at',
    months_ahead integer not null default 3 constraint partition_plans_ahead check (months_ahead between 1 and 24),
    retention interval constraint partition_plans_retention check (retention >= interval '1 month'),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
comment on table partition_plans is 'Which tables are cut into months, how far ahead, and how long they are kept.';
comment on column partition_plans.table_name is 'The partitioned table.';
comment on column partition_plans.cut_by is 'Its column of time.';
comment on column partition_plans.months_ahead is 'How many months beyond the present one must exist.';
comment on column partition_plans.retention is 'Months older than this are dropped; null keeps them for ever.';
comment on column partition_plans.created_at is 'When the plan was made.';
comment on column partition_plans.updated_at is 'When the plan last changed.';
create trigger partition_plans_touch before update on partition_plans for each row execute function touch_updated_at();
select secure_table('partition_plans');

create function default_partition_used() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    perform raise_alarm('default-partition-used', tg_argv[0],
        format('Rows of %s fell outside every month that was prepared; run the maintenance and check the clock.', tg_argv[0]));
    return new;
end $$;
comment on function default_partition_used() is 'Trigger: the row is kept, and somebody is told.';
revoke execute on function default_partition_used() from public;

create function maintain_partitions(now_is timestamptz default now()) returns setof text
    language plpgsql security definer
    set search_path = public, pg_temp
    -- Months are those of UTC, whatever zone the session lives in.
    set timezone = 'UTC'
    as $$
declare
    plan partition_plans;
    first_of timestamptz;
    next_first timestamptz;
    child text;
    written text;
    emptied boolean;
    doomed record;
begin
    -- One maintenance at a time; a second one has nothing to add.
    if not pg_try_advisory_xact_lock(hashtext('maintain_partitions')) then
        return;
    end if;
    -- Waiting for a lock would make everybody behind us wait as well; what is busy is left for the next run.
    perform set_config('lock_timeout', '200ms', true);
    -- A new month of a table with foreign keys locks what they point to against writers until the end of the transaction: last.
    for plan in
        select p.* from partition_plans p
        order by exists (select from pg_constraint k where k.conrelid = format('public.%I', p.table_name)::regclass and k.contype = 'f'), p.table_name
    loop
        select string_agg(quote_ident(attname), ', ' order by attnum) into written from pg_attribute
        where attrelid = format('public.%I', plan.table_name)::regclass and attnum > 0 and not attisdropped and attgenerated = '';
        for ahead in -1 .. plan.months_ahead loop
            first_of := date_trunc('month', now_is) + make_interval(months => ahead);
            next_first := first_of + interval '1 month';
            child := format('%s_p%s', plan.table_name, to_char(first_of, 'YYYYMM'));
            if to_regclass(format('public.%I', child)) is null then
                begin
                    -- Made apart and then attached: attaching lets writers go on, CREATE … PARTITION OF does not. Who reads the whole
                    -- table waits for the end of the transaction, as the default partition is locked meanwhile.
                    execute format('create table %I (like %I including defaults including constraints including generated)', child, plan.table_name);
                    execute format('alter table %I add constraint month_bounds check (%I >= %L and %I < %L)',
                        child, plan.cut_by, first_of, plan.cut_by, next_first);
                    perform secure_partition(format('public.%I', child)::regclass);
                    -- What had to go into the default partition meanwhile belongs here.
                    execute format('with moved as (delete from %I where %I >= %L and %I < %L returning *) insert into %I (%s) select %s from moved',
                        plan.table_name || '_default', plan.cut_by, first_of, plan.cut_by, next_first, child, written, written);
                    execute format('alter table %I attach partition %I for values from (%L) to (%L)',
                        plan.table_name, child, first_of, next_first);
                    execute format('alter table %I drop constraint month_bounds', child);
                    return next format('made %s', child);
                exception when lock_not_available then
                    return next format('busy, left for later: %s', child);
                end;
            end if;
        end loop;
        execute format('select not exists (select from %I)', plan.table_name || '_default') into emptied;
        if emptied then
            update alarms set cleared_at = now()
            where kind = 'default-partition-used' and subject = plan.table_name and cleared_at is null;
        end if;
    end loop;
    -- Dropping locks the parent until the end of the transaction; so it comes when nothing else is left to do.
    for plan in select * from partition_plans where retention is not null order by table_name loop
        for doomed in
            select c.relname as name
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = format('public.%I', plan.table_name)::regclass
              and c.relname ~ '_p\d{6}$'
              and to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' <= (now_is - plan.retention) at time zone 'UTC'
            order by c.relname
        loop
            begin
                execute format('drop table %I', doomed.name);
                return next format('dropped %s', doomed.name);
            exception when lock_not_available then
                return next format('busy, left for later: %s', doomed.name);
            end;
        end loop;
    end loop;
end $$;
comment on function maintain_partitions(timestamptz) is
    'Makes the months that are due and drops those past retention, never waiting long for a lock; says what it did. To be committed at once.';
revoke execute on function maintain_partitions(timestamptz) from public;
grant execute on function maintain_partitions(timestamptz) to kinora_worker;

-- --- The trail ---------------------------------------------------------------------------------------------------------

create type audit_actor as enum ('user', 'system', 'worker', 'api');
comment on type audit_actor is 'user: a person in a browser; api: a person''s key; worker: a background job; system: anything else.';

create table audit_logs (
    id uuid not null default uuidv7(),
    user_id uuid,
    actor_type audit_actor not null,
    actor_id text not null,
    action text not null constraint audit_logs_action_form check (action ~ '^[a-z_]+\.[a-z_]+$'),
    resource_type text not null,
    resource_id uuid,
    old_values jsonb constraint audit_logs_old_object check (jsonb_typeof(old_values) = 'object'),
    new_values jsonb constraint audit_logs_new_object check (jsonb_typeof(new_values) = 'object'),
    changes jsonb constraint audit_logs_changes_object check (jsonb_typeof(changes) = 'object'),
    ip_address inet,
    user_agent text,
    request_id text,
    metadata jsonb not null default '{}' constraint audit_logs_metadata_object check (jsonb_typeof(metadata) = 'object'),
    created_at timestamptz not null default now(),
    primary key (id, created_at)
) partition by range (created_at);
comment on table audit_logs is 'Who changed what and when; appended in the transaction of the change, never edited. Cut into months.';
comment on column audit_logs.id is 'Key, together with created_at: a partitioned table''s key must contain what it is cut by.';
comment on column audit_logs.user_id is 'The person, where one acted. No foreign key: the trail outlives its people.';
comment on column audit_logs.actor_type is 'What kind of actor.';
comment on column audit_logs.actor_id is 'The person''s id, or the name of the part of the system.';
comment on column audit_logs.action is 'resource.verb in the past tense, e.g. video.created.';
comment on column audit_logs.resource_type is 'What kind of thing changed, e.g. video.';
comment on column audit_logs.resource_id is 'Which one.';
comment on column audit_logs.old_values is 'Object: the columns before; of an update only those that changed. Secrets read ***.';
comment on column audit_logs.new_values is 'Object: the columns after; of an update only those that changed. Secrets read ***.';
comment on column audit_logs.changes is 'Object: column -> {"old": …, "new": …}, only for updates.';
comment on column audit_logs.ip_address is 'Where the request came from.';
comment on column audit_logs.user_agent is 'What the client called itself.';
comment on column audit_logs.request_id is 'The request or job; also in the logs.';
comment on column audit_logs.metadata is 'Object: further context an application adds.';
comment on column audit_logs.created_at is 'When the transaction of the change began.';
-- Each serves one filter of the audit page, newest first.
create index audit_logs_user_time on audit_logs (user_id, created_at desc);
create index audit_logs_resource on audit_logs (resource_type, resource_id, created_at desc);
create index audit_logs_action on audit_logs (action, created_at desc);
-- Without the actor's type: an enum's equality cannot search an index under row-level security, as it is not leakproof.
create index audit_logs_actor on audit_logs (actor_id, created_at desc);
-- The page without a filter, and the export in order.
create index audit_logs_time on audit_logs (created_at desc, id desc);

-- Catches what no prepared month holds, so that a change never fails for want of a partition.
create table audit_logs_default partition of audit_logs default;
create trigger audit_logs_default_used before insert on audit_logs_default
    for each row execute function default_partition_used('audit_logs');
insert into partition_plans (table_name, months_ahead, retention) values ('audit_logs', 3, interval '24 months');
select secure_table('audit_logs');
select secure_partition('audit_logs_default');
-- Append-only for the system too: whole months go by the maintenance, single rows never.
revoke update, delete on audit_logs from kinora_worker;

create function audit_row(row_json jsonb, hidden text[]) returns jsonb
    language sql immutable parallel safe
    set search_path = pg_catalog
    return (
        select jsonb_object_agg(key, case when key = any (hidden) and value <> 'null' then '"***"' else value end)
        from jsonb_each(row_json));
comment on function audit_row(jsonb, text[]) is 'A row as the trail may show it: secrets masked.';

create function audit() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    -- Arguments: resource name, then the columns whose values are secret.
    resource text := tg_argv[0];
    hidden text[] := tg_argv[1:];
    before_row jsonb := case when tg_op <> 'INSERT' then audit_row(to_jsonb(old), hidden) end;
    after_row jsonb := case when tg_op <> 'DELETE' then audit_row(to_jsonb(new), hidden) end;
    changed text[];
    secret_changed text[];
    verb text;
    viewer uuid := current_user_id();
    actor text := nullif(current_setting('app.actor', true), '');
begin
    if tg_op = 'UPDATE' then
        -- Compared before masking: that a secret changed is worth knowing, though not what to.
        select coalesce(array_agg(n.key order by n.key), '{}') into changed
        from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o using (key)
        where n.value is distinct from o.value and n.key <> 'updated_at';
        if changed = '{}' then
            return null;
        end if;
        before_row := (select jsonb_object_agg(key, value) from jsonb_each(before_row) where key = any (changed));
        after_row := (select jsonb_object_agg(key, value) from jsonb_each(after_row) where key = any (changed));
    end if;
    verb := case
        when tg_op = 'INSERT' then 'created'
        when tg_op = 'DELETE' then 'deleted'
        when 'deleted_at' = any (changed) then case when to_jsonb(new) ->> 'deleted_at' is null then 'restored' else 'binned' end
        else 'updated'
    end;
    insert into audit_logs (user_id, actor_type, actor_id, action, resource_type, resource_id, old_values, new_values, changes,
                            ip_address, user_agent, request_id)
    values (
        viewer,
        case
            when actor = 'api' then 'api'
            when viewer is not null then 'user'
            -- The definer's rights hide who called, the session does not.
            when session_user = 'kinora_worker' then 'worker'
            else 'system'
        end::audit_actor,
        coalesce(viewer::text, actor, session_user),
        resource || '.' || verb,
        resource,
        (coalesce(to_jsonb(new), to_jsonb(old)) ->> 'id')::uuid,
        before_row,
        after_row,
        case when tg_op = 'UPDATE' then (
            select jsonb_object_agg(key, jsonb_build_object('old', before_row -> key, 'new', after_row -> key))
            from unnest(changed) key) end,
        nullif(current_setting('app.ip', true), '')::inet,
        nullif(current_setting('app.user_agent', true), ''),
        nullif(current_setting('app.request_id', true), ''));
    return null;
end $$;
comment on function audit() is
    'Trigger, after each row: writes the change to audit_logs. Arguments: resource name, then columns whose values are secret.';
revoke execute on function audit() from public;
