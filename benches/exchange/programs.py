"""The programs that open what Netsmith writes: each says before its last softmax or sigmoid what a file answers to pictures.

Keras and PyTorch compute in float64, so that a difference is Netsmith's alone; onnxruntime and TensorFlow.js cannot.
"""

import importlib
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
import numpy as np

import keras_double

HERE = Path(__file__).resolve().parent
ENDINGS = {"weights-h5": ".weights.h5", "keras-py": ".py", "torch-py": ".py", "onnx-nhwc": ".nhwc.onnx", "tfjs": "model.json"}


def module_of(path):
    import importlib.util

    spec = importlib.util.spec_from_file_location(re.sub(r"\W", "_", path.stem), path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Keras:
    """Keras 3 on whichever backend, or Keras 2."""

    def __init__(self, name):
        self.keras = importlib.import_module(name)
        if self.keras.config.backend() == "jax" if name == "keras" else False:
            import jax

            jax.config.update("jax_enable_x64", True)
        self.version = f"{'Keras' if name == 'keras' else name} {self.keras.__version__}"

    def model(self, path, form):
        models = self.keras.models
        if form == "json":
            return models.model_from_json(path.read_text())
        if form == "weights-h5":
            model = models.model_from_json(Path(str(path).replace("-weights-h5.weights.h5", "-json.json")).read_text())
            model.load_weights(path)
        elif form == "keras-py":
            model = module_of(path).build()
            model.load_weights(path.with_suffix(".weights.h5"))
        else:
            model = models.load_model(path)
        return model

    def answer(self, path, form, images):
        model = keras_double.without_head(self.keras, keras_double.doubled(self.keras, self.model(path, form)))
        if form == "json":
            return None
        found = model(images.astype("float64"), training=False)
        return found.detach().numpy() if hasattr(found, "detach") else np.asarray(found)


class Torch:
    def __init__(self):
        import torch

        self.torch, self.version = torch, f"PyTorch {torch.__version__}"

    def answer(self, path, form, images):
        if form == "safetensors":
            from safetensors.torch import load_file

            state = load_file(path)
        else:
            state = self.torch.load(path.with_suffix(".pt"), weights_only=True)
        program = path if form == "torch-py" else path.with_name(path.name.replace(f"-{form}.{form}", "-torch-py.py"))
        model = module_of(program).Network()
        model.load_state_dict(state)
        model.double().eval()
        with self.torch.no_grad():
            return model(self.torch.from_numpy(images.transpose(0, 3, 1, 2).copy()).double()).numpy()


class Onnx:
    def __init__(self):
        import onnxruntime

        onnxruntime.set_default_logger_severity(3)
        self.runtime, self.version = onnxruntime, f"onnxruntime {onnxruntime.__version__}"

    def answer(self, path, form, images):
        import onnx

        model = onnx.load(path)
        onnx.checker.check_model(model, full_check=True)
        last = model.graph.node[-1]
        if last.op_type in ("Softmax", "Sigmoid"):
            model.graph.output[0].name = last.input[0]
            del model.graph.node[-1]
        session = self.runtime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
        images = images if form == "onnx-nhwc" else np.ascontiguousarray(images.transpose(0, 3, 1, 2))
        return session.run(None, {session.get_inputs()[0].name: images})[0]


class Browser:
    def __init__(self):
        script = "process.stdout.write(require('@tensorflow/tfjs').version.tfjs)"
        said = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
        self.version = f"TensorFlow.js {said.stdout}"

    def answer(self, path, _form, images):
        with tempfile.NamedTemporaryFile() as numbers:
            np.ascontiguousarray(images, "<f4").tofile(numbers.name)
            done = subprocess.run(["node", HERE / "tfjs.cjs", path, numbers.name], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr[-600:])
        return np.asarray(json.loads(done.stdout))


PROGRAMS = {"keras": lambda: Keras("keras"), "tf_keras": lambda: Keras("tf_keras"), "torch": Torch, "onnx": Onnx, "tfjs": Browser}
