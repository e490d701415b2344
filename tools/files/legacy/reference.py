"""What the layers of Keras 1 and 2 compute, written from their definitions in NumPy and float64.

Nothing here knows a file or a framework: these are the numbers that old files are judged by.
"""

import itertools

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


ACTIVATIONS = {
    "linear": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "hard_sigmoid": lambda x: np.clip(0.2 * x + 0.5, 0, 1),
    "softplus": lambda x: np.log1p(np.exp(x)),
    "softsign": lambda x: x / (1 + np.abs(x)),
    "softmax": lambda x: np.exp(x - x.max(-1, keepdims=True)) / np.exp(x - x.max(-1, keepdims=True)).sum(-1, keepdims=True),
    "elu": lambda x: np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1),
    "swish": lambda x: x * sigmoid(x),
}


def last(x):
    """(batch, channels, ...) to (batch, ..., channels)."""
    return np.moveaxis(x, 1, -1)


def first(x):
    return np.moveaxis(x, -1, 1)


def padded(x, kernel, strides, padding, dilation=None, value=0.0):
    """x with borders, and the sizes of what a window gives on it."""
    pads, sizes = [(0, 0)], []
    for n, k, s, d in zip(x.shape[1:-1], kernel, strides, dilation or [1] * len(kernel)):
        reach = (k - 1) * d + 1
        if padding == "same":
            out = -(-n // s)
            total = max((out - 1) * s + reach - n, 0)
            pads.append((total // 2, total - total // 2))
        elif padding == "causal":
            out = -(-n // s)
            pads.append((reach - 1, 0))
        else:
            out = (n - reach) // s + 1
            pads.append((0, 0))
        sizes.append(out)
    return np.pad(x, pads + [(0, 0)], constant_values=value), sizes


def windows(x, kernel, strides, sizes, dilation):
    """For each place in the kernel the part of x that it meets."""
    for place in itertools.product(*map(range, kernel)):
        cut = tuple(
            slice(p * d, p * d + (n - 1) * s + 1, s) for p, d, n, s in zip(place, dilation, sizes, strides)
        )
        yield place, x[(slice(None),) + cut]


def conv(x, kernel, strides=None, padding="valid", dilation=None, groups=1):
    """Cross-correlation: x (batch, ..., channels), kernel (..., channels, filters)."""
    spatial = kernel.shape[:-2]
    strides, dilation = strides or [1] * len(spatial), dilation or [1] * len(spatial)
    x, sizes = padded(x, spatial, strides, padding, dilation)
    result = 0
    for place, part in windows(x, spatial, strides, sizes, dilation):
        result = result + part @ kernel[place]
    return result


def depthwise(x, kernel, strides=None, padding="valid"):
    """kernel (..., channels, multiplier); the channels of a multiplier stay together."""
    spatial = kernel.shape[:-2]
    strides = strides or [1] * len(spatial)
    x, sizes = padded(x, spatial, strides, padding)
    result = 0
    for place, part in windows(x, spatial, strides, sizes, [1] * len(spatial)):
        result = result + part[..., :, None] * kernel[place]
    return result.reshape(result.shape[:-2] + (-1,))


def conv_transpose(x, kernel, strides, padding="valid"):
    """kernel (..., filters, channels): each number of x spreads the kernel over the result."""
    spatial = kernel.shape[:-2]
    full = [(n - 1) * s + max(k, s) for n, s, k in zip(x.shape[1:-1], strides, spatial)]
    result = np.zeros((x.shape[0], *full, kernel.shape[-2]))
    for place in itertools.product(*map(range, spatial)):
        cut = tuple(slice(p, p + (n - 1) * s + 1, s) for p, n, s in zip(place, x.shape[1:-1], strides))
        result[(slice(None),) + cut] += x @ kernel[place].T
    if padding == "same":
        cut = []
        for n, s, k in zip(x.shape[1:-1], strides, spatial):
            over = max(k - s, 0)
            cut.append(slice(over // 2, over // 2 + n * s))
        result = result[(slice(None),) + tuple(cut)]
    return result


def pool(x, size, strides=None, padding="valid", mode="max"):
    strides = strides or size
    ones, sizes = padded(np.ones_like(x), size, strides, padding)
    x, _ = padded(x, size, strides, padding, value=-np.inf if mode == "max" else 0.0)
    parts = [part for _, part in windows(x, size, strides, sizes, [1] * len(size))]
    if mode == "max":
        return np.max(parts, axis=0)
    return np.sum(parts, axis=0) / np.sum([p for _, p in windows(ones, size, strides, sizes, [1] * len(size))], axis=0)


def batch_norm(x, gamma, beta, mean, variance, axis=-1, epsilon=1e-3):
    shape = [1] * x.ndim
    shape[axis] = -1
    scaled = (x - mean.reshape(shape)) / np.sqrt(variance.reshape(shape) + epsilon)
    return scaled * gamma.reshape(shape) + beta.reshape(shape)


def recur(step, x, states, mask=None, backwards=False, sequences=False):
    """Runs `step` over time; where the mask is 0 the states stay."""
    times = range(x.shape[1])
    outputs = []
    for t in reversed(times) if backwards else times:
        fresh = step(x[:, t], states)
        if mask is not None:
            keep = mask[:, t][:, None]
            fresh = [np.where(keep, new, old) for new, old in zip(fresh, states)]
        states = fresh
        outputs.append(states[0])
    return (np.stack(outputs, 1) if sequences else states[0]), states


def lstm(x, w, u, b, activation="tanh", inner="hard_sigmoid", states=None, **more):
    """Gates in the order input, forget, cell, output."""
    n = u.shape[0]
    f, g = ACTIVATIONS[activation], ACTIVATIONS[inner]

    def step(now, held):
        z = now @ w + held[0] @ u + b
        i, o = g(z[:, :n]), g(z[:, 3 * n :])
        c = g(z[:, n : 2 * n]) * held[1] + i * f(z[:, 2 * n : 3 * n])
        return [o * f(c), c]

    return recur(step, x, states or [np.zeros((len(x), n))] * 2, **more)


def gru(x, w, u, b, activation="tanh", inner="hard_sigmoid", reset_after=False, **more):
    """Gates in the order update, reset, state; with reset_after b is (2, 3 units)."""
    n = u.shape[0]
    f, g = ACTIVATIONS[activation], ACTIVATIONS[inner]
    bx, bh = b if reset_after else (b, np.zeros(3 * n))

    def step(now, held):
        h = held[0]
        zx, zh = now @ w + bx, h @ u + bh
        z, r = g(zx[:, :n] + zh[:, :n]), g(zx[:, n : 2 * n] + zh[:, n : 2 * n])
        if reset_after:
            new = f(zx[:, 2 * n :] + r * zh[:, 2 * n :])
        else:
            new = f(zx[:, 2 * n :] + (r * h) @ u[:, 2 * n :])
        return [z * h + (1 - z) * new]

    return recur(step, x, [np.zeros((len(x), n))], **more)


def simple_rnn(x, w, u, b, activation="tanh", **more):
    f = ACTIVATIONS[activation]
    return recur(lambda now, held: [f(now @ w + held[0] @ u + b)], x, [np.zeros((len(x), u.shape[0]))], **more)


def conv_lstm(x, w, u, b, activation="tanh", inner="hard_sigmoid", padding="same", sequences=False):
    """x (batch, time, rows, columns, channels); kernels (rows, columns, channels, 4 filters)."""
    f, g = ACTIVATIONS[activation], ACTIVATIONS[inner]
    n = u.shape[2]
    c = h = np.zeros(conv(x[:, 0], w, padding=padding).shape[:-1] + (n,))
    outputs = []
    for t in range(x.shape[1]):
        z = conv(x[:, t], w, padding=padding) + b + conv(h, u, padding="same")
        i, fo, o = g(z[..., :n]), g(z[..., n : 2 * n]), g(z[..., 3 * n :])
        c = fo * c + i * f(z[..., 2 * n : 3 * n])
        h = o * f(c)
        outputs.append(h)
    return np.stack(outputs, 1) if sequences else h
