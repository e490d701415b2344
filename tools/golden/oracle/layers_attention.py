"""Products in Einstein's notation, embeddings that lead back, attention, and a Transformer block that learns."""

import keras
import numpy as np

from oracle import json_form
from oracle.cases import cast, rng
from oracle.several_inputs import bools, case, normal, weight_value


def products():
    for training in [True, False]:
        yield "EinsumDense", {"equation": "ab,bc->ac", "output_shape": 3, "bias_axes": "c"}, [normal(4, 2)], training
    yield "EinsumDense", {"equation": "abc,cd->abd", "output_shape": [None, 4], "bias_axes": "d",
                          "activation": "tanh"}, [normal(2, 3, 5)]
    yield "EinsumDense", {"equation": "...x,xy->...y", "output_shape": 4, "bias_axes": "y"}, [normal(2, 3, 2, 5)]
    yield "EinsumDense", {"equation": "...x,xy->...y", "output_shape": 4}, [normal(3, 5)]
    yield "EinsumDense", {"equation": "ab...,bc->ac...", "output_shape": 4, "bias_axes": "c"}, [normal(2, 3, 4)]
    yield "EinsumDense", {"equation": "abc,cde->abde", "output_shape": [None, 2, 3], "bias_axes": "de"},\
        [normal(2, 3, 4)]
    yield "EinsumDense", {"equation": "abde,dec->abc", "output_shape": [None, 4], "bias_axes": "c",
                          "activation": "gelu"}, [normal(2, 3, 2, 3)]
    yield "EinsumDense", {"equation": "abc,cde->abde", "output_shape": [None, 2, 3], "bias_axes": "d"},\
        [normal(2, 3, 4)]
    yield "EinsumDense", {"equation": "abc,bcd->abd", "output_shape": [3, 2]}, [normal(2, 3, 4)]
    yield "EinsumDense", {"equation": "abc,cd->adb", "output_shape": [2, 3], "bias_axes": "d"}, [normal(2, 3, 4)]
    yield "EinsumDense", {"equation": "abc,d->abd", "output_shape": [3, 2]}, [normal(2, 3, 4)]
    yield "EinsumDense", {"equation": "...abc,acd->...abd", "output_shape": [2, 3, 2]}, [normal(2, 2, 2, 3, 4)]


def embeddings():
    ids = np.array([[1, 4, 4, 0], [2, 2, 2, 3]], "int32")
    sizes = {"input_dim": 5, "output_dim": 3}
    for training in [True, False]:
        yield "ReversibleEmbedding", sizes, [ids], training
        yield "ReversibleEmbedding", sizes, [normal(2, 4, 3)], training
    yield "ReversibleEmbedding", {**sizes, "tie_weights": False}, [ids]
    yield "ReversibleEmbedding", {**sizes, "tie_weights": False}, [normal(2, 4, 3)]
    yield "ReversibleEmbedding", {**sizes, "logit_soft_cap": 0.5}, [normal(2, 4, 3)]
    yield "ReversibleEmbedding", {**sizes, "mask_zero": True}, [ids]


QUERY_MASK = bools([[1, 1, 0], [1, 1, 1]])
VALUE_MASK = bools([[1, 1, 1, 0], [1, 0, 1, 1]])
SCORES = {"return_attention_scores": True}
CAUSAL = {"use_causal_mask": True}


def sequences():
    query, value, key = normal(2, 3, 5), normal(2, 4, 5, seed=1), normal(2, 4, 5, seed=2)
    for kind in ["Attention", "AdditiveAttention"]:
        for training in [True, False]:
            yield kind, {}, [query, value], training
        yield kind, {}, [query, value, key]
        yield kind, SCORES, [query, value, key]
        yield kind, CAUSAL, [query, value]
        yield kind, {"use_scale": kind == "Attention"}, [query, value, key]
        yield kind, {"dropout": 0.3}, [query, value]
        yield kind, {}, [query, value], False, {0: QUERY_MASK, 1: VALUE_MASK}
        yield kind, {**CAUSAL, **SCORES}, [query, value, key], False, {1: VALUE_MASK}
        yield kind, {}, [query, query], True, {0: QUERY_MASK, 1: QUERY_MASK}
    yield "Attention", {"score_mode": "concat"}, [query, value]
    yield "Attention", {"score_mode": "concat", "use_scale": True}, [query, value, key], True


