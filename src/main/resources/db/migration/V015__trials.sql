-- An operator may give a trial to somebody who has an account already.
-- Way back: drop trigger users_legal on users; create it anew as V005 does; nobody is changed by it.

set local lock_timeout = '5s';

drop trigger users_legal on users;
create trigger users_legal before insert or update of status on users for each row
    execute function refuse_illegal_move('status', 'active,trial',
        'active>trial,suspended,cancelled', 'trial>active,suspended,cancelled', 'suspended>active,cancelled',
        'cancelled>active,trial');
