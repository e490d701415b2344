"""Models inside models, shared, frozen, with arithmetic between layers, several outputs and added losses; clones and
the summaries of nested models."""

import keras

from oracle import model_builder, model_record
from oracle.spec import (batches, entry, functional, labels, node, normal, of, one_hot, sequential, shared, uniform)


def inner(name, config, inputs=None, **extra):
    form = {"name": name, "model": {**config, "name": name}, **extra}
    return {**form, "inputs": inputs} if inputs is not None else form


def op(kind, name, inputs, **args):
    return {"name": name, "op": kind, "inputs": inputs, **args}


def encoder(prefix, size, units):
    return sequential(prefix, entry(f"{prefix}_in", size),
                      node("Dense", f"{prefix}_a", units=units, activation="tanh"),
                      node("BatchNormalization", f"{prefix}_bn", momentum=0.8),
                      node("Dense", f"{prefix}_b", units=units, kernel_regularizer=of("L2", l2=0.02)))


def tower(name):
    """A functional model with a Sequential inside."""
    return functional(name, [f"{name}_x"], [f"{name}_y"], entry(f"{name}_x", 4),
                      inner(f"{name}_core", encoder(f"{name}_core", 4, 3), [f"{name}_x"]),
                      node("Dense", f"{name}_skip", [f"{name}_x"], units=3),
                      node("Add", f"{name}_y", [f"{name}_core", f"{name}_skip"]))


MSE = {"losses": {"y": of("MeanSquaredError")}}


def one(draw):
    return batches(lambda r, n: {"inputs": {"x": normal(r, n, 4)}, "targets": {"y": draw(r, n)}})


def nested():
    config = functional("Nested", ["x"], ["y"], entry("x", 4), inner("tower", tower("tower"), ["x"]),
                        node("Dense", "y", ["tower"], units=2))
    return {"note": "a Sequential inside a graph inside a graph", "config": config, "batches": one(
        lambda r, n: normal(r, n, 2)), "compile": {"optimizer": of("Adam", learning_rate=0.01), **MSE,
                                                    "metrics": {"y": ["mae"]}}}


def nested_shared():
    config = functional(
        "NestedShared", ["p", "q"], ["y"], entry("p", 4), entry("q", 4), inner("tower", tower("tower"), ["p"]),
        shared("tower", "again", ["q"]), node("Subtract", "gap", ["tower", "again"]),
        node("Dense", "y", ["gap"], units=1, activation="sigmoid"))
    return {"note": "one model inside is called on two inputs", "config": config,
            "compile": {"optimizer": of("SGD", learning_rate=0.1, momentum=0.9),
                        "losses": {"y": of("BinaryCrossentropy")}, "metrics": {"y": ["accuracy"]}},
            "batches": batches(lambda r, n: {"inputs": {"p": normal(r, n, 4), "q": normal(r, n, 4)},
                                             "targets": {"y": labels(r, 2, n, 1)}})}


def nested_frozen():
    config = functional("NestedFrozen", ["x"], ["y"], entry("x", 4),
                        inner("tower", tower("tower"), ["x"], trainable=False),
                        node("BatchNormalization", "bn", ["tower"], momentum=0.7),
                        node("Dense", "y", ["bn"], units=2, activity_regularizer=of("L2", l2=0.01)))
    return {"note": "the model inside is frozen with its BatchNormalization and its penalties", "config": config,
            "batches": one(lambda r, n: normal(r, n, 2)),
            "compile": {"optimizer": of("RMSprop", learning_rate=0.01), **MSE}}


def frozen_layers():
    config = sequential("FrozenLayers", entry("x", 4), node("Dense", "a", units=5, activation="tanh", trainable=False),
                        node("BatchNormalization", "bn", momentum=0.7, trainable=False),
                        node("Dense", "b", units=3, kernel_regularizer=of("L1", l1=0.01)), inner(
                            "head", sequential("head", entry("head_in", 3), node("Dense", "y", units=2))))
    return {"note": "frozen layers, BatchNormalization in its frozen mode, a chain that ends with a chain",
            "config": config, "compile": {"optimizer": of("AdamW", learning_rate=0.01), "losses": {
                "head": of("MeanSquaredError")}, "metrics": {"head": ["mse"]}},
            "batches": batches(lambda r, n: {"inputs": {"x": normal(r, n, 4)}, "targets": {"head": normal(r, n, 2)}})}


