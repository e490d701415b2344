"""Recurrent layers: all results, gradients by inputs and weights, states that are kept, and two networks trained."""

import jax
import keras
import numpy as np

from oracle import json_form, model_record
from oracle.cases import cast, rng
from oracle.layers import weights
from oracle.model_builder import thing
from oracle.model_record import initial_value
from oracle.spec import batches, entry, labels, node, normal, of, pair, sequential, uniform

MASK = np.array([[1, 1, 0, 1], [0, 1, 1, 0], [0, 0, 0, 0]], bool)


class MinimalCell(keras.layers.Layer):
    """A user's cell, whose output is not its state."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.state_size = units

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.state_size), name="kernel")
        self.recurrent_kernel = self.add_weight(shape=(self.state_size, self.state_size), name="recurrent_kernel")

    def call(self, x, states):
        h = keras.ops.tanh(keras.ops.matmul(x, self.kernel) + keras.ops.matmul(states[0], self.recurrent_kernel))
        return h * 2 + 1, [h]


keras.layers.MinimalCell = MinimalCell  # where the forms look for classes


def sequence(*shape):
    return rng(sum(shape)).normal(size=shape)


def state(index, units):
    return rng(50 + index).uniform(-1, 1, (3, units))


X = sequence(3, 4, 2)


def layers():
    for kind, states in [("SimpleRNN", 1), ("LSTM", 2), ("GRU", 1)]:
        first = [state(i, 3) for i in range(states)]
        yield kind, {"units": 3}, [X]
        yield kind, {"units": 3, "return_sequences": True}, [X]
        yield kind, {"units": 3, "return_sequences": True, "return_state": True}, [X, *first]
        yield kind, {"units": 3, "go_backwards": True, "return_state": True}, [X, *first]
        yield kind, {"units": 3, "go_backwards": True, "return_sequences": True, "use_bias": False}, [X]
        yield kind, {"units": 1, "activation": "relu"}, [X], None, True
        yield kind, {"units": 3, "return_sequences": True, "return_state": True}, [X], MASK
        yield kind, {"units": 3}, [X, *first], MASK
        yield kind, {"units": 3, "go_backwards": True, "return_sequences": True,
                     "zero_output_for_mask": True}, [X], MASK
        yield kind, {"units": 3, "zero_output_for_mask": True, "return_state": True}, [X], MASK
        yield kind, {"units": 2}, [sequence(2, 1, 3)]
    for kind in ["LSTM", "GRU"]:
        yield kind, {"units": 3, "activation": "linear", "recurrent_activation": "tanh"}, [X]
    yield "LSTM", {"units": 3, "unit_forget_bias": False}, [X]
    for args in [{}, {"use_bias": False, "return_sequences": True}, {"go_backwards": True, "return_state": True}]:
        yield "GRU", {"units": 3, "reset_after": False, **args}, [X]
    yield "GRU", {"units": 3, "reset_after": False, "return_sequences": True}, [X], MASK
    # Separate products for each gate, which give the same numbers in inference.
    for kind in ["SimpleRNN", "LSTM", "GRU"]:
        yield kind, {"units": 3, "dropout": 0.3, "recurrent_dropout": 0.4}, [X]


def cells():
    for kind, states in [("SimpleRNNCell", 1), ("LSTMCell", 2), ("GRUCell", 1)]:
        first = [state(i, 3) for i in range(states)]
        x = sequence(3, 2)
        yield kind, {"units": 3}, [x, *first]
        yield kind, {"units": 3, "use_bias": False}, [x, *first]
        yield kind, {"units": 3, "activation": "sigmoid"}, [x, *first]
        yield kind, {"units": 3, "dropout": 0.5, "recurrent_dropout": 0.5}, [x, *first]
    yield "GRUCell", {"units": 3, "reset_after": False}, [sequence(3, 2), state(0, 3)]
    lstm, gru, plain = (of(k, units=u) for k, u in [("LSTMCell", 3), ("GRUCell", 2), ("SimpleRNNCell", 4)])
    yield "StackedRNNCells", {"cells": [lstm, gru]}, [sequence(3, 2), state(0, 3), state(1, 3), state(2, 2)]
    yield "StackedRNNCells", {"cells": [gru, plain]}, [sequence(3, 2), state(0, 2), state(1, 4)]
    for stack in [[lstm, gru], [gru, lstm], [plain, plain, gru]]:
        yield "RNN", {"cell": of("StackedRNNCells", cells=stack), "return_sequences": True}, [X]
    yield "RNN", {"cell": of("StackedRNNCells", cells=[gru, lstm]), "return_state": True}, [X], MASK
    yield "RNN", {"cell": of("StackedRNNCells", cells=[lstm, gru]), "return_sequences": True}, [X], MASK
    yield "RNN", {"cell": lstm, "return_state": True, "go_backwards": True}, [X, state(0, 3), state(1, 3)]
    for args in [{}, {"return_sequences": True}, {"go_backwards": True, "return_state": True}]:
        yield "RNN", {"cell": of("MinimalCell", units=3), **args}, [X]
        yield "RNN", {"cell": of("MinimalCell", units=3), **args}, [X], MASK
    yield "RNN", {"cell": of("MinimalCell", units=3), "zero_output_for_mask": True}, [X, state(3, 3)], MASK


def wrappers():
    for mode in ["concat", "sum", "mul", "ave", "none"]:
        yield "Bidirectional", {"layer": of("LSTM", units=2), "merge_mode": mode}, [X]
        yield "Bidirectional", {"layer": of("GRU", units=2, return_sequences=True), "merge_mode": mode}, [X], MASK
    yield "Bidirectional", {"layer": of("LSTM", units=2, return_state=True)}, [X, *(state(i, 2) for i in range(4))]
    yield "Bidirectional", {"layer": of("SimpleRNN", units=2, return_state=True), "merge_mode": "none"}, [X], MASK
    yield "Bidirectional", {"layer": of("RNN", cell=of("GRUCell", units=2), return_sequences=True)}, [X]
    yield "Bidirectional", {"layer": of("LSTM", units=2, return_sequences=True),
                            "backward_layer": of("GRU", units=3, return_sequences=True, go_backwards=True)}, [X]
    yield "TimeDistributed", {"layer": of("Dense", units=3, activation="tanh")}, [X]
    yield "TimeDistributed", {"layer": of("Dense", units=2)}, [X], MASK
    yield "TimeDistributed", {"layer": of("Flatten")}, [sequence(2, 3, 2, 2)]
    yield "TimeDistributed", {"layer": of("Conv2D", filters=2, kernel_size=2)}, [sequence(2, 3, 3, 4, 1)]
    yield "TimeDistributed", {"layer": of("LSTM", units=2)}, [sequence(2, 3, 4, 2)]
    zeros = X * MASK[:, :, None]
    yield "Masking", {}, [zeros]
    yield "Masking", {"mask_value": 2.0}, [np.where(MASK[:, :, None], X, 2.0)]
    yield "Masking", {"mask_value": -1.0}, [np.where(X > 0, X, -1.0)]
    yield "Masking", {}, [sequence(2, 3)]


def call_of(layer, inputs, **kwargs):
    """All results, flat; states go where the class takes them."""
    x, *states = inputs
    if hasattr(layer, "state_size") and not hasattr(layer, "cell"):
        nested = iter(states)
        sizes = [[s] if isinstance(s, int) else s for s in layer.state_size] if hasattr(layer, "cells") else None
        states = [[next(nested) for _ in size] for size in sizes] if sizes else states
        return keras.tree.flatten(layer(x, states))
    given = {"initial_state": states} if states else {}
    return keras.tree.flatten(layer(x, **given, **kwargs))


def made(kind, args, inputs):
    layer = thing(keras.layers, of(kind, **args))
    symbols = [keras.KerasTensor((None, *i.shape[1:]), dtype=i.dtype.name) for i in inputs]
    if hasattr(layer, "state_size") and not hasattr(layer, "cell"):
        layer.build((None, inputs[0].shape[1]))
        layer.built = True
    else:
        call_of(layer, symbols)
    for index, weight in enumerate(layer.weights):
        weight.assign(initial_value(weight.name, tuple(weight.shape), rng(900 + index)).astype("float32"))
    return layer


def case(kind, args, inputs, mask=None, training=False):
    inputs = [cast(i) for i in inputs]
    layer = made(kind, args, inputs)
    form = {"layer": kind, "args": args, "inputs": [json_form.tensor(i) for i in inputs], "training": training}
    kwargs = {"training": training} if layer._call_has_training_arg else {}
    if mask is not None:
        form["mask"] = json_form.tensor(mask)
        kwargs["mask"] = mask
    form["weights"] = weights(layer)

    def call(trainable, given):
        values = zip(layer.trainable_variables, trainable)
        with keras.StatelessScope(state_mapping=list(values)):
            return call_of(layer, given, **kwargs)

    outputs, pull = jax.vjp(call, [v.value for v in layer.trainable_variables], [jax.numpy.asarray(i) for i in inputs])
    cotangents = [cast(rng(77 + i).uniform(-1, 1, o.shape)).astype(o.dtype) for i, o in enumerate(outputs)]
    by_weight, by_input = pull([jax.numpy.asarray(c) for c in cotangents])
    return form | {
        "params": layer.count_params(), "outputs": [json_form.tensor(o) for o in outputs],
        "cotangents": [json_form.tensor(c) for c in cotangents],
        "input_gradients": [json_form.tensor(g) for g in by_input],
        "weight_gradients": [{"name": v.name, **json_form.tensor(g)}
                             for v, g in zip(layer.trainable_variables, by_weight)]}


def stateful(kind, args):
    """Two batches one after the other, then a third after the states were reset."""
    xs = [cast(rng(60 + i).normal(size=(3, 4, 2))) for i in range(3)]
    layer = thing(keras.layers, of(kind, **args))
    layer(xs[0])
    for index, weight in enumerate(layer.weights):
        weight.assign(initial_value(weight.name, tuple(weight.shape), rng(900 + index)).astype("float32"))
    layer.reset_state()
    outputs = [keras.tree.flatten(layer(x)) for x in xs[:2]]
    layer.reset_state()
    outputs.append(keras.tree.flatten(layer(xs[2])))
    return {"layer": kind, "args": args, "inputs": [json_form.tensor(x) for x in xs], "weights": weights(layer),
            "outputs": [[json_form.tensor(o) for o in one] for one in outputs]}


def kept():
    yield "LSTM", {"units": 3, "stateful": True, "return_sequences": True}
    yield "GRU", {"units": 3, "stateful": True, "return_state": True}
    yield "RNN", {"cell": of("MinimalCell", units=3), "stateful": True}
    yield "Bidirectional", {"layer": of("SimpleRNN", units=2, stateful=True)}


def wrapper(kind, name, **args):
    return {**node(kind, name), "args": args}


def masked_lstm():
    def draw(r, n):
        ids = labels(r, 8, n, 6) + 1
        for row, length in zip(ids, r.integers(1, 7, n)):
            row[length:] = 0
        return pair("x", ids, "y", labels(r, 3, n))

    return {
        "seed": 1, "note": "texts of several lengths behind a mask, penalties on the kernels and the result, Adam",
        "config": sequential(
            "MaskedLstm", entry("x", 6, dtype="int32"),
            node("Embedding", "embedding", input_dim=9, output_dim=4, mask_zero=True),
            node("LSTM", "first", units=5, return_sequences=True, kernel_regularizer=of("L2", l2=0.01),
                 recurrent_regularizer=of("L1", l1=0.002), activity_regularizer=of("L2", l2=0.01)),
            node("LSTM", "second", units=4),
            node("Dense", "y", units=3, activation="softmax")),
        "compile": {"optimizer": of("Adam", learning_rate=0.01),
                    "losses": {"y": of("SparseCategoricalCrossentropy")}},
        "batches": batches(draw, (6, 6, 6, 3)),
    }


def bidirectional_gru():
    return {
        "seed": 2, "note": "both directions, a layer for each step, no mask, SGD with momentum",
        "config": sequential(
            "BidirectionalGru", entry("x", 5, 3),
            wrapper("Bidirectional", "both", layer=of("GRU", units=4, return_sequences=True)),
            wrapper("TimeDistributed", "each", layer=of("Dense", units=3, activation="tanh")),
            wrapper("Bidirectional", "sum", layer=of("SimpleRNN", units=3), merge_mode="sum"),
            node("Dense", "y", units=1)),
        "compile": {"optimizer": of("SGD", learning_rate=0.05, momentum=0.9),
                    "losses": {"y": of("MeanSquaredError")}},
        "batches": batches(lambda r, n: pair("x", normal(r, n, 5, 3), "y", uniform(r, -1, 1, n, 1)), (6, 6, 6, 3)),
    }


def record():
    return {"keras": keras.__version__, "cases": [case(*c) for c in [*layers(), *cells(), *wrappers()]],
            "stateful": [stateful(*c) for c in kept()],
            "models": [model_record.record(spec()) for spec in (masked_lstm, bidirectional_gru)]}
