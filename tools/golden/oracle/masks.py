"""Which layers let a mask pass, and which end it: the masks of all results, and whether Keras warns."""

import warnings

import jax
import keras
import numpy as np
from keras.src import backend

from oracle import json_form, model_record
from oracle.cases import cast, rng
from oracle.model_builder import thing_of_key
from oracle.spec import batches, entry, functional, labels, node, of, pair

MASK = np.array([[1, 1, 0, 1], [0, 1, 1, 0]], bool)
OTHER = np.array([[1, 0, 1, 1], [1, 1, 0, 0]], bool)
X = rng(1).normal(size=(2, 4, 3))
Y = rng(2).normal(size=(2, 4, 3))
RNN = {"units": 2}


def one():
    for kind, args in [
            ("Dense", {"units": 2}), ("Activation", {"activation": "tanh"}), ("ReLU", {}), ("LeakyReLU", {}),
            ("PReLU", {}), ("ELU", {}), ("Dropout", {"rate": 0.2}), ("GaussianDropout", {"rate": 0.2}),
            ("GaussianNoise", {"stddev": 0.1}), ("AlphaDropout", {"rate": 0.2}), ("SpatialDropout1D", {"rate": 0.2}),
            ("ActivityRegularization", {}), ("BatchNormalization", {}), ("LayerNormalization", {}),
            ("GroupNormalization", {"groups": 3}), ("RMSNormalization", {}), ("UnitNormalization", {}),
            ("Identity", {}), ("Flatten", {}), ("Reshape", {"target_shape": [2, 6]}), ("Permute", {"dims": [2, 1]}),
            ("Cropping1D", {"cropping": 1}), ("UpSampling1D", {"size": 2}), ("ZeroPadding1D", {"padding": 1}),
            ("Conv1D", {"filters": 2, "kernel_size": 2}), ("Conv1DTranspose", {"filters": 2, "kernel_size": 2}),
            ("SeparableConv1D", {"filters": 2, "kernel_size": 2}), ("DepthwiseConv1D", {"kernel_size": 2}),
            ("MaxPooling1D", {}), ("GlobalMaxPooling1D", {}),
            ("GlobalAveragePooling1D", {}), ("EinsumDense", {"equation": "abc,cd->abd", "output_shape": [4, 2]}),
            ("Masking", {}), ("Rescaling", {"scale": 2.0}), ("TimeDistributed", {"layer": of("Dense", units=2)})]:
        yield kind, args, [X], [MASK]
    for kind in ["SimpleRNN", "LSTM", "GRU"]:
        for more in [{}, {"return_sequences": True}, {"return_state": True},
                     {"return_sequences": True, "return_state": True}]:
            yield kind, {**RNN, **more}, [X], [MASK]
    for mode in ["concat", "none"]:
        for sequences in [False, True]:
            yield "Bidirectional", {"layer": of("GRU", units=2, return_sequences=sequences), "merge_mode": mode}, \
                [X], [MASK]
    yield "Embedding", {"input_dim": 5, "output_dim": 2}, [np.array([[1, 0, 2]], "int32")], [None]
    yield "Embedding", {"input_dim": 5, "output_dim": 2, "mask_zero": True}, [np.array([[1, 0, 2]], "int32")], [None]
    yield "Masking", {"mask_value": 1.0}, [np.where(MASK[..., None], X, 1.0)], [None]


def several():
    for kind in ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"]:
        yield kind, {}, [X, Y], [MASK, OTHER]
        yield kind, {}, [X, Y], [MASK, None]
    yield "Concatenate", {"axis": 1}, [X, Y], [MASK, OTHER]
    yield "Dot", {"axes": 2}, [X, Y], [MASK, OTHER]
    for kind in ["Attention", "AdditiveAttention"]:
        yield kind, {}, [X, Y], [MASK, OTHER]
        yield kind, {}, [X, Y], [None, OTHER]


def case(kind, args, inputs, masks):
    layer = getattr(keras.layers, kind)(**{k: thing_of_key(k, v) for k, v in args.items()})
    given = [jax.numpy.asarray(cast(x)) for x in inputs]
    for x, mask in zip(given, masks):
        if mask is not None:
            backend.set_keras_mask(x, jax.numpy.asarray(mask))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        results = keras.tree.flatten(layer(given if len(given) > 1 else given[0]))
    left = [backend.get_keras_mask(y) for y in results]
    return {"layer": kind, "args": args, "inputs": [json_form.tensor(cast(x)) for x in inputs],
            "masks": [None if m is None else json_form.tensor(m) for m in masks],
            "output_masks": [None if m is None else json_form.tensor(np.asarray(m)) for m in left],
            "warns": any("destroy the mask" in str(w.message) for w in caught)}


def tagger():
    """A mask that runs through both ways, steps, sums and attention up to the loss."""
    def draw(r, n):
        ids = labels(r, 8, n, 5) + 1
        for row, length in zip(ids, r.integers(2, 6, n)):
            row[length:] = 0
        return pair("x", ids, "y", labels(r, 3, n, 5))

    return {
        "seed": 3, "note": "texts of several lengths, a class for each word, the mask reaches the loss, Adam",
        "config": functional(
            "Tagger", ["x"], ["y"], entry("x", 5, dtype="int32"),
            node("Embedding", "embedding", ["x"], input_dim=9, output_dim=4, mask_zero=True),
            {**node("Bidirectional", "both", ["embedding"]),
             "args": {"layer": of("GRU", units=2, return_sequences=True)}},
            {**node("TimeDistributed", "each", ["embedding"]),
             "args": {"layer": of("Dense", units=4, activation="tanh")}},
            node("Add", "sum", ["both", "each"]),
            node("Attention", "attention", ["sum", "sum"]),
            node("LayerNormalization", "norm", ["attention"]),
            node("Dense", "y", ["norm"], units=3, activation="softmax")),
        "compile": {"optimizer": of("Adam", learning_rate=0.01),
                    "losses": {"y": of("SparseCategoricalCrossentropy")}},
        "batches": batches(draw, (6, 6, 3)),
    }


def record():
    return {"keras": keras.__version__, "cases": [case(*c) for c in [*one(), *several()]],
            "models": [model_record.record(tagger())]}
