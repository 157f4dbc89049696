"""Writes every_kind.json: a network in which every kind of layer stands once and every function is used.

Run: python every_kind.py > every_kind.json
"""
import json

nodes = []


def add(name, kind, inputs=(), **settings):
    layer = {"type": kind}
    if settings:
        layer["settings"] = settings
    node = {"id": len(nodes), "name": name, "layer": layer}
    if inputs:
        node["inputs"] = list(inputs)
    node["position"] = [0.0, 104.0 * len(nodes)]
    nodes.append(node)
    return node["id"]


FUNCTIONS = [
    "linear", "relu", "sigmoid", "softmax", "tanh", "leaky_relu", "elu", "gelu", "silu", "gelu_approximate", "relu6",
    "hard_sigmoid", "hard_silu", "selu", "softplus", "softsign", "mish", "exponential", "log_softmax",
]

x = add("input_layer", "Input", shape=[25, 18, 3])
x = add("adapted", "Normalization", [x])
x = add("given", "Normalization", [x], mean=[0.1, 0.2, 0.3], variance=0.5)
x = add("rescaled", "Rescaling", [x], scale=0.75, offset=0.125)
x = add("conv_relu6", "Conv2D", [x], filters=8, kernel_size=[3, 2], strides=[2, 2], padding="same", activation="relu6")
x = add("bn", "BatchNormalization", [x], epsilon=0.01)
x = add("conv 卷积", "Conv2D", [x], filters=8, kernel_size=[2, 3], padding="same", groups=2, dilation_rate=[2, 1],
        use_bias=False, kernel_initializer="he_normal(seed=5)", l2=0.001)
x = add("depthwise", "DepthwiseConv2D", [x], kernel_size=[3, 2], padding="same", depth_multiplier=2,
        activation="hard_silu", depthwise_initializer="variance_scaling(scale=0.5, mode=fan_out, distribution=uniform)",
        bias_initializer="constant(0.1)", bias_regularizer="l2(0.001)")
x = add("bn_center", "BatchNormalization", [x], scale=False, beta_initializer="random_normal(mean=0.5, stddev=0.1)",
        moving_mean_initializer="ones", moving_variance_initializer="constant(2)", beta_regularizer="l1(0.002)")
x = add("separable", "SeparableConv2D", [x], filters=12, kernel_size=[3, 3], depth_multiplier=2,
        activation="gelu_approximate", depthwise_initializer="orthogonal", pointwise_initializer="orthogonal(2, seed=3)",
        l1=0.001, pointwise_regularizer="l1_l2(l1=0.001, l2=0.002)")
x = add("transpose_same", "Conv2DTranspose", [x], filters=6, kernel_size=[3, 4], strides=[2, 2], padding="same",
        activation="leaky_relu")
x = add("transpose_valid", "Conv2DTranspose", [x], filters=8, kernel_size=[1, 2], strides=[2, 1], padding="valid")
x = add("transpose_same_more", "Conv2DTranspose", [x], filters=8, kernel_size=[3, 2], strides=[2, 2], padding="same",
        output_padding=[0, 1])
x = add("transpose_valid_more", "Conv2DTranspose", [x], filters=8, kernel_size=[3, 3], strides=[1, 2], output_padding=[0, 1],
        kernel_initializer="random_uniform(minval=-0.1, maxval=0.2)")
x = add("bn_scale", "BatchNormalization", [x], center=False, gamma_initializer="truncated_normal(mean=1, stddev=0.1)",
        gamma_regularizer="l2(0.01)")
