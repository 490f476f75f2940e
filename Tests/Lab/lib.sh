# shellcheck shell=bash
# For the lab's tests: sourced by each *_test.sh. What is particular to slawatchd is in slawatch.sh.
#
# A test is `check NAME COMMAND...`; the lab is booted by lab_up and taken down when the script ends.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(cd "$here/../.." && pwd)
: "${LAB_BUILD:?run by Tests/Lab/run.sh}" "${LAB_RESULTS:?run by Tests/Lab/run.sh}"
# A name of its own, so that labs can run side by side.
export SYSTEMD_LAB_NAME=slawatch-$$
export root
lab_failures=0

lab() { "$root/scripts/systemd-lab" "$@"; }
in_lab() { lab run -- "$@"; }
as_user() { # USER CMD...
    local user=$1
    shift
    in_lab runuser -u "$user" -- "$@"
}

lab_up() {
    trap lab_end EXIT
    lab up 2>/dev/null || lab up # the second time with its diagnosis
}
lab_end() {
    local rc=$?
    if ((rc != 0 || lab_failures > 0)) && lab status >/dev/null 2>&1; then
        printf '# --- last lines of the lab'\''s journal\n'
        in_lab journalctl --no-pager -n 60 -o short-precise 2>/dev/null | sed 's/^/# /' || true
    fi
    lab down || true
    exit "$rc"
}

# --- checks ---------------------------------------------------------------------------------------

check() { # NAME CMD...: ok when the command succeeds; its output is shown when it does not
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        printf 'ok %s\n' "$name"
        printf 'pass\n' >>"$LAB_RESULTS"
    else
        printf 'not ok %s\n' "$name"
        head -20 <<<"$output" | sed 's/^/#   /'
        printf 'fail\n' >>"$LAB_RESULTS"
        lab_failures=$((lab_failures + 1))
    fi
}
equal() { # GOT WANT
    [[ $1 == "$2" ]] || {
        printf 'got "%s", want "%s"\n' "$1" "$2"
        return 1
    }
}
matches() { # GOT REGEX
    [[ $1 =~ $2 ]] || {
        printf 'got "%s", want /%s/\n' "$1" "$2"
        return 1
    }
}
fails() { # CMD...: succeeds when the command does not
    ! "$@"
}
within() { # SECONDS CMD...: tries until the command succeeds
    local deadline=$((SECONDS + $1))
    shift
    while ((SECONDS < deadline)); do
        "$@" >/dev/null 2>&1 && return 0
        sleep 0.2
    done
    "$@"
}

# --- questions to systemd and the journal ---------------------------------------------------------

property() { in_lab systemctl show -P "$1" slawatchd; } # one -P a call: systemd sorts them
property_is() { equal "$(property "$1")" "$2"; }
property_matches() { matches "$(property "$1")" "$2"; }
still_runs() { # PID: the main process is this one; 0 stands for none
    matches "$1" '^[1-9]' && property_is MainPID "$1"
}
runs_anew() { # PID: there is a main process, and it is another
    local now
    now=$(property MainPID)
    matches "$now" '^[1-9]' && [[ $now != "$1" ]]
}

entries() { # MATCH...: the entries as JSON lines; sending is asynchronous, hence the sync
    in_lab journalctl --sync
    in_lab journalctl --no-pager -o json "$@"
}
entry_count() { entries "$@" | grep -c . || true; }
has_entry() { # MATCH...
    (($(entry_count "$@") > 0)) || {
        printf 'no entry with: %s\n' "$*"
        return 1
    }
}
field() { # FIELD MATCH...: the field of the newest entry
    local name=$1
    shift
    in_lab journalctl --sync
    in_lab journalctl --no-pager --quiet -n 1 -o cat --output-fields="$name" "$@"
}
field_is() { # FIELD WANT MATCH...
    local name=$1 want=$2
    shift 2
    equal "$(field "$name" "$@")" "$want"
}
field_matches() { # FIELD REGEX MATCH...
    local name=$1 regex=$2
    shift 2
    matches "$(field "$name" "$@")" "$regex"
}
journal_says() { # TEXT: systemd's own lines about the unit
    in_lab journalctl --sync
    grep -qF -- "$1" <<<"$(in_lab journalctl --no-pager -u slawatchd)" || {
        printf 'the journal does not say: %s\n' "$1"
        return 1
    }
}
