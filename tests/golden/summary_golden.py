"""summary_happy_model.json and summary_resnet50.json: what `model.summary()` says, layer by layer."""

import json

import keras
import numpy as np

from course_models import happy_model, resnet50
from record import FOLDER


def write_all():
    # Built one after the other, so that the names that Keras numbers by itself go on counting.
    keras.backend.clear_session()
    for file_name, model in [("summary_happy_model.json", happy_model()), ("summary_resnet50.json", resnet50())]:
        (FOLDER / file_name).write_text(json.dumps(summary(model), indent=1), encoding="utf-8")


def summary(model):
    total, trainable = model.count_params(), count(model.trainable_weights)
    return {
        "model": model.name,
        "layers": [row(layer) for layer in model.layers],
        "total": total,
        "trainable": trainable,
        "non_trainable": total - trainable,
    }


def row(layer):
    """Shapes leave the batch axis out."""
    inputs = layer.input if isinstance(layer.input, list) else [layer.input]
    is_input = isinstance(layer, keras.layers.InputLayer)
    return {
        "name": layer.name,
        "type": type(layer).__name__,
        "output_shape": list(layer.output.shape[1:]),
        "params": layer.count_params(),
        "trainable": count(layer.trainable_weights),
        "inputs": [] if is_input else [tensor._keras_history.operation.name for tensor in inputs],
    }


def count(weights):
    return int(sum(np.prod(weight.shape) for weight in weights))
