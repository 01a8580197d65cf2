-- What was planned and made private before that ended the plan is planned no more.
-- Way back: restore publish_due of V006; the plans that were given up are gone.

set local lock_timeout = '5s';

update videos set scheduled_for = null where scheduled_for is not null and visibility = 'private';

create or replace function publish_due(now_is timestamptz default now()) returns setof uuid
    language sql volatile
    set search_path = public, pg_temp
    begin atomic
        update videos set published_at = now_is, scheduled_for = null
        where scheduled_for <= now_is and deleted_at is null and visibility <> 'private'
        returning id;
    end;
