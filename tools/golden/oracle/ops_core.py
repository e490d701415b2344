"""keras.ops.core and jvp. Functions that an operation takes stand in the files by name; FUNCTIONS says what they are, and
CoreOps in the tests says the same in Java."""

import numpy as np
from keras import ops

from oracle import ops_form
from oracle.ops_form import case, draw, whole


def log1pexp(x):
    e = ops.exp(x)

    def gradient(*args, upstream=None):
        upstream = args[0] if upstream is None else upstream
        return ops.multiply(upstream, 3 * ops.sigmoid(x))  # not the true one: it must be the one that is used
    return ops.log(1 + e), gradient


FUNCTIONS = {
    "running_sum": lambda carry, x: (carry + ops.sin(x), carry * x),
    "grow": lambda carry, x: (carry * 1.5, ops.sum(carry)),
    "below_ten": lambda x: ops.sum(x) < 10,
    "triple": lambda x: x * 3,
    "add_scaled_index": lambda i, x: x + ops.cast(i, "float32") * ops.sin(x),
    "normalized": lambda x: x / ops.sum(x * x),
    "outer_self": lambda x: ops.outer(x, x),
    "add": ops.add,
    "matmul": ops.matmul,
    "sin": lambda x: ops.sin(x),
    "square": lambda x: ops.square(x),
    "exp": lambda x: ops.exp(x),
    "log1pexp": log1pexp,
    "product_and_sum": lambda a, b: (a * ops.sin(b), ops.sum(a, axis=0)),
}


def called(op, call, *inputs, **args):
    """The case `op` computed by `call`, which finds functions by their names."""
    plain = ops_form.function
    ops_form.function = lambda name: call
    try:
        return case(op, *inputs, **args)
    finally:
        ops_form.function = plain


def scan(f, **args):
    return ops.scan(FUNCTIONS[f], **args)


def while_loop(cond, body, **args):
    return ops.while_loop(FUNCTIONS[cond], FUNCTIONS[body], **args)


def loops():
    start, xs = draw(3), draw(5, 3, seed=1)
    rows = draw(4, 3, low=0.5)
    matrices = draw(5, 2, 2)

    def fori(lower, upper, body_fun, init_val):
        return ops.fori_loop(lower, upper, FUNCTIONS[body_fun], init_val)

    def associative(f, elems, **args):
        return ops.associative_scan(FUNCTIONS[f], elems, **args)

    return [
        called("scan", scan, f="running_sum", init=start, xs=xs),
        called("scan", scan, f="running_sum", init=start, xs=xs, reverse=True),
        called("scan", scan, f="running_sum", init=start, xs=xs, unroll=2, reverse=False),
        called("scan", scan, f="grow", init=start, xs=None, length=4),
        called("while_loop", while_loop, cond="below_ten", body="triple", loop_vars=np.array([0.1, 0.3], "float32"),
               gradient=False),
        called("while_loop", while_loop, cond="below_ten", body="triple", loop_vars=np.array([0.1, 0.3], "float32"),
               maximum_iterations=2, gradient=False),
        called("while_loop", while_loop, cond="below_ten", body="triple", loop_vars=np.array([20.0], "float32"),
               maximum_iterations=5, gradient=False),
        called("fori_loop", fori, lower=0, upper=4, body_fun="add_scaled_index", init_val=start),
        called("fori_loop", fori, lower=2, upper=5, body_fun="add_scaled_index", init_val=xs),
        called("fori_loop", fori, lower=2, upper=2, body_fun="add_scaled_index", init_val=xs),
        called("map", lambda f, xs: ops.map(FUNCTIONS[f], xs), f="normalized", xs=rows),
        called("map", lambda f, xs: ops.map(FUNCTIONS[f], xs), f="outer_self", xs=rows),
        called("vectorized_map", lambda function, elements: ops.vectorized_map(FUNCTIONS[function], elements),
               function="outer_self", elements=rows),
        *[called("associative_scan", associative, f="add", elems=draw(n, 2)) for n in (1, 2, 3, 6, 7)],
        called("associative_scan", associative, f="add", elems=draw(2, 5), axis=1, reverse=True),
        called("associative_scan", associative, f="matmul", elems=matrices),
        called("associative_scan", associative, f="matmul", elems=matrices, reverse=True, axis=0),
    ]


