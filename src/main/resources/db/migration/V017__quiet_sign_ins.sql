-- Signing in leaves one line in the trail, the session's, and not a second one for the time of it.
-- Way back: drop trigger users_audit_changes on users; drop trigger users_audit on users; create the latter anew as V004 does.

set local lock_timeout = '5s';

drop trigger users_audit on users;
create trigger users_audit after insert or delete on users for each row execute function audit('user', 'password_hash');
-- The time of a sign-in is written by a statement of its own; what else a person or an admin changes is never mixed with it.
create trigger users_audit_changes after update on users for each row
    when (old.last_login_at is not distinct from new.last_login_at)
    execute function audit('user', 'password_hash');
