"""Metrics of curves, overlaps, F scores and correlations: every option, update by update."""

import keras
import numpy as np

from oracle import json_form
from oracle.cases import cast, rng


def scores(seed, *shape):
    """Targets of 0 and 1, scores that lean their way, and weights of samples; two batches."""
    for i in range(2):
        y = (rng(seed + i).uniform(size=shape) > 0.5).astype("float32")
        p = np.clip(0.3 * y + rng(seed + 10 + i).uniform(-0.1, 0.8, shape), 0, 1).astype("float32")
        yield y, p, rng(seed + 20 + i).uniform(0.1, 2, shape[0]).astype("float32")


def unweighted(updates):
    return [update[:2] for update in updates]


def areas():
    flat, table = list(scores(1, 40)), list(scores(3, 12, 3))
    yield "AUC", {}, unweighted(flat)
    yield "AUC", {}, [(np.array([0, 0, 1, 1], "float32"), np.array([0, 0.5, 0.3, 0.9], "float32"))]
    for curve in ["roc", "pr", "prgain"]:
        for method in ["interpolation", "majoring", "minoring"]:
            yield "AUC", {"curve": curve, "summation_method": method, "num_thresholds": 21}, flat
        yield "AUC", {"curve": curve, "multi_label": True, "num_thresholds": 11}, table
        yield "AUC", {"curve": curve, "thresholds": [0.3, 0.1, 0.55, 0.6]}, unweighted(flat)
    yield "AUC", {"thresholds": [0.25, 0.5, 0.75]}, flat
    yield "AUC", {"from_logits": True}, [(y, 6 * p - 3, w) for y, p, w in flat]
    yield "AUC", {"num_thresholds": 11}, table
    yield "AUC", {"num_thresholds": 11, "label_weights": [0.5, 2, 0]}, table
    multi = {"multi_label": True, "num_thresholds": 11}
    yield "AUC", multi, unweighted(table)
    yield "AUC", {**multi, "num_labels": 3, "label_weights": [0.5, 2, 0.1]}, table
    yield "AUC", {"multi_label": True, "thresholds": [0.2, 0.3, 0.8]}, unweighted(table)
    yield "AUC", {"multi_label": True, "curve": "pr", "label_weights": [1, 2, 3]}, table
    yield "AUC", {}, [(np.zeros(4, "float32"), np.full(4, 0.3, "float32"))]


def rates():
    flat, table = list(scores(5, 40)), list(scores(7, 12, 3))
    for kind, key in [("SensitivityAtSpecificity", "specificity"), ("SpecificityAtSensitivity", "sensitivity"),
                      ("PrecisionAtRecall", "recall"), ("RecallAtPrecision", "precision")]:
        for least in [0.3, 0.7, 1.0]:
            yield kind, {key: least, "num_thresholds": 30}, flat
        yield kind, {key: 0.6}, unweighted(flat)
        yield kind, {key: 0.4, "num_thresholds": 1}, flat
        yield kind, {key: 0.4, "num_thresholds": 7}, unweighted(table)
        yield kind, {key: 0.5, "class_id": 1, "num_thresholds": 20}, table


def labels(seed, classes, *shape):
    """True and predicted classes, whole weights; some classes are out of range."""
    for i in range(2):
        y, p = (rng(seed + 10 * j + i).integers(0, classes, shape).astype("int32") for j in range(2))
        y.reshape(-1)[3] = classes
        p.reshape(-1)[5] = -1
        yield y, np.where(rng(seed + 30 + i).uniform(size=shape) < 0.5, y, p), rng(seed + 20 + i).integers(1, 4, shape)


