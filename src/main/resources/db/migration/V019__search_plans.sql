-- Searching videos finds by words first and looks for letters only when too few have the words; the rows and their order stay.
-- Way back: create search_videos as V013 does; searching is then slow, nothing else changes.

set local lock_timeout = '5s';

-- --- learning: finding videos --------------------------------------------------------------------------------------------------

-- Every policy of the owner's is "true", but a policy still: under one the planner may not ask its statistics how many rows LIKE
-- matches or are public, and guesses a handful for a word that is in half of all titles. So the way is chosen here, by how many of
-- the newest match: what many have is met soonest by walking from the newest down, what few have is found by its index. Either
-- ends sooner than parallel workers start.
create or replace function search_videos(words text, most integer default 200, among integer default 500)
    returns table (id uuid, rank real)
    language plpgsql stable security definer rows 100
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    set max_parallel_workers_per_gather = 0
    as $$
#variable_conflict use_column
declare
    query constant tsquery := websearch_to_tsquery('simple', words);
    pattern constant text := letters_pattern(words);
    best constant integer := greatest(among, most);
    missing integer;
    walk integer;
begin
    select case when count(*) * 25 >= best then 100000 else 0 end into walk
    from (select v.search
          from videos v
          where v.visibility = 'public' and v.published_at is not null and v.deleted_at is null and v.taken_down_at is null
          order by v.published_at desc limit 2000) v
    where v.search @@ query;

    return query
        with recent as materialized (
            select v.id, v.search, v.published_at
            from (select *
                  from videos
                  where visibility = 'public' and published_at is not null and deleted_at is null and taken_down_at is null
                  order by published_at desc limit walk) v
            where v.search @@ query
            order by v.published_at desc limit best
        ), indexed as materialized (
            -- num_nulls, as the planner does not see through it: it would read the whole index of the feed beside that of the words.
            select v.id, v.search, v.published_at
            from videos v
            where (select count(*) from recent) < best and v.search @@ query
              and v.visibility = 'public' and v.published_at is not null and num_nulls(v.deleted_at, v.taken_down_at) = 2
        ), everybodys as (
            select * from recent where (select count(*) from recent) >= best
            union all
            (select * from indexed order by published_at desc limit best)
        )
        select found.id, found.rank
        from (
            select e.id, ts_rank(e.search, query) as rank, e.published_at
            from everybodys e
            union
            select v.id, ts_rank(v.search, query), v.published_at
            from videos v
            where v.user_id = current_user_id() and v.deleted_at is null and v.search @@ query
        ) found
        order by found.rank desc, found.published_at desc nulls last
        limit most;

    get diagnostics missing = row_count;
    missing := most - missing;
    if missing <= 0 then
        return;
    end if;

    -- What has the letters but not the words ranks last, newest first. Where no index is to help, the expression stands written out:
    -- search_text is not inlined and costs twice as much a row. Of fewer than three letters the index knows nothing.
    if length(words) >= 3 then
        select case when count(*) * 20 >= missing then 60000 else 0 end into walk
        from (select v.title, v.description, v.search
              from videos v
              where v.visibility = 'public' and v.published_at is not null and v.deleted_at is null and v.taken_down_at is null
              order by v.published_at desc limit 2000) v
        where lower(v.title || ' ' || v.description) like pattern and not v.search @@ query;
    else
        walk := null;
    end if;

    return query
        with recent as materialized (
            select v.id, v.published_at
            from (select *
                  from videos
                  where visibility = 'public' and published_at is not null and deleted_at is null and taken_down_at is null
                  order by published_at desc limit walk) v
            where lower(v.title || ' ' || v.description) like pattern and not v.search @@ query
            order by v.published_at desc limit missing
        ), indexed as materialized (
            select v.id, v.published_at
            from videos v
            where walk is not null and (select count(*) from recent) < missing
              and search_text(v.title, v.description) like pattern and not v.search @@ query
              and v.visibility = 'public' and v.published_at is not null and num_nulls(v.deleted_at, v.taken_down_at) = 2
        )
        select found.id, 0::real
        from (
            select * from recent
            union
            select * from indexed
            union
            select v.id, v.published_at
            from videos v
            where v.user_id = current_user_id() and v.deleted_at is null
              and lower(v.title || ' ' || v.description) like pattern and not v.search @@ query
        ) found
        order by found.published_at desc nulls last
        limit missing;
end $$;
