"""The whole job, from the start of the program to the weights on the disk: read the course's file, train, validate after each
epoch, keep the best.

    python3 benches/peers/fit.py TRAIN.h5 TEST.h5                    HappyModel, 12 epochs of 16 pictures a step
    python3 benches/peers/fit.py TRAIN.h5 TEST.h5 --model resnet50 --epochs 2 --batch-size 32

Every peer is a process of its own, and a round runs each of them once. Beside the seconds stand the largest resident size, and
the smallest loss in validation, which tells that all of them did the same.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import environment
from run import ROOT

HERE = Path(__file__).resolve().parent
OURS = "Netsmith"
#: What each of PyTorch's and Keras's peers is: the script, what it is told, and what stands in its environment.
SCRIPTS = {
    "PyTorch": ("pytorch_fit.py", ["--variant", "default"], {}),
    "PyTorch channels-last": ("pytorch_fit.py", ["--variant", "channels-last"], {}),
    "Keras on TensorFlow": ("keras_fit.py", [], {"KERAS_BACKEND": "tensorflow"}),
    "Keras on JAX": ("keras_fit.py", [], {"KERAS_BACKEND": "jax"}),
}


def main():
    options = arguments()
    python = options.python or environment.make(options.environment, HERE / "requirements.txt")
    figures = {peer: [] for peer in options.peers}
    for number in range(options.rounds):
        for peer in options.peers:
            print(f"round {number + 1} of {options.rounds}: {peer}", file=sys.stderr)
            figures[peer].append(measured(peer, python, options))
            print(f"    {figures[peer][-1][0]:.2f} s", file=sys.stderr)
    print_table(figures)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    parser.add_argument("--model", choices=["happy_model", "resnet50"], default="happy_model")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--batch-size", type=int, default=16)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", nargs="+", choices=[*SCRIPTS, OURS], default=[*SCRIPTS, OURS])
    parser.add_argument("--netsmith", type=Path, default=ROOT / "target" / "release" / "netsmith")
    parser.add_argument("--python", type=Path, help="a Python that has PyTorch, Keras, JAX and h5py already")
    parser.add_argument("--environment", type=Path, default=ROOT / "target" / "peers")
    return parser.parse_args()


def measured(peer, python, options):
    """Seconds by the clock, the largest resident size in bytes, and the smallest loss in validation, of one peer."""
    settings = ["--epochs", options.epochs, "--batch-size", options.batch_size, "--threads", options.threads]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        if peer == OURS:
            data = ["--data", options.train, "--validation", options.test]
            command = [options.netsmith, "train", options.model, *data, *settings, "--out", out]
            told = {}
        else:
            script, variant, told = SCRIPTS[peer]
            command = [python, HERE / script, options.model, options.train, options.test, out, *settings, *variant]
        started = time.perf_counter()
        peak_bytes = run(command, told)
        seconds = time.perf_counter() - started
        return seconds, peak_bytes, smallest_loss(out)


def run(command, told):
    """Runs a command to its end and gives its largest resident size."""
    words, told = [str(part) for part in command], os.environ | told
    process = subprocess.Popen(words, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))}\nended with {os.waitstatus_to_exitcode(status)}:\n{error.decode()}")
    return usage.ru_maxrss * 1024


def smallest_loss(out):
    """From `history.csv` of our run folder, or from what a script has written."""
    history = out / "history.csv"
    if history.exists():
        lines = [line.split(",") for line in history.read_text().splitlines()]
        place = lines[0].index("val_loss")
        return min(float(line[place]) for line in lines[1:])
    return min(json.loads((out / "losses.json").read_text()))


def print_table(figures):
    middle = lambda peer, place: statistics.median(row[place] for row in figures[peer])
    print("| | seconds | from – to | ours : its | peak, MiB | ours : its | smallest loss in validation |\n|---|---:|---:|---:|---:|---:|---:|")
    for peer, rows in figures.items():
        seconds = [row[0] for row in rows]
        ratios = [middle(OURS, place) / middle(peer, place) if OURS in figures else float("nan") for place in (0, 1)]
        print(
            f"| {peer} | {middle(peer, 0):.2f} | {min(seconds):.2f} – {max(seconds):.2f} | {ratios[0]:.2f}"
            f" | {middle(peer, 1) / 2**20:.0f} | {ratios[1]:.2f} | {middle(peer, 2):.3f} |"
        )


if __name__ == "__main__":
    main()
