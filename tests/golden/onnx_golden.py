"""Writes small networks as ONNX, by PyTorch's two exporters and by hand after the habits of tf2onnx, Keras and old files, and
what they answer: `tests/golden/onnx/*.onnx` and `tests/golden/onnx.json`.

    python3 tests/golden/onnx_golden.py

Every tensor has seeded numbers. Answers of PyTorch's networks are computed in float64, the others by onnxruntime. Written with
torch 2.15.0, onnx 1.23.2, onnxscript 0.7.2 and onnxruntime 1.32.0.
"""

import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "onnx"
HEIGHT, WIDTH = 12, 16


def seed(model, number):
    random = torch.Generator().manual_seed(number)
    with torch.no_grad():
        for name, tensor in list(model.named_parameters()) + list(model.named_buffers()):
            if not tensor.is_floating_point():
                continue
            low, high = (0.5, 2.0) if name.endswith("running_var") else (-0.5, 0.5)
            if tensor.dim() == 1 and name.endswith("weight"):
                low, high = 0.5, 1.5
            tensor.copy_(torch.rand(tensor.shape, generator=random) * (high - low) + low)


class Plain(nn.Module):
    """Convolutions, both pools with a border, and a flattened map that is not square."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, (3, 5), stride=2, padding=(1, 2), bias=False)
        self.bn1 = nn.BatchNorm2d(6)
        self.pool = nn.MaxPool2d(3, 2, padding=1)
        self.conv2 = nn.Conv2d(6, 4, 3, padding=1, groups=2)
        self.mean = nn.AvgPool2d(3, 1, padding=1)
        self.fc = nn.Linear(4 * 3 * 4, 5)

    def forward(self, x):
        x = self.pool(torch.relu(self.bn1(self.conv1(x))))
        return self.fc(torch.flatten(self.mean(torch.relu(self.conv2(x))), 1))


class Mobile(nn.Module):
    """What small networks are made of: depthwise convolutions, squeeze and excitation, other functions than relu."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, stride=2, padding=1)
        self.depthwise = nn.Conv2d(8, 16, 3, padding=1, groups=8)
        self.squeeze = nn.Conv2d(16, 4, 1)
        self.excite = nn.Conv2d(4, 16, 1)
        self.project = nn.Conv2d(16, 8, 1)
        self.norm = nn.BatchNorm2d(8)
        self.last = nn.Linear(8, 5)

    def forward(self, x):
        x = nn.functional.hardswish(self.stem(x))
        y = nn.functional.relu6(self.depthwise(x))
        scale = nn.functional.adaptive_avg_pool2d(y, 1)
        scale = nn.functional.hardsigmoid(self.excite(nn.functional.silu(self.squeeze(scale))))
        x = self.norm(x + self.project(y * scale))
        return self.last(nn.functional.adaptive_avg_pool2d(nn.functional.gelu(x), 1).flatten(1))


class Modern(nn.Module):
    """Channels last in the middle: layer normalization, dense layers on maps, a factor for each channel."""

    def __init__(self):
        super().__init__()
        self.patches = nn.Conv2d(3, 8, 4, stride=4)
        self.mix = nn.Conv2d(8, 8, 3, padding=1, groups=8)
        self.norm = nn.LayerNorm(8)
        self.wide = nn.Linear(8, 16)
        self.narrow = nn.Linear(16, 8)
        self.scale = nn.Parameter(torch.ones(8, 1, 1))
        self.head = nn.Linear(8, 5)

    def forward(self, x):
        x = self.patches(x)
        y = self.norm(self.mix(x).permute(0, 2, 3, 1))
        y = self.narrow(nn.functional.gelu(self.wide(y))).permute(0, 3, 1, 2)
        return self.head((x + self.scale * y).mean([2, 3]))


