"""What the command line says, for scripts that hold it against other programs."""

import json
import subprocess
import time

import numpy as np

#: Parts of the largest number that is expected, where that is above 1.
TOLERANCE = 1e-6


def is_near(row):
    """Whether an answer is near enough: within the tolerance, or off by no more than twice what the original itself is in
    float32: both round, and neither as the other does. Where that is much, nothing can be said of either."""
    return row.get("worst", 1) <= max(TOLERANCE, min(2 * (row.get("own") or 0), 10 * TOLERANCE))


def json_of(netsmith, *words):
    """The JSON that a command prints with the `seconds` that it took; where it prints none, `why`."""
    started = time.monotonic()
    done = subprocess.run([netsmith, "--json", *map(str, words)], capture_output=True, text=True)
    seconds = round(time.monotonic() - started, 2)
    try:
        said = json.loads(done.stdout)
    except ValueError:
        return {"why": (done.stderr or done.stdout).strip()[-400:], "seconds": seconds}
    return said[0] if isinstance(said, list) else said | {"seconds": seconds}


def difference(netsmith, model, picture, expected):
    """How far `netsmith predict` is from the expected numbers before the last activation."""
    said = json_of(netsmith, "predict", model, picture)
    if "logits" not in said:
        return {"why": said.get("why", said)}
    logits = np.asarray(said["logits"], "float64")
    if logits.shape != np.shape(expected):
        return {"why": f"{logits.shape} numbers, not {np.shape(expected)}"}
    return {"worst": float(np.abs(logits - expected).max() / max(1, np.abs(expected).max()))}
