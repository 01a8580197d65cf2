package dev.kinora.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rules that every table keeps, asked of the catalogues, so that a new table cannot be forgotten. */
class CatalogueTest extends OnKnownData {
    private static final String OURS = """
            with ours as (
                select c.oid, c.relname, c.relkind, c.relispartition from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relname <> 'flyway_schema_history'
                  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e'))
            """;

    private static final String OUR_FUNCTIONS = """
            with ours as (
                select p.* from pg_proc p
                where p.pronamespace = 'public'::regnamespace
                  and not exists (select from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e'))
            """;

    @Test
    void row_security_is_on_and_forced_on_every_table_and_partition() {
        assertThat(db.rows(OURS + """
                select o.relname from ours o join pg_class c using (oid)
                where o.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)""")).isEmpty();
    }

    @Test
    void a_dump_by_the_owner_is_whole() {
        assertThat(db.rows(OURS + """
                select relname from ours o
                where relkind in ('r', 'p') and not exists (
                    select from pg_policy p where p.polrelid = o.oid and p.polcmd = '*' and p.polroles = array['kinora_owner'::regrole::oid]
                      and pg_get_expr(p.polqual, p.polrelid) = 'true')""")).isEmpty();
    }

    @Test
    void partitions_are_reached_through_their_parent_alone() {
        assertThat(db.rows(OURS + """
                select relname, role from ours, unnest(array['kinora_app', 'kinora_worker']) role
                where relispartition and has_any_column_privilege(role, oid, 'select, insert, update')""")).isEmpty();
    }

    @Test
    void every_foreign_key_says_what_follows_a_deletion() {
        assertThat(db.rows("select conname from pg_constraint where contype = 'f' and confdeltype = 'a'"))
                .isEmpty();
    }

    @Test
    void every_foreign_key_is_supported_by_an_index() {
        assertThat(db.rows("""
                        select k.conrelid::regclass, k.conname from pg_constraint k
                        where k.contype = 'f' and k.conparentid = 0 and not exists (
                            select from pg_index i
                            where i.indrelid = k.conrelid and i.indisvalid and (
                                -- Leaves out rows without a reference at most: a deletion never asks for those.
                                i.indpred is null
                                or pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', (
                                    select attname from pg_attribute where attrelid = k.conrelid and attnum = k.conkey[1])))
                              and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)"""))
                // Four rows, never deleted while in use; users_subscription_idx begins with the column all the same.
                .isEmpty();
    }

    @Test
    void every_time_has_a_zone() {
        assertThat(db.rows(OURS + """
                select relname, attname from ours join pg_attribute on attrelid = oid
                where attnum > 0 and relkind in ('r', 'p', 'v', 'm') and atttypid in ('timestamp'::regtype, 'time'::regtype, 'timetz'::regtype)""")).isEmpty();
    }

    @Test
    void every_state_is_guarded() {
        assertThat(db.rows(OURS + """
                select relname, attname from ours o join pg_attribute a on a.attrelid = o.oid join pg_type t on t.oid = a.atttypid
                where relkind in ('r', 'p') and attnum > 0 and t.typtype = 'e' and t.typname ~ '_status$' and 21 is distinct from (
                    -- Births and moves may have a trigger each, before or after.
                    select bit_or(g.tgtype) & 21 from pg_trigger g
                    where g.tgrelid = o.oid and g.tgfoid = 'refuse_illegal_move'::regproc
                      and encode(g.tgargs, 'escape') like attname || '\\\\000%')""")).isEmpty();
    }

    @Test
    void every_state_says_since_when_or_is_told_by_its_times() {
        assertThat(db.rows(OURS + """
                select relname from ours o
                where relkind in ('r', 'p') and exists (
                    select from pg_attribute a join pg_type t on t.oid = a.atttypid
                    where a.attrelid = o.oid and t.typname ~ '_status$')
                  and not exists (select from pg_attribute a where a.attrelid = o.oid and a.attname = 'status_changed_at')"""))
                // Captions pass through their states once; mails have sent_at and failed_at.
                .containsExactlyInAnyOrder("captions", "mails");
    }

