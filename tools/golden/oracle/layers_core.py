"""Every option of the layers that are no convolution: dense ones, embeddings, functions, wrappers, normalizations."""

import numpy as np

from oracle.layer_options import case, draw
from oracle.layers_convolution import BOTH, BOUND, HALF, L1, L2, NORM, POSITIVE, SMALL, UNIT, both, options

IDS = np.array([[1, 4, 0], [2, 2, 3]], "int32")
STEPS = np.array([[1, 1, 0], [0, 1, 1]], bool)


def dense():
    x = [draw(1, 3, 4)]
    for more in options("kernel"):
        yield "Dense", {"units": 3, **more}, x
    for args in [{"l1": 0.1}, {"l2": 0.2}]:
        yield "Flatten", {"activity_regularizer": {"class": "L1L2", "args": args}}, [draw(2, 2, 2, 3)]
        yield "Activation", {"activation": "tanh", "activity_regularizer": {"class": "L1L2", "args": args}}, x
    yield "Dense", {"units": 2, "lora_rank": 2}, x
    yield "Dense", {"units": 2, "lora_rank": 1, "lora_alpha": 5, "kernel_regularizer": BOTH, "activation": "tanh"}, x
    yield "Dense", {"units": 2, "use_bias": False, "lora_rank": 3, "lora_alpha": 1}, [draw(2, 2, 3, 4)]
    yield "Dense", {"units": 2}, [draw(3, 2, 3, 4)], [STEPS]
    equation = {"equation": "abc,cd->abd", "output_shape": [None, 2]}
    x = [draw(4, 2, 3, 4)]
    for more in options("kernel"):
        yield "EinsumDense", {**equation, "bias_axes": "d", **more}, x
    yield "EinsumDense", {**equation, "lora_rank": 2}, x
    yield "EinsumDense", {"equation": "abc,cde->abde", "output_shape": [None, 2, 3], "bias_axes": "de",
                          "lora_rank": 1, "lora_alpha": 2, "kernel_regularizer": L2, "activation": "relu"}, x
    yield "EinsumDense", equation, x, [STEPS]


def tables():
    size = {"input_dim": 5, "output_dim": 2}
    table = [[0.5, -1.0], [0.25, 2.0], [1.5, 0.0], [-0.75, 1.0], [0.125, -2.0]]
    for kind in ("Embedding", "ReversibleEmbedding"):
        yield kind, {**size, "embeddings_initializer": HALF, "embeddings_regularizer": L2}, [IDS]
        yield kind, {**size, "embeddings_constraint": UNIT, "mask_zero": True}, [IDS]
        if kind == "Embedding":  # the other one fails in Keras 3.15.1 where weights are given
            yield kind, {**size, "weights": table}, [IDS]
        yield kind, {**size, "lora_rank": 2, "embeddings_regularizer": L1}, [IDS]
        yield kind, {**size, "lora_rank": 1, "lora_alpha": 4}, [IDS]
        yield kind, {**size, "trainable": False}, [IDS[:, 0]]
    back = [draw(5, 2, 3, 2)]
    for more in [{}, {"tie_weights": False, "embeddings_initializer": SMALL}, {"logit_soft_cap": 0.5},
                 {"lora_rank": 2, "lora_alpha": 3},
                 {"reverse_dtype": "float32", "embeddings_constraint": NORM}]:
        yield "ReversibleEmbedding", {**size, **more}, back, None, {"reverse": True}


def functions():
    x = [draw(6, 2, 3, 2)]
    yield "Lambda", {"function": "affine"}, x
    yield "Lambda", {"function": "affine", "arguments": {"factor": 2.5, "offset": -1.0}}, x
    yield "Lambda", {"function": "summed", "output_shape": [2]}, x
    yield "Lambda", {"function": "gated", "arguments": {"factor": 0.5}, "mask": "keep"}, x, [STEPS]
    yield "Lambda", {"function": "gated", "arguments": {"factor": 0.5}}, x, [STEPS]
    yield "Lambda", {"function": "gated", "arguments": {"factor": 3.0}}, x
    yield "Lambda", {"function": "affine", "output_shape": [3, 2]}, x
    yield "Lambda", {"function": "gated", "arguments": {"factor": 3.0}, "output_shape": [3, 2]}, x
    inner = {"class": "Dense", "args": {"units": 2}}
    yield "Wrapper", {"layer": inner}, x
    yield "Wrapper", {"layer": {"class": "Conv1D", "args": {"filters": 2, "kernel_size": 2}}}, x
    yield "Wrapper", {"layer": {"class": "Wrapper", "args": {"layer": inner}}}, x
    yield "Wrapper", {"layer": {"class": "Dense", "args": {"units": 1, "kernel_regularizer": L2,
                                                           "kernel_initializer": "ones"}}}, x
    for args in [{}, {"mask_value": 1.0}, {"mask_value": -2.0}, {"mask_value": 0.5}]:
        data = draw(7, 2, 3, 2)
        data[0, 1] = args.get("mask_value", 0)
        yield "Masking", args, [data]
    yield "Identity", {}, x
    yield "Identity", {}, x, [STEPS]
    yield "Identity", {}, [draw(3, 2, 1, 1, 2)]
    yield "Identity", {}, [draw(1, 2)]


