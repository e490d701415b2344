"""One layer alone, as in `layers`, with masks on several inputs, the mask of the result and what is added to the loss."""

import jax
import keras
import numpy as np
from keras.src.backend import set_keras_mask

from oracle import json_form
from oracle.cases import cast, rng
from oracle.layers import one_or_list, weights
from oracle.model_builder import thing_of_key
from oracle.model_record import initial_value


def draw(seed, *shape):
    return rng(seed).normal(size=shape)


def record(cases):
    return {"keras": keras.__version__, "cases": [case(*c) for c in cases]}


def pairs(value):
    return tuple(pairs(v) for v in value) if isinstance(value, list) else value


def built(kind, args, inputs):
    layer = getattr(keras.layers, kind)(**{k: pairs(thing_of_key(k, v)) for k, v in args.items()})
    symbolic = [keras.KerasTensor((None, *i.shape[1:]), dtype=i.dtype.name) for i in inputs]
    shape = layer(one_or_list(symbolic)).shape
    for index, weight in enumerate(layer.weights):
        if weight.name == "alpha":
            weight.assign(rng(900 + index).uniform(-0.5, 0.5, tuple(weight.shape)).astype("float32"))
        elif weight.name != "seed_generator_state":
            weight.assign(initial_value(weight.name, tuple(weight.shape), rng(900 + index)).astype("float32"))
    return layer, shape


def case(kind, args, inputs, training=False, masks=None):
    inputs = [cast(i) for i in inputs]
    layer, shape = built(kind, args, inputs)
    form = {"layer": kind, "args": args, "inputs": [json_form.tensor(i) for i in inputs], "training": training}
    if masks is not None:
        form["masks"] = [m if m is None else json_form.tensor(m) for m in masks]
    form["weights"] = [w for w in weights(layer) if w["name"] != "seed_generator_state"]
    real = [i for i, x in enumerate(inputs) if x.dtype.kind == "f"]
    kwargs = {"training": training} if layer._call_has_training_arg else {}

    def call(trainable, floating):
        given = [jax.numpy.asarray(x) for x in inputs]
        for i, x in zip(real, floating):
            given[i] = x
        for x, mask in zip(given, masks or []):
            if mask is not None:
                set_keras_mask(x, mask)
        fixed = [v.value for v in layer.non_trainable_variables]
        return layer.stateless_call(trainable, fixed, one_or_list(given), **kwargs)[0]

    output, pull = jax.vjp(call, [v.value for v in layer.trainable_variables],
                           [jax.numpy.asarray(inputs[i]) for i in real])
    cotangent = cast(rng(77).uniform(-1, 1, output.shape)).astype(output.dtype)
    by_weight, by_input = pull(jax.numpy.asarray(cotangent))
    form |= {"output_shape": list(shape), "params": layer.count_params(), "output": json_form.tensor(output),
             "cotangent": json_form.tensor(cotangent),
             "input_gradients": {str(i): json_form.tensor(g) for i, g in zip(real, by_input)},
             "weight_gradients": [{"name": v.name, **json_form.tensor(g)}
                                  for v, g in zip(layer.trainable_variables, by_weight)],
             "non_trainable_after": []}
    if masks is not None or kind == "Masking":
        mask = layer.compute_mask(one_or_list(inputs), one_or_list(masks) if masks else None)
        form["output_mask"] = None if mask is None else json_form.tensor(np.asarray(mask))
    if kind == "ActivityRegularization":
        layer(inputs[0])
        form["losses"] = [json_form.number(loss) for loss in layer.losses]
    return form
