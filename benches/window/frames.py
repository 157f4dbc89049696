"""What a frame of the window costs, at rest and while ResNet50 trains.

    python3 benches/window/frames.py target/release/netsmith

Opens the window on a virtual screen of 1440x900, moves the pointer over the canvas all the time, and reads the time of each frame
from the program's own trace. A laptop's screen gives a frame 16 ms.
"""

import argparse
import datetime
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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
    parser.add_argument("--display", default=":377")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        trace = Path(home) / "trace"
        spans = run(options, home, trace)
        frames = read(trace)
    for name, (start, end) in spans.items():
        print(f"{name:12} {described([frame for frame in frames if start <= frame[0] <= end])}")


def run(options, home, trace):
    """Drives the window and answers when each part began and ended."""
    screen = subprocess.Popen(
        ["Xvfb", options.display, "-screen", "0", "1440x900x24", "-nolisten", "tcp"], stderr=subprocess.DEVNULL
    )
    environment = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"} | {
        "DISPLAY": options.display,
        "HOME": home,
        "XDG_CONFIG_HOME": home,
        "XDG_DATA_HOME": home,
        "LIBGL_ALWAYS_SOFTWARE": "1",
        "NETSMITH_LOG": "netsmith::app=trace",
    }
    time.sleep(1)
    with trace.open("w") as output:
        program = subprocess.Popen([options.program, options.project], env=environment, stdout=output, stderr=output)
        try:
            time.sleep(4)
            rest = move(SECONDS_AT_REST, environment)
            subprocess.run(["xdotool", "key", "F5"], env=environment, check=True)
            time.sleep(SECONDS_TO_BEGIN)
            training = move(SECONDS_TRAINING, environment)
        finally:
            program.kill()
            screen.kill()
    return {"at rest": rest, "training": training}


def move(seconds, environment):
    """Moves the pointer to and fro over the canvas and answers the first and the last moment, less a second to settle."""
    path = "".join(f"mousemove {450 + step * 60} {150 + step * 40}\nsleep 0.016\n" for step in range(8))
    start = time.time()
    while time.time() < start + seconds:
        subprocess.run(["xdotool", "-"], input=path, text=True, env=environment, check=True)
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
