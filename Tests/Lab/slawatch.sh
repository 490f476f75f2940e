# shellcheck shell=bash
# What the lab's tests take for granted about slawatchd and slactl. When those change, change it here.

store=/var/lib/slawatch-store/tickets.db
config=/etc/slawatchd/slawatchd.yaml

# The MESSAGE_ID of a kind of event, from the one table in the sources.
event_id() { # NAME, such as alert_breach
    local table=${root:?set by lib.sh}/Sources/SystemdSupport/EventID.swift case
    case=$(sed -n "s/^ *case \.\([A-Za-z]*\): \"$1\"$/\1/p" "$table")
    sed -n "s/^ *case $case = \"\([0-9a-f]*\)\"$/\1/p" "$table"
}

install_slawatch() { # as 'make install' does it
    local dest file
    dest=$(mktemp -d)
    "$root/scripts/install" "$LAB_BUILD" "$dest" /usr
    while IFS= read -r file; do
        lab copy-in "$dest/$file" "/$file"
    done < <(cd "$dest" && find . -type f | sed 's|^[.]/||')
    rm -rf "$dest"
    in_lab systemd-sysusers slawatchd.conf
    in_lab systemd-tmpfiles --create slawatchd.conf
    in_lab journalctl --update-catalog
    in_lab systemctl daemon-reload
}

add_ticket_system_user() { # crm: another user, who shares nothing with the daemon but the store's group
    in_lab useradd --system --no-create-home --groups slawatch-store crm
}

write_good_config() { # the one that is shipped
    in_lab sh -c "sed -i '/^stoer:/d' $config"
}
write_faulty_config() { # a key that does not exist, close to one that does
    in_lab sh -c "echo 'stoer: {path: /nowhere}' >>$config"
}

is_rejected() { ! in_lab systemctl reload slawatchd; }

# As root, so that folder and database get the group of the store.
init_store() { in_lab slactl store init --store "$store" --zone Asia/Shanghai; }

add_ticket() { # ARGUMENT...
    as_user crm slactl ticket add --store "$store" --priority high --kind 咨询 "$@"
}

# A ticket that nobody answered for three days, as a ticket system writes it: one row of plain SQL,
# from which the store's triggers make the events.
insert_late_ticket() { # ID
    as_user crm sqlite3 -cmd '.timeout 5000' "$store" "
        INSERT INTO tickets (id, kind, priority, received_at)
        VALUES ('$1', '咨询', 'high', $(((EPOCHSECONDS - 3 * 86400) * 1000)));"
}

# The journal matches of the alert about a late ticket. One that is found long after its time says
# its highest step at once; two values of one field mean either.
alert_of() { # ID
    printf '%s\n' "SLA_TICKET=$1" SLA_EVENT=alert_breach SLA_EVENT=alert_escalation
}

# Everything that was said about the ticket was said once.
alerts_are_not_repeated() { # ID
    local clocks steps times said
    clocks=$(alert_values SLA_CLOCK "$1")
    steps=$(alert_values SLA_STEP "$1")
    times=$(alert_values SLA_OCCURRENCE "$1")
    said=$(paste -d ' ' <(echo "$clocks") <(echo "$steps") <(echo "$times"))
    matches "$said" '[^ ]' || return 1
    equal "$(sort <<<"$said")" "$(sort -u <<<"$said")"
}
alert_values() { # FIELD ID: its value in each alert about the ticket, oldest first
    in_lab journalctl --sync
    in_lab journalctl --no-pager --quiet -o cat --output-fields="$1" "SLA_TICKET=$2" \
        SLA_EVENT=alert_{warning,nudge,breach,escalation,notice}
}
