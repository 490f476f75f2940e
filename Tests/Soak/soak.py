#!/usr/bin/env python3
"""Kills slawatchd again and again while tickets fall due, and counts what became of them.

    soak.py --daemon PATH --slactl PATH [--kills 200] [--seed 1] [--failpoints NAME:COUNT,…]
            [--late TICKETS] [--down SECONDS] [--allowance 20/1s] [--keep]

Ends with a line `raised A, delivered B, lost C, repeated D`, and with status 1 where anything was
lost, an id or a body changed over a restart, more was repeated than was under way at the kills, or
the ledger's counts do not add up.
"""

import argparse
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

from parts import CONFIGURATION, POLICY, Daemon, Ledger, Store
from receiver import Receiver

# Requests that a webhook channel has under way at once.
PARALLEL = 64


def wait_until(done, seconds, what):
    """Waits for something that has to come."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            sys.exit(f"waited {seconds} s in vain: {what}")
        time.sleep(0.1)


def settled(ledger, store):
    """Whether every ticket's last step is recorded and nothing waits to be sent."""
    told = ledger.rows("SELECT count(*) FROM alerts WHERE step = 'escalation'")[0][0]
    return told == store.count and not {"pending", "held"} & ledger.states().keys()


def kill_at_random(options, daemon, store, chance):
    for _ in range(options.kills):
        daemon.start()
        end = time.monotonic() + chance.uniform(0.05, 1.2)
        while time.monotonic() < end:
            store.add(options.batch)
            time.sleep(0.1)
        daemon.kill()


def kill_at_failpoints(options, daemon, store):
    for failpoint in filter(None, options.failpoints.split(",")):
        daemon.start(failpoint)

        def ended():
            store.add(options.batch)
            return daemon.process.poll() is not None

        wait_until(ended, 30, f"the daemon never came to {failpoint}")
        if daemon.process.returncode != 137:
            sys.exit(f"at {failpoint} the daemon ended with {daemon.process.returncode}")
        print(f"killed at {failpoint}", flush=True)


def watch_outage(options, daemon, store, receiver):
    """How much CPU the daemon takes while its receiver is away and messages wait."""
    receiver.down()
    store.add(options.waiting)
    time.sleep(5)
    before = daemon.cpu()
    time.sleep(options.down)
    share = (daemon.cpu() - before) / options.down
    receiver.up()
    print(f"receiver down {options.down} s, {options.waiting} tickets falling due: "
          f"{share:.2%} of a core")
    return [] if share < 0.02 else ["more than 2 % of a core while the receiver was down"]


def judge(receiver, ledger, store, kills):
    """Compares what the receiver saw with what the ledger holds."""
    faults = []
    # What was folded is told by its digest.
    deliveries = {id: (state, told_by) for id, state, told_by in ledger.rows(
        "SELECT d.id, d.state, coalesce(f.id, d.id) FROM deliveries d "
        "LEFT JOIN deliveries f ON f.seq = d.folded_into")}
    states = ledger.states()
    counted = {s: n for s, n in ledger.rows("SELECT state, count FROM delivery_counts") if n}
    alerted = ledger.rows("SELECT count(DISTINCT ticket) FROM alerts WHERE step = 'breach'")[0][0]
    told = {id for id, (state, _) in deliveries.items() if state != "dropped"}
    came = {id for id in told if deliveries[id][1] in receiver.counts}
    lost = len(told - came) + store.count - alerted
    # A request whose connection died unanswered has to be sent again: counted apart.
    again = sum(receiver.counts.values()) - len(receiver.counts)
    repeated = max(0, again - receiver.cuts)
    print(f"{store.count} tickets, {kills} kills, deliveries {states}, "
          f"most under way at the receiver {receiver.most_open}")
    print(f"raised {len(told)}, delivered {len(came)}, "
          f"lost {lost}, repeated {repeated}", flush=True)
    if receiver.cuts:
        print(f"connections cut after the request {receiver.cuts}, repeated for that "
              f"{again - repeated}")
    if lost:
        faults.append("something was lost")
    unknown = receiver.counts.keys() - deliveries.keys()
    if unknown:
        faults.append(f"ids that the ledger does not know: {sorted(unknown)[:5]}")
    singly = [id for id, (state, _) in deliveries.items()
              if state == "folded" and id in receiver.counts]
    if singly:
        faults.append(f"told singly and in a digest: {singly[:5]}")
    if receiver.changed:
        faults.append(f"bodies that changed under their id: {sorted(receiver.changed)[:5]}")
    if repeated > kills * PARALLEL:
        faults.append(f"more repeated than was under way at the kills ({kills * PARALLEL})")
    if counted != states or sum(states.values()) != len(deliveries):
        faults.append(f"the law of conservation does not hold: {counted}")
    orphans = ledger.rows(
        "SELECT count(*) FROM alerts a WHERE disposition = 'raised' AND NOT EXISTS "
        "(SELECT 1 FROM delivery_alerts l WHERE l.alert = a.seq)")[0][0]
    if orphans:
        faults.append(f"{orphans} alerts of which no message tells")
    return faults


