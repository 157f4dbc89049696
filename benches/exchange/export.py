"""Opens what Netsmith wrote with the programs themselves and compares what they answer.

First: NETSMITH_EXPORTS=FOLDER cargo test --lib networks_are_written_in_every_format
Then:  python export.py FOLDER PROGRAM, where PROGRAM is one of keras, tf_keras, torch, and python has it.

Answers are compared before the last softmax or sigmoid; each may differ by 1e-6 * max(1, largest reference).
"""
import os
import re
import sys
from pathlib import Path

import numpy as np

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
TOLERANCE = 1e-6


def safetensors(path):
    import json
    import struct

    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    arrays = {}
    for name, info in json.loads(data[8 : 8 + length]).items():
        if name != "__metadata__":
            start, end = info["data_offsets"]
            numbers = np.frombuffer(data[8 + length :][start:end], np.float32)
            arrays[name] = numbers.reshape(info["shape"])
    return arrays


def without_head(keras, model):
    """The model up to the sums before its last function, where that is softmax or sigmoid."""
    last = model.layers[-1]
    if type(last).__name__ in ("Activation", "Softmax"):
        return keras.Model(model.inputs, model.layers[-2].output)
    if getattr(last, "activation", None) is not None and last.activation.__name__ in ("softmax", "sigmoid"):
        last.activation = keras.activations.linear
    return model


def answers_of_keras(keras, path, folder, name):
    if path.name.endswith(".weights.h5"):
        model = keras.models.model_from_json((folder / f"{name}-json.json").read_text())
        model.load_weights(path)
    elif path.suffix == ".json":
        keras.models.model_from_json(path.read_text())
        return None
    elif path.suffix == ".py":
        model = module_of(path).build()
        model.load_weights(path.with_suffix(".weights.h5"))
    else:
        model = keras.models.load_model(path)
    model = without_head(keras, model)
    return lambda images: np.asarray(model(images, training=False))


def module_of(path):
    import importlib.util

    spec = importlib.util.spec_from_file_location(re.sub(r"\W", "_", path.stem), path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answers_of_torch(path, folder, name):
    import torch

    module = module_of(folder / f"{name}-torch-py.py")
    if path.suffix == ".pt":
        state = torch.load(path, weights_only=True)
    elif path.suffix == ".safetensors":
        from safetensors.torch import load_file

        state = load_file(path)
    else:
        state = torch.load(path.with_suffix(".pt"), weights_only=True)
    model = module.Network()
    model.load_state_dict(state)
    model.eval()

    def ask(images):
        with torch.no_grad():
            return model(torch.from_numpy(images.transpose(0, 3, 1, 2).copy())).numpy()

    return ask


def main():
    folder, program = Path(sys.argv[1]), sys.argv[2]
    only = sys.argv[3] if len(sys.argv) > 3 else ""
    if program == "torch":
        formats = ["pt", "safetensors", "torch-py"]
    else:
        import importlib

        keras = importlib.import_module(program)
        formats = ["h5"] if program == "tf_keras" else ["keras", "h5", "weights-h5", "json", "keras-py"]
        print(program, keras.__version__)
    for kind in formats:
        good, worst, tried = 0, 0.0, 0
        for reference in sorted(folder.glob("*.answers.safetensors")):
            name = reference.name.split(".")[0]
            paths = [it for it in folder.glob(f"{name}-{kind}.*") if it.suffix in (".keras", ".h5", ".json", ".pt", ".safetensors", ".py")]
            paths = [it for it in paths if kind.endswith("py") == (it.suffix == ".py")]
            if only not in name or not paths:
                continue
            tried += 1
            arrays = safetensors(reference)
            try:
                if program == "torch":
                    ask = answers_of_torch(paths[0], folder, name)
                else:
                    ask = answers_of_keras(keras, paths[0], folder, name)
                if ask is None:
                    good += 1
                    continue
                found = ask(arrays["input"])
                off = np.abs(found - arrays["logits"]).max() / max(1.0, np.abs(arrays["logits"]).max())
                worst = max(worst, off)
                good += off <= TOLERANCE
                if not off <= TOLERANCE:
                    print(f"  {paths[0].name}: off by {off:.2e}")
            except Exception as error:  # every failure is named
                print(f"  {paths[0].name}: {type(error).__name__}: {str(error)[:600]}")
        print(f"{kind}: {good} of {tried}, worst {worst:.2e}", flush=True)


main()
