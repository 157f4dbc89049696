"""What saving costs a training: seconds an epoch and memory of the real `netsmith train`, one program beside another.

    python3 benches/train/saving.py                                  this checkout's release build, five rounds
    python3 benches/train/saving.py before=old/netsmith after=new/netsmith --rounds 5
    python3 benches/train/saving.py plain=netsmith "frozen=netsmith --freeze-up-to stage4f"     what a setting of `train` gives

Each figure comes from a process of its own, and a round runs every program once on every network, so that whatever else the
machine does meets all of them. Pictures are noise, made anew: 160 for ResNet50, 600 for HappyModel, a fifth for validation.

- job: from the start of the process to its end, divided by the epochs
- epoch: what training and validation alone took, the median of the run's own history (the thread that saves is in it, where it
  takes time from those that compute)
- beside: the share of the job that is neither, which is starting, reading, and waiting for what is being saved
- peak: the most memory that the process held; step: the same of `netsmith speed`, which saves nothing
- folder: the run's folder, a file of several names counted once, in sizes of the weights
"""

import argparse
import csv
import json
import os
import random
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Pictures, classes, batch size, epochs.
NETWORKS = {"resnet50": (160, 6, 32, 12), "happy_model": (600, 2, 16, 12)}
FIGURES = ["job", "epoch", "beside", "peak", "step", "folder"]


def main():
    options = arguments()
    programs = dict(program.split("=", 1) for program in options.programs)
    found = {}
    with tempfile.TemporaryDirectory(dir=options.disk) as home:
        for network in options.networks:
            pictures(Path(home) / network, *NETWORKS[network][:2])
        for number in range(options.rounds):
            for network in options.networks:
                for name, program in programs.items():
                    print(f"round {number + 1} of {options.rounds}: {network}, {name}", file=sys.stderr)
                    figures = measured(program, network, Path(home), options)
                    found.setdefault((network, name), []).append(figures)
    print(f"| network | program | {' | '.join(FIGURES)} |")
    print("|---|---|" + "---|" * len(FIGURES))
    for (network, name), rounds in found.items():
        cells = (cell(figure, [figures[figure] for figures in rounds]) for figure in FIGURES)
        print(f"| {network} | {name} | {' | '.join(cells)} |")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    release = ROOT / "target" / "release" / "netsmith"
    parser.add_argument("programs", nargs="*", default=[f"netsmith={release}"], metavar="NAME=PROGRAM [SETTING ...]")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--networks", nargs="+", choices=NETWORKS, default=list(NETWORKS))
    parser.add_argument("--epochs", type=int, help="instead of 12")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--disk", type=Path, help="a folder on the disk that is to be written to")
    return parser.parse_args()


def pictures(folder, count, classes):
    """Class folders of noise, 64 by 64, as PPM."""
    draw = random.Random(0)
    for number in range(count):
        place = folder / f"class{number % classes}" / f"{number}.ppm"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"P6 64 64 255\n" + draw.randbytes(64 * 64 * 3))


def measured(program, network, home, options):
    program, *settings = shlex.split(program)
    _, _, batch_size, epochs = NETWORKS[network]
    epochs = options.epochs or epochs
    common = ["--batch-size", str(batch_size), "--threads", str(options.threads)]
    speed = subprocess.run(
        [program, "speed", network, "--json", *common], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with tempfile.TemporaryDirectory(dir=home) as out:
        run = Path(out) / "run"
        command = [program, "train", network, "--data", home / network, "--out", run, "--epochs", str(epochs), *common]
        command += settings
        began = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - began
        if status:
            raise SystemExit(f"{network}: {program} ended with {status}")
        with (run / "history.csv").open() as table:
            computed = [float(line["seconds"]) for line in csv.DictReader(table)]
        weights = (run / "weights.safetensors").stat().st_size
        return {
            "job": seconds / epochs,
            "epoch": statistics.median(computed),
            "beside": (seconds - sum(computed)) / seconds,
            "peak": usage.ru_maxrss / 1024,
            "step": json.loads(speed.stdout)["peak_memory_bytes"] / 2**20,
            "folder": sum(sizes(run)) / weights,
        }


def sizes(folder):
    files = (path.stat() for path in folder.rglob("*") if path.is_file())
    return {file.st_ino: file.st_size for file in files}.values()


def cell(figure, values):
    written = {
        "job": "{:.2f} s",
        "epoch": "{:.2f} s",
        "beside": "{:.1%}",
        "peak": "{:.0f} MiB",
        "step": "{:.0f} MiB",
        "folder": "{:.2f}",
    }[figure]
    middle, least, most = statistics.median(values), min(values), max(values)
    if len(values) == 1:
        return written.format(middle)
    return f"{written.format(middle)} ({written.format(least)} to {written.format(most)})"


main()
