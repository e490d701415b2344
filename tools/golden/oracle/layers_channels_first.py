"""Convolutions that find their channels behind the batch."""

from oracle.layer_options import draw, record as written

FIRST = {"data_format": "channels_first"}
INPUTS = {1: (2, 2, 6), 2: (2, 3, 4, 5), 3: (1, 2, 3, 4, 3)}


def both(cases):
    for index, (kind, args, inputs, *more) in enumerate(cases):
        yield kind, {**args, **FIRST}, inputs, index % 2 == 1, *more


def convolutions():
    for rank, shape in INPUTS.items():
        x = [draw(rank, *shape)]
        yield f"Conv{rank}D", {"filters": 2, "kernel_size": 2}, x
        yield f"Conv{rank}D", {"filters": 2, "kernel_size": 3, "padding": "same", "activation": "tanh"}, x
        yield f"Conv{rank}D", {"filters": 3, "kernel_size": 2, "strides": 2, "use_bias": False}, x
        yield f"Conv{rank}D", {"filters": 2, "kernel_size": 2, "dilation_rate": 2, "activation": "softmax"}, x
        groups = shape[1]
        yield f"Conv{rank}D", {"filters": groups, "kernel_size": 1, "groups": groups, "activation": "relu"}, x
        yield f"Conv{rank}DTranspose", {"filters": 2, "kernel_size": 2}, x
        yield f"Conv{rank}DTranspose", {"filters": 2, "kernel_size": 2, "strides": 2, "activation": "relu"}, x
        yield f"Conv{rank}DTranspose", {"filters": 1, "kernel_size": 2, "padding": "same", "use_bias": False}, x
        yield f"Conv{rank}DTranspose", {"filters": 1, "kernel_size": 3, "strides": 2, "output_padding": 1}, x
    yield "Conv1D", {"filters": 2, "kernel_size": 3, "padding": "causal"}, [draw(4, 2, 3, 5)]
    yield "Conv1D", {"filters": 2, "kernel_size": 2, "lora_rank": 2, "lora_alpha": 3}, [draw(4, 2, 3, 5)]
    yield "Conv2D", {"filters": 2, "kernel_size": [1, 3]}, [draw(4, 1, 2, 4, 5)]


def by_channel():
    for rank in (1, 2):
        x = [draw(10 + rank, *INPUTS[rank])]
        yield f"DepthwiseConv{rank}D", {"kernel_size": 2}, x
        yield f"DepthwiseConv{rank}D", {"kernel_size": 3, "padding": "same", "depth_multiplier": 2}, x
        yield f"DepthwiseConv{rank}D", {"kernel_size": 2, "strides": 2, "activation": "tanh"}, x
        yield f"DepthwiseConv{rank}D", {"kernel_size": 2, "dilation_rate": 2, "use_bias": False}, x
        yield f"SeparableConv{rank}D", {"filters": 2, "kernel_size": 2}, x
        yield f"SeparableConv{rank}D", {"filters": 2, "kernel_size": 3, "padding": "same", "activation": "relu"}, x
        yield f"SeparableConv{rank}D", {"filters": 3, "kernel_size": 2, "strides": 2, "use_bias": False}, x
        yield f"SeparableConv{rank}D", {"filters": 2, "kernel_size": 2, "dilation_rate": 2, "depth_multiplier": 2}, x


def record():
    return written([*both([*convolutions(), *by_channel()])])
