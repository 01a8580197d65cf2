-- Whoever has a list puts its videos in another order and takes them off whether they may still see them or not; what is unlisted stands on no
-- public list but its owner's, to others; somebody who publishes is found by a name that many have who do not.
-- Way back: drop policies playlist_items_own, playlist_items_put, playlist_items_moved, playlist_items_removed on playlist_items; restore
-- playlist_items_own and playlist_items_with_list of V006; grant update on playlist_items to kinora_app; restore find_people and suggest_people
-- of V030 with the words of V040; restore find_videos by the replacements below the other way round.

set local lock_timeout = '5s';

-- --- library: lists ----------------------------------------------------------------------------------------------------------------

drop policy playlist_items_own on playlist_items;
-- One sees what one has put on one's lists, though not what it is of what is hidden by now.
create policy playlist_items_own on playlist_items for select to kinora_app
    using (exists (select from playlists p where p.id = playlist_id and p.user_id = (select current_user_id())));
-- Only what one sees is put on a list.
create policy playlist_items_put on playlist_items for insert to kinora_app
    with check (exists (select from playlists p where p.id = playlist_id and p.user_id = (select current_user_id()))
        and exists (select from videos v where v.id = video_id));
-- What was hidden since makes room for the others, and goes.
create policy playlist_items_moved on playlist_items for update to kinora_app
    using (exists (select from playlists p where p.id = playlist_id and p.user_id = (select current_user_id())))
    with check (exists (select from playlists p where p.id = playlist_id and p.user_id = (select current_user_id())));
create policy playlist_items_removed on playlist_items for delete to kinora_app
    using (exists (select from playlists p where p.id = playlist_id and p.user_id = (select current_user_id())));
-- Another video would come onto the list past the policy that asks whether one sees it.
revoke update on playlist_items from kinora_app;
grant update (position) on playlist_items to kinora_app;

-- Whoever has the address of an unlisted video of somebody else's cannot tell the world by a list.
alter policy playlist_items_with_list on playlist_items
    using (exists (
        select from playlists p, videos v
        where p.id = playlist_items.playlist_id and v.id = playlist_items.video_id
          and (v.visibility <> 'unlisted' or p.visibility <> 'public' or v.user_id = p.user_id)));

-- --- search: names that many have ----------------------------------------------------------------------------------------------------

create or replace function find_people(words text, most integer default 5) returns setof uuid
    language plpgsql stable security definer rows 5
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    -- Of a common name the planner would rather read everybody than the index.
    set enable_seqscan = off
    as $$
declare
    query constant tsquery := plainto_tsquery('public.words', words);
    namesakes constant integer := 2000;
    found constant integer := 200;
begin
    if numnode(query) = 0 then
        return;
    end if;
    return query
        select u.id
        from (
            select u.*
            from (
                -- Whoever is called exactly so is found however many have the words.
                select * from users where username = words::citext
                union all
                (select * from users where people_words(username, display_name) @@ query and username <> words::citext limit namesakes)) u
            where u.deleted_at is null and u.status in ('active', 'trial')
              -- A fence: it is asked of each of them, not of all films at once.
              and exists (select from videos v where v.user_id = u.id and v.visibility = 'public' and v.published_at is not null
                  and v.deleted_at is null and v.taken_down_at is null and video_is_watchable(v) offset 0)
            limit found) u
        order by without_accents(coalesce(u.display_name, u.username::text)) = without_accents(words) or u.username = words::citext desc,
            u.created_at, u.id
        limit most;
end $$;

create or replace function suggest_people(typed text, most integer default 3) returns setof uuid
    language plpgsql stable security definer rows 5
    set search_path = public, pg_temp
    set plan_cache_mode = force_custom_plan
    as $$
declare
    whole constant tsquery := plainto_tsquery('public.words', typed);
    namesakes constant integer := 1000;
    found constant integer := 200;
    query tsquery;
begin
    if numnode(whole) = 0 then
        return;
    end if;
    -- The last word is still being typed.
    query := (whole::text || ':*')::tsquery;
    return query
        select u.id
        from (
            select u.*
            from (
                select * from users where username = typed::citext
                union all
                (select * from users where people_words(username, display_name) @@ query and username <> typed::citext limit namesakes)) u
            where u.deleted_at is null and u.status in ('active', 'trial')
              and exists (select from videos v where v.user_id = u.id and v.visibility = 'public' and v.published_at is not null
                  and v.deleted_at is null and v.taken_down_at is null and video_is_watchable(v) offset 0)
            limit found) u
        order by starts_with(u.username::text, lower(typed)) or starts_with(without_accents(u.display_name), without_accents(typed)) desc nulls last,
            u.created_at, u.id
        limit most;
end $$;

-- 300 lines of find_videos differ in a few: they are not repeated.
create function pg_temp.replaced(what text, place text, by text) returns text language plpgsql as $$
begin
    if length(what) - length(replace(what, place, '')) <> length(place) then
        raise exception 'find_videos is not what it was: %', place;
    end if;
    return replace(what, place, by);
end $$;

do $change$
declare
    definition text := pg_get_functiondef('find_videos'::regproc);
begin
    definition := pg_temp.replaced(definition, $$    words_of_a_name constant integer := 8;
$$, $$    words_of_a_name constant integer := 8;
    namesakes constant integer := 2000;
$$);

    definition := pg_temp.replaced(definition, $$                from ((select * from users where people_words(username, display_name) @@ pairs limit 20)
                      union all
                      (select * from users where people_words(username, display_name) @@ replace(plain::text, ' & ', ' | ')::tsquery limit 30)) u) u
            where u.deleted_at is null and u.status in ('active', 'trial')
            order by case$$, $$                -- Whoever has that for a user name, then the first who have it in their name.
                from (values (null, 20), (pairs, 20), (replace(plain::text, ' & ', ' | ')::tsquery, 30)) n (of_name, most)
                cross join lateral (
                    select u.*
                    from (
                        select * from users where n.of_name is null and username = any ((words || lexemes)::citext[])
                        union all
                        (select * from users where people_words(username, display_name) @@ n.of_name limit namesakes)) u
                    where u.deleted_at is null and u.status in ('active', 'trial')
                      -- A fence: it is asked of each of them, not of all films at once.
                      and exists (select from videos v where v.user_id = u.id and v.visibility = 'public' and v.published_at is not null
                          and v.deleted_at is null and v.taken_down_at is null and video_is_watchable(v) offset 0)
                    limit n.most) u) u
            order by without_accents(coalesce(u.display_name, u.username::text)) <> without_accents(words) and u.username <> words::citext, case$$);

    execute definition;
end $change$;

drop function pg_temp.replaced(text, text, text);
