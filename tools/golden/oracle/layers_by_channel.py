"""Depthwise and separable convolutions."""

from oracle.layer_cases import draw, record as written


def by_channel():
    for padding in ["valid", "same"]:
        for size, more in [(1, {}), (2, {}), (3, {"strides": 2}), (2, {"depth_multiplier": 3}),
                           (3, {"dilation_rate": 2, "depth_multiplier": 2})]:
            args = {"kernel_size": size, "padding": padding, **more}
            yield "DepthwiseConv1D", args, [draw(1, 2, 6, 3)]
            yield "DepthwiseConv2D", args, [draw(1, 2, 5, 6, 2)]
            yield "SeparableConv1D", {"filters": 4, **args}, [draw(1, 2, 6, 3)]
            yield "SeparableConv2D", {"filters": 3, **args}, [draw(1, 2, 5, 6, 2)]
    yield "DepthwiseConv2D", {"kernel_size": [1, 3], "use_bias": False}, [draw(1, 2, 3, 4, 2)]
    yield "DepthwiseConv2D", {"kernel_size": 2, "activation": "tanh"}, [draw(5, 2, 3, 4, 1)]
    yield "DepthwiseConv1D", {"kernel_size": 2, "use_bias": False, "activation": "relu"}, [draw(1, 2, 4, 2)]
    yield "SeparableConv2D", {"filters": 2, "kernel_size": [3, 1], "use_bias": False}, [draw(1, 2, 3, 4, 2)]
    yield "SeparableConv1D", {"filters": 2, "kernel_size": 2, "activation": "sigmoid"}, [draw(1, 2, 4, 2)]


def record():
    return written([*by_channel()])
