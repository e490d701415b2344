"""Whole-model .h5 files as Keras 1.0 to 1.2 wrote them, with answers computed in NumPy (reference.py).

Keras 1 cannot be installed beside today's Python: configurations, names and shapes of weights follow its source.
"""

import numpy as np

import reference as R
from oldfile import Layer, write
from recording import numbers, record

VERSION = "1.2.2"
rng = np.random.default_rng(1)


def w(*shape):
    return numbers(rng, *shape)


def config(name, shape=None, **more):
    told = {"name": name, "trainable": True, **more}
    if shape is not None:
        told.update(batch_input_shape=[None, *shape], input_dtype="float32")
    return told


NONE = {key: None for key in ("W_regularizer", "b_regularizer", "activity_regularizer", "W_constraint", "b_constraint")}


def dense(name, n_in, n_out, activation="linear", shape=None, class_name="Dense", **more):
    W, b = w(n_in, n_out), w(n_out)
    told = config(name, shape, output_dim=n_out, init="glorot_uniform", activation=activation, **NONE, bias=True,
                  input_dim=n_in)
    told.update(more)
    bias = told["bias"]
    kept = [("W", W)] + ([("b", b)] if bias else [])
    return Layer(class_name, told, kept, lambda x: R.ACTIVATIONS[activation](x @ W + (b if bias else 0)))


def activation(name, kind, shape=None):
    return Layer("Activation", config(name, shape, activation=kind), [], R.ACTIVATIONS[kind])


def flatten(name="flatten_1"):
    return Layer("Flatten", config(name), [], lambda x: x.reshape(len(x), -1))


def plain(class_name, name, call=lambda x: x, shape=None, **more):
    return Layer(class_name, config(name, shape, **more), [], call)


def stored(kernel, ordering):
    """A kernel (..., channels, filters) as Keras 1 kept it."""
    return np.moveaxis(np.moveaxis(kernel, -1, 0), -1, 1) if ordering == "th" else kernel


def ordered(function, ordering):
    return function if ordering == "tf" else lambda x: R.first(function(R.last(x)))


def conv2d(name, kernel, ordering="tf", shape=None, border_mode="valid", subsample=(1, 1), kind="linear", rate=None,
           class_name="Convolution2D"):
    k, b = w(*kernel), w(kernel[-1])
    told = config(name, shape, nb_filter=kernel[3], nb_row=kernel[0], nb_col=kernel[1], init="glorot_uniform",
                  activation=kind, border_mode=border_mode, subsample=list(subsample), dim_ordering=ordering, **NONE,
                  bias=True)
    if rate:
        told["atrous_rate"] = list(rate)
    call = lambda x: R.ACTIVATIONS[kind](R.conv(x, k, list(subsample), border_mode, rate) + b)
    return Layer(class_name, told, [("W", stored(k, ordering)), ("b", b)], ordered(call, ordering))


def pool2d(name, ordering="tf", size=(2, 2), mode="max", border_mode="valid", class_name="MaxPooling2D"):
    told = config(name, None, pool_size=list(size), border_mode=border_mode, strides=list(size), dim_ordering=ordering)
    return Layer(class_name, told, [], ordered(lambda x: R.pool(x, size, None, border_mode, mode), ordering))


def batch_norm(name, n, axis=-1, shape=None, mode=0):
    gamma, beta, mean, variance = w(n), w(n), w(n), np.abs(w(n)) + np.float32(0.5)
    told = config(name, shape, epsilon=0.001, mode=mode, axis=axis, gamma_regularizer=None, beta_regularizer=None,
                  momentum=0.99)
    kept = [("gamma", gamma), ("beta", beta), ("running_mean", mean), ("running_std", variance)]
    return Layer("BatchNormalization", told, kept, lambda x: R.batch_norm(x, gamma, beta, mean, variance, axis))


