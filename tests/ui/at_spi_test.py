#!/usr/bin/env python3
"""The program as a screen reader finds it: started on a virtual display with a session bus, read over
AT-SPI. Exit 0: as it should be; 1: what differs is on stderr; 77: something that it needs is missing.

  at_spi_test.py PROGRAM        starts everything it needs
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIP = 77
PATIENCE = 30  # seconds for anything that must become true
PYTHON = "/usr/bin/python3"  # the one that Debian's packages for Python belong to


def skip(reason):
    print(f"at_spi_test: skipped, {reason}; installer/dependencies --test brings it", file=sys.stderr)
    sys.exit(SKIP)


def outside(program):
    """Checks what there is, then goes on inside of a display and a session bus."""
    for tool in ("Xvfb", "dbus-run-session", PYTHON):
        if not shutil.which(tool):
            skip(f"{tool} is missing")
    if not any(pathlib.Path(folder, "at-spi-bus-launcher").exists()
               for folder in ("/usr/libexec", "/usr/lib/at-spi2-core")):
        skip("at-spi2-core is missing")
    found = subprocess.run([PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"],
                           capture_output=True)
    if found.returncode:
        skip("gir1.2-atspi-2.0 or python3-gi is missing")
    reading, writing = os.pipe()
    display = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24",
                                "-nolisten", "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    number = os.fdopen(reading).readline().strip()
    if not number:
        skip("Xvfb does not start")
    with tempfile.TemporaryDirectory() as home:
        environment = {"PATH": os.environ["PATH"], "HOME": home, "XDG_CONFIG_HOME": home,
                       "XDG_RUNTIME_DIR": home, "XDG_DATA_HOME": home, "DISPLAY": f":{number}",
                       "LANG": "C.UTF-8", "LANGUAGE": "en", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                       "NO_AT_BRIDGE": "0"}
        for name in ("TROUPE_RESOURCES", "ASAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        os.chmod(home, 0o700)
        done = subprocess.run(["dbus-run-session", "--", PYTHON, __file__, "--inside", program],
                              env=environment)
    display.terminate()
    display.wait()
    sys.exit(done.returncode)


def inside(program):
    import gi
    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib

    Atspi.init()

    def wait_for(what, test):
        """Until test() is true; what it gave. Names are asked anew each time."""
        loop = GLib.MainLoop()
        result = []

        def look():
            Atspi.get_desktop(0).clear_cache()
            try:
                found = test()
            except GLib.Error:
                found = None  # what was asked is just going away
            if found:
                result.append(found)
                loop.quit()
            return not found

        GLib.timeout_add(100, look)
        GLib.timeout_add_seconds(PATIENCE, loop.quit)
        loop.run()
        if not result:
            sys.exit(f"at_spi_test: in {PATIENCE} s there was no {what}")
        print(f"at_spi_test: {what}", flush=True)
        return result[0]

    def children(node):
        return [child for child in (node.get_child_at_index(i)
                                    for i in range(node.get_child_count())) if child]

    def everything(node):
        """Down from a node. What goes away meanwhile is left out: the window is alive."""
        try:
            node.get_role_name()
            below = children(node)
        except GLib.Error:
            return
        yield node
        for child in below:
            yield from everything(child)

    def shown(node):
        return node.get_state_set().contains(Atspi.StateType.SHOWING)

    def find(root, role, name):
        for node in everything(root):
            if node.get_role_name() == role and node.get_name() == name and shown(node):
                return node
        return None

    def button(name):
        return find(app, "push button", name) or find(app, "button", name)

    def application():
        for app in children(Atspi.get_desktop(0)):
            if app.get_process_id() == process.pid and app.get_child_count() > 0:
                return app
        return None

    def item(start):
        """The name of the actor's item in the list, read anew."""
        actors.clear_cache()
        for node in children(actors):
            if node.get_name().startswith(start + ": "):
                return node
        return None

    def problems_told():
        """What the status bar says of problems, read anew."""
        status.clear_cache()
        return [node.get_name() for node in everything(status) if "problem" in node.get_name()]

    def press(node):
        assert Atspi.Action.get_n_actions(node) > 0, f"{node.get_name()} cannot be pressed"
        assert Atspi.Action.do_action(node, 0), f"{node.get_name()} refused to be pressed"

    process = subprocess.Popen([program])
    try:
        app = wait_for("window on the bus", application)
        actors = wait_for('list "Actors"', lambda: find(app, "list", "Actors"))
        def named():
            actors.clear_cache()
            names = [node.get_name() for node in children(actors)]
            return names if len(names) == 8 and all(names) else None

        names = wait_for("eight actors", named)
        assert any(name.startswith("worker-1: worker, ") for name in names), names
        assert any(name.startswith("pool: supervisor, ") for name in names), names
        assert all(node.get_role_name() == "list item" for node in children(actors))
        for node in children(actors):
            box = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
            assert box.width > 50 and box.height > 20, (node.get_name(), box.width, box.height)

        nameless = [(node.get_role_name(), node.get_parent().get_name())
                    for node in everything(app)
                    if node.get_role_name() in ROLES_WITH_NAMES and shown(node)
                    and not node.get_name()]
        assert not nameless, f"without a name: {nameless}"

        status = wait_for("status bar", lambda: [node for node in everything(app)
                                                 if node.get_role_name() in ("status bar",
                                                                             "statusbar")])[0]
        assert not problems_told(), "nothing has happened yet"
        press(item("worker-2"))
        wait_for("worker-2 selected", lambda: item("worker-2").get_state_set().contains(
            Atspi.StateType.SELECTED))
        press(wait_for("Run", lambda: button("Run")))
        wait_for("somebody running", lambda: [node for node in children(actors)
                                              if ", running" in node.get_name()])
        wait_for("mailbox with messages that were counted",
                 lambda: ", mailbox " in (item("worker-2").get_name() or ""))
        press(wait_for("Crash", lambda: button("Crash")))
        wait_for("second generation of worker-2",
                 lambda: "generation 2" in (item("worker-2").get_name() or ""))
        told = wait_for("problem in the status bar", problems_told)
        assert "worker-2 crashed" in told[0] or " problems" in told[0], told
    finally:
        process.kill()  # its settings are in a folder that goes with this test
        process.wait()
    print("at_spi_test: passed")


ROLES_WITH_NAMES = {"push button", "button", "toggle button", "check box", "radio button", "combo box",
                    "slider", "spin button", "text", "entry", "table", "list", "page tab"}

if __name__ == "__main__":
    if sys.argv[1] == "--inside":
        inside(sys.argv[2])
    else:
        outside(sys.argv[1])
