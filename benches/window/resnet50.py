"""Builds ResNet50 from an empty canvas as a practised user would, with real input events, and checks the result.

    python3 benches/window/resnet50.py target/release/netsmith

Prints how many keys that takes and how long, with a given time per key, and compares layers, shapes, parameters and wires of what was
saved with the preset's. Exit 1 where they differ.
"""

import argparse
import json
import string
import subprocess
import sys
import time
from pathlib import Path

from screen import Screen

#: Filters of the three convolutions, and blocks, of each stage.
STAGES = {2: ([64, 64, 256], 3), 3: ([128, 128, 512], 4), 4: ([256, 256, 1024], 6), 5: ([512, 512, 2048], 3)}
#: What the window needs to follow on a machine that paints by software.
SECONDS_TO_FOLLOW = 0.12


class User:
    """Hands on the keyboard; the mouse rests over the canvas."""

    def __init__(self, screen, milliseconds_per_key):
        self.screen = screen
        self.milliseconds_per_key = milliseconds_per_key
        self.keys = 0
        self.clicks = 0

    def press(self, *keys):
        for key in keys:
            self.screen.press(key)
            self.keys += 1
            time.sleep(max(self.milliseconds_per_key / 1e3, SECONDS_TO_FOLLOW))

    def type(self, text):
        self.screen.type(text, self.milliseconds_per_key)
        self.keys += len(text)
        time.sleep(SECONDS_TO_FOLLOW)

    def click(self, x, y):
        self.screen.click(x, y)
        self.clicks += 1
        time.sleep(SECONDS_TO_FOLLOW)

    def add(self, words):
        """Adds what the words find first behind the selected layer, and selects it."""
        self.press("slash")
        self.type(words)
        self.press("Return")

    def set(self, *values, name=None):
        """Fills the fields of the selected layer from the first one on; `None` leaves one as it is."""
        self.press("F4")
        if name is not None:
            self.press("shift+Tab")
            self.fill(name)
            self.press("Tab")
        for position, value in enumerate(values):
            if position > 0:
                self.press("Tab")
            if value is not None:
                self.fill(value)
        self.press("Return")

    def fill(self, value):
        self.press("ctrl+a")
        self.type(str(value))


def build(user):
    user.press("ctrl+n")
    user.screen.move(600, 200)
    user.add("input")
    user.add("zero")
    user.set(3)
    user.add("conv2d")
    user.set(64, 7, 2, name="conv1")
    user.add("batch")
    user.set(name="bn_conv1")
    user.add("activation")
    user.add("maxp")
    user.set(3, 2)
    for stage, (filters, blocks) in STAGES.items():
        for letter in string.ascii_lowercase[:blocks]:
            is_first = letter == "a"
            user.add("convolutional" if is_first else "identity")
            strides = [1 if stage == 2 else 2] if is_first else []
            user.set(None, ",".join(map(str, filters)), stage, letter, *strides)
    user.add("averagep")
    user.set(name="avg_pool")
    user.add("flatten")
    user.add("dense")
    user.set(6, name="fc6")
    # What the inspector offers to mend: softmax as the last activation.
    user.click(1286, 182)
    user.press("ctrl+l", "f")


def save(user):
    """Saves with the dialog of the window's own, which a bare screen gets, and answers where."""
    path = user.screen.home / "built.netsmith"
    user.press("ctrl+s")
    time.sleep(1)
    user.fill(path)
    user.press("Return")
    time.sleep(1)
    if not path.exists():
        sys.exit("nothing was saved")
    return path


def layers(program, network):
    """Name, type, shape, parameters and inputs of every layer, as the program's own summary tells them."""
    summary = subprocess.run([program, "summary", network, "--json"], check=True, capture_output=True, text=True)
    # Names of block instances are a matter of taste; those of layers are the course's.
    return [{key: layer[key] for key in layer if key != "block"} for layer in json.loads(summary.stdout)["layers"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--milliseconds-per-key", type=int, default=120, help="100 words a minute is 120")
    parser.add_argument("--picture", type=Path, help="where to keep a picture of the result")
    options = parser.parse_args()
    with Screen(options.program) as screen:
        user = User(screen, options.milliseconds_per_key)
        started = time.time()
        build(user)
        seconds = time.time() - started
        if options.picture:
            # Until the layout has moved every layer to its place.
            time.sleep(2)
            screen.shoot(options.picture)
        built = layers(options.program, save(user))
    print(f"{user.keys} keys and {user.clicks} click in {seconds:.0f} s")
    preset = layers(options.program, "resnet50")
    differing = [pair for pair in zip(built, preset) if pair[0] != pair[1]]
    if differing or len(built) != len(preset):
        sys.exit(f"{len(built)} layers instead of {len(preset)}, {len(differing)} differ, the first: {differing[:1]}")
    print(f"all {len(built)} layers are the preset's")


if __name__ == "__main__":
    main()
