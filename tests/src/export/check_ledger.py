#!/usr/bin/env python3
"""Recomputes the ledger of a run from its events and compares it with the table of actors.

    check_ledger.py EVENTS.csv ACTORS.csv [RESULT.json]

Shares no code with the program. For each receiver it follows every message by its number through
the events, counts where each one ended (handled, queued, in the handler, dead, discarded), and
compares with actors.csv. With the result of `run --json` it also compares what senders counted
themselves. What the events say must fit together: no number missing, every turn of a message that
was delivered, every dead letter with a reason that the events before it explain.
Exit 0: all agrees. 1: each difference on a line of its own. 2: a file cannot be read.
"""
import csv
import json
import sys
from collections import Counter, defaultdict

DISCARDED = {"discardedOnRestart", "shutdown"}
REPLIES = {"lateReply", "stale"}  # letters of replies are not of the user lane


class Run:
    def __init__(self, rows):
        self.rows = rows
        self.faults = []
        self.sent = Counter()        # by receiver
        self.sent_by = Counter()     # by sender, Start and other messages of the program left out
        self.place = {}              # (receiver, message) -> where it is now
        self.reason = {}             # (receiver, message) -> why it is dead
        self.dead_on_arrival = {}    # (receiver, message) -> outcome of its `sent`
        self.failed = set()          # (actor, message) whose handler threw
        self.retried = set()         # (actor, message) that were tried again
        self.has_user_acted = False
        self.stopped = set()         # actors that are stopping or were stopped
        self.killed = set()
        self.restarting = set()      # actors that were to be restarted at least once
        self.replaced = Counter()    # by receiver: messages that pushed the oldest out
        self.pushed_out = Counter()
        self.stale_ticks = Counter()
        self.is_shut_down = False

    def fault(self, row, text):
        self.faults.append(f"event {row['seq']}: {text}")

    def follow(self):
        last = None
        for row in self.rows:
            seq = int(row["seq"])
            if last is not None and seq != last + 1:
                self.fault(row, f"follows event {last}: {seq - last - 1} missing")
            last = seq
            handler = getattr(self, "on_" + row["event"], None)
            if handler:
                handler(row)
        for key, outcome in self.dead_on_arrival.items():
            if key not in self.reason:
                self.faults.append(f"message {key[1]} to {key[0] or 'nobody'} was {outcome} and "
                                   "is no dead letter")
        for receiver in set(self.replaced) | set(self.pushed_out):
            if self.replaced[receiver] != self.pushed_out[receiver]:
                self.faults.append(f"{receiver}: {self.replaced[receiver]} sends pushed a message "
                                   f"out, {self.pushed_out[receiver]} were")
        for actor, message in self.failed:
            if self.place.get((actor, message)) == "in_handler":
                self.faults.append(f"message {message} failed in {actor} and is still in its "
                                   "handler")

    def arrive(self, row, receiver, message):
        key = (receiver, message)
        if key in self.place and self.place[key] not in ("handled", "dead", "discarded"):
            self.fault(row, f"message {message} is sent to {receiver} while it is there")
        self.sent[receiver] += 1
        self.place[key] = "queued"
        self.reason.pop(key, None)

    def on_sent(self, row):
        outcome, receiver, message = row["outcome"], row["peer"], row["message"]
        if outcome in ("delivered", "replaced"):
            self.arrive(row, receiver, message)
            self.replaced[receiver] += outcome == "replaced"
        elif outcome in ("dropped", "dead"):
            self.sent[receiver] += 1
            self.place[(receiver, message)] = "dead"
            self.reason.pop((receiver, message), None)
            self.dead_on_arrival[(receiver, message)] = outcome
        elif outcome not in ("waiting", "full", "noMemory", "timedOut"):
            self.fault(row, f"unknown outcome {outcome!r}")
        if row["actor"] and outcome != "waiting":
            self.sent_by[row["actor"]] += 1

    on_asked = on_sent

    def on_timerFired(self, row):
        self.arrive(row, row["actor"], row["message"])

    def on_began(self, row):
        key = (row["actor"], row["message"])
        before = self.place.get(key)
        if before not in ("queued", "in_handler"):
            self.fault(row, f"a turn of message {key[1]}, which is {before or 'not there'}")
        self.place[key] = "in_handler"

    def on_ended(self, row):
        key = (row["actor"], row["message"])
        before, outcome = self.place.get(key), row["outcome"]
        if outcome == "failed":
            return  # it becomes a dead letter, or is tried again
        if before != "in_handler":
            self.fault(row, f"the end of a turn of message {key[1]}, which is {before}")
        elif outcome in ("done", "forwarded"):
            self.place[key] = "handled"
        elif outcome in ("stashed", "retried"):
            self.place[key] = "queued"
            self.failed.discard(key)
            if outcome == "retried":
                self.retried.add(key)
        elif outcome != "suspended":
            self.fault(row, f"unknown end {outcome!r}")

    def on_failed(self, row):
        if row["message"]:
            self.failed.add((row["actor"], row["message"]))

    def on_decided(self, row):
        if row["outcome"] == "restart":
            self.restarting.add("*")

    def on_stopping(self, row):
        self.stopped.add(row["actor"])
        if row["outcome"] == "kill":
            self.killed.add(row["actor"])

    def on_stopped(self, row):
        self.stopped.add(row["actor"])
        if row["reason"] == "killed":
            self.killed.add(row["actor"])

    def on_userAction(self, row):
        self.has_user_acted = True

    def on_shutdown(self, row):
        self.is_shut_down = True

    def on_deadLetter(self, row):
        receiver, message, reason = row["actor"], row["message"], row["reason"]
        key = (receiver, message)
        before = self.place.get(key)
        if reason == "stale" and before is None:
            return
        if reason == "lateReply":
            return
        if not self.is_explained(key, before, reason):
            self.fault(row, f"message {message} to {receiver or 'nobody'} is {before or 'nowhere'}"
                            f" and cannot be dead for the reason {reason!r}")
        if reason == "overflowOldest":
            self.pushed_out[receiver] += 1
        self.place[key] = "discarded" if reason in DISCARDED else "dead"
        self.reason[key] = reason

    def is_explained(self, key, before, reason):
        receiver = key[0]
        if key in self.reason or before in (None, "handled", "discarded"):
            return False
        on_arrival = self.dead_on_arrival.get(key) if before == "dead" else None
        if on_arrival == "dropped":
            return reason == "overflowNewest"
        if on_arrival == "dead":
            # the event of the stop may come after that of the send
            return reason in ("stopped", "killed", "neverExisted", "shutdown", "restarting",
                              "stale")
        if key in self.failed and before == "in_handler":
            return reason == ("quarantined" if key in self.retried else "failed")
        if reason in ("failed", "quarantined"):
            return False
        if reason == "unhandled":
            return before == "in_handler"
        if before == "in_handler":
            return reason in ("killed", "stopped", "discardedOnRestart", "shutdown")
        if reason == "killed":
            return receiver in self.killed
        if reason == "stopped":
            return receiver in self.stopped and receiver not in self.killed
        if reason == "discardedOnRestart":
            return bool(self.restarting)
        if reason == "shutdown":
            return self.is_shut_down
        return reason == "overflowOldest" or (reason == "manual" and self.has_user_acted)

    def ledger(self):
        out = defaultdict(Counter)
        for receiver, count in self.sent.items():
            out[receiver]["sent"] = count
        for (receiver, _), place in self.place.items():
            out[receiver][place] += 1
        return out


