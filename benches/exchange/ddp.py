"""The folder of `netsmith export --to torch-ddp`, trained by torchrun and held against `netsmith train`.

    python benches/exchange/ddp.py --netsmith target/release/netsmith --python python3.12
    python benches/exchange/ddp.py … --only happy options      some of the cases
    python benches/exchange/ddp.py … --scaling 1 2 4 8         pictures per second by processes, on a machine at rest

Python wants PyTorch and NumPy. Every case trains three times from the same folder of pictures, settings and weights: with Netsmith,
with one process and with two (gloo); losses of all epochs must agree within 1e-3, or within ten times what rounding alone does: a
fourth training with Netsmith's plainest instructions, whose sums are rounded elsewhere. Then a training of two processes is killed
after its first epoch and goes on, and Netsmith measures, continues and lists what came of it.
"""
import argparse
import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NEAR = 1e-3
CASES = {
    "happy": ("happy_model", "--data builtin:happy --epochs 3 --seed 1 --optimizer sgd --learning-rate 0.001"),
    # Adam makes whole steps out of the rounding of gradients that are nearly 0, as those of many weights of deep networks are.
    "adam": ("happy_model", "--data builtin:happy --epochs 3 --seed 1"),
    "resnet20": ("resnet20", "--data builtin:signs --epochs 2 --seed 2 --optimizer sgd --learning-rate 0.002"),
    "plain20": ("plain20", "--data builtin:signs --epochs 2 --seed 2 --optimizer sgd --learning-rate 0.002"),
    "options": (
        "lenet5",
        "--data builtin:digits --epochs 3 --seed 3 --batch-size 50 --optimizer adamw:weight_decay=0.01 --learning-rate 0.002 "
        "--schedule cosine:alpha=0.1 --warm-up 1 --label-smoothing 0.1 --class-weights balanced --clip global_norm:norm=0.5 "
        "--augment shift --augment rotate:degrees=10 --augment zoom --augment contrast --augment noise:stddev=0.02 "
        "--augment cutout --metric accuracy --metric f1 --metric auc --metric top_k_accuracy:k=3 --metric precision --monitor f1",
    ),
    "mixup": (
        "lenet5",
        "--data builtin:digits --epochs 2 --seed 4 --optimizer rmsprop:momentum=0.5 --learning-rate 0.0005 --augment mixup "
        "--augment brightness --augment shear --schedule plateau --clip norm --metric binary_accuracy --metric recall",
    ),
    "sgd": (
        "mlp",
        "--data builtin:digits --epochs 3 --seed 5 --optimizer sgd:momentum=0.9,nesterov=on --learning-rate 0.05 "
        "--schedule one_cycle --loss mean_squared_error --clip value --early-stopping on:patience=1",
    ),
}


def said(command, **more):
    """What a command says on standard output; its complaints end this program."""
    made = subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)
    if made.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{made.stdout}{made.stderr}")
    return made.stdout


