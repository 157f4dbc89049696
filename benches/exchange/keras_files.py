"""Opens what Keras writes of keras.applications, and holds what Netsmith says against Keras itself.

    python3 benches/exchange/keras_files.py NETSMITH [--containers keras,h5] [--models MobileNet,VGG16,…] [--json ROWS [--resume]]

Containers `keras` and `h5` are Keras 3's, `keras2` and `h5of2` tf_keras's; both at once do not get along.
Every tensor has seeded numbers (fresh ones hide faults). One random picture goes through `netsmith predict` and through Keras
in float64 on the same float32 numbers, and the numbers before the last activation are compared. Networks of fewer than 10
million parameters take pictures of their own size; the others small ones that are not square, so that the reference is quick.
`--again keras,h5,onnx` has Netsmith write each network in these formats too, and asks the programs that these are for.
"""

import argparse
import gc
import json
import os
import pathlib
import tempfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# On JAX and PyTorch, Keras normalizes in float32 even where all else is float64, and JAX takes a minute to build a network.
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
import numpy as np
from PIL import Image

import asked
import keras_double
import programs
import table

BELOW_10_MILLION = """MobileNetV3Small MobileNetV2 MobileNet EfficientNetB0 NASNetMobile MobileNetV3Large EfficientNetV2B0
EfficientNetB1 DenseNet121 EfficientNetV2B1 EfficientNetB2""".split()
#: By size.
OTHERS = """EfficientNetV2B2 EfficientNetB3 DenseNet169 EfficientNetV2B3 EfficientNetB4 DenseNet201 EfficientNetV2S Xception
InceptionV3 ResNet50V2 ResNet50 ConvNeXtTiny EfficientNetB5 EfficientNetB6 ResNet101V2 ResNet101 ConvNeXtSmall EfficientNetV2M
InceptionResNetV2 ResNet152V2 ResNet152 EfficientNetB7 ConvNeXtBase NASNetLarge EfficientNetV2L VGG16 VGG19 ConvNeXtLarge
ConvNeXtXLarge""".split()
MODELS = BELOW_10_MILLION + OTHERS
#: What the containers are called in the table.
FORMATS = {"keras": ".keras of Keras 3", "h5": ".h5 of Keras 3", "keras2": ".keras of tf_keras", "h5of2": ".h5 of tf_keras"}
#: Of the numbers that networks get, one after the other until Keras's own float32 is off by no more than this.
SEEDS = (11, 12, 13, 14)
MAGNIFIED = 1e-6
#: Where 96 by 128 is not enough, or would change how many parameters there are.
SIZES = {"InceptionV3": (107, 139), "Xception": (107, 139), "InceptionResNetV2": (107, 139), "VGG16": (224, 224), "VGG19": (224, 224)}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("netsmith")
    parser.add_argument("--containers", default="keras,h5")
    parser.add_argument("--models", default=",".join(MODELS))
    parser.add_argument("--again", default="", help="formats of `netsmith export`")
    table.options(parser)
    return parser.parse_args()


def library(containers):
    """Keras 3, or Keras 2 for its own files."""
    if {"keras2", "h5of2"} & set(containers):
        import tf_keras

        return tf_keras
    import keras

    return keras


def seeded(weights, seed=SEEDS[0]):
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
    size = {} if name in BELOW_10_MILLION else {"input_shape": (*SIZES.get(name, (96, 128)), 3)}
    return getattr(keras.applications, name)(weights=None, **size)


def compute_in(keras, precision):
    """Of all that is built from now on. Keras 3 asks its policy, Keras 2 the type alone."""
    keras.backend.set_floatx(precision)
    keras.mixed_precision.set_global_policy(precision)


class Reference:
    """What Keras says in float64, before the last activation; each picture is asked about once. `own` is how far Keras itself
    is from that in float32."""

    def __init__(self, keras, name, weights):
        self.keras, self.name, self.weights, self.answers, self.own = keras, name, weights, {}, None

    def __call__(self, values):
        key = values.tobytes()
        if key not in self.answers:
            double = self.answers[key] = self.ask(values, "float64")
            single = self.ask(values, "float32")
            self.own = float(np.abs(single - double).max() / max(1, np.abs(double).max()))
        return self.answers[key]

    def ask(self, values, precision):
        compute_in(self.keras, precision)
        model = built(self.keras, self.name)
        compute_in(self.keras, "float32")
        for variable, value in zip(model.weights, self.weights):
            variable.assign(np.asarray(value, precision))
        keras_double.settle(model)
        until = keras_double.without_head(self.keras, model)
        with keras_double.depthwise_as_such(self.keras, precision):
            return np.asarray(until(values[None].astype(precision)), "float64").ravel()