def recurrent(kind, name, n_in, n, shape=None, consume_less="cpu", sequences=False, backwards=False,
              inner="hard_sigmoid", masked=False, **more):
    gates = {"LSTM": "ifco", "GRU": "zrh", "SimpleRNN": ""}[kind]
    width = max(len(gates), 1) * n
    W, U, b = w(n_in, width), w(n, width), w(width)
    told = config(name, shape, return_sequences=sequences, go_backwards=backwards, stateful=False, unroll=False,
                  consume_less=consume_less, input_dim=n_in, input_length=None, output_dim=n, init="glorot_uniform",
                  inner_init="orthogonal", activation="tanh", W_regularizer=None, U_regularizer=None,
                  b_regularizer=None, dropout_W=0.0, dropout_U=0.0, **more)
    if gates:
        told["inner_activation"] = inner
    if kind == "LSTM":
        told["forget_bias_init"] = "one"
    part = lambda array, gate: array[..., gates.index(gate) * n : (gates.index(gate) + 1) * n]
    if gates and consume_less != "gpu":
        # In the order in which the layer made them: LSTM input, cell, forget, output.
        order = "icfo" if kind == "LSTM" else gates
        kept = [(f"{key}_{gate}", part(array, gate)) for gate in order for key, array in (("W", W), ("U", U), ("b", b))]
    else:
        kept = [("W", W), ("U", U), ("b", b)]
    run = {"LSTM": R.lstm, "GRU": R.gru, "SimpleRNN": R.simple_rnn}[kind]
    options = {"inner": inner} if gates else {}

    def call(x, mask=None):
        return run(x, W, U, b, mask=mask, backwards=backwards, sequences=sequences, **options)[0]

    return Layer(kind, told, kept, call)


def chain(layers, x):
    for layer in layers:
        x = layer.call(x)
    return x


def sequential(name, layers, x, version=VERSION, **more):
    """A chain: Keras 1 wrote the list of its layers."""
    write("keras1_" + name, {"class_name": "Sequential", "config": [each.json() for each in layers]}, layers, version,
          **more)
    record("keras1_" + name, "NumPy, as Keras " + version, [x], [chain(layers, x)])


def node(layer, *calls):
    """An entry of a graph: each call names the layers, and their calls, that it takes."""
    triples = [[[each if isinstance(each, str) else each[0], 0 if isinstance(each, str) else each[1], 0]
                for each in call] for call in calls]
    return {**layer.json(), "name": layer.name, "inbound_nodes": triples}


def entry(name, *shape, dtype="float32"):
    told = {"batch_input_shape": [None, *shape], "input_dtype": dtype, "sparse": False, "name": name}
    return Layer("InputLayer", told)


def graph(name, nodes, inputs, outputs):
    return {"class_name": "Model", "config": {"name": name, "layers": nodes, "input_layers": [[i, 0, 0] for i in inputs],
                                              "output_layers": [[*o, 0] if isinstance(o, tuple) else [o, 0, 0]
                                                                for o in outputs]}}


def dense_cases():
    layers = [
        dense("dense_1", 4, 5, "relu", (4,), init="he_normal",
              W_regularizer={"name": "WeightRegularizer", "l1": 0.0, "l2": 0.01},
              W_constraint={"name": "MaxNorm", "m": 2, "axis": 0}),
        plain("Dropout", "dropout_1", p=0.5),
        dense("dense_2", 5, 5, "tanh", init="uniform", bias=False, b_constraint={"name": "NonNeg"},
              activity_regularizer={"name": "ActivityRegularizer", "l1": 0.1, "l2": 0.0}),
        dense("dense_3", 5, 3, "softmax", init="normal", W_constraint={"name": "UnitNorm", "axis": 0}),
    ]
    sequential("dense", layers, w(3, 4))
    sequential("dense_1_0", layers, w(3, 4), "1.0.8")
    sequential("hard_sigmoid", [dense("dense_1", 4, 6, "hard_sigmoid", (4,)), activation("activation_1", "hard_sigmoid"),
                                dense("dense_2", 6, 2)], w(3, 4))
    sequential("activations", [dense(f"dense_{i}", 4, 4, kind, (4,) if not i else None) for i, kind in enumerate(
        ("softplus", "softsign", "sigmoid", "linear", "tanh"))], w(3, 4))
    sequential("time_distributed_dense", [dense("timedistributeddense_1", 3, 4, "relu", (5, 3), "TimeDistributedDense",
                                                input_length=5), dense("timedistributeddense_2", 4, 2, class_name="TimeDistributedDense",
                                                                      input_length=None)], w(2, 5, 3), "1.0.4")
    n = 4
    W, C, b, bc = w(n, n), w(n, n), w(n), w(n)

    def highway(x):
        t = R.sigmoid(x @ C + bc)
        return t * np.tanh(x @ W + b) + (1 - t) * x

    told = config("highway_1", (n,), init="glorot_uniform", transform_bias=-2, activation="tanh", **NONE, bias=True,
                  input_dim=n)
    kept = [("W", W), ("W_carry", C), ("b", b), ("b_carry", bc)]
    sequential("highway", [Layer("Highway", told, kept, highway), dense("dense_1", 4, 2)], w(3, 4))
    M, mb = w(3, 4, 5), w(3, 5)
    told = config("maxoutdense_1", (4,), output_dim=5, init="glorot_uniform", nb_feature=3, **NONE, bias=True, input_dim=4)
    maxout = Layer("MaxoutDense", told, [("W", M), ("b", mb)],
                   lambda x: np.max(np.einsum("bi,fio->bfo", x, M) + mb, axis=1))
    sequential("maxout", [maxout, dense("dense_1", 5, 2)], w(3, 4))


