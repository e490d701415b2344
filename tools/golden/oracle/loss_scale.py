"""LossScaleOptimizer: gradients with infinities and NaN between sound ones, weights, scale and counter after each."""

import keras
import numpy as np

from oracle import json_form
from oracle.cases import cast, rng

BAD = {2: np.inf, 3: np.nan}
FORMS = [({}, "SGD", {"learning_rate": 0.5}), ({"initial_scale": 8.0, "dynamic_growth_steps": 2}, "Adam", {}),
         ({"initial_scale": 4.0, "dynamic_growth_steps": 1}, "SGD", {"momentum": 0.9, "clipnorm": 0.5}),
         ({"initial_scale": 16.0, "dynamic_growth_steps": 3}, "RMSprop",
          {"use_ema": True, "ema_momentum": 0.9, "ema_overwrite_frequency": 2})]


def record():
    start = [cast(rng(1).normal(size=(3, 2))), cast(rng(2).normal(size=2))]
    gradients = [[cast(rng(10 + i).normal(size=(3, 2)) * 8), cast(rng(20 + i).normal(size=2) * 8)] for i in range(8)]
    for step, value in BAD.items():
        gradients[step][1][0] = value
    return {"keras": keras.__version__, "weights": [json_form.tensor(v) for v in start],
            "gradients": [[json_form.tensor(g) for g in pair] for pair in gradients],
            "cases": [case(args, inner, options, start, gradients) for args, inner, options in FORMS]}


def case(args, inner, options, start, gradients):
    optimizer = keras.optimizers.LossScaleOptimizer(getattr(keras.optimizers, inner)(**options), **args)
    variables = [keras.Variable(value, name=name) for value, name in zip(start, ["kernel", "bias"])]
    optimizer.build(variables)
    optimizer.built = True
    scaled = [float(optimizer.scale_loss(3.0))]
    expected = []
    for pair in gradients:
        weights, states = optimizer.stateless_apply([v.value for v in optimizer.variables],
                                                    [keras.ops.convert_to_tensor(g) for g in pair],
                                                    [v.value for v in variables])
        for variable, value in zip(variables + optimizer.variables, list(weights) + list(states)):
            variable.assign(value)
        expected.append([json_form.tensor(v) for v in variables])
        scaled.append(float(optimizer.scale_loss(3.0)))
    return {"args": args, "inner": {"class": inner, "args": options}, "expected": expected, "scaled_losses": scaled,
            "optimizer_variables_after": [{"name": v.path.split("/")[-1], **json_form.tensor(v)}
                                          for v in optimizer.variables]}
