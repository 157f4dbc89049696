"""Opens networks of keras.applications that tf2onnx and Keras itself write as ONNX, and holds the answers against float64.

    python3 benches/exchange/onnx_keras.py NETSMITH [--exporters tf2onnx] [--models MobileNet,…] [--json ROWS [--resume]]

Every tensor has seeded numbers; networks end before their softmax. tf2onnx writes those of tf_keras, `keras` is what
`model.export(format="onnx")` of Keras 3 gives. Good is what differs by 1e-6 of the largest number, or no more than twice what
Keras itself is off in float32 (`own`; `runtime` is what onnxruntime is); exporters fold normalization, so that parameters are fewer.
"""

import argparse
import os
import tempfile
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
import numpy as np
from PIL import Image

import asked
import keras_double
import keras_files
import table

EXPORTERS = ("tf2onnx", "keras")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("netsmith")
    parser.add_argument("--exporters", nargs="*", default=EXPORTERS, choices=EXPORTERS)
    parser.add_argument("--models", default=",".join(keras_files.BELOW_10_MILLION))
    table.options(parser)
    options = parser.parse_args()
    rows = table.Rows(options)
    for how in options.exporters:
        for name in options.models.split(","):
            row = {"format": f"ONNX of {'tf2onnx' if how == 'tf2onnx' else 'Keras 3'}", "name": name, "good": False}
            if not rows.wants(row["format"], name):
                continue
            try:
                [found] = keras_files.fair(lambda seed: [attempt(name, how, options, seed)])
                row |= found
            except Exception as error:  # what an exporter cannot write is told
                row["why"] = f"{type(error).__name__}: {str(error)[:300]}"
            rows.add(row)
    print(rows.totals())


def attempt(name, how, options, seed):
    if how == "tf2onnx":
        import tf_keras as keras
    else:
        import keras
    model = getattr(keras.applications, name)(weights=None, classifier_activation=None, input_shape=(96, 128, 3))
    for variable, value in zip(model.weights, keras_files.seeded(model.weights, seed)):
        variable.assign(value)
    keras_double.settle(model)
    numbers = np.random.default_rng(5).integers(0, 256, (96, 128, 3), dtype=np.uint8)
    with tempfile.TemporaryDirectory(dir=os.environ.get("SCRATCH")) as folder:
        file, picture = Path(folder) / f"{name}.onnx", Path(folder) / "picture.png"
        Image.fromarray(numbers).save(picture)
        write(model, how, file)
        said = asked.json_of(options.netsmith, "import", file)
        if not said.get("opened"):
            return {"why": said.get("why") or [it["message"] for it in said["findings"] if it["fate"] == "refused"][:3]}
        row = {"params": said["params"], "of": model.count_params(), "layers": said["layers"], "import_seconds": said["seconds"]}
        # 0 to 1 where nobody says otherwise, as they are where the network brings them to its own range.
        values = numbers.astype("float32")[None] * (np.float32(1 / 255) if said["open"]["values"] else np.float32(1))
        expected = np.asarray(keras_double.doubled(keras, model)(values.astype("float64"))).ravel()
        row |= asked.difference(options.netsmith, file, picture, expected)
        row["own"] = off(np.asarray(model(values)).ravel(), expected)
        row["runtime"] = off(by_runtime(file, values), expected)
    return row | {"good": asked.is_near(row)}


def off(found, expected):
    return float(np.abs(found - expected).max() / max(1, np.abs(expected).max()))


def write(model, how, file):
    if how == "tf2onnx":
        import tf2onnx

        tf2onnx.convert.from_keras(model, opset=17, output_path=str(file))
    else:
        # Keras refuses to export what was never called.
        model(np.zeros((1, *model.input_shape[1:]), "float32"))
        model.export(file, format="onnx", verbose=False)


def by_runtime(file, values):
    import onnxruntime

    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: values})[0].astype(np.float64).ravel()


if __name__ == "__main__":
    main()