def activations():
    x = [draw(8, 2, 3, 2) * 2]
    for args in [{}, {"alpha": 0.5}, {"alpha": 2.0}, {"alpha": 0.0}]:
        yield "ELU", args, x, [STEPS]
    for args in [{}, {"negative_slope": 0.1}, {"negative_slope": 0.0}, {"negative_slope": 1.5}]:
        yield "LeakyReLU", args, x, [STEPS]
    for args in [{}, {"max_value": 1.0}, {"negative_slope": 0.2}, {"threshold": 0.4},
                 {"max_value": 1.5, "negative_slope": 0.1, "threshold": 0.3}, {"max_value": 0.0}]:
        yield "ReLU", args, x, [STEPS]
    for args in [{}, {"axis": 1}, {"axis": [1, 2]}, {"axis": [-1]}]:
        yield "Softmax", args, x
    yield "Softmax", {}, [draw(9, 2, 3)], [STEPS]
    yield "Softmax", {}, [draw(9, 2, 3)], [np.array([[0, 0, 0], [1, 0, 1]], bool)]
    yield "Softmax", {"axis": [1, 2]}, [draw(9, 2, 1, 3)], [STEPS[:, None, :]]
    yield "PReLU", {"alpha_initializer": HALF, "alpha_regularizer": L2}, x
    yield "PReLU", {"alpha_constraint": POSITIVE, "shared_axes": [1]}, x, [STEPS]
    yield "PReLU", {"alpha_constraint": NORM, "shared_axes": [1, 2]}, x
    for name in ["elu", "selu", "softplus", "hard_sigmoid", "mish", "log_softmax"]:
        yield "Activation", {"activation": name}, x, [STEPS]
    for args in [{}, {"l1": 0.1}, {"l2": 0.3}, {"l1": 0.2, "l2": 0.05}]:
        yield "ActivityRegularization", args, x, [STEPS]


def normalizations():
    x = [draw(10, 2, 3, 4) * 2 + 1]
    for kind, more in [("LayerNormalization", {}), ("GroupNormalization", {"groups": 2})]:
        yield kind, {**more, "beta_initializer": HALF, "gamma_initializer": SMALL}, x
        yield kind, {**more, "beta_regularizer": L1, "gamma_regularizer": L2, "epsilon": 0.01}, x, [STEPS]
        yield kind, {**more, "beta_constraint": POSITIVE, "gamma_constraint": NORM}, x
        yield kind, {**more, "trainable": False, "center": False}, x
        yield kind, {**more, "axis": 1, "groups": 3} if more else {"axis": [1]}, x
    for args in [{}, {"axis": [1, 2], "epsilon": 0.01}]:
        yield "RMSNormalization", args, x, [STEPS]
    for args in [{}, {"axis": [1, 2]}]:
        yield "UnitNormalization", args, x, [STEPS]


def by_batch():
    """BatchNormalization: its moments depend on the mode."""
    x = [draw(11, 4, 3, 2) * 2 + 1]
    mask = np.array([[1, 1, 0], [0, 1, 1], [1, 1, 1], [0, 0, 0]], bool)
    for args in [{"beta_initializer": HALF, "gamma_initializer": SMALL, "moving_mean_initializer": "ones",
                  "moving_variance_initializer": HALF},
                 {"beta_regularizer": L1, "gamma_regularizer": L2, "momentum": 0.7},
                 {"beta_constraint": POSITIVE, "gamma_constraint": NORM, "axis": 1},
                 {"renorm": True}, {"renorm": True, "renorm_momentum": 0.6, "epsilon": 0.01},
                 {"renorm": True, "renorm_clipping": {"rmin": 0.9, "rmax": 1.1, "dmax": 0.2}, "scale": False},
                 {"renorm": True, "renorm_clipping": {"rmax": 1.2}, "center": False, "axis": 1},
                 {"renorm": True, "renorm_clipping": {"dmax": 0.1}, "moving_variance_initializer": HALF},
                 {"renorm": True, "trainable": False}]:
        for training in (False, True):
            yield "BatchNormalization", args, x, training
    for args in [{}, {"renorm": True, "momentum": 0.5}]:
        yield "BatchNormalization", args, x, True, [mask]
    for shape, axis in [((2, 3, 2, 2), 1), ((2, 2, 3), -2)]:
        yield "BatchNormalization", {"axis": axis}, [draw(12, *shape)], True


