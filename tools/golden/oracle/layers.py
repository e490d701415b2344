"""Single layers: output, gradients by inputs and weights, moved statistics, symbolic shape, for awkward geometries."""

import jax
import keras
import numpy as np

from oracle import json_form
from oracle.cases import cast, floats, rng
from oracle.model_builder import thing_of_key
from oracle.model_record import KEEP, initial_value


def images(*shape):
    return rng(sum(shape)).normal(size=shape)


def convolution():
    for padding in ["valid", "same"]:
        for size, stride, dilation in [(1, 1, 1), (2, 1, 1), (3, 1, 1), (3, 2, 1), (2, 2, 1), (3, 3, 1), (1, 2, 1),
                                       (2, 1, 2), (3, 1, 2), ([1, 3], 1, 1), ([3, 2], [1, 2], 1), (4, 3, 1),
                                       (2, 1, [1, 3])]:
            args = {"filters": 3, "kernel_size": size, "padding": padding, "strides": stride, "dilation_rate": dilation}
            yield "Conv2D", {k: v for k, v in args.items() if v != 1 or k == "kernel_size"}, [images(2, 5, 6, 2)]
        yield "Conv2D", {"filters": 4, "kernel_size": 3, "groups": 2, "padding": padding}, [images(2, 4, 4, 4)]
        yield "Conv2D", {"filters": 4, "kernel_size": 2, "groups": 4, "strides": 2, "padding": padding,
                         "use_bias": False}, [images(1, 5, 5, 4)]
    yield "Conv2D", {"filters": 2, "kernel_size": 3, "activation": "relu"}, [images(2, 3, 3, 1)]
    yield "Conv2D", {"filters": 2, "kernel_size": 3, "padding": "same", "activation": "gelu"}, [images(2, 1, 1, 3)]


def pooling():
    for kind in ["MaxPooling2D", "AveragePooling2D"]:
        for padding in ["valid", "same"]:
            for size, stride in [(2, None), (3, None), (2, 1), (3, 2), ([1, 2], None), ([3, 2], [2, 1]), (2, 3)]:
                args = {"pool_size": size, "padding": padding, **({"strides": stride} if stride else {})}
                yield kind, args, [images(2, 5, 6, 2)]
    yield "MaxPooling2D", {}, [images(2, 4, 5, 3)]
    yield "MaxPooling2D", {"pool_size": 2, "strides": 1, "padding": "same"}, [-np.abs(images(1, 3, 3, 1)) - 1]
    for keepdims in [False, True]:
        yield "GlobalAveragePooling2D", {"keepdims": keepdims}, [images(2, 3, 4, 2)]
        yield "GlobalAveragePooling1D", {"keepdims": keepdims}, [images(2, 4, 3)]


def dense_and_shapes():
    yield "Dense", {"units": 3}, [images(4, 2)]
    yield "Dense", {"units": 3, "use_bias": False, "activation": "tanh"}, [images(2, 3, 4)]
    yield "Dense", {"units": 2, "activation": "softmax"}, [images(2, 2, 3, 4)]
    for shape in [(2, 3), (2, 3, 2), (2, 2, 2, 3), (3,)]:
        yield "Flatten", {}, [images(*shape)]
    for target in [[6], [3, 2], [-1, 3], [2, -1, 1], [6, 1]]:
        yield "Reshape", {"target_shape": target}, [images(2, 2, 3)]
    yield "Reshape", {"target_shape": [-1]}, [images(2, 2, 3, 2)]
    for axis in [-1, 1, 2]:
        yield "Concatenate", {"axis": axis}, [images(2, 2, 3), images(2, 2, 3) * 2, images(2, 2, 3) - 1]
    yield "Concatenate", {}, [images(2, 3), images(2, 1)]
    yield "Concatenate", {"axis": 1}, [images(2, 3, 2), images(2, 1, 2)]
    yield "Add", {}, [images(2, 3), images(2, 3) * 2]
    yield "Add", {}, [images(2, 3, 4), images(2, 1, 4), images(2, 3, 1)]
    yield "Add", {}, [images(2, 3, 4), images(2, 4)]
    for name in ["linear", "relu", "leaky_relu", "sigmoid", "tanh", "softmax", "gelu"]:
        yield "Activation", {"activation": name}, [images(2, 5) * 2]
    yield "Dropout", {"rate": 0.5}, [images(3, 4)]
    yield "Dropout", {"rate": 0.0}, [images(3, 4)], True
    yield "Rescaling", {"scale": 0.5}, [images(2, 3)]
    yield "Rescaling", {"scale": [0.5, 2.0, -1.0], "offset": [1.0, 0.0, 3.0]}, [images(2, 2, 3)]
    yield "Rescaling", {"scale": 0.003921568859368563, "offset": -0.5}, [np.arange(12, dtype="int32").reshape(2, 6)]


