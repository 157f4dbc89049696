"""Everything that Netsmith opens and writes, held against the programs themselves: N of M for each format.

    python3 benches/exchange/run.py                    all of it: hours
    python3 benches/exchange/run.py --parts fer torch  some of it; the names are those of PARTS
    python3 benches/exchange/run.py --small            networks that take seconds, of each part
    python3 benches/exchange/run.py --resume           what was broken off: what was as it should be is not tried again
    python3 benches/exchange/run.py --table            the table of what was tried so far

Environments are made from PyPI in target/exchange, once, some 9 GB; TensorFlow.js is installed by npm where there is one. With
`--environments FOLDER` those that stand there are taken as they are, and node_modules beside them. Rows are added to
target/exchange/rows.jsonl: of several tries of one thing the last one counts. Every program computes on one thread unless
OMP_NUM_THREADS says otherwise. Wants Python 3.12, and `python3.10` for onnxruntime 1.14, which is left out without it. Ends with
1 where something is not as it should be.
"""

import argparse
import functools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import table

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "peers"))
import environment

FOLDER = ROOT / "target/exchange"
#: Each part: its environment, its script, and what the script is given. NETSMITH, ANSWER and EXPORTS are what is built here; CRATES is where the
#: crates lie that Netsmith was built with.
PARTS = {
    "fer": ("tensorflow", "fer_file.py", ["NETSMITH"]),
    "keras": ("tensorflow", "keras_files.py", ["NETSMITH", "--containers", "keras,h5"]),
    "keras2": ("tensorflow", "keras_files.py", ["NETSMITH", "--containers", "keras2,h5of2"]),
    "torch": ("torch", "torch_files.py", ["NETSMITH"]),
    "onnx": ("torch", "onnx_networks.py", ["NETSMITH"]),
    "onnx-keras": ("tensorflow", "onnx_keras.py", ["NETSMITH"]),
    "onnx-corpus": ("torch", "onnx_corpus.py", ["--answer", "ANSWER"]),
    "written-keras": ("tensorflow", "export.py", ["EXPORTS", "keras"]),
    "written-keras36": ("keras36", "export.py", ["EXPORTS", "keras"]),
    "written-keras33": ("keras33", "export.py", ["EXPORTS", "keras"]),
    "written-keras2": ("tensorflow", "export.py", ["EXPORTS", "tf_keras"]),
    "written-torch": ("torch", "export.py", ["EXPORTS", "torch"]),
    "written-onnx": ("torch", "export.py", ["EXPORTS", "onnx"]),
    "written-onnx114": ("runtime114", "export.py", ["EXPORTS", "onnx"]),
    "written-tfjs": ("tensorflow", "export.py", ["EXPORTS", "tfjs"]),
    "ran-keras": ("tensorflow", "ran.py", ["NETSMITH", "EXPORTS", "--kinds", "keras-py"]),
    "ran-torch": ("torch", "ran.py", ["NETSMITH", "EXPORTS", "--kinds", "torch-py"]),
    "ran-burn": ("torch", "ran.py", ["NETSMITH", "EXPORTS", "--kinds", "burn-rs", "--crates", "CRATES"]),
}
#: What is small of each part: networks that take seconds.
SMALL = {
    "keras": ["--models", "MobileNet"],
    "keras2": ["--models", "MobileNet"],
    "torch": ["--models", "resnet18"],
    "onnx": ["--models", "squeezenet1_1", "shufflenet_v2_x0_5"],
    "onnx-keras": ["--models", "MobileNet"],
} | {part: ["--only", "lenet5"] for part in PARTS if part.startswith(("written", "ran"))}
#: Keras's own backends there.
BACKENDS = {"keras33": "jax", "keras36": "jax", "tensorflow": "tensorflow", "torch": "torch"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--small", action="store_true", help="only what is small of each part")
    parser.add_argument("--netsmith", type=Path, default=ROOT / "target/release/netsmith")
    parser.add_argument("--answer", type=Path, help="the built bench `answer`; built where none is given")
    parser.add_argument("--exports", type=Path, help="a folder that the networks were written to; written where none is given")
    parser.add_argument("--environments", type=Path, help="a folder of environments that are taken as they are")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where everything is made")
    parser.add_argument("--rows", type=Path, help="a file that rows are added to; in the folder where none is given")
    parser.add_argument("--resume", action="store_true", help="what is as it should be in those rows is not tried again")
    parser.add_argument("--table", action="store_true", help="only print the table of the rows so far")
    options, more = parser.parse_known_args()
    options.folder = options.folder.absolute()
    options.rows = (options.rows or options.folder / "rows.jsonl").absolute()
    options.rows.parent.mkdir(parents=True, exist_ok=True)
    options.rows.touch()
    failed = []
    if not options.table:
        netsmith = options.netsmith.absolute()
        built = {
            "NETSMITH": lambda: netsmith,
            "ANSWER": functools.cache(lambda: options.answer or answer()),
            "EXPORTS": functools.cache(lambda: options.exports or exports(options)),
            "CRATES": lambda: netsmith.parent / "deps",
        }
        more += ["--resume"] if options.resume else []
        failed = [part for part in options.parts if not attempt(part, built, options, more)]
    print(table.markdown(table.read(options.rows)))
    if failed:
        sys.exit(f"did not run to the end: {', '.join(failed)}")


def attempt(part, built, options, more):
    """Runs one part in its own environment, and says whether it ran to its end; what its script prints is seen."""
    name, script, given = PARTS[part]
    python = python_of(name, options)
    if python is None:
        print(f"{part} is left out: there is no python3.10 here", file=sys.stderr)
        return True
    if part == "ran-burn" and not list(built["CRATES"]().glob("libburn-*.rlib")):
        print(f"{part} is left out: no crates lie beside the program", file=sys.stderr)
        return True
    if part == "written-tfjs" and not browser(options):
        print(f"{part} is left out: there is no npm here", file=sys.stderr)
        return True
    print(f"{part}:", flush=True)
    try:
        words = [str(built[word]()) if word in built else word for word in given]
    except subprocess.CalledProcessError as error:
        print(f"{part} has nothing to be tried on: {error}", file=sys.stderr)
        return False
    words += SMALL.get(part, []) if options.small else []
    told = told_to(name, options)
    done = subprocess.run([python, HERE / script, *words, "--json", options.rows, *more], env=told)
    return done.returncode == 0


def told_to(name, options):
    """The variables that a program is started with: one thread, Keras's backend, and where packages of Node lie."""
    threads = os.environ.get("OMP_NUM_THREADS", "1")
    ones = {it: threads for it in ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")}
    return os.environ | ones | {"KERAS_BACKEND": BACKENDS.get(name, ""), "NODE_PATH": str(modules(options))}


def python_of(name, options):
    """The Python of an environment, made where it is not there yet."""
    if options.environments and (options.environments / name).exists():
        return options.environments.absolute() / name / "bin/python"
    made, wanted = options.folder / name, HERE / f"requirements/{name}.txt"
    if name != "runtime114":
        return environment.make(made, wanted)
    older = shutil.which("python3.10")
    if older and not made.exists():
        subprocess.run([older, "-m", "venv", made], check=True)
        subprocess.run([made / "bin/python", "-m", "pip", "install", "--quiet", "-r", wanted], check=True)
    return made / "bin/python" if older else None


def modules(options):
    """Where packages of Node lie."""
    given = (options.environments or options.folder) / "node_modules"
    return (given if given.exists() else options.folder / "node_modules").absolute()


def browser(options):
    """Installs TensorFlow.js where it is not there yet; whether it is there then."""
    if shutil.which("npm") and not modules(options).exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", options.folder, "@tensorflow/tfjs@4.22.0"], check=True)
    return modules(options).exists()


def answer():
    """Builds the bench `answer`; where it lies."""
    built = subprocess.run(["cargo", "bench", "--bench", "answer", "--no-run", "--message-format", "json"], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in built.stdout.splitlines() if line.startswith("{")]
    return next(it["executable"] for it in lines if it.get("target", {}).get("name") == "answer" and it.get("executable"))


def exports(options):
    """Has all presets and a network of every kind of layer written in every format, where this program has not yet; where
    they lie."""
    folder = options.folder / ("written-small" if options.small else "written")
    python = python_of("tensorflow", options)
    words = SMALL["written-keras"] if options.small else []
    subprocess.run([python, HERE / "written.py", options.netsmith.absolute(), folder, *words], env=told_to("tensorflow", options), check=True)
    return folder


if __name__ == "__main__":
    main()
