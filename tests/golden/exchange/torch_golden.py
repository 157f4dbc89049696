"""Writes a tiny residual network of torchvision's kind in six ways, what PyTorch answers with it, and how a step of training
moves its statistics; and two programs, which TorchScript and torch.export make, as PyTorch saves them.

Run: python torch_golden.py (torch and safetensors from PyPI)
"""
import json
from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).parent
torch.manual_seed(5)


class Bottleneck(nn.Module):
    def __init__(self, inputs, width, stride, groups):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, groups=groups, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, 2 * width, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(2 * width)
        self.relu = nn.ReLU()
        self.downsample = None
        if stride != 1 or inputs != 2 * width:
            shortcut = nn.Conv2d(inputs, 2 * width, 1, stride, bias=False)
            self.downsample = nn.Sequential(shortcut, nn.BatchNorm2d(2 * width))

    def forward(self, x):
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        return self.relu(y + (x if self.downsample is None else self.downsample(x)))


class Tiny(nn.Module):
    """The names of torchvision's ResNet, with few channels; the second convolution strides."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.relu = nn.ReLU()
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        self.layer1 = nn.Sequential(Bottleneck(4, 4, 1, 2), Bottleneck(8, 4, 1, 2))
        self.layer2 = nn.Sequential(Bottleneck(8, 4, 2, 2))
        self.layer3 = nn.Sequential(Bottleneck(8, 8, 2, 2))
        self.layer4 = nn.Sequential(Bottleneck(16, 8, 2, 2))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(16, 5)

    def forward(self, x):
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(torch.flatten(self.avgpool(x), 1))


def seeded(model):
    for name, tensor in model.state_dict().items():
        if name.endswith("running_var"):
            tensor.uniform_(0.5, 2)
        elif "bn" in name and name.endswith("weight") or "downsample.1.weight" in name:
            tensor.uniform_(0.5, 1.5)
        elif name.endswith(("bias", "running_mean")):
            tensor.uniform_(-0.5, 0.5)
    return model.eval()


model = seeded(Tiny())
state = model.state_dict()
torch.save(state, HERE / "tiny_zip.pt")
torch.save(state, HERE / "tiny_legacy.pth", _use_new_zipfile_serialization=False)
torch.save({"state_dict": {"module." + name: it for name, it in state.items()}, "epoch": 3}, HERE / "tiny_nested.pt")
torch.save(model, HERE / "tiny_whole.pt")
last = {name: it.contiguous(memory_format=torch.channels_last) if it.dim() == 4 else it for name, it in state.items()}
torch.save(last, HERE / "tiny_channels_last.pt")

from safetensors.torch import save_file

save_file(state, HERE / "tiny.safetensors")

# 224 by 224 pixels that a formula gives, so that they need no file.
rows = torch.arange(224).view(1, 1, 224, 1)
columns = torch.arange(224).view(1, 1, 1, 224)
channels = torch.arange(3).view(1, 3, 1, 1)
pictures = ((rows * 7 + columns * 13 + channels * 29) % 256).float() / 255
with torch.no_grad():
    logits = model.double()(pictures.double())[0].tolist()
(HERE / "tiny_logits.json").write_text(json.dumps({"torch": torch.__version__, "logits": logits}, indent=1) + "\n")

# One pass as in training, over the same picture: what the first normalization and one of the first block then remember.
model.train()
with torch.no_grad():
    model(pictures.double())
state = model.state_dict()
moved = {}
for theirs, own in (("bn1", "bn1"), ("layer1.0.bn1", "layer1_0_bn1")):
    moved[f"{own}/moving_mean"] = state[f"{theirs}.running_mean"].tolist()
    moved[f"{own}/moving_variance"] = state[f"{theirs}.running_var"].tolist()
(HERE / "tiny_step.json").write_text(json.dumps(moved, indent=1) + "\n")

# Programs, with which weights come along: nothing that is run to be read.
small = nn.Sequential(nn.Conv2d(3, 2, 1), nn.Flatten(), nn.Linear(8, 2)).eval()
given = torch.zeros(1, 3, 2, 2)
torch.jit.trace(small, given).save(HERE / "program_script.pt")
torch.export.save(torch.export.export(small, (given,)), HERE / "program_exported.pt2")
