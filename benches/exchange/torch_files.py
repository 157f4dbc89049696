"""Opens torchvision's residual networks in the ways in which PyTorch keeps them, and holds the answers against PyTorch in float64.

    python3 benches/exchange/torch_files.py NETSMITH [--models resnet18,…] [--ways zip] [--json ROWS [--resume]]

Every tensor has seeded numbers. A `state_dict` names no size: pictures are 224 by 224. What TorchScript and torch.export make of
the first network must be refused by name: they are programs.
"""

import argparse
import os
import pathlib
import tempfile

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file

import asked
import onnx_models
import table

MODELS = """resnet18 resnet34 resnet50 resnext50_32x4d resnet101 resnet152 wide_resnet50_2 resnext101_32x8d""".split()


def last(state):
    """The kernels as a network in `channels_last` has them."""
    return {name: it.contiguous(memory_format=torch.channels_last) if it.dim() == 4 else it for name, it in state.items()}


def shared(state):
    """All numbers in one storage, each tensor a part of it."""
    floats = [it for it in state.values() if it.is_floating_point()]
    whole, at, parts = torch.cat([it.flatten() for it in floats]), 0, {}
    for name, it in state.items():
        parts[name] = whole[at : at + it.numel()].view(it.shape) if it.is_floating_point() else it
        at += it.numel() if it.is_floating_point() else 0
    return parts


#: Each way of writing, and the end of its file's name.
WAYS = {
    "zip": (".pt", lambda model, path: torch.save(model.state_dict(), path)),
    "legacy": (".pth", lambda model, path: torch.save(model.state_dict(), path, _use_new_zipfile_serialization=False)),
    "whole module": (".pt", torch.save),
    "channels last": (".pt", lambda model, path: torch.save(last(model.state_dict()), path)),
    "DataParallel": (".pt", lambda model, path: torch.save({"module." + name: it for name, it in model.state_dict().items()}, path)),
    "nested": (".ckpt", lambda model, path: torch.save({"epoch": 3, "optimizer": {"state": {}}, "state_dict": model.state_dict()}, path)),
    "one storage": (".pt", lambda model, path: torch.save(shared(model.state_dict()), path)),
    "safetensors": (".safetensors", lambda model, path: save_file(model.state_dict(), path)),
}
REFUSED = "PyTorch, to be refused"
PROGRAMS = {
    "TorchScript": (".pt", lambda model, given, path: torch.jit.trace(model, given).save(path)),
    "torch.export": (".pt2", lambda model, given, path: torch.export.save(torch.export.export(model, (given,)), path)),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("netsmith")
    parser.add_argument("--models", default=",".join(MODELS))
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    table.options(parser)
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    picture = np.random.default_rng(5).integers(0, 256, (224, 224, 3), dtype=np.uint8)
    values = torch.from_numpy(picture.astype("float32") * np.float32(1 / 255)).permute(2, 0, 1)[None]
    rows, names = table.Rows(args), args.models.split(",")
    for name in names:
        ways = [way for way in args.ways if rows.wants(f"PyTorch, {way}", name)]
        programs = [it for it in PROGRAMS if name == names[0] and rows.wants(REFUSED, it)]
        if not ways and not programs:
            continue
        model = onnx_models.build(name)
        params = sum(it.numel() for it in model.parameters())
        expected, own = answer_in_double(name, model, values)
        with tempfile.TemporaryDirectory(dir=os.environ.get("SCRATCH")) as folder:
            folder = pathlib.Path(folder)
            shown = folder / "picture.png"
            Image.fromarray(picture).save(shown)
            for way in ways:
                ending, write = WAYS[way]
                file = folder / f"{name}{ending}"
                write(model, file)
                rows.add({"format": f"PyTorch, {way}", "name": name} | one(args.netsmith, file, shown, params, expected, own))
                file.unlink()
            for maker in programs:
                ending, write = PROGRAMS[maker]
                file = folder / f"program{ending}"
                write(model, values, file)
                why = asked.json_of(args.netsmith, "import", file).get("why", "it opens")
                rows.add({"format": REFUSED, "name": maker, "good": maker in why, "why": why})
    print(rows.totals())


def answer_in_double(name, model, values):
    """What the same numbers answer in float64, and how far the model itself is from that."""
    double = onnx_models.build(name).double()
    double.load_state_dict(model.state_dict())
    with torch.no_grad():
        expected = double(values.double())[0].numpy()
        own = float(np.abs(model(values)[0].numpy() - expected).max() / max(1, np.abs(expected).max()))
    return expected, own


def one(netsmith, file, picture, params, expected, own):
    said = asked.json_of(netsmith, "import", file)
    if not said.get("opened"):
        return {"good": False, "why": said.get("why") or said["findings"][:5]}
    row = {"import_seconds": said["seconds"], "findings": sorted({f["code"] for f in said["findings"]})}
    row |= asked.difference(netsmith, file, picture, expected) | {"own": own}
    return row | {"good": said["trainable_params"] == params and asked.is_near(row)}


if __name__ == "__main__":
    main()