def compare(run, actors):
    faults = []
    ledger = run.ledger()
    columns = ("sent", "handled", "queued", "in_handler", "dead", "discarded")
    names = {row["name"] for row in actors}
    for row in actors:
        own = ledger["" if row["name"] == "nobody" and "nobody" not in run.sent else row["name"]]
        for column in columns:
            if int(row[column]) != own[column]:
                faults.append(f"{row['name']}: {column} is {row[column]} in the table, "
                              f"{own[column]} by the events")
        told = {column: int(row[column]) for column in columns}
        if told["sent"] != sum(told[column] for column in columns[1:]):
            faults.append(f"{row['name']}: {told['sent']} sent are not the sum of the rest")
    for receiver in ledger:
        if receiver and receiver not in names:
            faults.append(f"{receiver}: has events and no row in the table")
    return faults


def compare_senders(run, result):
    """What clients counted themselves. Their own count is what they tried to send."""
    faults = []
    for name, actor in result["actors"].items():
        if actor["kind"] != "Client" or actor["incarnation"] != 1:
            continue
        if actor["state"]["sent"] != run.sent_by[name]:
            faults.append(f"{name}: counted {actor['state']['sent']} sent itself, "
                          f"{run.sent_by[name]} by the events")
    return faults


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main(arguments):
    if len(arguments) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        run = Run(read(arguments[0]))
        actors = read(arguments[1])
        result = None
        if len(arguments) == 3:
            with open(arguments[2], encoding="utf-8") as file:
                result = json.load(file)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    run.follow()
    faults = run.faults + compare(run, actors)
    if result:
        faults += compare_senders(run, result)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
