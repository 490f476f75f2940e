#!/bin/bash
# The control socket: an agent, a supervisor, an administrator and a stranger, each a real user, ask
# for the same things. The kernel says who they are, Unix groups say what they may.
set -euo pipefail
# shellcheck source=Tests/Lab/lib.sh
source "$(dirname "$(readlink -f "$0")")/lib.sh"
# shellcheck source=Tests/Lab/slawatch.sh
source "$(dirname "$(readlink -f "$0")")/slawatch.sh"

socket=/run/slawatchd/control.sock

lab_up
install_slawatch
add_ticket_system_user
write_good_config
check 'slactl makes the store' init_store
for pair in ada:slawatch-agents sue:slawatch-supervisors adam:slawatch-admins; do
    check "${pair%%:*} joins the group that the package made" \
        in_lab useradd --no-create-home --groups "${pair##*:}" "${pair%%:*}"
done
in_lab useradd --no-create-home stan
check 'starts' in_lab systemctl start slawatchd

says() { # REGEX USER ARGUMENT...: slactl prints this, on whichever of its outputs
    local regex=$1 user=$2 output
    shift 2
    output=$(as_user "$user" slactl "$@" 2>&1 || true)
    matches "$output" "$regex"
}
ends_with() { # STATUS USER ARGUMENT...
    local want=$1 user=$2 got=0
    shift 2
    as_user "$user" slactl "$@" >/dev/null 2>&1 || got=$?
    equal "$got" "$want"
}
may() { # USER ARGUMENT...
    ends_with 0 "$@"
}
is_refused() { # USER ARGUMENT...
    ends_with 1 "$@" && says 'takes an? (agent|supervisor|administrator) or more, and' "$@"
}
calls() { as_user sue slactl audit --limit 1000 --format json; }
trail_has() { # NAME COMMAND OUTCOME: some call of the trail
    grep -qx "$1 $2 $3" <(calls | python3 -c '
import json, sys
for call in json.load(sys.stdin): print(call["name"], call["command"], call["outcome"])')
}

# --- the socket -----------------------------------------------------------------------------------

check 'the journal says that it is open' has_entry "MESSAGE_ID=$(event_id control_opened)"
check 'everybody may connect' equal "$(in_lab stat -c '%a %U' "$socket")" '666 slawatch'
check 'nobody but the daemon may replace it' \
    equal "$(in_lab stat -c '%a %U' "$(dirname "$socket")")" '755 slawatch'

# --- who may what ---------------------------------------------------------------------------------

check 'a ticket' insert_late_ticket C-1
for user in ada sue adam root slawatch; do
    check "$user sees the status" may "$user" status
    check "$user lists alerts" may "$user" alerts list
done
for user in sue adam root; do
    check "$user sees what is due" says 'C-1 +recording .* late ' "$user" due
    check "$user has it explained" says '(工单|ticket) +C-1 ' "$user" explain C-1
done
check 'though sue may not read the store' \
    says 'Permission denied' sue due --store /var/lib/slawatch-store/tickets.db
check 'in JSON too' says '"late_count": [1-9]' sue due --format json
check 'of a ticket that is not there' says "there is no ticket 'C-99'" sue explain C-99
for user in sue adam; do
    check "$user acknowledges" may "$user" ack C-1 --for 2h --note 'called 13812345678'
    check "$user takes it back" may "$user" ack end C-1
done
check 'adam pauses' says 'paused until 20' adam pause --for 1h
check 'adam resumes' says '^resumed$' adam resume
check 'adam reloads' says 'is reloaded' adam reload

check 'ada may not acknowledge' is_refused ada ack C-1
check 'ada may not see what is due' is_refused ada due
check 'ada has nothing explained' is_refused ada explain C-1
check 'ada may not pause' is_refused ada pause --for 1h
check 'ada may not see who did what' is_refused ada audit
check 'sue may not pause' is_refused sue pause --for 1h
check 'sue may not reload' is_refused sue reload
for command in status 'alerts list' 'pause --for 1h' 'ack C-1' reload; do
    # shellcheck disable=SC2086
    check "stan may not: $command" is_refused stan $command
done
check 'the refusal says who and what' \
    says "'pause' takes an administrator or more, and sue \(uid [0-9]+\) is a supervisor" \
    sue pause --for 1h
check 'and which group is wanted' \
    says 'add you to the group slawatch-agents, slawatch-supervisors or slawatch-admins' \
    stan status
check 'refusals are in the journal' \
    has_entry "MESSAGE_ID=$(event_id call_refused)" SLA_USER=stan SLA_COMMAND=pause
check 'journalctl -x explains them' \
    grep -qE 'pause was refused to stan|已拒绝 stan 调用 pause' \
    <(in_lab journalctl --no-pager -x "MESSAGE_ID=$(event_id call_refused)" SLA_USER=stan)

check 'the trail has what was done' trail_has adam pause ok
check 'the trail has what was refused' trail_has stan pause forbidden
check 'the trail has no telephone number' \
    fails grep -q 13812345678 <(calls)
check 'the journal has none either' \
    fails grep -q 13812345678 <(in_lab journalctl --no-pager -o json -u slawatchd)

# A login from before the group was given does not count.
in_lab usermod -aG slawatch-agents stan
check 'stan is in the group now' may stan status

# --- what clients do ------------------------------------------------------------------------------

pid=$(property MainPID)
# shellcheck disable=SC2016
check 'a flood of a hundred and fifty connections of ada' in_lab runuser -u ada -- python3 -c '
import socket
clients = []
for number in range(150):
    client = socket.socket(socket.AF_UNIX)
    client.connect("/run/slawatchd/control.sock")
    try:
        client.sendall(b"x" * 1000)
    except BrokenPipeError:
        pass
    clients.append(client)'
check 'meanwhile root is heard' may root status
check 'the same daemon' still_runs "$pid"

# --- reload ---------------------------------------------------------------------------------------

write_faulty_config
check 'a faulty configuration: status 1' ends_with 1 adam reload
check 'and where the fault is' says 'slawatchd.yaml:[0-9]+:1: unknown key .stoer.' adam reload
sleep 12 # STATUS= is set anew every 10 s
check 'systemctl status goes on saying so' property_matches StatusText '^reload failed: .*stoer'
check 'slactl status too' says 'failed, the former configuration stays' ada status
write_good_config
check 'mended' may adam reload
check 'systemctl status says so no more' within 15 property_matches StatusText '^open'

# --- a restart keeps a pause ----------------------------------------------------------------------

check 'adam pauses for long' may adam pause --for 3h
check 'a late ticket' insert_late_ticket C-2
mapfile -t alert < <(alert_of C-2)
check 'it is recorded' within 30 has_entry "${alert[@]}"
check 'systemctl status shows the pause' within 15 property_matches StatusText 'paused until 20'
check 'restart' in_lab systemctl restart slawatchd
check 'still paused' says 'paused until 20' ada status
check 'the journal says so' \
    field_matches MESSAGE 'nothing is sent until' "MESSAGE_ID=$(event_id paused)"
check 'its message waits' says '"state": "pending"' ada deliveries list --ticket C-2 --format json
check 'adam resumes it' may adam resume
delivered() { says '"state": "delivered"' ada deliveries list --ticket C-2 --format json; }
check 'its message is sent' within 15 delivered

# --- the daemon down ------------------------------------------------------------------------------

check 'adam pauses once more' may adam pause --for 1h
in_lab systemctl stop slawatchd
check 'down: the socket is gone' fails in_lab test -e "$socket"
check 'down: status says so' says 'is not running: nobody listens on /run/slawatchd' root status
check 'down: status 1' ends_with 1 root status
check 'down: it shows the pause' says 'paused until 20' root status
check 'down: lists are read from the files' \
    says 'slawatchd is not running; read from /var/lib/slawatchd/state.db' root alerts list
check 'down: all the same' may root alerts list
check 'down: ada is told both' says 'not running.*out of reach: permission denied' ada alerts list
check 'down: changes need the daemon' says 'slawatchd is not running' adam resume

# --- no socket ------------------------------------------------------------------------------------

in_lab sh -c "sed -i 's|socket: .*control.sock|socket: /nowhere/control.sock|' $config"
check 'starts without a socket' in_lab systemctl start slawatchd
check 'the journal says so, and what to do' \
    field_matches MESSAGE 'No such file.*RuntimeDirectory=' "MESSAGE_ID=$(event_id control_failed)"
check 'it watches all the same' insert_late_ticket C-3
mapfile -t alert < <(alert_of C-3)
check 'and tells' within 30 has_entry "${alert[@]}"
