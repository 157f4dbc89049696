"""What every peer is asked to do, and how it is timed: training steps, one picture, an evaluation, and the memory at its peak."""

import argparse
import json
import statistics
import time

#: Pictures of the evaluation: as many as the course's test set of hand signs has.
EVALUATION_PICTURES = 120
#: Pictures that an evaluation takes at once: Keras's default.
EVALUATION_BATCH_SIZE = 32
#: Units of the last layer: one sigmoid for HappyModel, six signs for ResNet50.
UNITS = {"happy_model": 1, "resnet50": 6}


def arguments(variants):
    """The command line that `run.py` starts a peer with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=UNITS)
    parser.add_argument("--variant", choices=variants, default=variants[0])
    parser.add_argument("--batch-size", type=int, required=True)
    parser.add_argument("--size", type=int, default=64, help="height and width of a picture")
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--warm-up", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def pictures(count, size):
    """Pictures of noise, `[count, size, size, 3]` in float32: no layer can skip any of its work on them."""
    import numpy

    return numpy.random.default_rng(0).random((count, size, size, 3), dtype=numpy.float32)


def labels(count, units):
    """Classes in turn; a single sigmoid unit has two."""
    import numpy

    return numpy.arange(count) % max(units, 2)


def report(options, step, one_picture, evaluation):
    """Times three functions without arguments and prints the figures as JSON. The memory is that of the training alone:
    it is read before anything is predicted."""
    step_seconds = median_seconds(step, options.steps, options.warm_up)
    peak_memory_bytes = resident_peak_bytes()
    figures = {
        "step_seconds": step_seconds,
        "one_image_seconds": median_seconds(one_picture, 30, 5),
        "evaluation_seconds": median_seconds(evaluation, 5, 1),
        "peak_memory_bytes": peak_memory_bytes,
    }
    print(json.dumps(figures))


def median_seconds(function, count, warm_up):
    """The median of `count` calls, after `warm_up` that do not count."""
    seconds = []
    for _ in range(warm_up + count):
        started = time.perf_counter()
        function()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds[warm_up:])


def resident_peak_bytes():
    """The largest resident size of this process so far, from Linux."""
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024
