"""Trains both course networks with PyTorch, Keras and Netsmith in turn and compares time and memory.

    python3 benches/peers/run.py                 five rounds, with an environment made in target/peers
    python3 benches/peers/run.py --help          all options

Each figure comes from a process of its own; one round runs every peer once, so that whatever else the machine does meets
all of them. Figures are kept line by line in a file: rounds can be added later, and the table is over all of them.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import environment
import table

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
#: The course's own batch sizes.
BATCH_SIZES = {"happy_model": 16, "resnet50": 32}
#: Training steps of one process; HappyModel's are short.
STEPS = {"happy_model": 40, "resnet50": 8}
PEERS = ["PyTorch", "PyTorch channels-last", "Keras", "Netsmith"]


def main():
    options = arguments()
    if not options.table_only:
        python = options.python or environment.make(options.environment, HERE / "requirements.txt")
        for number in range(options.rounds):
            for model in options.models:
                for peer in options.peers:
                    measure(peer, model, python, options, number)
    results = [json.loads(line) for line in options.results.read_text().splitlines()]
    print(table.as_text(results))
    print(table.as_markdown(results))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--models", nargs="+", choices=BATCH_SIZES, default=list(BATCH_SIZES))
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=PEERS)
    parser.add_argument("--batch-size", type=int, help="instead of 16 for HappyModel and 32 for ResNet50")
    parser.add_argument("--size", type=int, default=64, help="height and width of a picture")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, help="training steps of one process")
    parser.add_argument("--netsmith", type=Path, default=ROOT / "target" / "release" / "netsmith")
    parser.add_argument("--python", type=Path, help="a Python that has PyTorch and Keras already")
    parser.add_argument("--environment", type=Path, default=ROOT / "target" / "peers")
    parser.add_argument("--results", type=Path, default=ROOT / "target" / "peers.jsonl", help="figures are added to it")
    parser.add_argument("--table-only", action="store_true", help="print the table of the figures so far")
    return parser.parse_args()


def measure(peer, model, python, options, number):
    """Runs one peer in a process of its own and adds its figures to the file."""
    batch_size = options.batch_size or BATCH_SIZES[model]
    print(f"round {number + 1} of {options.rounds}: {model}, {peer}", file=sys.stderr)
    figures = run(command(peer, model, python, batch_size, options))
    line = {"peer": peer, "model": model, "batch_size": batch_size, "size": options.size, "threads": options.threads}
    line |= {key: figures[key] for key in table.FIGURES}
    options.results.parent.mkdir(parents=True, exist_ok=True)
    with options.results.open("a") as results:
        results.write(json.dumps(line) + "\n")


def command(peer, model, python, batch_size, options):
    """The command line of one peer."""
    steps = options.steps or STEPS[model]
    common = [model, "--batch-size", batch_size, "--steps", steps, "--threads", options.threads]
    if peer == "Netsmith":
        return [options.netsmith, "speed", *common, "--input-size", options.size, "--json"]
    common += ["--size", options.size]
    if peer == "Keras":
        return [python, HERE / "keras_step.py", *common]
    variant = "channels-last" if peer == "PyTorch channels-last" else "default"
    return [python, HERE / "pytorch_step.py", *common, "--variant", variant]


def run(command):
    """The JSON that a command prints."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(done.args)}\nended with {done.returncode}:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