def compared(netsmith, file, folder, model, reference):
    """What Netsmith makes of a file: whether it opens, counts the same and answers the same."""
    said = asked.json_of(netsmith, "import", file)
    if not said.get("opened"):
        return {"opens": False, "why": said.get("why") or [f["message"] for f in said["findings"]][:5]}
    found = {"opens": True, "params": said["params"] == model.count_params(), "layers": said["layers"], "import_seconds": said["seconds"]}
    found["findings"] = sorted({f["code"] for f in said["findings"]})
    size = [side or 224 for side in model.input_shape[1:]]
    picture = np.random.default_rng(5).integers(0, 256, size, dtype=np.uint8)
    path = folder / "picture.png"
    Image.fromarray(picture).save(path)
    # 0 to 1 where nobody says otherwise, as they are where the network brings them to its own range.
    scale = np.float32(1 / 255) if said["open"]["values"] else np.float32(1)
    found |= asked.difference(netsmith, file, path, reference(picture.astype("float32") * scale))
    return found | {"own": reference.own}


def again(netsmith, keras, file, formats, values, reference):
    """The network written by Netsmith in other formats, and how far the programs that these are for are from the reference."""
    found = {}
    for kind in formats:
        written = file.with_name(f"again.{kind}")
        said = asked.json_of(netsmith, "export", file, "--out", written)
        if "why" in said:
            found[kind] = said["why"]
            continue
        program = programs.Onnx() if kind == "onnx" else programs.Keras(keras)
        expected = reference(values)
        answer = program.answer(written, kind, values[None]).ravel()
        found[kind] = float(np.abs(answer - expected).max() / max(1, np.abs(expected).max()))
        written.unlink()
    return found


def main():
    args = arguments()
    containers = args.containers.split(",")
    keras = library(containers)
    rows = table.Rows(args)
    for name in args.models.split(","):
        wanted = [container for container in containers if rows.wants(FORMATS[container], name)]
        if wanted:
            one(keras, name, wanted, args, rows)
            keras.backend.clear_session()
            gc.collect()
    print(rows.totals())


def fair(attempt):
    """The rows that `attempt` makes with a seed, of the first with which the original does not magnify what is rounded: where it
    does, nothing is said about a file."""
    for seed in SEEDS:
        found = attempt(seed)
        if all(row.get("own", 0) <= MAGNIFIED for row in found):
            break
    return found


def one(keras, name, containers, args, rows):
    """A row for each container of a network, whatever happens."""
    for row in fair(lambda seed: of_seed(keras, name, containers, args, seed)):
        rows.add(row)


def of_seed(keras, name, containers, args, seed):
    found = []
    try:
        model = built(keras, name)
        weights = list(seeded(model.weights, seed))
        for variable, value in zip(model.weights, weights):
            variable.assign(value)
        reference = Reference(keras, name, weights)
        with tempfile.TemporaryDirectory(dir=os.environ.get("SCRATCH")) as folder:
            folder = pathlib.Path(folder)
            for container in containers:
                file = folder / f"{name}.{'h5' if container.startswith('h5') else 'keras'}"
                model.save(file)
                found.append({"format": FORMATS[container], "name": name} | tried(keras, file, folder, model, reference, args))
                file.unlink()
    except Exception as error:  # every failure is named
        why = f"{type(error).__name__}: {str(error)[:300]}"
        left = containers[len(found) :]
        found += [{"format": FORMATS[container], "name": name, "good": False, "why": why} for container in left]
    return found


def tried(keras, file, folder, model, reference, args):
    """What becomes of one file: opened, compared, and written again where that is asked for."""
    row = compared(args.netsmith, file, folder, model, reference)
    row["good"] = bool(row["opens"] and row["params"] and asked.is_near(row))
    if args.again and row["opens"]:
        values = np.frombuffer(next(iter(reference.answers)), "float32").reshape(*(side or 224 for side in model.input_shape[1:3]), 3)
        row["again"] = again(args.netsmith, keras.__name__, file, args.again.split(","), values, reference)
        row["good"] &= all(isinstance(off, float) and off <= 2e-6 for off in row["again"].values())
    return row


if __name__ == "__main__":
    main()
