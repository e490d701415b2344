"""keras.ops.linalg. Signs and phases that mathematics leaves open are fixed on both sides before comparing: the diagonal
of R is made positive, the sum of each singular vector and eigenvector too (of complex ones: real and positive), and
eigenvalues that are complex are sorted."""

import jax.numpy as jnp
import numpy as np

from oracle import ops_form
from oracle.ops_form import case, draw


def square(*shape, seed=0):
    """Matrices whose inverses are harmless."""
    return draw(*shape, seed=seed, low=-1, high=1) + 2.5 * np.eye(shape[-1], dtype="float32")


def positive(*shape, seed=0):
    x = draw(*shape, seed=seed, low=-1, high=1)
    return (x @ np.swapaxes(x, -1, -2) + np.eye(shape[-2], dtype="float32")).astype("float32")


def spread(m, n, *values, seed=0):
    """A matrix with the given singular values."""
    u, _ = np.linalg.qr(draw(m, m, seed=seed))
    v, _ = np.linalg.qr(draw(n, n, seed=seed + 1))
    s = np.zeros((m, n))
    np.fill_diagonal(s, values)
    return (u @ s @ v.T).astype("float32")


def fixed(op, fix, *inputs, **args):
    """The case `op` of which `fix` of the results is compared."""
    plain = ops_form.function
    ops_form.function = lambda name: lambda *x, **named: fix(plain(name)(*x, **named))
    try:
        return case(op, *inputs, **args)
    finally:
        ops_form.function = plain


def signs(x):
    return jnp.sign(jnp.sum(x, axis=-2, keepdims=True))


def qr(results):
    q, r = results
    sign = jnp.sign(jnp.diagonal(r, axis1=-2, axis2=-1))
    k = sign.shape[-1]
    return q[..., :k] * sign[..., None, :], r[..., :k, :] * sign[..., :, None]


def svd(results):
    u, s, vh = results
    k = s.shape[-1]
    sign = signs(u[..., :k])
    return u[..., :k] * sign, s, vh[..., :k, :] * jnp.swapaxes(sign, -1, -2)


def eigh(results):
    w, v = results
    return w, v * signs(v)


def eig(results):
    w, v = results
    order = jnp.argsort(w.real + 0.01 * w.imag)
    w, v = w[order], v[:, order]
    total = jnp.sum(v, axis=0)
    v = v * (jnp.conj(total) / jnp.abs(total))
    return w.real, w.imag, v.real, v.imag


def factorizations():
    wide, tall = draw(3, 5), draw(5, 3, seed=1)
    return [
        case("cholesky", positive(3, 4)),
        case("cholesky", positive(2, 4, 5), upper=True),
        case("cholesky_inverse", np.linalg.cholesky(positive(4, 5)).astype("float32")),
        case("cholesky_inverse", np.linalg.cholesky(positive(4, 5)).T.astype("float32"), upper=True),
        *[fixed("qr", qr, x) for x in (square(4, 4), tall, square(2, 3, 3))],
        fixed("qr", qr, tall, mode="reduced"),
        fixed("qr", qr, tall, mode="complete", gradient=False),
        fixed("qr", qr, wide, mode="complete", gradient=False),
        fixed("qr", qr, wide, gradient=False),
        case("lu_factor", square(4, 4)),
        case("lu_factor", draw(2, 3, 3, seed=3)),
        case("lu_factor", tall, gradient=False),
        case("lu_factor", wide, gradient=False),
    ]


def spectra():
    tall, wide = spread(5, 3, 3, 2, 1), spread(3, 4, 3, 1.5, 0.5)
    both = np.stack([spread(4, 3, 4, 2, 1), spread(4, 3, 3, 2.5, 1, seed=5)])
    turning = np.array([[1, -2, 0.5], [2, 1.5, 0], [0.3, 0.2, 4]], "float32")
    return [
        fixed("svd", svd, tall, full_matrices=False),
        fixed("svd", svd, both, full_matrices=False),
        fixed("svd", svd, wide, full_matrices=False),
        fixed("svd", svd, spread(3, 3, 3, 2, 0.5)),
        fixed("svd", svd, tall, full_matrices=True, gradient=False),
        fixed("svd", svd, wide, gradient=False),
        case("svd", tall, compute_uv=False, full_matrices=False),
        case("svd", both, compute_uv=False, full_matrices=False),
        fixed("eigh", eigh, positive(3, 4)),
        fixed("eigh", eigh, positive(2, 3, 4)),
        fixed("eig", eig, turning, gradient=False),
        fixed("eig", eig, square(4, 4, seed=7), gradient=False),
        case("matrix_rank", spread(4, 3, 2, 1, 0)),
        case("matrix_rank", both),
        case("matrix_rank", both, tol=2.2),
        case("pinv", tall),
        case("pinv", wide),
        case("pinv", both),
        case("pinv", spread(4, 3, 3, 2, 0.01), rcond=0.1, gradient=False),
    ]


def solutions():
    a = square(3, 3)
    batch = square(2, 3, 3, seed=3)
    return [
        case("inv", a),
        case("inv", batch),
        case("det", a),
        case("det", batch),
        case("slogdet", batch),
        case("slogdet", -a),
        case("logdet", positive(3, 4)),
        case("logdet", positive(2, 3, 3)),
        case("solve", a, draw(3)),
        case("solve", a, draw(3, 2)),
        case("solve", batch, draw(2, 3, 2)),
        case("solve_triangular", a, draw(3)),
        case("solve_triangular", a, draw(3, 2), lower=True),
        case("solve_triangular", batch, draw(2, 3, 2), lower=True),
        case("solve_triangular", batch, draw(2, 3, 2), lower=False),
        case("lstsq", spread(5, 3, 3, 2, 1), draw(5)),
        case("lstsq", spread(5, 3, 3, 2, 1), draw(5, 2)),
        case("lstsq", spread(3, 4, 3, 2, 1), draw(3, 2)),
        case("lstsq", spread(4, 3, 3, 2, 0.01), draw(4), rcond=0.1, gradient=False),
    ]


def norms():
    x, batch = draw(3, 4), draw(2, 3, 4)
    vectors = [case("norm", draw(6, seed=8), ord=each) for each in (None, 0, 1, 2, -1, -2, 3, 0.5)]
    matrices = [case("norm", x, ord=each) for each in (None, "fro", "nuc", 1, -1, 2, -2)]
    infinite = [bound(shape, sign) for shape in (draw(6, seed=8), x) for sign in (1, -1)]
    return vectors + matrices + infinite + [
        case("norm", batch),
        case("norm", batch, keepdims=True),
        case("norm", batch, axis=1),
        case("norm", batch, axis=-1, ord=1, keepdims=True),
        case("norm", batch, axis=(1, 2), ord="nuc"),
        case("norm", batch, axis=(0, 2), ord=1, keepdims=True),
        case("norm", batch, axis=(2, 0), ord=2),
        case("norm", batch, axis=(2, 1), ord=-1),
        case("norm", batch, axis=(1, 2), ord="fro", keepdims=True),
    ]


def bound(x, sign):
    """A norm of infinite order, which JSON writes as text."""
    written = case("norm", x, ord=sign * np.inf)
    written["args"]["ord"] = "Infinity" if sign > 0 else "-Infinity"
    return written


def record():
    return ops_form.record(factorizations() + spectra() + solutions() + norms())
