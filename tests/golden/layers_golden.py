"""layers.json: the arithmetic of single layers where frameworks differ, with the gradient of every input and weight."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

import formula
import record
from precision import in_both_precisions

ODD, EVEN = (2, 7, 5, 4), (2, 8, 6, 4)
# Where activations bend, saturate or overflow when written carelessly.
SPECIAL_INPUTS = [-100.0, -20.0, -5.0, -1.0, -0.5, -1e-3, 0.0, 1e-3, 0.5, 1.0, 5.0, 20.0, 100.0]
ACTIVATIONS = ["elu", "gelu", "leaky_relu", "linear", "relu", "sigmoid", "silu", "softmax", "tanh"]


def write_all():
    record.write("layers.json", [case(*arguments) for arguments in convolutions() + poolings() + others()] + activations())


def convolutions():
    conv = layers.Conv2D
    return [
        ("conv_valid", conv, {"filters": 3, "kernel_size": [3, 2]}, ODD),
        ("conv_valid_stride_2_leaves_a_rest", conv, {"filters": 3, "kernel_size": [3, 3], "strides": [2, 2]}, EVEN),
        ("conv_same_stride_2_odd", conv, {"filters": 3, "kernel_size": [3, 3], "strides": [2, 2], "padding": "same"}, ODD),
        ("conv_same_stride_2_even", conv, {"filters": 3, "kernel_size": [3, 3], "strides": [2, 2], "padding": "same"}, EVEN),
        ("conv_same_even_kernel", conv, {"filters": 3, "kernel_size": [4, 2], "padding": "same"}, ODD),
        ("conv_same_stride_3_kernel_2", conv, {"filters": 3, "kernel_size": [2, 2], "strides": [3, 3], "padding": "same"}, EVEN),
        ("conv_same_dilated", conv, {"filters": 3, "kernel_size": [3, 3], "dilation_rate": [2, 2], "padding": "same"}, EVEN),
        ("conv_valid_dilated", conv, {"filters": 3, "kernel_size": [2, 2], "dilation_rate": [3, 2]}, ODD),
        ("conv_groups", conv, {"filters": 6, "kernel_size": [3, 3], "groups": 2, "padding": "same"}, ODD),
        ("conv_depthwise_stride_2", conv, {"filters": 4, "kernel_size": [3, 3], "strides": [2, 2], "groups": 4}, EVEN),
        ("conv_1x1_stride_2_without_bias", conv, {"filters": 5, "kernel_size": [1, 1], "strides": [2, 2], "use_bias": False}, ODD),
    ]


def poolings():
    sizes = [
        ("valid", {"pool_size": [2, 2]}, ODD),
        ("valid_3x3_stride_2", {"pool_size": [3, 3], "strides": [2, 2]}, EVEN),
        ("same_odd", {"pool_size": [2, 2], "padding": "same"}, ODD),
        ("same_3x3_stride_2_odd", {"pool_size": [3, 3], "strides": [2, 2], "padding": "same"}, ODD),
        ("same_3x3_stride_2_even", {"pool_size": [3, 3], "strides": [2, 2], "padding": "same"}, EVEN),
        ("same_3x2_stride_1", {"pool_size": [3, 2], "strides": [1, 1], "padding": "same"}, EVEN),
    ]
    kinds = [("max_pool", layers.MaxPooling2D), ("average_pool", layers.AveragePooling2D)]
    return [(f"{prefix}_{name}", kind, config, shape) for prefix, kind in kinds for name, config, shape in sizes]


def others():
    return [
        ("global_max_pool", layers.GlobalMaxPooling2D, {}, ODD),
        ("global_average_pool", layers.GlobalAveragePooling2D, {}, ODD),
        ("zero_padding_asymmetric", layers.ZeroPadding2D, {"padding": [[1, 0], [2, 3]]}, (1, 3, 2, 2)),
        ("flatten_is_row_major", layers.Flatten, {}, (2, 3, 2, 2)),
        ("dense", layers.Dense, {"units": 4}, (3, 5)),
        ("dense_relu", layers.Dense, {"units": 4, "activation": "relu"}, (3, 5)),
        ("batch_norm_training", layers.BatchNormalization, {}, ODD, True),
        ("batch_norm_inference", layers.BatchNormalization, {}, ODD, False),
        ("batch_norm_training_one_position", layers.BatchNormalization, {"momentum": 0.9, "epsilon": 1e-5}, (5, 3), True),
    ]


def case(name, kind, config, input_shape, training=None):
    exact, float32 = in_both_precisions(lambda: run(name, kind, config, input_shape, training))
    written = {"name": name, "type": kind.__name__, "config": config, "input_shape": list(input_shape)}
    if training is not None:
        written["training"] = training
    return written | {"tensors": record.tensors(exact, float32)}


def run(name, kind, config, input_shape, training):
    layer = kind(name=name, **config)
    layer.build(input_shape)
    formula.use(layer)
    inputs = tf.cast(formula.symmetric(f"{name}/input", input_shape), keras.config.floatx())
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        outputs = layer(inputs, training=training) if training is not None else layer(inputs)
        # Its gradient with regard to the outputs is exactly the tensor `<case>/output_gradient`.
        objective = tf.reduce_sum(outputs * output_gradient(name, outputs))
    variables = {variable.name: variable for variable in layer.trainable_weights}
    gradients = tape.gradient(objective, [inputs] + [variable.value for variable in variables.values()])
    tensors = {f"{name}/output": outputs.numpy()}
    for label, gradient in zip(["input", *variables], gradients):
        tensors[f"{name}/{label}_gradient"] = gradient.numpy()
    if training:
        tensors |= {f"{name}/new_{variable.name}": variable.numpy() for variable in layer.non_trainable_weights}
    return tensors


def output_gradient(name, outputs):
    return tf.cast(formula.symmetric(f"{name}/output_gradient", tuple(outputs.shape)), outputs.dtype)


def activations():
    """Every value is written out. Softmax runs over the last axis, the others are element by element."""
    return [activation_case(name) for name in ACTIVATIONS]


def activation_case(name):
    exact, float32 = in_both_precisions(lambda: run_activation(name))
    return {
        "name": f"activation_{name}",
        "type": "Activation",
        "config": {"activation": name},
        "inputs": SPECIAL_INPUTS,
        "outputs": record.numbers(exact["outputs"]),
        "float32_outputs": record.numbers(float32["outputs"]),
        "input_gradients": record.numbers(exact["input_gradients"]),
        "float32_input_gradients": record.numbers(float32["input_gradients"]),
    }


def run_activation(name):
    inputs = tf.cast(np.float32([SPECIAL_INPUTS]), keras.config.floatx())
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        outputs = layers.Activation(name)(inputs)
        objective = tf.reduce_sum(outputs * output_gradient(f"activation_{name}", outputs))
    return {"outputs": outputs.numpy(), "input_gradients": tape.gradient(objective, inputs).numpy()}
