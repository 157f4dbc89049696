"""What the whole job reads and is told: the course's HDF5 files, and the command line of `fit.py`."""

import argparse
from pathlib import Path

from timing import UNITS


def arguments(variants):
    """The command line that `fit.py` starts a peer with; the folder for what is written is made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=UNITS)
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--variant", choices=variants, default=variants[0])
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--batch-size", type=int, required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    options.out.mkdir(parents=True)
    return options


def read(path, part):
    """Pictures from 0 to 1, `[count, height, width, 3]` in float32, and their classes."""
    import h5py
    import numpy

    with h5py.File(path) as file:
        images = file[f"{part}_set_x"][:].astype(numpy.float32) / 255
        return images, file[f"{part}_set_y"][:].reshape(-1).astype(numpy.int64)
