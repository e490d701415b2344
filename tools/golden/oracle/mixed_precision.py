"""Layers and small networks whose policy is to compute in 16 bits and to keep float32 weights.

What Keras' numbers are worth here: a bfloat16 has 8 bits of precision, so one rounding moves a number by up to 2^-8 of
itself, a float16 has 11, 2^-11. Where roundings fall is not Keras' to say: XLA keeps what it fuses in float32, adds the
terms of a sum in an order of its own, and an implementation that rounds after each operation is as right. So a case
allows a number of roundings of its largest magnitude, as many as its layer has one after the other, and says so.
"""

import keras
import numpy as np

from oracle import json_form, model_builder, model_record, several_inputs
from oracle.cases import rng
from oracle.spec import node, of, sequential

UNIT = {"mixed_bfloat16": 2.0 ** -8, "mixed_float16": 2.0 ** -11}


def images(*shape):
    return rng(sum(shape)).normal(size=shape)


IDS = np.array([[1, 4, 4, 0], [2, 2, 2, 3]], "int32")
MASK = np.array([[1, 1, 0, 1], [0, 1, 1, 0]], bool)


def layers():
    """Kind, arguments, inputs, how many roundings follow one another, and whether it trains or what is masked."""
    yield "Dense", {"units": 5, "activation": "relu"}, [images(4, 7)], 2
    yield "EinsumDense", {"equation": "abc,cd->abd", "output_shape": [None, 3], "bias_axes": "d",
                          "activation": "tanh"}, [images(2, 4, 6)], 3
    yield "Conv2D", {"filters": 3, "kernel_size": 3, "padding": "same"}, [images(2, 5, 6, 2)], 8  # JAX adds up the bias' gradient in 16 bits
    yield "Conv2DTranspose", {"filters": 2, "kernel_size": 3, "strides": 2}, [images(2, 3, 4, 3)], 3
    yield "AveragePooling2D", {"pool_size": 2}, [images(2, 4, 6, 3)], 2
    yield "Activation", {"activation": "softmax"}, [images(3, 6) * 2], 4
    yield "Activation", {"activation": "gelu"}, [images(3, 5) * 2], 4
    yield "BatchNormalization", {}, [images(6, 3) * 2 + 1], 2, {"training": True}
    yield "BatchNormalization", {"epsilon": 0.1}, [images(3, 2, 2, 3)], 2
    yield "LayerNormalization", {}, [images(4, 6) * 3], 2
    yield "GroupNormalization", {"groups": 2}, [images(3, 2, 4)], 2
    yield "RMSNormalization", {}, [images(4, 6) * 3], 2
    yield "LSTM", {"units": 3, "return_sequences": True}, [images(2, 4, 3)], 8
    yield "GRU", {"units": 3}, [images(2, 4, 3)], 8
    yield "Embedding", {"input_dim": 5, "output_dim": 3}, [IDS], 2
    yield "Attention", {}, [images(2, 3, 4), images(2, 4, 4)], 6, {"masks": {1: MASK}}
    yield "MultiHeadAttention", {"num_heads": 2, "key_dim": 3}, [images(2, 3, 4), images(2, 4, 4)], 16, {  # of numbers that cancel
        "masks": {1: MASK}}


def loose(policy, roundings):
    bits = {"mixed_bfloat16": 8, "mixed_float16": 11}[policy]
    return {"tolerance": roundings * UNIT[policy],
            "reason": f"{policy[6:]} has {bits} bits of precision: {roundings} roundings of 2^-{bits} one after another"}


def called(layer, trainable, fixed, *args, **kwargs):
    """As `stateless_call`, which however goes past the casts of inputs and weights that a call begins with."""
    variables = [*layer.trainable_variables, *layer.non_trainable_variables]
    with keras.StatelessScope(state_mapping=list(zip(variables, [*trainable, *fixed]))) as scope:
        result = layer(*args, **kwargs)
    return result, [scope.get_current_value(v) for v in layer.non_trainable_variables]


def layer_case(policy, kind, args, inputs, roundings, options=None):
    original = keras.layers.Layer.stateless_call
    keras.layers.Layer.stateless_call = called
    try:
        form = several_inputs.case(kind, args | {"dtype": policy}, inputs, **(options or {}))
    finally:
        keras.layers.Layer.stateless_call = original
    return form | loose(policy, roundings)


