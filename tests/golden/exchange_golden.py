"""exchange/: small networks in the files that Keras 3 and tf_keras write, and what these networks say about a picture.

Run by itself, once for each: `KERAS_BACKEND=jax python exchange_golden.py three` with keras 3.15.1, jax and h5py,
`python exchange_golden.py two` with tensorflow-cpu 2.21.0 and tf_keras 2.21.0. Every weight is drawn from a seeded generator,
since fresh ones (bias 0, mean 0, variance 1) hide faults. Expected are the numbers before the last activation, in float64.
"""

import json
import os
import pathlib
import sys
import zipfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np

GENERATION = sys.argv[1]
if GENERATION == "three":
    import jax
    jax.config.update("jax_enable_x64", True)
    import keras
else:
    import tf_keras as keras
L = keras.layers
HERE = pathlib.Path(__file__).parent / "exchange"


def fill(model, seed=7):
    """Weights that no two layers have alike."""
    random = np.random.default_rng(seed)
    values = []
    for weight in model.weights:
        shape = tuple(weight.shape)
        name = weight.path if hasattr(weight, "path") else weight.name
        if "variance" in name:
            value = random.uniform(0.5, 2.0, shape)
        elif "gamma" in name:
            value = random.uniform(0.5, 1.5, shape)
        elif "count" in name:
            value = np.full(shape, 3)
        elif "kernel" in name:
            value = random.normal(0, np.sqrt(2 / max(1, np.prod(shape[:-1]))), shape)
        else:
            value = random.uniform(-0.5, 0.5, shape)
        values.append(value.astype("float32"))
    model.set_weights(values)
    settle(model)


def settle(model):
    """Normalization computes with what it last knew of its weights, unless it is told."""
    for layer in model.layers:
        if isinstance(layer, L.Normalization):
            layer.finalize_state()


def probe():
    """Models in a model, one of them shared; operators; two batch normalizations in a model, one frozen."""
    picture = L.Input((12, 10, 3), name="picture")
    x = L.Conv2D(4, (3, 2), padding="same", activation="swish", name="conv_a")(picture)
    x = L.BatchNormalization(name="bn_a", epsilon=1e-5)(x)
    x = L.DepthwiseConv2D(3, strides=2, padding="same", depth_multiplier=2, name="depthwise")(x)
    x = L.SeparableConv2D(6, 3, padding="same", name="separable")(x)
    x = L.LeakyReLU(0.25, name="leaky")(x)
    sequence = keras.Sequential(
        [L.Input((6, 5, 6)), L.Conv2D(6, 1, use_bias=False, name="seq_conv"), L.BatchNormalization(name="seq_bn", scale=False), L.ReLU(6.0, name="seq_relu")],
        name="sequence",
    )
    once = sequence(x)
    twice = sequence(once)
    y = once * 2.0 + 0.5
    x = x + y
    inside = L.Input((6, 5, 6), name="inside")
    z = L.BatchNormalization(name="inner_bn_1")(inside)
    z = L.Conv2D(6, 3, padding="same", name="inner_conv", kernel_initializer="he_normal")(z)
    z = L.BatchNormalization(name="inner_bn_2", center=False)(z)
    inner = keras.Model(inside, z, name="inner")
    inner.get_layer("inner_bn_1").trainable = False
    z = inner(twice)
    x = L.Concatenate(name="concatenate")([x, z])
    pooled = L.GlobalAveragePooling2D(keepdims=True, name="pool")(x)
    gate = L.Conv2D(12, 1, activation="sigmoid", name="gate")(pooled)
    x = L.Multiply(name="gated")([x, gate])
    shared = L.Conv2D(12, 1, name="shared", activation=L.LeakyReLU(0.1))
    x = shared(shared(x))
    x = L.PReLU(shared_axes=[1, 2], name="prelu")(x)
    x = L.MaxPooling2D(2, name="pool_2")(x)
    x = L.Flatten(name="flatten")(x)
    x = L.Dropout(0.3, name="dropout")(x)
    return keras.Model(picture, L.Dense(5, activation="softmax", name="logits")(x), name="probe")


def plain():
    """A Sequential that was compiled."""
    model = keras.Sequential(
        [
            L.ZeroPadding2D(((1, 2), (0, 1)), input_shape=(9, 7, 3), name="pad") if GENERATION == "two" else L.Input((9, 7, 3)),
            *([L.ZeroPadding2D(((1, 2), (0, 1)), name="pad")] if GENERATION == "three" else []),
            L.Conv2D(4, 3, kernel_regularizer=keras.regularizers.l2(1e-4), name="conv"),
            L.BatchNormalization(name="bn"),
            L.Activation("elu", name="elu"),
            L.AveragePooling2D(2, padding="same", name="pool"),
            L.Flatten(name="flatten"),
            L.Dense(1, activation="sigmoid", name="logits"),
        ],
        name="plain",
    )
    model.compile(optimizer=keras.optimizers.Adam(0.0025), loss="binary_crossentropy", metrics=["accuracy"])
    return model