def overlaps():
    flat, image = list(labels(31, 4, 30)), list(labels(33, 3, 2, 4, 4))
    for kind, args in [("IoU", {"num_classes": 4, "target_class_ids": [0, 2]}), ("MeanIoU", {"num_classes": 4})]:
        yield kind, args, unweighted(flat)
        yield kind, args, flat
        yield kind, {**args, "ignore_class": 2}, flat
        yield kind, {**args, "dtype": "float32"}, [(y, p, 0.3 * w) for y, p, w in flat]
        yield kind, args, unweighted(image)
    yield "MeanIoU", {"num_classes": 9}, unweighted(flat)
    one_hot, guess = np.eye(3, dtype="float32")[rng(35).integers(0, 3, (2, 5))], rng(36).normal(size=(2, 5, 3))
    first = {"sparse_y_true": False, "sparse_y_pred": False}
    for axis, y, p in [(-1, one_hot, guess), (1, one_hot.transpose(0, 2, 1), guess.transpose(0, 2, 1))]:
        for kind, args in [("IoU", {"num_classes": 3, "target_class_ids": [1]}), ("MeanIoU", {"num_classes": 3})]:
            if axis == -1:
                yield kind, {**args, **first}, [(y, p)]
            yield f"OneHot{kind}", {**args}, [(one_hot, guess), (one_hot, guess[::-1])]
            yield f"OneHot{kind}", {**args, "ignore_class": 0}, [(one_hot, guess)]
            yield f"OneHot{kind}", {**args, "sparse_y_pred": True}, [(one_hot, guess.argmax(-1).astype("int32"))]
    y, p, w = next(scores(37, 12))
    yield "BinaryIoU", {}, [(y, p), (y, p)]
    yield "BinaryIoU", {"threshold": 0.3}, [(y, p)]
    yield "BinaryIoU", {"target_class_ids": [1]}, [(y.reshape(3, 4), p.reshape(3, 4))]
    yield "BinaryIoU", {"dtype": "float32"}, [(y, p, w)]


def f_scores():
    several, one_hot = list(scores(41, 12, 3)), np.eye(3, dtype="float32")[rng(43).integers(0, 3, 12)]
    chosen = [(one_hot, p, w) for _, p, w in several]
    for args in [{}, {"average": "micro"}, {"average": "macro"}, {"average": "weighted"}]:
        yield "F1Score", args, unweighted(chosen)
        yield "FBetaScore", {**args, "beta": 2.0}, chosen
        yield "F1Score", {**args, "threshold": 0.4}, several
        yield "FBetaScore", {**args, "beta": 0.5, "threshold": 0.6}, unweighted(several)
    yield "F1Score", {"average": "macro"}, [(one_hot[:2], np.zeros((2, 3), "float32"))]


def regressions():
    y, p = rng(51).normal(size=(8, 3)), rng(52).normal(size=(8, 3)) * 0.5
    p, w = p + 0.8 * y, rng(53).uniform(0.1, 2, 8)
    for kind in ["PearsonCorrelation", "ConcordanceCorrelation"]:
        yield kind, {}, [(y, p), (y[:4], p[4:])]
        yield kind, {}, [(y, p, w)]
        yield kind, {"axis": 0}, [(y, p)]
        yield kind, {"axis": 1}, [(y.reshape(2, 4, 3), p.reshape(2, 4, 3))]
    yield "LogCoshError", {}, [(y, p), (y[:4], p[4:])]
    yield "LogCoshError", {}, [(y, p, w)]
    for aggregation in ["uniform_average", "variance_weighted_average", None]:
        yield "R2Score", {"class_aggregation": aggregation}, [(y, p), (y[:4], p[:4])]
        yield "R2Score", {"class_aggregation": aggregation}, [(y, p, w)]
    # With several columns Keras 3.15 counts values instead of samples, which later versions mend.
    for regressors in [1, 2, 7, 20]:
        yield "R2Score", {"num_regressors": regressors}, [(y[:, :1], p[:, :1], w)]
    yield "R2Score", {}, [(y[:, 0], p[:, :1])]


def record():
    cases = [case(*c) for c in [*areas(), *rates(), *overlaps(), *f_scores(), *regressions()]]
    return {"keras": keras.__version__, "names": names(cases), "cases": cases}


def names(cases):
    """The default name of each metric: its key in logs."""
    keras.backend.clear_session()  # names begin without numbers again
    return {c["class"]: getattr(keras.metrics, c["class"])(**c["args"]).name
            for c in {c["class"]: c for c in cases}.values()}


def case(kind, args, updates):
    """y_true, y_pred and perhaps a sample weight per update; results are numbers or one number for each class."""
    metric = getattr(keras.metrics, kind)(**args)
    written, expected = [], []
    for update in updates:
        update = [cast(u) for u in update]
        metric.update_state(*update)
        written.append({part: json_form.tensor(u) for part, u in zip(["y_true", "y_pred", "sample_weight"], update)})
        expected.append(json_form.tensor(metric.result()))
    variables = [{"name": v.name, **json_form.tensor(v)} for v in metric.variables]
    metric.reset_state()
    return {"class": kind, "args": args, "updates": written, "expected": expected, "variables_after": variables,
            "after_reset": json_form.tensor(metric.result())}
