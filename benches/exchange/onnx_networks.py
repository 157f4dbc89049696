"""Opens networks of PyTorch as ONNX, and holds the answers against the original; writes them again, for onnxruntime.

    python3 benches/exchange/onnx_networks.py NETSMITH [--models resnet18 …] [--exporters dynamo] [--json ROWS [--resume]]

Every tensor has seeded numbers (`onnx_models.py`), inputs are not square where a network allows it, the reference is
PyTorch in float64 on the same float32 numbers. A network is opened well where |difference| <= 1e-6 · max(1, largest
|reference|) or no more than twice what onnxruntime itself is off (`own`); the same holds for what onnxruntime answers to the
network as Netsmith writes it, channels `first` and channels `last`. Parameters are those of the file: exporters fold normalization.
"""

import argparse
import json
import tempfile
import warnings
from pathlib import Path

import numpy as np
from PIL import Image

import asked
import onnx_models
import table

EXPORTERS = ("dynamo", "script")


def main():
    options = arguments()
    warnings.filterwarnings("ignore")
    rows = table.Rows(options)
    names = options.models or [*onnx_models.TORCHVISION, *onnx_models.TIMM, *onnx_models.REFUSED]
    for name in names:
        for how in options.exporters:
            form = f"ONNX of PyTorch, {how}" + (", to be refused" if name in onnx_models.REFUSED else "")
            if rows.wants(form, name):
                rows.add({"format": form, "name": name} | tried(name, how, options))
    print(rows.totals())


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("netsmith")
    parser.add_argument("--models", nargs="*", help="names; all where none is given")
    parser.add_argument("--exporters", nargs="*", default=EXPORTERS, choices=EXPORTERS)
    parser.add_argument("--kept", type=Path, help="a folder where exported networks are kept and found again")
    table.options(parser)
    return parser.parse_args()


def tried(name, how, options):
    """A row for the table, whatever happens."""
    try:
        return attempt(name, how, options)
    except Exception as error:  # what an exporter cannot write is told
        return {"good": False, "why": f"{type(error).__name__}: {str(error)[:300]}"}


def attempt(name, how, options):
    """One network by one exporter: written, opened, compared, and written again."""
    with tempfile.TemporaryDirectory() as scratch:
        file, picture, reference, facts = exported(name, how, options.kept or Path(scratch))
        said = asked.json_of(options.netsmith, "import", file)
        if not said.get("opened"):
            refused = [it["message"] for it in said.get("findings", []) if it["fate"] == "refused"]
            good = any(operator in it for operator in onnx_models.REFUSED.get(name, []) for it in refused)
            return {"good": good, "why": refused[:3] or said.get("why")}
        row = {"params": said["params"], "of": facts["params"], "layers": said["layers"], "import_seconds": said["seconds"]}
        expected = np.fromfile(reference, "<f8")
        row |= asked.difference(options.netsmith, file, picture, expected)
        row["own"] = off(runtime(file, picture), expected)
        for order, form in (("first", "onnx"), ("last", "onnx-nhwc")):
            again = Path(scratch) / f"again.{order}.onnx"
            asked.json_of(options.netsmith, "export", file, "--format", form, "--out", again)
            row[order] = off(runtime(again, picture, order == "last"), expected)
        return row | {"good": all(asked.is_near({"worst": row.get(it, 1), "own": row["own"]}) for it in ("worst", "first", "last"))}


def off(found, expected):
    return float(np.abs(found - expected).max() / max(1, np.abs(expected).max()))


def exported(name, how, folder):
    """The network as a file, its picture, its answer in float64, and what else is known of it."""
    file = folder / f"{name}.{how}.onnx"
    picture, reference, facts = (folder / f"{name}.{end}" for end in ("png", "ref", "json"))
    if not file.exists() or not picture.exists():
        write(name, how, file, picture, reference, facts)
    return file, picture, reference, json.loads(facts.read_text())


def write(name, how, file, picture, reference, facts):
    import torch

    sizes = onnx_models.TORCHVISION | onnx_models.TIMM | onnx_models.REFUSED_SIZES
    height, width = sizes[name]
    numbers = np.random.default_rng(7).integers(0, 256, (height, width, 3), dtype=np.uint8)
    Image.fromarray(numbers).save(picture)
    model, values = onnx_models.build(name), torch.from_numpy(given(picture))
    if not file.exists():
        torch.onnx.export(model, (values,), file, dynamo=how == "dynamo", verbose=False)
    params = sum(parameter.numel() for parameter in model.parameters())
    with torch.no_grad():
        answer = model.double()(values.double())
    answer.numpy().astype("<f8").tofile(reference)
    facts.write_text(json.dumps({"params": params}))


def given(picture, is_last=False):
    """A picture as the networks take it: a batch of one, from 0 to 1."""
    values = (np.asarray(Image.open(picture), "float32") * np.float32(1 / 255))[None]
    return values if is_last else np.ascontiguousarray(values.transpose(0, 3, 1, 2))


def runtime(file, picture, is_last=False):
    """What onnxruntime answers to a file that takes its channels first or last."""
    import onnxruntime

    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    answer = session.run(None, {session.get_inputs()[0].name: given(picture, is_last)})[0]
    return answer.astype(np.float64).ravel()


if __name__ == "__main__":
    main()
