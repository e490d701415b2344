"""The optimizers that optimizers.py leaves out: six steps on four weights of one to three axes, every option."""

import keras
import numpy as np

from oracle import json_form
from oracle.cases import cast, rng
from oracle.model_builder import thing_of_key
from oracle.optimizers import SCHEDULE, STEPS, defaults

SHAPES = {"dense/kernel": (3, 2), "dense/bias": (2,), "embedding/embeddings": (3, 2), "conv/kernel": (2, 2, 3),
          "wide/kernel": (2, 4)}
SEEN, LAST = [2, 6], [6]  # the steps that a file shows for options of one optimizer, and for those of all
COMMON = [{"weight_decay": 0.1}, {"clipnorm": 0.5}, {"global_clipnorm": 0.6},
          {"learning_rate": SCHEDULE, "weight_decay": 0.1}, {"use_ema": True, "ema_momentum": 0.9},
          {"use_ema": True, "ema_momentum": 0.9, "ema_overwrite_frequency": 3},
          {"gradient_accumulation_steps": 3}]
MOMENTS = [{}, {"learning_rate": 0.1}, {"beta_1": 0.5, "beta_2": 0.8}, {"epsilon": 0.1}]
OWN = {
    "Adamax": MOMENTS,
    "Nadam": MOMENTS,
    "Adagrad": [{}, {"learning_rate": 0.1}, {"initial_accumulator_value": 0.5}, {"epsilon": 0.1}],
    "Adadelta": [{}, {"learning_rate": 1.0}, {"rho": 0.6}, {"epsilon": 0.01, "learning_rate": 0.5}],
    "Adafactor": [{}, {"learning_rate": 0.9}, {"beta_2_decay": -0.5}, {"epsilon_1": 0.01, "epsilon_2": 0.9},
                  {"clip_threshold": 0.5, "learning_rate": 0.1}, {"relative_step": False, "learning_rate": 0.9}],
    "Ftrl": [{}, {"learning_rate": 0.1}, {"learning_rate_power": -0.8, "learning_rate": 0.1},
             {"learning_rate_power": 0.0, "learning_rate": 0.1},
             {"initial_accumulator_value": 0.7, "learning_rate": 0.1},
             {"l1_regularization_strength": 0.5, "l2_regularization_strength": 0.3, "learning_rate": 0.2},
             {"l2_shrinkage_regularization_strength": 0.4, "beta": 0.6, "learning_rate": 0.2}],
    "Lamb": MOMENTS,
    "Lion": [{}, {"learning_rate": 0.01}, {"beta_1": 0.5}, {"beta_2": 0.7, "learning_rate": 0.02}],
    "Muon": [{}, {"learning_rate": 0.1}, {"momentum": 0.5, "nesterov": False}, {"exclude_layers": ["wide", "k.rn"]},
             {"exclude_embeddings": False, "adam_lr_ratio": 0.1}, {"rms_rate": None, "ns_steps": 2},
             {"muon_a": 3.0, "muon_b": -4.0, "muon_c": 1.5, "adam_weight_decay": 0.2},
             {"adam_beta_1": 0.5, "adam_beta_2": 0.8, "epsilon": 0.1, "weight_decay": 0.3}],
    "ScheduleFreeAdamW": [{}, {"learning_rate": 0.1}, {"beta_1": 0.5, "beta_2": 0.8}, {"epsilon": 0.1},
                          {"warmup_steps": 4, "learning_rate": 0.1}],
}


def starting_values():
    return [rng(30 + i).normal(size=shape) for i, shape in enumerate(SHAPES.values())]


def gradients():
    """One list a step; the last ones small, so that maxima and averages look back, and one entry always zero."""
    scales = [1, 2, 0.5, 0.1, 1, 0.05]
    steps = [[rng(100 * step + i).normal(size=shape) * scales[step] for i, shape in enumerate(SHAPES.values())]
             for step in range(STEPS)]
    for step in steps:
        step[0][1, 1] = 0
    return steps


def record():
    cases = []
    for kind, own in OWN.items():
        cases += [case(kind, args, SEEN) for args in own]
        cases += [case(kind, args, LAST) for args in COMMON]
        cases.append(case(kind, {"weight_decay": 0.1}, LAST, exclude=["bias"]))
    named = [{"path": p, **json_form.tensor(cast(v))} for p, v in zip(SHAPES, starting_values())]
    return {"keras": keras.__version__, "variables": named,
            "gradients": [[json_form.tensor(cast(g)) for g in step] for step in gradients()],
            "defaults": {kind: defaults(kind) for kind in OWN}, "cases": cases}


def variable(path, value):
    scope, name = path.split("/")
    with keras.name_scope(scope):
        return keras.Variable(cast(value), name=name)


def state_name(optimizer, v):
    return "u_product" if v is getattr(optimizer, "_u_product", None) else v.path.split("/")[-1]


def case(kind, args, seen, exclude=()):
    optimizer = getattr(keras.optimizers, kind)(**{k: thing_of_key(k, v) for k, v in args.items()})
    variables = [variable(path, value) for path, value in zip(SHAPES, starting_values())]
    if exclude:
        optimizer.exclude_from_weight_decay(var_names=list(exclude))
    optimizer.build(variables)
    expected = []
    for number, step in enumerate(gradients(), start=1):
        optimizer.apply([keras.ops.convert_to_tensor(cast(g)) for g in step], variables)
        if number in seen:
            expected.append({"step": number, "weights": [json_form.tensor(v) for v in variables]})
    form = {"class": kind, "args": args, **({"exclude_from_weight_decay": list(exclude)} if exclude else {}),
            "expected": expected, "iterations": json_form.number(np.asarray(optimizer.iterations)),
            "learning_rate_after": json_form.number(cast(np.float32(optimizer.learning_rate))),
            "optimizer_variables_after": [{"name": state_name(optimizer, v), **json_form.tensor(v)}
                                          for v in optimizer.variables]}
    if args.get("use_ema"):
        optimizer.finalize_variable_values(variables)
        form["finalized"] = [json_form.tensor(v) for v in variables]
    return form
