-- Leftovers: files in the folder of a video that is there which nothing refers to.
-- Way back: drop function media_left_over(text, text[]).

set local lock_timeout = '5s';

-- --- library: what nothing refers to ---------------------------------------------------------------------------------------------

create function media_left_over(in_store text, paths text[]) returns table (path text, source text)
    language sql stable
    set search_path = public, pg_temp
    begin atomic
        select p.path, v.storage_key
        from (select each as path, split_part(each, '/', 2)::uuid as video from unnest(paths) each) p
        join videos v on v.id = p.video and v.store = in_store and v.moving_to is null and starts_with(v.storage_key, 'videos/' || v.id || '/')
        where not media_is_referred(in_store, p.path)
            -- Whatever its state is: what plays is never left over.
            and p.path is distinct from 'videos/' || v.id || '/editions/' || v.edition_id || '/'
            and not exists (select from uploads u where u.video_id = v.id and u.settled_at is null)
            and not exists (select from remakes r where r.video_id = v.id and r.state in ('arriving', 'waiting', 'making'))
            -- What begins within a day may be at work when it is deleted; a publication next month keeps nothing.
            and not exists (select from processing_jobs j
                where j.video_id = v.id and (j.status = 'running' or j.status = 'queued' and j.scheduled_for < now() + interval '1 day'));
    end;
comment on function media_left_over(text, text[]) is
    'Which of these, each a file or with a slash at its end a folder of a video that lies in that store, nothing refers to, while nothing arrives for the video, moves it or works on it; and the file that the video is made of.';
revoke execute on function media_left_over(text, text[]) from public;
grant execute on function media_left_over(text, text[]) to kinora_worker;
