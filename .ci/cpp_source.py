"""What the checks of this folder share: the C++ files of the repository, and their text without
comments and literals."""

import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
SUFFIXES = (".h", ".cpp", ".h.in", ".cpp.in")

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<raw>R"(?P<delimiter>[^()\\\s]{0,16})\(.*?\)(?P=delimiter)")
      | (?P<number>\b[0-9][0-9a-zA-Z_.']*)
      | (?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')""",
    re.VERBOSE | re.DOTALL)


def files(*rooms):
    """The C++ files under the rooms (folders of the root) that git knows or would add, sorted."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--",
         *rooms], check=True, capture_output=True, text=True).stdout
    names = sorted(set(name for name in listed.split("\0") if name.endswith(SUFFIXES)))
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def name(path):
    return path.relative_to(ROOT).as_posix()


def without_comments(text, keep_literals=False):
    """The text with comments blanked, and literals too unless kept; line breaks stay."""
    def blank(match):
        if match["number"] is not None:
            return match[0]
        if keep_literals and match["comment"] is None:
            return match[0]
        return re.sub(r"[^\n]", " ", match[0])
    return _TOKEN.sub(blank, text)