def noises():
    """What no chance decides: inference, no noise at all, and a rate of 1."""
    x = [draw(13, 2, 3, 4)]
    for kind, more in [("Dropout", {"noise_shape": [None, 1, 4]}), ("AlphaDropout", {"noise_shape": [None, 3, 1]}),
                       ("GaussianDropout", {}), ("GaussianNoise", {}), ("SpatialDropout1D", {})]:
        amount = "stddev" if kind == "GaussianNoise" else "rate"
        yield kind, {amount: 0.3, "seed": 7, **more}, x, False, [STEPS]
        yield kind, {amount: 0.6}, x, False
        yield kind, {amount: 0.0, "seed": 3, **more}, x, True, [STEPS]
        yield kind, {amount: 0.0}, x, True
        for training in (True, False):
            yield kind, {amount: 0.0}, [draw(17, 3, 2, 2)], training
            yield kind, {amount: 0.0, "seed": 1}, [draw(18, 2, 1, 3) * 10], training
    for rank, shape in ((2, (2, 2, 2, 3)), (3, (1, 2, 2, 1, 2))):
        for more in [{}, {"seed": 5}, {"data_format": "channels_first"}, {"seed": 2, "data_format": "channels_first"}]:
            yield f"SpatialDropout{rank}D", {"rate": 0.0, **more}, [draw(19, *shape)], True
            yield f"SpatialDropout{rank}D", {"rate": 0.4, **more}, [draw(19, *shape)], False
    yield "Dropout", {"rate": 1.0}, x, True
    yield "Dropout", {"rate": 1.0}, x, False


def merges():
    two = [draw(14, 2, 3, 2), draw(15, 2, 3, 2)]
    for masks in ([STEPS, None], [STEPS, ~STEPS]):
        yield "Dot", {"axes": 2, "normalize": True}, two, masks
        yield "Concatenate", {"axis": 2}, two, masks
        yield "Concatenate", {"axis": 1}, two, masks
    yield "Dot", {"axes": [1, 2]}, [draw(14, 2, 3, 2), draw(15, 2, 4, 3)]
    yield "Dot", {"axes": [1, 2], "normalize": True}, [draw(14, 2, 3, 2), draw(15, 2, 4, 3)]


def wrapped():
    x = [draw(16, 2, 4, 3)]
    for layer in [{"class": "Dense", "args": {"units": 2, "kernel_regularizer": L2}},
                  {"class": "Conv1D", "args": {"filters": 2, "kernel_size": 2, "data_format": "channels_first"}}]:
        for training in (False, True):
            yield "SpectralNormalization", {"layer": layer, "power_iterations": 2}, x, training


def typed():
    """The layers whose signature names an element type."""
    for rank, shape in {1: (2, 3, 2), 2: (1, 2, 2, 2), 3: (1, 2, 1, 2, 2)}.items():
        for training, rate in ((True, 0.0), (False, 0.5)):
            yield f"SpatialDropout{rank}D", {"rate": rate, "dtype": "float16"}, [draw(20, *shape)], training


def inputs():
    import keras
    for args in [{"shape": [3, 2]}, {"shape": [None, 4], "dtype": "int32"}, {"batch_shape": [2, 3]},
                 {"shape": [4], "batch_size": 5, "name": "pixels"}, {"batch_shape": [None, 6], "dtype": "bool"}]:
        given = {k: tuple(v) if isinstance(v, list) else v for k, v in args.items()}
        layer = keras.layers.InputLayer(**given)
        tensor = layer.output
        yield {"layer": "InputLayer", "args": args, "output_shape": list(tensor.shape), "dtype": tensor.dtype}


def record():
    import keras
    free = [*both([*dense(), *tables(), *functions(), *activations(), *normalizations(), *merges()])]
    lambdas = [(kind, args, x, not training, *more) for kind, args, x, training, *more in free if kind == "Lambda"]
    cases = [case(*c) for c in [*free, *lambdas, *by_batch(), *noises(), *wrapped(), *typed()]]
    return {"keras": keras.__version__, "cases": cases, "inputs": [*inputs()]}
