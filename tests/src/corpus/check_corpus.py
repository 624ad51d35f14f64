#!/usr/bin/env python3
"""P16: any bytes opened as a file end in a document or one located error line.

    check_corpus.py TROUPE_CLI SCENARIOS FOLDER [--sanitized]

Each file of make_corpus.py is run (scenarios, for a millisecond in the Lab) or replayed (runs).
It must end within 1 s and 256 MiB with a documented exit code; what cannot be run is one line on
stderr that begins with the file's name. --sanitized leaves time and memory out.
"""
import os
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import make_corpus

MOST_SECONDS = 1.0
MOST_KIB = 256 * 1024
DOCUMENTED = {0, 2}


def run(command, error):
    """Exit code (below 0: a signal), seconds, KiB."""
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        with open(error, "wb") as out, open(os.devnull, "wb") as nothing:
            os.dup2(nothing.fileno(), 1)
            os.dup2(out.fileno(), 2)
            os.execv(command[0], command)
    _, status, usage = os.wait4(child, 0)
    return (os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime,
            time.monotonic() - began, usage.ru_maxrss)


def faults_of(path, code, seconds, wall, kib, lines, is_sanitized):
    out = []
    if code not in DOCUMENTED:
        out.append(f"ended with {code}")
    if code == 2 and len(lines) != 1:
        out.append(f"{len(lines)} lines of error")
    if code == 2 and lines and not lines[0].startswith(str(path)):
        out.append(f"not located: {lines[0][:100]}")
    if path.name.startswith("good-") and code != 0:
        out.append("is whole and was refused")
    if not is_sanitized and seconds > MOST_SECONDS:
        out.append(f"took {seconds:.2f} s of processor time ({wall:.2f} s)")
    if not is_sanitized and kib > MOST_KIB:
        out.append(f"took {kib // 1024} MiB")
    return out


def main(arguments):
    cli, scenarios, folder = arguments[:3]
    is_sanitized = "--sanitized" in arguments[3:]
    make_corpus.main(cli, scenarios, folder)
    files = sorted(pathlib.Path(folder).iterdir())
    error = pathlib.Path(folder).parent / "corpus-stderr.txt"
    bad = 0
    worst, largest, refused = 0.0, 0, 0
    for path in files:
        command = [cli, "replay", str(path)]
        if path.suffix == ".troupe":
            command = [cli, "run", str(path), "--lab", "--for", "1ms"]
        code, seconds, wall, kib = run(command, error)
        lines = error.read_text(encoding="utf-8", errors="replace").splitlines()
        refused += code == 2
        worst, largest = max(worst, seconds), max(largest, kib)
        for fault in faults_of(path, code, seconds, wall, kib, lines, is_sanitized):
            print(f"{path.name}: {fault}")
            bad += 1
    print(f"{len(files)} files, {refused} refused, worst {worst:.2f} s and {largest // 1024} MiB")
    if len(files) < 100 or refused < 100:
        print("that is no corpus")
        bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) < 4:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(main(sys.argv[1:]))
