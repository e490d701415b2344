"""Single layers of one or several inputs, masks and results: what the families of layer cases share."""

import jax
import keras
import numpy as np
from keras.src import backend

from oracle import json_form
from oracle.cases import cast, rng
from oracle.model_builder import thing_of_key
from oracle.model_record import initial_value

PROJECTED = ("MultiHeadAttention", "GroupQueryAttention")
CALL = ("use_causal_mask", "return_attention_scores")


def normal(*shape, seed=0):
    return rng(sum(shape) + 31 * seed).normal(size=shape)


def bools(rows):
    return np.array(rows, bool)


def weight_value(name, shape, generator):
    if name in ("scale", "concat_score_weight"):
        return generator.uniform(0.6, 1.4, shape)
    if name == "vector_u":
        return generator.uniform(-1, 1, shape)
    if name == "reverse_embeddings" or len(shape) < 2 and name == "kernel":
        return generator.uniform(-0.5, 0.5, shape)
    return initial_value(name, shape, generator)


def layer_of(kind, args):
    given = {k: thing_of_key(k, v) for k, v in args.items() if k not in CALL}
    trainable = given.pop("trainable", True)
    if "layer" in given:
        given["layer"] = layer_of(given["layer"]["class"], given["layer"]["args"])
    layer = getattr(keras.layers, kind)(**given)
    layer.trainable = trainable
    return layer


def arguments(kind, args, inputs):
    """How Keras is called: queries, values, keys and a bool tensor of places have names of their own there."""
    options = {k: args[k] for k in CALL if k in args}
    if kind in PROJECTED:
        names = ["query", "value", "key"]
        for i, x in enumerate(inputs):
            options["attention_mask" if x.dtype == "bool" else names[i]] = x
        return (), options
    if kind in ("Attention", "AdditiveAttention"):
        return (list(inputs),), options
    if kind == "ReversibleEmbedding" and "float" in str(inputs[0].dtype):
        options["reverse"] = True
    return tuple(inputs), options


def mask_arguments(kind, masks, inputs):
    """The masks that came with the inputs, as Keras' layers take them; MultiHeadAttention looks at the query's own."""
    given = {i: jax.numpy.asarray(mask) for i, mask in masks.items()}
    if kind in PROJECTED:
        if 0 in given:
            backend.set_keras_mask(inputs[0], given[0])
        return {f"{name}_mask": given[i] for i, name in enumerate(["query", "value", "key"]) if i in given}
    return {"mask": [given.get(i) for i in range(len(inputs))]} if given else {}


def build(layer, kind, args, inputs):
    """Makes the weights. The shape that Keras promises is not asked for: it leaves sizes open that the input has."""
    symbols = [keras.KerasTensor((None, *x.shape[1:]), dtype=x.dtype.name) for x in inputs]
    positional, options = arguments(kind, args, symbols)
    layer(*positional, **options)


def flat(result):
    return list(result) if isinstance(result, (tuple, list)) else [result]


def case(kind, args, inputs, training=False, masks=None):
    inputs = [cast(x) for x in inputs]
    layer = layer_of(kind, args)
    build(layer, kind, args, inputs)
    for index, weight in enumerate(layer.weights):
        weight.assign(weight_value(weight.name, tuple(weight.shape), rng(500 + index)).astype("float32"))
    form = {"layer": kind, "args": {k: v for k, v in args.items() if k not in CALL}}
    if any(k in args for k in CALL):
        form["call"] = {k: args[k] for k in CALL if k in args}
    form |= {"inputs": [json_form.tensor(x) for x in inputs], "training": training}
    if masks:
        form["masks"] = {str(i): json_form.tensor(mask) for i, mask in masks.items()}
    form["weights"] = [{"name": w.name, "trainable": bool(w.trainable), **json_form.tensor(w)} for w in layer.weights]
    real = [i for i, x in enumerate(inputs) if x.dtype.kind == "f"]

    def call(trainable, floating):
        given = [jax.numpy.array(x) for x in inputs]
        for i, x in zip(real, floating):
            given[i] = x + 0  # an array of this call, so that masks stay with it
        positional, options = arguments(kind, args, given)
        options |= mask_arguments(kind, masks or {}, given)
        if layer._call_has_training_arg:
            options["training"] = training
        fixed = [v.value for v in layer.non_trainable_variables]
        result, after = layer.stateless_call(trainable, fixed, *positional, **options)
        return flat(result), after

    outputs, pull, after = jax.vjp(call, [v.value for v in layer.trainable_variables],
                                   [jax.numpy.asarray(inputs[i]) for i in real], has_aux=True)
    cotangents = [jax.numpy.asarray(cast(rng(77 + i).uniform(-1, 1, y.shape)).astype(y.dtype))
                  for i, y in enumerate(outputs)]
    by_weight, by_input = pull(cotangents)
    return form | {
        "output_shape": [None, *outputs[0].shape[1:]], "params": layer.count_params(),
        "outputs": [json_form.tensor(y) for y in outputs],
        "cotangents": [json_form.tensor(c) for c in cotangents],
        "input_gradients": {str(i): json_form.tensor(g) for i, g in zip(real, by_input)},
        "weight_gradients": [{"name": v.name, **json_form.tensor(g)}
                             for v, g in zip(layer.trainable_variables, by_weight)],
        "non_trainable_after": [{"name": v.name, **json_form.tensor(a)}
                                for v, a in zip(layer.non_trainable_variables, after)
                                if v.name != "seed_generator_state"]}
