#!/bin/bash
# No write of the ticket system may ever fail because of us: neither before, nor while, nor after
# somebody of ours reads its store. Two real users, one group, in every order of coming and going.
#
#   Tests/Lab/run.sh BUILD_DIR permissions_test.sh      or alone:      permissions_test.sh BUILD_DIR
set -euo pipefail
if (($# >= 1)); then
    LAB_BUILD=$(readlink -f -- "$1")
    LAB_RESULTS=${LAB_RESULTS:-$(mktemp)}
    export LAB_BUILD LAB_RESULTS
fi
# shellcheck source=Tests/Lab/lib.sh
source "$(dirname "$(readlink -f "$0")")/lib.sh"
# shellcheck source=Tests/Lab/slawatch.sh
source "$(dirname "$(readlink -f "$0")")/slawatch.sh"

folder=$(dirname "$store")
session=/run/crm-session.sql

# --- what the tests are made of -------------------------------------------------------------------

# Plain SQL by the ticket system's user; fails when the row did not get the value.
crm_writes() {
    local value=$RANDOM$RANDOM got
    got=$(as_user crm sqlite3 -cmd '.timeout 5000' "$store" "
        UPDATE tickets SET owner = '$value' WHERE id = 'P-1';
        SELECT owner FROM tickets WHERE id = 'P-1';") || return 1
    equal "$got" "$value"
}
crm_reads() { as_user crm sqlite3 -cmd '.timeout 5000' "$store" "$1"; }

# A connection of the ticket system that stays open and runs what is appended to a file.
session_start() {
    in_lab sh -c ": >$session && chmod 0644 $session"
    in_lab systemd-run --quiet --unit=crm-session -p User=crm -p Group=crm -p UMask=0022 \
        sh -c "tail -f -n +1 $session | sqlite3 -cmd '.timeout 5000' $store"
}
session_says() { # writes a value and waits until others see it
    local value=$RANDOM$RANDOM
    in_lab sh -c "echo \"UPDATE tickets SET mood = '$value' WHERE id = 'P-1';\" >>$session"
    within 10 session_wrote "$value"
}
session_wrote() { equal "$(crm_reads "SELECT mood FROM tickets WHERE id = 'P-1'")" "$1"; }
session_leaves_a_transaction_open() {
    in_lab sh -c "echo \"BEGIN IMMEDIATE; UPDATE tickets SET title = 'half' WHERE id = 'P-1';\" \
        >>$session"
    within 10 fails in_lab runuser -u crm -- sqlite3 "$store" 'BEGIN IMMEDIATE; ROLLBACK;'
}
session_killed() { in_lab systemctl kill --kill-who=all --signal=KILL crm-session; }
session_end() {
    in_lab systemctl stop crm-session 2>/dev/null || true
    in_lab systemctl reset-failed crm-session 2>/dev/null || true
}

fresh_store() {
    session_end
    in_lab systemctl stop slawatchd
    in_lab sh -c "rm -f $store $store-wal $store-shm"
    in_lab slactl store init --store "$store" --zone Asia/Shanghai >/dev/null
    as_user crm sqlite3 "$store" "INSERT INTO tickets(id) VALUES('P-1')"
}

slawatch_lists() { as_user slawatch slactl ticket list --store "$store"; }
daemon_sees_the_store() { # its side files are open in the daemon
    in_lab sh -c "ls -l /proc/$(property MainPID)/fd | grep -q '$(basename "$store")'"
}
side_files_are_shared() {
    local file
    for file in "$store-wal" "$store-shm"; do
        matches "$(in_lab stat -c '%a %G' "$file")" '^660 slawatch-store$' || return 1
    done
}

lab_up
install_slawatch
add_ticket_system_user
# The configuration as it is shipped: its store is the one of this test.
lab copy-in "$root/config" "$(dirname "$config")"

# --- the store as slactl makes it -----------------------------------------------------------------

fresh_store
check 'store init: the folder is 2770 of the group' \
    equal "$(in_lab stat -c '%a %G' "$folder")" '2770 slawatch-store'
check 'store init: the database is 0660 of the group' \
    equal "$(in_lab stat -c '%a %G' "$store")" '660 slawatch-store'
check 'store check finds no fault, as slawatch' \
    as_user slawatch slactl store check --store "$store"

# --- no writer ------------------------------------------------------------------------------------

fresh_store
check 'no writer: the ticket system writes before' crm_writes
check 'no writer: no side files are left' \
    fails in_lab test -e "$store-wal"
check 'no writer: slawatch reads' slawatch_lists
check 'no writer: side files of ours are shared' side_files_are_shared
check 'no writer: the ticket system writes after a reader' crm_writes
check 'no writer: the daemon starts' in_lab systemctl start slawatchd
check 'no writer: it has the store open' within 10 daemon_sees_the_store
check 'no writer: the ticket system writes during' crm_writes
in_lab systemctl stop slawatchd
check 'no writer: the ticket system writes after' crm_writes

# --- writer first ---------------------------------------------------------------------------------

fresh_store
session_start
check 'writer first: it writes before' session_says
check 'writer first: the daemon starts' in_lab systemctl start slawatchd
check 'writer first: the daemon has the store open' within 10 daemon_sees_the_store
check 'writer first: it writes during' session_says
check 'writer first: another one writes during' crm_writes
check 'writer first: slawatch reads beside them' slawatch_lists
in_lab systemctl stop slawatchd
check 'writer first: it writes after' session_says
session_end
check 'writer first: another one writes after' crm_writes

# --- daemon first ---------------------------------------------------------------------------------

fresh_store
check 'daemon first: it starts' in_lab systemctl start slawatchd
check 'daemon first: it has the store open' within 10 daemon_sees_the_store
check 'daemon first: the side files are shared' side_files_are_shared
session_start
check 'daemon first: the ticket system writes during' session_says
session_end
check 'daemon first: it writes after its session ended' crm_writes
session_start
in_lab systemctl kill --signal=KILL slawatchd 2>/dev/null || true
check 'daemon first: it writes when the daemon was killed' session_says
in_lab systemctl stop slawatchd
in_lab systemctl reset-failed slawatchd 2>/dev/null || true
check 'daemon first: it writes after' crm_writes
session_end

# --- writer killed --------------------------------------------------------------------------------

for order in 'before we come' 'while we read'; do
    fresh_store
    [[ $order == before* ]] || in_lab systemctl start slawatchd || true
    session_start
    check "writer killed $order: it writes before" session_says
    check "writer killed $order: a transaction is open" session_leaves_a_transaction_open
    session_killed
    session_end
    [[ $order == while* ]] || in_lab systemctl start slawatchd || true
    check "writer killed $order: the daemon has the store open" within 10 daemon_sees_the_store
    check "writer killed $order: slawatch reads" slawatch_lists
    check "writer killed $order: the ticket system writes during" crm_writes
    check "writer killed $order: what was half done is undone" \
        equal "$(crm_reads "SELECT coalesce(title, '-') FROM tickets")" -
    in_lab systemctl stop slawatchd
    check "writer killed $order: the ticket system writes after" crm_writes
done

# --- set up wrongly -------------------------------------------------------------------------------

# MODE of a folder that is the ticket system's own; 0777 would let us create what shuts it out.
for mode in 0755 0777; do
    fresh_store
    in_lab chown crm:crm "$folder" "$store"
    in_lab chmod "$mode" "$folder"
    in_lab chmod 0644 "$store"
    check "folder $mode: the ticket system writes before" crm_writes
    check "folder $mode: slawatch refuses to read" fails slawatch_lists
    check "folder $mode: and says what to do" \
        matches "$(slawatch_lists 2>&1 || true)" 'is not opened: .*hint: .*slactl store init'
    check "folder $mode: nothing of ours is there" \
        equal "$(in_lab find "$folder" -user slawatch)" ''
    check "folder $mode: the daemon starts all the same" in_lab systemctl start slawatchd
    check "folder $mode: it says what is wrong" \
        within 10 property_matches StatusText 'is not opened|permission|store init|degraded'
    check "folder $mode: the ticket system writes during" crm_writes
    session_start
    check "folder $mode: and in a session that stays" session_says
    session_end
    in_lab systemctl stop slawatchd
    check "folder $mode: the ticket system writes after" crm_writes
    check "folder $mode: nothing of ours was left" \
        equal "$(in_lab find "$folder" -user slawatch)" ''
    in_lab slactl store init --store "$store" >/dev/null
    check "folder $mode: store init mends it" slawatch_lists
    check "folder $mode: the ticket system writes when it is mended" crm_writes
    in_lab chown root:slawatch-store "$folder"
done
# Run alone, the status says it; run.sh counts the lines.
(($# == 0)) || ((lab_failures == 0))
