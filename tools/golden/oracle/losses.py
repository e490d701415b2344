"""Losses: every option, every reduction, rank fix-ups and the edges of each formula."""

import jax
import keras
import numpy as np
from keras.src.backend import set_keras_mask

from oracle import json_form
from oracle.cases import cast, floats, rng

REDUCTIONS = ["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none"]


def regression():
    y, p, w = rng(1).normal(size=(4, 3)), rng(2).normal(size=(4, 3)), rng(3).uniform(0.1, 2, 4)
    for kind in ["MeanSquaredError", "MeanAbsoluteError", "Huber"]:
        yield kind, {}, y, p, None
        for reduction in REDUCTIONS:
            yield kind, {"reduction": reduction}, y, p, w
        yield kind, {}, y[:, 0], p[:, :1], None
        yield kind, {}, y[:, :1], p[:, 0], w
        yield kind, {}, y[:, :1], p[:, :1], w[:, None]
        yield kind, {}, y[:, 0], p[:, 0], None
        yield kind, {}, y.reshape(2, 2, 3), p.reshape(2, 2, 3), w.reshape(2, 2)
        yield kind, {}, y.reshape(2, 2, 3), p.reshape(2, 2, 3), w[:2]
        yield kind, {}, y, p, np.zeros(4)
        yield kind, {"reduction": "mean_with_sample_weight"}, y, p, np.zeros(4)
        yield kind, {}, np.array([[1, 2], [3, 4]], "int32"), p[:2, :2], None
        yield kind, {}, y, y, None
    for delta in [0.1, 0.5, 2.0]:
        yield "Huber", {"delta": delta}, y, p, w
    yield "Huber", {}, floats([[0, 0, 0, 0]]), floats([[1, -1, 0.999, 1.001]]), None


def binary():
    y = (rng(4).uniform(size=(5, 2)) > 0.5).astype("float32")
    p, z, w = rng(5).uniform(0.02, 0.98, (5, 2)), rng(6).normal(size=(5, 2)) * 3, rng(7).uniform(0.1, 2, 5)
    edge_y, edge_p = floats([[1, 1, 0, 0, 1, 0]]), floats([[0, 1, 0, 1, 1e-9, 0.999]])
    for logits, x in [(False, p), (True, z)]:
        args = {"from_logits": True} if logits else {}
        yield "BinaryCrossentropy", args, y, x, None
        for reduction in REDUCTIONS:
            yield "BinaryCrossentropy", {**args, "reduction": reduction}, y, x, w
        yield "BinaryCrossentropy", {**args, "label_smoothing": 0.2}, y, x, w
        yield "BinaryCrossentropy", args, y[:, 0], x[:, :1], w
        yield "BinaryCrossentropy", args, y[:, :1].astype("int32"), x[:, :1], None
        yield "BinaryCrossentropy", args, y[:, 0].astype("int32"), x[:, 0], None
        yield "BinaryCrossentropy", {**args, "axis": 0}, y, x, None
        yield "BinaryCrossentropy", args, rng(8).uniform(size=(5, 2)), x, None
    yield "BinaryCrossentropy", {}, edge_y, edge_p, None
    yield "BinaryCrossentropy", {"from_logits": True}, edge_y, floats([[100, -100, 100, -100, 0, 0]]), None


def categorical():
    y = np.eye(4, dtype="float32")[[0, 2, 3, 1, 2]]
    p = rng(9).uniform(0.05, 1, (5, 4))
    p /= p.sum(axis=1, keepdims=True)
    z, w = rng(10).normal(size=(5, 4)) * 3, rng(11).uniform(0.1, 2, 5)
    for logits, x in [(False, p), (True, z)]:
        args = {"from_logits": True} if logits else {}
        yield "CategoricalCrossentropy", args, y, x, None
        for reduction in REDUCTIONS:
            yield "CategoricalCrossentropy", {**args, "reduction": reduction}, y, x, w
        yield "CategoricalCrossentropy", {**args, "label_smoothing": 0.1}, y, x, w
        yield "CategoricalCrossentropy", args, y.astype("int32"), x, None
        yield "CategoricalCrossentropy", args, y[:4].reshape(2, 2, 4), x[:4].reshape(2, 2, 4), w[:4].reshape(2, 2)
        yield "CategoricalCrossentropy", args, rng(12).dirichlet(np.ones(4), 5), x, None
    yield "CategoricalCrossentropy", {}, y, p * 3, None
    yield "CategoricalCrossentropy", {}, floats([[1, 0, 0], [0, 1, 0]]), floats([[0, 1, 0], [0, 1, 0]]), None
    yield "CategoricalCrossentropy", {"from_logits": True}, floats([[1, 0, 0]]), floats([[-200, 200, 0]]), None


def sparse():
    y = np.array([0, 2, 3, 1, 2], "int32")
    p = rng(13).uniform(0.05, 1, (5, 4))
    p /= p.sum(axis=1, keepdims=True)
    z, w = rng(14).normal(size=(5, 4)) * 3, rng(15).uniform(0.1, 2, 5)
    for logits, x in [(False, p), (True, z)]:
        args = {"from_logits": True} if logits else {}
        yield "SparseCategoricalCrossentropy", args, y, x, None
        for reduction in REDUCTIONS:
            yield "SparseCategoricalCrossentropy", {**args, "reduction": reduction}, y, x, w
        yield "SparseCategoricalCrossentropy", args, y[:, None], x, w
        yield "SparseCategoricalCrossentropy", args, y.astype("float32"), x, None
        yield "SparseCategoricalCrossentropy", args, y[:4].reshape(2, 2), x[:4].reshape(2, 2, 4), w[:4].reshape(2, 2)
        yield "SparseCategoricalCrossentropy", args, y[:4].reshape(2, 2, 1), x[:4].reshape(2, 2, 4), None
        for ignored in [2, 0]:
            yield "SparseCategoricalCrossentropy", {**args, "ignore_class": ignored}, y, x, None
            yield "SparseCategoricalCrossentropy", {**args, "ignore_class": ignored}, y, x, w
        yield "SparseCategoricalCrossentropy", {**args, "ignore_class": -1}, np.array([0, -1, 3, -1, 2], "int32"), x, w
        yield "SparseCategoricalCrossentropy", {**args, "ignore_class": 1}, np.ones(5, "int32"), x, None
    yield "SparseCategoricalCrossentropy", {}, y, p * 3, None
    yield "SparseCategoricalCrossentropy", {}, np.array([0, 1], "int32"), floats([[0, 1, 0], [0, 1, 0]]), None


