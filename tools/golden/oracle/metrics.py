"""Metrics: results after each of several updates, thresholds at exactly one half, weights, rank fix-ups."""

import keras
import numpy as np

from oracle import json_form
from oracle.cases import cast, floats, rng


def accuracy():
    half_y, half_p = floats([[1], [0], [1], [0], [1]]), floats([[0.5], [0.5], [0.50001], [0.49999], [1.0]])
    w = floats([0.5, 1.0, 2.0, 0.0, 1.5])
    y, p = (rng(1).uniform(size=(6, 3)) > 0.5).astype("float32"), rng(2).uniform(size=(6, 3))
    yield "BinaryAccuracy", {}, [(half_y, half_p)]
    yield "BinaryAccuracy", {}, [(half_y, half_p, w)]
    yield "BinaryAccuracy", {"threshold": 0.0}, [(half_y, floats([[0.0], [-1], [1e-9], [3], [-2]]))]
    yield "BinaryAccuracy", {"threshold": 0.3}, [(y, p), (y[:2], p[2:4], floats([0.25, 4]))]
    yield "BinaryAccuracy", {}, [(half_y[:, 0], half_p), (half_y, half_p[:, 0]), (half_y[:, 0], half_p[:, 0])]
    yield "BinaryAccuracy", {}, [(half_y.astype("int32"), half_p, np.zeros(5))]
    ids, q = rng(3).integers(0, 4, 6).astype("int32"), rng(4).uniform(size=(6, 4))
    one = np.eye(4, dtype="float32")[ids]
    tie = floats([[0.3, 0.3, 0.2, 0.2], [0.1, 0.4, 0.1, 0.4], [0.25, 0.25, 0.25, 0.25]])
    v = rng(5).uniform(0.1, 2, 6)
    yield "CategoricalAccuracy", {}, [(one, q), (one[:2], q[3:5], v[:2])]
    yield "CategoricalAccuracy", {}, [(np.eye(4, dtype="float32")[[0, 3, 1]], tie)]
    yield "CategoricalAccuracy", {}, [(one.reshape(2, 3, 4), q.reshape(2, 3, 4), v.reshape(2, 3))]
    yield "SparseCategoricalAccuracy", {}, [(ids, q), (ids[:2], q[3:5], v[:2])]
    yield "SparseCategoricalAccuracy", {}, [(ids[:, None], q), (ids[:, None], q, v)]
    yield "SparseCategoricalAccuracy", {}, [(ids.astype("float32"), q, v[:, None])]
    yield "SparseCategoricalAccuracy", {}, [(np.array([0, 3, 1], "int32"), tie)]
    yield "SparseCategoricalAccuracy", {}, [(ids.reshape(2, 3), q.reshape(2, 3, 4), v.reshape(2, 3))]
    yield "SparseCategoricalAccuracy", {}, [(ids.reshape(2, 3, 1), q.reshape(2, 3, 4))]
    for k in [1, 2, 3]:
        yield "TopKCategoricalAccuracy", {"k": k}, [(one, q), (one[:2], q[3:5], v[:2])]
        yield "SparseTopKCategoricalAccuracy", {"k": k}, [(ids, q), (ids[:2], q[3:5], v[:2])]
    yield "SparseTopKCategoricalAccuracy", {"k": 2}, [(ids[:, None], q, v)]
    yield "Accuracy", {}, [(floats([1, 2, 3, 4]), floats([0, 2, 3, 4])),
                           (floats([1, 2, 3, 4]), floats([0, 2, 3, 4]), floats([1, 1, 0, 0]))]
    yield "Accuracy", {}, [(floats([[1], [2]]), floats([1, 3])), (np.array([1, 5], "int32"), floats([[1], [5]]))]


