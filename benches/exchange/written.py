"""Has Netsmith write all presets and a network of every kind of layer in every format, for `export.py` to open.

    python3 benches/exchange/written.py NETSMITH FOLDER [--only lenet5]

Run by the Python of the environment `tensorflow`. A preset goes out as JSON, Keras builds it and gives every tensor seeded
numbers, and `netsmith export` makes every format of what Keras saved. Beside the files lies what Keras answers in float64.
"""

import argparse
import json
import struct
from pathlib import Path

import programs  # first: it says which backend Keras takes
import keras
import numpy as np

import asked
import keras_double
import keras_files

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ["keras", "h5", "weights-h5", "tfjs", "onnx", "onnx-nhwc", "json", "keras-py", "pt", "safetensors", "torch-py"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("netsmith")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="a part of the networks' names")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    networks = {path.stem: path for path in sorted((ROOT / "presets").glob("*.json"))}
    networks["every_kind"] = ROOT / "tests/golden/exchange/every_kind.json"
    # TensorFlow.js has no convolution in groups: all other kinds for it.
    networks["every_kind_ungrouped"] = args.folder / "every_kind_ungrouped.json"
    ungrouped = networks["every_kind"].read_text().replace('"groups": 2', '"groups": 1')
    networks["every_kind_ungrouped"].write_text(ungrouped)
    for name, path in networks.items():
        if args.only in name:
            leave(args.netsmith, name, path, args.folder)


def leave(netsmith, name, path, folder):
    """All formats of one network, and its answers."""
    source = folder / f"{name}.source.keras"
    described = folder / f"{name}.source.json"
    asked.json_of(netsmith, "export", path, "--format", "json", "--out", described)
    model = keras.models.model_from_json(described.read_text())
    for variable, value in zip(model.weights, keras_files.seeded(model.weights)):
        variable.assign(100 if "count" in variable.path else value)
    keras_double.settle(model)
    model.save(source)
    images = np.random.default_rng(9).uniform(-1, 1, (2, *model.input_shape[1:])).astype("float32")
    until = keras_double.without_head(keras, keras_double.doubled(keras, model))
    arrays = {"input": images, "logits": np.asarray(until(images.astype("float64"))).astype("float32")}
    save(folder / f"{name}.answers.safetensors", arrays)
    for kind in FORMATS:
        written = folder / f"{name}-{kind}{programs.ENDINGS.get(kind, f'.{kind}')}"
        said = asked.json_of(netsmith, "export", source, "--format", kind, "--out", written)
        print(name, kind, said.get("why") or [it["message"] for it in said["findings"]], flush=True)


def save(path, arrays):
    header, at, data = {}, 0, b""
    for name, array in arrays.items():
        bytes_ = np.ascontiguousarray(array).tobytes()
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [at, at + len(bytes_)]}
        at, data = at + len(bytes_), data + bytes_
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


if __name__ == "__main__":
    main()
