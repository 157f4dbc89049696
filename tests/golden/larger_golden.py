"""larger.json: layers that make maps larger, in Keras's arithmetic that TensorFlow has in float32 alone or not at all.

Run by itself, with keras 3.15.1 and jax: python larger_golden.py
"""

import os

os.environ["KERAS_BACKEND"] = "jax"
import jax

jax.config.update("jax_enable_x64", True)
import keras
import numpy as np
from keras import layers

import formula
import record
from precision import in_both_precisions

ODD, EVEN = (2, 7, 5, 4), (2, 8, 6, 4)


def cases():
    up = [
        (f"up_sampling_{word}{suffix}", layers.UpSampling2D, {"size": size, "interpolation": word}, shape)
        for word in ("bilinear", "bicubic", "lanczos3", "lanczos5")
        for suffix, size, shape in (("", [2, 3], ODD), ("_of_few_pixels", [3, 2], (1, 2, 3, 2)))
    ]
    transposed = [
        ("valid_1_0", {"kernel_size": [3, 3], "strides": [2, 2], "output_padding": [1, 0]}, ODD),
        ("valid_gaps", {"kernel_size": [2, 1], "strides": [3, 3], "output_padding": [2, 0]}, ODD),
        ("same_odd", {"kernel_size": [3, 3], "strides": [2, 2], "padding": "same", "output_padding": [1, 1]}, ODD),
        ("same_odd_least", {"kernel_size": [3, 5], "strides": [2, 3], "padding": "same", "output_padding": [0, 1]}, EVEN),
        ("same_even", {"kernel_size": [4, 2], "strides": [2, 3], "padding": "same", "output_padding": [1, 2]}, ODD),
        ("same_even_least", {"kernel_size": [4, 2], "strides": [2, 2], "padding": "same", "output_padding": [0, 0]}, EVEN),
        ("dilated", {"kernel_size": [3, 2], "dilation_rate": [2, 3], "output_padding": [0, 0]}, ODD),
    ]
    transposed = [
        (f"transposed_{name}", layers.Conv2DTranspose, {"filters": 3} | config, shape) for name, config, shape in transposed
    ]
    return up + transposed


def case(name, kind, config, input_shape):
    exact, float32 = in_both_precisions(lambda: run(name, kind, config, input_shape))
    written = {"name": name, "type": kind.__name__, "config": config, "input_shape": list(input_shape)}
    return written | {"tensors": record.tensors(exact, float32)}


def run(name, kind, config, input_shape):
    layer = kind(name=name, **config)
    dtype = keras.config.floatx()
    inputs = formula.symmetric(f"{name}/input", input_shape).astype(dtype)
    layer.build(input_shape)
    formula.use(layer)
    weights = [np.asarray(variable) for variable in layer.trainable_variables]
    names = [formula.kind(variable) for variable in layer.trainable_variables]
    outputs = np.asarray(layer(inputs))
    # Its gradient with regard to the outputs is exactly the tensor `<case>/output_gradient`.
    onto = formula.symmetric(f"{name}/output_gradient", outputs.shape).astype(dtype)

    def objective(inputs, weights):
        made, _ = layer.stateless_call(weights, [], inputs)
        return (made * onto).sum()

    of_inputs, of_weights = jax.grad(objective, argnums=(0, 1))(inputs, weights)
    tensors = {f"{name}/output": outputs, f"{name}/input_gradient": np.asarray(of_inputs)}
    for label, gradient in zip(names, of_weights):
        tensors[f"{name}/{label}_gradient"] = np.asarray(gradient)
    return tensors


if __name__ == "__main__":
    record.write("larger.json", [case(*arguments) for arguments in cases()])
