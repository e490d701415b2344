"""Every layer with its defaults, and with all of its options changed, for `configs`."""

def of(kind, **args):
    return {"class": kind, "args": args} if args else {"class": kind}


BASE = {"name": "given", "trainable": False, "dtype": "mixed_bfloat16"}
INITIALIZER = of("HeNormal", seed=3)
BIAS = of("RandomUniform", minval=-0.5, maxval=0.25, seed=4)
PENALTIES = [of("L1", l1=0.02), of("L2", l2=0.03), of("L1L2", l1=0.1, l2=0.2), of("OrthogonalRegularizer")]
CONSTRAINTS = [of("MaxNorm", max_value=3.0, axis=[0, 1]), of("NonNeg"), of("UnitNorm", axis=1),
               of("MinMaxNorm", min_value=0.5, max_value=1.5, rate=0.5, axis=0)]
ACTIVITY = {"activity_regularizer": of("L2", l2=0.07)}


def pieces(*names):
    """Initializer, regularizer and constraint of each of the weights called so."""
    args = {}
    for index, name in enumerate(names):
        args[f"{name}_initializer"] = INITIALIZER if name == "kernel" else BIAS
        args[f"{name}_regularizer"] = PENALTIES[index % 4]
        args[f"{name}_constraint"] = CONSTRAINTS[index % 4]
    return args


KERNEL = {**BASE, **pieces("kernel", "bias"), **ACTIVITY, "use_bias": False, "activation": "gelu"}
BY_CHANNEL = {**BASE, **pieces("depthwise", "bias"), **ACTIVITY, "use_bias": False, "activation": "relu6"}
RECURRENT = {**BASE, **pieces("kernel", "recurrent", "bias"), "use_bias": False, "activation": "softsign",
             "dropout": 0.25, "recurrent_dropout": 0.125, "seed": 5}
SEQUENCE = {"return_sequences": True, "return_state": True, "go_backwards": True, "stateful": True, "unroll": True,
            "zero_output_for_mask": True}
SCALED = {**BASE, **ACTIVITY, "center": False, "scale": False, "epsilon": 0.01, **pieces("beta", "gamma")}


def core():
    yield "Dense", {"units": 3}
    yield "Dense", {"units": 3, **KERNEL}
    yield "Dense", {"units": 3, "lora_rank": 2, "lora_alpha": 4.0}
    yield "EinsumDense", {"equation": "abc,cd->abd", "output_shape": [None, 4]}
    kernel = {key: value for key, value in KERNEL.items() if key != "use_bias"}
    yield "EinsumDense", {"equation": "...x,xy->...y", "output_shape": 4, "bias_axes": "y", **kernel}
    for kind in ["Embedding", "ReversibleEmbedding"]:
        yield kind, {"input_dim": 5, "output_dim": 3}
        yield kind, {"input_dim": 5, "output_dim": 3, "mask_zero": True, **BASE, **pieces("embeddings")}
    yield "ReversibleEmbedding", {"input_dim": 5, "output_dim": 3, "tie_weights": False, "logit_soft_cap": 30.0,
                                  "reverse_dtype": "float32"}
    for kind in ["Identity", "Masking", "ActivityRegularization"]:
        yield kind, {}
        yield kind, dict(BASE)
    yield "Masking", {"mask_value": -1.0, **ACTIVITY}
    yield "ActivityRegularization", {"l1": 0.5, "l2": 0.25}
    for activation in ["relu", "softmax", "linear", "silu", "hard_silu", "log_softmax", "tanh"]:
        yield "Activation", {"activation": activation, **BASE}
    yield "ELU", {}
    yield "ELU", {"alpha": 0.5, **BASE}
    yield "LeakyReLU", {}
    yield "LeakyReLU", {"negative_slope": 0.1, **BASE}
    yield "PReLU", {}
    yield "PReLU", {"shared_axes": [1, 2], **BASE, **pieces("alpha")}
    yield "ReLU", {}
    yield "ReLU", {"max_value": 6.0, "negative_slope": 0.1, "threshold": 0.5, **BASE}
    yield "Softmax", {}
    yield "Softmax", {"axis": [1, 2], **BASE}


