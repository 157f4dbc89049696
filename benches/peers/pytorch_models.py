"""Both networks of the course in PyTorch, with Keras's settings of batch norm."""

from torch import nn


def conv(inputs, filters, kernel, stride=1, padding=0):
    return nn.Conv2d(inputs, filters, kernel, stride, padding)


def norm(channels):
    # Keras keeps 0.99 of the moving statistics, which PyTorch writes as taking 0.01 of the batch's.
    return nn.BatchNorm2d(channels, eps=1e-3, momentum=0.01)


def happy_model(size):
    """Logits of one sigmoid unit."""
    return nn.Sequential(
        nn.ZeroPad2d(3),
        conv(3, 32, 7),
        norm(32),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(32 * (size // 2) ** 2, 1),
    )


class Block(nn.Module):
    """Three convolutions beside a shortcut, which has a convolution of its own where the shape changes."""

    def __init__(self, inputs, filters, stride, shortcut):
        super().__init__()
        f1, f2, f3 = filters
        self.body = nn.Sequential(
            conv(inputs, f1, 1, stride),
            norm(f1),
            nn.ReLU(),
            conv(f1, f2, 3, padding=1),
            norm(f2),
            nn.ReLU(),
            conv(f2, f3, 1),
            norm(f3),
        )
        self.shortcut = nn.Sequential(conv(inputs, f3, 1, stride), norm(f3)) if shortcut else nn.Identity()
        self.activation = nn.ReLU()

    def forward(self, x):
        return self.activation(self.body(x) + self.shortcut(x))


def resnet50(size):
    """Logits of six classes."""
    layers = [nn.ZeroPad2d(3), conv(3, 64, 7, 2), norm(64), nn.ReLU(), nn.MaxPool2d(3, 2)]
    channels, side = 64, ((size + 6 - 7) // 2 + 1 - 3) // 2 + 1
    stages = [([64, 64, 256], 3, 1), ([128, 128, 512], 4, 2), ([256, 256, 1024], 6, 2), ([512, 512, 2048], 3, 2)]
    for filters, blocks, stride in stages:
        layers.append(Block(channels, filters, stride, shortcut=True))
        channels, side = filters[-1], (side - 1) // stride + 1
        layers += [Block(channels, filters, 1, shortcut=False) for _ in range(blocks - 1)]
    return nn.Sequential(*layers, nn.AvgPool2d(2), nn.Flatten(), nn.Linear(channels * (side // 2) ** 2, 6))