def choices():
    x = draw(2, 3)

    def cond(operand, pred, true_fn, false_fn):
        return ops.cond(pred, lambda: FUNCTIONS[true_fn](operand), lambda: FUNCTIONS[false_fn](operand))

    def switch(index, branches, operands):
        return ops.switch(index, [FUNCTIONS[each] for each in branches], operands)

    def jvp(fun, primals, tangents, has_aux=False):
        if has_aux:
            return ops.jvp(lambda *a: (FUNCTIONS[fun](*a), a[0]), primals, tangents, has_aux=True)[:2]
        return ops.jvp(FUNCTIONS[fun], primals, tangents)

    a, b, da, db = (draw(2, 3, seed=each) for each in range(4))
    return [
        *[called("cond", cond, x, pred=np.array(pred), true_fn="sin", false_fn="square") for pred in (True, False)],
        *[called("switch", switch, index=np.array(index, "int32"), branches=["sin", "square", "exp"], operands=x)
          for index in (0, 1, 2, 5, -1)],
        called("custom_gradient", lambda x, f: ops.custom_gradient(FUNCTIONS[f])(x), x, f="log1pexp"),
        called("jvp", lambda a, b, da, db, fun: jvp(fun, (a, b), (da, db)), a, b, da, db, fun="product_and_sum"),
        called("stop_gradient", lambda x: x * ops.stop_gradient(x), x),
    ]


def places():
    x = draw(4, 5)
    rows = np.array([[1], [3], [0]], "int32")
    cells = np.array([[1, 4], [0, 2], [1, 4], [3, 0]], "int32")
    once = np.array([[1, 4], [0, 2], [3, 0]], "int32")
    updates = [case("scatter_update", x, once, draw(3, seed=4)), case("scatter_update", x, rows, draw(3, 5, seed=4)),
               case("scatter_update", draw(6), np.array([[1], [1], [2]], "int32"), draw(3, seed=2), reduction=None)]
    # JAX has no gradient of products.
    updates += [case("scatter_update", x, at, draw(*shape, seed=4), reduction=each,
                     gradient=False if each == "mul" else None)
                for each in ("add", "max", "min", "mul")
                for at, shape in ((cells, (4,)), (rows, (3, 5)))]
    return updates + [
        case("scatter", cells, draw(4), shape=(4, 5)),
        case("scatter", rows, draw(3, 2), shape=(5, 2)),
        case("scatter", whole(2, 3, 1, low=0, high=4), draw(2, 3), shape=(4,)),
        case("slice", x, start_indices=(1, 2), shape=(2, 3)),
        case("slice", x, start_indices=(1, 0), shape=(-1, 2)),
        case("slice", x, start_indices=np.array([1, 2], "int32"), shape=(2, 2)),
        case("slice", x, start_indices=np.array([3, 4], "int32"), shape=(2, 2)),
        called("slice_update", lambda x, updates, start_indices: ops.slice_update(x, start_indices, updates),
               x, draw(2, 3, seed=1), start_indices=(1, 2)),
        called("slice_update", lambda x, updates, start_indices: ops.slice_update(x, start_indices, updates),
               x, draw(4, 1, seed=1), start_indices=(0, 3)),
        called("slice_update", lambda x, updates, start_indices: ops.slice_update(x, start_indices, updates),
               x, draw(2, 3, seed=1), start_indices=np.array([3, 1], "int32")),
        case("unstack", x),
        case("unstack", x, axis=-1),
        case("unstack", x, num=4, axis=0),
    ]


def forms():
    x = draw(2, 4, 6, 3)
    return [
        case("rearrange", x, pattern="b h w c -> b c h w"),
        case("rearrange", x, pattern="b h w c -> (b h) w c"),
        case("rearrange", x, pattern="b h w c -> h (b w) c"),
        case("rearrange", x, pattern="b h w c -> b (c h w)"),
        case("rearrange", x, pattern="b (h1 h) (w1 w) c -> (b h1 w1) h w c", h1=2, w1=2),
        case("rearrange", x, pattern="b (h h1) (w w1) c -> b h w (c h1 w1)", h1=2, w1=3),
        case("cast", draw(5, low=-4, high=4), dtype="int32"),
        case("cast", whole(5), dtype="float32"),
        case("cast", whole(5), dtype="bool"),
        case("saturate_cast", np.array([-3.7, 0.4, 254.6, 300, 1e10], "float32"), dtype="uint8"),
        case("saturate_cast", np.array([-3e10, -7.9, 0.4, 1e10], "float32"), dtype="int32"),
        case("saturate_cast", whole(6, low=-300, high=600), dtype="uint8"),
        case("saturate_cast", draw(4), dtype="float32"),
        called("shape", lambda x: [np.int32(n) for n in ops.shape(x)], x, gradient=False),
        case("convert_to_tensor", x, dtype="int32"),
    ]


def record():
    return ops_form.record(loops() + choices() + places() + forms())
