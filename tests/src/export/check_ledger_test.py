#!/usr/bin/env python3
"""D11 P21: the events of a run explain its table of actors, and nothing can be taken from them.

    check_ledger_test.py TROUPE_CLI SCENARIOS

Runs scenarios in both modes and has check_ledger.py agree; then deletes rows and changes reasons,
one at a time, and has it disagree each time.
"""
import contextlib
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_ledger

CLI = sys.argv.pop(1)
SCENARIOS = pathlib.Path(sys.argv.pop(1))
REASONS = ["neverExisted", "stopped", "killed", "failed", "overflowNewest", "overflowOldest",
           "stale", "lateReply", "unhandled", "quarantined", "noMemory", "discardedOnRestart",
           "shutdown", "manual"]
# with dead letters of several reasons, restarts, asks, full mailboxes
CHOSEN = ["supervised", "overflow-policies", "poison", "team-rest-for-one", "ask-or-tell",
          "restart-budget", "counter-bounded", "deadlock-mended", "workers-logger"]


def run(name, mode, folder):
    events, actors = folder / "events.csv", folder / "actors.csv"
    result = subprocess.run(
        [CLI, "run", str(SCENARIOS / (name + ".troupe")), mode, "--until", "quiet", "--json",
         "--export", f"events.csv={events}", "--export", f"actors.csv={actors}"],
        capture_output=True, text=True, timeout=100, check=True)
    (folder / "result.json").write_text(result.stdout, encoding="utf-8")
    return events, actors, folder / "result.json"


def faults(rows, actors):
    checked = check_ledger.Run(rows)
    checked.follow()
    return checked.faults + check_ledger.compare(checked, actors)


class LedgerTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def test_the_events_explain_the_table(self):
        for name in CHOSEN:
            for mode in ("--lab", "--live"):
                with self.subTest(scenario=name, mode=mode):
                    files = run(name, mode, self.path)
                    script = pathlib.Path(__file__).parent / "check_ledger.py"
                    checked = subprocess.run([sys.executable, script, *files],
                                             capture_output=True, text=True)
                    self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

    def test_no_row_can_be_deleted(self):
        events, actors, _ = run("supervised", "--lab", self.path)
        rows, table = check_ledger.read(events), check_ledger.read(actors)
        self.assertEqual(faults(rows, table), [])
        for place in range(1, len(rows) - 1):
            self.assertTrue(faults(rows[:place] + rows[place + 1:], table), rows[place])

    def test_no_row_can_be_deleted_even_where_the_numbers_are_closed_up(self):
        events, actors, _ = run("overflow-policies", "--lab", self.path)
        rows, table = check_ledger.read(events), check_ledger.read(actors)
        told = {"sent", "asked", "began", "deadLetter", "timerFired"}
        places = [i for i, row in enumerate(rows) if row["event"] in told]
        self.assertGreater(len(places), 200)
        for place in places:
            left = [dict(row) for row in rows[:place] + rows[place + 1:]]
            if rows[place]["event"] == "sent" and rows[place]["outcome"] in ("waiting", "full"):
                continue  # nothing was sent
            for i, row in enumerate(left):
                row["seq"] = str(i + 1)
            self.assertTrue(faults(left, table), rows[place])

    def test_no_reason_can_be_changed(self):
        for name in ("supervised", "overflow-policies", "poison"):
            events, actors, _ = run(name, "--lab", self.path)
            rows, table = check_ledger.read(events), check_ledger.read(actors)
            letters = [i for i, row in enumerate(rows) if row["event"] == "deadLetter"]
            self.assertTrue(letters)
            for place in letters:
                for reason in REASONS:
                    if reason == rows[place]["reason"]:
                        continue
                    changed = [dict(row) for row in rows]
                    changed[place]["reason"] = reason
                    self.assertTrue(faults(changed, table), (name, rows[place], reason))

    def test_the_senders_count_the_same(self):
        events, actors, result = run("counter-bounded", "--live", self.path)
        told = json.loads(result.read_text(encoding="utf-8"))
        told["actors"]["client-3"]["state"]["sent"] -= 1
        result.write_text(json.dumps(told), encoding="utf-8")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            code = check_ledger.main([str(events), str(actors), str(result)])
        self.assertEqual(code, 1)
        self.assertIn("client-3", printed.getvalue())


if __name__ == "__main__":
    unittest.main()
