"""Every weight, picture and gradient fed to a golden model: a function of a tensor's name and nothing else.

README.md states the same formula for readers in Rust; the two must change together.
"""

import numpy as np

SAMPLES_PER_TENSOR = 64


def hash32(name, count):
    """One 32-bit hash per index: FNV-1a of the name as seed, MurmurHash3's finalizer over seed + index · golden ratio."""
    seed = 0x811C9DC5
    for byte in name.encode():
        seed = ((seed ^ byte) * 0x01000193) & 0xFFFFFFFF
    with np.errstate(over="ignore"):
        h = np.uint32(seed) + np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B9)
        h = (h ^ (h >> np.uint32(16))) * np.uint32(0x85EBCA6B)
        h = (h ^ (h >> np.uint32(13))) * np.uint32(0xC2B2AE35)
        return h ^ (h >> np.uint32(16))


def unit(name, shape):
    """Float32 in [0, 1): the upper 24 bits, so that every value is exact. Flat index in row-major order."""
    count = int(np.prod(shape))
    upper = (hash32(name, count) >> np.uint32(8)).astype(np.float32)
    return (upper * np.float32(2.0**-24)).reshape(shape)


def symmetric(name, shape):
    """Float32 in [-1, 1), exact as well."""
    return unit(name, shape) * np.float32(2) - np.float32(1)


# Centres of gamma and beta by the end of a layer's name; `bn0` and `bn_conv1` get 1 and 0. Inside ResNet50's blocks these
# keep ReLUs off their kink: with 1 and 0 everywhere, rounding alone flips enough of them in training mode that Keras's own
# float32 gradients are off by 1 %, which would hide real errors.
BATCH_NORM_CENTRES = {"branch2a": (1, 2), "branch2b": (1, 2), "branch2c": (0.05, 0.05), "branch1": (0.5, 0.75)}


def weight(name, shape):
    """The weight called `<layer>/<kind>`; every operation is rounded to float32."""
    layer, kind = name.rsplit("/", 1)
    gamma, beta = BATCH_NORM_CENTRES.get(layer.rsplit("_", 1)[-1], (1, 0))
    values = symmetric(name, shape)
    if kind.endswith("kernel"):
        return values * glorot_limit(shape)
    tenth = np.float32(0.1) * values
    match kind:
        case "bias" | "moving_mean" | "mean" | "alpha":
            return tenth
        case "beta":
            return tenth + np.float32(beta)
        case "gamma":
            return (tenth + np.float32(1)) * np.float32(gamma)
        case "moving_variance" | "variance":
            return tenth + np.float32(1)
    raise ValueError(f"expected a kind of weight that the formula knows, found {name}")


def glorot_limit(shape):
    """Keras's GlorotUniform limit √(6 / (fan_in + fan_out)), computed in float64, rounded once to float32."""
    receptive_field = int(np.prod(shape[:-2]))
    fan_in, fan_out = shape[-2] * receptive_field, shape[-1] * receptive_field
    return np.float32(np.sqrt(6.0 / (fan_in + fan_out)))


def sample_indices(name, count):
    """All indices of a small tensor, else 64 drawn from `<name>#samples`, sorted; duplicates may occur."""
    if count <= SAMPLES_PER_TENSOR:
        return list(range(count))
    hashes = hash32(f"{name}#samples", SAMPLES_PER_TENSOR)
    return sorted(int(h) * count >> 32 for h in hashes)


def use(layer_or_model):
    """Gives every weight of a built layer, or of each layer of a model, its value."""
    for layer in getattr(layer_or_model, "layers", [layer_or_model]):
        for variable in layer.weights:
            # How many numbers a normalization was adapted to: nothing is computed with it.
            if kind(variable) != "count":
                variable.assign(weight(f"{layer.name}/{kind(variable)}", variable.shape))


def kind(variable):
    """What a weight is called; keras.applications' LayerScale gives its factors no name."""
    return "gamma" if variable.name == "variable" else variable.name
