"""Long short-term memories whose products are convolutions."""

import numpy as np

from oracle.cases import rng
from oracle.layers_recurrent import MASK
from oracle.layers_recurrent_more import BOUNDS, DROPS, FIRST, PENALTIES, recorded
from oracle.spec import of

ONE = np.array([[1, 0, 1]], bool)  # Keras on JAX takes masks of several examples only where steps are written out
SPATIAL = (4, 3, 2)


def images(rank, *, batch=2, steps=3, channels=2, first=False):
    spatial = SPATIAL[:rank]
    shape = (channels, *spatial) if first else (*spatial, channels)
    return rng(40 + rank).normal(size=(batch, steps, *shape))


def maps(index, *shape):
    return rng(70 + index).uniform(-1, 1, shape)


def convolutional(*ranks):
    for rank in ranks:
        kind, small = f"ConvLSTM{rank}D", {"filters": 2, "kernel_size": 2}
        x, spatial = images(rank), SPATIAL[:rank]
        inner = tuple(n - 1 for n in spatial)
        for training in [False, True]:
            yield kind, small, [x], None, training
            yield kind, {**small, "padding": "same", "return_sequences": True, "return_state": True}, \
                [x], None, training
        yield kind, {**small, "strides": 2, "return_sequences": True, "go_backwards": True}, [x]
        yield kind, {**small, "kernel_size": [2, 1, 2][:rank], "dilation_rate": [2, 1, 1][:rank],
            "use_bias": False}, [x]
        yield kind, {**small, "kernel_size": 3, "padding": "same", "strides": [2, 1, 1][:rank]}, [x]
        yield kind, {**small, "data_format": "channels_first", "return_sequences": True, "return_state": True}, \
            [images(rank, first=True)], None, True
        yield kind, {**small, "data_format": "channels_first", "unroll": True}, \
            [images(rank, first=True), maps(0, 2, 2, *inner), maps(1, 2, 2, *inner)]
        yield kind, {**small, "return_state": True}, [x, maps(0, 2, *inner, 2), maps(1, 2, *inner, 2)], None, True
        yield kind, {**small, "activation": "relu", "recurrent_activation": "hard_sigmoid"}, [x], None, True
        yield kind, {**small, **PENALTIES, "activity_regularizer": of("L2", l2=0.05)}, [x], None, True
        yield kind, {**small, **FIRST, **BOUNDS, "unit_forget_bias": False}, [x]
        yield kind, {**small, **DROPS}, [x]
        yield kind, {**small, "return_sequences": True}, [images(rank, batch=1)], ONE
        yield kind, {**small, "return_sequences": True, "zero_output_for_mask": True}, [images(rank, batch=1)], ONE
        yield kind, {**small, "unroll": True, "return_sequences": True}, [images(rank, batch=3)], MASK[:, 1:]
        yield kind, {**small, "stateful": True, "return_sequences": True}, [x], None, True


def others():
    yield "ConvLSTM2D", {"filters": 1, "kernel_size": 1, "unroll": True, "go_backwards": True,
        "return_state": True}, \
        [images(2)], None, True
    yield "Bidirectional", {"layer": of("ConvLSTM1D", filters=2, kernel_size=2, padding="same", return_sequences=True,
                                      name="own")}, [images(1)]


def record():
    return recorded(lambda: convolutional(1, 2), others)