def windows():
    for rank in (1, 2, 3):
        for kind in [f"Conv{rank}D", f"Conv{rank}DTranspose"]:
            yield kind, {"filters": 4, "kernel_size": 3}
            yield kind, {"filters": 4, "kernel_size": [2, 3, 4][:rank], "strides": [2, 1, 2][:rank],
                         "padding": "same", "data_format": "channels_first", **KERNEL}
            yield kind, {"filters": 4, "kernel_size": 3, "dilation_rate": 2}
        yield f"Conv{rank}D", {"filters": 4, "kernel_size": 3, "groups": 2}
        yield f"Conv{rank}DTranspose", {"filters": 4, "kernel_size": 3, "strides": 2, "output_padding": 1}
        for kind in ["MaxPooling", "AveragePooling"]:
            yield f"{kind}{rank}D", {"pool_size": 2}
            yield f"{kind}{rank}D", {"pool_size": 3, "strides": 2, "padding": "same",
                                     "data_format": "channels_first", **BASE}
        for kind in ["GlobalMaxPooling", "GlobalAveragePooling"]:
            yield f"{kind}{rank}D", {}
            yield f"{kind}{rank}D", {"keepdims": True, "data_format": "channels_first", **BASE}
        for kind in ["AdaptiveMaxPooling", "AdaptiveAveragePooling"]:
            yield f"{kind}{rank}D", {"output_size": 2}
            yield f"{kind}{rank}D", {"output_size": [2, 3, 4][:rank], "data_format": "channels_first", **BASE}
    yield "Conv1D", {"filters": 4, "kernel_size": 3, "padding": "causal", "lora_rank": 2}
    for rank in (1, 2):
        yield f"DepthwiseConv{rank}D", {"kernel_size": 3}
        yield f"DepthwiseConv{rank}D", {"kernel_size": 3, "strides": 2, "padding": "same", "depth_multiplier": 2,
                                        "data_format": "channels_first", **BY_CHANNEL}
        yield f"SeparableConv{rank}D", {"filters": 4, "kernel_size": 3}
        yield f"SeparableConv{rank}D", {"filters": 4, "kernel_size": 3, "dilation_rate": 2, "padding": "same",
                                        "depth_multiplier": 2, **BY_CHANNEL, **pieces("depthwise", "pointwise", "bias")}


def reshaping():
    for rank in (1, 2, 3):
        for kind, key in [("Cropping", "cropping"), ("ZeroPadding", "padding")]:
            yield f"{kind}{rank}D", {}
            yield f"{kind}{rank}D", {key: 2, **BASE}
            yield f"{kind}{rank}D", {key: [[1, 2], [3, 4], [5, 6]][:rank] if rank > 1 else [1, 2]}
    for kind in ["Cropping2D", "Cropping3D", "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D"]:
        yield kind, {"data_format": "channels_first"}
    yield "Flatten", {}
    yield "Flatten", {"data_format": "channels_first", **BASE}
    yield "Reshape", {"target_shape": [2, 3]}
    yield "Reshape", {"target_shape": [-1, 3], **BASE}
    yield "Permute", {"dims": [2, 1, 3], **BASE}
    yield "RepeatVector", {"n": 3, **BASE}
    yield "UpSampling1D", {}
    yield "UpSampling1D", {"size": 3, **BASE}
    yield "UpSampling2D", {}
    yield "UpSampling2D", {"size": [2, 3], "data_format": "channels_first", "interpolation": "bicubic", **BASE}
    yield "UpSampling3D", {}
    yield "UpSampling3D", {"size": [2, 3, 4], "data_format": "channels_first", **BASE}
    for kind in ["Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract", "Concatenate"]:
        yield kind, {}
        yield kind, {**BASE, **ACTIVITY}
    yield "Concatenate", {"axis": 1}
    yield "Dot", {"axes": 1}
    yield "Dot", {"axes": [1, 2], "normalize": True, **BASE}


