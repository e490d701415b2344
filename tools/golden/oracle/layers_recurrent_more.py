"""Steps written out, and the remaining options of recurrent layers and wrappers: paths of weights,
first weights, what constraints make of them, what is added to the loss, the masks of results."""

import jax
import keras
import numpy as np

from oracle import json_form
from oracle.cases import cast, rng
from oracle.layers_recurrent import MASK, MinimalCell, call_of, sequence, state
from oracle.model_builder import thing_of_key
from oracle.model_record import initial_value
from oracle.spec import of

X = sequence(3, 4, 2)
PENALTIES = {"kernel_regularizer": of("L2", l2=0.03), "recurrent_regularizer": of("L1", l1=0.02),
             "bias_regularizer": of("L1L2", l1=0.01, l2=0.02)}
BOUNDS = {"kernel_constraint": of("MaxNorm", max_value=0.4), "recurrent_constraint": of("UnitNorm"),
          "bias_constraint": of("NonNeg")}
FIRST = {"kernel_initializer": of("Constant", value=0.2), "recurrent_initializer": "ones",
         "bias_initializer": of("Constant", value=-0.1)}
DROPS = {"dropout": 0.3, "recurrent_dropout": 0.4, "seed": 7}


class BiasedStart(MinimalCell):
    """A user's cell that does not begin with zeros."""

    def get_initial_state(self, batch_size=None):
        return [keras.ops.full((batch_size, self.state_size), 0.25)]


keras.layers.BiasedStart = BiasedStart


def written_out():
    for kind, states in [("SimpleRNN", 1), ("LSTM", 2), ("GRU", 1)]:
        first = [state(i, 3) for i in range(states)]
        for training in [False, True]:
            yield kind, {"units": 3, "unroll": True}, [X], None, training
        yield kind, {"units": 3, "unroll": True, "return_sequences": True, "return_state": True}, \
            [X, *first], None, True
        yield kind, {"units": 3, "unroll": True, "go_backwards": True, "return_sequences": True}, [X], MASK
        yield kind, {"units": 3, "unroll": True, "return_sequences": True}, [X, *first], MASK, True
        yield kind, {"units": 3, **PENALTIES, "activity_regularizer": of("L1", l1=0.04), "return_sequences": True}, \
            [X], None, True
        yield kind, {"units": 3, **FIRST, **BOUNDS}, [X], None, True
        yield kind, {"units": 3, **DROPS}, [X]
        yield kind, {"units": 3, "stateful": True, "return_sequences": True}, [X]
    yield "LSTM", {"units": 3, **FIRST, "unit_forget_bias": False, "recurrent_activation": "hard_sigmoid"}, [X]
    yield "GRU", {"units": 3, **FIRST, "reset_after": False, "recurrent_activation": "tanh"}, [X], None, True
    yield "RNN", {"cell": of("MinimalCell", units=3, name="own"), "unroll": True, "return_state": True}, \
        [X], MASK, True
    yield "RNN", {"cell": of("GRUCell", units=3, name="own"), "unroll": True, "go_backwards": True,
                  "activity_regularizer": of("L2", l2=0.1)}, [X, state(0, 3)], None, True
    yield "RNN", {"cell": of("BiasedStart", units=3, name="own"), "return_sequences": True, "return_state": True}, [X]
    yield "RNN", {"cell": of("BiasedStart", units=3, name="own"), "stateful": True}, [X], None, True


def cells():
    for kind, states in [("SimpleRNNCell", 1), ("LSTMCell", 2), ("GRUCell", 1)]:
        first = [state(i, 3) for i in range(states)]
        x = sequence(3, 2)
        for training in [False, True]:
            yield kind, {"units": 3}, [x, *first], None, training
        yield kind, {"units": 3, **PENALTIES}, [x, *first], None, True
        yield kind, {"units": 3, **FIRST, **BOUNDS}, [x, *first]
        yield kind, {"units": 3, **DROPS}, [x, *first]
        if states == 2 or kind == "GRUCell":
            yield kind, {"units": 3, "recurrent_activation": "hard_sigmoid", "activation": "relu"}, \
                [x, *first], None, True
    yield "LSTMCell", {"units": 3, **FIRST, "unit_forget_bias": False}, [sequence(3, 2), state(0, 3), state(1, 3)]


def stacks():
    lstm, gru = of("LSTMCell", units=3, name="lower"), of("GRUCell", units=2, name="upper")
    own = of("MinimalCell", units=4, name="own")
    mixed = of("StackedRNNCells", cells=[lstm, own, gru], name="stack")
    for args in [{}, {"return_sequences": True, "unroll": True}, {"return_state": True, "go_backwards": True}]:
        yield "RNN", {"cell": mixed, **args}, [X], None, True
        yield "RNN", {"cell": mixed, **args}, [X], MASK
    yield "RNN", {"cell": of("StackedRNNCells", cells=[own, lstm], name="stack"), "zero_output_for_mask": True}, \
        [X], MASK


