"""One layer alone with any of its options: what its initializers, regularizers and constraints make, then as in
`layer_cases` result and gradients. Random options are the business of unit tests."""

import jax
import keras
import numpy as np
from keras.src.backend import set_keras_mask

from oracle import json_form
from oracle.cases import cast, rng
from oracle.model_builder import thing
from oracle.model_record import initial_value

HIDDEN = "seed_generator_state"


def draw(seed, *shape):
    return rng(seed).normal(size=shape)


def record(cases):
    return {"keras": keras.__version__, "cases": [case(*c) for c in cases]}


class Doubled(keras.layers.Wrapper):
    """A wrapper of a user's own."""

    def call(self, inputs):
        return self.layer(inputs) * 2


def affine(x, factor=1.0, offset=0.0):
    return x * factor + offset


def gated(x, mask=None, training=False, factor=1.0):
    """Looks at everything a function may ask for."""
    y = x * factor if training else x + factor
    return y if mask is None else y * keras.ops.cast(mask, y.dtype)[..., None]


FUNCTIONS = {"affine": affine, "gated": gated, "summed": lambda x: keras.ops.sum(x, axis=1)}
MASKS = {"keep": lambda inputs, mask: mask}


def value_of(key, value):
    if key.endswith("initializer"):
        return thing(keras.initializers, value)
    if key.endswith("regularizer"):
        return thing(keras.regularizers, value)
    if key.endswith("constraint"):
        return thing(keras.constraints, value)
    if key == "layer":
        return layer_of(value["class"], value["args"])
    if key == "function":
        return FUNCTIONS[value]
    if key == "mask" and isinstance(value, str):
        return MASKS[value]
    if key == "weights":
        return [np.array(value, "float32")]
    return pairs(value)


def pairs(value):
    return tuple(pairs(v) for v in value) if isinstance(value, list) else value


def layer_of(kind, args):
    given = {k: value_of(k, v) for k, v in args.items()}
    trainable = given.pop("trainable", True)
    layer = Doubled(**given) if kind == "Wrapper" else getattr(keras.layers, kind)(**given)
    layer.trainable = trainable
    return layer


def drawn(weight, index):
    name, shape, generator = weight.name, tuple(weight.shape), rng(900 + index)
    if name in ("moving_stddev", "renorm_stddev"):
        return generator.uniform(0.7, 1.3, shape)
    if name in ("renorm_mean", "alpha", "scale", "reverse_embeddings") or name.startswith("lora"):
        return generator.uniform(-0.5, 0.5, shape)
    if name == "vector_u" or len(shape) < 2 and name == "kernel":
        return generator.uniform(-1, 1, shape)
    return initial_value(name, shape, generator)


def shown(layer):
    """Weights whose first values are no matter of chance."""
    def fixed(weight):
        config = keras.initializers.serialize(initializer(weight))
        return config["class_name"] in ("Ones", "Zeros", "Constant", "IdentityInitializer")
    def initializer(weight):
        owner = next((l for l in [layer, *layer._flatten_layers(include_self=False)]
                      if any(w is weight for w in l._trainable_variables + l._non_trainable_variables)), layer)
        name = weight.name.replace("renorm", "moving").replace("moving_stddev", "moving_variance")
        if name.startswith("lora"):
            return keras.initializers.Zeros() if name.endswith("_b") else keras.initializers.HeUniform()
        return getattr(owner, f"{name}_initializer", keras.initializers.GlorotUniform())
    return [w for w in layer.weights if w.name != HIDDEN and fixed(w)]


