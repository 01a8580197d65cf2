-- What is sold and what follows from it.
-- Way back: drop table entitlements, download_logs, order_items, orders, digital_products cascade; drop the types and functions below.

set local lock_timeout = '5s';

create type order_status as enum ('pending', 'paid', 'fulfilled', 'refunded', 'failed', 'cancelled');
comment on type order_status is 'pending -> paid -> fulfilled; paid and fulfilled may be refunded.';

create table digital_products (
    id uuid primary key default uuidv7(),
    seller_id uuid not null references users on delete restrict,
    title text not null constraint digital_products_title_length check (length(title) between 1 and 255),
    description text not null default '',
    storage_key text,
    bytes bigint constraint digital_products_bytes_counted check (bytes >= 0),
    price_minor bigint not null default 0 constraint digital_products_price_counted check (price_minor >= 0),
    currency text not null default 'EUR' constraint digital_products_currency_form check (currency ~ '^[A-Z]{3}$'),
    download_limit integer constraint digital_products_limit_positive check (download_limit > 0),
    published_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz
);
comment on table digital_products is 'Files for sale.';
comment on column digital_products.id is 'Key.';
comment on column digital_products.seller_id is 'Who sells.';
comment on column digital_products.title is 'As shown.';
comment on column digital_products.description is 'As shown.';
comment on column digital_products.storage_key is 'Where the file is.';
comment on column digital_products.bytes is 'How large it is.';
comment on column digital_products.price_minor is 'Price in the smallest unit of its currency.';
comment on column digital_products.currency is 'ISO 4217.';
comment on column digital_products.download_limit is 'How often a buyer may fetch it; null without limit.';
comment on column digital_products.published_at is 'When it was put on sale; hidden while null.';
comment on column digital_products.created_at is 'When it was made.';
comment on column digital_products.updated_at is 'When it last changed; its version.';
comment on column digital_products.deleted_at is 'When it was withdrawn.';
create index digital_products_seller_idx on digital_products (seller_id);
create trigger digital_products_touch before update on digital_products for each row execute function touch_updated_at();
create trigger digital_products_audit after insert or update or delete on digital_products for each row execute function audit('digital_product');
select secure_table('digital_products');
create policy digital_products_own on digital_products to kinora_app
    using (seller_id = (select current_user_id())) with check (seller_id = (select current_user_id()));
create policy digital_products_public on digital_products for select to kinora_app using (published_at is not null and deleted_at is null);
grant insert, update, delete on digital_products to kinora_app;
-- Everybody may read all of it but where the file is.
grant select (id, seller_id, title, description, bytes, price_minor, currency, download_limit, published_at, created_at, updated_at, deleted_at)
    on digital_products to kinora_app;

create table orders (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete restrict,
    status order_status not null default 'pending',
    status_changed_at timestamptz not null default now(),
    currency text not null constraint orders_currency_form check (currency ~ '^[A-Z]{3}$'),
    payment_provider text constraint orders_provider_length check (length(payment_provider) <= 50),
    payment_reference text constraint orders_reference_length check (length(payment_reference) <= 255),
    paid_at timestamptz,
    refunded_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint orders_paid_has_its_time check (status not in ('paid', 'fulfilled', 'refunded') or paid_at is not null),
    constraint orders_refunded_has_its_time check ((status = 'refunded') = (refunded_at is not null))
);
comment on table orders is 'Purchases; kept for the books, so that a buyer with orders cannot be deleted outright.';
comment on column orders.id is 'Key.';
comment on column orders.user_id is 'Who buys.';
comment on column orders.status is 'Where it stands.';
comment on column orders.status_changed_at is 'Since when.';
comment on column orders.currency is 'ISO 4217; of every item.';
comment on column orders.payment_provider is 'Who collected the money.';
comment on column orders.payment_reference is 'The provider''s name for the payment.';
comment on column orders.paid_at is 'When it was paid.';
comment on column orders.refunded_at is 'When the money went back.';
comment on column orders.created_at is 'When it was placed.';
comment on column orders.updated_at is 'When it last changed.';
create index orders_user_idx on orders (user_id, created_at desc);
create index orders_status_idx on orders (status, created_at) where status in ('pending', 'paid');
-- The provider's notice of one payment arrives more than once.
create unique index orders_payment_key on orders (payment_provider, payment_reference) where payment_reference is not null;

create function stamp_order_status() returns trigger
    language plpgsql as $$
begin
    if new.status is distinct from old.status then
        new.status_changed_at := clock_timestamp();
        if new.status = 'paid' then
            new.paid_at := coalesce(new.paid_at, clock_timestamp());
        elsif new.status = 'refunded' then
            new.refunded_at := coalesce(new.refunded_at, clock_timestamp());
        end if;
    end if;
    return new;
