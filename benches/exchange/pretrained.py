"""A network of keras.applications learns something else: opened from .h5, another head, all else frozen, trained, and back to Keras.

    python3 benches/exchange/pretrained.py NETSMITH --data train_signs.h5 [--model MobileNetV2] [--side 64] [--epochs 2]

Run by the Python of the environment `tensorflow`. The network has seeded numbers, since nothing can be downloaded. What Keras
answers in float64 to pictures of the data must be what `netsmith predict` says.
"""

import argparse
import os
import subprocess
import tempfile
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
import h5py
import keras
import numpy as np
from PIL import Image

import asked
import keras_double
import keras_files


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("netsmith")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", default="MobileNetV2")
    parser.add_argument("--side", type=int, default=64)
    parser.add_argument("--epochs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("SCRATCH")) as folder:
        folder = Path(folder)
        pretrained(options.model, options.side).save(folder / "pretrained.h5")
        with h5py.File(options.data) as file:
            pictures = file["train_set_x"][:3]
        given = ["--values=-1..1", "--data", options.data, "--epochs", options.epochs, "--new-head", "--freeze-base"]
        netsmith(options, "train", folder / "pretrained.h5", *given, "--out", folder / "trained")
        netsmith(options, "export", folder / "trained", "--out", folder / "signs.keras")
        tell(options, folder, pictures)


def pretrained(name, side):
    model = getattr(keras.applications, name)(weights=None, input_shape=(side, side, 3))
    for variable, value in zip(model.weights, keras_files.seeded(model.weights)):
        variable.assign(value)
    return model


def netsmith(options, *words):
    print("netsmith", *words, flush=True)
    subprocess.run([options.netsmith, *map(str, words)], check=True)


def tell(options, folder, pictures):
    model = keras.models.load_model(folder / "signs.keras")
    print(f"Keras {keras.__version__} opens it: {model.count_params():,} parameters, {model.output_shape}")
    own = keras_double.without_head(keras, keras.models.load_model(folder / "signs.keras"))
    until = keras_double.without_head(keras, keras_double.doubled(keras, model))
    for number, picture in enumerate(pictures):
        shown = folder / f"{number}.png"
        Image.fromarray(picture).save(shown)
        values = picture.astype("float32") * np.float32(1 / 127.5) + np.float32(-1)
        expected = np.asarray(until(values[None].astype("float64")))[0]
        single = np.asarray(own(values[None]))[0]
        off = float(np.abs(single - expected).max() / max(1, np.abs(expected).max()))
        print(f"picture {number}:", asked.difference(options.netsmith, folder / "trained", shown, expected) | {"own": off})


if __name__ == "__main__":
    main()
