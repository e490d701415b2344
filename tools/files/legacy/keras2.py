"""Whole-model .h5 files as Keras 2.0 to 2.3 and TensorFlow 1.13 to 2.15 wrote them, with answers computed in NumPy.

Here is what tf_keras.py cannot write, because TensorFlow's frozen copy lacks it: Theano's kernels, cuDNN's weights,
normalizations, wrappers, lists for Sequentials, optimizers as they were.
"""

import numpy as np

import reference as R
from oldfile import Layer, write
from recording import numbers, record

rng = np.random.default_rng(2)


def w(*shape):
    return numbers(rng, *shape)


def glorot():
    return {"class_name": "VarianceScaling", "config": {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform", "seed": None}}


ZEROS = {"class_name": "Zeros", "config": {}}
ONES = {"class_name": "Ones", "config": {}}
ORTHOGONAL = {"class_name": "Orthogonal", "config": {"gain": 1.0, "seed": None}}
PARTS = {"kernel_regularizer": None, "bias_regularizer": None, "activity_regularizer": None, "kernel_constraint": None,
         "bias_constraint": None}


def config(name, shape=None, **more):
    told = {"name": name, "trainable": True, **more}
    if shape is not None:
        told.update(batch_input_shape=[None, *shape], dtype="float32")
    return told


def dense(name, n_in, n_out, kind="linear", shape=None, **more):
    k, b = w(n_in, n_out), w(n_out)
    told = config(name, shape, units=n_out, activation=kind, use_bias=True, kernel_initializer=glorot(),
                  bias_initializer=ZEROS, **PARTS)
    told.update(more)
    return Layer("Dense", told, [("kernel", k), ("bias", b)], lambda x: R.ACTIVATIONS[kind](x @ k + b))


def plain(class_name, name, call=lambda x: x, shape=None, **more):
    return Layer(class_name, config(name, shape, **more), [], call)


def flatten(data_format="channels_last"):
    move = (lambda x: R.last(x)) if data_format == "channels_first" else (lambda x: x)
    return plain("Flatten", "flatten_1", lambda x: move(x).reshape(len(x), -1), data_format=data_format)


def ordered(function, data_format):
    return function if data_format == "channels_last" else lambda x: R.first(function(R.last(x)))


def conv(name, kernel, shape=None, data_format="channels_last", turned=False, padding="valid", transposed=False):
    rank = len(kernel) - 2
    k, b = w(*kernel), w(kernel[-2] if transposed else kernel[-1])
    told = config(name, shape, filters=len(b), kernel_size=list(kernel[:rank]), strides=[1] * rank, padding=padding,
                  data_format=data_format, activation="linear", use_bias=True, kernel_initializer=glorot(),
                  bias_initializer=ZEROS, **PARTS, dilation_rate=[1] * rank)
    kept = k[tuple([slice(None, None, -1)] * rank)] if turned else k
    run = (lambda x: R.conv_transpose(x, k, [1] * rank, padding) + b) if transposed else (lambda x: R.conv(x, k, None, padding) + b)
    return Layer(f"Conv{rank}D" + ("Transpose" if transposed else ""), told, [("kernel", kept), ("bias", b)], ordered(run, data_format))


def batch_norm(name, n, axis=-1, class_name="BatchNormalization", shape=None, **more):
    gamma, beta, mean, variance = w(n), w(n), w(n), np.abs(w(n)) + np.float32(0.5)
    told = config(name, shape, axis=axis, momentum=0.99, epsilon=0.001, center=True, scale=True, beta_initializer=ZEROS,
                  gamma_initializer=ONES, moving_mean_initializer=ZEROS, moving_variance_initializer=ONES,
                  beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None, **more)
    kept = [("gamma", gamma), ("beta", beta), ("moving_mean", mean), ("moving_variance", variance)]
    at = axis[0] if isinstance(axis, list) else axis
    return Layer(class_name, told, kept, lambda x: R.batch_norm(x, gamma, beta, mean, variance, at))


def recurrent(kind, name, n_in, n, shape=None, sequences=False, backwards=False, inner="hard_sigmoid", reset_after=None,
              cell="", states=False, **more):
    width = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}[kind] * n
    k, u = w(n_in, width), w(n, width)
    b = w(2, width) if reset_after else w(width)
    told = config(name, shape, return_sequences=sequences, return_state=states, go_backwards=backwards, stateful=False,
                  unroll=False, units=n, activation="tanh", use_bias=True, kernel_initializer=glorot(),
                  recurrent_initializer=ORTHOGONAL, bias_initializer=ZEROS, kernel_regularizer=None,
                  recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,
                  recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, **more)
    options = {}
    if kind != "SimpleRNN":
        told.update(recurrent_activation=inner, implementation=1)
        options["inner"] = inner
    if kind == "LSTM":
        told["unit_forget_bias"] = True
    if reset_after is not None:
        told["reset_after"] = options["reset_after"] = reset_after
    run = {"LSTM": R.lstm, "GRU": R.gru, "SimpleRNN": R.simple_rnn}[kind]
    kept = [(cell + key, value) for key, value in (("kernel", k), ("recurrent_kernel", u), ("bias", b))]
    layer = Layer(kind, told, kept, lambda x, **o: run(x, k, u, b, sequences=sequences, backwards=backwards, **options, **o)[0])
    layer.run = lambda x, **o: run(x, k, u, b, sequences=sequences, backwards=backwards, **options, **o)
    return layer


def cudnn(kind, name, n_in, n, shape):
    gates = 4 if kind == "LSTM" else 3
    k, u, b = w(n_in, gates * n), w(n, gates * n), w(2 * gates * n)
    told = config(name, shape, return_sequences=False, return_state=False, go_backwards=False, stateful=False, units=n,
                  kernel_initializer=glorot(), recurrent_initializer=ORTHOGONAL, bias_initializer=ZEROS,
                  kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None,
                  kernel_constraint=None, recurrent_constraint=None, bias_constraint=None)
    if kind == "LSTM":
        told["unit_forget_bias"] = True
    # cuDNN computes W x with W of (units, inputs): the file has those numbers, gate by gate, in another shape.
    kept_k = np.hstack([np.ascontiguousarray(part.T).reshape(part.shape) for part in np.hsplit(k, gates)])
    kept_u = np.hstack([part.T for part in np.hsplit(u, gates)])
    kept = [("kernel", kept_k), ("recurrent_kernel", kept_u), ("bias", b)]
    if kind == "LSTM":
        half = len(b) // 2
        call = lambda x: R.lstm(x, k, u, b[:half] + b[half:], inner="sigmoid")[0]
    else:
        call = lambda x: R.gru(x, k, u, b.reshape(2, -1), inner="sigmoid", reset_after=True)[0]
    return Layer("CuDNN" + kind, told, kept, call)


def chain(layers, x):
    for layer in layers:
        x = layer.call(x)
    return x


def sequential(name, layers, x, version="2.2.4", backend="tensorflow", listed=False, start=None, **more):
    told = [each.json() for each in layers]
    if start:
        told = [start, *told]
    told = told if listed else {"name": "sequential_1", "layers": told}
    write(name, {"class_name": "Sequential", "config": told}, layers, version, backend, **more)
    record(name, f"NumPy, as Keras {version} on {backend}", [x], [chain(layers, x)])


def node(layer, *calls, **named):
    data = [[[each if isinstance(each, str) else each[0], 0 if isinstance(each, str) else each[1],
              0 if isinstance(each, str) or len(each) < 3 else each[2], named] for each in call] for call in calls]
    return {**layer.json(), "name": layer.name, "inbound_nodes": data}


def entry(name, *shape, tf=False):
    told = {"batch_input_shape": [None, *shape], "dtype": "float32", "sparse": False, "name": name}
    if tf:
        told["ragged"] = False
    return Layer("InputLayer", told)


def graph(name, nodes, inputs, outputs, class_name="Model"):
    ends = lambda names: [[each if isinstance(each, str) else each[0], 0 if isinstance(each, str) else each[1], 0] for each in names]
    return {"class_name": class_name, "config": {"name": name, "layers": nodes, "input_layers": ends(inputs), "output_layers": ends(outputs)}}


def theano_cases():
    for backend in ("theano", "tensorflow", "cntk"):
        turned, order = backend == "theano", "channels_first" if backend == "theano" else "channels_last"
        shape = (2, 6, 6) if turned else (6, 6, 2)
        layers = [
            conv("conv2d_1", (3, 3, 2, 4), shape, order, turned),
            batch_norm("batch_normalization_1", 4, 1 if turned else 3),
            plain("MaxPooling2D", "max_pooling2d_1", ordered(lambda x: R.pool(x, (2, 2)), order), pool_size=[2, 2],
                  padding="valid", strides=[2, 2], data_format=order),
            flatten(order),
            dense("dense_1", 16, 3, "softmax"),
        ]
        sequential("keras2_conv2d_" + backend, layers, w(2, *shape), "2.2.4", backend)
    layers = [conv("conv1d_1", (3, 2, 4), (8, 2), turned=True), plain("GlobalMaxPooling1D", "global_max_pooling1d_1", lambda x: x.max(1))]
    sequential("keras2_conv1d_theano", layers, w(2, 8, 2), "2.0.8", "theano", listed=True)
    layers = [conv("conv2d_transpose_1", (3, 2, 4, 2), (4, 4, 2), turned=True, transposed=True)]
    sequential("keras2_conv2d_transpose_theano", layers, w(2, 4, 4, 2), "2.1.6", "theano", listed=True)
    layers = [conv("conv3d_1", (2, 2, 3, 2, 3), (2, 3, 3, 4), "channels_first", turned=True), plain("Flatten", "flatten_1", lambda x: x.reshape(len(x), -1))]
    sequential("keras2_conv3d_theano", layers, w(2, 2, 3, 3, 4), "2.0.8", "theano", listed=True)
    n = 2
    k, u, b = w(3, 3, 3, 4 * n), w(3, 3, n, 4 * n), w(4 * n)
    told = config("conv_lst_m2d_1", (3, 3, 4, 4), return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False,
                  filters=n, kernel_size=[3, 3], strides=[1, 1], padding="same", data_format="channels_first", dilation_rate=[1, 1],
                  activation="tanh", recurrent_activation="hard_sigmoid", use_bias=True, kernel_initializer=glorot(),
                  recurrent_initializer=ORTHOGONAL, bias_initializer=ZEROS, unit_forget_bias=True, kernel_regularizer=None,
                  recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,
                  recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0)
    layer = Layer("ConvLSTM2D", told, [("kernel", k[::-1, ::-1]), ("recurrent_kernel", u[::-1, ::-1]), ("bias", b)],
                  lambda x: R.first(R.conv_lstm(np.moveaxis(x, 2, -1), k, u, b)))
    sequential("keras2_conv_lstm2d_theano", [layer], w(2, 3, 3, 4, 4), "2.2.4", "theano")


def recurrent_cases():
    for kind in ("LSTM", "GRU"):
        sequential(f"keras2_cudnn_{kind.lower()}", [cudnn(kind, "cu_dnn_1", 5, 4, (6, 5)), dense("dense_1", 4, 2)], w(2, 6, 5))
        forward, backward = cudnn(kind, "f", 3, 4, None), cudnn(kind, "b", 3, 4, None)
        told = config("bidirectional_1", (5, 3), layer={"class_name": "CuDNN" + kind, "config": {**forward.config, "name": "cu_dnn_1"}},
                      merge_mode="mul")
        kept = [(f"/bidirectional_1/{part}_cu_dnn_1/{key}:0", value) for part, one in (("forward", forward), ("backward", backward))
                for key, value in one.weights]
        layer = Layer("Bidirectional", told, kept, lambda x, f=forward, b=backward: f.call(x) * b.call(x[:, ::-1]))
        sequential(f"keras2_bidirectional_cudnn_{kind.lower()}", [layer], w(2, 5, 3))
    sequential("keras2_gru_reset_after", [recurrent("GRU", "gru_1", 3, 4, (5, 3), reset_after=True, inner="sigmoid")], w(2, 5, 3))
    sequential("keras2_gru_without_reset_after", [recurrent("GRU", "gru_1", 3, 4, (5, 3))], w(2, 5, 3), "2.0.8", listed=True)
    sequential("keras2_lstm", [recurrent("LSTM", "lstm_1", 3, 4, (5, 3), sequences=True),
                               recurrent("LSTM", "lstm_2", 4, 3, backwards=True)], w(2, 5, 3), "2.0.0", listed=True)
    forward, backward = recurrent("LSTM", "f", 3, 4, sequences=True), recurrent("LSTM", "b", 3, 4, sequences=True, backwards=True)
    told = config("bidirectional_1", (5, 3), layer={"class_name": "LSTM", "config": {**forward.config, "name": "lstm_1"}}, merge_mode="concat")
    kept = [(f"/bidirectional_1/{part}_lstm_1/{key}:0", value) for part, one in (("forward", forward), ("backward", backward)) for key, value in one.weights]
    both = Layer("Bidirectional", told, kept, lambda x: np.concatenate([forward.call(x), backward.call(x)[:, ::-1]], -1))
    inner = dense("dense_1", 8, 3, "tanh")
    spread = Layer("TimeDistributed", config("time_distributed_1", layer=inner.json()), inner.weights, inner.call)
    sequential("keras2_bidirectional", [both, spread], w(2, 5, 3), "2.1.2", listed=True)
    # TensorFlow 2 named the weights after the cell, and wrote the layer for the way back too.
    forward = recurrent("LSTM", "forward_lstm", 3, 4, inner="sigmoid", time_major=False)
    backward = recurrent("LSTM", "backward_lstm", 3, 4, inner="sigmoid", backwards=True, time_major=False)
    told = config("bidirectional", (5, 3), layer={"class_name": "LSTM", "config": {**forward.config, "name": "lstm"}}, merge_mode="ave",
                  backward_layer={"class_name": "LSTM", "config": {**backward.config, "name": "backward_lstm"}})
    kept = [(f"/bidirectional/{part}_lstm/lstm_cell_{i}/{key}:0", value) for i, (part, one) in enumerate((("forward", forward), ("backward", backward)), 1)
            for key, value in one.weights]
    layer = Layer("Bidirectional", told, kept, lambda x: (forward.call(x) + backward.call(x)) / 2)
    sequential("tf2_bidirectional", [layer], w(2, 5, 3), "2.11.0", start=entry("bidirectional_input", 5, 3, tf=True).json())
    layers = [recurrent("LSTM", "lstm", 3, 4, (5, 3), inner="sigmoid", sequences=True, cell="lstm_cell/", time_major=False),
              recurrent("GRU", "gru", 4, 3, inner="sigmoid", reset_after=True, cell="gru_cell/", time_major=False), dense("dense", 3, 2)]
    sequential("tf2_lstm_gru", layers, w(2, 5, 3), "2.15.0", start=entry("lstm_input", 5, 3, tf=True).json())
    encoder_decoder()


def encoder_decoder():
    """Translation as in Keras' example: the last states of one LSTM are the first of another."""
    a, b = entry("input_1", 5, 3), entry("input_2", 4, 2)
    encoder, decoder = recurrent("LSTM", "lstm_1", 3, 4, states=True), recurrent("LSTM", "lstm_2", 2, 4, sequences=True, states=True)
    out = dense("dense_1", 4, 2, "softmax")
    x, y = w(2, 5, 3), w(2, 4, 2)
    _, states = encoder.run(x)
    sequences, _ = decoder.run(y, states=states)
    nodes = [node(a), node(b), node(encoder, ["input_1"]), node(decoder, ["input_2", ("lstm_1", 0, 1), ("lstm_1", 0, 2)]), node(out, ["lstm_2"])]
    write("keras2_encoder_decoder", graph("model_1", nodes, ["input_1", "input_2"], ["dense_1"]), [a, b, encoder, decoder, out], "2.2.4", "tensorflow")
    record("keras2_encoder_decoder", "NumPy, as Keras 2.2.4", [x, y], [out.call(sequences)])
    called = {**decoder.json(), "name": "lstm_2", "inbound_nodes": [[["input_2", 0, 0, {"initial_state": [["lstm_1", 0, 1], ["lstm_1", 0, 2]]}]]]}
    nodes = [node(a), node(b), node(encoder, ["input_1"]), called, node(out, ["lstm_2"])]
    write("tf2_encoder_decoder", graph("model", nodes, ["input_1", "input_2"], ["dense_1"], "Functional"), [a, b, encoder, decoder, out], "2.9.0", "tensorflow")
    record("tf2_encoder_decoder", "NumPy, as tf.keras 2.9", [x, y], [out.call(sequences)])


def normalization_cases():
    for name, class_name, axis, version in (("v1", "BatchNormalizationV1", [3], "2.2.4-tf"), ("v2", "BatchNormalizationV2", [3], "2.2.4-tf"),
                                            ("list", "BatchNormalization", [3], "2.4.0"), ("sync", "SyncBatchNormalization", [3], "2.12.0")):
        layers = [batch_norm("batch_normalization", 3, axis, class_name, (4, 4, 3)), plain("GlobalAveragePooling2D", "global_average_pooling2d",
                  lambda x: x.mean((1, 2)), data_format="channels_last", **({"keepdims": False} if name == "sync" else {}))]
        sequential("tf_batch_norm_" + name, layers, w(2, 4, 4, 3), version, start=entry("input", 4, 4, 3, tf=True).json())
    gamma, beta = w(4), w(4)

    def layer_norm(x):
        return (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 0.001) * gamma + beta

    told = config("layer_normalization", (3, 4), axis=[2], epsilon=0.001, center=True, scale=True, beta_initializer=ZEROS,
                  gamma_initializer=ONES, beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None)
    layer = Layer("LayerNormalization", told, [("gamma", gamma), ("beta", beta)], layer_norm)
    sequential("tf_layer_norm", [layer], w(2, 3, 4), "2.6.0", start=entry("input", 3, 4, tf=True).json())
    mean, variance = w(4), np.abs(w(4)) + np.float32(0.5)
    told = config("normalization", (4,), axis=[-1], mean=None, variance=None, invert=False)
    layer = Layer("Normalization", told, [("/mean:0", mean), ("/variance:0", variance), ("/count:0", np.int64(7))],
                  lambda x: (x - mean) / np.sqrt(variance))
    sequential("tf_normalization", [layer, plain("Rescaling", "rescaling", lambda x: x * 0.5 + 1, scale=0.5, offset=1.0), dense("dense", 4, 2)],
               w(2, 4), "2.8.0", start=entry("input", 4, tf=True).json())


def attention_case():
    heads, size, width = 2, 3, 4
    q, k, v, o = w(width, heads, size), w(width, heads, size), w(width, heads, size), w(heads, size, width)
    bq, bk, bv, bo = w(heads, size), w(heads, size), w(heads, size), w(width)

    def call(x):
        Q, K, V = (np.einsum("btd,dhs->bths", x, m) + b for m, b in ((q, bq), (k, bk), (v, bv)))
        scores = np.einsum("bths,buhs->bhtu", Q, K) / np.sqrt(size)
        mixed = np.einsum("bhtu,buhs->bths", R.ACTIVATIONS["softmax"](scores), V)
        return np.einsum("bths,hsd->btd", mixed, o) + bo

    told = config("multi_head_attention", None, dtype="float32", num_heads=heads, key_dim=size, value_dim=size, dropout=0.0, use_bias=True,
                  output_shape=None, attention_axes=[1], kernel_initializer={"class_name": "GlorotUniform", "config": {"seed": None}},
                  bias_initializer=ZEROS, **PARTS, query_shape=[None, 5, width], key_shape=[None, 5, width], value_shape=[None, 5, width])
    kept = [(f"/multi_head_attention/{part}/{key}:0", value) for part, pair in (("query", (q, bq)), ("key", (k, bk)), ("value", (v, bv)), ("attention_output", (o, bo)))
            for key, value in zip(("kernel", "bias"), pair)]
    a, layer = entry("input_1", 5, width, tf=True), Layer("MultiHeadAttention", told, kept, call)
    called = {**layer.json(), "name": layer.name, "inbound_nodes": [[["input_1", 0, 0, {"value": ["input_1", 0, 0]}]]]}
    x = w(2, 5, width)
    write("tf_multi_head_attention", graph("model", [node(a), called], ["input_1"], ["multi_head_attention"], "Functional"), [a, layer], "2.10.0", "tensorflow")
    record("tf_multi_head_attention", "NumPy, as tf.keras 2.10", [x], [call(x)])


def raw_operation_case():
    """Until TensorFlow 2.3 what was computed between layers was written as nodes of its graph."""
    a, first, second = entry("input_1", 4, tf=True), dense("dense", 4, 3), dense("dense_1", 3, 2)

    def raw(name, op, constants, attributes=()):
        told = {"name": "tf_op_layer_" + name, "trainable": True, "dtype": "float32", "constants": constants,
                "node_def": {"name": name, "op": op, "input": ["x", "y"], "attr": {"T": {"type": "DT_FLOAT"}, **dict(attributes)}}}
        return Layer("TensorFlowOpLayer", told)

    ops = [raw("mul", "Mul", {"1": 2.0}), raw("sub", "Sub", {"0": 1.0}), raw("add", "AddV2", {}), raw("Mean", "Mean", {"1": -1}, {"keep_dims": {"b": True}}.items()),
           raw("concat", "ConcatV2", {"2": -1}), raw("Reshape", "Reshape", {"1": [-1, 4]}), raw("Relu", "Relu", {}), raw("Sigmoid", "Sigmoid", {})]
    names = [each.name for each in ops]
    nodes = [node(a), node(first, ["input_1"]), node(ops[0], ["dense"]), node(ops[1], [names[0]]), node(ops[2], [names[1], "dense"]),
             node(ops[3], [names[2]]), node(ops[4], [names[2], names[3]]), node(ops[5], [names[4]]), node(ops[6], [names[5]]), node(ops[7], [names[6]])]
    x = w(3, 4)
    d = first.call(x)
    s = (1 - d * 2) + d
    y = R.sigmoid(np.maximum(np.concatenate([s, s.mean(-1, keepdims=True)], -1).reshape(-1, 4), 0))
    last = dense("dense_1", 4, 2)
    nodes.append(node(last, [names[7]]))
    write("tf_raw_operations", graph("model", nodes, ["input_1"], ["dense_1"]), [a, first, *ops, last], "2.3.0-tf", "tensorflow")
    record("tf_raw_operations", "NumPy, as tf.keras 2.1", [x], [last.call(y)])


def form_cases():
    odd = lambda value: {"type": "ndarray", "value": value}
    layers = [dense("dense_1", 4, 4, shape=(4,), kernel_regularizer={"class_name": "L1L2", "config": {"l1": 0.0, "l2": odd(0.01)}},
                    kernel_constraint={"class_name": "MaxNorm", "config": {"max_value": 2, "axis": 0}}),
              plain("LeakyReLU", "leaky_re_lu_1", lambda x: np.where(x > 0, x, 0.25 * x), alpha=odd(0.25)),
              dense("dense_2", 4, 3, kernel_initializer={"class_name": "VarianceScaling", "config": {
                  "scale": 2.0, "mode": "fan_in", "distribution": "normal", "seed": None, "dtype": "float32"}}),
              plain("Softmax", "softmax_1", R.ACTIVATIONS["softmax"], axis=-1),
              plain("ThresholdedReLU", "thresholded_re_lu_1", lambda x: np.where(x > 0.3, x, 0), theta=0.3)]
    sequential("keras2_values_of_numpy", layers, w(3, 4), "2.1.3", listed=True)
    sequential("keras2_text_attributes", [dense("dense_1", 4, 3, "hard_sigmoid", (4,)), dense("dense_2", 3, 2)], w(3, 4), "2.3.1", as_str=True)
    # Loading and saving again in one session gave the scopes of TensorFlow 1 numbers.
    again = dense("dense_1", 4, 3, shape=(4,))
    again.weights = [(f"/dense_1_2/{key}:0", value) for key, value in again.weights]
    inner = [dense("dense_2", 3, 3, "tanh", (3,)), batch_norm("batch_normalization_1", 3)]
    kept = [("/dense_2_1/kernel:0", inner[0].weights[0][1]), ("/dense_2_1/bias:0", inner[0].weights[1][1])]
    kept += [(f"/batch_normalization_1_1/{key}:0", value) for key, value in inner[1].weights]
    nest = {"class_name": "Sequential", "config": {"name": "sequential_2", "layers": [each.json() for each in inner]}}
    inside = Layer("Sequential", {"name": "sequential_2"}, kept, lambda x: chain(inner, x))
    inside.json = lambda: nest
    sequential("keras2_scopes_with_numbers", [again, inside], w(3, 4), "2.2.4")
    a = entry("input_1", 3)
    nodes = [node(a), {**nest, "name": "sequential_2", "inbound_nodes": [[["input_1", 0, 0, {}]], [["sequential_2", 1, 0, {}]]]}]
    x = w(2, 3)
    write("keras2_nested_twice", graph("model_1", nodes, ["input_1"], [("sequential_2", 2)]), [a, inside], "2.2.4", "tensorflow")
    record("keras2_nested_twice", "NumPy, as Keras 2.2.4", [x], [chain(inner, chain(inner, x))])
    # A frozen model has its weights layer by layer, the statistics among them.
    frozen = [dense("dense_3", 3, 3, "tanh", (3,)), batch_norm("batch_normalization_2", 3), dense("dense_4", 3, 3)]
    for each in frozen:
        each.config["trainable"] = False
    kept = [(f"/{each.name}/{key}:0", value) for each in frozen for key, value in each.weights]
    inside = Layer("Sequential", {"name": "sequential_3"}, kept, lambda x: chain(frozen, x))
    inside.json = lambda: {"class_name": "Sequential", "config": {"name": "sequential_3", "layers": [each.json() for each in frozen]}}
    sequential("keras2_nested_frozen", [inside, dense("dense_5", 3, 2)], w(2, 3), "2.2.4")
    policy = {"class_name": "Policy", "config": {"name": "float32"}}
    sequential("tf_policy", [dense("dense", 4, 3, "relu", dtype=policy), dense("dense_1", 3, 2, dtype=policy)], w(2, 4), "2.10.0",
               start=entry("dense_input", 4, tf=True).json())
    split_attributes()


def split_attributes():
    """Lists of names over 64 KB are in several attributes; here they are short and split all the same."""
    import h5py

    from recording import path

    layers = [dense(f"dense_{i}", 4, 4, "tanh", (4,) if not i else None) for i in range(5)]
    sequential("keras2_split_attributes", layers, w(2, 4), "2.2.4")
    with h5py.File(path("keras2_split_attributes"), "a") as f:
        for group, key in [(f["model_weights"], "layer_names")] + [(f["model_weights"][each.name], "weight_names") for each in layers]:
            names = list(group.attrs[key])
            del group.attrs[key]
            for i, part in enumerate(np.array_split(np.array([each.encode("utf8") for each in names]), 2)):
                group.attrs[f"{key}{i}"] = part


def training_cases():
    def training(class_name, **told):
        return {"optimizer_config": {"class_name": class_name, "config": told}, "loss": "binary_crossentropy", "metrics": ["acc"],
                "sample_weight_mode": None, "loss_weights": None}

    def state(layers, slots, counter=7):
        kept = [("training/Optimizer/iterations:0" if slots else "iterations", np.int64(counter))]
        for slot in range(slots):
            kept += [(f"training/Optimizer/Variable_{slot}_{i}:0", np.abs(w(*value.shape))) for i, (_, value) in
                     enumerate(pair for each in layers for pair in each.weights)]
        return kept

    for name, told, slots in (("adam", training("Adam", lr=0.01, beta_1=0.9, beta_2=0.999, epsilon=1e-07, decay=0.001, amsgrad=False), 2),
                              ("sgd", training("SGD", lr=0.1, momentum=0.9, decay=0.0, nesterov=True), 1),
                              ("rmsprop", training("RMSprop", lr=0.01, rho=0.9, epsilon=1e-07, decay=0.0), 1)):
        layers = [dense("dense_1", 3, 4, "tanh", (3,)), dense("dense_2", 4, 1, "sigmoid")]
        optimizer = state(layers, slots)
        if name == "rmsprop":
            optimizer = optimizer[1:]
        sequential("keras2_training_" + name, layers, w(2, 3), "2.2.4", training=told, optimizer=optimizer)


theano_cases()
recurrent_cases()
normalization_cases()
attention_case()
raw_operation_case()
form_cases()
training_cases()
