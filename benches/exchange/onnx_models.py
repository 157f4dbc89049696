"""The networks that `onnx_networks.py` tries: torchvision's and timm's by name, with seeded numbers in every tensor.

Random initialization hides faults (bias 0, mean 0, variance 1), so nothing is left as a framework starts it.
"""

import torch

# Name: (height, width) of its input. Not square wherever a network allows it.
TORCHVISION = {
    "resnet18": (96, 128), "resnet34": (96, 128), "resnet50": (96, 128), "resnet101": (96, 128), "resnet152": (96, 128),
    "resnext50_32x4d": (96, 128), "wide_resnet50_2": (96, 128), "resnext101_32x8d": (96, 128),
    "alexnet": (224, 224), "squeezenet1_0": (96, 128), "squeezenet1_1": (96, 128),
    "vgg11": (224, 224), "vgg11_bn": (224, 224), "vgg16": (224, 224), "vgg16_bn": (224, 224),
    "densenet121": (96, 128), "densenet161": (96, 128),
    "mobilenet_v2": (96, 128), "mnasnet0_5": (96, 128), "mnasnet1_0": (96, 128), "mobilenet_v3_small": (96, 128),
    "efficientnet_b0": (96, 128), "efficientnet_v2_s": (96, 128), "regnet_x_400mf": (96, 128), "regnet_y_400mf": (96, 128),
    "googlenet": (112, 144), "inception_v3": (139, 171), "convnext_tiny": (96, 128),
}
TIMM = {
    "resnet26": (96, 128), "seresnet18": (96, 128), "darknet17": (96, 128), "gernet_s": (96, 128), "convmixer_768_32": (98, 126),
}
# He-scaled kernels make this one magnify what is rounded until its single and double precision have nothing in common; these
# parts of such kernels do not.
GAINS = {"efficientnet_v2_s": 0.8}
# What must be refused, and the operator that the refusal must name; exporters differ.
REFUSED = {"shufflenet_v2_x0_5": ["Reshape"], "vit_b_16": ["Reshape"], "swin_t": ["Reshape", "Concat"], "maxvit_t": ["Reshape"]}
REFUSED_SIZES = {"shufflenet_v2_x0_5": (96, 128), "vit_b_16": (224, 224), "swin_t": (224, 224), "maxvit_t": (224, 224)}


def build(name):
    """The network of this name, ready to answer, with seeded numbers."""
    if name in TIMM:
        import timm

        model = timm.create_model(name, pretrained=False)
    else:
        import torchvision

        options = {"weights": None}
        if name in ("googlenet", "inception_v3"):
            options |= {"aux_logits": False, "init_weights": False}
        model = torchvision.models.get_model(name, **options)
    model.eval()
    seed(model, sum(map(ord, name)), GAINS.get(name, 1))
    return model


def seed(model, number, gain):
    """Numbers in every tensor: factors 0.5 to 1.5, variances 0.5 to 2, means and offsets within 0.5, kernels He-scaled times `gain`."""
    random = torch.Generator().manual_seed(number)

    def uniform(tensor, low, high):
        tensor.copy_(torch.rand(tensor.shape, generator=random) * (high - low) + low)

    with torch.no_grad():
        for name, tensor in list(model.named_parameters()) + list(model.named_buffers()):
            if not tensor.is_floating_point():
                continue
            last = name.rsplit(".", 1)[-1]
            if last == "running_var":
                uniform(tensor, 0.5, 2.0)
            elif last in ("running_mean", "bias"):
                uniform(tensor, -0.5, 0.5)
            elif last in ("layer_scale", "gamma"):
                uniform(tensor, 0.1, 0.5)
            elif tensor.dim() >= 2:
                fan_in = tensor[0].numel()
                tensor.copy_(torch.randn(tensor.shape, generator=random) * gain * (2.0 / fan_in) ** 0.5)
            else:
                uniform(tensor, 0.5, 1.5)
