"""Ends the window at random moments while it trains, and compares what comes of it with what comes undisturbed.

    python3 benches/window/kills.py target/debug/netsmith --kills 50

Three ways of training take turns: a run, a run that goes on once it is over, a queue of three runs. After each kill
the window is opened again and goes on as its user would. A run that was killed must end with the same losses and the same
weights, bit for bit, and no run may be lost.
"""

import argparse
import collections
import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from screen import Screen

#: What a row of the history tells of the clock.
OF_THE_CLOCK = ("seconds", "images_per_second")
SECONDS_TO_END = 180
#: From the press of a key until a kill, at most.
LONGEST_WAIT = 6.0


class Trial:
    """A window with a project of its own."""

    def __init__(self, options, project, moments):
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "trained.netsmith"
        self.path.write_text(json.dumps(project))
        self.screen = Screen(options.program, self.path, display=options.display, size=(1024, 640))
        self.epochs = options.epochs
        self.moments = moments
        self.kills = 0

    def follow(self, begin, go_on, end):
        """Begins, is killed at each of the moments unless all is over before, and goes on until the end: of each run its epochs."""
        begin(self.screen)
        for wait in self.moments:
            time.sleep(wait)
            if self.finished() == end:
                break
            self.screen.kill()
            self.kills += 1
            self.screen.open()
            if self.finished() != end:
                go_on(self.screen)
        self.wait_for(end)

    def wait_for(self, end):
        until = time.time() + SECONDS_TO_END
        while self.finished() != end:
            if time.time() > until:
                self.screen.shoot("/tmp/kills.png")
                sys.exit(f"expected runs of {end} epochs, found {self.finished()} in {self.folder}; see /tmp/kills.png")
            time.sleep(0.2)

    def finished(self):
        """The epochs of the runs that came to their end. One that was killed before its first epoch has left nothing."""
        manifests = [json.loads(path.read_text()) for path in self.manifests()]
        return [manifest["epochs_done"] for manifest in manifests if manifest["state"] == "finished"]

    def manifests(self):
        return sorted(self.folder.glob("runs/*/run.json"))

    def results(self):
        """What was learned, run by run: losses and weights."""
        histories = [path.parent / "history.jsonl" for path in self.manifests()]
        learned = [history.parent for history in histories if history.exists() and history.read_text()]
        return collections.Counter(map(result, learned))


def result(run):
    digest = hashlib.sha256((run / "weights.safetensors").read_bytes())
    digest.update((run / "best.safetensors").read_bytes())
    for line in (run / "history.jsonl").read_text().splitlines():
        row = {key: value for key, value in json.loads(line).items() if key not in OF_THE_CLOCK}
        digest.update(json.dumps(row, sort_keys=True).encode())
    return digest.hexdigest()[:12]


def run(trial):
    trial.follow(lambda it: it.press("F5"), lambda it: it.press("F5"), [trial.epochs])


def continued(trial):
    trial.screen.press("F5")
    trial.wait_for([trial.epochs])
    time.sleep(1)
    trial.follow(lambda it: it.call("Continue"), lambda it: it.press("F5"), [2 * trial.epochs])


def queue(trial):
    def begin(screen):
        for _ in range(3):
            screen.call("Add to the queue")

    trial.follow(begin, lambda it: it.call("Start the queue"), [trial.epochs] * 3)


WAYS = {"run": run, "continued": continued, "queue": queue}


def project_of(program, folder, epochs):
    """A small project with data and settings, as the program itself saves it."""
    trained = Path(folder) / "made"
    subprocess.run(
        [program, "train", "happy_model", "--data", "builtin:happy", "--epochs", "1", "--out", trained],
        check=True,
        capture_output=True,
    )
    project = json.loads((trained / "project.netsmith").read_text())
    project.pop("id", None)
    project.pop("runs", None)
    project["recipe"] |= {"epochs": epochs, "threads": 1}
    return project


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--display", default=":378")
    parser.add_argument("--way", choices=list(WAYS), help="only this one")
    options = parser.parse_args()
    options.program = options.program.resolve()
    chance = random.Random(options.seed)
    ways = {options.way: WAYS[options.way]} if options.way else WAYS
    with tempfile.TemporaryDirectory() as folder:
        project = project_of(options.program, folder, options.epochs)
    expected = {name: try_one(way, Trial(options, project, []))[0] for name, way in ways.items()}
    print("undisturbed:", {name: dict(results) for name, results in expected.items()}, flush=True)
    kills = collections.Counter()
    wrong = 0
    while kills.total() < options.kills:
        for name, way in ways.items():
            moments = [chance.uniform(0.0, LONGEST_WAIT) for _ in range(chance.randint(1, 3))]
            results, killed = try_one(way, Trial(options, project, moments))
            kills[name] += killed
            is_same = results == expected[name]
            wrong += not is_same
            print(f"{name}: {killed} kills, {'the same' if is_same else dict(results)}", flush=True)
    print(f"{kills.total()} kills {dict(kills)}, {wrong} trials with another result")
    sys.exit(wrong > 0)


def try_one(way, trial):
    with trial.screen:
        way(trial)
        results = trial.results()
    shutil.rmtree(trial.folder)
    return results, trial.kills


if __name__ == "__main__":
    main()
