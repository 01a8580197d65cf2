-- Webhooks at work: why one was paused, how long an answer took, when the next attempt is, and telling them of what happened.
-- Way back: drop function tell_webhooks(uuid, text, jsonb); drop the three columns with their checks; restore the two comments from V012.

set local lock_timeout = '5s';

-- --- stream: webhooks ------------------------------------------------------------------------------------------------------------

alter table webhooks add column paused_reason text
    constraint webhooks_paused_reason_with_pause check (paused_reason is null or paused_at is not null);
comment on column webhooks.paused_reason is 'Why Kinora paused it, in a sentence for its owner; null when they did it themselves.';
-- Resuming takes the reason away; a sentence about one's own webhook deceives nobody else.
grant select (paused_reason), update (paused_reason) on webhooks to kinora_app;

alter table webhook_deliveries
    add column duration_ms integer constraint webhook_deliveries_duration_counted check (duration_ms >= 0),
    add column next_attempt_at timestamptz
        constraint webhook_deliveries_next_attempt_of_queued check (next_attempt_at is null or status = 'queued');
comment on column webhook_deliveries.duration_ms is 'How long the last attempt took, in milliseconds.';
comment on column webhook_deliveries.next_attempt_at is 'When it is tried again; null for at once, or not any more.';
comment on column webhook_deliveries.payload is 'Object: what the message says under data.';
comment on column webhook_deliveries.error_message is 'Why it was not accepted.';

create function tell_webhooks(owner uuid, event text, data jsonb) returns table (delivery uuid, webhook uuid)
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
#variable_conflict use_column
begin
    -- What happens to somebody's video may be a moderator's doing; nobody else tells other people's receivers anything.
    if not (is_system() or is_moderator() or coalesce(tell_webhooks.owner = current_user_id(), false)) then
        raise exception using errcode = 'insufficient_privilege', message = 'webhooks of somebody else are not told';
    end if;
    return query
        insert into webhook_deliveries (webhook_id, event, payload)
        select w.id, tell_webhooks.event, tell_webhooks.data from webhooks w
        where w.user_id = tell_webhooks.owner and w.paused_at is null
          and (w.events = '{}' or tell_webhooks.event = any (w.events))
        order by w.id
        returning id, webhook_id;
end $$;
comment on function tell_webhooks(uuid, text, jsonb) is
    'Writes a delivery for each active webhook of somebody that wants to know of an event; says which. Their jobs are the caller''s to queue.';
revoke execute on function tell_webhooks(uuid, text, jsonb) from public;
grant execute on function tell_webhooks(uuid, text, jsonb) to kinora_app, kinora_worker;
