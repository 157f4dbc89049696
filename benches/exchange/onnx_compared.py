"""What the bench `answer` says of a file, and how far its answer is from another one."""

import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np


def ask(program, file, numbers, *exported):
    """What is told of a file, and its network's answer to these numbers, channels last; `exported` is where it is written again."""
    with tempfile.TemporaryDirectory() as scratch:
        given, answers = Path(scratch) / "numbers", Path(scratch) / "answers"
        np.ascontiguousarray(numbers, "<f4").tofile(given)
        done = subprocess.run([program, file, given, answers, *exported], capture_output=True, text=True)
        try:
            said = json.loads(done.stdout.strip().splitlines()[-1])
        except (IndexError, ValueError):
            return {"error": (done.stderr or done.stdout)[-400:]}, None
        read = np.fromfile(answers, "<f4").astype(np.float64) if answers.exists() else None
    return said, read


def difference(answers, expected):
    """The largest difference, in parts of the largest expected number where that is above 1."""
    expected = np.ravel(expected)
    if len(answers) != len(expected):
        return float("inf")
    return float(np.abs(answers - expected).max() / max(1.0, np.abs(expected).max()))
