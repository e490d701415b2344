"""Whole-model .h5 files by Keras 3 itself."""

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
from keras import layers as L
from keras import ops

from recording import array, numbers, path, record

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def sequential(shape, *layers):
    return keras.Sequential([keras.Input(shape), *layers])


@case
def dense():
    return sequential((4,), L.Dense(5, activation="relu", kernel_regularizer="l2"), L.BatchNormalization(), L.Dense(3))


@case
def functional():
    x = keras.Input((4,), name="x")
    y = L.Dense(3, name="first")(x)
    z = L.Dense(3, activation="hard_sigmoid", name="second")(x)
    return keras.Model(x, L.Concatenate()([L.Add()([y, z]), ops.relu(y) * 2.0 + z]))


@case
def nested():
    inner = keras.Sequential([keras.Input((4,)), L.Dense(3), L.BatchNormalization()], name="inner")
    x = keras.Input((4,))
    deep = keras.Input((3,))
    more = keras.Model(deep, L.Dense(2)(L.BatchNormalization()(deep)), name="more")
    return keras.Model(x, more(inner(x)))


@case
def recurrent():
    return sequential(
        (5, 3),
        L.Bidirectional(L.LSTM(3, return_sequences=True)),
        L.GRU(4, return_sequences=True, recurrent_activation="hard_sigmoid"),
        L.TimeDistributed(L.Dense(2)),
        L.SimpleRNN(2),
    )


@case
def embedding_masked():
    return sequential((6,), L.Embedding(9, 4, mask_zero=True), L.LSTM(3), L.Dense(2))


@case
def convolutions():
    return sequential(
        (6, 6, 2),
        L.Conv2D(3, 3, padding="same"),
        L.BatchNormalization(axis=-1),
        L.SeparableConv2D(4, 3),
        L.Conv2DTranspose(2, 2),
        L.GroupNormalization(2),
        L.LayerNormalization(),
        L.GlobalAveragePooling2D(),
    )


@case
def attention():
    x = keras.Input((4, 6))
    return keras.Model(x, L.LayerNormalization()(x + L.MultiHeadAttention(2, 3)(x, x)))


@case
def optimizer_adam():
    model = sequential((3,), L.Dense(4, activation="tanh"), L.Dense(1))
    model.compile(keras.optimizers.Adam(0.01), loss="mse", metrics=["mae"])
    return model


@case
def optimizer_sgd_schedule():
    model = sequential((3,), L.Dense(4, activation="tanh"), L.Dense(1))
    schedule = keras.optimizers.schedules.ExponentialDecay(0.05, 10, 0.9)
    model.compile(keras.optimizers.SGD(schedule, momentum=0.9), loss="mse")
    return model


@case
def dtype_float16():
    model = sequential((3,), L.Dense(4, dtype="mixed_float16"), L.Dense(2))
    return model


def make(name, build):
    keras.backend.clear_session()
    rng = np.random.default_rng(len(name) + sum(map(ord, name)))
    model = build()
    model.set_weights([numbers(rng, *w.shape) for w in model.get_weights()])
    for w in model.weights:
        if "variance" in w.name:
            w.assign(np.abs(np.asarray(w)) + 0.5)
    inputs = [numbers(rng, 2, *x.shape[1:]) for x in model.inputs]
    if name.startswith("embedding"):
        inputs = [rng.integers(0, 4, x.shape).astype("float32") for x in inputs]
    more = {}
    if model.compiled:
        x, y = numbers(rng, 8, 3), numbers(rng, 8, 1)
        for _ in range(3):
            model.train_on_batch(x, y)
    outputs = model.predict(inputs if len(inputs) > 1 else inputs[0], verbose=0)
    model.save(path("keras3_" + name))
    if model.compiled:
        for _ in range(3):
            model.train_on_batch(x, y)
        more = {"train": [array(x), array(y)], "steps": 3, "weights": [array(w) for w in model.get_weights()]}
    record("keras3_" + name, "Keras " + keras.__version__, inputs, outputs if isinstance(outputs, list) else [outputs], **more)


for each, build in CASES.items():
    try:
        make(each, build)
    except Exception as e:
        print("FAILED", each, type(e).__name__, str(e)[:300])