def prepared():
    """Pictures from 0 to 255 that the network brings to its own range; statistics given and adapted."""
    picture = L.Input((6, 8, 3), name="picture")
    x = L.Rescaling(1 / 255.0, name="scale")(picture)
    x = L.Normalization(axis=-1, name="adapted")(x)
    x = L.Normalization(axis=-1, mean=[0.1, 0.2, 0.3], variance=[0.5, 1.5, 0.25], name="given")(x)
    x = L.Conv2D(4, 3, name="conv", activation="relu6" if GENERATION == "three" else "relu")(x)
    x = L.GlobalMaxPooling2D(name="pool")(x)
    return keras.Model(picture, L.Dense(3, name="logits")(x), name="prepared")


def heads():
    """Two outputs."""
    picture = L.Input((6, 6, 1), name="picture")
    x = L.Conv2D(3, 3, activation="relu", name="conv")(picture)
    x = L.Flatten(name="flatten")(x)
    sort = L.Dense(4, activation="softmax", name="logits")(x)
    y = L.Dense(5, activation="relu", name="hidden")(x)
    age = L.Dense(1, name="age")(y)
    return keras.Model(picture, [sort, age], name="heads")


def forbidden():
    """What is never read: code, and classes that nobody knows here."""
    picture = L.Input((6, 6, 3), name="picture")
    x = L.Lambda(lambda x: x * 2, name="twice")(picture)
    x = L.Conv2D(3, 3, name="conv")(x)
    x = L.Reshape((16, 3), name="rows")(x)
    x = L.LSTM(4, name="memory")(x)
    return keras.Model(picture, L.Dense(2, name="logits")(x), name="forbidden")


def compute_in(precision):
    """Of all that is built from now on. Keras 3 asks its policy, Keras 2 the type alone."""
    keras.backend.set_floatx(precision)
    keras.mixed_precision.set_global_policy(precision)


def before_the_end(model, pictures):
    """What the layer `logits` makes of its input, without its activation, in float64."""
    compute_in("float64")
    double = BUILDERS[model.name]()
    compute_in("float32")
    double.set_weights([np.asarray(value, "float64") for value in model.get_weights()])
    settle(double)
    layer = double.get_layer("logits")
    until = keras.Model(double.inputs, layer.input)
    kernel, bias = [np.asarray(value) for value in layer.get_weights()]
    return np.asarray(until(np.asarray(pictures, "float64"))) @ kernel + bias


BUILDERS = {"probe": probe, "plain": plain, "prepared": prepared, "heads": heads}


def deflated(path):
    """The same archive, packed: Keras reads both, and the repository is smaller for it."""
    with zipfile.ZipFile(path) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 30, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, 9)


def main():
    HERE.mkdir(exist_ok=True)
    expected = {}
    for name, builder in BUILDERS.items():
        model = builder()
        fill(model)
        low, high = (0, 255) if name == "prepared" else (-1, 1)
        random = np.random.default_rng(3)
        pictures = random.uniform(low, high, (2, *model.input_shape[1:])).astype("float32")
        logits = before_the_end(model, pictures)
        expected[name] = {
            "params": int(sum(np.prod(weight.shape) for weight in model.weights)),
            "shape": list(pictures.shape),
            "pictures": [float(value) for value in pictures.ravel()],
            "logits": [float(value) for value in logits.ravel()],
        }
        model.save(HERE / f"{name}_{GENERATION}.keras")
        deflated(HERE / f"{name}_{GENERATION}.keras")
        model.save(HERE / f"{name}_{GENERATION}.h5")
        if name in ("probe", "plain"):
            model.save_weights(HERE / f"{name}_{GENERATION}.weights.h5")
    (HERE / f"plain_{GENERATION}.json").write_text(BUILDERS["plain"]().to_json())
    (HERE / f"forbidden_{GENERATION}.json").write_text(forbidden().to_json())
    if GENERATION == "two":
        # As TensorFlow 2 keeps weights under a name of the old kind.
        model = probe()
        fill(model)
        model.save_weights(HERE / "probe_two_old.h5")
    if GENERATION == "three":
        keras.mixed_precision.set_global_policy("mixed_float16")
        model = plain()
        fill(model)
        model.save(HERE / "half_three.keras")
        deflated(HERE / "half_three.keras")
    (HERE / f"expected_{GENERATION}.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
