#!/usr/bin/env python3
"""Writes damaged scenario and run files, always the same ones (P16).

    make_corpus.py TROUPE_CLI SCENARIOS FOLDER

Files that begin with "good-" are whole; all others are cut, changed, or made by hand to hurt.
"""
import pathlib
import random
import struct
import subprocess
import sys
import zlib

SEED = 20260
HEAD = b'{"format":"troupe-scenario","version":1,'


def hand_made():
    """Bombs: depth, length, numbers, names, repetition, wrong types, scripts."""
    yield "empty", b""
    yield "zero-bytes", b"\0" * 4096
    yield "bom-only", b"\xef\xbb\xbf"
    yield "not-utf8", HEAD + b'"title":"\xff\xfe"}'
    yield "half-surrogate", HEAD + b'"title":"\\ud800"}'
    yield "deep-arrays", b"[" * 200_000
    yield "deep-objects", b'{"a":' * 100_000
    yield "deep-unknown", HEAD + b'"x":' + b"[" * 40 + b"]" * 40 + b"}"
    yield "long-text", HEAD + b'"title":"' + b"x" * 70_000 + b'"}'
    yield "too-long", HEAD + b'"title":"' + b"x" * (5 << 20) + b'"}'
    yield "many-values", b"[" + b"0," * 2_000_000 + b"0]"
    yield "many-actors", (HEAD + b'"actors":[' + b",".join(
        b'{"name":"a%d","kind":"Counter"}' % i for i in range(10_001)) + b"]}")
    yield "huge-count", HEAD + b'"actors":[{"name":"a","kind":"Counter","count":99999999999}]}'
    yield "most-actors-twice", HEAD + b'"actors":[' + b",".join(
        b'{"name":"%s","kind":"Counter","count":100000}' % n for n in (b"a", b"b")) + b"]}"
    yield "float-count", HEAD + b'"actors":[{"name":"a","kind":"Counter","count":4294967297.0}]}'
    yield "infinite", HEAD + b'"seed":1e999}'
    yield "negative-seed", HEAD + b'"seed":-1}'
    yield "long-number", HEAD + b'"seed":' + b"9" * 5000 + b"}"
    yield "duplicate-key", HEAD + b'"mode":"lab","mode":"live"}'
    yield "duplicate-name", HEAD + (b'"actors":[{"name":"a","kind":"Counter"},'
                                    b'{"name":"a","kind":"Logger"}]}')
    yield "name-of-several", HEAD + (b'"actors":[{"name":"a","kind":"Counter","count":3},'
                                     b'{"name":"a-2","kind":"Logger"}]}')
    yield "empty-name", HEAD + b'"actors":[{"name":"","kind":"Counter"}]}'
    yield "control-name", HEAD + b'"actors":[{"name":"a\\u0007","kind":"Counter"}]}'
    yield "long-name", HEAD + b'"actors":[{"name":"' + b"n" * 257 + b'","kind":"Counter"}]}'
    yield "own-supervisor", HEAD + (b'"actors":[{"name":"s","kind":"Supervisor",'
                                    b'"supervisor":"s"}]}')
    yield "supervisor-circle", HEAD + (
        b'"actors":[{"name":"a","kind":"Supervisor","supervisor":"b"},'
        b'{"name":"b","kind":"Supervisor","supervisor":"a"}]}')
    yield "supervisor-chain", HEAD + b'"actors":[' + b",".join(
        b'{"name":"s%d","kind":"Supervisor","supervisor":"s%d"}' % (i, i + 1)
        for i in range(60)) + b',{"name":"s60","kind":"Supervisor"}]}'
    yield "no-such-link", HEAD + b'"links":[{"from":"a","port":"b","to":"c"}]}'
    yield "position-text", HEAD + (b'"actors":[{"name":"a","kind":"Counter",'
                                   b'"position":["x","y"]}]}')
    yield "position-far", HEAD + (b'"actors":[{"name":"a","kind":"Counter",'
                                  b'"position":[1e300,0]}]}')
    yield "capacity-zero", HEAD + (b'"actors":[{"name":"a","kind":"Counter",'
                                   b'"mailbox":{"capacity":0}}]}')
    yield "window-for-ever", HEAD + (b'"actors":[{"name":"a","kind":"Supervisor",'
                                     b'"supervision":{"window":"99999999999h"}}]}')
    yield "rate-too-high", HEAD + (b'"actors":[{"name":"a","kind":"LoadGenerator",'
                                   b'"settings":{"rate":1e12}}]}')
    script = HEAD + b'"kinds":[{"name":"K","messages":[{"name":"M","reply":"int"}],"handlers":[%s]}]}'
    handler = b'{"message":"M","steps":[%s]}'
    yield "script-expression", script % (handler % b'{"reply":"1 +"}')
    yield "script-deep", script % (handler % (b'{"reply":"' + b"(" * 5000 + b'1"}'))
    yield "script-long", script % (handler % (b'{"reply":"1' + b"+1" * 20_000 + b'"}'))
    yield "script-many", script % (handler % b",".join([b'{"reply":1}'] * 5000))
    yield "script-nested", script % (handler % (
        b'{"if":true,"then":[' * 20 + b'{"stop":1}' + b"]}" * 20))
    yield "script-no-step", script % (handler % b'{"fly":1}')
    yield "script-type", HEAD + b'"kinds":[{"name":"K","state":[{"name":"x","type":"list<"}]}]}'
    yield "script-types", HEAD + b'"kinds":[{"name":"K","state":[{"name":"x","type":"' + (
        b"list<" * 500 + b"int" + b">" * 500) + b'"}]}]}'
    yield "script-kind-taken", HEAD + b'"kinds":[{"name":"Counter"}]}'
    yield "newer", b'{"format":"troupe-scenario","version":99,"actors":[]}'
    yield "other-format", b'{"format":"something","version":1}'
    yield "an-array", b"[]"
    yield "a-number", b"17"