class Bench:
    def __init__(self, netsmith, python, home):
        self.netsmith, self.python, self.home = netsmith, python, home

    def torchrun(self, folder, run, processes, *more):
        return [
            self.python, "-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}",
            folder / "train.py", "--out", run, *more,
        ]

    def history(self, run):
        return list(csv.DictReader(io.StringIO(said([self.netsmith, "history", run]))))

    def export(self, name):
        model, words = CASES[name]
        folder = self.home / f"{name}-ddp"
        said([self.netsmith, "export", model, "--to", "torch-ddp", "--out", folder, "--", *words.split()])
        return folder

    def case(self, name):
        """Largest differences between Netsmith, one process and two."""
        model, words = CASES[name]
        folder = self.export(name)
        own = self.home / f"{name}-netsmith"
        said([self.netsmith, "train", model, *words.split(), "--out", own])
        plain = self.home / f"{name}-plain"
        said([self.netsmith, "train", model, *words.split(), "--out", plain], env={**os.environ, "NETSMITH_SIMD": "baseline"})
        histories = {"netsmith": self.history(own)}
        rounding = differences(histories["netsmith"], self.history(plain))
        for processes in (1, 2):
            run = self.home / f"{name}-{processes}"
            said(self.torchrun(folder, run, processes))
            histories[processes] = self.history(run)
        worst = {
            "rounding": rounding,
            "netsmith · 1": differences(histories["netsmith"], histories[1]),
            "netsmith · 2": differences(histories["netsmith"], histories[2]),
            "1 · 2": differences(histories[1], histories[2]),
        }
        print(f"\n{name}: {model} {words}")
        for pair, found in worst.items():
            print(f"  {pair:13}", "  ".join(f"{column} {value:.1e}" for column, value in found.items()))
        last = {who: history[-1].get("val_loss", history[-1]["loss"]) for who, history in histories.items()}
        print("  last loss", "  ".join(f"{who} {float(value):.6f}" for who, value in last.items()))
        off = [
            f"{pair} {column}"
            for pair, found in worst.items()
            for column, value in found.items()
            if column.endswith("loss") and value > max(NEAR, 10 * rounding[column])
        ]
        print("  as it should be" if not off else f"  OFF: {', '.join(off)}", flush=True)
        return not off

    def killed(self):
        """Two processes, killed behind the first epoch, go on to where they would have come."""
        folder = self.export("happy") if not (self.home / "happy-ddp").exists() else self.home / "happy-ddp"
        whole, run = self.home / "whole", self.home / "killed"
        said(self.torchrun(folder, whole, 2))
        started = subprocess.Popen(
            [str(part) for part in self.torchrun(folder, run, 2)], stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        for line in started.stdout:
            if line.startswith("epoch 1"):
                # Its workers have sessions of their own, and would go on until they miss it.
                for process in [*below(started.pid), started.pid]:
                    os.kill(process, signal.SIGKILL)
        started.wait()
        deadline = time.monotonic() + 120
        while is_locked(run) and time.monotonic() < deadline:
            time.sleep(0.5)
        done = json.loads((run / "run.json").read_text())["epochs_done"]
        said(self.torchrun(folder, run, 2, "--resume"))
        found = differences(self.history(whole), self.history(run))
        epochs = len(self.history(whole))
        print(f"\nkilled after epoch {done} of {epochs}, gone on: largest difference {max(found.values()):.1e}")
        return done < epochs and max(found.values()) <= NEAR

    def opened(self):
        """Netsmith measures, repeats and goes on with what torchrun has written."""
        run = self.home / "killed"
        measured = json.loads(said([self.netsmith, "evaluate", run, "--data", "builtin:happy", "--json"]))
        loss = float(self.history(run)[-1]["val_loss"])
        went_on = said([self.netsmith, "train", run, "--continue", "--epochs", "1", "--json"])
        state = json.loads((run / "run.json").read_text())
        print(f"\nevaluate {measured['loss']:.6f} (validation of the last epoch {loss:.6f}); gone on to epoch {state['epochs_done']}, "
              f"trained by {state.get('trained_by')}")
        return state["epochs_done"] == len(self.history(self.home / "whole")) + 1 and "epoch" in went_on

    def scaling(self, counts, batch):
        """Pictures per second by processes, each with one thread."""
        folder = self.home / "scaling-ddp"
        words = f"--data builtin:signs --epochs 2 --seed 2 --batch-size {batch}"
        said([self.netsmith, "export", "resnet20", "--to", "torch-ddp", "--out", folder, "--", *words.split()])
        first = None
        for count in counts:
            run = self.home / f"scaling-{count}"
            said(self.torchrun(folder, run, count), env={**os.environ, "OMP_NUM_THREADS": "1"})
            speed = max(float(row["images_per_second"]) for row in self.history(run))
            first = first or speed / count
            print(f"{count:3} processes {speed:9.1f} pictures a second, {100 * speed / first / count:5.1f} % of {count} alone", flush=True)


def below(process):
    """All processes that it has started, and those that they have."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
    children = [child for child, parent in parents.items() if parent == process]
    return [one for child in children for one in [child, *below(child)]]


def is_locked(run):
    import fcntl

    with open(run / ".lock") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def differences(one, other):
    """The largest difference of each figure over all epochs."""
    if len(one) != len(other):
        return {"epochs_loss": abs(len(one) - len(other))}
    figures = [name for name in one[0] if not re.fullmatch("epoch|seconds|images_per_second", name) and name in other[0]]
    pairs = lambda name: ((float(a[name]), float(b[name])) for a, b in zip(one, other))
    return {name: max(abs(a - b) for a, b in pairs(name)) for name in figures}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--netsmith", type=Path, default=Path("target/release/netsmith"))
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--only", nargs="+", choices=[*CASES, "killed"], default=[*CASES, "killed"])
    parser.add_argument("--scaling", nargs="+", type=int, metavar="PROCESSES")
    parser.add_argument("--batch", type=int, default=128, help="the batch of --scaling")
    parser.add_argument("--keep", type=Path, help="leave everything in this folder")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(arguments.netsmith.resolve(), arguments.python, arguments.keep or Path(scratch))
        bench.home.mkdir(exist_ok=True)
        if arguments.scaling:
            bench.scaling(arguments.scaling, arguments.batch)
            return
        results = [bench.case(name) for name in arguments.only if name != "killed"]
        if "killed" in arguments.only:
            results += [bench.killed(), bench.opened()]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
