"""Every option of the convolutions, channels last."""

from oracle.layer_options import draw, record as written

HALF = {"class": "Constant", "args": {"value": 0.5}}
SMALL = {"class": "Constant", "args": {"value": -0.3}}
L1 = {"class": "L1", "args": {"l1": 0.03}}
L2 = {"class": "L2", "args": {"l2": 0.02}}
BOTH = {"class": "L1L2", "args": {"l1": 0.01, "l2": 0.04}}
NORM = {"class": "MaxNorm", "args": {"max_value": 0.5}}
UNIT = {"class": "UnitNorm", "args": {"axis": [0, 1]}}
BOUND = {"class": "MinMaxNorm", "args": {"min_value": 0.2, "max_value": 0.4}}
POSITIVE = {"class": "NonNeg"}


def options(*names):
    """Initializers, penalties and constraints of the weights called `names`, and of the bias."""
    kernels, penalties, limits = (HALF, "ones"), (L2, BOTH), (NORM, BOUND)
    pick = lambda choice, suffix: {f"{name}_{suffix}": choice[i % 2] for i, name in enumerate(names)}
    yield pick(kernels, "initializer") | {"bias_initializer": SMALL}
    yield pick(penalties, "regularizer") | {"bias_regularizer": L1, "activity_regularizer": L2}
    yield pick(limits, "constraint") | {"bias_constraint": POSITIVE, "trainable": False}


def both(cases):
    for index, (kind, args, inputs, *more) in enumerate(cases):
        yield kind, args, inputs, index % 2 == 1, *more


def convolutions():
    for rank, shape in {1: (2, 5, 2), 2: (1, 4, 3, 2), 3: (1, 3, 3, 2, 2)}.items():
        x = [draw(40 + rank, *shape)]
        for more in options("kernel"):
            yield f"Conv{rank}D", {"filters": 2, "kernel_size": 2, **more}, x
            yield f"Conv{rank}DTranspose", {"filters": 2, "kernel_size": 2, **more}, x
        yield f"Conv{rank}D", {"filters": 3, "kernel_size": 2, "strides": 2, "padding": "same",
                               "activation": "relu"}, x
        yield f"Conv{rank}D", {"filters": 2, "kernel_size": 2, "groups": 2, "use_bias": False}, x
        yield f"Conv{rank}D", {"filters": 2, "kernel_size": 2, "dilation_rate": [2] + [1] * (rank - 1)}, x
        yield f"Conv{rank}D", {"filters": 2, "kernel_size": 2, "lora_rank": 2}, x
        yield f"Conv{rank}D", {"filters": 2, "kernel_size": [1, 2, 1][:rank], "lora_rank": 1, "lora_alpha": 3,
                               "kernel_regularizer": L1}, x
        yield f"Conv{rank}DTranspose", {"filters": 3, "kernel_size": 2, "activation": "tanh", "use_bias": False,
                                        "padding": "same"}, x
        yield f"Conv{rank}DTranspose", {"filters": 1, "kernel_size": 2, "dilation_rate": 2}, x
        yield f"Conv{rank}DTranspose", {"filters": 1, "kernel_size": 2, "strides": 2, "output_padding": 1}, x
    for size, dilation in [(1, 1), (2, 1), (3, 1), (3, 2)]:
        yield "Conv1D", {"filters": 2, "kernel_size": size, "padding": "causal", "dilation_rate": dilation}, [
            draw(3, 1, 6, 2)]
    yield "Conv1D", {"filters": 2, "kernel_size": 3, "padding": "causal", "strides": 2}, [draw(3, 1, 6, 2)]


def by_channel():
    for rank, shape in {1: (2, 4, 2), 2: (1, 4, 3, 2)}.items():
        x = [draw(50 + rank, *shape)]
        for more in options("depthwise"):
            yield f"DepthwiseConv{rank}D", {"kernel_size": 2, "depth_multiplier": 2, **more}, x
        for more in options("depthwise", "pointwise"):
            yield f"SeparableConv{rank}D", {"filters": 2, "kernel_size": 2, **more}, x
        yield f"DepthwiseConv{rank}D", {"kernel_size": 3, "strides": 2, "padding": "same", "use_bias": False}, x
        yield f"SeparableConv{rank}D", {"filters": 3, "kernel_size": 2, "activation": "tanh", "use_bias": False}, x


def record():
    return written([*both([*convolutions(), *by_channel()])])
