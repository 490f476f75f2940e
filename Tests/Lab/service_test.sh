#!/bin/bash
# The service from installation to its stop: readiness, alerts in the journal, reload, watchdog.
set -euo pipefail
# shellcheck source=Tests/Lab/lib.sh
source "$(dirname "$(readlink -f "$0")")/lib.sh"
# shellcheck source=Tests/Lab/slawatch.sh
source "$(dirname "$(readlink -f "$0")")/slawatch.sh"

lab_up
install_slawatch
add_ticket_system_user
write_good_config

# --- what is installed ----------------------------------------------------------------------------

check 'systemd-analyze verify finds no fault' \
    in_lab systemd-analyze verify --man=no /usr/lib/systemd/system/slawatchd.service
check 'systemd-analyze security: level at most 2.0' \
    in_lab systemd-analyze security --offline=true --threshold=20 \
    /usr/lib/systemd/system/slawatchd.service
check 'sysusers: slawatch is in the group of the store' \
    matches "$(in_lab id -nG slawatch)" '(^| )slawatch-store( |$)'
check 'tmpfiles: the directory of the store' \
    equal "$(in_lab stat -c '%a %U %G' "$(dirname "$store")")" '2770 root slawatch-store'
check 'the catalog lists a subject for every event' \
    equal "$(in_lab journalctl --list-catalog 2>/dev/null | grep -c 'slawatchd: ')" \
    "$(grep -c '^-- ' "$root/systemd/slawatchd.catalog")"
# Showing it would need the locale zh_CN, which a small system has not.
check 'the catalog has the Chinese subjects too' \
    in_lab grep -q '工单 @SLA_TICKET@ 已超时' /var/lib/systemd/catalog/database
check 'slactl makes the store' init_store
check 'the store is open to its group' \
    equal "$(in_lab stat -c '%a %G' "$store")" '660 slawatch-store'

# --- start ----------------------------------------------------------------------------------------

check 'systemctl start returns at READY=1' in_lab systemctl start slawatchd
check 'active (running)' \
    equal "$(property ActiveState)/$(property SubState)" active/running
check 'runs as slawatch' \
    equal "$(in_lab stat -c %U "/proc/$(property MainPID)")" slawatch
check 'STATUS= is set' property_matches StatusText .
check 'systemctl status shows it' \
    grep -qF "Status: \"$(property StatusText)\"" <(in_lab systemctl status --no-pager slawatchd)
check 'the start is in the journal under its MESSAGE_ID' \
    has_entry _SYSTEMD_UNIT=slawatchd.service "MESSAGE_ID=$(event_id daemon_started)"
check 'the readiness too' has_entry "MESSAGE_ID=$(event_id ready)"
check 'entries came over the journal'\''s own protocol' \
    field_is _TRANSPORT journal "MESSAGE_ID=$(event_id daemon_started)"
check 'identifier and component' \
    field_matches SLA_COMPONENT . SYSLOG_IDENTIFIER=slawatchd
check 'journalctl -x explains the start' \
    grep -qF 'Defined-By: slawatchd' \
    <(in_lab journalctl --no-pager -x "MESSAGE_ID=$(event_id daemon_started)")
check 'the state directory is closed to others' \
    equal "$(in_lab stat -c '%a %U' /var/lib/slawatchd)" '700 slawatch'

# --- alerts ---------------------------------------------------------------------------------------

mapfile -t alert < <(alert_of L-1)
check 'another user inserts a late ticket by SQL' insert_late_ticket L-1
check 'the alert is found by its ticket' within 30 has_entry "${alert[@]}"
check 'its MESSAGE_ID' field_matches MESSAGE_ID \
    "^($(event_id alert_breach)|$(event_id alert_escalation))$" "${alert[@]}"
check 'PRIORITY is warning or graver' field_matches PRIORITY '^[1-4]$' "${alert[@]}"
check 'SLA_CLOCK' field_matches SLA_CLOCK . "${alert[@]}"
check 'SLA_STEP' field_matches SLA_STEP . "${alert[@]}"
check 'SLA_DUE is a time' field_matches SLA_DUE '^20[0-9]{2}-[0-9]{2}-[0-9]{2}' "${alert[@]}"
check 'SLA_LATE_SECONDS is a positive number' \
    field_matches SLA_LATE_SECONDS '^[1-9][0-9]*$' "${alert[@]}"
check 'journalctl -x names the ticket' \
    grep -qE 'Ticket L-1|工单 L-1' <(in_lab journalctl --no-pager -x "${alert[@]}")
check 'the ticket system can still write' insert_late_ticket L-2
check 'slactl adds a ticket' add_ticket

# --- reload ---------------------------------------------------------------------------------------

pid=$(property MainPID)
check 'reload succeeds' in_lab systemctl reload slawatchd
check 'the reload is in the journal' \
    within 10 has_entry "MESSAGE_ID=$(event_id configuration_reloaded)"
check 'ready again after the reload' within 10 property_is ActiveState active
check 'same process after the reload' still_runs "$pid"
check 'alerts are not repeated by the reload' alerts_are_not_repeated L-1

write_faulty_config
check 'systemctl reload fails where the daemon rejects it' is_rejected
check 'a faulty configuration is rejected' \
    within 10 has_entry "MESSAGE_ID=$(event_id configuration_rejected)"
check 'the rejection says why' \
    matches "$(entries "MESSAGE_ID=$(event_id configuration_rejected)")" stoer
check 'active after the rejection' within 10 property_is ActiveState active
check 'same process after the rejection' still_runs "$pid"
check 'another late ticket' insert_late_ticket L-3
mapfile -t alert < <(alert_of L-3)
check 'the old configuration still raises alerts' within 30 has_entry "${alert[@]}"
write_good_config
check 'reload with the mended configuration' in_lab systemctl reload slawatchd

# --- watchdog -------------------------------------------------------------------------------------

in_lab sh -c 'mkdir -p /etc/systemd/system/slawatchd.service.d &&
    printf "[Service]\nWatchdogSec=2\nRestartSec=200ms\n" \
        >/etc/systemd/system/slawatchd.service.d/watchdog.conf && systemctl daemon-reload'
check 'restarts with a watchdog of 2 s' in_lab systemctl restart slawatchd
pid=$(property MainPID)
sleep 5
check 'outlives two watchdog spans when it is well' still_runs "$pid"
check 'the daemon is made to hang' \
    in_lab systemctl kill --kill-who=main --signal=STOP slawatchd
check 'systemd ends a daemon that hangs' within 15 journal_says 'Watchdog timeout (limit 2s)'
check 'and starts it again' within 15 property_is ActiveState active
check 'as another process' runs_anew "$pid"

# --- stop -----------------------------------------------------------------------------------------

check 'stop succeeds' in_lab systemctl stop slawatchd
check 'a clean end' equal "$(property ActiveState)/$(property Result)" inactive/success
check 'the stop is in the journal' has_entry "MESSAGE_ID=$(event_id daemon_stopping)"
check 'the ticket system writes on after our end' insert_late_ticket L-4
# The thread that Dispatch waits for events with asks for it once, whatever we do.
check 'no process complained twice about the niceness of its threads' \
    equal "$(in_lab journalctl --no-pager | sed -n 's/.* \([a-z]*\[[0-9]*\]\): Failed to set thread priority.*/\1/p' |
        sort | uniq -d)" ""
