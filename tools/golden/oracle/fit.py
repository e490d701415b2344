"""fit, evaluate and predict on small arrays, and the text of summary()."""

import keras
import numpy as np

from oracle import json_form, model_builder
from oracle.model_record import Batch, initial_value, weight_forms
from oracle.spec import entry, functional, labels, node, normal, of, one_hot, sequential, shared, uniform


def classifier(name, last="softmax"):
    return sequential(name, entry("x", 4), node("Dense", "a", units=6, activation="tanh"),
                      node("Dense", "y", units=3, activation=last))


def batchnorm_classifier(name):
    return sequential(name, entry("x", 4), node("Dense", "a", units=5, use_bias=False),
                      node("BatchNormalization", "bn", momentum=0.7), node("Activation", "act", activation="relu"),
                      node("Dense", "y", units=1, activation="sigmoid"))


def two_heads(name):
    return functional(name, ["x", "z"], ["kind", "size"], entry("x", 4), entry("z", 2),
                      node("Concatenate", "cat", ["x", "z"]),
                      node("Dense", "h", ["cat"], units=6, activation="tanh", kernel_regularizer=of("L2", l2=0.01)),
                      node("Dense", "kind", ["h"], units=3, activation="softmax"),
                      node("Dense", "size", ["h"], units=1))


def cases():
    r = np.random.default_rng(31)
    sparse = {"losses": {"y": of("SparseCategoricalCrossentropy")}, "metrics": {"y": ["accuracy"]}}
    x, y = normal(r, 30, 4), labels(r, 3, 30)
    yield {"name": "ValidationSplit", "config": classifier("ValidationSplit"),
           "compile": {"optimizer": of("SGD", learning_rate=0.1), **sparse},
           "data": {"inputs": {"x": x}, "targets": {"y": y}},
           "fit": {"batch_size": 8, "epochs": 3, "shuffle": False, "validation_split": 0.25}}
    yield {"name": "ClassWeight", "config": classifier("ClassWeight"),
           "compile": {"optimizer": of("Adam", learning_rate=0.01), **sparse,
                       "weighted_metrics": {"y": ["sparse_categorical_accuracy"]}},
           "data": {"inputs": {"x": x}, "targets": {"y": y}},
           "validation_data": {"inputs": {"x": x[:7]}, "targets": {"y": y[:7]}},
           "fit": {"batch_size": 8, "epochs": 2, "shuffle": False, "class_weight": {"0": 3.0, "1": 0.5, "2": 1.0}}}
    yield {"name": "SampleWeight", "config": classifier("SampleWeight", "linear"),
           "compile": {"optimizer": of("RMSprop", learning_rate=0.01),
                       "losses": {"y": of("CategoricalCrossentropy", from_logits=True)},
                       "metrics": {"y": [of("CategoricalAccuracy", name="hits"), "mse"]},
                       "weighted_metrics": {"y": ["accuracy"]}},
           "data": {"inputs": {"x": x}, "targets": {"y": one_hot(r, 3, 30)},
                    "sample_weights": {"y": uniform(r, 0, 2, 30)}},
           "fit": {"batch_size": 7, "epochs": 2, "shuffle": False, "validation_split": 0.3}}
    b = labels(r, 2, 30, 1)
    yield {"name": "BatchNorm", "config": batchnorm_classifier("BatchNorm"),
           "compile": {"optimizer": of("AdamW", learning_rate=0.02), "losses": {"y": of("BinaryCrossentropy")},
                       "metrics": {"y": ["accuracy", "mae"]}},
           "data": {"inputs": {"x": x}, "targets": {"y": b}},
           "fit": {"batch_size": 6, "epochs": 4, "initial_epoch": 1, "shuffle": False, "validation_split": 0.2,
                   "validation_freq": 2}}
    both = {"kind": labels(r, 3, 30), "size": normal(r, 30, 1)}
    heads = {"losses": {"kind": of("SparseCategoricalCrossentropy"), "size": of("MeanSquaredError")}}
    inputs = {"x": x, "z": normal(r, 30, 2)}
    yield {"name": "TwoHeads", "config": two_heads("TwoHeads"),
           "compile": {"optimizer": of("SGD", learning_rate=0.05, momentum=0.9), **heads,
                       "loss_weights": {"kind": 1.0, "size": 0.25},
                       "metrics": {"kind": ["accuracy"], "size": ["mae", "mse"]}},
           "data": {"inputs": inputs, "targets": both},
           "fit": {"batch_size": 8, "epochs": 2, "shuffle": False, "validation_split": 0.2}}
    yield {"name": "TwoHeadsWeighted", "config": two_heads("TwoHeadsWeighted"),
           "compile": {"optimizer": of("SGD", learning_rate=0.05), **heads,
                       "weighted_metrics": {"kind": ["accuracy"], "size": ["mae"]}},
           "data": {"inputs": inputs, "targets": both,
                    "sample_weights": {"kind": uniform(r, 0, 2, 30), "size": uniform(r, 0, 2, 30)}},
           "fit": {"batch_size": 8, "epochs": 2, "shuffle": False}}
    yield {"name": "NoMetrics", "config": classifier("NoMetrics"),
           "compile": {"optimizer": of("SGD"), "losses": {"y": of("SparseCategoricalCrossentropy")}},
           "data": {"inputs": {"x": x}, "targets": {"y": y}}, "fit": {"batch_size": 16, "epochs": 2, "shuffle": False}}
    yield {"name": "EarlyStopping", "config": classifier("EarlyStopping"),
           "compile": {"optimizer": of("SGD", learning_rate=0.7, momentum=0.9), **sparse},
           "data": {"inputs": {"x": x}, "targets": {"y": y}},
           "early_stopping": {"monitor": "val_loss", "patience": 2, "restore_best_weights": True},
           "fit": {"batch_size": 8, "epochs": 30, "shuffle": False, "validation_split": 0.3}}


