"""initializers.json, regularizers.json: what Keras's initializers make of arrays, and what its regularizers say of them.

Of numbers that are drawn: their mean, standard deviation, smallest and largest one, over eight seeds. `text` is how a setting
of Netsmith says the same, `keras` how Keras writes it into files. Run by itself, with keras 3.15.1 and jax: python
initializers_golden.py
"""

import json
import os

os.environ["KERAS_BACKEND"] = "jax"
import jax

jax.config.update("jax_enable_x64", True)
import numpy as np
from keras import initializers as I
from keras import regularizers as R

import formula
import record

KERNEL, MATRIX, VECTOR = (3, 3, 40, 60), (200, 90), (5000,)


def cases():
    for word in ("glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal"):
        for shape in (KERNEL, MATRIX, VECTOR):
            yield word, lambda seed, word=word: I.deserialize({"class_name": word, "config": {"seed": seed}}), shape
    yield "variance_scaling(0.5, fan_out)", lambda seed: I.VarianceScaling(0.5, "fan_out", seed=seed), KERNEL
    yield "variance_scaling(3, fan_avg, untruncated_normal)", lambda seed: I.VarianceScaling(3.0, "fan_avg", "untruncated_normal", seed), KERNEL
    yield "variance_scaling(2, fan_in, uniform)", lambda seed: I.VarianceScaling(2.0, "fan_in", "uniform", seed), MATRIX
    yield "random_normal", lambda seed: I.RandomNormal(seed=seed), KERNEL
    yield "random_normal(mean=1, stddev=0.02)", lambda seed: I.RandomNormal(1.0, 0.02, seed), KERNEL
    yield "random_uniform", lambda seed: I.RandomUniform(seed=seed), KERNEL
    yield "random_uniform(0.5, 1.5)", lambda seed: I.RandomUniform(0.5, 1.5, seed), VECTOR
    yield "truncated_normal", lambda seed: I.TruncatedNormal(seed=seed), KERNEL
    yield "truncated_normal(-0.5, 0.2)", lambda seed: I.TruncatedNormal(-0.5, 0.2, seed), MATRIX
    yield "orthogonal", lambda seed: I.Orthogonal(seed=seed), KERNEL
    yield "orthogonal(2)", lambda seed: I.Orthogonal(2.0, seed), MATRIX
    yield "zeros", lambda _: I.Zeros(), VECTOR
    yield "ones", lambda _: I.Ones(), VECTOR
    yield "constant(0.25)", lambda _: I.Constant(0.25), KERNEL
    yield "identity", lambda _: I.Identity(), MATRIX
    yield "identity(2)", lambda _: I.Identity(2.0), (20, 30)


def case(text, make, shape):
    values = np.stack([np.asarray(make(seed)(shape), np.float64) for seed in range(8)])
    return {
        "text": text,
        "keras": json.dumps(I.serialize(make(7))),
        "is_seeded": "seed" in make(7).get_config(),
        "shape": list(shape),
        "mean": record.number(values.mean()),
        "deviation": record.number(np.sqrt(((values - values.mean()) ** 2).mean())),
        "least": record.number(values.min()),
        "most": record.number(values.max()),
    }


def regularizers():
    array = formula.symmetric("regularized", (6, 5)).astype("float64")
    yield "array", {"numbers": record.numbers(array)}
    for text, regularizer in (
        ("l1(0.02)", R.L1(0.02)),
        ("l2(0.0005)", R.L2(5e-4)),
        ("l1", R.get("l1")),
        ("l2", R.get("l2")),
        ("l1_l2(l1=0.1, l2=0.2)", R.L1L2(0.1, 0.2)),
    ):
        yield text, {"keras": json.dumps(R.serialize(regularizer)), "cost": record.number(float(regularizer(array)))}


if __name__ == "__main__":
    record.write("initializers.json", [case(*it) for it in cases()])
    record.write("regularizers.json", dict(regularizers()))
