"""layers.json: the arithmetic of single layers where frameworks differ, with the gradient of every input and weight."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from keras.src.applications.convnext import LayerScale
from keras.src.applications.inception_resnet_v2 import CustomScaleLayer

import formula
import record
from precision import in_both_precisions

ODD, EVEN = (2, 7, 5, 4), (2, 8, 6, 4)
# Where activations bend, saturate or overflow when written carelessly.
SPECIAL_INPUTS = [-100.0, -20.0, -5.0, -1.0, -0.5, -1e-3, 0.0, 1e-3, 0.5, 1.0, 5.0, 20.0, 100.0]
ACTIVATIONS = ["elu", "gelu", "leaky_relu", "linear", "relu", "sigmoid", "silu", "softmax", "tanh"]
ACTIVATIONS += ["exponential", "gelu_approximate", "hard_sigmoid", "hard_silu", "log_softmax", "mish", "relu6", "selu", "softplus", "softsign"]
# Those that Keras has no name for, and no number beyond float32's range.
FUNCTIONS = {"gelu_approximate": lambda x: keras.activations.gelu(x, approximate=True)}
LARGEST_INPUTS = {"exponential": 20.0}


def write_all():
    plain = [case(*arguments) for arguments in convolutions() + poolings() + others()]
    named = [case(**arguments) for arguments in more_convolutions() + settings() + shapes() + normalizations() + merges()]
    record.write("layers.json", plain + named + activations())


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


def more_convolutions():
    depthwise, separable, transposed = layers.DepthwiseConv2D, layers.SeparableConv2D, layers.Conv2DTranspose
    return [
        named("conv_relu", layers.Conv2D, {"filters": 3, "kernel_size": [3, 3], "activation": "relu"}, ODD),
        named("depthwise_valid", depthwise, {"kernel_size": [3, 2]}, ODD),
        named("depthwise_same_stride_2_odd", depthwise, {"kernel_size": [3, 3], "strides": [2, 2], "padding": "same"}, ODD),
        named("depthwise_same_stride_2_even", depthwise, {"kernel_size": [3, 3], "strides": [2, 2], "padding": "same"}, EVEN),
        named("depthwise_twice_as_many", depthwise, {"kernel_size": [3, 3], "depth_multiplier": 2, "activation": "relu6"}, ODD),
        named("depthwise_dilated", depthwise, {"kernel_size": [3, 3], "dilation_rate": [2, 2], "padding": "same"}, EVEN),
        named("depthwise_wide_without_bias", depthwise, {"kernel_size": [5, 5], "padding": "same", "use_bias": False}, (2, 7, 5, 83)),
        named("separable_same", separable, {"filters": 3, "kernel_size": [3, 3], "padding": "same"}, ODD),
        named("separable_stride_2_twice", separable, {"filters": 3, "kernel_size": [3, 3], "strides": [2, 2], "depth_multiplier": 2}, EVEN),
        named("separable_relu_without_bias", separable, {"filters": 6, "kernel_size": [2, 3], "activation": "relu", "use_bias": False}, ODD),
        named("transposed_valid", transposed, {"filters": 3, "kernel_size": [3, 2]}, ODD),
        named("transposed_valid_stride_2", transposed, {"filters": 3, "kernel_size": [3, 3], "strides": [2, 2]}, ODD),
        named("transposed_same_stride_2", transposed, {"filters": 3, "kernel_size": [3, 3], "strides": [2, 2], "padding": "same"}, ODD),
        named("transposed_same_even_kernel", transposed, {"filters": 2, "kernel_size": [4, 4], "strides": [2, 2], "padding": "same"}, EVEN),
        named("transposed_gaps", transposed, {"filters": 2, "kernel_size": [2, 1], "strides": [3, 3], "activation": "tanh"}, ODD),
    ]


def settings():
    per_channel = [0.5, 0.25, -2.0, 1.5]
    return [
        named("relu_capped", layers.ReLU, {"max_value": 0.5}, ODD),
        named("relu_sloped", layers.ReLU, {"max_value": 0.75, "negative_slope": 0.25, "threshold": 0.1}, ODD),
        named("leaky_relu", layers.LeakyReLU, {"negative_slope": 0.1}, ODD),
        named("elu_layer", layers.ELU, {"alpha": 0.5}, ODD),
        named("prelu", layers.PReLU, {}, ODD),
        named("prelu_shared", layers.PReLU, {"shared_axes": "1, 2"}, ODD, keras_config={"shared_axes": [1, 2]}),
        named("prelu_vector", layers.PReLU, {}, (3, 5)),
        named("softmax_layer", layers.Softmax, {}, ODD),
        named("rescaling", layers.Rescaling, {"scale": 0.125, "offset": -1.0}, ODD),
        named("rescaling_per_channel", layers.Rescaling, {"scale": per_channel, "offset": 0.5}, ODD),
        named("normalization_given", layers.Normalization, {"mean": per_channel, "variance": [0.25, 0.0625, 0.5, 2.0]}, ODD),
        named("normalization_given_once", layers.Normalization, {"mean": 0.5, "variance": 0.25}, ODD),
        named("normalization_inverted", layers.Normalization, {"mean": 0.5, "variance": 0.25, "invert": True}, ODD),
        named("normalization_adapted", layers.Normalization, {}, ODD),
        named("layer_scale", LayerScale, {"init_values": 0.5}, ODD, keras_config={"init_values": 0.5, "projection_dim": 4}),
        named("identity", layers.Identity, {}, ODD),
    ]


def shapes():
    return [
        named("global_max_pool_kept", layers.GlobalMaxPooling2D, {"keepdims": True}, ODD),
        named("global_average_pool_kept", layers.GlobalAveragePooling2D, {"keepdims": True}, ODD),
        named("reshape", layers.Reshape, {"target_shape": [5, -1, 4]}, ODD),
        named("permute", layers.Permute, {"dims": [3, 1, 2]}, ODD),
        named("cropping", layers.Cropping2D, {"cropping": [[1, 0], [2, 1]]}, ODD),
        named("up_sampling", layers.UpSampling2D, {"size": [2, 3]}, ODD),
        named("up_sampling_bilinear", layers.UpSampling2D, {"size": [2, 3], "interpolation": "bilinear"}, ODD),
    ]


def normalizations():
    batch, layer, group = layers.BatchNormalization, layers.LayerNormalization, layers.GroupNormalization
    return [
        named("batch_norm_without_scale", batch, {"scale": False}, ODD, training=True),
        named("batch_norm_without_center", batch, {"center": False}, ODD, training=True),
        named("batch_norm_bare", batch, {"scale": False, "center": False}, ODD, training=True),
        named("batch_norm_without_scale_at_rest", batch, {"scale": False}, ODD, training=False),
        named("layer_norm", layer, {"epsilon": 1e-6}, ODD),
        named("layer_norm_without_scale", layer, {"scale": False}, ODD),
        named("layer_norm_vector", layer, {}, (3, 5)),
        named("group_norm", group, {"groups": 2}, ODD),
        named("group_norm_of_each", group, {"groups": -1, "center": False}, ODD),
        named("unit_norm", layers.UnitNormalization, {}, ODD),
    ]


def merges():
    """Layers with two inputs: the first is the input, the second its tanh, or the mean of each of its channels."""
    kinds = [layers.Multiply, layers.Average, layers.Maximum, layers.Minimum, layers.Subtract]
    cases = [named(kind.__name__.lower(), kind, {}, ODD, second="tanh") for kind in kinds]
    cases.append(named("multiply_by_a_pixel", layers.Multiply, {}, ODD, second="pixel"))
    cases.append(named("maximum_with_a_pixel", layers.Maximum, {}, ODD, second="pixel"))
    cases.append(named("custom_scale", CustomScaleLayer, {"scale": 0.17}, ODD, second="tanh"))
    return cases


def named(name, kind, config, input_shape, **others):
    return {"name": name, "kind": kind, "config": config, "input_shape": input_shape} | others


def case(name, kind, config, input_shape, training=None, keras_config=None, second=None):
    keras_config = config if keras_config is None else keras_config
    exact, float32 = in_both_precisions(lambda: run(name, kind, keras_config, input_shape, training, second))
    written = {"name": name, "type": kind.__name__, "config": config, "input_shape": list(input_shape)}
    if training is not None:
        written["training"] = training
    if second is not None:
        written["second"] = second
    return written | {"tensors": record.tensors(exact, float32)}


SECOND_INPUTS = {"tanh": tf.tanh, "pixel": lambda x: tf.reduce_mean(x, [1, 2], keepdims=True)}


def run(name, kind, config, input_shape, training, second):
    layer = kind(name=name, **config)
    inputs = tf.cast(formula.symmetric(f"{name}/input", input_shape), keras.config.floatx())
    if second is None:
        layer.build(input_shape)
    formula.use(layer)
    if hasattr(layer, "finalize_state"):
        layer.finalize_state()
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        given = inputs if second is None else [inputs, SECOND_INPUTS[second](inputs)]
        outputs = layer(given, training=training) if training is not None else layer(given)
        # Its gradient with regard to the outputs is exactly the tensor `<case>/output_gradient`.
        objective = tf.reduce_sum(outputs * output_gradient(name, outputs))
    variables = {formula.kind(variable): variable for variable in layer.trainable_weights}
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
    inputs = [value for value in SPECIAL_INPUTS if value <= LARGEST_INPUTS.get(name, 100.0)]
    exact, float32 = in_both_precisions(lambda: run_activation(name, inputs))
    return {
        "name": f"activation_{name}",
        "type": "Activation",
        "config": {"activation": name},
        "inputs": inputs,
        "outputs": record.numbers(exact["outputs"]),
        "float32_outputs": record.numbers(float32["outputs"]),
        "input_gradients": record.numbers(exact["input_gradients"]),
        "float32_input_gradients": record.numbers(float32["input_gradients"]),
    }


def run_activation(name, inputs):
    inputs = tf.cast(np.float32([inputs]), keras.config.floatx())
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        outputs = layers.Activation(FUNCTIONS.get(name, name))(inputs)
        objective = tf.reduce_sum(outputs * output_gradient(f"activation_{name}", outputs))
    return {"outputs": outputs.numpy(), "input_gradients": tape.gradient(objective, inputs).numpy()}