def both_ways():
    for mode in ["concat", "sum", "mul", "ave", "none"]:

                   yield "Bidirectional", {"layer": of("SimpleRNN", units=2, return_sequences=True, return_state=True, name="own"),
                                "merge_mode": mode}, [X], MASK, True
    gru = of("GRU", units=2, return_state=True, name="forward_own")
    yield "Bidirectional", {"layer": gru, "merge_mode": "sum"}, [X, state(0, 2), state(1, 2)], MASK
    back = of("LSTM", units=2, go_backwards=True, return_state=True, activation="relu", name="other")
    yield "Bidirectional", {"layer": of("LSTM", units=2, return_state=True, name="own"), "backward_layer": back,
                            "merge_mode": "mul"}, [X, *(state(i, 2) for i in range(4))], None, True
    yield "Bidirectional", {"layer": of("RNN", cell=of("GRUCell", units=3, name="cell"), unroll=True, name="own")}, \
        [X], MASK, True
    yield "Bidirectional", {"layer": of("GRU", units=2, stateful=True, name="own")}, [X]
    yield "TimeDistributed", {"layer": of("Dense", units=3, name="own")}, [X], MASK, True
    yield "TimeDistributed", {"layer": of("Conv1D", filters=2, kernel_size=2, name="own")}, \
        [sequence(2, 3, 4, 2)], None, True
    yield "TimeDistributed", {"layer": of("LSTM", units=2, name="own")}, [sequence(2, 3, 4, 2)], \
        rng(5).uniform(size=(2, 3, 4)) < 0.6


def built_args(args):
    def one(key, value):
        if key.endswith("constraint"):
            return getattr(keras.constraints, value["class"])(**value.get("args", {}))
        return thing_of_key(key, value)

    return {key: one(key, value) for key, value in args.items()}


def made(kind, args, inputs):
    layer = getattr(keras.layers, kind)(name="it", **built_args(args))
    if kind.endswith("Cell"):
        layer.build((None, inputs[0].shape[1]))
        layer.built = True
    else:
        call_of(layer, [keras.KerasTensor(i.shape, dtype=i.dtype.name) for i in inputs])
    return layer


def form_of(weight, value=None):
    tensor = json_form.tensor(weight if value is None else np.asarray(value))
    return {"name": weight.name, "path": weight.path, **tensor}


def case(kind, args, inputs, mask=None, training=False):
    inputs = [cast(i) for i in inputs]
    layer = made(kind, args, inputs)
    form = {"layer": kind, "args": args, "inputs": [json_form.tensor(i) for i in inputs], "training": training}
    call_form = {"training": training} if training else {}
    kwargs = {"training": training} if layer._call_has_training_arg else {}
    if mask is not None:
        form["mask"] = json_form.tensor(mask)
        kwargs["mask"] = mask
        call_form["mask"] = True
    if len(inputs) > 1:
        call_form["states" if kind.endswith("Cell") else "initial_state"] = True
    form["call"] = call_form
    if "kernel_initializer" in args:
        form["first_weights"] = [json_form.tensor(w) for w in layer.weights]
    for index, weight in enumerate(layer.weights):
        weight.assign(initial_value(weight.name, tuple(weight.shape), rng(900 + index)).astype("float32"))
    form["weights"] = [form_of(w) for w in layer.weights]
    if "kernel_constraint" in args:
        form["constrained"] = [json_form.tensor(np.asarray(w.constraint(w.value))) for w in layer.weights]

    def call(trainable, given):
        values = list(zip(layer.trainable_variables, trainable))
        if args.get("stateful") or args.get("layer", {}).get("args", {}).get("stateful"):
            layer.reset_state()
        with keras.StatelessScope(state_mapping=values):
            return call_of(layer, given, **kwargs)

    outputs, pull = jax.vjp(call, [v.value for v in layer.trainable_variables], [jax.numpy.asarray(i) for i in inputs])
    cotangents = [cast(rng(77 + i).uniform(-1, 1, o.shape)).astype(o.dtype) for i, o in enumerate(outputs)]
    by_weight, by_input = pull([jax.numpy.asarray(c) for c in cotangents])
    # Keras 3.15.1 forgets the activity_regularizer of a SimpleRNN: no losses of that case to compare with.
    forgotten = kind == "SimpleRNN" and "activity_regularizer" in args
    if any(key.endswith("regularizer") for key in args) and not forgotten:
        call_of(layer, [jax.numpy.asarray(i) for i in inputs], **kwargs)
        form["losses"] = json_form.number(np.float32(sum(np.asarray(loss) for loss in layer.losses)))
    return form | {
        "params": layer.count_params(), "outputs": [json_form.tensor(o) for o in outputs],
        "cotangents": [json_form.tensor(c) for c in cotangents],
        "input_gradients": [json_form.tensor(g) for g in by_input],
        "weight_gradients": [{"name": v.name, **json_form.tensor(g)}
                             for v, g in zip(layer.trainable_variables, by_weight)]}


def recorded(*families):
    keras.backend.clear_session()
    return {"keras": keras.__version__, "cases": [case(*c) for family in families for c in family()]}


def record():
    return recorded(written_out, cells, stacks, both_ways)