def advanced_cases():
    alphas = np.abs(w(4))
    layers = [
        dense("dense_1", 4, 4, shape=(4,)),
        plain("LeakyReLU", "leakyrelu_1", lambda x: np.where(x > 0, x, 0.2 * x), alpha=0.2),
        dense("dense_2", 4, 4),
        plain("ELU", "elu_1", lambda x: np.where(x > 0, x, 0.7 * (np.exp(x) - 1)), alpha=0.7),
        dense("dense_3", 4, 4),
        Layer("PReLU", config("prelu_1", init="zero", shared_axes=[None]) | {"shared_axes": None}, [("alphas", alphas)],
              lambda x: np.where(x > 0, x, alphas * x)),
        dense("dense_4", 4, 4),
        plain("ThresholdedReLU", "thresholdedrelu_1", lambda x: np.where(x > 0.3, x, 0), theta=0.3),
    ]
    sequential("advanced_activations", layers, w(3, 4))
    layers = [
        plain("Masking", "masking_1", shape=(5, 4), mask_value=0.0),
        plain("Permute", "permute_1", lambda x: x.transpose(0, 2, 1), dims=[2, 1]),
        plain("Reshape", "reshape_1", lambda x: x.reshape(-1, 20), target_shape=[20]),
        plain("GaussianNoise", "gaussiannoise_1", sigma=0.1),
        plain("GaussianDropout", "gaussiandropout_1", p=0.1),
        plain("ActivityRegularization", "activityregularization_1", l1=0.1, l2=0.2),
        dense("dense_1", 20, 3),
        plain("RepeatVector", "repeatvector_1", lambda x: np.repeat(x[:, None], 3, 1), n=3),
    ]
    sequential("reshapes", layers, w(2, 5, 4))


