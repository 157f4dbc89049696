"""Writes the small data files that tests/data/arrays.rs, tables.rs and archives.rs read, as numpy, the csv, gzip, tarfile and
zipfile modules of Python, and the writers of MNIST's and CIFAR's formats make them:

    python3 tests/golden/data_golden.py

Value number k of a set of pictures, counted in the order (picture, row, column, channel), is (37 k + 11) mod 251, so that a
test can tell where each came from. Every file is the same at each run.
"""

import csv
import gzip
import io
import os
import struct
import tarfile
import zipfile

import numpy as np
from PIL import Image

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")


def place(name):
    path = os.path.join(OUT, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


def values(*shape):
    count = int(np.prod(shape))
    return ((37 * np.arange(count) + 11) % 251).astype(np.uint8).reshape(shape)


def numpy_files():
    pixels = values(4, 3, 2, 3)
    labels = np.array([2, 0, 1, 2])
    # What keras.datasets hands out, as its own mnist.npz is written.
    np.savez(place("keras.npz"), x_train=pixels, y_train=labels.astype(np.uint8), x_test=values(2, 3, 2, 3), y_test=np.array([1, 0], np.uint8))
    # As MedMNIST is: compressed, labels in a column, three parts.
    np.savez_compressed(place("medical.npz"), train_images=pixels, train_labels=labels.reshape(-1, 1), val_images=values(1, 3, 2, 3),
                        val_labels=np.array([[1]]), test_images=values(2, 3, 2, 3), test_labels=np.array([[0], [2]]))
    # No names, Fortran's order, decimals from 0 to 1, words as labels.
    np.savez(place("positional.npz"), np.asfortranarray(pixels.astype(np.float64) / 255), np.array(["owl", "cat", "dog", "owl"]))
    # torch's order, (count, channels, height, width).
    np.savez(place("channels_first.npz"), images=np.ascontiguousarray(pixels.transpose(0, 3, 1, 2)), labels=np.eye(3, dtype=np.float32)[labels])
    # Rows of pixels, as scikit-learn's fetch_openml and load_digits give them.
    np.savez(place("flat.npz"), data=values(4, 9).astype(np.float32), target=labels)
    for version in [(1, 0), (2, 0), (3, 0)]:
        name = "version_%d" % version[0]
        with open(place(name + "/x_train.npy"), "wb") as file:
            np.lib.format.write_array(file, pixels, version=version)
        with open(place(name + "/y_train.npy"), "wb") as file:
            np.lib.format.write_array(file, labels, version=version)
    types = ["|u1", "<u2", ">u2", "<i4", ">i8", "<f2", "<f4", ">f8"]
    for number, kind in enumerate(types):
        np.save(place("types/x_%d.npy" % number), pixels.astype(kind))
        np.save(place("types/y_%d.npy" % number), labels.astype(kind))
    np.save(place("types/x_fortran.npy"), np.asfortranarray(pixels))
    np.save(place("types/y_fortran.npy"), np.asfortranarray(np.eye(3)[labels]))
    np.save(place("types/x_gray.npy"), values(4, 3, 2))
    np.save(place("types/y_gray.npy"), labels > 0)
    np.save(place("objects/x.npy"), np.array([{"a": 1}], dtype=object), allow_pickle=True)
    np.save(place("objects/y.npy"), np.array([0]))


def idx(array):
    """As MNIST's page describes it: two zeros, type, axes, each axis big-endian, values."""
    head = struct.pack(">BBBB", 0, 0, 8, array.ndim) + struct.pack(">%dI" % array.ndim, *array.shape)
    return head + array.astype(np.uint8).tobytes()


def mnist():
    parts = {"train": (values(5, 4, 4), [3, 1, 0, 2, 1]), "t10k": (values(3, 4, 4), [0, 3, 1])}
    for name, (pixels, labels) in parts.items():
        files = {name + "-images-idx3-ubyte": idx(pixels), name + "-labels-idx1-ubyte": idx(np.array(labels))}
        for file, content in files.items():
            with open(place("mnist/" + file), "wb") as plain:
                plain.write(content)
            with open(place("mnist_gz/" + file + ".gz"), "wb") as raw, gzip.GzipFile(file, "wb", fileobj=raw, mtime=0) as packed:
                packed.write(content)


def cifar(shape_first, labels):
    """One byte or two for the label, 1,024 red, 1,024 green, 1,024 blue."""
    rows = [bytes(label) + picture.transpose(2, 0, 1).tobytes() for label, picture in zip(labels, shape_first)]
    return b"".join(rows)


def cifars():
    names = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
    for number, labels in [(1, [6, 9]), (2, [4])]:
        with open(place("cifar10/data_batch_%d.bin" % number), "wb") as file:
            file.write(cifar(values(len(labels), 32, 32, 3), [[label] for label in labels]))
    with open(place("cifar10/test_batch.bin"), "wb") as file:
        file.write(cifar(values(1, 32, 32, 3), [[3]]))
    with open(place("cifar10/batches.meta.txt"), "w") as file:
        file.write("\n".join(names) + "\n\n")
    fine = ["class %02d" % number for number in range(100)]
    with open(place("cifar100/train.bin"), "wb") as file:
        file.write(cifar(values(2, 32, 32, 3), [[11, 19], [15, 29]]))
    with open(place("cifar100/test.bin"), "wb") as file:
        file.write(cifar(values(1, 32, 32, 3), [[4, 99]]))
    with open(place("cifar100/fine_label_names.txt"), "w") as file:
        file.write("\n".join(fine) + "\n")


def png(red):
    content = io.BytesIO()
    Image.new("RGB", (4, 4), (red, 0, 0)).save(content, "PNG")
    return content.getvalue()


CLASS_FOLDERS = ["train/cat/1.png", "train/cat/2.png", "train/dog/1.png", "test/cat/3.png", "test/dog/4.png"]


def archives():
    stamp = (2020, 1, 1, 0, 0, 0)
    content = {"pets/" + name: png(10 * number) for number, name in enumerate(CLASS_FOLDERS)}
    content["pets/train/dog/broken.png"] = b"\x89PNG\r\n\x1a\nbroken"
    content["pets/readme.txt"] = b"pets"
    content["__MACOSX/pets/train/cat/._1.png"] = b"\0\5\x16\7"
    for name, method in [("folders_stored.zip", zipfile.ZIP_STORED), ("folders.zip", zipfile.ZIP_DEFLATED)]:
        with zipfile.ZipFile(place(name), "w", method) as archive:
            archive.writestr(zipfile.ZipInfo("pets/", stamp), b"")
            for inside, data in content.items():
                info = zipfile.ZipInfo(inside, stamp)
                info.compress_type = method
                archive.writestr(info, data)
    # A method that only some programs know.
    with zipfile.ZipFile(place("lzma.zip"), "w", zipfile.ZIP_LZMA) as archive:
        for inside, data in content.items():
            info = zipfile.ZipInfo(inside, stamp)
            info.compress_type = zipfile.ZIP_LZMA
            archive.writestr(info, data)
    longest = "pets/train/cat/" + "long " * 30 + "name.png"
    for name, form in [("gnu.tar", tarfile.GNU_FORMAT), ("pax.tar", tarfile.PAX_FORMAT), ("ustar.tar", tarfile.USTAR_FORMAT)]:
        with tarfile.open(place(name), "w", format=form) as archive:
            files = dict(content)
            if form != tarfile.USTAR_FORMAT:
                files[longest] = png(99)
            for inside, data in files.items():
                info = tarfile.TarInfo(inside)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    with open(place("pax.tar"), "rb") as plain, open(place("folders.tar.gz"), "wb") as raw:
        with gzip.GzipFile("folders.tar", "wb", fileobj=raw, mtime=0) as packed:
            packed.write(plain.read())
    with zipfile.ZipFile(place("mnist.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(os.listdir(os.path.join(OUT, "mnist"))):
            with open(os.path.join(OUT, "mnist", name), "rb") as file:
                info = zipfile.ZipInfo("raw/" + name, stamp)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, file.read())


def tables():
    def table(name, rows, **how):
        with open(place("tables/" + name), "w", newline="", encoding=how.pop("encoding", "utf-8")) as file:
            csv.writer(file, **how).writerows(rows)

    for number, name in enumerate(["a.png", "b.png", "c.png", "d.png"]):
        with open(place("tables/images/" + name), "wb") as file:
            file.write(png(20 * number))
    rows = [["a.png", "cat"], ["b.png", "dog"], ["c.png", "cat"], ["d.png", "dog"]]
    table("paths.csv", [["image", "label"]] + [["images/" + name, label] for name, label in rows])
    table("bare.csv", [["images/" + name, label] for name, label in rows])
    # As Kaggle's: no folder, no ending, the label first.
    table("ids.csv", [["breed", "id"]] + [[label, name[:-4]] for name, label in rows])
    table("excel.csv", [["filename", "class", "split"]] + [["images\\" + name, label, split] for (name, label), split in zip(rows, ["train", "train", "valid", "test"])],
          delimiter=";", encoding="utf-8-sig")
    table("missing.csv", [["path", "label"]] + [["images/" + name, label] for name, label in rows] + [["images/none.png", "cat"]])
    pixels = values(4, 9)
    labels = [2, 0, 1, 2]
    table("pixels.csv", [["label"] + ["pixel%d" % number for number in range(9)]] + [[label, *row] for label, row in zip(labels, pixels)])
    table("pixels_bare.csv", [[*row, label] for label, row in zip(labels, pixels)])
    # FER2013's form: all pixels in one cell.
    table("cell.csv", [["emotion", "pixels", "Usage"]] + [[label, " ".join(map(str, row)), usage]
                                                         for label, row, usage in zip(labels, pixels, ["Training", "Training", "PublicTest", "PrivateTest"])])

    with open(place("tables/pixels.csv"), "rb") as plain:
        content = plain.read()
    with open(place("tables/pixels.csv.gz"), "wb") as raw:
        with gzip.GzipFile("pixels.csv", "wb", fileobj=raw, mtime=0) as packed:
            packed.write(content)
    with open(place("tables/paths.csv"), "rb") as plain, open(place("tables/paths.csv.gz"), "wb") as raw:
        with gzip.GzipFile("paths.csv", "wb", fileobj=raw, mtime=0) as packed:
            packed.write(plain.read())
    # As Kaggle hands out a competition: one table to train on, one without labels.
    with zipfile.ZipFile(place("tables/digits.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [("sample_submission.csv", b"ImageId,Label\r\n1,0\r\n"), ("test.csv", b"pixel0,pixel1\r\n0,0\r\n"), ("train.csv", content)]:
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)


if __name__ == "__main__":
    numpy_files()
    mnist()
    cifars()
    archives()
    tables()