def heads():
    kind, small = "MultiHeadAttention", {"num_heads": 2, "key_dim": 3}
    query, value, key = normal(2, 3, 5), normal(2, 4, 6), normal(2, 4, 7)
    places = rng(9).uniform(size=(2, 3, 4)) < 0.7
    places[0, 1] = False
    for training in [True, False]:
        yield kind, small, [query, value], training
        yield kind, small, [query, value, key], training
    yield kind, {**small, "value_dim": 4, **SCORES}, [query, value, key]
    yield kind, {**small, "use_bias": False, **CAUSAL}, [query, query]
    yield kind, {**small, **CAUSAL, **SCORES}, [query, value]
    yield kind, {**small, "output_shape": 4}, [query, value]
    yield kind, {**small, "output_shape": [2, 3], "value_dim": 2, **SCORES}, [query, value]
    yield kind, {**small, "dropout": 0.4}, [query, value], False, {0: QUERY_MASK}
    yield kind, {**small, "use_gate": True, "value_dim": 2, **SCORES}, [query, value], True
    yield kind, {**small, "sliding_window": 2}, [query, value]
    yield kind, {**small, "sliding_window": 2, **CAUSAL, **SCORES}, [query, query]
    yield kind, small, [query, value, places]
    yield kind, {**small, **SCORES}, [query, value, key, places]
    yield kind, {**small, **CAUSAL}, [query, value, places[:1]]
    yield kind, small, [query, value], False, {0: QUERY_MASK, 1: VALUE_MASK}
    yield kind, {**small, **SCORES}, [query, value, key], True, {0: QUERY_MASK, 1: VALUE_MASK}
    yield kind, {**small, **CAUSAL}, [query, query], True, {0: QUERY_MASK, 1: QUERY_MASK}
    yield kind, small, [query, value, key], False, {2: VALUE_MASK}


def axes():
    kind, small = "MultiHeadAttention", {"num_heads": 2, "key_dim": 2}
    square, other = normal(2, 2, 3, 4), normal(2, 2, 3, 4, seed=1)
    yield kind, small, [square, other]
    yield kind, {**small, "attention_axes": [2]}, [square, other]
    yield kind, {**small, "attention_axes": [1], **SCORES}, [square, other]
    yield kind, {**small, "attention_axes": [-2], "value_dim": 3}, [square, other], True
    yield kind, {**small, "attention_axes": [1, 2], "output_shape": 3}, [square, other]


def groups():
    kind, small = "GroupQueryAttention", {"head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2}
    query, value, key = normal(2, 3, 5), normal(2, 4, 5, seed=1), normal(2, 4, 5, seed=2)
    places = rng(9).uniform(size=(2, 3, 4)) < 0.7
    for training in [True, False]:
        yield kind, small, [query, value], training
    yield kind, {**small, **SCORES}, [query, value, key]
    yield kind, {**small, "num_key_value_heads": 1, **CAUSAL}, [query, query], True
    yield kind, {**small, "num_key_value_heads": 4, "use_bias": False}, [query, value, key]
    yield kind, {**small, "use_gate": True}, [query, value]
    yield kind, {**small, "sliding_window": 2, **SCORES}, [query, value]
    yield kind, {**small, "dropout": 0.2}, [query, value, places]
    yield kind, {**small, **CAUSAL}, [query, value], False, {0: QUERY_MASK, 1: VALUE_MASK}
    yield kind, {**small, **SCORES}, [query, value, key], True, {0: QUERY_MASK, 1: VALUE_MASK, 2: VALUE_MASK}


def block():
    """A Transformer block and a head, five steps of stochastic gradient descent."""
    keras.backend.clear_session()
    layers = keras.layers
    x = keras.Input((5, 8), name="x")
    attended = layers.MultiHeadAttention(2, 4, name="attention")(x, x, use_causal_mask=True)
    first = layers.LayerNormalization(name="first")(layers.Add(name="sum")([x, attended]))
    hidden = layers.Dense(8, name="narrow")(layers.Dense(16, "gelu", name="wide")(first))
    second = layers.LayerNormalization(epsilon=1e-6, name="second")(layers.Add(name="total")([first, hidden]))
    y = layers.Dense(3, "softmax", name="classes")(layers.GlobalAveragePooling1D(name="mean")(second))
    model = keras.Model(x, y)
    for index, weight in enumerate(model.weights):
        weight.assign(weight_value(weight.name, tuple(weight.shape), rng(700 + index)).astype("float32"))

    def forms():
        return [{"path": w.path, **json_form.tensor(w)} for w in model.weights]

    form = {"initial_weights": forms(), "batches": [], "losses": []}
    model.compile(keras.optimizers.SGD(0.1, momentum=0.9), "sparse_categorical_crossentropy")
    for step in range(5):
        data = cast(normal(6, 5, 8, seed=40 + step))
        labels = rng(90 + step).integers(0, 3, 6).astype("int32")
        form["batches"].append({"x": json_form.tensor(data), "y": json_form.tensor(labels)})
        form["losses"].append(json_form.number(np.float32(model.train_on_batch(data, labels))))
    probe = cast(normal(4, 5, 8, seed=99))
    return form | {"weights_after": forms(), "probe": json_form.tensor(probe),
                   "probe_after": json_form.tensor(model(probe, training=False))}


def record():
    cases = [*products(), *embeddings(), *sequences(), *heads(), *axes(), *groups()]
    return {"keras": keras.__version__, "cases": [case(*c) for c in cases], "block": block()}
