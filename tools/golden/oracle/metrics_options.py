"""Metrics that the other modules leave out, every option of all, what is gathered in float64, and the functions."""

import jax
import keras
import numpy as np

from oracle import json_form
from oracle.cases import cast, rng
from oracle.metrics_more import case, scores, unweighted


def decisions():
    """Counts, precision and recall: thresholds, the highest scores of a sample, one class."""
    flat, table = list(scores(61, 20)), list(scores(63, 8, 4))
    for kind in ["TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives", "Precision", "Recall"]:
        yield kind, {}, unweighted(flat)
        yield kind, {}, flat
        yield kind, {"thresholds": 0.3}, table
        yield kind, {"thresholds": [0.2, 0.5, 0.8]}, flat
    for kind in ["Precision", "Recall"]:
        yield kind, {"top_k": 2}, unweighted(table)
        yield kind, {"class_id": 1}, table
        yield kind, {"top_k": 3, "class_id": 2}, table
        yield kind, {"top_k": 2, "thresholds": 0.4}, table


def means():
    y, p, w = rng(71).normal(size=(6, 3)), rng(72).normal(size=(6, 3)), rng(73).uniform(0.1, 2, 6)
    one_hot, chosen = np.eye(3, dtype="float32")[[0, 2, 1, 2, 0, 1]], rng(74).dirichlet(np.ones(3), 6)
    positive = rng(75).uniform(0.1, 3, (6, 3))
    classes = np.array([0, 2, 1, 2, 0, 1], "int32")
    data = {"MeanAbsolutePercentageError": (y, p), "MeanSquaredLogarithmicError": (positive, positive[::-1]),
            "CosineSimilarity": (y, p), "LogCoshError": (y, p), "KLDivergence": (one_hot, chosen),
            "Poisson": (positive, positive[::-1]), "Hinge": (one_hot, p), "SquaredHinge": (one_hot, p),
            "CategoricalHinge": (one_hot, p), "MeanSquaredError": (y, p), "MeanAbsoluteError": (y, p),
            "RootMeanSquaredError": (y, p), "BinaryCrossentropy": (one_hot, chosen),
            "CategoricalCrossentropy": (one_hot, chosen), "SparseCategoricalCrossentropy": (classes, chosen),
            "Accuracy": (classes, np.array([0, 1, 1, 2, 0, 0], "int32")), "BinaryAccuracy": (one_hot, chosen),
            "CategoricalAccuracy": (one_hot, chosen), "SparseCategoricalAccuracy": (classes, chosen),
            "TopKCategoricalAccuracy": (one_hot, chosen), "SparseTopKCategoricalAccuracy": (classes, chosen),
            "PearsonCorrelation": (y, p), "ConcordanceCorrelation": (y, p)}
    for kind, (a, b) in data.items():
        yield kind, {}, [(a, b), (a[:4], b[:4], w[:4])]
        yield kind, {"dtype": "float64"}, [(a, b), (a[2:], b[2:], w[2:])]
    yield "CosineSimilarity", {"axis": 0}, [(y, p)]
    yield "BinaryCrossentropy", {"from_logits": True, "label_smoothing": 0.1}, [(one_hot, p, w)]
    yield "CategoricalCrossentropy", {"axis": 1}, [(one_hot.reshape(2, 3, 3), chosen.reshape(2, 3, 3))]
    yield "CategoricalCrossentropy", {"from_logits": True, "label_smoothing": 0.1}, [(one_hot, p, w)]
    yield "SparseCategoricalCrossentropy", {"axis": 1}, [(classes.reshape(2, 3), chosen.reshape(2, 3, 3))]
    yield "SparseCategoricalCrossentropy", {"from_logits": True, "ignore_class": 1}, [(classes, p, w), (classes, p)]
    order = np.argsort(-rng(76).uniform(size=(6, 5)), axis=1).astype("int32")
    for k in [1, 3]:
        yield "SparseTopKCategoricalAccuracy", {"k": k, "from_sorted_ids": True}, [(classes, order), (classes, order, w)]
        yield "TopKCategoricalAccuracy", {"k": k}, [(one_hot, chosen, w)]


def precise():
    """What the other modules show in float32, gathered in float64."""
    flat, table = list(scores(81, 20)), list(scores(83, 8, 3))
    y, p, w = rng(84).normal(size=(6, 3)), rng(85).normal(size=(6, 3)), rng(86).uniform(0.1, 2, 6)
    for kind in ["TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives", "Precision", "Recall", "AUC"]:
        yield kind, {}, flat
    for kind, key in [("SensitivityAtSpecificity", "specificity"), ("SpecificityAtSensitivity", "sensitivity"),
                      ("PrecisionAtRecall", "recall"), ("RecallAtPrecision", "precision")]:
        yield kind, {key: 0.5, "num_thresholds": 20}, flat
    one_hot = np.eye(3, dtype="float32")[rng(87).integers(0, 3, 8)]
    yield "F1Score", {}, [(one_hot, p, w) for _, p, w in table]
    yield "FBetaScore", {"beta": 2.0, "average": "weighted"}, [(one_hot, p, w) for _, p, w in table]
    yield "R2Score", {}, [(y, p, w)]


