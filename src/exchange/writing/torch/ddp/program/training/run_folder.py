"""The folder of a run as Netsmith writes it: it opens, compares, measures and goes on with it like with a run of its own.

Killed between any two changes of a file, a run goes on from its last whole epoch: `checkpoint/state.json` is renamed last,
and says which of the other files hold.
"""
import datetime
import json
import os
import re
import shutil

from . import safetensors
from .safetensors import write_whole
from .schedule import best_epoch, watched_of

OURS = ("project.netsmith", "run.json", "history.jsonl", "history.csv", "weights.safetensors", "best.safetensors", "checkpoint")


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="microseconds").replace("+00:00", "Z")


def text_of(value):
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def lock(folder):
    """Keeps Netsmith and other trainings away; the system lets go of it with the process."""
    file = open(folder / ".lock", "w")
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        pass
    except BlockingIOError:
        raise SystemExit(f"expected a run that nobody trains, found one that is being trained; wait, or choose another folder: {folder}")
    return file


class RunFolder:
    """A run that is being written, by one process alone."""

    def __init__(self, path, source, settings, resume, words):
        """Takes the folder; `source` holds what was exported, `words` say what trains."""
        self.path, self.settings, self.history, self.steps_taken = path, settings, [], 0
        found = [name for name in OURS if (path / name).exists()]
        if found and not (resume and (path / "run.json").exists()):
            reason = "to go on with it, add --resume" if "run.json" in found else "choose another one"
            raise SystemExit(f"expected a folder without {found[0]}; {reason}: {path}")
        (path / "checkpoint").mkdir(parents=True, exist_ok=True)
        self.lock = lock(path)
        self.about = settings["run"]
        if found:
            self.about = self.same_training(json.loads((path / "run.json").read_text(encoding="utf-8")))
        else:
            self.about["started"] = now()
        self.about["trained_by"] = words
        if (path / "checkpoint" / "state.json").exists():
            self.settle()
            self.history = self.kept_history()
        self.write("project.netsmith", (source / "project.netsmith").read_text(encoding="utf-8"))
        if (source / "start.safetensors").exists() and not (path / "start.safetensors").exists():
            write_whole(path / "start.safetensors", [(source / "start.safetensors").read_bytes()])
        self.write_history()
        self.note("running")

    def same_training(self, before):
        """Refuses to go on with a run of something else."""
        for key in ("seed", "data", "validation", "project", "structure"):
            if before.get(key) != self.about.get(key):
                raise SystemExit(f"expected the run that this folder began, found one with another {key}; choose another folder: {self.path}")
        return {**self.about, **before, "epochs": self.about["epochs"]}

    def write(self, name, text):
        write_whole(self.path / name, [text.encode()])

    def state(self):
        """What `checkpoint/state.json` says; None before the first epoch."""
        path = self.path / "checkpoint" / "state.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None

    def kept_history(self):
        """The epochs that the checkpoint holds; lines behind them are of one that was not saved to its end."""
        done = self.state()["position"]["epochs_done"]
        lines = (self.path / "history.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines[:done]]

    def checkpoint(self):
        """Weights and memory to go on with, and how many steps were taken; None before the first epoch."""
        state = self.state()
        if state is None:
            return None
        if state["position"]["step"] != 0:
            raise SystemExit(f"expected a run that was saved at the end of an epoch, found one in the middle of one; go on with it in Netsmith: {self.path}")
        steps = state["steps_taken"]
        parts = []
        for path in (self.path / "weights.safetensors", self.numbered("optimizer", steps)):
            arrays, texts = safetensors.load(path)
            if texts.get("steps_taken") != str(steps):
                raise SystemExit(f"expected numbers from after {steps} steps, found others; what the run has saved does not belong together: {path}")
            parts.append(arrays)
        return (*parts, steps)

    def numbered(self, part, steps):
        return self.path / "checkpoint" / f"{part}-{steps}.safetensors"

    def save(self, record, weights, memory, steps):
        """Saves an epoch that has just ended."""
        self.history.append(record)
        watched = [watched_of(line, self.settings["recipe"]["monitor"]) for line in self.history]
        is_best = best_epoch(watched) == len(self.history)
        texts = {"steps_taken": str(steps)}
        safetensors.save(self.numbered("weights", steps), weights, {**self.settings["texts"], **texts})
        safetensors.save(self.numbered("optimizer", steps), memory, texts)
        self.write_history()
        state = json.loads(json.dumps(self.settings["state"]))
        state["steps_taken"] = steps
        state["position"]["epochs_done"] = len(self.history)
        if is_best:
            state["is_best"] = True
        self.write("checkpoint/state.json", json.dumps(state))
        self.settle()
        self.about["epochs_done"], self.about["best_epoch"] = len(self.history), best_epoch(watched)
        self.note("running")

    def settle(self):
        """Gives the files of the checkpoint the names that they are to have, and removes those of others."""
        state = self.state()
        steps = state["steps_taken"]
        own, place = self.numbered("weights", steps), self.path / "weights.safetensors"
        if state.get("is_best"):
            share(own if own.exists() else place, self.path / "best.safetensors")
        if own.exists():
            os.replace(own, place)
        for path in (self.path / "checkpoint").iterdir():
            found = re.fullmatch(r"(weights|optimizer|best)-(\d+)\.safetensors", path.name)
            if found and path != self.numbered("optimizer", steps):
                path.unlink()

    def write_history(self):
        lines = [json.dumps(record) for record in self.history]
        columns = list(dict.fromkeys(name for record in self.history for name in record))
        rows = [columns, *([json.dumps(record[name]) if name in record else "" for name in columns] for record in self.history)]
        self.write("history.csv", "".join(",".join(row) + "\n" for row in rows))
        self.write("history.jsonl", "".join(line + "\n" for line in lines))

    def note(self, state, message=None):
        """Says how the run stands."""
        self.about.update(state=state, message=message, updated=now())
        self.write("run.json", text_of(self.about))


def share(source, target):
    """The same file under another name, where the disk can; else a copy."""
    beside = target.with_name(f".netsmith-{target.name}")
    beside.unlink(missing_ok=True)
    try:
        os.link(source, beside)
    except OSError:
        shutil.copyfile(source, beside)
    os.replace(beside, target)
    # Two names of one file: renaming one over the other leaves both.
    beside.unlink(missing_ok=True)
