"""Has Netsmith write all presets and networks of every kind of layer in every format, for `export.py` to open.

    python3 benches/exchange/written.py NETSMITH FOLDER [--only lenet5]

Run by the Python of the environment `tensorflow`. A preset goes out as JSON, Keras builds it and gives every tensor seeded
numbers, and `netsmith export` makes every format of what Keras saved. Beside the files lies, at last, what Keras answers in
float64; a network that this program has written so far already is left as it is.
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
EVERY_KIND = ROOT / "tests/golden/exchange/every_kind.json"
FORMATS = ["keras", "h5", "weights-h5", "tfjs", "onnx", "onnx-nhwc", "json", "keras-py", "pt", "safetensors", "torch-py"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("netsmith")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="a part of the networks' names")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    networks = {path.stem: path for path in sorted((ROOT / "presets").glob("*.json"))}
    networks["every_kind"] = EVERY_KIND
    for name, change in {"every_kind_older": for_older, "every_kind_browser": for_browsers}.items():
        networks[name] = args.folder / f"{name}.json"
        networks[name].write_text(json.dumps(variant(change)))
    for name, path in networks.items():
        answers = args.folder / f"{name}.answers.safetensors"
        is_there = answers.exists() and answers.stat().st_mtime > Path(args.netsmith).stat().st_mtime
        if args.only in name and not is_there:
            leave(args.netsmith, name, path, args.folder)


def variant(change):
    """The network of every kind with something else in the place of what a program lacks."""
    project = json.loads(EVERY_KIND.read_text())
    for node in project["graph"]["nodes"]:
        change(node["layer"], node["layer"].get("settings", {}))
    return project


def for_older(layer, settings):
    """Keras before 3.11 refuses a 0 in `output_padding`."""
    if 0 in settings.get("output_padding", []):
        settings["output_padding"] = [1, 1]
        if settings["strides"] != [2, 2]:
            del settings["output_padding"]


def for_browsers(layer, settings):
    """What TensorFlow.js has not, and Netsmith refuses to write for it by name."""
    if layer["type"] in ("GroupNormalization", "UnitNormalization"):
        layer |= {"type": "Identity", "settings": {}}
    if layer["type"] == "ReLU":
        layer["settings"] = {"max_value": 1.5}
    if layer["type"] == "Conv2D":
        settings.pop("groups", None)
    if layer["type"] == "ELU":
        settings["alpha"] = 1.0
    if settings.get("activation") == "exponential":
        settings["activation"] = "elu"
    settings.pop("output_padding", None)
    settings.pop("interpolation", None)


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
    arrays = {"input": images, "logits": keras.ops.convert_to_numpy(until(images.astype("float64"))).astype("float32")}
    for kind in FORMATS:
        written = folder / f"{name}-{kind}{programs.ENDINGS.get(kind, f'.{kind}')}"
        said = asked.json_of(netsmith, "export", source, "--format", kind, "--out", written)
        print(name, kind, said.get("why") or [it["message"] for it in said["findings"]], flush=True)
    save(folder / f"{name}.answers.safetensors", arrays)


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
