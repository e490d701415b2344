"""The functions of keras.ops.nn: activations, normalization, losses, attention."""

import numpy as np

from oracle import ops_form
from oracle.ops_form import case, draw, whole
from oracle.ops_linalg import fixed

KINKS = np.array([-100, -8.5, -6, -4.25, -3.1, -2, -1.5, -0.75, -0.45, -0.25, -1e-3, 1e-3, 0.25, 0.55, 0.75, 1.5, 2,
                  3.1, 4.25, 5.9, 6.1, 8.5, 30], "float32")


def activations():
    plain = ["relu", "relu6", "sigmoid", "sparse_sigmoid", "softplus", "softsign", "sparse_plus", "silu", "swish",
             "log_sigmoid", "hard_sigmoid", "hard_silu", "hard_swish", "selu", "tanh_shrink", "hard_tanh"]
    for op in plain:
        yield case(op, KINKS)
    yield case("relu", whole(2, 3))
    yield case("leaky_relu", KINKS)
    yield case("leaky_relu", KINKS, negative_slope=0.01)
    for op in ["elu", "celu"]:
        yield case(op, KINKS)
        yield case(op, KINKS, alpha=1.7)
    yield case("gelu", KINKS)
    yield case("gelu", KINKS, approximate=False)
    for op in ["soft_shrink", "hard_shrink"]:
        yield case(op, KINKS)
        yield case(op, KINKS, threshold=2.3)
    yield case("squareplus", KINKS)
    yield case("squareplus", KINKS, b=0.3)
    yield case("threshold", KINKS, threshold=1.2, default_value=-0.7)
    yield case("glu", draw(2, 4, 6))
    yield case("glu", draw(2, 4, 6), axis=1)
    for op in ["softmax", "log_softmax"]:
        yield case(op, draw(2, 3, 4, low=-5, high=5))
        yield case(op, draw(2, 3, 4, low=-5, high=5), axis=1)
        yield case(op, draw(2, 3, 4, low=-5, high=5), axis=(0, 2))
    yield case("sparsemax", draw(3, 5))
    yield case("sparsemax", draw(3, 5, 2, seed=4), axis=1)


def normalizations():
    yield case("moments", draw(2, 3, 4), axes=(0, 2))
    yield case("moments", draw(2, 3, 4), axes=(1,), keepdims=True)
    mean, variance = draw(3, seed=1), draw(3, seed=2, low=0.5)
    yield case("batch_normalization", draw(2, 4, 3), mean, variance, axis=-1)
    yield case("batch_normalization", draw(2, 3, 4), mean, variance, axis=1, offset=draw(3, seed=3),
               scale=draw(3, seed=4), epsilon=0.1)
    yield case("layer_normalization", draw(2, 3, 4))
    yield case("layer_normalization", draw(2, 3, 4), gamma=draw(4, seed=1), beta=draw(4, seed=2))
    yield case("layer_normalization", draw(2, 3, 4), gamma=draw(3, seed=1), beta=draw(3, seed=2), axis=1, epsilon=0.1)
    yield case("layer_normalization", draw(2, 3, 4), gamma=draw(3, 4, seed=1), axis=[1, 2])
    yield case("rms_normalization", draw(2, 3, 4))
    yield case("rms_normalization", draw(2, 3, 4), scale=draw(4, seed=1), epsilon=0.1)
    yield case("rms_normalization", draw(2, 3, 4), axis=[1, 2])
    yield case("normalize", draw(2, 3, 4))
    yield case("normalize", draw(2, 3, 4), axis=1, order=3)
    yield case("normalize", draw(2, 3, 4), axis=(0, 2))
    yield case("normalize", draw(3, 4, low=0.1), order=1, epsilon=5.0)
    yield case("normalize", draw(3, 4, low=-0.1, high=0.1), epsilon=0.5)


