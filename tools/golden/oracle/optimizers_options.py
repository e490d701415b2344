"""Options of optimizers that the other modules leave out, maps of several, and a training run of each."""

import jax
import keras
import numpy as np

from oracle import json_form, optimizers_more
from oracle.cases import cast, rng

MORE = ["Adamax", "Nadam", "Adagrad", "Adadelta", "Adafactor", "Ftrl", "Lamb", "Lion", "Muon", "ScheduleFreeAdamW"]
ALL = ["SGD", "RMSprop", "Adam", "AdamW", *MORE]
MAPS = [{"optimizer_map": {"wide/.*": ["Adam", {"learning_rate": 0.05}], "dense/bias": ["SGD", {"momentum": 0.9}]},
         "default_optimizer": ["RMSprop", {}]},
        {"optimizer_map": {".*/kernel": ["Lion", {"learning_rate": 0.01}]}, "default_optimizer": ["SGD", {}],
         "loss_scale_factor": 8.0}]
# Rates at which twenty steps lead somewhere and no run swings.
RATES = {"SGD": 0.1, "Adadelta": 1.0, "Adagrad": 0.05, "Ftrl": 0.1, "Lion": 0.003, "Lamb": 0.02, "Adafactor": 0.02,
         "Muon": 0.01}
STEPS, BATCH, SHOWN = 20, 8, [5, 10, 20]


def options():
    for kind in ALL:
        yield kind, {"clipvalue": 0.2}
        yield kind, {"loss_scale_factor": 4.0}
    yield "AdamW", {"beta_1": 0.5, "beta_2": 0.8}
    yield "AdamW", {"epsilon": 0.1, "amsgrad": True}


def made(kind, args):
    return getattr(keras.optimizers, kind)(**args)


def mapped(args):
    """A MultiOptimizer whose optimizers `args` describes as pairs of class and arguments."""
    by_name = {name: made(*pair) for name, pair in args["optimizer_map"].items()}
    chosen = keras.optimizers.OptimizerMap(made(*args["default_optimizer"]), by_name)
    given = {key: args[key] for key in ["loss_scale_factor"] if key in args}
    return keras.optimizers.MultiOptimizer(chosen, **given)


def several(kind, args):
    """Six steps of a map, on the weights and gradients of optimizers_more."""
    optimizer = mapped(args)
    variables = [optimizers_more.variable(path, value)
                 for path, value in zip(optimizers_more.SHAPES, optimizers_more.starting_values())]
    optimizer.build(variables)
    expected = []
    for number, step in enumerate(optimizers_more.gradients(), start=1):
        optimizer.apply([keras.ops.convert_to_tensor(cast(g)) for g in step], variables)
        if number in optimizers_more.SEEN:
            expected.append({"step": number, "weights": [json_form.tensor(v) for v in variables]})
    return {"class": kind, "args": args, "expected": expected,
            "iterations": json_form.number(np.asarray(optimizer.iterations))}


def network():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(5, activation="tanh", name="hidden"),
                              keras.layers.Dense(2, name="result")])
    model.set_weights([cast(rng(40 + i).normal(size=w.shape) * 0.6) for i, w in enumerate(model.get_weights())])
    return model


def batches():
    for step in range(STEPS):
        x = rng(200 + step).normal(size=(BATCH, 3))
        yield cast(x), cast(np.stack([np.sin(x[:, 0]) + x[:, 1], x[:, 2] * x[:, 0]], axis=1))


def run(kind, args):
    model = network()
    if kind == "Lion":
        refuse_small_signs(model, args)
    optimizer = {"MultiOptimizer": lambda: mapped(args), "LossScaleOptimizer": lambda: scaled(args)}.get(
        kind, lambda: made(kind, args))()
    model.compile(optimizer=optimizer, loss="mean_squared_error")
    weights, losses = [], []
    for step, (x, y) in enumerate(batches(), start=1):
        losses.append(json_form.number(np.float32(model.train_on_batch(x, y))))
        if step in SHOWN:
            weights.append({"step": step, "weights": [json_form.tensor(w) for w in model.get_weights()]})
    return {"class": kind, "args": args, "losses": losses, "expected": weights}


def scaled(args):
    given = {key: value for key, value in args.items() if key != "inner_optimizer"}
    return keras.optimizers.LossScaleOptimizer(made(*args["inner_optimizer"]), **given)


def refuse_small_signs(model, args):
    """Lion takes the sign of 0.9 m + 0.1 g: a run in which rounding could turn one proves nothing."""
    weights, moments = [np.float64(w) for w in model.get_weights()], None
    for x, y in batches():
        def loss(w):
            return jax.numpy.mean((jax.numpy.tanh(x @ w[0] + w[1]) @ w[2] + w[3] - y) ** 2)
        gradients = [np.float64(g) for g in jax.grad(loss)([jax.numpy.asarray(w) for w in weights])]
        moments = moments or [np.zeros_like(g) for g in gradients]
        signs = [0.9 * m + 0.1 * g for m, g in zip(moments, gradients)]
        assert min(np.abs(s).min() for s in signs) > 1e-6, "choose other data"
        moments = [0.99 * m + 0.01 * g for m, g in zip(moments, gradients)]
        weights = [w - args["learning_rate"] * np.sign(s) for w, s in zip(weights, signs)]


def runs():
    for kind in ALL:
        yield kind, {"learning_rate": RATES.get(kind, 0.02)}
    yield "LossScaleOptimizer", {"inner_optimizer": ["Adam", {"learning_rate": 0.02}], "initial_scale": 64.0,
                                 "dynamic_growth_steps": 6}
    yield "MultiOptimizer", {"optimizer_map": {".*hidden/.*": ["Adam", {"learning_rate": 0.02}]},
                             "default_optimizer": ["SGD", {"learning_rate": 0.1}]}


def record():
    named = [{"path": p, **json_form.tensor(cast(v))}
             for p, v in zip(optimizers_more.SHAPES, optimizers_more.starting_values())]
    return {"keras": keras.__version__, "variables": named,
            "gradients": [[json_form.tensor(cast(g)) for g in step] for step in optimizers_more.gradients()],
            "cases": [optimizers_more.case(*c, optimizers_more.LAST) for c in options()],
            "maps": [several("MultiOptimizer", args) for args in MAPS],
            "initial_weights": [json_form.tensor(w) for w in network().get_weights()],
            "batches": [{"x": json_form.tensor(x), "y": json_form.tensor(y)} for x, y in batches()],
            "runs": [run(*c) for c in runs()]}
