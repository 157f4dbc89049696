"""Hours of training in the window: memory, threads, open files, and what the frames cost.

    python3 benches/window/soak.py target/debug/netsmith trained.netsmith --minutes 120

Opens the project, presses F5, and moves the pointer over the panels now and then, as somebody does who looks in from time to
time. The project wants more epochs than the minutes last. Frames come from the program's own trace; those are told apart in which
the machine itself stood still.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

from frames import read
from screen import Screen
from standstill import Standstills

SECONDS_BETWEEN_SAMPLES = 10
#: The first figures are those of a window that opens, reads its data and begins.
SECONDS_TO_SETTLE = 60
LONGEST_FRAME_MS = 50


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("project", type=Path)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--display", default=":379")
    options = parser.parse_args()
    begun = time.time()
    variables = {"NETSMITH_LOG": "netsmith::app=trace"}
    screen = Screen(
        options.program.resolve(), options.project, display=options.display, size=(1024, 640), variables=variables
    )
    with Standstills() as standstills, screen:
        screen.press("F5")
        print("minute  memory MB  peak MB  threads  files", flush=True)
        row = 0
        while time.time() < begun + options.minutes * 60:
            time.sleep(SECONDS_BETWEEN_SAMPLES)
            row += 1
            screen.move(200 + 90 * (row % 7), 120 + 60 * (row % 5))
            if row % 6 == 0:
                print(f"{(time.time() - begun) / 60:6.0f}  {sample(screen.process)}", flush=True)
        screen.shoot("/tmp/soak.png")
        frames = [(moment, cost) for moment, cost in read(screen.output) if moment > begun + SECONDS_TO_SETTLE]
    cost = statistics.quantiles((cost for _, cost in frames), n=1000)
    longest = max(cost for _, cost in frames)
    print(f"{len(frames)} frames: {cost[499]:.1f} ms median, {cost[989]:.1f} ms 99th percentile, {longest:.1f} ms longest")
    longer = [(moment, cost) for moment, cost in frames if cost > LONGEST_FRAME_MS]
    # A frame is told when it is over.
    own = [cost for moment, cost in longer if not standstills.explains(moment - cost / 1000, moment)]
    stood = sum(end - start for start, end in standstills.found)
    print(f"processors stood still {len(standstills.found)} times, {stood:.1f} s in all")
    print(f"{len(longer)} frames longer than {LONGEST_FRAME_MS} ms, {len(longer) - len(own)} of them while a processor stood still")
    print(f"the others: {[round(cost) for cost in sorted(own)]}")
    sys.exit(bool(own))


def sample(process):
    status = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
    memory, peak = (int(status[key].split()[0]) / 1024 for key in ("VmRSS", "VmHWM"))
    files = len(list(Path(f"/proc/{process}/fd").iterdir()))
    return f"{memory:9.0f}  {peak:7.0f}  {int(status['Threads']):7}  {files:5}"


if __name__ == "__main__":
    main()