def losses():
    yield case("one_hot", whole(2, 3, low=-1, high=5), num_classes=5)
    yield case("one_hot", whole(2, 3, low=0, high=4), num_classes=4, axis=1, dtype="int32")
    yield case("multi_hot", whole(3, 2, low=0, high=5), num_classes=5)
    yield case("multi_hot", whole(4, low=0, high=5), num_classes=5, dtype="int32")
    yield case("multi_hot", whole(3, 2, low=0, high=5), num_classes=5, axis=1)
    bits, inside = whole(3, 4, low=0, high=2).astype("float32"), draw(3, 4, seed=1, low=0.05, high=0.95)
    yield case("binary_crossentropy", bits, inside)
    yield case("binary_crossentropy", bits, draw(3, 4, seed=1, low=-9, high=9), from_logits=True)
    parts = draw(3, 4, 2, low=0.1, high=1)
    yield case("categorical_crossentropy", parts, draw(3, 4, 2, seed=1, low=0.1, high=1))
    yield case("categorical_crossentropy", parts, draw(3, 4, 2, seed=1), from_logits=True, axis=1)
    labels = whole(3, 2, low=0, high=4)
    yield case("sparse_categorical_crossentropy", labels, draw(3, 2, 4, seed=1, low=0.1, high=1))
    yield case("sparse_categorical_crossentropy", labels[..., None], draw(3, 2, 4, seed=1), from_logits=True)
    yield case("sparse_categorical_crossentropy", whole(4, low=0, high=4), draw(4, 4, seed=1), from_logits=True,
               axis=0, gradient=[1])


def alignments():
    target = np.array([[1, 1, 2, 0], [3, 2, 0, 0], [2, 3, 3, 1]], "int32")
    scores = draw(3, 9, 5, low=-3, high=3)
    lengths, steps = np.array([3, 2, 4], "int32"), np.array([9, 5, 7], "int32")
    yield case("ctc_loss", target, scores, lengths, steps)
    yield case("ctc_loss", target, scores, lengths, np.array([9, 9, 9], "int32"), mask_index=4)
    yield case("ctc_decode", scores, steps, gradient=False)
    peaks = np.repeat(draw(3, 5, 5, seed=3, low=-3, high=3), 2, axis=1)[:, :9]
    yield case("ctc_decode", peaks, steps, gradient=False, merge_repeated=False, mask_index=3)
    yield case("ctc_decode", peaks, steps, gradient=False, mask_index=2)
    yield case("ctc_decode", scores, steps, gradient=False, strategy="beam_search", beam_width=6, top_paths=3)
    yield case("ctc_decode", peaks, steps, gradient=False, strategy="beam_search", beam_width=20, mask_index=4)


def attention():
    query, key, value = draw(2, 5, 4, 3), draw(2, 6, 4, 3, seed=1), draw(2, 6, 4, 3, seed=2)
    yield case("dot_product_attention", query, key, value)
    yield case("dot_product_attention", query, key, value, bias=draw(2, 4, 5, 6, seed=3), scale=0.3)
    mask = rng_mask(2, 1, 5, 6)
    yield case("dot_product_attention", query, key, value, mask=mask, is_causal=True)
    yield case("dot_product_attention", query, draw(2, 6, 2, 3, seed=1), draw(2, 6, 2, 3, seed=2), is_causal=True)
    yield case("dot_product_attention", query, draw(2, 6, 1, 3, seed=1), draw(2, 6, 1, 3, seed=2), mask=mask,
               flash_attention=False)


def complex_numbers():
    yield fixed("polar", lambda z: (z.real, z.imag), draw(3, 2, low=0.2), draw(3, 2, seed=1, low=-4, high=4))


def rng_mask(*shape):
    mask = whole(*shape, low=0, high=3, seed=8) > 0
    mask[..., 0] = True
    return mask


def record():
    return ops_form.record([*activations(), *normalizations(), *losses(), *alignments(), *attention(),
                            *complex_numbers()])
