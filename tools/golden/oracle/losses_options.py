"""Every loss under every reduction, a mask, and computed in float64; and the loss functions."""

import jax
import keras
import numpy as np

from oracle import json_form
from oracle.cases import cast, rng
from oracle.losses import case

REDUCTIONS = ["sum", "mean", "mean_with_sample_weight", "none"]


def samples(seed, kind):
    """Four samples of targets and predictions that the loss `kind` takes, and options that give one loss each."""
    y, p = rng(seed).normal(size=(4, 3)), rng(seed + 1).normal(size=(4, 3))
    chosen = rng(seed + 2).dirichlet(np.ones(3), 4)
    one_hot, classes = np.eye(3, dtype="float32")[[0, 2, 1, 2]], np.array([0, 2, 1, 2], "int32")
    if kind in ["MeanSquaredLogarithmicError", "Poisson"]:
        return rng(seed).uniform(0, 3, (4, 3)), rng(seed + 1).uniform(0.1, 3, (4, 3)), {}
    if kind in ["SparseCategoricalCrossentropy", "CategoricalGeneralizedCrossEntropy"]:
        return classes, chosen, {}
    if kind in ["Dice", "Tversky"]:
        return one_hot, chosen, {"axis": [1]}
    if kind == "CTC":
        return np.array([[1, 2, 3], [2, 2, 0], [3, 0, 0], [1, 3, 1]], "int32"), rng(seed).normal(size=(4, 7, 4)), {}
    if kind == "Circle":
        return np.array([0, 1, 0, 1], "int32"), y / np.linalg.norm(y, axis=1, keepdims=True), {"gamma": 3.0}
    probabilities = ["BinaryCrossentropy", "CategoricalCrossentropy", "KLDivergence", "CategoricalHinge",
                     "CategoricalFocalCrossentropy", "BinaryFocalCrossentropy"]
    return (one_hot, chosen, {}) if kind in probabilities else (y, p, {})


def kinds():
    return [row for row in sorted(vars(keras.losses))
            if isinstance(getattr(keras.losses, row), type) and row != "Loss"]


def reduced():
    w, mask = rng(90).uniform(0.1, 2, 4), np.array([True, False, True, True])
    for seed, kind in enumerate(kinds()):
        y, p, args = samples(100 + 5 * seed, kind)
        for reduction in REDUCTIONS:
            yield kind, {**args, "reduction": reduction}, y, p, w
        yield kind, {**args, "reduction": "none"}, y, p, None
        yield kind, args, y, p, None, mask
        yield kind, {**args, "reduction": "mean_with_sample_weight"}, y, p, w, mask


def options():
    w = rng(91).uniform(0.1, 2, 4)
    one_hot = np.eye(3, dtype="float32")[rng(92).integers(0, 3, (4, 2))].transpose(0, 2, 1)
    p = rng(93).dirichlet(np.ones(3), (4, 2)).transpose(0, 2, 1)
    z = rng(94).normal(size=(4, 3, 2))
    for kind in ["CategoricalCrossentropy", "CategoricalFocalCrossentropy", "BinaryFocalCrossentropy"]:
        yield kind, {"axis": 1}, one_hot, p, None
        yield kind, {"axis": 1, "from_logits": True, "reduction": "none"}, one_hot, z, None
    classes = rng(95).integers(0, 3, (4, 3)).astype("int32")
    yield "SparseCategoricalCrossentropy", {"axis": 1}, classes, rng(96).dirichlet(np.ones(3), (4, 3)), None
    yield ("SparseCategoricalCrossentropy", {"axis": 1, "from_logits": True, "reduction": "none"}, classes,
           rng(97).normal(size=(4, 3, 3)), None)
    y, chosen, _ = samples(98, "Tversky")
    # Keras 3.15 has alpha and beta the other way round, against its documentation; later versions, and we, have not.
    for alpha, beta in [(0.3, 0.5), (0.5, 0.8), (0.7, 0.2)]:
        yield "Tversky", {"alpha": alpha, "beta": beta}, y, chosen, None
        yield "Tversky", {"alpha": alpha, "beta": beta, "axis": [1]}, y, chosen, w
    yield "Dice", {"axis": [0]}, y, chosen, None
    yield "CosineSimilarity", {"axis": 0, "reduction": "none"}, y, chosen, None
    yield "Huber", {"delta": 0.2, "reduction": "mean"}, y, chosen, w