def overlaps():
    first, guess = np.eye(3, dtype="float32")[rng(88).integers(0, 3, (2, 5))], rng(89).normal(size=(2, 5, 3))
    # Keras sums its result along `axis`, too, so that no other axis than the first and the last works.
    moved, w = [(first.transpose(2, 0, 1), guess.transpose(2, 0, 1))], rng(90).uniform(0.1, 2, (2, 5))
    for kind, args in [("IoU", {"num_classes": 3, "target_class_ids": [1]}), ("MeanIoU", {"num_classes": 3})]:
        yield kind, {**args, "axis": 0, "sparse_y_true": False, "sparse_y_pred": False}, moved
        yield f"OneHot{kind}", {**args, "axis": 0}, moved
        yield f"OneHot{kind}", {**args, "dtype": "float32"}, [(first, guess, w)]


def reductions():
    values, w = rng(91).normal(size=(4, 3)), rng(92).uniform(0.1, 2, 4)
    for kind in ["Mean", "Sum"]:
        yield kind, {"dtype": "float64"}, [(values,), (values, w)]


def wrappers():
    y, p, w = rng(93).normal(size=(6, 3)), rng(94).normal(size=(6, 3)), rng(95).uniform(0.1, 2, 6)
    yield "MeanMetricWrapper", {"fn": "mean_squared_error", "name": "distance"}, [(y, p), (y, p, w)]
    yield "MeanMetricWrapper", {"fn": "mean_absolute_error", "name": "distance", "dtype": "float64"}, [(y, p, w)]


FUNCTIONS = {"binary_accuracy": [{}, {"threshold": 0.3}], "categorical_accuracy": [{}],
             "sparse_categorical_accuracy": [{}], "top_k_categorical_accuracy": [{"k": 1}, {"k": 2}],
             "sparse_top_k_categorical_accuracy": [{"k": 1}, {"k": 2}, {"k": 2, "from_sorted_ids": True}],
             "pearson_correlation": [{}, {"axis": 0}], "concordance_correlation": [{}, {"axis": 0}]}


def functions():
    classes = np.array([0, 2, 1, 2, 0, 1], "int32")
    one_hot, chosen = np.eye(3, dtype="float32")[classes], rng(96).dirichlet(np.ones(3), 6)
    order = np.argsort(-chosen, axis=1).astype("int32")
    for name, options in FUNCTIONS.items():
        for args in options:
            y = classes if name.startswith("sparse") else one_hot
            p = order if args.get("from_sorted_ids") else chosen
            y, p = cast(y), cast(p)
            result = getattr(keras.metrics, name)(y, p, **args)
            yield {"function": name, "args": args, "y_true": json_form.tensor(y), "y_pred": json_form.tensor(p),
                   "expected": json_form.tensor(np.asarray(result, "float32"))}


def several():
    yield from decisions()
    yield from means()
    yield from overlaps()
    for kind, args, updates in precise():
        yield kind, {**args, "dtype": "float64"}, updates


def made(kind, args, updates):
    if args.get("dtype") != "float64":
        return case(kind, args, updates)
    with jax.enable_x64(True):
        return case(kind, args, updates)


def of_values(kind, args, updates):
    """As case, for metrics of values alone."""
    with jax.enable_x64(True):
        metric = getattr(keras.metrics, kind)(**args)
        written, expected = [], []
        for update in updates:
            update = [cast(u) for u in update]
            metric.update_state(*update)
            written.append({part: json_form.tensor(u) for part, u in zip(["values", "sample_weight"], update)})
            expected.append(json_form.tensor(metric.result()))
        variables = [{"name": v.name, **json_form.tensor(v)} for v in metric.variables]
        metric.reset_state()
        return {"class": kind, "args": args, "updates": written, "expected": expected, "variables_after": variables,
                "after_reset": json_form.tensor(metric.result())}


def wrapped(kind, args, updates):
    given = {**args, "fn": getattr(keras.losses, args["fn"])}
    real = keras.metrics.MeanMetricWrapper
    try:
        keras.metrics.MeanMetricWrapper = lambda **_: real(**given)
        return made(kind, args, updates)
    finally:
        keras.metrics.MeanMetricWrapper = real


def record():
    return {"keras": keras.__version__, "cases": [made(*c) for c in several()],
            "values": [of_values(*c) for c in reductions()], "wrapped": [wrapped(*c) for c in wrappers()],
            "functions": list(functions())}
