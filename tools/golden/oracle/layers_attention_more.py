"""Attention under every option and argument of a call: masks given by name, first weights, constraints, penalties."""

import keras
import numpy as np

from oracle import json_form
from oracle.cases import cast, rng
from oracle.several_inputs import CALL, bools, build, case, layer_of, normal
from oracle.spec import of

QUERY, VALUE, KEY = normal(2, 3, 5), normal(2, 4, 5, seed=1), normal(2, 4, 5, seed=2)
QUERY_MASK = bools([[1, 1, 0], [1, 0, 1]])
VALUE_MASK = bools([[1, 1, 1, 0], [1, 0, 1, 1]])
KEY_MASK = bools([[0, 1, 1, 1], [1, 1, 1, 0]])
PLACES = rng(9).uniform(size=(2, 3, 4)) < 0.7
SCORES, CAUSAL = {"return_attention_scores": True}, {"use_causal_mask": True}
FIRST = {"kernel_initializer": "ones", "bias_initializer": "ones"}
PENALTIES = {"kernel_regularizer": of("L2", l2=0.03), "bias_regularizer": of("L1", l1=0.02),
             "activity_regularizer": of("L2", l2=0.05)}
BOUNDS = {"kernel_constraint": of("MaxNorm", max_value=0.3), "bias_constraint": of("NonNeg")}
NAMES = ["query_mask", "value_mask", "key_mask"]


def sequences():
    for kind in ["Attention", "AdditiveAttention"]:
        scale = {"use_scale": kind == "Attention"}
        yield kind, {"dropout": 0.4, "seed": 3}, [QUERY, VALUE], False, {}
        yield kind, {**scale, **CAUSAL}, [QUERY, VALUE, KEY], True, {0: QUERY_MASK, 1: VALUE_MASK}
        yield kind, {**scale, **SCORES}, [QUERY, VALUE], True, {0: QUERY_MASK}
        yield kind, {**CAUSAL, **SCORES}, [QUERY, VALUE], True, {1: VALUE_MASK}
    yield "Attention", {"score_mode": "concat", **CAUSAL, **SCORES}, [QUERY, VALUE, KEY], True, {1: VALUE_MASK}


def heads():
    multi = "MultiHeadAttention", {"num_heads": 2, "key_dim": 3}
    group = "GroupQueryAttention", {"head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2}
    for kind, small in [multi, group]:
        yield kind, {**small, **FIRST, **BOUNDS}, [QUERY, VALUE], True, {}
        yield kind, {**small, **FIRST, "use_bias": False}, [QUERY, VALUE, KEY], False, {}
        yield kind, {**small, **PENALTIES}, [QUERY, VALUE], True, {}
        yield kind, {**small, "dropout": 0.3, "seed": 5, **SCORES}, [QUERY, VALUE], False, {}
        yield kind, {**small, "flash_attention": False, "sliding_window": 3, **CAUSAL}, [QUERY, VALUE], True, {}
        yield kind, {**small, "use_gate": True}, [QUERY, VALUE, KEY], True, {2: KEY_MASK}
        yield kind, {**small, "use_gate": True, "sliding_window": 2}, [QUERY, QUERY], False, {}
        yield kind, small, [QUERY, VALUE, KEY], True, {0: QUERY_MASK, 1: VALUE_MASK, 2: KEY_MASK}
        yield kind, {**small, **SCORES}, [QUERY, VALUE, KEY, PLACES], True, {1: VALUE_MASK, 2: KEY_MASK}
        yield kind, {**small, **CAUSAL}, [QUERY, VALUE, PLACES], True, {0: QUERY_MASK}
        yield kind, {**small, **CAUSAL, **SCORES}, [QUERY, VALUE], True, {1: VALUE_MASK}
    kind, small = multi
    wide = {**small, "value_dim": 2, "output_shape": [2, 2], "attention_axes": [1], **SCORES}
    yield kind, wide, [QUERY, VALUE], True, {}
    square = normal(2, 2, 3, 4)
    yield kind, {**small, "attention_axes": [2]}, [square, square], True, {}


def complete(kind, args, inputs, training, masks):
    form = case(kind, converted(args), inputs, training, masks)
    form["args"] = {key: value for key, value in args.items() if key not in CALL}
    form.pop("masks", None)
    call = {**form.get("call", {}), **{NAMES[int(i)]: json_form.tensor(mask) for i, mask in masks.items()}}
    if training:
        call["training"] = True
    if kind in ("Attention", "AdditiveAttention") and masks:
        call["mask"] = True
    if any(x.dtype == bool for x in inputs):
        call["attention_mask"] = form["inputs"].pop()
    form["call"] = call
    layer = layer_of(kind, converted(args))
    given = [cast(x) for x in inputs]
    build(layer, kind, args, given)
    if "kernel_initializer" in args:
        form["first_weights"] = [json_form.tensor(w) for w in layer.weights]
    if "kernel_constraint" in args:
        for weight, known in zip(layer.weights, form["weights"]):
            weight.assign(json_form.array_of(known))
        form["constrained"] = [json_form.tensor(np.asarray(w.constraint(w.value))) for w in layer.weights]
    if "kernel_regularizer" in args:
        for weight, known in zip(layer.weights, form["weights"]):
            weight.assign(json_form.array_of(known))
        layer(given[0], given[1])
        form["losses"] = json_form.number(np.float32(sum(np.asarray(loss) for loss in layer.losses)))
    return form


def converted(args):
    return {key: getattr(keras.constraints, value["class"])(**value.get("args", {}))
            if key.endswith("constraint") else value for key, value in args.items()}


def record():
    return {"keras": keras.__version__, "cases": [complete(*c) for family in (sequences, heads) for c in family()]}