def record():
    return {"keras": keras.__version__, "cases": [case(c) for c in cases()], "summaries": summaries()}


def case(c, sample_weight=None, callback=None):
    """`sample_weight` and `callback` are given to fit beside what the case says, and are not written."""
    keras.backend.clear_session()
    config, r = c["config"], np.random.default_rng(99)
    model = model_builder.build(config)
    for weight in model.weights:
        weight.assign(initial_value(weight.name, tuple(weight.shape), r).astype("float32"))
    model_builder.compile_model(model, config, c["compile"])
    train = Batch(config, c["data"])
    form = {"name": c["name"], "config": config, "compile": c["compile"], "data": train.written(), "fit": c["fit"]}
    options = dict(c["fit"], verbose=0)
    if "class_weight" in options:
        options["class_weight"] = {int(k): v for k, v in options["class_weight"].items()}
    if "validation_data" in c:
        held = Batch(config, c["validation_data"])
        form["validation_data"] = held.written()
        options["validation_data"] = (held.x, held.y)
    if "early_stopping" in c:
        form["early_stopping"] = c["early_stopping"]
        options["callbacks"] = [keras.callbacks.EarlyStopping(**c["early_stopping"])]
    if callback is not None:
        options["callbacks"] = [*options.get("callbacks", []), callback]
    form["initial_weights"] = weight_forms(model)
    history = model.fit(train.x, train.y, sample_weight=train.weights if sample_weight is None else sample_weight,
                        **options)
    form["epochs"] = history.epoch
    form["history"] = {k: [json_form.number(np.float32(v)) for v in values] for k, values in history.history.items()}
    form["weights_after"] = weight_forms(model)
    size = c["fit"]["batch_size"]
    result = model.evaluate(train.x, train.y, sample_weight=train.weights, batch_size=size, verbose=0)
    listed = [json_form.number(np.float32(v)) for v in result] if isinstance(result, list) else None
    named = model.evaluate(train.x, train.y, sample_weight=train.weights, batch_size=size, verbose=0, return_dict=True)
    form["evaluate"] = {"list": listed, "scalar": None if listed else json_form.number(np.float32(result)),
                        "dict": {k: json_form.number(np.float32(v)) for k, v in named.items()},
                        "metrics_names": model.metrics_names}
    predicted = model.predict(train.x, batch_size=size, verbose=0)
    _, outputs = model_builder.names(config)
    form["predict"] = {o: json_form.tensor(p) for o, p in zip(outputs, predicted if len(outputs) > 1 else [predicted])}
    return form


def summaries():
    forms = [("convolution", convolution(), None, False), ("branches", branches(), None, False),
             ("frozen", frozen(), None, False), ("frozen_with_trainable_column", frozen(), None, True),
             ("trained", convolution(), of("Adam"), False), ("narrow", convolution(), None, False, 60)]
    return [summary(*form) for form in forms]


def convolution():
    return sequential(
        "convolution", entry("image", 28, 28, 1),
        node("Conv2D", "conv2d", filters=32, kernel_size=3, activation="relu"),
        node("MaxPooling2D", "max_pooling2d"),
        node("Conv2D", "conv2d_1", filters=64, kernel_size=3, activation="relu"),
        node("GlobalAveragePooling2D", "global_average_pooling2d"),
        node("Dropout", "dropout", rate=0.5),
        node("Dense", "dense", units=10, activation="softmax"))


def branches():
    return functional(
        "branches", ["image", "words"], ["kind", "price"], entry("image", 16, 16, 3), entry("words", 20, dtype="int32"),
        node("Conv2D", "stem", ["image"], filters=8, kernel_size=3, padding="same"),
        node("BatchNormalization", "stem_norm", ["stem"]),
        node("Conv2D", "body", ["stem_norm"], filters=8, kernel_size=3, padding="same", activation="relu"),
        node("Add", "add", ["stem_norm", "body"]),
        node("GlobalAveragePooling2D", "pool", ["add"]),
        node("Embedding", "embedding", ["words"], input_dim=1000, output_dim=8),
        node("GlobalAveragePooling1D", "mean", ["embedding"]),
        node("Dense", "tied", ["pool"], units=8), shared("tied", "tied_again", ["mean"]),
        node("Concatenate", "concatenate", ["tied", "tied_again", "mean"]),
        node("Dense", "kind", ["concatenate"], units=5, activation="softmax"),
        node("Dense", "price", ["concatenate"], units=1))


def frozen():
    return sequential(
        "frozen", entry("x", 100),
        node("Dense", "a_layer_with_a_name_longer_than_its_column", units=1000, activation="relu", trainable=False),
        node("BatchNormalization", "batch_normalization"),
        node("Reshape", "reshape", target_shape=[10, 100]),
        node("Flatten", "flatten"),
        node("Dense", "dense", units=1))


def summary(name, config, optimizer, show_trainable, line_length=None):
    keras.backend.clear_session()
    model = model_builder.build(config)
    if optimizer is not None:
        model.compile(optimizer=model_builder.thing(keras.optimizers, optimizer), loss="mse")
        model.optimizer.build(model.trainable_variables)
    lines = []
    model.summary(print_fn=lines.append, show_trainable=show_trainable, line_length=line_length)
    text = "\n".join(lines)
    return {"name": name, "config": config, "optimizer": optimizer, "show_trainable": show_trainable,
            "line_length": line_length, "lines": text.rstrip("\n").split("\n")}
