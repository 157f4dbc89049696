"""Keras's optimizers. PyTorch's own of the same names put epsilon and the learning rate elsewhere, so that the same settings
would be another training."""
import math

import numpy
import torch


class Optimizer:
    """Moves weights against their gradients, and remembers what its formula needs of each."""

    slots = ()

    def __init__(self, recipe, weights):
        """`weights` are pairs of a name and a parameter that learns."""
        self.settings, self.clipping = recipe["optimizer"], recipe["clipping"]
        self.weights, self.steps_taken = weights, 0
        self.memory = {
            name: {slot: torch.zeros_like(weight) for slot in self.slots} for name, weight in weights
        }

    @torch.no_grad()
    def step(self, rate):
        """Takes a step of this size."""
        self.steps_taken += 1
        gradients = [weight.grad for _, weight in self.weights]
        clip(self.clipping, [gradient for gradient in gradients if gradient is not None])
        for (name, weight), gradient in zip(self.weights, gradients):
            if gradient is not None:
                self.move(weight, gradient, self.memory[name], rate)
                weight.grad = None

    def move(self, weight, gradient, memory, rate):
        raise NotImplementedError


@torch.no_grad()
def clip(clipping, gradients):
    """Shortens gradients that are too long, in place."""
    name = clipping["name"]
    if name == "value":
        for gradient in gradients:
            gradient.clamp_(-clipping["limit"], clipping["limit"])
    elif name == "norm":
        for gradient in gradients:
            gradient.mul_(clipping["norm"] / torch.clamp(gradient.norm(), min=clipping["norm"]))
    elif name == "global_norm" and gradients:
        length = torch.stack([gradient.square().sum() for gradient in gradients]).sum().sqrt()
        scale = clipping["norm"] / torch.clamp(length, min=clipping["norm"])
        for gradient in gradients:
            gradient.mul_(scale)


class Sgd(Optimizer):
    """Descent, with momentum (Polyak 1964) or Nesterov's (Sutskever et al. 2013)."""

    def __init__(self, recipe, weights):
        self.slots = ("momentum",) if recipe["optimizer"]["momentum"] > 0 else ()
        super().__init__(recipe, weights)

    def move(self, weight, gradient, memory, rate):
        kept = self.settings["momentum"]
        if not kept > 0:
            weight.sub_(gradient, alpha=rate)
            return
        momentum = memory["momentum"].mul_(kept).sub_(gradient, alpha=rate)
        if self.settings["nesterov"]:
            weight.add_(momentum, alpha=kept).sub_(gradient, alpha=rate)
        else:
            weight.add_(momentum)


class Adam(Optimizer):
    """Kingma and Ba 2014; with weight decay Loshchilov and Hutter 2017. Epsilon stands beside the uncorrected root."""

    slots = ("momentum", "velocity")

    def move(self, weight, gradient, memory, rate):
        beta_1, beta_2 = self.settings["beta_1"], self.settings["beta_2"]
        momentum = memory["momentum"].mul_(beta_1).add_(gradient, alpha=1 - beta_1)
        velocity = memory["velocity"].mul_(beta_2).addcmul_(gradient, gradient, value=1 - beta_2)
        # Keras rounds beta to float32 before it raises it.
        rest_1, rest_2 = (1 - float(numpy.float32(beta)) ** self.steps_taken for beta in (beta_1, beta_2))
        decay = self.settings.get("weight_decay", 0)
        if decay:
            weight.mul_(1 - decay * rate)
        corrected = rate * math.sqrt(rest_2) / rest_1
        weight.addcdiv_(momentum, velocity.sqrt().add_(self.settings["epsilon"]), value=-corrected)


class Rmsprop(Optimizer):
    """Hinton 2012. Epsilon stands below the root."""

    def __init__(self, recipe, weights):
        self.slots = ("velocity", "momentum") if recipe["optimizer"]["momentum"] > 0 else ("velocity",)
        super().__init__(recipe, weights)

    def move(self, weight, gradient, memory, rate):
        rho, kept = self.settings["rho"], self.settings["momentum"]
        velocity = memory["velocity"].mul_(rho).addcmul_(gradient, gradient, value=1 - rho)
        change = gradient / (velocity + self.settings["epsilon"]).sqrt() * rate
        if kept > 0:
            change = memory["momentum"].mul_(kept).add_(change)
        weight.sub_(change)


KINDS = {"sgd": Sgd, "adam": Adam, "adamw": Adam, "rmsprop": Rmsprop}


def of_recipe(recipe, weights):
    """The optimizer that the settings ask for."""
    return KINDS[recipe["optimizer"]["name"]](recipe, weights)
