#!/bin/bash
# The ledger in trouble: a full disk, a read-only one, damage, a file of a newer version. Each has to
# be in the journal with what to do, and what was late meanwhile is told once when it is over.
set -euo pipefail
# shellcheck source=Tests/Lab/lib.sh
source "$(dirname "$(readlink -f "$0")")/lib.sh"
# shellcheck source=Tests/Lab/slawatch.sh
source "$(dirname "$(readlink -f "$0")")/slawatch.sh"

state=/var/lib/slawatchd

lab_up
install_slawatch
add_ticket_system_user
write_good_config
check 'slactl makes the store' init_store
# A disk of its own, small enough to be filled.
check 'a small disk for the state' in_lab sh -c "mkdir -p $state &&
    mount -t tmpfs -o size=12m,mode=0700,uid=\$(id -u slawatch),gid=\$(id -g slawatch) tmpfs $state"
check 'starts' in_lab systemctl start slawatchd
pid=$(property MainPID)

insert_late_tickets() { # PREFIX COUNT
    local number
    for ((number = 1; number <= $2; number++)); do insert_late_ticket "$1-$number" || return 1; done
}
was_told() { # TICKET
    local matches
    mapfile -t matches < <(alert_of "$1")
    has_entry "${matches[@]}"
}
all_told() { # PREFIX COUNT: in any order, as each is tried again at a time of its own
    local number
    for ((number = 1; number <= $2; number++)); do was_told "$1-$number" || return 1; done
}
all_told_once() { # PREFIX COUNT
    local number
    for ((number = 1; number <= $2; number++)); do
        was_told "$1-$number" || return 1
        alerts_are_not_repeated "$1-$number" || return 1
    done
}
failure() { # REGEX: the newest failure of the ledger says this
    field_matches MESSAGE "$1" "MESSAGE_ID=$(event_id ledger_failed)"
}

# --- a full disk ----------------------------------------------------------------------------------

in_lab sh -c "dd if=/dev/zero of=$state/filler bs=4k 2>/dev/null || true"
check 'full: late tickets come in' insert_late_tickets F 40
check 'full: the journal says so' within 30 has_entry "MESSAGE_ID=$(event_id ledger_failed)"
check 'full: and what to do' failure 'make room'
check 'full: systemctl status shows it' within 30 property_matches StatusText '^degraded'
check 'full: the daemon lives' still_runs "$pid"
check 'full: the last of them is not told, as it could not be recorded' fails was_told F-40
in_lab rm "$state/filler"
check 'room again: all of them are told' within 120 all_told F 40
check 'room again: every one once' all_told_once F 40
check 'room again: the journal says so' \
    within 10 field_matches MESSAGE 'written again' "MESSAGE_ID=$(event_id ledger_opened)"
check 'room again: not degraded' within 30 property_matches StatusText '^open'
check 'the same process throughout' still_runs "$pid"

# --- a read-only disk -----------------------------------------------------------------------------

in_lab systemctl stop slawatchd
in_lab mount -o remount,ro "$state"
in_lab timeout 20 systemctl start slawatchd || true
check 'read-only: the journal says so' within 20 failure 'read-?only|[Rr]ead-only|writable'
check 'read-only: it is not running' fails property_is ActiveState active
in_lab mount -o remount,rw "$state"
in_lab systemctl reset-failed slawatchd || true
check 'writable again: starts' in_lab systemctl restart slawatchd

# --- a newer version's file -----------------------------------------------------------------------

in_lab systemctl stop slawatchd
in_lab sqlite3 "$state/state.db" "INSERT INTO grdb_migrations VALUES ('99 of tomorrow')"
in_lab timeout 20 systemctl start slawatchd || true
check 'newer: the journal says so, and what to do' within 20 failure 'newer version.*install'
check 'newer: it is not running' fails property_is ActiveState active
in_lab sqlite3 "$state/state.db" "DELETE FROM grdb_migrations WHERE identifier LIKE '99%'"
in_lab systemctl reset-failed slawatchd || true
check 'the right version again: starts' in_lab systemctl restart slawatchd
check 'the right version again: repeats nothing' all_told_once F 40

# --- a damaged file -------------------------------------------------------------------------------

in_lab systemctl stop slawatchd
in_lab sh -c "head -c 8192 /dev/urandom | dd of=$state/state.db bs=4096 seek=1 conv=notrunc 2>/dev/null"
check 'damaged: starts all the same' in_lab systemctl start slawatchd
check 'damaged: the journal says where it is kept' \
    field_matches SLA_FILE 'state.db.corrupt-' "MESSAGE_ID=$(event_id ledger_set_aside)"
check 'damaged: it is kept' in_lab sh -c "ls $state/state.db.corrupt-*"
check 'damaged: what is late is told as one' \
    within 30 has_entry "MESSAGE_ID=$(event_id alert_summary)"
check 'damaged: nothing is told twice' all_told_once F 40