end $$;
comment on function stamp_order_status() is 'Trigger: times follow the state.';
create trigger orders_legal before insert or update of status on orders for each row
    execute function refuse_illegal_move('status', 'pending',
        'pending>paid,failed,cancelled', 'failed>pending,cancelled', 'paid>fulfilled,refunded', 'fulfilled>refunded');
create trigger orders_status before update of status on orders for each row execute function stamp_order_status();
create trigger orders_touch before update on orders for each row execute function touch_updated_at();
create trigger orders_audit after insert or update or delete on orders for each row execute function audit('order');
select secure_table('orders');
create policy orders_own on orders for select to kinora_app using (user_id = (select current_user_id()) or (select is_admin()));
create policy orders_place on orders for insert to kinora_app with check (user_id = (select current_user_id()) and status = 'pending');
grant select on orders to kinora_app;
grant insert (id, user_id, currency) on orders to kinora_app;

create table order_items (
    id uuid primary key default uuidv7(),
    order_id uuid not null references orders on delete cascade,
    course_id uuid references courses on delete restrict,
    digital_product_id uuid references digital_products on delete restrict,
    item_type text generated always as (case when course_id is not null then 'course' else 'digital_product' end) stored,
    title text not null,
    quantity integer not null default 1 constraint order_items_quantity_positive check (quantity > 0),
    unit_price_minor bigint not null constraint order_items_price_counted check (unit_price_minor >= 0),
    total_minor bigint generated always as (quantity * unit_price_minor) stored,
    created_at timestamptz not null default now(),
    constraint order_items_one_thing check (num_nonnulls(course_id, digital_product_id) = 1)
);
comment on table order_items is 'What was bought: a course or a file, exactly one a row.';
comment on column order_items.id is 'Key.';
comment on column order_items.order_id is 'In which order.';
comment on column order_items.course_id is 'The course, or';
comment on column order_items.digital_product_id is 'the file.';
comment on column order_items.item_type is 'Which of the two; derived.';
comment on column order_items.title is 'What it was called then.';
comment on column order_items.quantity is 'How many.';
comment on column order_items.unit_price_minor is 'The price then, in the smallest unit.';
comment on column order_items.total_minor is 'Quantity times price; derived.';
comment on column order_items.created_at is 'When it was added.';
create index order_items_order_idx on order_items (order_id);
create index order_items_course_idx on order_items (course_id) where course_id is not null;
create index order_items_product_idx on order_items (digital_product_id) where digital_product_id is not null;

create function price_item() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
begin
    if session_user = 'kinora_app' then
        -- The price is the shop's to say, not the buyer's; in another currency the same number would be another price.
        select title, price_minor into new.title, new.unit_price_minor from (
            select title, price_minor, currency from courses
            where id = new.course_id and published_at is not null and deleted_at is null
            union all
            select title, price_minor, currency from digital_products
            where id = new.digital_product_id and published_at is not null and deleted_at is null) on_sale
        where currency = (select o.currency from orders o where o.id = new.order_id);
        if new.title is null then
            raise exception using errcode = 'check_violation', constraint = 'order_items_on_sale',
                message = 'what is ordered is not on sale, or not in the currency of the order';
        end if;
    end if;
    return new;
end $$;
comment on function price_item() is 'Trigger: title and price come from what is bought, whatever the client sent.';
revoke execute on function price_item() from public;
create trigger order_items_priced before insert on order_items for each row execute function price_item();
create trigger order_items_audit after insert or update or delete on order_items for each row execute function audit('order_item');
select secure_table('order_items');
create policy order_items_own on order_items for select to kinora_app using (exists (select from orders o where o.id = order_id));
-- Once the payment is begun its sum is settled, and nothing may be slipped in.
create policy order_items_place on order_items for insert to kinora_app
    with check (exists (select from orders o where o.id = order_id and o.user_id = (select current_user_id()) and o.status = 'pending'
        and o.payment_reference is null));
grant select on order_items to kinora_app;
grant insert (id, order_id, course_id, digital_product_id, quantity, title, unit_price_minor) on order_items to kinora_app;

create view order_totals with (security_invoker) as
    -- Scalar subqueries: a grouped view cannot be joined by key, one order would total them all.
    select o.id as order_id, o.currency,
           (select coalesce(sum(i.total_minor), 0)::bigint from order_items i where i.order_id = o.id) as total_minor,
           (select count(*) from order_items i where i.order_id = o.id) as items
    from orders o;
comment on view order_totals is 'What an order comes to.';
grant select on order_totals to kinora_app, kinora_worker;

