"""Runs the programs that Netsmith writes as a user would, on pictures, and holds what they print against `netsmith predict`.

    python3 benches/exchange/ran.py NETSMITH FOLDER [--only lenet5] [--kinds keras-py torch-py] [--crates target/release/deps]
        [--json ROWS [--resume]]

First: python written.py NETSMITH FOLDER. Run by a Python that has Keras, PyTorch or both, for the kinds that it can run. A program
for Burn is compiled with the crates that Netsmith itself was built with, which lie in `--crates`.

One picture has the network's size, and everything must be as near as the program prints it. The others are a large one with a
transparent ground and one with a palette, which are resized first: PIL rounds on the way where Netsmith does not.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

import asked
import table

ROOT = Path(__file__).resolve().parents[2]
ENDINGS = {"keras-py": ".py", "torch-py": ".py", "burn-rs": ".rs"}
#: How far probabilities may be off in a picture of the network's own size: half of the last printed digit and a little.
NEAR = {"keras-py": 6e-5, "torch-py": 6e-5, "burn-rs": 2e-6}
#: And where it is resized: a shade of 255 here and there.
NEAR_RESIZED = 5e-3


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("netsmith")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="a part of the networks' names")
    parser.add_argument("--kinds", nargs="+", choices=ENDINGS, default=list(ENDINGS))
    parser.add_argument("--crates", type=Path, default=ROOT / "target/release/deps")
    table.options(parser)
    args = parser.parse_args()
    rows = table.Rows(args)
    for source in sorted(args.folder.glob("*.source.keras")):
        name = source.name.split(".")[0]
        if args.only not in name:
            continue
        for kind in args.kinds:
            row = {"format": f"{kind} run on pictures", "name": name}
            if not rows.wants(row["format"], name):
                continue
            try:
                row |= one(source, name, kind, args)
            except Exception as error:  # every failure is named
                row |= {"good": False, "why": f"{type(error).__name__}: {str(error)[-600:]}"}
            rows.add(row)
    print(rows.totals())


def one(source, name, kind, args):
    with tempfile.TemporaryDirectory(dir=os.environ.get("SCRATCH")) as folder:
        folder = Path(folder)
        program = folder / f"{name}{ENDINGS[kind]}"
        said = asked.json_of(args.netsmith, "export", source, "--format", kind, "--out", program)
        if "why" in said:
            return {"good": False, "why": said["why"]}
        pictures = painted(source, folder, args.netsmith)
        words = compiled(program, args.crates) if kind == "burn-rs" else [sys.executable, program]
        done = subprocess.run([*words, *pictures], capture_output=True, text=True, cwd=folder)
        if done.returncode:
            return {"good": False, "why": done.stderr[-600:]}
        lines = [line for line in done.stdout.splitlines() if line.startswith(str(folder))]
        off = [apart(args.netsmith, source, picture, line) for picture, line in zip(pictures, lines, strict=True)]
    return {"good": off[0] <= NEAR[kind] and max(off[1:]) <= NEAR_RESIZED, "worst": off[0], "resized": max(off[1:])}


def painted(source, folder, netsmith):
    """The pictures: of the network's size, a large one with a transparent ground, and one with a palette."""
    height, width, channels = asked.json_of(netsmith, "import", source)["input_shape"]
    random = np.random.default_rng(3)
    own, clear, indexed = (folder / f"{name}.png" for name in ("own", "clear", "indexed"))
    numbers = random.integers(0, 256, (height, width, channels), dtype=np.uint8)
    Image.fromarray(numbers.squeeze() if channels == 1 else numbers).save(own)
    # Smooth, as photographs are.
    rows, columns = np.mgrid[0:300, 0:400]
    smooth = [127 + 120 * np.sin(rows / (23 + 9 * it) + columns / (31 - 7 * it)) for it in range(3)]
    opaque = np.where((rows - 150) ** 2 + (columns - 200) ** 2 < 140**2, 255, 40)
    rgba = np.stack([*smooth, opaque], -1).astype(np.uint8)
    Image.fromarray(rgba).save(clear)
    Image.fromarray(rgba[..., :3]).quantize(16).save(indexed)
    return [own, clear, indexed]


def compiled(program, crates):
    """The program as rustc makes it, with the newest of each crate; how it is started."""
    made = program.with_suffix("")
    words = ["rustc", "--edition", "2024", "-O", program, "-o", made, "-L", f"dependency={crates}"]
    for name in ("burn", "image", "safetensors"):
        newest = max(crates.glob(f"lib{name}-*.rlib"), key=lambda path: path.stat().st_mtime)
        words += ["--extern", f"{name}={newest}"]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return [made]


def apart(netsmith, source, picture, line):
    """How far the probabilities of a printed line are from Netsmith's."""
    printed = np.array([float(word) for word in line.removeprefix(str(picture)).split()])
    said = asked.json_of(netsmith, "predict", source, picture)
    if "probabilities" not in said:
        raise RuntimeError(json.dumps(said)[:400])
    # A single sigmoid says how likely the second of two classes is.
    probabilities = np.asarray(said["probabilities"])[-len(printed) :]
    if len(probabilities) != len(printed):
        raise RuntimeError(f"{len(printed)} numbers, not {len(probabilities)}")
    return float(np.abs(probabilities - printed).max())


if __name__ == "__main__":
    main()
