"""Opens networks of keras.applications that tf2onnx and Keras itself write as ONNX, and holds the answers against float64.

    python3 benches/exchange/onnx_keras.py --answer target/release/deps/answer-… [--exporters tf2onnx] [--models MobileNet,…]

Every tensor has seeded numbers; networks end before their softmax. tf2onnx writes those of tf_keras, `keras` is what
`model.export(format="onnx")` of Keras 3 gives. Good is what differs by 1e-6 of the largest number, or no more than twice what
onnxruntime is off; exporters fold normalization, so that parameters are fewer.
"""

import argparse
import os
import tempfile
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
import numpy as np

import keras_double
import keras_files
import onnx_compared as compared
import table

EXPORTERS = ("tf2onnx", "keras")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answer", required=True, help="the built bench `answer`")
    parser.add_argument("--exporters", nargs="*", default=EXPORTERS, choices=EXPORTERS)
    parser.add_argument("--models", default=",".join(keras_files.BELOW_10_MILLION))
    parser.add_argument("--json", help="a file that rows are added to")
    options = parser.parse_args()
    rows = []
    for how in options.exporters:
        for name in options.models.split(","):
            row = {"format": f"ONNX of {'tf2onnx' if how == 'tf2onnx' else 'Keras 3'}", "name": name, "good": False}
            try:
                row |= attempt(name, how, options)
            except Exception as error:  # what an exporter cannot write is told
                row["why"] = f"{type(error).__name__}: {str(error)[:300]}"
            rows.append(row)
            table.add(row, options.json)
    print(table.totals(rows))


def attempt(name, how, options):
    if how == "tf2onnx":
        import tf_keras as keras
    else:
        import keras
    model = getattr(keras.applications, name)(weights=None, classifier_activation=None, input_shape=(96, 128, 3))
    for variable, value in zip(model.weights, keras_files.seeded(model.weights)):
        variable.assign(value)
    high = 255 if "Rescaling" in {type(layer).__name__ for layer in model.layers} or name.startswith("EfficientNet") else 1
    values = np.random.default_rng(5).uniform(0, high, (1, 96, 128, 3)).astype("float32")
    expected = np.asarray(keras_double.doubled(keras, model)(values.astype("float64"))).ravel()
    with tempfile.TemporaryDirectory(dir=os.environ.get("SCRATCH")) as folder:
        file = Path(folder) / f"{name}.onnx"
        write(model, how, file)
        said, answers = compared.ask(options.answer, file, values)
        if answers is None:
            return {"why": said.get("refused", said)}
        runtime = compared.difference(by_runtime(file, values), expected)
    worst = compared.difference(answers, expected)
    row = {"worst": worst, "runtime": runtime, "params": said["params"], "of": model.count_params(), "layers": said["layers"]}
    return row | {"good": worst <= max(1e-6, 2 * runtime)}


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