def arithmetic():
    config = functional(
        "Arithmetic", ["x"], ["y"], entry("x", 4), node("Dense", "a", ["x"], units=6, activation="tanh"),
        op("slice", "left", ["a"], **{"from": 0, "to": 3}), op("slice", "right", ["a"], **{"from": 3, "to": 6}),
        op("scale", "half", ["left"], by=0.5), op("add", "both", ["half", "right"]), op("shift", "rest", ["both"], by=1.0),
        op("relu", "positive", ["rest"]), op("sum", "total", ["positive"]),
        node("Concatenate", "cat", ["positive", "total"]), node("Dense", "y", ["cat"], units=2))
    return {"note": "operations on symbolic tensors between layers", "config": config,
            "batches": one(lambda r, n: normal(r, n, 2)),
            "compile": {"optimizer": of("SGD", learning_rate=0.05), **MSE}}


def several_outputs():
    config = functional(
        "SeveralOutputs", ["x"], ["kind", "size", "mark"], entry("x", 4),
        inner("tower", tower("tower"), ["x"]), node("Dense", "kind", ["tower"], units=3, activation="softmax"),
        node("Dense", "size", ["tower"], units=1), node("Dense", "mark", ["tower"], units=1, activation="sigmoid"))
    losses = {"kind": of("CategoricalCrossentropy", label_smoothing=0.1), "size": of("Huber"),
              "mark": of("BinaryCrossentropy")}

    def draw(r, n):
        return {"inputs": {"x": normal(r, n, 4)},
                "targets": {"kind": one_hot(r, 3, n), "size": normal(r, n, 1), "mark": labels(r, 2, n, 1)},
                "sample_weights": {o: uniform(r, 0.1, 2, n) for o in ("kind", "size", "mark")}}

    return {"note": "three outputs, each with loss, weight, metrics with and without sample weights", "config": config,
            "compile": {"optimizer": of("Adam", learning_rate=0.02, clipnorm=1.0), "losses": losses,
                        "loss_weights": {"kind": 1.0, "size": 0.3, "mark": 2.0},
                        "metrics": {"kind": ["accuracy"], "size": ["mae", "mse"], "mark": ["accuracy"]},
                        "weighted_metrics": {"kind": ["accuracy"], "size": ["mae"], "mark": ["mse"]}},
            "batches": batches(draw)}


def added_losses():
    config = functional(
        "AddedLosses", ["x"], ["y"], entry("x", 4), node("Dense", "a", ["x"], units=3, activation="tanh"),
        node("Observed", "watch", ["a"], factor=0.3),
        node("ActivityRegularization", "quiet", ["watch"], l1=0.01, l2=0.02), node("Dense", "y", ["quiet"], units=2))
    return {"note": "a layer of one's own adds a loss", "config": config,
            "batches": one(lambda r, n: normal(r, n, 2)),
            "compile": {"optimizer": of("SGD", learning_rate=0.1), **MSE, "metrics": {"y": ["mae"]}}}


SPECS = [nested, nested_shared, nested_frozen, frozen_layers, arithmetic, several_outputs, added_losses]


def clone(spec, **options):
    keras.backend.clear_session()
    model = model_builder.build(spec()["config"])
    copy = keras.models.clone_model(model, **options)
    known = model_record.paths(copy)
    return {"config": spec()["config"], "layers": [{"name": each.name, "class": type(each).__name__,
                                                    "trainable": each.trainable} for each in copy.layers],
            "name": copy.name, "weights": [known[id(w)] for w in copy.weights],
            "trainable": [known[id(w)] for w in copy.trainable_weights]}


def summary(name, config, compiled=False, **options):
    keras.backend.clear_session()
    model = model_builder.build(config)
    lines = []
    model.summary(print_fn=lines.append, **options)
    return {"name": name, "config": config, "options": options,
            "lines": "\n".join(lines).rstrip("\n").split("\n")}


def summaries():
    graph, chain = nested()["config"], frozen_layers()["config"]
    yield summary("nested", graph)
    yield summary("expanded", graph, expand_nested=True)
    yield summary("expanded_trainable", nested_frozen()["config"], expand_nested=True, show_trainable=True)
    yield summary("chain", chain, expand_nested=True, show_trainable=True)
    yield summary("shared", nested_shared()["config"], expand_nested=True)
    yield summary("range", several_outputs()["config"], layer_range=["tower", "size"])
    yield summary("range_of_patterns", chain, layer_range=["b", "he"])


def record():
    specs = [{"seed": 3000 + i, **spec()} for i, spec in enumerate(SPECS)]
    return {"keras": keras.__version__, "cases": [model_record.record(spec) for spec in specs],
            "clones": [clone(spec) for spec in (nested, nested_shared, nested_frozen, frozen_layers)],
            "summaries": list(summaries())}