create table entitlements (
    id uuid primary key default uuidv7(),
    user_id uuid not null references users on delete cascade,
    order_item_id uuid references order_items on delete restrict,
    course_id uuid references courses on delete cascade,
    digital_product_id uuid references digital_products on delete cascade,
    granted_at timestamptz not null default now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    constraint entitlements_one_thing check (num_nonnulls(course_id, digital_product_id) = 1)
);
comment on table entitlements is 'What somebody may use because they bought it or were given it.';
comment on column entitlements.id is 'Key.';
comment on column entitlements.user_id is 'Who.';
comment on column entitlements.order_item_id is 'From which purchase; null for a gift.';
comment on column entitlements.course_id is 'The course, or';
comment on column entitlements.digital_product_id is 'the file.';
comment on column entitlements.granted_at is 'Since when.';
comment on column entitlements.expires_at is 'Until when; null for ever.';
comment on column entitlements.revoked_at is 'When it was taken back; stands while null.';
create index entitlements_user_idx on entitlements (user_id, granted_at desc);
create index entitlements_item_idx on entitlements (order_item_id);
create index entitlements_course_idx on entitlements (course_id) where course_id is not null;
create index entitlements_product_idx on entitlements (digital_product_id) where digital_product_id is not null;
-- A purchase grants once, however often its payment is announced.
create unique index entitlements_once on entitlements (order_item_id) where order_item_id is not null;
create trigger entitlements_audit after insert or update or delete on entitlements for each row execute function audit('entitlement');
select secure_table('entitlements');
create policy entitlements_own on entitlements for select to kinora_app using (user_id = (select current_user_id()) or (select is_admin()));
grant select on entitlements to kinora_app;

create function settle_order() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    as $$
declare
    bought uuid;
begin
    if new.status = 'paid' and old.status <> 'paid' then
        insert into entitlements (user_id, order_item_id, course_id, digital_product_id)
        select new.user_id, i.id, i.course_id, i.digital_product_id from order_items i where i.order_id = new.id
        on conflict (order_item_id) where order_item_id is not null do update set revoked_at = null;
        -- By course, in one order for all buyers, so that two payments never wait for each other's counters.
        insert into enrollments as e (user_id, course_id, origin)
        select distinct new.user_id, i.course_id, 'order'::enrollment_origin from order_items i
        where i.order_id = new.id and i.course_id is not null
        order by i.course_id
        on conflict (user_id, course_id) do update set revoked_at = null, expires_at = null, origin = 'order';
    elsif new.status = 'refunded' and old.status <> 'refunded' then
        update entitlements set revoked_at = clock_timestamp()
        where order_item_id in (select id from order_items where order_id = new.id) and revoked_at is null;
        for bought in
            select distinct course_id from order_items where order_id = new.id and course_id is not null order by course_id
        loop
            -- Somebody may have bought a course twice, or been given it besides: what else entitles them stands.
            update enrollments e set revoked_at = clock_timestamp()
            where e.user_id = new.user_id and e.course_id = bought and e.origin = 'order' and e.revoked_at is null
              and not exists (select from entitlements t where t.user_id = e.user_id and t.course_id = bought and t.revoked_at is null);
        end loop;
    end if;
    return null;
end $$;
comment on function settle_order() is 'Trigger: payment grants and enrols, refund takes back, in the same transaction.';
revoke execute on function settle_order() from public;
create trigger orders_settled after update of status on orders for each row execute function settle_order();

create table download_logs (
    id uuid primary key default uuidv7(),
    user_id uuid references users on delete set null,
    digital_product_id uuid references digital_products on delete set null,
    video_id uuid references videos on delete set null,
    bytes bigint constraint download_logs_bytes_counted check (bytes >= 0),
    ip_address inet,
    user_agent text,
    created_at timestamptz not null default now(),
    constraint download_logs_at_most_one_thing check (num_nonnulls(digital_product_id, video_id) <= 1)
);
comment on table download_logs is 'Downloads; the row outlives the person and the file.';
comment on column download_logs.id is 'Key.';
comment on column download_logs.user_id is 'Who, while they exist.';
comment on column download_logs.digital_product_id is 'Which file, or';
comment on column download_logs.video_id is 'which video.';
comment on column download_logs.bytes is 'How much was sent.';
comment on column download_logs.ip_address is 'Where to.';
comment on column download_logs.user_agent is 'What asked.';
comment on column download_logs.created_at is 'When.';
create index download_logs_user_idx on download_logs (user_id, created_at desc);
create index download_logs_product_idx on download_logs (digital_product_id, created_at desc);
create index download_logs_video_idx on download_logs (video_id);
select secure_table('download_logs');
create policy download_logs_own on download_logs for select to kinora_app using (user_id = (select current_user_id()) or (select is_admin()));
grant select on download_logs to kinora_app;
