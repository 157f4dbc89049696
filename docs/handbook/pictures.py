#!/usr/bin/env python3
"""Takes the pictures of the handbook: drives the real window in a display of its own, in both languages.

    docs/handbook/pictures.py PROGRAM [NAME ...]

Without names all of them are taken. Everything shown comes with Netsmith: its presets, its drawn sets, a face drawn here.
Commands are reached by keys that are given to them in the settings, so that no language and no menu matters.
Needs Xvfb, xdotool and ImageMagick (packages xvfb xdotool imagemagick). Pictures change wherever the window does: run it again
before a release, and look at them.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DOCS = Path(__file__).resolve().parent
PRESETS = DOCS.parent.parent / "presets"
SIZE = (1152, 720)
LANGUAGES = {"en": "english", "zh-Hans": "chinese"}
# Commands without keys of their own, by their names in settings.
KEYS = {
    "show-problems": "Ctrl+Alt+P",
    "show-results": "Ctrl+Alt+R",
    "show-explain": "Ctrl+Alt+E",
    "show-runs": "Ctrl+Alt+U",
    "show-health": "Ctrl+Alt+H",
}
COLORS = 96


class Window:
    """The program in a display of its own."""

    def __init__(self, program, language, room, opened, left_open=None):
        self.room = room
        display = random.randrange(200, 60000)
        self.server = subprocess.Popen(
            ["Xvfb", f":{display}", "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"],
            stderr=subprocess.DEVNULL,
        )
        kept = room / f"kept-{language}-{display}"
        settings = kept / "netsmith" / "settings.json"
        settings.parent.mkdir(parents=True)
        view = {"theme": "light", "language": LANGUAGES[language]}
        content = {"format": "netsmith-settings", "version": 1, "view": view, "keymap": KEYS}
        if left_open:
            content |= {"open_project": str(left_open), "open_projects": [str(left_open)]}
        settings.write_text(json.dumps(content))
        os.chmod(kept, 0o700)
        self.environment = dict(
            os.environ,
            DISPLAY=f":{display}",
            XDG_CONFIG_HOME=str(kept),
            XDG_DATA_HOME=str(kept),
            XDG_RUNTIME_DIR=str(kept),
            DBUS_SESSION_BUS_ADDRESS="none",
            WINIT_X11_SCALE_FACTOR="1",
        )
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.wait_for(["xdotool", "getdisplaygeometry"])
        self.process = subprocess.Popen(
            [program, str(opened)], env=self.environment, cwd=kept, stderr=subprocess.DEVNULL
        )
        found = self.wait_for(
            ["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)]
        )
        window = found.split()[-1]
        self.do("windowmove", window, "0", "0", "windowsize", window, *map(str, SIZE))
        self.do("windowfocus", window)
        self.settle()

    def wait_for(self, command):
        for _ in range(600):
            done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
            if done.returncode == 0 and done.stdout.strip():
                return done.stdout
            time.sleep(0.1)
        raise SystemExit(f"{command[0]} has found nothing for a minute")

    def do(self, *words):
        subprocess.run(["xdotool", *words], env=self.environment, check=True)
        time.sleep(0.2)

    def keys(self, *keys):
        for key in keys:
            self.do("key", key)
            time.sleep(0.3)

    def click(self, x, y, button="1"):
        self.do("mousemove", str(x), str(y), "click", button)

    def pixels(self):
        taken = subprocess.run(
            ["import", "-window", "root", "rgb:-"], env=self.environment, capture_output=True, check=True
        )
        return taken.stdout

    def settle(self, seconds=2, longest=60):
        """Waits until nothing has changed for some time: whatever was asked for is done. A cursor that blinks never rests."""
        end = time.time() + longest
        before, since = None, time.time()
        while time.time() < end and time.time() - since < seconds:
            now = self.pixels()
            if now != before:
                before, since = now, time.time()
            time.sleep(0.2)

    def shot(self, path, crop=None):
        self.do("mousemove", str(SIZE[0] - 2), str(SIZE[1] - 2))
        self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        cut = ["-crop", crop, "+repage"] if crop else []
        taken = ["import", "-window", "root", *cut, "+dither", "-colors", str(COLORS)]
        small = ["-strip", "-define", "png:compression-level=9", "-define", "png:exclude-chunks=date,time"]
        subprocess.run([*taken, *small, f"png8:{path}"], env=self.environment, check=True)

    def close(self):
        """Ends it as a desktop would, so that no lock stays."""
        for process in (self.process, self.server):
            process.terminate()
            process.wait()


def project(room, preset, change=lambda network: None):
    """A project of a preset, with a change."""
    content = json.loads((PRESETS / f"{preset}.json").read_text())
    change(content)
    path = room / f"{content['name']}.netsmith"
    path.write_text(json.dumps(content))
    return path


def trained(program, room, name, preset, *more):
    """The folder of a run, among those of the same network: what is opened takes the newest of its neighbors for its own."""
    run = room / preset / name
    if not run.exists():
        words = [program, "train", preset, "--seed", "1", "--out", str(run), *more]
        subprocess.run(words, check=True, cwd=room, stderr=subprocess.DEVNULL)
    return run


def happy(program, room):
    return trained(program, room, "happy", "happy_model", "--data", "builtin:happy", "--epochs", "10")


def digits(program, room):
    return trained(program, room, "digits", "mlp", "--data", "builtin:digits", "--epochs", "12")


def two_runs(program, room):
    slower = ["--data", "builtin:digits", "--epochs", "12", "--learning-rate", "0.0001"]
    trained(program, room, "digits-slow", "mlp", *slower)
    return digits(program, room)


def compared(window):
    """Two runs of the list in one chart."""
    window.keys("alt+3", "ctrl+alt+u")
    window.settle()
    for row in (152, 182):
        window.click(26, row)


def face(room):
    """A drawn face that smiles."""
    path = room / "face.png"
    drawn = "fill #f0c8a0 circle 48,48 48,10 fill #303030 circle 34,40 34,36 circle 62,40 62,36 "
    mouth = "fill none stroke #803030 stroke-width 4 path 'M 28,60 Q 48,82 68,60'"
    subprocess.run(["convert", "-size", "96x96", "xc:#88a0b0", "-draw", drawn + mouth, str(path)], check=True)
    return path


def build(window):
    window.keys("f")
    window.click(380, 263)


def asked(program, room):
    """A picture, and the network that was open before and answers about it."""
    return face(room), happy(program, room) / "project.netsmith"


def alone(window):
    """The results of a network in the whole window."""
    computed(window, "alt+4", "ctrl+alt+r")
    window.click(900, 560)
    window.keys("ctrl+shift+m")


def computed(window, *keys):
    """What a worker has to find out first: a busy machine takes its time over it."""
    window.keys(*keys)
    window.settle(10, 120)


def without_flatten(content):
    nodes = content["graph"]["nodes"]
    flatten = next(node for node in nodes if node["layer"]["type"] == "Flatten")
    (before,) = flatten["inputs"]
    nodes.remove(flatten)
    for node in nodes:
        node["inputs"] = [before if it == flatten["id"] else it for it in node.get("inputs", [])]


def scenes(program, room):
    """What is opened, what is done then, and what is cut out."""
    return {
        "build": (lambda: happy(program, room), build, None),
        "problem": (
            lambda: project(room, "happy_model", without_flatten),
            lambda window: window.keys("f", "ctrl+alt+p"),
            None,
        ),
        "blocks": (
            lambda: project(room, "resnet50"),
            lambda window: window.keys("f"),
            None,
        ),
        "data": (lambda: digits(program, room), lambda window: window.keys("alt+2"), None),
        "training": (lambda: happy(program, room), lambda window: window.keys("alt+3"), None),
        "runs": (lambda: two_runs(program, room), compared, None),
        "health": (lambda: happy(program, room), lambda window: window.keys("alt+3", "ctrl+alt+h"), None),
        "results": (lambda: digits(program, room), alone, None),
        "predict": (lambda: asked(program, room), lambda window: computed(window, "alt+4"), None),
        "explain": (lambda: asked(program, room), lambda window: computed(window, "alt+4", "ctrl+alt+e"), None),
        "export": (lambda: happy(program, room), lambda window: window.keys("ctrl+shift+x"), None),
    }


def main():
    program = str(Path(sys.argv[1]).resolve())
    kept = os.environ.get("NETSMITH_PICTURES_ROOM")
    with tempfile.TemporaryDirectory() as fresh:
        room = Path(kept or fresh)
        room.mkdir(exist_ok=True)
        every = scenes(program, room)
        for name in sys.argv[2:] or every:
            opened, act, crop = every[name]
            for language in LANGUAGES:
                path = opened()
                opening = path if isinstance(path, tuple) else (path,)
                window = Window(program, language, room, *opening)
                try:
                    act(window)
                    window.shot(DOCS / language / "pictures" / f"{name}.png", crop)
                finally:
                    window.close()
                print(name, language, (DOCS / language / "pictures" / f"{name}.png").stat().st_size, flush=True)


if __name__ == "__main__":
    main()
