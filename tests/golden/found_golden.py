"""found.json: the pictures of a small data set that excite each channel of a layer most, and those most like another
picture to the last hidden layer. Run by itself (pip install keras==3.15.1 jax==0.10.2 numpy)."""

import os

os.environ.update(KERAS_BACKEND="jax", JAX_ENABLE_X64="1")

import keras
import numpy as np
from keras.layers import Activation, Add, BatchNormalization, Conv2D, Dense, GlobalAveragePooling2D, MaxPooling2D

import formula
import record

COUNT, SHAPE = 40, (16, 16, 3)
FOR_CHANNEL, NEIGHBORS = 6, 12
# A convolution, what follows the shortcut, a vector, and the probabilities themselves.
LAYERS = ["conv_a", "relu_b", "average", "classes"]
HIDDEN = "average"
# Float32 must not change any order: neighbors in a list differ by more than it can.
LEAST_GAP = 2e-6


def small_residual():
    """The network of explain_golden.py."""
    image = keras.Input(SHAPE, name="image")
    x = Conv2D(8, 3, padding="same", name="conv_a")(image)
    x = BatchNormalization(name="bn_a")(x)
    x = Activation("relu", name="relu_a")(x)
    shortcut = x = MaxPooling2D(2, name="pool")(x)
    x = Conv2D(8, 3, padding="same", use_bias=False, name="conv_b")(x)
    x = BatchNormalization(name="bn_b")(x)
    x = Add(name="add")([x, shortcut])
    x = Activation("relu", name="relu_b")(x)
    x = GlobalAveragePooling2D(name="average")(x)
    return keras.Model(image, Dense(4, activation="softmax", name="classes")(x))


def pictures(name, count):
    """Bytes: noise, in each channel of each picture between other bounds, so that pictures differ in more than noise."""
    noise = formula.unit(f"{name}/noise", (count, *SHAPE)).astype(np.float64)
    strength = formula.unit(f"{name}/strength", (count, 1, 1, 3)).astype(np.float64)
    return np.floor(256 * noise * strength)


def write_all():
    keras.config.set_floatx("float64")
    model = small_residual()
    formula.use(model)
    data, asked = pictures("found/data", COUNT) / 255, pictures("found/asked", 1) / 255
    exciting = [{"layer": layer, "channels": excited(outputs(model, layer, data))} for layer in LAYERS]
    nearest = like(outputs(model, HIDDEN, asked)[0], outputs(model, HIDDEN, data))
    record.write("found.json", {"count": COUNT, "exciting": exciting, "nearest": nearest})


def outputs(model, layer, images):
    return keras.ops.convert_to_numpy(keras.Model(model.input, model.get_layer(layer).output)(images, training=False))


def excited(maps):
    """By the largest number anywhere in a channel's map."""
    largest = maps.reshape(len(maps), -1, maps.shape[-1]).max(axis=1)
    return [best(largest[:, channel], FOR_CHANNEL) for channel in range(maps.shape[-1])]


def like(own, others):
    """By the cosine of the angle between what the layer gives for both."""
    own, others = own.ravel(), others.reshape(len(others), -1)
    cosines = others @ own / (np.linalg.norm(others, axis=1) * np.linalg.norm(own))
    return best(cosines, NEIGHBORS)


def best(values, count):
    order = np.argsort(-values, kind="stable")[: count + 1]
    gaps = -np.diff(values[order])
    assert (gaps > LEAST_GAP).all(), gaps
    order = order[:count]
    return {"images": [int(image) for image in order], "values": record.numbers(values[order])}


if __name__ == "__main__":
    write_all()
