"""A network of Keras's computing in float64, and without its last function: what single precision is held against."""

import contextlib
import json

import numpy as np


def doubled(keras, model):
    """The same network in float64. Only TensorFlow computes all of it so: elsewhere Keras 3 normalizes in float32."""
    config = named(json.loads(json.dumps(model.get_config()).replace('"float32"', '"float64"')))
    # Keras before 3.15 leaves it out of what it says of a layer.
    for layer in config["layers"]:
        if layer["class_name"] == "Conv2DTranspose":
            layer["config"]["output_padding"] = model.get_layer(layer["config"]["name"]).output_padding
    keras.backend.set_floatx("float64")
    double = type(model).from_config(config)
    keras.backend.set_floatx("float32")
    double.set_weights([np.asarray(it, "float64") for it in model.get_weights()])
    settle(double)
    return double


@contextlib.contextmanager
def depthwise_as_such(keras, precision):
    """In float64, a convolution with a group for each channel, which Keras 3 has XLA compute for hours, by the operation that
    TensorFlow has for it."""
    if precision != "float64" or keras.__name__ != "keras" or keras.backend.backend() != "tensorflow":
        yield
        return
    import tensorflow as tf
    from keras.src.backend import nn

    usual = nn.conv

    def conv(inputs, kernel, strides=1, padding="valid", *more, **others):
        height, width, of_each, channels = kernel.shape
        if of_each != 1 or channels != inputs.shape[-1] or strides not in (1, (1, 1)) or padding != "same":
            return usual(inputs, kernel, strides, padding, *more, **others)
        kernel = tf.reshape(kernel, (height, width, channels, 1))
        return tf.nn.depthwise_conv2d(inputs, kernel, (1, 1, 1, 1), "SAME")

    nn.conv = conv
    try:
        yield
    finally:
        nn.conv = usual


def settle(model):
    """Normalization computes with what it last knew of its weights, unless it is told."""
    for layer in model.layers:
        if type(layer).__name__ == "Normalization":
            layer.finalize_state()


def named(config):
    """A configuration by names that are read: tf_keras writes some functions as objects that it does not read, and Keras 3.3 an
    initializer by a name that it does not know."""
    if isinstance(config, dict):
        if config.get("class_name") == "function":
            return config["config"].removesuffix("_v2")
        if config.get("class_name") == "IdentityInitializer":
            config = config | {"class_name": "Identity"}
        return {key: named(value) for key, value in config.items()}
    return [named(value) for value in config] if isinstance(config, list) else config


def without_head(keras, model):
    """The network up to the numbers before its last softmax or sigmoid."""
    last = model.layers[-1]
    if type(last).__name__ in ("Activation", "Softmax"):
        return keras.Model(model.inputs, model.layers[-2].output)
    if getattr(last, "activation", None) is not None and last.activation.__name__ in ("softmax", "sigmoid"):
        last.activation = keras.activations.linear
    return model
