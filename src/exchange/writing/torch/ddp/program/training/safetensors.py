"""Arrays of float32 in safetensors files as Netsmith writes and reads them, and files that appear whole or not at all."""
import json
import os
import struct
import tempfile

import numpy

TEXTS = "netsmith"


def write_whole(path, parts):
    """Writes pieces of bytes beside `path`, waits for the disk, and gives the file its name."""
    handle, beside = tempfile.mkstemp(prefix=".netsmith-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, 0o666 & ~current_umask())
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise
    sync_folder(path.parent)


def current_umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def sync_folder(folder):
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def save(path, arrays, texts):
    """Writes arrays by name, and texts beside them."""
    header = {"__metadata__": {TEXTS: json.dumps(texts, ensure_ascii=False)}}
    names, end = sorted(arrays), 0
    for name in names:
        begin, end = end, end + 4 * arrays[name].size
        header[name] = {"dtype": "F32", "shape": list(arrays[name].shape), "data_offsets": [begin, end]}
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    # Numbers begin at a multiple of eight bytes.
    text += b" " * (-len(text) % 8)
    numbers = (numpy.ascontiguousarray(arrays[name], "<f4").tobytes() for name in names)
    write_whole(path, (part for parts in ([struct.pack("<Q", len(text)), text], numbers) for part in parts))


def load(path):
    """Arrays by name, and the texts beside them."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        if length > os.path.getsize(path):
            raise SystemExit(f"expected safetensors, found something else; copy the file again: {path}")
        header = json.loads(file.read(length))
        begin, numbers = 8 + length, numpy.memmap(path, numpy.uint8, "r")
        texts = json.loads(header.pop("__metadata__", {}).get(TEXTS, "{}"))
        arrays = {}
        for name, about in header.items():
            if about["dtype"] != "F32":
                raise SystemExit(f"expected numbers of float32, but {name} holds {about['dtype']}: {path}")
            first, last = about["data_offsets"]
            part = numbers[begin + first : begin + last]
            arrays[name] = numpy.array(part.view("<f4").reshape(about["shape"]), numpy.float32)
    return arrays, texts