    @Test
    void since_when_is_stamped_where_the_state_really_changes() {
        assertThat(db.rows(OURS + """
                select relname from ours o join pg_attribute a on a.attrelid = o.oid and a.attname = 'status_changed_at'
                where relkind in ('r', 'p') and not exists (
                    select from pg_trigger g where g.tgrelid = o.oid and g.tgfoid = 'stamp_status'::regproc and g.tgqual is not null)
                order by 1"""))
                // Theirs stamp further times as well; a job's is stamped after the fact, where its change does not say
                // when.
                .containsExactly("orders", "processing_jobs", "videos");
    }

    @Test
    void every_table_view_and_column_is_explained() {
        assertThat(db.rows(OURS + """
                select relname from ours
                where relkind in ('r', 'p', 'v', 'm') and not relispartition and obj_description(oid, 'pg_class') is null""")).isEmpty();
        assertThat(db.rows(OURS + """
                select relname, attname from ours join pg_attribute on attrelid = oid
                where relkind in ('r', 'p') and not relispartition and attnum > 0 and not attisdropped
                  and col_description(oid, attnum) is null""")).isEmpty();
    }

    @Test
    void every_function_and_type_is_explained() {
        assertThat(db.rows(OUR_FUNCTIONS + "select proname from ours where obj_description(oid, 'pg_proc') is null"))
                .isEmpty();
        assertThat(db.rows("""
                        select typname from pg_type t
                        where typnamespace = 'public'::regnamespace and typtype in ('e', 'd') and obj_description(oid, 'pg_type') is null""")).isEmpty();
    }

    @Test
    void every_json_column_is_checked_for_its_kind_and_says_its_shape() {
        assertThat(db.rows(OURS + """
                select relname, attname from ours o join pg_attribute a on attrelid = oid
                where relkind in ('r', 'p') and not relispartition and attnum > 0 and atttypid = 'jsonb'::regtype
                  and (not exists (
                          select from pg_constraint k where k.conrelid = o.oid and k.contype = 'c' and a.attnum = any (k.conkey)
                            and pg_get_constraintdef(k.oid) like '%jsonb_typeof(' || attname || ')%')
                      or col_description(o.oid, attnum) !~ '^(Object|Array|The right answer):?')""")).isEmpty();
    }

    @Test
    void no_column_holds_json_as_text() {
        assertThat(
                        db.rows(
                                OURS
                                        + "select relname from ours join pg_attribute on attrelid = oid where atttypid = 'json'::regtype"))
                .isEmpty();
    }

    @Test
    void every_updated_at_is_kept_by_its_trigger() {
        assertThat(db.rows(OURS + """
                select relname from ours o join pg_attribute on attrelid = oid
                where relkind in ('r', 'p') and not relispartition and attname = 'updated_at'
                  and not exists (select from pg_trigger g where g.tgrelid = o.oid and g.tgfoid = 'touch_updated_at'::regproc)"""))
                // The counting triggers write it with the count; a job's is written with each change, and where it is
                // not, after it.
                .containsExactlyInAnyOrder("video_counters", "course_counters", "comment_counters", "processing_jobs");
    }

    @Test
    void no_index_is_contained_in_another() {
        assertThat(db.rows("""
                        select a.indexrelid::regclass, b.indexrelid::regclass
                        from pg_index a join pg_index b on a.indrelid = b.indrelid and a.indexrelid <> b.indexrelid
                        join pg_class ca on ca.oid = a.indexrelid join pg_class cb on cb.oid = b.indexrelid and ca.relam = cb.relam
                        join pg_class t on t.oid = a.indrelid
                        where t.relnamespace = 'public'::regnamespace and not t.relispartition and t.relname <> 'flyway_schema_history'
                          and not a.indisunique and not a.indisexclusion
                          and coalesce(pg_get_expr(a.indpred, a.indrelid), '') = coalesce(pg_get_expr(b.indpred, b.indrelid), '')
                          and a.indexprs is null and b.indexprs is null
                          and b.indkey::text || ' ' like a.indkey::text || ' %'
                          and (a.indkey <> b.indkey or a.indexrelid < b.indexrelid)
                        order by 1""")).isEmpty();
    }

