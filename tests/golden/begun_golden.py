"""exchange/begun_*, expected_begun_*: a network in which every array that can begin and cost something does, as Keras 3 and tf_keras write it.

Run by itself, once for each, as exchange_golden.py says: `KERAS_BACKEND=jax python begun_golden.py three`, `python
begun_golden.py two`. Beside what the network says of pictures stands `losses`, what its regularizers say of its weights.
"""

import json

import numpy as np

from exchange_golden import BUILDERS, GENERATION, HERE, L, before_the_end, deflated, fill, keras

I, R = keras.initializers, keras.regularizers


def begun():
    picture = L.Input((7, 5, 3), name="picture")
    x = L.Conv2D(
        6, 3, padding="same", activation="relu", name="conv",
        kernel_initializer=I.TruncatedNormal(stddev=0.02, seed=7), bias_initializer=I.Constant(0.1),
        kernel_regularizer=R.L2(5e-4), bias_regularizer=R.L1(0.01),
    )(picture)
    x = L.BatchNormalization(
        name="bn", beta_initializer=I.RandomNormal(0.5, 0.1), gamma_initializer="zeros", moving_mean_initializer="ones",
        moving_variance_initializer=I.Constant(2.0), beta_regularizer=R.L1(1e-3), gamma_regularizer=R.L1L2(0.001, 0.002),
    )(x)
    x = L.DepthwiseConv2D(
        3, name="depthwise", depthwise_initializer=I.RandomUniform(-0.1, 0.3), depthwise_regularizer="l2", bias_regularizer="l2",
    )(x)
    x = L.LayerNormalization(name="ln", gamma_regularizer=R.L2(0.01), beta_initializer="ones")(x)
    x = L.Conv2DTranspose(
        5, 3, strides=2, padding="same", output_padding=(1, 0), name="larger",
        kernel_initializer=I.VarianceScaling(0.5, "fan_out", "uniform"), bias_initializer="ones",
    )(x)
    x = L.UpSampling2D(2, interpolation="bicubic" if GENERATION == "three" else "bilinear", name="up")(x)
    x = L.SeparableConv2D(
        4, 3, name="separable", depthwise_initializer="orthogonal", pointwise_initializer=I.Orthogonal(2.0, seed=3),
        depthwise_regularizer=R.L2(0.003), pointwise_regularizer=R.L1(0.002),
    )(x)
    x = L.PReLU(name="prelu", shared_axes=[1, 2], alpha_initializer=I.Constant(0.25), alpha_regularizer=R.L2(0.05))(x)
    x = L.GlobalAveragePooling2D(name="pool")(x)
    x = L.Dense(4, name="square", kernel_initializer=I.Identity(0.5), kernel_regularizer=R.L1L2(0.01, 0.02))(x)
    x = L.Dense(3, activation="softmax", name="logits", kernel_initializer="lecun_normal", activity_regularizer=R.L2(0.1))(x)
    return keras.Model(picture, x, name="begun")


def main():
    BUILDERS["begun"] = begun
    model = begun()
    fill(model)
    pictures = np.random.default_rng(3).uniform(-1, 1, (2, *model.input_shape[1:])).astype("float32")
    logits = before_the_end(model, pictures)
    # Those of the weights alone: what the activity costs comes with a batch.
    losses = [float(loss) for loss in regularizer_losses(model)]
    if GENERATION == "three":
        assert abs(sum(losses) - float(sum(model.losses))) < 1e-5, (losses, model.losses)
    model.save(HERE / f"begun_{GENERATION}.keras")
    deflated(HERE / f"begun_{GENERATION}.keras")
    model.save(HERE / f"begun_{GENERATION}.h5")
    expected = {
        "params": int(sum(np.prod(weight.shape) for weight in model.weights)),
        "shape": list(pictures.shape),
        "pictures": [float(value) for value in pictures.ravel()],
        "logits": [float(value) for value in logits.ravel()],
        "losses": sum(losses),
    }
    (HERE / f"expected_begun_{GENERATION}.json").write_text(json.dumps({"begun": expected}, separators=(",", ":")) + "\n")


def regularizer_losses(model):
    """What each regularizer that stands in a layer's settings says of the array that it is for."""
    for layer in model.layers:
        for array in ("kernel", "bias", "gamma", "beta", "alpha", "depthwise", "pointwise"):
            regularizer = getattr(layer, f"{array}_regularizer", None)
            weight = getattr(layer, array, None)
            if weight is None:
                weight = getattr(layer, f"{array}_kernel", None)
            if weight is None and array == "depthwise":
                weight = getattr(layer, "kernel", None)
            if regularizer is not None and weight is not None:
                yield regularizer(np.asarray(weight, "float64").astype("float32"))


if __name__ == "__main__":
    main()