def normalization():
    for training in [True, False]:
        yield "BatchNormalization", {}, [images(6, 3) * 2 + 1], training
        yield "BatchNormalization", {"momentum": 0.5, "epsilon": 0.1}, [images(3, 2, 2, 3)], training
        yield "BatchNormalization", {"axis": 1}, [images(4, 3, 2)], training
        yield "BatchNormalization", {"center": False}, [images(5, 2)], training
        yield "BatchNormalization", {"scale": False}, [images(5, 2)], training
        yield "BatchNormalization", {"center": False, "scale": False}, [images(4, 2, 2)], training
        yield "BatchNormalization", {"trainable": False}, [images(5, 2)], training
    yield "BatchNormalization", {}, [images(1, 3)], True
    yield "BatchNormalization", {}, [np.full((4, 2), 3.0)], True
    yield "Normalization", {"mean": [1.0, 2.0, 3.0], "variance": [4.0, 0.25, 0.0]}, [images(4, 3)]
    yield "Normalization", {"axis": None, "mean": 0.5, "variance": 4.0}, [images(4, 3)]
    yield "Normalization", {"mean": [1.0, 2.0, 3.0], "variance": [4.0, 0.25, 1.0], "invert": True}, [images(4, 3)]


def adapted():
    data = images(7, 2, 3) * floats([1, 5, 0]) + floats([0, 2, 4])
    for axis in [-1, None, [1, 2], 1]:
        yield "Normalization", {"axis": axis}, [images(4, 2, 3)], False, None, data
    yield "Normalization", {"axis": -1, "invert": True}, [images(4, 2, 3)], False, None, data
    yield "Normalization", {}, [images(4, 2)], False, None, np.arange(10, dtype="int32").reshape(5, 2)


def text():
    ids = np.array([[1, 4, 4, 0], [2, 2, 2, 3]], "int32")
    mask = np.array([[1, 1, 0, 0], [1, 1, 1, 1], [0, 0, 0, 0]], bool)
    yield "Embedding", {"input_dim": 5, "output_dim": 3}, [ids]
    yield "Embedding", {"input_dim": 5, "output_dim": 2}, [ids[:, 0]]
    yield "Embedding", {"input_dim": 5, "output_dim": 2, "mask_zero": True}, [ids]
    yield "Embedding", {"input_dim": 5, "output_dim": 2}, [ids.astype("float32")]
    yield "GlobalAveragePooling1D", {}, [images(3, 4, 2)], False, mask[:2].repeat([1, 2], axis=0)
    yield "BatchNormalization", {"momentum": 0.9}, [images(3, 4, 2)], True, mask


def record():
    cases = [*convolution(), *pooling(), *dense_and_shapes(), *normalization(), *adapted(), *text()]
    return {"keras": keras.__version__, "cases": [case(*c) for c in cases]}


def built(kind, args, inputs, data):
    given = {k: thing_of_key(k, v) for k, v in args.items()}
    trainable = given.pop("trainable", True)
    layer = getattr(keras.layers, kind)(**given)
    layer.trainable = trainable
    if data is not None:
        layer.adapt(cast(data))
    symbolic = [keras.KerasTensor((None, *i.shape[1:]), dtype=i.dtype.name) for i in inputs]
    shape = layer(one_or_list(symbolic)).shape
    for index, weight in enumerate(layer.weights):
        if weight.name not in KEEP:
            weight.assign(initial_value(weight.name, tuple(weight.shape), rng(900 + index)).astype("float32"))
    return layer, shape


def one_or_list(items):
    return items[0] if len(items) == 1 else list(items)


def case(kind, args, inputs, training=False, mask=None, data=None):
    inputs = [cast(i) for i in inputs]
    layer, shape = built(kind, args, inputs, data)
    form = {"layer": kind, "args": args, **({"adapt": json_form.tensor(cast(data))} if data is not None else {}),
            "inputs": [json_form.tensor(i) for i in inputs], "training": training}
    kwargs = {"training": training} if layer._call_has_training_arg else {}
    if mask is not None:
        form["mask"] = json_form.tensor(mask)
        kwargs["mask"] = mask
    form["weights"] = weights(layer)
    real = [i for i, x in enumerate(inputs) if x.dtype.kind == "f" and kind != "Embedding"]

    def call(trainable, floating):
        given = [jax.numpy.asarray(x) for x in inputs]
        for i, x in zip(real, floating):
            given[i] = x
        fixed = [v.value for v in layer.non_trainable_variables]
        return layer.stateless_call(trainable, fixed, one_or_list(given), **kwargs)

    output, pull, fixed = jax.vjp(call, [v.value for v in layer.trainable_variables],
                                  [jax.numpy.asarray(inputs[i]) for i in real], has_aux=True)
    cotangent = cast(rng(77).uniform(-1, 1, output.shape)).astype(output.dtype)
    by_weight, by_input = pull(jax.numpy.asarray(cotangent))
    form |= {"output_shape": list(shape), "params": layer.count_params(), "output": json_form.tensor(output),
             "cotangent": json_form.tensor(cotangent),
             "input_gradients": {str(i): json_form.tensor(g) for i, g in zip(real, by_input)},
             "weight_gradients": [{"name": v.name, **json_form.tensor(g)}
                                  for v, g in zip(layer.trainable_variables, by_weight)],
             "non_trainable_after": [{"name": v.name, **json_form.tensor(a)}
                                     for v, a in zip(layer.non_trainable_variables, fixed)
                                     if v.name != "seed_generator_state"]}
    return form


def weights(layer):
    return [{"name": w.name, "trainable": bool(w.trainable), **json_form.tensor(w)} for w in layer.weights]
