"""Opens the files of other programs with Netsmith and holds what it says against the program itself.

    KERAS_BACKEND=jax python benches/exchange/run.py NETSMITH [--containers keras,h5] [--models MobileNet,VGG16,…] [--json OUT]

needs keras 3.15.1, jax, h5py, numpy and Pillow; for the files of Keras 2 (`keras2,h5of2`) instead tensorflow-cpu 2.21.0 and
tf_keras 2.21.0. Every model of keras.applications is built with seeded weights in every tensor (fresh ones hide faults), written
into each container and opened by `netsmith import`; a random picture goes through `netsmith predict` and through Keras in
float64, and the numbers before the last activation are compared: within 1e-6 of the largest of them.
"""

import argparse
import gc
import json
import os
import pathlib
import subprocess
import tempfile
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
from PIL import Image

SMALL_FIRST = """MobileNetV3Small MobileNetV2 MobileNet EfficientNetB0 NASNetMobile MobileNetV3Large EfficientNetV2B0
EfficientNetB1 DenseNet121 EfficientNetV2B1 EfficientNetB2 EfficientNetV2B2 EfficientNetB3 DenseNet169 EfficientNetV2B3 EfficientNetB4
DenseNet201 EfficientNetV2S Xception InceptionV3 ResNet50V2 ResNet50 ConvNeXtTiny EfficientNetB5 EfficientNetB6 ResNet101V2 ResNet101
ConvNeXtSmall EfficientNetV2M InceptionResNetV2 ResNet152V2 ResNet152 EfficientNetB7 ConvNeXtBase NASNetLarge EfficientNetV2L VGG16
VGG19 ConvNeXtLarge ConvNeXtXLarge""".split()
TOLERANCE = 1e-6


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("netsmith")
    parser.add_argument("--containers", default="keras,h5")
    parser.add_argument("--models", default=",".join(SMALL_FIRST))
    parser.add_argument("--json")
    return parser.parse_args()


def library(containers):
    """Keras 3 on JAX, or Keras 2 for its own files: both at once do not get along."""
    if {"keras2", "h5of2"} & set(containers):
        import tf_keras

        return tf_keras
    import jax
    import keras

    jax.config.update("jax_enable_x64", True)
    return keras


def seeded(weights, seed=11):
    """As wide as training leaves them: kernels He-scaled, nothing 0, 1 or alike."""
    random = np.random.default_rng(seed)
    for weight in weights:
        shape, name = tuple(weight.shape), getattr(weight, "path", weight.name)
        if "variance" in name:
            value = random.uniform(0.5, 2, shape)
        elif "gamma" in name:
            value = random.uniform(0.5, 1.5, shape)
        elif "depthwise" in name and "kernel" in name:
            value = random.normal(0, np.sqrt(2 / np.prod(shape[:2])), shape)
        elif "kernel" in name:
            value = random.normal(0, np.sqrt(2 / np.prod(shape[:-1])), shape)
        else:
            value = random.uniform(-0.5, 0.5, shape)
        yield value.astype("float32")


def built(keras, name):
    size = {"input_shape": (224, 224, 3)} if name.startswith("MobileNetV3") else {}
    with_head = {"classifier_activation": "softmax"}
    return getattr(keras.applications, name)(weights=None, **size, **with_head)


def compute_in(keras, precision):
    """Of all that is built from now on. Keras 3 asks its policy, Keras 2 the type alone."""
    keras.backend.set_floatx(precision)
    keras.mixed_precision.set_global_policy(precision)


def reference(keras, name, weights, values):
    """What Keras says in float64, before the last activation."""
    compute_in(keras, "float64")
    model = built(keras, name)
    compute_in(keras, "float32")
    for variable, value in zip(model.weights, weights):
        variable.assign(np.asarray(value, "float64"))
    last = model.layers[-1]
    until = keras.Model(model.inputs, last.input)
    kernel, bias = [np.asarray(value, "float64") for value in weights[-2:]]
    return np.asarray(until(values[None].astype("float64")))[0] @ kernel + bias


def run(netsmith, *words):
    started = time.monotonic()
    done = subprocess.run([netsmith, "--json", *map(str, words)], capture_output=True, text=True)
    seconds = time.monotonic() - started
    said = json.loads(done.stdout) if done.stdout.strip() else None
    return done.returncode, said, done.stderr.strip().splitlines(), seconds


def compared(netsmith, file, folder, model, size, ask):
    code, said, errors, seconds = run(netsmith, "import", file)
    if code != 0 or not said or not said.get("opened"):
        return {"opens": False, "why": errors[:1], "seconds": seconds}
    found = {"opens": True, "params": said["params"] == model.count_params(), "taken": said["taken"], "layers": said["layers"], "seconds": seconds}
    found["findings"] = sorted({f["code"] for f in said["findings"]})
    picture = np.random.default_rng(5).integers(0, 256, size, dtype=np.uint8)
    path = folder / "picture.png"
    Image.fromarray(picture).save(path)
    # 0 to 1 where nobody says otherwise, as they are where the network brings them to its own range.
    scale = np.float32(1 / 255) if said["open"]["values"] else np.float32(1)
    wanted = ask(picture.astype("float32") * scale)
    code, said, errors, found["predict_seconds"] = run(netsmith, "predict", file, path)
    if code != 0:
        return found | {"why": errors[-1:]}
    logits = np.asarray(said[0]["logits"], "float64")
    found["worst"] = float(np.abs(logits - wanted).max() / max(1, np.abs(wanted).max()))
    return found


def main():
    args = arguments()
    containers = args.containers.split(",")
    keras = library(containers)
    table = {container: {} for container in containers}
    for name in args.models.split(","):
        model = built(keras, name)
        weights = list(seeded(model.weights))
        for variable, value in zip(model.weights, weights):
            variable.assign(value)
        size = [side or 224 for side in model.input_shape[1:]]
        asked = {}

        def ask(values):
            key = values.tobytes()
            if key not in asked:
                asked[key] = reference(keras, name, weights, values)
            return asked[key]

        with tempfile.TemporaryDirectory(dir=os.environ.get("SCRATCH")) as folder:
            folder = pathlib.Path(folder)
            for container in containers:
                file = folder / f"{name}.{'h5' if container.startswith('h5') else 'keras'}"
                model.save(file)
                result = compared(args.netsmith, file, folder, model, size, ask)
                table[container][name] = result
                print(container, name, json.dumps(result), flush=True)
                file.unlink()
        del model, weights
        keras.backend.clear_session()
        gc.collect()
    for container, results in table.items():
        good = [r for r in results.values() if r.get("params") and r.get("worst", 1) <= TOLERANCE]
        opened = [r for r in results.values() if r["opens"]]
        worst = max((r["worst"] for r in results.values() if "worst" in r), default=float("nan"))
        print(f"{container}: {len(opened)} of {len(results)} open, {len(good)} with the same count and predictions; worst difference {worst:.1e}")
        for name, result in results.items():
            if result not in good:
                print(f"  {name}: {result.get('why') or result}")
    if args.json:
        pathlib.Path(args.json).write_text(json.dumps(table, indent=1))


main()
