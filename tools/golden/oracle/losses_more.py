"""CTC and Circle: alignments of labels with longer sequences, and pairs of embeddings."""

import keras
import numpy as np

from oracle.cases import rng
from oracle.losses import case


def alignments():
    w = rng(1).uniform(0.1, 2, 3)
    # Shorter targets, repeated labels, an empty target.
    y = np.array([[1, 2, 3, 0], [2, 2, 1, 1], [3, 0, 0, 0]], "int32")
    logits = rng(2).normal(size=(3, 9, 5)) * 2
    yield "CTC", {}, y, logits, None
    yield "CTC", {}, y, logits, w
    yield "CTC", {"reduction": "sum"}, y, logits, w
    yield "CTC", {"reduction": "none"}, y, logits, None
    yield "CTC", {"reduction": "none"}, np.array([[0, 0], [1, 0], [4, 4]], "int32"), logits[:, :4], None
    yield "CTC", {"reduction": "none"}, np.array([[2], [1], [4]], "int32"), logits[:, :3], None
    yield "CTC", {}, y.astype("float32"), rng(3).normal(size=(3, 30, 6)), None


def pairs():
    def embeddings(seed, n):
        x = rng(seed).normal(size=(n, 4))
        return x / np.linalg.norm(x, axis=1, keepdims=True)

    y, w = np.array([0, 1, 0, 2, 1, 2], "int32"), rng(4).uniform(0.1, 2, 6)
    x = embeddings(5, 6)
    for reduction in ["sum_over_batch_size", "sum", "mean_with_sample_weight", "none"]:
        yield "Circle", {"gamma": 4.0, "reduction": reduction}, y, x, w
    yield "Circle", {"gamma": 2.0, "margin": 0.25}, y, x, None
    yield "Circle", {"gamma": 3.0, "remove_diagonal": False}, y, x, w
    yield "Circle", {}, y, x, None
    yield "Circle", {"gamma": 4.0}, y[:, None], x, None


def record():
    return {"keras": keras.__version__, "cases": [case(*c) for c in [*alignments(), *pairs()]]}
