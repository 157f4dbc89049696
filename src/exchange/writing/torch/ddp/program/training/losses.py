"""The losses, picture by picture, as Keras computes them: on the sums before softmax or sigmoid where the network ends in one."""
import torch
from torch.nn import functional as F

# Keras keeps probabilities this far from 0 and 1 before their logarithm.
LEAST = 1e-7


def values_of(head, sums):
    """What the network says, where `sums` are the numbers before its last function."""
    if head == "softmax":
        return torch.softmax(sums, 1)
    return torch.sigmoid(sums) if head == "sigmoid" else sums


def smoothed(kind, targets, smoothing):
    """Targets less certain; for the squared error they stay as they are."""
    if smoothing == 0 or kind == "mean_squared_error":
        return targets
    rest = smoothing / 2 if kind == "binary_crossentropy" else smoothing / targets.shape[1]
    return targets * (1 - smoothing) + rest


def of_pictures(settings, sums, targets):
    """The loss of each picture, [count]."""
    kind, head = settings["loss"], settings["head"]
    targets = smoothed(kind, targets, settings["recipe"]["label_smoothing"])
    if kind == "mean_squared_error":
        return (values_of(head, sums) - targets).square().mean(1)
    if kind == "categorical_crossentropy":
        if head != "linear":
            return -(torch.log_softmax(sums, 1) * targets).sum(1)
        shares = torch.clamp(sums / sums.sum(1, keepdim=True), LEAST, 1 - LEAST)
        return -(shares.log() * targets).sum(1)
    if kind == "binary_crossentropy":
        if head != "linear":
            return -(F.logsigmoid(sums) * targets + F.logsigmoid(-sums) * (1 - targets)).mean(1)
        shares = torch.clamp(sums, LEAST, 1 - LEAST)
        return -(shares.log() * targets + (1 - shares).log() * (1 - targets)).mean(1)
    raise ValueError(f"a loss that is not known here: {kind}")