def convolution_cases():
    for ordering in ("th", "tf"):
        shape = (2, 6, 7) if ordering == "th" else (6, 7, 2)
        layers = [
            conv2d("convolution2d_1", (3, 2, 2, 4), ordering, shape, "same", kind="relu"),
            pool2d("maxpooling2d_1", ordering),
            plain("SpatialDropout2D", "spatialdropout2d_1", p=0.2, dim_ordering=ordering),
            conv2d("convolution2d_2", (2, 2, 4, 3), ordering, None, "valid"),
            flatten(),
            dense("dense_1", 12, 2),
        ]
        sequential("conv2d_" + ordering, layers, w(2, *shape))
        layers = [
            plain("ZeroPadding2D", "zeropadding2d_1", ordered(lambda x: np.pad(x, [(0, 0), (1, 1), (2, 2), (0, 0)]), ordering),
                  shape, padding=[1, 2], dim_ordering=ordering),
            conv2d("atrousconvolution2d_1", (2, 2, 2, 3), ordering, None, rate=(2, 2), class_name="AtrousConvolution2D"),
            plain("UpSampling2D", "upsampling2d_1", ordered(lambda x: x.repeat(2, 1).repeat(1, 2), ordering), size=[2, 1],
                  dim_ordering=ordering),
            plain("Cropping2D", "cropping2d_1", ordered(lambda x: x[:, 1:, :-2], ordering), cropping=[[1, 0], [0, 2]],
                  dim_ordering=ordering),
            pool2d("averagepooling2d_1", ordering, (2, 2), "mean", "same", "AveragePooling2D"),
            batch_norm("batchnormalization_1", 3, 1 if ordering == "th" else -1),
            plain("GlobalAveragePooling2D", "globalaveragepooling2d_1",
                  (lambda x: x.mean((2, 3))) if ordering == "th" else (lambda x: x.mean((1, 2))), dim_ordering=ordering),
        ]
        sequential("image_" + ordering, layers, w(2, *shape))
        k, b = w(3, 3, 4, 2), w(4)
        # (rows, columns, channels, filters); with th (filters, channels, rows, columns), from that of the forward one.
        kept = k.transpose(2, 3, 0, 1) if ordering == "th" else k.transpose(0, 1, 3, 2)
        told = config("deconvolution2d_1", shape, nb_filter=4, nb_row=3, nb_col=3, init="glorot_uniform", activation="linear",
                      border_mode="valid", subsample=[2, 2], dim_ordering=ordering, **NONE, bias=True,
                      output_shape=[None, 4, 13, 15] if ordering == "th" else [None, 13, 15, 4])
        deconv = Layer("Deconvolution2D", told, [("W", kept), ("b", b)],
                       ordered(lambda x: R.conv_transpose(x, k, [2, 2]) + b, ordering))
        sequential("deconv2d_" + ordering, [deconv, flatten(), dense("dense_1", 13 * 15 * 4, 2)], w(2, *shape))
    d, p, b = w(3, 3, 2, 2), w(1, 1, 4, 3), w(3)
    told = config("separableconvolution2d_1", (6, 6, 2), nb_filter=3, nb_row=3, nb_col=3, init="glorot_uniform", activation="relu",
                  border_mode="valid", subsample=[1, 1], depth_multiplier=2, dim_ordering="tf", depthwise_regularizer=None,
                  pointwise_regularizer=None, b_regularizer=None, activity_regularizer=None, depthwise_constraint=None,
                  pointwise_constraint=None, b_constraint=None, bias=True)
    separable = Layer("SeparableConvolution2D", told, [("depthwise_kernel", d), ("pointwise_kernel", p), ("b", b)],
                      lambda x: np.maximum(R.conv(R.depthwise(x, d), p) + b, 0))
    sequential("separable", [separable, plain("GlobalMaxPooling2D", "globalmaxpooling2d_1", lambda x: x.max((1, 2)),
                                              dim_ordering="tf")], w(2, 6, 6, 2))
    for ordering in ("th", "tf"):
        shape = (2, 4, 4, 5) if ordering == "th" else (4, 4, 5, 2)
        k, b = w(2, 2, 3, 2, 3), w(3)
        told = config("convolution3d_1", shape, nb_filter=3, kernel_dim1=2, kernel_dim2=2, kernel_dim3=3, init="glorot_uniform",
                      activation="linear", border_mode="valid", subsample=[1, 1, 1], dim_ordering=ordering, **NONE, bias=True)
        layers = [
            Layer("Convolution3D", told, [("W", stored(k, ordering)), ("b", b)],
                  ordered(lambda x, k=k, b=b: R.conv(x, k) + b, ordering)),
            plain("MaxPooling3D", "maxpooling3d_1", ordered(lambda x: R.pool(x, (2, 2, 2)), ordering), pool_size=[2, 2, 2],
                  border_mode="valid", strides=[2, 2, 2], dim_ordering=ordering),
            flatten(),
        ]
        sequential("conv3d_" + ordering, layers, w(2, *shape))


def conv1d(name, kernel, shape=None, early=False, border_mode="valid", stride=1, rate=None):
    k, b = w(*kernel), w(kernel[-1])
    told = config(name, shape, nb_filter=kernel[2], filter_length=kernel[0], init="uniform", activation="linear",
                  border_mode=border_mode, subsample_length=stride, **NONE, bias=True, input_dim=kernel[1], input_length=None)
    if rate:
        told["atrous_rate"] = rate
    # (length, 1, channels, filters), before Keras 1.2 (filters, channels, length, 1).
    kept = k.transpose(2, 1, 0)[..., None] if early else k[:, None]
    call = lambda x: R.conv(x, k, [stride], border_mode, [rate or 1]) + b
    return Layer("AtrousConvolution1D" if rate else "Convolution1D", told, [("W", kept), ("b", b)], call)