def batches(inputs, targets):
    def made(generator):
        for size in (6, 6, 6, 6, 3):
            yield {"inputs": {"x": inputs(generator, size)}, "targets": {"y": targets(generator, size)}}

    return lambda generator: list(made(generator))


def numbers(*shape):
    return lambda generator, size: generator.normal(size=(size, *shape)).astype("float32")


def classes(count):
    return lambda generator, size: generator.integers(0, count, (size, 1)).astype("int32")


def networks():
    """Name, nodes, what compile gets, and batches; the last layer computes in float32, as Keras' guide has it."""
    squares = {"y": of("MeanSquaredError")}
    yield "dense", [node("Input", "x", shape=[5]), node("Dense", "a", units=8, activation="relu"),
                    node("Dense", "y", units=2, dtype="float32")], {
        "optimizer": of("SGD", learning_rate=0.05, momentum=0.9), "losses": squares}, batches(numbers(5), numbers(2))
    yield "images", [node("Input", "x", shape=[6, 6, 2]), node("Conv2D", "a", filters=4, kernel_size=3),
                     node("BatchNormalization", "b"), node("Activation", "c", activation="relu"),
                     node("GlobalAveragePooling2D", "d"),
                     node("Dense", "y", units=3, activation="softmax", dtype="float32")], {
        "optimizer": of("SGD", learning_rate=0.1), "losses": {"y": of("SparseCategoricalCrossentropy")},
        "metrics": {"y": ["accuracy"]}}, batches(numbers(6, 6, 2), classes(3))
    yield "words", [node("Input", "x", shape=[4], dtype="int32"), node("Embedding", "a", input_dim=7, output_dim=4),
                    node("LSTM", "b", units=5), node("LayerNormalization", "c"), node("Dense", "d", units=4),
                    node("Dense", "y", units=1, dtype="float32")], {
        "optimizer": of("Adam", learning_rate=0.01), "losses": squares}, batches(
        lambda generator, size: generator.integers(0, 7, (size, 4)).astype("int32"), numbers(1))


def network(seed, policy, name, nodes, compiled, data, scale=None):
    """Five steps of training under `policy`; with `scale` the loss scale begins there, too large for float16."""
    keras.backend.clear_session()
    keras.config.set_dtype_policy(policy)
    try:
        generator = rng(seed)
        config = sequential(name, *nodes)
        model = model_builder.build(config)
        for weight in model.weights:
            weight.assign(model_record.initial_value(weight.name, tuple(weight.shape), generator).astype("float32"))
        given = [model_record.Batch(config, form) for form in data(generator)]
        form = {"model": name, "policy": policy, "config": config, "compile": compiled,
                "batches": [batch.written() for batch in given],
                "initial_weights": model_record.weight_forms(model),
                "forward_inference": model_record.output_forms(["y"], model(given[0].x, training=False))}
        model_builder.compile_model(model, config, compiled)
        if scale is not None:
            form["initial_scale"] = scale
            model.optimizer.initial_scale = scale
            model.optimizer.build(model.trainable_variables)
        if policy == "mixed_float16":
            assert type(model.optimizer).__name__ == "LossScaleOptimizer"
        form["steps"] = []
        for batch in given:
            logs = model.train_on_batch(batch.x, batch.y, return_dict=True)
            form["steps"].append({"logs": model_record.logs_form(logs)})
        form["weights_after"] = model_record.weight_forms(model)
        if policy == "mixed_float16":
            form["dynamic_scale_after"] = float(model.optimizer.dynamic_scale)
        return form | loose(policy, 8)
    finally:
        keras.config.set_dtype_policy("float32")


def record():
    cases = [layer_case(policy, *case) for policy in UNIT for case in layers()]
    models = [network(1 + seed, policy, *net) for policy in UNIT for seed, net in enumerate(networks())]
    name, *rest = next(networks())
    models.append(network(9, "mixed_float16", name + " whose loss scale is too large", *rest, scale=2.0 ** 24))
    return {"keras": keras.__version__, "cases": cases, "models": models}