def case(kind, args, inputs, training=False, masks=None, more=None):
    inputs = [cast(i) for i in inputs]
    layer = layer_of(kind, args)
    symbols = [keras.KerasTensor((None, *i.shape[1:]), dtype=i.dtype.name) for i in inputs]
    options = dict(more or {})
    shape = layer(single(symbols), **options).shape
    form = {"layer": kind, "args": args, "inputs": [json_form.tensor(i) for i in inputs], "training": training}
    if not layer._call_has_training_arg:
        form["any_mode"] = True
    if more:
        form["call"] = more
    if masks is not None:
        form["masks"] = [m if m is None else json_form.tensor(m) for m in masks]
    if "weights" in args:
        form["initial"] = [{"name": "embeddings", **json_form.tensor(layer.weights[0])}]
    elif shown(layer):
        form["initial"] = [{"name": w.name, **json_form.tensor(w)} for w in shown(layer)]
    weights = [w for w in layer.weights if w.name != HIDDEN]
    for index, weight in enumerate(weights):
        weight.assign(drawn(weight, index).astype("float32"))
    form["weights"] = [{"name": w.name, "trainable": bool(w.trainable), **json_form.tensor(w)} for w in weights]
    constrained = [w for w in weights if w.constraint is not None]
    if constrained:
        form["constrained"] = [{"name": w.name, **json_form.tensor(w.constraint(w.value))} for w in constrained]
    return form | results(layer, shape, inputs, training, masks, options)


def results(layer, shape, inputs, training, masks, options):
    real = [i for i, x in enumerate(inputs) if x.dtype.kind == "f"]
    short = layer.compute_dtype in ("float16", "bfloat16")
    if layer._call_has_training_arg:
        options["training"] = training
    if masks and layer._call_has_mask_arg:
        options["mask"] = single(masks)  # what __call__ finds with the inputs; stateless_call does not look

    def call(trainable, floating):
        given = [jax.numpy.asarray(x) for x in inputs]
        for i, x in zip(real, floating):
            # an array of this call, so that masks stay with it, in the type that __call__ would make of it
            given[i] = (x + 0).astype(layer.compute_dtype if short else x.dtype)
        for x, mask in zip(given, masks or []):
            if mask is not None:
                set_keras_mask(x, mask)
        fixed = [v.value for v in layer.non_trainable_variables]
        return layer.stateless_call(trainable, fixed, single(given), **options)

    output, pull, after = jax.vjp(call, [v.value for v in layer.trainable_variables],
                                  [jax.numpy.asarray(inputs[i]) for i in real], has_aux=True)
    cotangent = cast(rng(77).uniform(-1, 1, output.shape)).astype(output.dtype)
    by_weight, by_input = pull(jax.numpy.asarray(cotangent))
    if type(layer).__name__ == "EinsumDense":  # Keras leaves sizes open that the input has
        shape = [None, *output.shape[1:]]
    form = {"output_shape": list(shape), "params": layer.count_params(), "output": json_form.tensor(output),
            "cotangent": json_form.tensor(cotangent),
            "input_gradients": {str(i): json_form.tensor(g) for i, g in zip(real, by_input)},
            "weight_gradients": [{"name": v.name, **json_form.tensor(g)}
                                 for v, g in zip(layer.trainable_variables, by_weight)],
            "non_trainable_after": [{"name": v.name, **json_form.tensor(a)}
                                    for v, a in zip(layer.non_trainable_variables, after) if v.name != HIDDEN]}
    return form | travellers(layer, inputs, masks, options)


def travellers(layer, inputs, masks, options):
    """What leaves the layer beside its result: a mask, and what it adds to the loss."""
    given = [jax.numpy.asarray(x) for x in inputs]
    for x, mask in zip(given, masks or []):
        if mask is not None:
            set_keras_mask(x, mask)
    before = [np.array(w) for w in layer.weights]
    result = layer(single(given), **options)
    losses = [json_form.number(loss) for loss in layer.losses]
    for weight, value in zip(layer.weights, before):
        weight.assign(value)
    if isinstance(layer, keras.layers.SpectralNormalization) and options.get("training"):
        losses = []  # called outside a fit, it overwrites the kernel that the penalty is taken of
    form = {"losses": losses} if losses else {}
    mask = getattr(result, "_keras_mask", None)
    if masks is not None or mask is not None:
        form["output_mask"] = None if mask is None else json_form.tensor(np.asarray(mask))
    return form


def single(items):
    return items[0] if len(items) == 1 else items
