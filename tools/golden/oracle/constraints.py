"""Constraints: what they make of a weight, weights under optimizers that apply them, and layers that set them."""

import keras
import numpy as np

from oracle import json_form
from oracle.cases import cast, rng
from oracle.model_builder import thing_of_key

FORMS = [{"class": "MaxNorm"}, {"class": "MaxNorm", "args": {"max_value": 0.5}},
         {"class": "MaxNorm", "args": {"max_value": 0.7, "axis": [0, 1]}},
         {"class": "MaxNorm", "args": {"max_value": 0.4, "axis": [1]}},
         {"class": "MinMaxNorm"}, {"class": "MinMaxNorm", "args": {"min_value": 0.8, "max_value": 1.2}},
         {"class": "MinMaxNorm", "args": {"min_value": 1.5, "max_value": 2.0, "rate": 0.3}},
         {"class": "MinMaxNorm", "args": {"min_value": 0.5, "max_value": 0.6, "rate": 0.9, "axis": [1]}},
         {"class": "NonNeg"}, {"class": "UnitNorm"}, {"class": "UnitNorm", "args": {"axis": [1]}},
         {"class": "UnitNorm", "args": {"axis": [0, 1]}}]
OPTIMIZERS = [{"class": "SGD", "args": {"learning_rate": 0.5}},
              {"class": "SGD", "args": {"learning_rate": 0.5, "momentum": 0.9, "weight_decay": 0.1}},
              {"class": "Adam", "args": {"learning_rate": 0.1, "use_ema": True, "ema_momentum": 0.9,
                                         "ema_overwrite_frequency": 2}},
              {"class": "RMSprop", "args": {"learning_rate": 0.1, "gradient_accumulation_steps": 2}},
              {"class": "Muon", "args": {"learning_rate": 0.1}}]
LAYERS = [
    ("Dense", {"units": 3, "kernel_constraint": {"class": "MaxNorm", "args": {"max_value": 0.6}},
               "bias_constraint": {"class": "NonNeg"}}, (4, 2)),
    ("Conv2D", {"filters": 2, "kernel_size": [2, 2], "bias_constraint": {"class": "NonNeg"},
                "kernel_constraint": {"class": "UnitNorm", "args": {"axis": [0, 1, 2]}}}, (3, 4, 4, 2)),
    ("Conv1D", {"filters": 2, "kernel_size": [2],
                "kernel_constraint": {"class": "MinMaxNorm", "args": {"min_value": 0.3, "max_value": 0.5}}}, (3, 4, 2)),
    ("Embedding", {"input_dim": 5, "output_dim": 3,
                   "embeddings_constraint": {"class": "UnitNorm", "args": {"axis": [1]}}}, (4, 2)),
    ("BatchNormalization", {"gamma_constraint": {"class": "NonNeg"},
                            "beta_constraint": {"class": "MaxNorm", "args": {"max_value": 0.1}}}, (6, 3)),
]


def constraint(form):
    args = {k: tuple(v) if isinstance(v, list) else v for k, v in form.get("args", {}).items()}
    return getattr(keras.constraints, form["class"])(**args)


def record():
    values = [valued(form, shape) for form in FORMS for shape in [(3, 4), (2, 3, 2)]]
    return {"keras": keras.__version__, "values": values,
            "steps": [stepped(form, optimizer) for form in [FORMS[1], FORMS[5], FORMS[8], FORMS[9]]
                      for optimizer in OPTIMIZERS],
            "layers": [layered(*form) for form in LAYERS]}


def valued(form, shape):
    w = cast(rng(3).normal(size=shape))
    w[1, 1] = 0
    return {**form, "w": json_form.tensor(w), "expected": json_form.tensor(np.asarray(constraint(form)(w)))}


def stepped(form, optimizer_form):
    """Two weights, the first of which has the constraint; the second gradient reaches it as well."""
    kind, args = optimizer_form["class"], optimizer_form["args"]
    optimizer = getattr(keras.optimizers, kind)(**args)
    start = [cast(rng(5).normal(size=(3, 2))), cast(rng(6).normal(size=2))]
    variables = [keras.Variable(value, name=name) for value, name in zip(start, ["kernel", "bias"])]
    variables[0].constraint = constraint(form)
    optimizer.build(variables)
    gradients = [[cast(rng(40 + step).normal(size=(3, 2))), cast(rng(60 + step).normal(size=2))] for step in range(5)]
    expected = []
    for pair in gradients:
        optimizer.apply([keras.ops.convert_to_tensor(g) for g in pair], variables)
        expected.append([json_form.tensor(v) for v in variables])
    return {"constraint": form, "optimizer": optimizer_form, "weights": [json_form.tensor(v) for v in start],
            "gradients": [[json_form.tensor(g) for g in pair] for pair in gradients], "expected": expected,
            "optimizer_variables_after": [{"name": v.path.split("/")[-1], **json_form.tensor(v)}
                                          for v in optimizer.variables]}


def layered(kind, args, shape):
    """One layer, trained for three steps of SGD."""
    made = {k: constraint(v) if k.endswith("constraint") else thing_of_key(k, v) for k, v in args.items()}
    layer = getattr(keras.layers, kind)(name="layer", **made)
    x = rng(8).integers(0, 5, shape).astype("int32") if kind == "Embedding" else cast(rng(8).normal(size=shape))
    model = keras.Sequential([keras.Input(shape[1:], dtype=x.dtype.name), layer])
    model.compile(keras.optimizers.SGD(0.5), "mse")
    initial = [cast(rng(70 + i).normal(size=w.shape)) for i, w in enumerate(layer.weights)]
    for i, w in enumerate(layer.weights):
        if w.name == "moving_variance":
            initial[i] = np.abs(initial[i])
    layer.set_weights(initial)
    y = cast(rng(9).normal(size=model(x).shape))
    after = []
    for _ in range(3):
        model.train_on_batch(x, y)
        after.append([json_form.tensor(w) for w in layer.weights])
    return {"layer": kind, "args": args, "x": json_form.tensor(x), "y": json_form.tensor(y),
            "weights": [json_form.tensor(w) for w in initial], "weights_after": after}
