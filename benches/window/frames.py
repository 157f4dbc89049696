"""What a frame of the window costs, at rest and while ResNet50 trains.

    python3 benches/window/frames.py target/release/netsmith

Opens the window on a virtual screen of 1440x900, moves the pointer over the canvas all the time, and reads the time of each frame
from the program's own trace. A laptop's screen gives a frame 16 ms.
"""

import argparse
import datetime
import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from screen import Screen

ROOT = Path(__file__).resolve().parents[2]
SECONDS_AT_REST = 8
SECONDS_TRAINING = 15
#: From the press of F5 until the first steps are done.
SECONDS_TO_BEGIN = 5
TRACE = re.compile(r"^(\S+)Z .*frame milliseconds=([\d.]+)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--project", type=Path, default=ROOT / "presets" / "resnet50.json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # Its runs lie beside a project, and a preset is no place for them.
        project = shutil.copy(options.project, folder)
        with Screen(options.program, project, variables={"NETSMITH_LOG": "netsmith::app=trace"}) as screen:
            at_rest = move(screen, SECONDS_AT_REST)
            screen.press("F5")
            time.sleep(SECONDS_TO_BEGIN)
            training = move(screen, SECONDS_TRAINING)
            frames = read(screen.output)
    for name, (start, end) in {"at rest": at_rest, "training": training}.items():
        print(f"{name:12} {described([frame for frame in frames if start <= frame[0] <= end])}")


def move(screen, seconds):
    """Moves the pointer to and fro over the canvas and answers the first and the last moment, less a second to settle."""
    path = "".join(f"mousemove {450 + step * 60} {150 + step * 40}\nsleep 0.016\n" for step in range(8))
    start = time.time()
    while time.time() < start + seconds:
        screen.run(path)
    return start + 1, time.time()


def read(trace):
    """The moment and the milliseconds of each frame."""
    frames = []
    for line in trace.read_text().splitlines():
        found = TRACE.match(re.sub(r"\x1b\[[0-9;]*m", "", line))
        if found:
            moment = datetime.datetime.fromisoformat(found[1] + "+00:00").timestamp()
            frames.append((moment, float(found[2])))
    return frames


def described(frames):
    if len(frames) < 10:
        sys.exit("the window painted next to nothing; is the display number in use?")
    cost = statistics.quantiles((milliseconds for _, milliseconds in frames), n=100)
    between = statistics.quantiles(
        (1e3 * (later[0] - earlier[0]) for earlier, later in zip(frames, frames[1:])), n=100
    )
    return (
        f"{len(frames)} frames: processor {cost[49]:.1f} ms median, {cost[98]:.1f} ms 99th percentile; "
        f"from one to the next {between[49]:.1f} ms median, {between[98]:.1f} ms 99th percentile"
    )


if __name__ == "__main__":
    main()