def sequence_cases():
    for early in (False, True):
        layers = [
            conv1d("convolution1d_1", (3, 2, 4), (9, 2), early, "same"),
            plain("MaxPooling1D", "maxpooling1d_1", lambda x: R.pool(x, (2,)), stride=2, pool_length=2, border_mode="valid"),
            conv1d("convolution1d_2", (2, 4, 3), None, early, stride=2),
            plain("UpSampling1D", "upsampling1d_1", lambda x: x.repeat(2, 1), length=2),
            plain("ZeroPadding1D", "zeropadding1d_1", lambda x: np.pad(x, [(0, 0), (1, 1), (0, 0)]), padding=1),
            plain("AveragePooling1D", "averagepooling1d_1", lambda x: R.pool(x, (2,), (2,), "valid", "mean"), stride=2,
                  pool_length=2, border_mode="valid"),
            plain("GlobalMaxPooling1D", "globalmaxpooling1d_1", lambda x: x.max(1)),
        ]
        sequential("conv1d_1_1" if early else "conv1d", layers, w(2, 9, 2), "1.1.2" if early else VERSION)
    sequential("atrous_conv1d", [conv1d("atrousconvolution1d_1", (2, 3, 4), (8, 3), rate=2)], w(2, 8, 3))
    for kind in ("LSTM", "GRU", "SimpleRNN"):
        lower = kind.lower()
        for less in ("cpu", "gpu"):
            if kind == "SimpleRNN" and less == "gpu":
                continue
            layers = [
                recurrent(kind, lower + "_1", 3, 4, (5, 3), less, sequences=True),
                recurrent(kind, lower + "_2", 4, 3, None, less, backwards=True, **({"inner": "sigmoid"} if kind != "SimpleRNN" else {})),
                dense("dense_1", 3, 2),
            ]
            sequential(f"{lower}_{less}", layers, w(2, 5, 3))
    bidirectional("LSTM", "concat")
    bidirectional("GRU", "sum")
    inner = dense("dense_1", 3, 4, "tanh")
    outer = Layer("TimeDistributed", config("timedistributed_1", (5, 3), layer=inner.json()), inner.weights, inner.call)
    sequential("time_distributed", [outer], w(2, 5, 3))
    inner = conv2d("convolution2d_1", (2, 2, 2, 3), "th")
    outer = Layer("TimeDistributed", config("timedistributed_1", (3, 2, 4, 4), layer=inner.json()), inner.weights,
                  lambda x: np.stack([inner.call(x[:, t]) for t in range(3)], 1))
    sequential("time_distributed_conv_th", [outer, flatten(), dense("dense_2", 81, 2)], w(2, 3, 2, 4, 4))
    embedding()
    for ordering in ("tf", "th"):
        conv_lstm(ordering)


def bidirectional(kind, mode):
    forward = recurrent(kind, "forward_x", 3, 4, sequences=True)
    backward = recurrent(kind, "backward_x", 3, 4, backwards=True, sequences=True)
    told = config("bidirectional_1", (5, 3), layer={"class_name": kind, "config": {**forward.config, "name": kind.lower() + "_1"}},
                  merge_mode=mode)
    kept = [(f"/{part}_{kind.lower()}_1_{name}", value) for part, one in (("forward", forward), ("backward", backward))
            for name, value in one.weights]

    def call(x):
        there, back = forward.call(x), backward.call(x)[:, ::-1]
        return np.concatenate([there, back], -1) if mode == "concat" else there + back

    layer = Layer("Bidirectional", told, kept, call)
    sequential(f"bidirectional_{kind.lower()}_{mode}", [layer, dense("dense_1", 8 if mode == "concat" else 4, 2)], w(2, 5, 3))


def embedding():
    E = w(9, 4)
    told = config("embedding_1", None, input_dim=9, output_dim=4, init="uniform", input_length=6, mask_zero=True,
                  activity_regularizer=None, W_regularizer=None, W_constraint=None, dropout=0.1)
    told.update(batch_input_shape=[None, 6], input_dtype="int32")
    lookup = Layer("Embedding", told, [("W", E)])
    after = recurrent("LSTM", "lstm_1", 4, 3)
    x = np.array([[1, 2, 3, 0, 0, 0], [4, 5, 6, 7, 8, 0], [0, 0, 2, 3, 8, 8]], dtype="int32")
    layers = [lookup, after, dense("dense_1", 3, 2, "sigmoid")]
    write("keras1_embedding_masked", {"class_name": "Sequential", "config": [each.json() for each in layers]}, layers, VERSION)
    record("keras1_embedding_masked", "NumPy, as Keras " + VERSION, [x], [layers[2].call(after.call(E[x], x != 0))])


