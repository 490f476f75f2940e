#!/bin/bash
# What takes longer than tests may: the release daemon killed two hundred times, thousands of random
# policies against the slow simulator, hundreds of thousands of simulated worlds, and the tests under
# the thread and address sanitizers.
#
#   Tests/Soak/run.sh [kills] [random] [worlds] [thread] [address]     all of them by default
#
# SWIFT names the compiler, KILLS and SEED the kills, SLAWATCH_SEEDS the random policies, WORLDS the
# worlds (from FROM on; each day others with FROM=$(date +%j)000000).
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

# A process for each core: SQLite's allocator is shared by the threads of one. What fails is cut down
# and stands in the output; copy the list into Tests/SimulationTests/Regressions.swift.
worlds() {
    # Optimised, with the places at which a daemon is killed.
    local build=(-c release --scratch-path .build/worlds
        -Xswiftc -enable-testing -Xswiftc -DFAILPOINTS)
    "$swift" build "${build[@]}" --build-tests
    local bin count=${WORLDS:-200000} from=${FROM:-1000} cores part next jobs=() failed=0
    bin=$("$swift" build "${build[@]}" --show-bin-path)
    cores=$(nproc)
    part=$(((count + cores - 1) / cores))
    for ((next = from; next < from + count; next += part)); do
        SIM_SEEDS=$next-$((next + part - 1)) "$bin"/*PackageTests.xctest \
            --testing-library swift-testing --filter SimulationTests &
        jobs+=($!)
    done
    for job in "${jobs[@]}"; do wait "$job" || failed=1; done
    return "$failed"
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
        SIM_SEEDS=1-40 "$swift" test --sanitize=address --scratch-path .build/asan --skip SoakTests
}

parts=("$@")
((${#parts[@]})) || parts=(kills random worlds thread address)
for part in "${parts[@]}"; do
    case $part in
        kills | random | worlds | thread | address) ;;
        *)
            printf 'soak: no such part: %s\n' "$part" >&2
            exit 2
            ;;
    esac
    printf '# %s\n' "$part"
    "$part"
done