def others():
    for kind in ["Dropout", "AlphaDropout"]:
        yield kind, {"rate": 0.5}
        yield kind, {"rate": 0.25, "noise_shape": [2, 1, 3], "seed": 7, **BASE}
    for kind in ["GaussianDropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"]:
        yield kind, {"rate": 0.5}
        yield kind, {"rate": 0.25, "seed": 7, **BASE}
    yield "SpatialDropout2D", {"rate": 0.5, "data_format": "channels_first"}
    yield "SpatialDropout3D", {"rate": 0.5, "data_format": "channels_first"}
    yield "GaussianNoise", {"stddev": 0.5}
    yield "GaussianNoise", {"stddev": 0.25, "seed": 7, **BASE}
    yield "BatchNormalization", {}
    yield "BatchNormalization", {**SCALED, "axis": 1, "momentum": 0.9, "synchronized": False,
                                 "moving_mean_initializer": BIAS, "moving_variance_initializer": of("Constant", value=2.0)}
    yield "BatchNormalization", {"renorm": True, "renorm_momentum": 0.5,
                                 "renorm_clipping": {"rmin": 0.5, "rmax": 2.0, "dmax": 3.0}}
    yield "LayerNormalization", {}
    yield "LayerNormalization", {**SCALED, "axis": [1, 2]}
    yield "GroupNormalization", {}
    yield "GroupNormalization", {**SCALED, "groups": 2, "axis": 1}
    yield "RMSNormalization", {}
    yield "RMSNormalization", {**BASE, "axis": 1, "epsilon": 0.01}
    yield "UnitNormalization", {}
    yield "UnitNormalization", {**BASE, "axis": [1, 2]}
    yield "Normalization", {}
    yield "Normalization", {"axis": [1, 2], "invert": True, "mean": 1.0, "variance": 2.0, **BASE}
    yield "Normalization", {"mean": [1, 2.5], "variance": [3.0, 4.0]}
    yield "Rescaling", {"scale": 0.5}
    yield "Rescaling", {"scale": [0.5, 0.25], "offset": [-1.0, 1.0], **BASE}
    yield "Rescaling", {"scale": 2, "offset": -1}
    yield "Attention", {}
    yield "Attention", {"use_scale": True, "score_mode": "concat", "dropout": 0.25, "seed": 7, **BASE}
    yield "AdditiveAttention", {}
    yield "AdditiveAttention", {"use_scale": False, "dropout": 0.25, "seed": 7, **BASE}
    kernel = {key: value for key, value in KERNEL.items() if key != "activation"}
    heads = {"dropout": 0.25, "seed": 7, "use_gate": True, "flash_attention": False, "sliding_window": 3, **kernel}
    yield "MultiHeadAttention", {"num_heads": 2, "key_dim": 3}
    yield "MultiHeadAttention", {"num_heads": 2, "key_dim": 3, "value_dim": 4, "output_shape": 5,
                                 "attention_axes": [1, 2], **heads}
    yield "GroupQueryAttention", {"head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2}
    yield "GroupQueryAttention", {"head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2, **heads}


def recurrent():
    own = {"LSTM": {"recurrent_activation": "hard_sigmoid", "unit_forget_bias": False},
           "GRU": {"recurrent_activation": "hard_sigmoid", "reset_after": False}, "SimpleRNN": {}}
    for kind, more in own.items():
        yield kind, {"units": 3}
        yield kind, {"units": 3, **RECURRENT, **SEQUENCE, **ACTIVITY, **more}
        yield f"{kind}Cell", {"units": 3}
        yield f"{kind}Cell", {"units": 3, **RECURRENT, **more}
    for rank in (1, 2, 3):
        yield f"ConvLSTM{rank}D", {"filters": 2, "kernel_size": [3] * rank}
        flags = {key: value for key, value in SEQUENCE.items() if key not in ("unroll", "zero_output_for_mask")}
        yield f"ConvLSTM{rank}D", {"filters": 2, "kernel_size": [2, 3, 1][:rank], "strides": [1] * rank,
                                   "padding": "same", "data_format": "channels_first", **RECURRENT, **flags, **ACTIVITY,
                                   **own["LSTM"]}
    cells = [of("LSTMCell", units=3, name="first"), of("GRUCell", units=2, name="second")]
    yield "StackedRNNCells", {"cells": cells, **BASE}
    yield "RNN", {"cell": of("LSTMCell", units=3, name="inside")}
    yield "RNN", {"cell": of("StackedRNNCells", cells=cells, name="inside"), **BASE, **SEQUENCE}
    inner = of("GRU", units=3, name="gru", return_sequences=True)
    yield "Bidirectional", {"layer": inner}
    yield "Bidirectional", {"layer": inner, "merge_mode": "sum", **BASE}
    yield "Bidirectional", {"layer": inner, "merge_mode": "none"}
    yield "Bidirectional", {"layer": of("LSTM", units=3, name="ahead"),
                            "backward_layer": of("LSTM", units=3, name="back", go_backwards=True)}
    yield "TimeDistributed", {"layer": of("Dense", units=3, name="inside")}
    yield "TimeDistributed", {"layer": of("Conv2D", filters=3, kernel_size=[2, 3], name="inside"), **BASE}
    yield "SpectralNormalization", {"layer": of("Dense", units=3, name="inside")}
    yield "SpectralNormalization", {"layer": of("Conv1D", filters=3, kernel_size=2, name="inside"),
                                    "power_iterations": 3, **BASE}


def inputs():
    yield {"shape": [3], "name": "x"}
    yield {"shape": [None, 4], "name": "x", "dtype": "int32"}
    yield {"batch_shape": [8, 28, 28, 1], "name": "x"}
    yield {"shape": [5], "batch_size": 4, "name": "x", "dtype": "bfloat16"}


CASES = [case for part in (core, windows, reshaping, others, recurrent) for case in part()]
