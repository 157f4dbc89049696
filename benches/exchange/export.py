"""Opens what Netsmith wrote with the programs themselves and holds what they answer against Netsmith's own answers.

First: python written.py NETSMITH FOLDER, or NETSMITH_EXPORTS=FOLDER cargo test --lib networks_are_written_in_every_format
Then:  python export.py FOLDER PROGRAM [--only lenet5] [--json ROWS [--resume]]
with the Python that has PROGRAM: keras, tf_keras, torch, onnx (onnxruntime), tfjs (node with @tensorflow/tfjs in NODE_PATH).

All presets and a network of every kind of layer, each with seeded weights. onnxruntime and TensorFlow.js compute in float32 as
Netsmith does, and both may be off: twice the tolerance.
"""

import argparse
import json
import struct
from pathlib import Path

import numpy as np

import programs
import table

TOLERANCE = 1e-6
#: What each program opens.
FORMATS = {
    "keras": ["keras", "h5", "weights-h5", "json", "keras-py"],
    "tf_keras": ["h5"],
    "torch": ["pt", "safetensors", "torch-py"],
    "onnx": ["onnx", "onnx-nhwc"],
    "tfjs": ["tfjs"],
}


def safetensors(path):
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    arrays = {}
    for name, info in json.loads(data[8 : 8 + length]).items():
        if name != "__metadata__":
            start, end = info["data_offsets"]
            numbers = np.frombuffer(data[8 + length :][start:end], np.float32)
            arrays[name] = numbers.reshape(info["shape"])
    return arrays


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("program", choices=programs.PROGRAMS)
    parser.add_argument("--only", default="", help="a part of the networks' names")
    parser.add_argument("--formats", nargs="+", help="all that the program opens where none is given")
    table.options(parser)
    args = parser.parse_args()
    program, rows = programs.PROGRAMS[args.program](), table.Rows(args)
    for form in args.formats or FORMATS[args.program]:
        for reference in references(args, program):
            name = reference.name.split(".")[0]
            row = {"format": f"{form} in {program.version}", "name": name}
            path = args.folder / f"{name}-{form}{programs.ENDINGS.get(form, f'.{form}')}"
            if not rows.wants(row["format"], name):
                continue
            # The only one that is refused is told by `netsmith export`.
            missing = {"good": False, "why": "not written"}
            rows.add(row | (one(program, args.program, path, form, reference) if path.exists() else missing))
    print(rows.totals())


def references(args, program):
    """The answers of the networks that are asked for. Of those of every kind, the one that the program can have."""
    named = {path.name.split(".")[0]: path for path in sorted(args.folder.glob("*.answers.safetensors"))}
    version = [int(it) for it in program.version.split()[-1].split(".")[:2]]
    wanted = "every_kind"
    if args.program == "tfjs":
        wanted = "every_kind_browser"
    elif args.program == "keras" and version < [3, 11]:
        wanted = "every_kind_older"
    others = {"every_kind", "every_kind_older", "every_kind_browser"} - {wanted}
    return [path for name, path in named.items() if args.only in name and name not in others]


def one(program, name, path, form, reference):
    arrays = safetensors(reference)
    try:
        found = program.answer(path, form, arrays["input"])
    except Exception as error:  # every failure is named
        return {"good": False, "why": f"{type(error).__name__}: {str(error)[:600]}"}
    if found is None:
        return {"good": True}
    expected = arrays["logits"]
    off = float(np.abs(found.reshape(expected.shape) - expected).max() / max(1.0, np.abs(expected).max()))
    return {"good": off <= (2 * TOLERANCE if name in ("onnx", "tfjs") else TOLERANCE), "worst": off}


if __name__ == "__main__":
    main()
