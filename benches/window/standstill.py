"""When the machine itself stood still: a virtual one's host takes processors away for a while, and whoever runs on them stands.

    python3 benches/window/standstill.py --seconds 60

One process for each processor, ahead of all others, wakes every few milliseconds and notes by how much it was late. What keeps
such a process waiting is not the load beside it.
"""

import argparse
import multiprocessing
import os
import tempfile
import time
from pathlib import Path

SECONDS_ASLEEP = 0.01
#: Later than this it was not the scheduler.
LATE = 0.015


class Standstills:
    """Watches while `with` lasts; afterwards `found` holds the beginning and end of each standstill, in seconds since 1970."""

    def __init__(self):
        self.found = []
        self._folder = tempfile.TemporaryDirectory()

    def __enter__(self):
        self._watches = [
            multiprocessing.Process(target=watch, args=(processor, self._notes(processor)), daemon=True)
            for processor in os.sched_getaffinity(0)
        ]
        for process in self._watches:
            process.start()
        return self

    def __exit__(self, *_):
        for process in self._watches:
            process.terminate()
        for notes in Path(self._folder.name).iterdir():
            self.found += [tuple(map(float, line.split())) for line in notes.read_text().splitlines()]
        self._folder.cleanup()

    def _notes(self, processor):
        return Path(self._folder.name) / str(processor)

    def explains(self, begin, end):
        """Whether a processor stood still in a part of this time."""
        return any(start < end and begin < stop for start, stop in self.found)


def watch(processor, notes):
    os.sched_setaffinity(0, {processor})
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50))
    except PermissionError:
        # Without the right to go ahead of others nothing can be told from the load beside it.
        return
    with notes.open("w") as noted:
        while True:
            due = time.time() + SECONDS_ASLEEP
            time.sleep(SECONDS_ASLEEP)
            woken = time.time()
            if woken - due > LATE:
                print(due, woken, file=noted, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    with Standstills() as standstills:
        time.sleep(options.seconds)
    lengths = sorted(1000 * (end - start) for start, end in standstills.found)
    print(f"{len(lengths)} standstills of a processor, {sum(lengths):.0f} ms of {options.seconds:.0f} s; the longest: "
          f"{[round(length) for length in lengths[-10:]]} ms")


if __name__ == "__main__":
    main()