def masked():
    y, p, w = rng(16).normal(size=(3, 4, 2)), rng(17).normal(size=(3, 4, 2)), rng(18).uniform(0.1, 2, (3, 4))
    mask = np.array([[1, 1, 0, 0], [1, 1, 1, 1], [1, 0, 0, 0]], bool)
    ids, z = rng(19).integers(0, 3, (3, 4)).astype("int32"), rng(20).normal(size=(3, 4, 3))
    for reduction in REDUCTIONS:
        yield "MeanSquaredError", {"reduction": reduction}, y, p, None, mask
        yield "MeanSquaredError", {"reduction": reduction}, y, p, w, mask
        yield "SparseCategoricalCrossentropy", {"from_logits": True, "reduction": reduction}, ids, z, w, mask
    yield "MeanSquaredError", {}, y, p, w, np.zeros((3, 4), bool)


def others():
    y, p, w = rng(21).normal(size=(4, 3)), rng(22).normal(size=(4, 3)), rng(23).uniform(0.1, 2, 4)
    for kind in ["MeanAbsolutePercentageError", "LogCosh", "CosineSimilarity", "Hinge", "SquaredHinge"]:
        yield kind, {}, y, p, None
        yield kind, {}, y, p, w
        yield kind, {"reduction": "none"}, y, p, w
    yield "MeanAbsolutePercentageError", {}, floats([[0, 1e-9, 2]]), floats([[1e-8, 1e-8, 3]]), None
    yield "LogCosh", {}, floats([[0, 0, 0]]), floats([[0, 30, -30]]), None
    yield "CosineSimilarity", {"axis": 0}, y, p, None
    signs = np.where(y > 0, 1, 0).astype("float32")
    for kind in ["Hinge", "SquaredHinge"]:
        yield kind, {}, signs, p, w
        yield kind, {}, 2 * signs - 1, p, w
    positive_y, positive_p = rng(24).uniform(0, 3, (4, 3)), rng(25).uniform(0.1, 3, (4, 3))
    for kind in ["MeanSquaredLogarithmicError", "Poisson"]:
        yield kind, {}, positive_y, positive_p, None
        yield kind, {}, positive_y, positive_p, w
    yield "MeanSquaredLogarithmicError", {}, floats([[0, -1, 2]]), floats([[0.5, 1, 3]]), None
    yield from probabilities()


def probabilities():
    onehot, w = np.eye(3, dtype="float32")[[0, 2, 1, 2]], rng(26).uniform(0.1, 2, 4)
    p, z = rng(27).dirichlet(np.ones(3), 4), rng(28).normal(size=(4, 3)) * 2
    for kind in ["KLDivergence", "CategoricalHinge", "CategoricalFocalCrossentropy", "BinaryFocalCrossentropy"]:
        yield kind, {}, onehot, p, None
        yield kind, {}, onehot, p, w
    yield "KLDivergence", {}, rng(29).dirichlet(np.ones(3), 4), p, None
    for kind in ["CategoricalFocalCrossentropy", "BinaryFocalCrossentropy"]:
        yield kind, {"from_logits": True, "label_smoothing": 0.1}, onehot, z, w
        yield kind, {"alpha": 0.4, "gamma": 1.5}, onehot, p, None
    yield "BinaryFocalCrossentropy", {"apply_class_balancing": True, "alpha": 0.3}, onehot, p, w
    yield "Dice", {}, onehot, p, None
    yield "Dice", {"axis": [1]}, onehot, p, w
    yield "Tversky", {}, onehot, p, None
    yield "Tversky", {"axis": [1]}, onehot, p, w
    for q in [0.5, 0.7]:
        yield "CategoricalGeneralizedCrossEntropy", {"q": q}, np.array([0, 2, 1, 2], "int32"), p, w


def record():
    cases = [*regression(), *binary(), *categorical(), *sparse(), *masked(), *others()]
    return {"keras": keras.__version__, "cases": [case(*c) for c in cases]}


def case(kind, args, y_true, y_pred, weight, mask=None):
    y_true, y_pred = cast(y_true), cast(y_pred)
    weight = None if weight is None else cast(weight)
    loss = getattr(keras.losses, kind)(**args)

    def value(p):
        if mask is not None:
            p = marked(p, mask)
        return loss(y_true, p, weight)

    result, pull = jax.vjp(value, jax.numpy.asarray(y_pred))
    form = {"class": kind, "args": args, "y_true": json_form.tensor(y_true), "y_pred": json_form.tensor(y_pred)}
    if weight is not None:
        form["sample_weight"] = json_form.tensor(weight)
    if mask is not None:
        form["mask"] = json_form.tensor(mask)
    form["expected"] = json_form.tensor(result)
    form["gradient"] = json_form.tensor(pull(np.ones_like(result))[0])
    return form


def marked(p, mask):
    """Keras carries a mask as an attribute of the prediction."""
    set_keras_mask(p, jax.numpy.asarray(mask))
    return p