def block(kind, payload, length=None, checksum=None):
    if checksum is None:
        checksum = zlib.crc32(kind + payload)
    return kind + struct.pack("<II", len(payload) if length is None else length, checksum) + payload


def number(value):
    out = b""
    while value >= 0x80:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def hand_made_runs(good):
    """Run files that are wrong in one place and otherwise whole."""
    magic = good[:8]
    blocks = []
    at = 8
    while at < len(good):
        length = struct.unpack("<I", good[at + 1:at + 5])[0]
        blocks.append((good[at:at + 1], good[at + 9:at + 9 + length]))
        at += 9 + length
    head, schema = blocks[0], blocks[1]
    whole = [block(*each) for each in blocks]

    def run(*parts):
        return magic + b"".join(parts)

    def events(unpacked, count, size=None):
        packed = zlib.compress(unpacked, 1)
        return block(b"E", number(count) + number(len(unpacked) if size is None else size) + packed)

    def event(kind, detail=0, payload=b"", actor=1, type_=0):
        return (bytes([kind, detail, 0]) + number(2) + number(1) + number(type_) + number(0) +
                number(1) + number(actor) + number(0) + number(1) + number(len(payload)) + payload)

    yield "magic-only", magic
    yield "wrong-magic", b"TROUPE2\n" + good[8:]
    yield "no-schema", run(whole[0])
    yield "schema-first", run(whole[1], whole[0])
    yield "length-too-large", run(block(*head, length=0xFFFFFFFF))
    yield "wrong-checksum", run(whole[0], block(*schema, checksum=1))
    yield "no-end", run(*whole[:-1])
    yield "after-the-end", run(*whole) + b"more"
    yield "unknown-block", run(whole[0], whole[1], block(b"?", b"later"), whole[-1])
    yield "newer", run(block(b"H", head[1].replace(b'"version": 1', b'"version": 9', 1)), whole[1])
    yield "head-no-json", run(block(b"H", b"{"), whole[1])
    yield "head-bad-scenario", run(block(b"H", b'{"version":1,"scenario":"[]"}'), whole[1])
    yield "schema-bad-type", run(whole[0], block(
        b"S", b'{"messages":[{"number":1,"name":"m","fields":[{"name":"f","type":"q"}]}]}'))
    yield "schema-deep-type", run(whole[0], block(
        b"S", b'{"kinds":[{"name":"k","state":[{"name":"f","type":"' + b"list<" * 5000 + b'"}]}]}'))
    yield "not-packed", run(whole[0], whole[1], block(b"E", number(1) + number(10) + b"xxxx"))
    yield "bomb", run(whole[0], whole[1], events(b"\0" * (4 << 20), 10))
    yield "many-bombs", run(whole[0], whole[1], *[events(b"\0" * (4 << 20), 10)] * 200)
    yield "huge-size", run(whole[0], whole[1], events(b"x", 1, size=1 << 60))
    yield "huge-count", run(whole[0], whole[1], events(event(3), 1 << 40))
    yield "kind-out-of-range", run(whole[0], whole[1], events(event(200), 1), whole[-1])
    yield "outcome-out-of-range", run(whole[0], whole[1], events(event(3, 99), 1), whole[-1])
    for kind in range(1, 50):  # every kind of event without what it should carry
        yield f"event-{kind}", run(whole[0], whole[1],
                                   events(event(kind, 0, b"\xff" * 40, actor=0xFFFFFFFF) +
                                          event(kind, 0, b"", actor=7), 2), whole[-1])
    yield "spawned-last-number", run(whole[0], whole[1], events(
        event(1, 0, b"\x01a\x01b\x08\x00\x00\x00\x00\x00", actor=1_000_000), 1), whole[-1])


def damaged(random_, name, data, count):
    for i in range(count):
        bytes_ = bytearray(data)
        how = i % 3
        if how == 0:
            yield f"{name}-cut-{i}", bytes(bytes_[:random_.randrange(len(bytes_))])
            continue
        for _ in range(random_.randrange(1, 6)):
            place = random_.randrange(len(bytes_))
            if how == 1:
                bytes_[place] ^= 1 << random_.randrange(8)
            else:
                chunk = bytes(bytes_[place:place + random_.randrange(1, 40)])
                bytes_[place:place] = chunk * random_.randrange(1, 4)
        yield f"{name}-changed-{i}", bytes(bytes_)


def main(cli, scenarios, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    random_ = random.Random(SEED)

    def write(name, data, ending):
        (folder / (name + ending)).write_bytes(data)

    for name in ("counter", "poison", "supervised", "deadlock"):
        data = (pathlib.Path(scenarios) / (name + ".troupe")).read_bytes()
        write("good-" + name, data, ".troupe")
        for what, bytes_ in damaged(random_, name, data, 18):
            write(what, bytes_, ".troupe")
    for what, bytes_ in hand_made():
        write("hand-" + what, bytes_, ".troupe")

    run = folder / "good-run.troupe-run"
    subprocess.run([cli, "run", str(pathlib.Path(scenarios) / "supervised.troupe"), "--lab", "--json",
                    "--export", f"run.troupe-run={run}"], check=True, capture_output=True)
    good = run.read_bytes()
    for what, bytes_ in damaged(random_, "run", good, 40):
        write(what, bytes_, ".troupe-run")
    for what, bytes_ in hand_made_runs(good):
        write("hand-run-" + what, bytes_, ".troupe-run")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    main(*sys.argv[1:])
