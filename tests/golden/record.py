"""How tensors are written down: norm, sum and samples, from a float64 run, with float32's own distance beside them."""

import json
from pathlib import Path

import numpy as np

from formula import sample_indices

FOLDER = Path(__file__).parent


def tensor(name, exact, float32=None):
    """`exact` comes from Keras in float64; `float32` from the same call in float32, to tell what tolerance is fair."""
    exact = np.asarray(exact, np.float64)
    flat = exact.ravel()
    indices = sample_indices(name, flat.size)
    written = {
        "shape": list(exact.shape),
        "l2_norm": number(np.linalg.norm(flat)),
        "sum": number(flat.sum()),
        "indices": indices,
        "values": [number(flat[index]) for index in indices],
    }
    if float32 is not None:
        distance = np.linalg.norm(np.asarray(float32, np.float64).ravel() - flat)
        written["float32_distance"] = float(f"{distance:.2e}")
    return written


def tensors(exact, float32):
    return {name: tensor(name, exact[name], float32[name]) for name in exact}


def number(value):
    """Nine digits tell any two float32 apart."""
    return float(f"{float(value):.9g}")


def numbers(values):
    return [number(value) for value in np.asarray(values, np.float64).ravel()]


def write(file_name, content):
    """One tensor a line: small enough to commit, and a difference between two versions can be read."""
    path = FOLDER / file_name
    path.write_text(dumps(content) + "\n", encoding="utf-8")
    print(f"{file_name}: {path.stat().st_size} bytes")


def dumps(value, depth=0):
    """Objects of objects and lists of objects are broken into lines; everything else stays on one."""
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    if not any(isinstance(child, dict) for child in children):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    inner, outer = "\n" + " " * (depth + 1), "\n" + " " * depth
    if isinstance(value, dict):
        lines = [f"{json.dumps(key, ensure_ascii=False)}: {dumps(child, depth + 1)}" for key, child in value.items()]
        return "{" + inner + ("," + inner).join(lines) + outer + "}"
    return "[" + inner + ("," + inner).join(dumps(child, depth + 1) for child in value) + outer + "]"