def conv_lstm(ordering):
    n, c = 2, 3
    W, U, b = w(3, 3, c, 4 * n), w(3, 3, n, 4 * n), w(4 * n)
    shape = (3, c, 4, 4) if ordering == "th" else (3, 4, 4, c)
    told = config("convlstm2d_1", shape, nb_filter=n, nb_row=3, nb_col=3, init="glorot_uniform", inner_init="orthogonal",
                  forget_bias_init="one", activation="tanh", dim_ordering=ordering, border_mode="same", inner_activation="hard_sigmoid",
                  return_sequences=False, go_backwards=False, stateful=False, unroll=False, consume_less="cpu", input_dim=None,
                  input_length=None, subsample=[1, 1])
    part = lambda array, gate: array[..., "ifco".index(gate) * n : ("ifco".index(gate) + 1) * n]
    kept = [(f"{key}_{gate}", part(b, gate) if key == "b" else stored(part(W if key == "W" else U, gate), ordering))
            for gate in "icfo" for key in "WUb"]
    run = lambda x: R.conv_lstm(x, W, U, b)
    if ordering == "th":
        call = lambda x: R.first(run(np.moveaxis(x, 2, -1)))
    else:
        call = run
    sequential("conv_lstm2d_" + ordering, [Layer("ConvLSTM2D", told, kept, call), flatten(), dense("dense_1", 32, 2)], w(2, *shape))


MODES = {
    "sum": lambda xs: xs[0] + xs[1],
    "mul": lambda xs: xs[0] * xs[1],
    "ave": lambda xs: (xs[0] + xs[1]) / 2,
    "max": lambda xs: np.maximum(xs[0], xs[1]),
    "concat": lambda xs: np.concatenate(xs, -1),
    "dot": lambda xs: (xs[0] * xs[1]).sum(-1, keepdims=True),
}


def merge(name, mode, layers=None):
    told = {"name": name, "layers": layers or [], "mode": mode, "mode_type": "raw", "concat_axis": -1, "dot_axes": [1, 1],
            "output_shape": None, "output_shape_type": "raw", "output_mask": None, "output_mask_type": "raw", "arguments": {}}
    return Layer("Merge", told, [], MODES[mode])


def merge_cases():
    a, b = entry("input_1", 4), entry("input_2", 4)
    left, right = dense("dense_1", 4, 3), dense("dense_2", 4, 3, "tanh")
    merges = [merge("merge_" + mode, mode) for mode in MODES]
    last = merge("merge_all", "concat")
    nodes = [node(a), node(b), node(left, ["input_1"]), node(right, ["input_2"])]
    nodes += [node(each, ["dense_1", "dense_2"]) for each in merges]
    nodes += [node(last, [each.name for each in merges])]
    x, y = w(3, 4), w(3, 4)
    parts = [each.call([left.call(x), right.call(y)]) for each in merges]
    name = "keras1_merge_functional"
    write(name, graph("model_1", nodes, ["input_1", "input_2"], ["merge_all"]), [a, b, left, right, *merges, last], VERSION)
    record(name, "NumPy, as Keras 1.2.2", [x, y], [np.concatenate(parts, -1)])
    for mode in ("concat", "mul"):
        first = [dense("dense_1", 4, 3, "relu", (4,)), dense("dense_2", 3, 3)]
        second = [dense("dense_3", 5, 3, "tanh", (5,))]
        branches = [{"class_name": "Sequential", "config": [each.json() for each in branch]} for branch in (first, second)]
        joint = merge("merge_1", mode, branches)
        after = dense("dense_4", 6 if mode == "concat" else 3, 2)
        x, y = w(3, 4), w(3, 5)
        name = "keras1_merge_sequential_" + mode
        write(name, {"class_name": "Sequential", "config": [joint.json(), after.json()]}, [*first, *second, joint, after], VERSION)
        record(name, "NumPy, as Keras 1.2.2", [x, y], [after.call(joint.call([chain(first, x), chain(second, y)]))])