def values():
    y, p, w = rng(6).normal(size=(5, 2)), rng(7).normal(size=(5, 2)), rng(8).uniform(0.1, 2, 5)
    for kind in ["MeanSquaredError", "MeanAbsoluteError", "RootMeanSquaredError"]:
        yield kind, {}, [(y, p), (y[:2], p[1:3]), (y, p, w)]
        yield kind, {}, [(y[:, 0], p[:, :1]), (y[:, :1], p[:, 0], w)]
        yield kind, {}, [(y, p, np.zeros(5))]
        yield kind, {}, [(np.array([[1, 2], [3, 4]], "int32"), p[:2])]
    b, q = (rng(9).uniform(size=(5, 2)) > 0.5).astype("float32"), rng(10).uniform(0.05, 0.95, (5, 2))
    yield "BinaryCrossentropy", {}, [(b, q), (b, q, w)]
    yield "BinaryCrossentropy", {"from_logits": True, "label_smoothing": 0.1}, [(b, p, w)]
    one, z = np.eye(3, dtype="float32")[[0, 2, 1, 1, 0]], rng(11).uniform(0.1, 1, (5, 3))
    yield "CategoricalCrossentropy", {}, [(one, z), (one, z, w)]
    yield "CategoricalCrossentropy", {"from_logits": True, "label_smoothing": 0.2}, [(one, z * 4, w)]
    yield "SparseCategoricalCrossentropy", {}, [(np.array([0, 2, 1, 1, 0], "int32"), z, w)]
    yield "SparseCategoricalCrossentropy", {"from_logits": True}, [(np.array([[0], [2], [1]], "int32"), z[:3] * 4)]


def reductions():
    for kind in ["Mean", "Sum"]:
        yield kind, {}, [(floats([1, 3, 5, 7]),), (floats([2]),)]
        yield kind, {}, [(floats([1, 3, 5, 7]), floats([1, 1, 0, 0])), (floats([10]), floats([0.5]))]
        yield kind, {}, [(floats([[1, 2], [3, 4]]), floats([0.5, 2])), (np.float32(4),), (np.float32(2), np.float32(3))]
        yield kind, {}, [(floats([1, 2]), floats([0, 0]))]
        yield kind, {"name": "other"}, [(np.array([1, 2, 4], "int32"),)]


def record():
    cases = [paired(*c) for c in [*accuracy(), *values()]] + [single(*c) for c in reductions()]
    strings = {s: keras.metrics.get(s).name for s in ["mse", "mae", "MSE", "MAE", "bce", "mean_squared_error"]
               if hasattr(keras.metrics.get(s), "name")}
    return {"keras": keras.__version__, "names": names(cases), "strings": strings, "cases": cases}


def names(cases):
    """The default name of each metric: its key in logs."""
    return {kind: getattr(keras.metrics, kind)().name for kind in sorted({c["class"] for c in cases})}


def paired(kind, args, updates):
    """y_true, y_pred and perhaps a sample weight per update."""
    metric = getattr(keras.metrics, kind)(**args)
    written, expected = [], []
    for update in updates:
        update = [cast(u) for u in update]
        metric.update_state(*update)
        parts = ["y_true", "y_pred", "sample_weight"]
        written.append({part: json_form.tensor(u) for part, u in zip(parts, update)})
        expected.append(json_form.number(np.asarray(metric.result())))
    return finished(metric, kind, args, written, expected)


def single(kind, args, updates):
    """values and perhaps a sample weight per update."""
    metric = getattr(keras.metrics, kind)(**args)
    written, expected = [], []
    for update in updates:
        update = [cast(u) for u in update]
        metric.update_state(*update)
        written.append({part: json_form.tensor(u) for part, u in zip(["values", "sample_weight"], update)})
        expected.append(json_form.number(np.asarray(metric.result())))
    return finished(metric, kind, args, written, expected)


def finished(metric, kind, args, written, expected):
    variables = [{"name": v.name, **json_form.tensor(v)} for v in metric.variables]
    metric.reset_state()
    return {"class": kind, "args": args, "updates": written, "expected": expected, "variables_after": variables,
            "after_reset": json_form.number(np.asarray(metric.result()))}