def judge_summary(ledger, late):
    """What was late before the first start is told once, as one."""
    summaries = ledger.rows("SELECT count(*) FROM deliveries WHERE ticket = ''")[0][0]
    known = ledger.rows("SELECT count(DISTINCT ticket) FROM alerts WHERE disposition = 'known'")
    print(f"late before the first start {late}, known {known[0][0]}, summaries {summaries}")
    return [] if (summaries, known[0][0]) == (1, late) else ["not told as one summary"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("--slactl", required=True)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=400)
    parser.add_argument("--backlog", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=10)
    parser.add_argument("--failpoints", default="")
    parser.add_argument("--late", type=int, default=0, help="tickets late before the first start")
    parser.add_argument("--cut", type=int, default=0, help="cut every so many'th connection")
    parser.add_argument("--down", type=float, default=0)
    parser.add_argument("--waiting", type=int, default=200)
    parser.add_argument("--allowance", default="", help="of the channel, such as 20/1s")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()

    folder = pathlib.Path(tempfile.mkdtemp(prefix="slawatch-soak."))
    receiver = Receiver(options.rate, options.cut)
    receiver.up()
    (folder / "slawatchd.yaml").write_text(CONFIGURATION.format(
        port=receiver.port,
        allowance=f", allowance: {options.allowance}" if options.allowance else "",
        summary_above=20 if options.late else 100_000))
    (folder / "soak.yaml").write_text(POLICY)
    (folder / "store").mkdir()
    path = folder / "store/tickets.db"
    subprocess.run(
        [options.slactl, "store", "init", "--store", str(path), "--zone", "UTC"],
        check=True, stdout=subprocess.DEVNULL)
    store = Store(path)
    store.add(options.late, age=3600)
    if not options.late:
        store.add(options.backlog)
    daemon = Daemon(options.daemon, folder)
    ledger = Ledger(folder / "state/state.db")

    began = time.monotonic()
    kill_at_failpoints(options, daemon, store)
    kill_at_random(options, daemon, store, random.Random(options.seed))
    daemon.start()
    wait_until(lambda: settled(ledger, store), 600, f"it never comes to rest, see {folder}")
    faults = []
    if options.down:
        faults = watch_outage(options, daemon, store, receiver)
        wait_until(lambda: settled(ledger, store), 600, f"it never comes to rest, see {folder}")
    daemon.stop()
    kills = options.kills + len(list(filter(None, options.failpoints.split(","))))
    faults += judge(receiver, ledger, store, kills)
    if options.late:
        faults += judge_summary(ledger, options.late)
    print(f"took {time.monotonic() - began:.0f} s, seed {options.seed}")
    for fault in faults:
        print(f"FAULT: {fault}; see {folder}")
    if not faults and not options.keep:
        shutil.rmtree(folder)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
