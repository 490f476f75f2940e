"""What a soak is made of: a daemon to be killed, a store that fills, the ledger to be judged by."""

import atexit
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import time

CONFIGURATION = """
store: {{path: store/tickets.db, poll: 200ms}}
state: state
control: {{socket: control.sock}}
language: en
zone: UTC
summary_above: {summary_above}
policies:
  - file: soak.yaml
roles: {{owner: [desk], supervisor: [desk]}}
channels:
  desk: {{type: webhook, url: "http://127.0.0.1:{port}/", unsigned: true{allowance}}}
"""

POLICY = """
policy: soak
name: {en: Soak}
clocks:
  - id: response
    name: {en: Response}
    start: received
    satisfied_by: {events: [first_response]}
    cases:
      - rule: SOAK
        target: 4s
        calendar: always
        ladder:
          - {step: warning, at: 50%, to: owner}
          - {step: breach, after: 0s, to: owner}
          - {step: escalation, after: 4s, to: supervisor}
"""



class Daemon:
    """The daemon under test, with a log that outlives it."""

    def __init__(self, path, folder):
        self.command = [path, "--config", str(folder / "slawatchd.yaml")]
        self.log = open(folder / "slawatchd.log", "ab")
        self.process = None
        # None outlives a soak that fails.
        atexit.register(self._end)

    def _end(self):
        if self.process and self.process.poll() is None:
            self.process.kill()

    def start(self, failpoint=None):
        environment = dict(os.environ, SWIFT_BACKTRACE="enable=no")
        environment.pop("SLAWATCH_FAILPOINT", None)
        if failpoint:
            environment["SLAWATCH_FAILPOINT"] = failpoint
        self.process = subprocess.Popen(self.command, stderr=self.log, env=environment)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        if self.process.wait() != -signal.SIGKILL:
            sys.exit(f"the daemon had ended by itself: {self.process.returncode}, see {self.log.name}")

    def stop(self):
        self.process.terminate()
        self.process.wait(20)

    def cpu(self):
        """Seconds of CPU that it has used."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Store:
    """Tickets, written as a CRM does it: by plain SQL."""

    def __init__(self, path):
        self.database = sqlite3.connect(path, isolation_level=None, timeout=30)
        self.count = 0

    def add(self, count, age=0):
        """Adds so many tickets, received so many seconds ago."""
        received = int((time.time() - age) * 1000)
        self.database.execute("BEGIN IMMEDIATE")
        for _ in range(count):
            self.count += 1
            self.database.execute(
                "INSERT INTO tickets(id, title, received_at) VALUES (?, 'Soak', ?)",
                (f"S{self.count}", received))
        self.database.execute("COMMIT")


class Ledger:
    """What the daemon has recorded, read while it runs."""

    def __init__(self, path):
        self.path = path

    def rows(self, sql):
        database = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=30)
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()

    def states(self):
        return dict(self.rows("SELECT state, count(*) FROM deliveries GROUP BY state"))
