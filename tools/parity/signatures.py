"""Writes the public names of Keras and their arguments to a test resource."""

import inspect
import json
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras  # noqa: E402

import scope  # noqa: E402

LOOKUPS = {"get", "serialize", "deserialize"}
TARGET = pathlib.Path(__file__).parents[2] / "keras/src/test/resources/parity/signatures.json"
EMPTY = inspect.Parameter.empty
VARIABLE = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


def plain(value):
    """A default as JSON has it, else as Python prints it."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return getattr(value, "__name__", None) or repr(value)


def arguments(function):
    """Name and default of each argument; one without a default is required."""
    result = []
    for parameter in inspect.signature(function).parameters.values():
        # `state` is how Keras on JAX passes variables, which have a home of their own elsewhere.
        if parameter.name in ("self", "cls", "state") or parameter.kind in VARIABLE:
            continue
        required = parameter.default is EMPTY
        result.append({"name": parameter.name} | ({} if required else {"default": plain(parameter.default)}))
    return result


def class_row(name, thing, call=None):
    row = {"name": name, "kind": "class", "arguments": arguments(thing.__init__)}
    if call is not None:
        row["call"] = arguments(call)
    return row


def function_row(name, thing):
    return {"name": name, "kind": "function", "arguments": arguments(thing)}


def public(module, wanted, skip=()):
    """The names of `module` whose things `wanted` accepts."""
    for name in sorted(vars(module)):
        thing = getattr(module, name)
        if not name.startswith("_") and name not in LOOKUPS and name not in skip and wanted(thing):
            yield name, thing


def classes(module, base=(), skip=(), call=None):
    """The classes of `module` without base classes and without second names; `call` names what is called."""
    found = {}
    for name, thing in public(module, inspect.isclass, skip):
        if thing not in base and (thing not in found or name == thing.__name__):
            found[thing] = name
    ordered = sorted(found.items(), key=lambda each: each[1])
    return [class_row(name, thing, getattr(thing, call) if call else None) for thing, name in ordered]


def functions(module, skip=()):
    return [function_row(*each) for each in public(module, inspect.isfunction, skip)]


def layers():
    rows = []
    for family, names in scope.LAYERS.items():
        for name in names:
            thing = getattr(keras.layers, name)
            rows.append(class_row(name, thing, thing.call) | {"family": family})
    return rows


def datasets():
    rows = []
    for name, module in public(keras.datasets, inspect.ismodule):
        rows += [function_row(name + "." + each, thing) for each, thing in public(module, inspect.isfunction)]
    return rows


def models():
    rows = []
    for owner, names in scope.MODELS.items():
        cls = getattr(keras, owner)
        for name in names:
            # Model takes inputs and outputs where it is functional: the signature of its subclass.
            thing = getattr(cls, name)
            if owner == "Model" and name == "__init__":
                from keras.src.models.functional import Functional
                thing = Functional.__init__
            rows.append(function_row(owner + ("" if name == "__init__" else "." + name), thing))
    for module, name in scope.MODEL_FUNCTIONS:
        thing = getattr(getattr(keras, module) if module else keras, name)
        rows.append(class_row(name, thing) if inspect.isclass(thing) else function_row(name, thing))
    return rows


def ops():
    rows = functions(keras.ops)
    names = {row["name"] for row in rows}
    for name, thing in public(keras.ops.image, inspect.isfunction):
        if name not in names:
            rows.append(function_row("image." + name, thing))
    return rows


def sections():
    schedules = keras.optimizers.schedules
    yield "activations", functions(keras.activations, scope.ALIASES["activations"])
    yield "initializers", classes(keras.initializers, [keras.Initializer], scope.ALIASES["initializers"], "__call__")
    yield "regularizers", classes(keras.regularizers, [keras.Regularizer])
    yield "constraints", classes(keras.constraints, [keras.constraints.Constraint])
    yield "losses", classes(keras.losses, [keras.losses.Loss], call="__call__") + functions(keras.losses)
    yield "metrics", (classes(keras.metrics, [keras.metrics.Metric], call="update_state")
                      + functions(keras.metrics))
    yield "optimizers", classes(keras.optimizers, [keras.optimizers.Optimizer])
    yield "schedules", classes(schedules, [schedules.LearningRateSchedule])
    yield "callbacks", classes(keras.callbacks)
    yield "random", classes(keras.random) + functions(keras.random)
    yield "config", functions(keras.config)
    yield "utils", [function_row(name, getattr(keras.utils, name)) for name in scope.UTILS]
    yield "datasets", datasets()
    yield "layers", layers()
    yield "models", models()
    yield "ops", ops()


def main():
    parts = [{"name": name, "rows": rows} for name, rows in sections()]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    lines = []
    for part in parts:
        rows = ",\n".join("  " + json.dumps(row) for row in part["rows"])
        lines.append(f' {{"name": {json.dumps(part["name"])}, "rows": [\n{rows}]}}')
    body = ",\n".join(lines)
    TARGET.write_text(f'{{"keras": {json.dumps(keras.__version__)}, "sections": [\n{body}]}}\n')
    for part in parts:
        print(part["name"], len(part["rows"]), sum(len(row["arguments"]) for row in part["rows"]))


if __name__ == "__main__":
    main()
