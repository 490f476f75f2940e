#!/bin/bash
# The ticket store in trouble: on a full disk, locked, away, truncated. The daemon goes on, the
# journal says what happened, and what fell due meanwhile is told when the store is back.
set -euo pipefail
# shellcheck source=Tests/Lab/lib.sh
source "$(dirname "$(readlink -f "$0")")/lib.sh"
# shellcheck source=Tests/Lab/slawatch.sh
source "$(dirname "$(readlink -f "$0")")/slawatch.sh"

folder=$(dirname "$store")

lab_up
install_slawatch
add_ticket_system_user
write_good_config
# A disk of its own, small enough to be filled.
check 'a small disk for the store' in_lab sh -c "mkdir -p $folder &&
    mount -t tmpfs -o size=2m,mode=2770,uid=0,gid=\$(getent group slawatch-store | cut -d: -f3) \
        tmpfs $folder"
check 'slactl makes the store' init_store
check 'starts' in_lab systemctl start slawatchd
pid=$(property MainPID)

was_told() { # TICKET
    local matches
    mapfile -t matches < <(alert_of "$1")
    has_entry "${matches[@]}"
}
unavailable() { has_entry "MESSAGE_ID=$(event_id store_unavailable)"; }
unavailable_times() { entry_count "MESSAGE_ID=$(event_id store_unavailable)"; }
recovered_times() { entry_count "MESSAGE_ID=$(event_id store_recovered)"; }
more_than() { # COUNT CMD...
    local count=$1
    shift
    (($("$@") > count))
}

# --- a full disk ----------------------------------------------------------------------------------

check 'a late ticket is told' insert_late_ticket D-1
check 'of course' within 30 was_told D-1
in_lab sh -c "dd if=/dev/zero of=$folder/filler bs=4k 2>/dev/null || true"
sleep 5
check 'full: the daemon reads on' still_runs "$pid"
check 'full: it is active' property_is ActiveState active
in_lab rm "$folder/filler"
check 'room again: the ticket system writes' insert_late_ticket D-2
check 'room again: it is told' within 30 was_told D-2

# --- locked ---------------------------------------------------------------------------------------

# In the journal mode in which a writer keeps readers out; in WAL none does.
in_lab systemctl stop slawatchd
in_lab sqlite3 "$store" 'PRAGMA journal_mode = DELETE' >/dev/null
check 'starts on a store without WAL' in_lab systemctl start slawatchd
before=$(unavailable_times)
as_user crm sh -c "{ echo 'BEGIN EXCLUSIVE; UPDATE tickets SET mood = 1;'; sleep 65; echo 'COMMIT;'; } |
    sqlite3 -cmd '.timeout 5000' $store" &
locker=$!
check 'locked: the journal says so' within 30 more_than "$before" unavailable_times
wait "$locker"
recovered=$(recovered_times)
check 'free again: the journal says so' within 10 more_than "$((recovered > 0 ? 0 : recovered))" \
    recovered_times
check 'free again: the ticket system writes' insert_late_ticket D-3
check 'free again: it is told' within 30 was_told D-3

# --- away, and truncated --------------------------------------------------------------------------

before=$(unavailable_times)
in_lab mv "$store" "$store.away"
check 'away: the journal says so' within 30 more_than "$before" unavailable_times
check 'away: systemctl status shows it' within 30 property_matches StatusText '^degraded'
check 'away: it makes none of its own' fails in_lab test -e "$store"
recovered=$(recovered_times)
in_lab mv "$store.away" "$store"
check 'back: the journal says so' within 30 more_than "$recovered" recovered_times

in_lab cp -a "$store" "$store.backup"
before=$(unavailable_times)
in_lab systemctl stop slawatchd
in_lab truncate -s 2048 "$store"
check 'truncated: starts all the same' in_lab systemctl start slawatchd
check 'truncated: the journal says so' within 30 more_than "$before" unavailable_times
in_lab mv "$store.backup" "$store"
recovered=$(recovered_times)
check 'backup: the journal says so' within 30 more_than "$((recovered - 1))" recovered_times
check 'backup: the ticket system writes' insert_late_ticket D-4
check 'backup: it is told' within 30 was_told D-4
for ticket in D-1 D-2 D-3 D-4; do
    check "$ticket is told once" alerts_are_not_repeated "$ticket"
done