def graph_cases():
    a, b = entry("input_1", 4), entry("input_2", 4)
    shared, out1, out2 = dense("shared", 4, 4, "tanh"), dense("first_out", 4, 2), dense("second_out", 8, 1)
    joint = merge("merge_1", "concat")
    nodes = [node(a), node(b), node(shared, ["input_1"], ["input_2"], [("shared", 1)]), node(joint, [("shared", 0), ("shared", 2)]),
             node(out1, [("shared", 1)]), node(out2, ["merge_1"])]
    x, y = w(3, 4), w(3, 4)
    s = [shared.call(x), shared.call(y), shared.call(shared.call(y))]
    write("keras1_shared", graph("model_1", nodes, ["input_1", "input_2"], ["first_out", "second_out"]),
          [a, b, shared, joint, out1, out2], VERSION)
    record("keras1_shared", "NumPy, as Keras 1.2.2", [x, y], [out1.call(s[1]), out2.call(np.concatenate([s[0], s[2]], -1))])
    inner = [dense("dense_1", 4, 5, "relu", (4,)), dense("dense_2", 5, 3)]
    nest = {"class_name": "Sequential", "config": [each.json() for each in inner]}
    after = dense("dense_3", 3, 2)
    x = w(3, 4)
    # A Sequential inside a Sequential had its layers listed in its place.
    write("keras1_nested_sequential", {"class_name": "Sequential", "config": [nest, after.json()]}, [*inner, after], VERSION)
    record("keras1_nested_sequential", "NumPy, as Keras 1.2.2", [x], [after.call(chain(inner, x))])
    start, deep, hidden, norm = entry("input_1", 4), entry("input_2", 4), dense("dense_1", 4, 4, "tanh"), batch_norm("batchnormalization_1", 4)
    again = recurrent("GRU", "gru_1", 4, 3)
    nodes = [node(deep), node(hidden, ["input_2"]), node(norm, ["dense_1"])]
    model = graph("inner", nodes, ["input_2"], ["batchnormalization_1"])
    kept = [(f"/{one.name}_{key}", value) for one, rows in ((hidden, slice(0, 2)), (norm, slice(0, 2)), (norm, slice(2, 4)))
            for key, value in one.weights[rows]]
    inside = Layer("Model", {"name": "inner"}, kept, lambda x: norm.call(hidden.call(x)))
    repeat = plain("RepeatVector", "repeatvector_1", lambda x: np.repeat(x[:, None], 3, 1), n=3)
    nodes = [node(start), {**model, "name": "inner", "inbound_nodes": [[["input_1", 0, 0]], [["inner", 1, 0]]]},
             node(repeat, [("inner", 2)]), node(again, ["repeatvector_1"])]
    write("keras1_nested_model", graph("model_1", nodes, ["input_1"], ["gru_1"]), [start, inside, repeat, again], VERSION)
    record("keras1_nested_model", "NumPy, as Keras 1.2.2", [x], [again.call(repeat.call(inside.call(inside.call(x))))])


def training_case():
    layers = [dense("dense_1", 3, 4, "tanh", (3,)), dense("dense_2", 4, 1)]
    training = {"optimizer_config": {"class_name": "Adam", "config": {"lr": 0.01, "beta_1": 0.9, "beta_2": 0.999,
                                                                      "epsilon": 1e-08, "decay": 0.0}},
                "loss": "mean_squared_error", "metrics": ["accuracy"], "sample_weight_mode": None, "loss_weights": None}
    sequential("training_config", layers, w(2, 3), training=training)


def refused_cases():
    """What is refused, each for its reason: nothing is recorded but the file."""
    def refuse(name, layer):
        write("refused_" + name, {"class_name": "Sequential", "config": [layer.json()]}, [layer], VERSION)

    refuse("batch_norm_mode_1", batch_norm("batchnormalization_1", 4, shape=(4,), mode=1))
    refuse("srelu", plain("SReLU", "srelu_1", shape=(4,), t_left_init="zero"))
    refuse("locally_connected", plain("LocallyConnected1D", "locallyconnected1d_1", shape=(4, 2), nb_filter=2, filter_length=2))
    refuse("lambda", plain("Lambda", "lambda_1", shape=(4,), function=["4wEAAAABAAAA\n", None, None], function_type="lambda",
                           output_shape=None, output_shape_type="raw", arguments={}))


dense_cases()
advanced_cases()
convolution_cases()
sequence_cases()
merge_cases()
graph_cases()
training_case()
refused_cases()