x = add("max_same", "MaxPooling2D", [x], pool_size=[3, 2], strides=[2, 2], padding="same")
x = add("average_same", "AveragePooling2D", [x], pool_size=[2, 3], strides=[1, 1], padding="same")
x = add("average_odd", "AveragePooling2D", [x], pool_size=[3, 3], strides=[2, 1], padding="same")
x = add("zeros", "ZeroPadding2D", [x], padding=[1, 0, 2, 1])
x = add("cut", "Cropping2D", [x], cropping=[0, 1, 1, 0])
trunk = x
branches = [add("f_" + name, "Activation", [x], activation=name) for name in FUNCTIONS]
branches += [
    add("re_lu", "ReLU", [x], max_value=1.5, negative_slope=0.1, threshold=0.2),
    add("leaky", "LeakyReLU", [x], negative_slope=0.05),
    add("p_re_lu", "PReLU", [x], shared_axes="1, 2"),
    add("p_re_lu_all", "PReLU", [x], alpha_initializer="constant(0.25)", alpha_regularizer="l1(0.001)"),
    add("elu", "ELU", [x], alpha=0.5),
    add("soft", "Softmax", [x]),
    add("ln", "LayerNormalization", [x]),
    add("group", "GroupNormalization", [x], groups=2),
    add("unit", "UnitNormalization", [x]),
    add("scaled", "LayerScale", [x], init_values=0.1),
]
x = add("joined", "Concatenate", branches)
x = add("mixed", "Conv2D", [x], filters=8, kernel_size=[1, 1], activation="selu", kernel_initializer="lecun_normal")
gate = add("gap", "GlobalAveragePooling2D", [x], keepdims=True)
gate = add("on_maps", "Dense", [gate], units=8, on_maps=True, activation="hard_sigmoid")
gated = add("multiplied", "Multiply", [x, gate])
difference = add("subtracted", "Subtract", [gated, trunk])
mean = add("averaged", "Average", [gated, trunk, difference])
most = add("most", "Maximum", [mean, gated])
least = add("least", "Minimum", [mean, trunk])
custom = add("custom", "CustomScaleLayer", [most, least], scale=0.3)
x = add("added", "Add", [custom, difference])
x = add("dropped", "Dropout", [x], rate=0.25)
x = add("dropped_sample", "Dropout", [x], rate=0.1, noise_shape="1, 1, 1")
x = add("spatial", "SpatialDropout2D", [x], rate=0.2)
x = add("noise", "GaussianNoise", [x], stddev=0.1)
x = add("noise_factor", "GaussianDropout", [x], rate=0.2)
x = add("same", "Identity", [x])
x = add("larger", "UpSampling2D", [x], size=[1, 2], interpolation="bilinear")
x = add("larger_nearest", "UpSampling2D", [x], size=[2, 1])
x = add("larger_cubic", "UpSampling2D", [x], size=[1, 2], interpolation="bicubic")
x = add("larger_3", "UpSampling2D", [x], size=[2, 1], interpolation="lanczos3")
x = add("larger_5", "UpSampling2D", [x], size=[1, 2], interpolation="lanczos5")
x = add("smaller_again", "AveragePooling2D", [x], pool_size=[4, 4])
x = add("turned", "Permute", [x], dims=[2, 1, 3])
x = add("smaller", "MaxPooling2D", [x], pool_size=[3, 3])
peak = add("peak", "GlobalMaxPooling2D", [x])
flat = add("flat", "Flatten", [x])
shaped = add("shaped", "Reshape", [flat], target_shape=[4, -1, 2])
flat = add("flat_again", "Flatten", [shaped])
flat = add("dense", "Dense", [flat], units=16, activation="tanh", kernel_initializer="identity(0.5)")
both = add("both", "Concatenate", [flat, peak])
x = add("bn_vector", "BatchNormalization", [both])
x = add("scaled_vector", "LayerScale", [x])
x = add("ln_vector", "LayerNormalization", [x], center=False)
x = add("p_re_lu_vector", "PReLU", [x])
x = add("dropped_vector", "Dropout", [x], noise_shape="1, 1, 1")
x = add("logits", "Dense", [x], units=5, activation="softmax")

project = {
    "format": "netsmith",
    "version": 1,
    "name": "Every kind",
    "summary": "Every kind of layer once",
    "graph": {"nodes": nodes},
}
print(json.dumps(project, ensure_ascii=False, indent=1))
