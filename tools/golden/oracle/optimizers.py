"""Optimizers: six steps on two variables with given gradients, every option, every slot at the end."""

import keras
import numpy as np

from oracle import json_form
from oracle.cases import cast, floats, rng
from oracle.model_builder import thing_of_key

STEPS = 6
SCHEDULE = {"class": "ExponentialDecay",
            "args": {"initial_learning_rate": 0.1, "decay_steps": 2, "decay_rate": 0.5, "staircase": True}}
COMMON = [{"weight_decay": 0.1}, {"clipnorm": 0.5}, {"clipvalue": 0.2}, {"global_clipnorm": 0.6},
          {"learning_rate": SCHEDULE}, {"learning_rate": SCHEDULE, "weight_decay": 0.1},
          {"use_ema": True, "ema_momentum": 0.9}, {"use_ema": True, "ema_momentum": 0.9, "ema_overwrite_frequency": 3},
          {"gradient_accumulation_steps": 3}, {"loss_scale_factor": 8.0}]
OWN = {
    "SGD": [{}, {"learning_rate": 0.1}, {"momentum": 0.9}, {"momentum": 0.9, "nesterov": True},
            {"momentum": 0.8, "nesterov": True, "weight_decay": 0.05, "learning_rate": 0.1}],
    "RMSprop": [{}, {"rho": 0.7}, {"momentum": 0.9}, {"centered": True}, {"momentum": 0.5, "centered": True},
                {"epsilon": 0.01, "learning_rate": 0.1}],
    "Adam": [{}, {"learning_rate": 0.1}, {"beta_1": 0.5, "beta_2": 0.8}, {"amsgrad": True, "beta_2": 0.5},
             {"epsilon": 0.1}],
    "AdamW": [{}, {"weight_decay": 0.2, "learning_rate": 0.1}, {"amsgrad": True, "beta_2": 0.5}, {"epsilon": 0.1}],
}


def starting_values():
    return [("dense/kernel", rng(1).normal(size=(3, 2))), ("dense/bias", rng(2).normal(size=2))]


def gradients():
    """Six pairs; the last ones small, so that maxima and averages look back, and one entry always zero."""
    pairs = []
    for step in range(STEPS):
        scale = [1, 2, 0.5, 0.1, 1, 0.05][step]
        kernel, bias = rng(10 + step).normal(size=(3, 2)) * scale, rng(20 + step).normal(size=2) * scale
        kernel[1, 1] = 0
        pairs.append([kernel, bias])
    return pairs


def record():
    cases = []
    for kind, own in OWN.items():
        for args in own + [extra for extra in COMMON if not (kind == "AdamW" and set(extra) == {"weight_decay"})]:
            cases.append(case(kind, args))
        cases.append(case(kind, {"weight_decay": 0.1}, exclude=["bias"]))
    return {"keras": keras.__version__, "variables": [{"path": p, **json_form.tensor(cast(v))}
                                                     for p, v in starting_values()],
            "gradients": [[json_form.tensor(cast(g)) for g in pair] for pair in gradients()],
            "defaults": {kind: defaults(kind) for kind in OWN}, "cases": cases}


def defaults(kind):
    config = getattr(keras.optimizers, kind)(name=None).get_config()
    del config["name"]
    return {k: (json_form.number(np.float32(v)) if isinstance(v, float) else v) for k, v in config.items()}


def case(kind, args, exclude=()):
    optimizer = getattr(keras.optimizers, kind)(**{k: thing_of_key(k, v) for k, v in args.items()})
    variables = [keras.Variable(cast(v), name=path.split("/")[1]) for path, v in starting_values()]
    if exclude:
        optimizer.exclude_from_weight_decay(var_names=list(exclude))
    optimizer.build(variables)
    expected = []
    for pair in gradients():
        optimizer.apply([keras.ops.convert_to_tensor(cast(g)) for g in pair], variables)
        expected.append([json_form.tensor(v) for v in variables])
    form = {"class": kind, "args": args, **({"exclude_from_weight_decay": list(exclude)} if exclude else {}),
            "expected": expected, "iterations": json_form.number(np.asarray(optimizer.iterations)),
            "learning_rate_after": json_form.number(cast(np.float32(optimizer.learning_rate))),
            "optimizer_variables_after": [{"name": v.path.split("/")[-1], **json_form.tensor(v)}
                                          for v in optimizer.variables]}
    if args.get("use_ema"):
        optimizer.finalize_variable_values(variables)
        form["finalized"] = [json_form.tensor(v) for v in variables]
    return form
