"""Weights and what the optimizer remembers of them, under Netsmith's names and in its layouts, channels last."""
import numpy
import torch


class Names:
    """Which array of Netsmith's is which tensor of the module."""

    def __init__(self, settings, begun):
        self.weights = settings["weights"]
        self.by_tensor = {weight["tensor"]: weight for weight in self.weights}
        # Nothing is computed with them, and so PyTorch has no place for them.
        known = {weight["name"] for weight in self.weights}
        self.others = {name: array for name, array in begun.items() if name not in known}

    def put(self, network, arrays):
        """Gives the module these weights."""
        state = network.state_dict(keep_vars=True)
        with torch.no_grad():
            for weight in self.weights:
                tensor = state[weight["tensor"]]
                array = to_torch(weight, arrays[weight["name"]])
                tensor.copy_(torch.from_numpy(array).view_as(tensor))

    def taken(self, network):
        """The weights of the module."""
        state = network.state_dict()
        arrays = dict(self.others)
        for weight in self.weights:
            arrays[weight["name"]] = to_netsmith(weight, state[weight["tensor"]].cpu().numpy())
        return arrays

    def put_memory(self, optimizer, arrays):
        """Gives the optimizer what it remembered."""
        for tensor, memory in optimizer.memory.items():
            weight = self.by_tensor[tensor]
            for slot, numbers in memory.items():
                array = arrays.get(f"{weight['name']}/{slot}")
                if array is not None:
                    array = to_torch(weight, array.reshape(weight["shape"]))
                    numbers.copy_(torch.from_numpy(array).view_as(numbers))

    def taken_memory(self, optimizer):
        """What the optimizer remembers, flat."""
        arrays = {}
        for tensor, memory in optimizer.memory.items():
            weight = self.by_tensor[tensor]
            for slot, numbers in memory.items():
                array = to_netsmith(weight, numbers.cpu().numpy())
                arrays[f"{weight['name']}/{slot}"] = array.reshape(-1)
        return arrays


def to_torch(weight, array):
    """The axes of an array in the order in which PyTorch has them."""
    return numpy.ascontiguousarray(array.transpose(weight["axes"]))


def to_netsmith(weight, array):
    """The other way round; PyTorch may have put axes together."""
    axes = weight["axes"]
    turned = array.reshape([weight["shape"][axis] for axis in axes])
    return numpy.ascontiguousarray(turned.transpose(numpy.argsort(axes)))