class Shared(nn.Module):
    """Layers that are called twice, and two that are only alike: fresh normalizations, whose numbers exporters keep once."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 3, 3, padding=1, bias=False), nn.BatchNorm2d(3))
        self.one = nn.BatchNorm2d(3)
        self.two = nn.BatchNorm2d(3)
        self.dense = nn.Linear(3, 3)
        self.fc = nn.Linear(3, 5)

    def forward(self, x):
        x = self.body(torch.relu(self.body(x)))
        x = self.two(torch.tanh(self.one(torch.relu(x)))).mean((2, 3))
        return self.fc(torch.relu(self.dense(torch.relu(self.dense(x)))))


def of_torch(goldens):
    picture = torch.rand((1, 3, HEIGHT, WIDTH), generator=torch.Generator().manual_seed(1)) * 2 - 1
    for name, network in (("plain", Plain()), ("mobile", Mobile()), ("modern", Modern()), ("shared", Shared())):
        network.eval()
        seed(network, len(name))
        if name == "shared":
            network.one, network.two = nn.BatchNorm2d(3).eval(), nn.BatchNorm2d(3).eval()
        torch.onnx.export(network, (picture,), FOLDER / f"{name}_dynamo.onnx", dynamo=True, external_data=False, verbose=False)
        torch.onnx.export(network, (picture,), FOLDER / f"{name}_script.onnx", dynamo=False, do_constant_folding=False,
                          training=torch.onnx.TrainingMode.PRESERVE)
        with torch.no_grad():
            answer = network.double()(picture.double()).numpy().ravel()
        numbers = picture.numpy().transpose(0, 2, 3, 1).ravel()
        for how in ("dynamo", "script"):
            goldens[f"{name}_{how}"] = golden(numbers, answer)


def golden(numbers, answer, kinds=None):
    made = {"input": [float(it) for it in numbers], "answer": [float(it) for it in answer]}
    return made | ({"kinds": kinds} if kinds else {})


class Hand:
    """A network by hand, its numbers drawn as it grows."""

    def __init__(self, number):
        self.random = np.random.default_rng(number)
        self.nodes, self.tensors = [], []

    def drawn(self, name, *shape, low=-0.5, high=0.5):
        return self.held(name, self.random.uniform(low, high, shape).astype(np.float32))

    def held(self, name, array):
        self.tensors.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def node(self, op, inputs, output, **settings):
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, **settings))
        return output

    def save(self, name, shape, opset, ir, listed=False):
        """Saves it; old files list their numbers among the inputs too."""
        value = helper.make_tensor_value_info
        inputs = [value("input", TensorProto.FLOAT, shape)]
        if listed:
            inputs += [value(it.name, it.data_type, it.dims) for it in self.tensors]
        graph = helper.make_graph(self.nodes, name, inputs, [value("output", TensorProto.FLOAT, [shape[0], 5])], self.tensors)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=ir, producer_name="golden")
        onnx.checker.check_model(model)
        onnx.save(model, FOLDER / f"{name}.onnx")
        return self.random.uniform(-1, 1, [1, *shape[1:]]).astype(np.float32)


def channels_last():
    """As tf2onnx writes Keras: the input channels last, uneven borders, a product without bias, normalization behind it."""
    it = Hand(2)
    x = it.node("Transpose", ["input"], "to_first", perm=[0, 3, 1, 2])
    x = it.node("Conv", [x, it.drawn("k1", 6, 3, 3, 3), it.drawn("b1", 6)], "conv1", strides=[2, 2], pads=[0, 0, 1, 1])
    x = it.node("Relu", [x], "relu1")
    x = it.node("Pad", [x, it.held("margins", np.array([0, 0, 1, 1, 0, 0, 1, 2], np.int64))], "pad")
    x = it.node("Conv", [x, it.drawn("k2", 6, 1, 3, 3)], "depthwise", group=6)
    x = it.node("Transpose", [x], "to_last", perm=[0, 2, 3, 1])
    x = it.node("Mul", [x, it.drawn("factor", 6, low=0.5, high=1.5)], "times")
    x = it.node("Add", [x, it.drawn("offset", 6)], "plus")
    # Flattened as Keras's own exporter writes it: the size of the batch is asked for.
    shape = it.node("Shape", [x], "shape")
    batch = it.node("Gather", [shape, it.held("zero", np.array(0, np.int64))], "batch", axis=0)
    batch = it.node("Unsqueeze", [batch, it.held("axis", np.array([0], np.int64))], "batch_1")
    target = it.node("Concat", [batch, it.held("rest", np.array([-1], np.int64))], "target", axis=0)
    x = it.node("Reshape", [x, target], "flatten")
    x = it.node("MatMul", [x, it.drawn("k3", 6 * 6 * 9, 7)], "dense1")
    x = it.node("Mul", [x, it.drawn("gamma", 7, low=0.5, high=1.5)], "gamma_1")
    x = it.node("Add", [x, it.drawn("beta", 7)], "beta_1")
    x = it.node("Sigmoid", [x], "gate")
    it.node("Gemm", [x, it.drawn("k4", 5, 7), it.drawn("b4", 5)], "output", transB=1)
    numbers = it.save("channels_last", ["N", HEIGHT, WIDTH, 3], 17, 8)
    return numbers, numbers


def old():
    """As files of 2018 are: opset 7, numbers among the inputs, a factor and an offset behind each normalization, Sum."""
    it = Hand(3)
    x = it.node("Conv", ["input", it.drawn("k1", 4, 3, 3, 3)], "conv1", kernel_shape=[3, 3], pads=[1, 1, 1, 1])
    statistics = [it.drawn("g1", 4, low=0.5, high=1.5), it.drawn("o1", 4), it.drawn("m1", 4), it.drawn("v1", 4, low=0.5, high=2)]
    x = it.node("BatchNormalization", [x, *statistics], "bn1", epsilon=2e-5, momentum=0.8)
    x = it.node("Mul", [x, it.drawn("g2", 4, 1, 1, low=0.5, high=1.5)], "scale1")
    x = it.node("Add", [x, it.drawn("o2", 4, 1, 1)], "shift1")
    x = it.node("LeakyRelu", [x], "leaky", alpha=0.1)
    y = it.node("AveragePool", [x], "mean", kernel_shape=[3, 3], pads=[1, 1, 1, 1])
    z = it.node("PRelu", [x, it.drawn("slope", 4, 1, 1, low=0, high=0.3)], "prelu")
    x = it.node("Sum", [x, y, z], "sum")
    x = it.node("Concat", [x, y], "concat", axis=1)
    x = it.node("Clip", [x], "clip", min=0.0, max=1.5)
    x = it.node("MaxPool", [x], "pool", kernel_shape=[3, 3], strides=[2, 2], pads=[0, 0, 1, 1])
    x = it.node("GlobalAveragePool", [x], "whole")
    x = it.node("Flatten", [x], "flat")
    x = it.node("Dropout", [x], "drop", ratio=0.3)
    x = it.node("Gemm", [x, it.drawn("k2", 8, 5), it.drawn("b2", 5)], "fc", alpha=0.5, beta=2.0)
    it.node("Softmax", [x], "output")
    numbers = it.save("old", [1, 3, HEIGHT, WIDTH], 7, 3, listed=True)
    return numbers, numbers.transpose(0, 2, 3, 1)


def main():
    warnings.filterwarnings("ignore")
    FOLDER.mkdir(exist_ok=True)
    goldens = {}
    of_torch(goldens)
    for build in (channels_last, old):
        numbers, ours = build()
        session = onnxruntime.InferenceSession(FOLDER / f"{build.__name__}.onnx", providers=["CPUExecutionProvider"])
        goldens[build.__name__] = golden(ours.ravel(), session.run(None, {"input": numbers})[0].ravel())
    (HERE / "onnx.json").write_text(json.dumps(goldens) + "\n")


if __name__ == "__main__":
    main()
