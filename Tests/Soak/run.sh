#!/bin/bash
# What takes longer than tests may: the release daemon killed two hundred times, thousands of random
# policies against the slow simulator, and the tests under the thread and address sanitizers.
#
#   Tests/Soak/run.sh [kills] [random] [thread] [address]     all of them by default
#
# SWIFT names the compiler, KILLS and SEED the kills, SLAWATCH_SEEDS the random policies.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
swift=${SWIFT:-swift}
# A crash under a sanitizer is the sanitizer's to explain.
export SWIFT_BACKTRACE=enable=no

kills() {
    "$swift" build -c release --product slawatchd
    "$swift" build -c release --product slactl
    local bin
    bin=$("$swift" build -c release --show-bin-path)
    python3 -B Tests/Soak/soak.py --daemon "$bin/slawatchd" --slactl "$bin/slactl" \
        --kills "${KILLS:-200}" --seed "${SEED:-1}" --down 20 --cut 100
}

random() {
    SLAWATCH_SEEDS=${SLAWATCH_SEEDS:-3000} "$swift" test --filter SlowSimulatorTests
}

# The targets that have threads; the pure ones have none, and take an hour under this sanitizer.
thread() {
    TSAN_OPTIONS="suppressions=$PWD/Tests/Soak/tsan.supp halt_on_error=0 exitcode=66" \
        "$swift" test --sanitize=thread --scratch-path .build/tsan \
        --filter '^(Delivery|Watchdog|Control|SystemdSupport|TicketStore|Ledger)Tests'
}

# SoakTests start the programs of their own folder, which are too slow under a sanitizer.
address() {
    # Swift's runtime keeps metadata for ever, which is no leak.
    ASAN_OPTIONS="detect_leaks=0:suppressions=$PWD/Tests/Soak/asan.supp" \
        "$swift" test --sanitize=address --scratch-path .build/asan --skip SoakTests
}

parts=("$@")
((${#parts[@]})) || parts=(kills random thread address)
for part in "${parts[@]}"; do
    case $part in
        kills | random | thread | address) ;;
        *)
            printf 'soak: no such part: %s\n' "$part" >&2
            exit 2
            ;;
    esac
    printf '# %s\n' "$part"
    "$part"
done
