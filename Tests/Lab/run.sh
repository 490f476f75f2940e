#!/bin/bash
# The lab: slawatchd as it is installed, under a real systemd and journald of its own.
#
#   Tests/Lab/run.sh BUILD_DIR [TEST...]     BUILD_DIR holds slawatchd and slactl;
#                                            TEST: service_test.sh, say; all by default
#
# Needs root. Prints "ok" and "not ok" lines and at the end "N passed, N failed".
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)

die() {
    printf 'lab: %s\n' "$*" >&2
    exit 2
}

install_missing() {
    local missing=() pair
    for pair in systemctl:systemd dbus-daemon:dbus sqlite3:sqlite3 curl:curl runuser:util-linux; do
        PATH=$PATH:/usr/sbin:/sbin command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
    done
    [[ -x /lib/systemd/systemd ]] || missing+=(systemd)
    ((${#missing[@]})) || return 0
    apt-get update -q >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        "${missing[@]}" >/dev/null
}

(($# >= 1)) || die 'usage: run.sh BUILD_DIR [TEST...]'
((EUID == 0)) || die 'needs root'
build=$(readlink -f -- "$1") || die "no such folder: $1"
shift
for binary in slawatchd slactl; do
    [[ -x $build/$binary ]] || die "no $binary in $build"
done
tests=("$@")
((${#tests[@]})) || mapfile -t tests < <(cd "$here" && printf '%s\n' *_test.sh | LC_ALL=C sort)
install_missing

LAB_RESULTS=$(mktemp)
trap 'rm -f "$LAB_RESULTS"' EXIT
export LAB_RESULTS LAB_BUILD=$build

for test in "${tests[@]}"; do
    printf '# %s\n' "$test"
    before=$(wc -l <"$LAB_RESULTS")
    rc=0
    bash "$here/$(basename "$test")" || rc=$?
    # A test that stops early has failed, whatever it had checked until then.
    if ((rc != 0)) || (($(wc -l <"$LAB_RESULTS") == before)); then
        printf 'not ok %s ended early (exit %s)\n' "$test" "$rc"
        printf 'fail\n' >>"$LAB_RESULTS"
    fi
done

passed=$(grep -cx pass "$LAB_RESULTS" || true)
failed=$(grep -cx fail "$LAB_RESULTS" || true)
printf '%s passed, %s failed\n' "$passed" "$failed"
((failed == 0))