    @Test
    void a_function_with_its_definer_s_rights_has_a_fixed_search_path_and_few_callers() {
        assertThat(db.rows(OUR_FUNCTIONS + """
                select proname from ours
                where prosecdef and not coalesce(proconfig, '{}') && array['search_path=public, pg_temp', 'search_path=pg_catalog']""")).isEmpty();
        assertThat(db.rows(OUR_FUNCTIONS + """
                select proname from ours where prosecdef and has_function_privilege('public', oid, 'execute')""")).isEmpty();
        assertThat(db.rows(OUR_FUNCTIONS + """
                select proname from ours where prosecdef and has_function_privilege('kinora_app', oid, 'execute') order by 1"""))
                .containsExactly(
                        "admin_daily_video_stats",
                        "current_user_role",
                        "enqueue_job_graph",
                        "enqueue_jobs",
                        "enqueue_unique_job",
                        "enrolled_course_ids",
                        "enrolled_video_ids",
                        "find_people",
                        "find_users",
                        "find_videos",
                        "job_obstacle",
                        "known_words",
                        "reported_video_ids",
                        "search_courses",
                        "search_transcripts",
                        "search_videos",
                        "similar_beginnings",
                        "similar_name_beginnings",
                        "similar_names",
                        "similar_words",
                        "suggest_people",
                        "suggest_titles",
                        "suggest_words",
                        "tagged_videos",
                        "taught_course_ids",
                        "tell_webhooks",
                        "video_history");
    }

    @Test
    void policies_ask_who_is_viewing_once_a_query() {
        assertThat(db.rows("""
                        select tablename, policyname from (
                            select tablename, policyname, coalesce(qual, '') || ' ' || coalesce(with_check, '') as asked from pg_policies
                            where schemaname = 'public') policies
                        where regexp_count(asked, '(current_user_id|current_user_role|is_admin|is_moderator|_ids)\\(') <>
                              regexp_count(asked, 'SELECT (current_user_id|current_user_role|is_admin|is_moderator|\\w+_ids)\\(')""".replace("regexp_count(asked, ", "(select count(*) from regexp_matches(asked, ")
                        .replace("\\(')", "\\(', 'g'))")))
                .isEmpty();
    }

    @Test
    void policies_call_no_function_for_each_row() {
        assertThat(db.rows("""
                        select distinct (regexp_matches(coalesce(qual, '') || ' ' || coalesce(with_check, ''), '(\\w+)\\(', 'g'))[1]
                        from pg_policies where schemaname = 'public' order by 1"""))
                .isSubsetOf(
                        "current_user_id",
                        "is_admin",
                        "is_moderator",
                        "taught_course_ids",
                        "enrolled_course_ids",
                        "enrolled_video_ids",
                        "reported_video_ids",
                        "now",
                        "EXISTS",
                        "ANY",
                        "IN");
    }

    @Test
    void views_that_run_as_their_owner_are_these_and_those_that_hide_rows_have_a_barrier() {
        assertThat(db.rows(OURS + """
                select relname, array_to_string(reloptions, ',') from ours join pg_class using (oid)
                where pg_class.relkind = 'v' and not coalesce(reloptions, '{}') @> '{security_invoker=true}' order by 1""".replace("select relname", "select ours.relname")))
                .containsExactly(
                        "answered_questions|security_barrier=true",
                        "learner_questions|security_barrier=true",
                        "profiles|null",
                        "trail|security_barrier=true",
                        "user_stats|null",
                        "video_origins|security_barrier=true");
    }

    @Test
    void the_serving_roles_own_nothing_and_grant_nothing_on() {
        assertThat(db.rows("""
                        select d.objid from pg_shdepend d join pg_roles r on r.oid = d.refobjid
                        where r.rolname in ('kinora_app', 'kinora_worker') and d.deptype = 'o'""")).isEmpty();
        assertThat(db.rows("""
                        select table_name, grantee from information_schema.role_table_grants
                        where table_schema = 'public' and is_grantable = 'YES' and grantee in ('kinora_app', 'kinora_worker')""")).isEmpty();
    }

    @Test
    void people_may_truncate_reference_and_trigger_nothing() {
        assertThat(db.rows(OURS + """
                select relname, role from ours, unnest(array['kinora_app', 'kinora_worker']) role
                where relkind in ('r', 'p') and has_table_privilege(role, oid, 'truncate, references, trigger')""")).isEmpty();
    }
}