def precise():
    """Computed in float64, which JAX has to be told."""
    for seed, kind in enumerate(kinds()):
        y, p, args = samples(300 + 5 * seed, kind)
        with jax.enable_x64(True):
            yield case(kind, {**args, "dtype": "float64"}, y, p, None)


FUNCTIONS = {
    "binary_crossentropy": [{"from_logits": True}, {"label_smoothing": 0.2}, {"axis": 0}],
    "binary_focal_crossentropy": [{"apply_class_balancing": True, "alpha": 0.3}, {"gamma": 1.5}, {"from_logits": True},
                                  {"label_smoothing": 0.2}, {"axis": 0}],
    "categorical_crossentropy": [{"from_logits": True}, {"label_smoothing": 0.2}, {"axis": 0}],
    "categorical_focal_crossentropy": [{"alpha": 0.4}, {"gamma": 1.5}, {"from_logits": True}, {"label_smoothing": 0.2},
                                       {"axis": 0}],
    "categorical_generalized_cross_entropy": [{"q": 0.5}, {"q": 0.7}],
    "circle": [{"gamma": 2.0}, {"margin": 0.2, "gamma": 3.0}, {"remove_diagonal": False, "gamma": 2.0}],
    "cosine_similarity": [{"axis": 0}],
    "dice": [{"axis": [1]}],
    "huber": [{"delta": 0.3}],
    "sparse_categorical_crossentropy": [{"from_logits": True}, {"ignore_class": 2}],
    "tversky": [{"alpha": 0.3, "beta": 0.6}, {"axis": [1]}],  # written the other way round, see options
}


def functions():
    for seed, kind in enumerate(kinds()):
        name = "kl_divergence" if kind == "KLDivergence" else keras.src.utils.naming.to_snake_case(kind)
        y, p, _ = samples(500 + 5 * seed, kind)
        plain = [] if name == "categorical_generalized_cross_entropy" else [{}]
        for args in [*plain, *FUNCTIONS.get(name, [])]:
            x = rng(600 + seed).normal(size=p.shape) if args.get("from_logits") else p
            yield function(name, args, y, x)
    yield function("sparse_categorical_crossentropy", {"axis": 1}, rng(95).integers(0, 3, (4, 3)).astype("int32"),
                   rng(96).dirichlet(np.ones(3), (4, 3)))
    references = rng(97).normal(size=(5, 3))
    references /= np.linalg.norm(references, axis=1, keepdims=True)
    y, p, _ = samples(700, "Circle")
    # The first four references stand for the samples themselves and are left out, pair by pair.
    yield function("circle", {"gamma": 2.0, "ref_labels": np.array([0, 1, 0, 1, 1], "int32"),
                              "ref_embeddings": references}, y, p)


def function(name, args, y_true, y_pred):
    y_true, y_pred = cast(y_true), cast(y_pred)
    given = {key: cast(value) if isinstance(value, np.ndarray) else value for key, value in args.items()}
    result, pull = jax.vjp(lambda p: getattr(keras.losses, name)(y_true, p, **given), jax.numpy.asarray(y_pred))
    if name == "tversky" and "alpha" in args:
        args = {**args, "alpha": args["beta"], "beta": args["alpha"]}
    written = {key: json_form.tensor(cast(value)) if isinstance(value, np.ndarray) else value
               for key, value in args.items()}
    return {"function": name, "args": written, "y_true": json_form.tensor(y_true), "y_pred": json_form.tensor(y_pred),
            "expected": json_form.tensor(result), "gradient": json_form.tensor(pull(np.ones_like(result))[0])}


def exchanged(kind, args, y, p, w):
    """The case of Tversky with alpha and beta as documented."""
    given = {**args, "alpha": args["beta"], "beta": args["alpha"]}
    return {**case(kind, given, y, p, w), "args": args}


def record():
    cases = [exchanged(*c) if "alpha" in c[1] and c[0] == "Tversky" else case(*c) for c in [*reduced(), *options()]]
    return {"keras": keras.__version__, "cases": [*cases, *precise()], "functions": list(functions())}
