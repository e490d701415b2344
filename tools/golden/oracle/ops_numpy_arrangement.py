"""The functions of keras.ops that NumPy has: arrangement, products, creation."""

import numpy as np

from oracle import ops_form
from oracle.cases import floats
from oracle.ops_form import case, draw, whole

X = draw(3, 4)
CUBE = draw(2, 3, 4)
WHOLE = whole(3, 4)
VECTOR = draw(4)


def record():
    return ops_form.record(moved() + pieces() + padded() + matrices() + products() + joined() + created())


def moved():
    return [case("broadcast_to", draw(3, 1), shape=(2, 3, 4)), case("expand_dims", X, axis=1),
            case("expand_dims", X, axis=(0, -1)), case("expand_dims", X, axis=-1),
            case("squeeze", draw(1, 3, 1, 2)), case("squeeze", draw(1, 3, 1, 2), axis=2),
            case("squeeze", draw(1, 3, 1, 2), axis=(0, -2)),
            case("flip", CUBE), case("flip", CUBE, axis=1), case("flip", CUBE, axis=(0, -1)), case("fliplr", X),
            case("flipud", X), case("moveaxis", CUBE, source=0, destination=-1),
            case("moveaxis", CUBE, source=(0, 2), destination=(1, 0)), case("ravel", CUBE),
            case("reshape", CUBE, newshape=(4, -1)), case("reshape", CUBE, newshape=(2, 12)),
            case("roll", X, shift=2), case("roll", X, shift=-1, axis=1), case("roll", X, shift=(1, 5), axis=(0, 1)),
            case("roll", WHOLE, shift=7, axis=-2), case("rot90", X), case("rot90", X, k=2), case("rot90", X, k=-1),
            case("rot90", CUBE, k=3, axes=(2, 1)), case("rot90", CUBE, axes=(0, 2)),
            case("swapaxes", CUBE, axis1=0, axis2=-1), case("transpose", CUBE), case("transpose", CUBE, axes=(2, 0, 1)),
            case("repeat", X, repeats=2), case("repeat", X, repeats=3, axis=1),
            case("repeat", X, repeats=np.array([1, 0, 2]), axis=0), case("tile", X, repeats=(2, 3)),
            case("tile", X, repeats=2),
            case("tile", VECTOR, repeats=(2, 1, 2)), case("diff", X), case("diff", X, n=2), case("diff", X, axis=0),
            case("diff", WHOLE, n=2, axis=0), case("diff", np.array([True, False, False])), case("ndim", CUBE),
            case("size", CUBE)]


def pieces():
    index = np.array([[2, 0], [1, 1]])
    along = np.array([[0, 2, 1], [3, 3, 0], [1, 1, 1]])
    cases = [case("split", X, indices_or_sections=2, axis=1), case("split", X, indices_or_sections=[1, 2], axis=-1),
             case("split", X, indices_or_sections=3), case("array_split", X, indices_or_sections=3, axis=1),
             case("array_split", X, indices_or_sections=2),
             case("hsplit", X, indices_or_sections=2), case("hsplit", VECTOR, indices_or_sections=[1]),
             case("vsplit", X, indices_or_sections=3), case("vsplit", X, indices_or_sections=[2]),
             case("dsplit", CUBE, indices_or_sections=2), case("dsplit", CUBE, indices_or_sections=[1, 3])]
    cases += [case("get_item", CUBE, key=1), case("get_item", CUBE, key=(-1, 2)),
              case("get_item", CUBE, key=(0, 1, -1)),
              case("get_item", CUBE, key=slice(0, 1)), case("get_item", CUBE, key=(slice(None), slice(-2, None))),
              case("get_item", CUBE, key=(slice(0, 2), slice(None, -1), slice(1, None, 2)))]
    return cases + [case("take", X, index), case("take", X, index, axis=1), case("take", CUBE, index, axis=-2),
                    case("take_along_axis", X, along, axis=1), case("take", X, -index - 1, axis=0),
                    case("take_along_axis", X, -along - 1, axis=1),
                    case("take_along_axis", VECTOR, np.array([3, 0, 0])),
                    case("take_along_axis", X, np.array([[2, 0, 1, 0]]), axis=0),
                    case("unravel_index", np.array([5, 11, 0]), shape=(3, 4)),
                    case("unravel_index", np.array([[5, 23]]), shape=(2, 3, 4)),
                    case("append", X, draw(2, 2)), case("append", X, draw(3, 2), axis=1),
                    case("append", X, whole(1, 4), axis=0)]


def padded():
    width = ((1, 2), (0, 3))
    return [case("pad", X, pad_width=width), case("pad", X, pad_width=width, constant_values=1.5),
            case("pad", WHOLE, pad_width=1), case("pad", X, pad_width=width, mode="constant"),
            case("pad", X, pad_width=width, mode="reflect"),
            case("pad", X, pad_width=((2, 2), (1, 1)), mode="symmetric"),
            case("pad", VECTOR, pad_width=((5, 9),), mode="reflect"),
            case("pad", VECTOR, pad_width=((6, 5),), mode="symmetric")]


def matrices():
    return [case("diag", VECTOR), case("diag", VECTOR, k=2), case("diag", VECTOR, k=-1), case("diag", X),
            case("diag", X, k=1), case("diag", X, k=-2), case("diagflat", draw(2, 2)),
            case("diagflat", draw(2, 2), k=1),
            case("diagonal", X), case("diagonal", CUBE), case("diagonal", CUBE, offset=1, axis1=1, axis2=2),
            case("diagonal", CUBE, offset=-1, axis1=-1, axis2=0), case("trace", X), case("trace", CUBE, offset=1),
            case("trace", CUBE, axis1=2, axis2=1), case("trace", CUBE, axis1=0, axis2=2), case("trace", WHOLE),
            case("tril", X), case("tril", CUBE, k=1),
            case("tril", WHOLE, k=-1), case("triu", X), case("triu", CUBE, k=-1), case("triu", WHOLE, k=2),
            case("vander", VECTOR), case("vander", VECTOR, N=3), case("vander", VECTOR, N=5, increasing=True),
            case("vander", whole(3))]


def products():
    a, b = draw(3, 4), draw(4, 5, seed=1)
    u, v = draw(5), draw(3, seed=1)
    three, four = draw(2, 3), draw(2, 3, seed=1)
    cases = [case("matmul", a, b), case("matmul", CUBE, b), case("matmul", VECTOR, b), case("matmul", a, VECTOR),
             case("matmul", CUBE, draw(2, 4, 3)), case("matmul", WHOLE, whole(4, 2)),
             case("dot", VECTOR, draw(4, seed=1)), case("dot", a, b), case("dot", CUBE, draw(2, 4, 2)),
             case("dot", CUBE, VECTOR), case("dot", a, np.float32(2)), case("dot", WHOLE, whole(4)),
             case("inner", VECTOR, draw(4, seed=1)), case("inner", a, CUBE), case("inner", WHOLE, whole(4)),
             case("outer", u, v), case("outer", draw(2, 2), v), case("outer", whole(2), whole(3)),
             case("vdot", a, draw(3, 4, seed=1)), case("vdot", whole(4), whole(4, seed=1)),
             case("tensordot", CUBE, draw(3, 4, 2)), case("tensordot", CUBE, b, axes=1),
             case("tensordot", CUBE, draw(4, 2, 5), axes=[[2, 0], [0, 1]]), case("tensordot", a, v, axes=0),
             case("kron", a, draw(2, 2)), case("kron", VECTOR, a), case("kron", WHOLE, whole(2, 2))]
    cases += [case("cross", three, four), case("cross", draw(2, 2), draw(2, 2, seed=1)),
              case("cross", three, draw(2, 2)),
              case("cross", draw(3, 4), draw(3, 4, seed=1), axis=0),
              case("cross", draw(3, 4), draw(4, 3, seed=1), axisa=0),
              case("cross", draw(4, 3), draw(3, 4, seed=1), axisb=0, axisc=0), case("cross", whole(2, 3), whole(3))]
    cases += [case("correlate", u, v), case("correlate", u, v, mode="same"), case("correlate", u, v, mode="full"),
              case("correlate", v, u), case("correlate", v, u, mode="full"), case("correlate", v, u, mode="same"),
              case("correlate", draw(6), draw(4), mode="same"), case("correlate", whole(5), whole(2))]
    for subscripts, *sizes in (("ij,jk->ik", (3, 4), (4, 5)), ("ij,jk", (3, 4), (4, 5)), ("ii->i", (3, 3)),
                               ("ii", (3, 3)), ("ij->ji", (3, 4)), ("ij->", (3, 4)), ("ba", (3, 4)),
                               ("...ij,jk->...ik", (2, 3, 4), (4, 5)), ("...i,...i->...", (2, 3, 4), (1, 4)),
                               ("bqhd,bkhd->bhqk", (2, 3, 2, 4), (2, 5, 2, 4)), ("i,j,k->kij", (2,), (3,), (2,)),
                               ("ij,jk,kl->il", (2, 3), (3, 4), (4, 2)), ("i,i->", (4,), (4,)),
                               ("iij,jk->ik", (2, 2, 3), (3, 2)), ("ij,k->ik", (2, 3), (4,)), (",i->i", (), (3,)),
                               ("...ij->...", (2, 3, 4)), ("i...,i...->...", (3, 2), (3, 1))):
        operands = [draw(*size, seed=i) for i, size in enumerate(sizes)]
        cases.append(case("einsum", *operands, subscripts=subscripts))
    return cases + [case("einsum", WHOLE, whole(4), subscripts="ij,j->i")]


def joined():
    a, b, c = draw(2, 3), draw(2, 3, seed=1), whole(2, 3)
    truth = a > 0
    cases = [case("concatenate", [a, c], axis=-1), case("concatenate", [a, b, b]), case("stack", [a, b], axis=1),
             case("stack", [a, c]), case("stack", [a, b], axis=-1), case("hstack", [a, draw(2, 1)]),
             case("hstack", [VECTOR, draw(2)]), case("vstack", [a, draw(1, 3)]), case("vstack", [VECTOR, VECTOR]),
             case("dstack", [a, b]), case("dstack", [VECTOR, VECTOR]), case("dstack", [CUBE, CUBE]),
             case("meshgrid", draw(2), draw(3)), case("meshgrid", draw(2), draw(3), indexing="ij"),
             case("meshgrid", draw(2), whole(3), draw(4)), case("meshgrid", draw(2), draw(3), draw(4), indexing="ij")]
    return cases + [case("where", truth, a, b), case("where", truth, a, draw(3)), case("where", whole(2, 3), a, c),
                    case("where", truth), case("select", [truth, b > 0], [a, b]),
                    case("select", [truth, b > 0], [a, b], default=-1.5),
                    case("select", [truth], [c], default=7)]


def created():
    """Shapes, sizes and ends are arguments; linspace and its kind also take tensors."""
    ends = draw(3), draw(3, seed=1)
    above = draw(3, low=1, high=9), draw(3, seed=1, low=1, high=9)
    cases = [case("arange", start=5), case("arange", start=2, stop=7), case("arange", start=7, stop=-2, step=-3),
             case("arange", start=0.5, stop=2.0, step=0.25), case("arange", start=0, stop=6, step=2, dtype="float32"),
             case("eye", N=3), case("eye", N=2, M=4, k=1, dtype="int32"), case("eye", N=4, k=-1),
             case("identity", n=3), case("identity", n=2, dtype="bool"), case("full", shape=(2, 3), fill_value=2.5),
             case("full", shape=(2,), fill_value=3, dtype="int32"), case("full_like", X, gradient=False, fill_value=4),
             case("full_like", X, fill_value=4, dtype="int32"), case("ones", shape=(2, 3)),
             case("ones", shape=(2,), dtype="uint8"), case("ones_like", WHOLE), case("ones_like", X, dtype="int32"),
             case("zeros", shape=(2, 3)), case("zeros", shape=(3,), dtype="bool"), case("zeros_like", WHOLE),
             case("zeros_like", X, dtype="int32"), case("array", X, gradient=False),
             case("array", X, dtype="int32"), case("copy", X),
             case("empty", shape=(2, 3)), case("empty", shape=(2,), dtype="int32"),
             case("empty_like", X, gradient=False),
             case("empty_like", X, dtype="int32"), case("tri", N=3), case("tri", N=2, M=4, k=1, dtype="int32"),
             case("tri", N=4, k=-1)]
    cases += [case(name, np.int32(n)) for name in ("bartlett", "blackman", "hamming", "hanning") for n in (1, 6, 7)]
    cases += [case("kaiser", np.int32(n), beta=beta) for n, beta in ((7, 2.5), (6, 14.0), (1, 3.0))]
    cases += [case("linspace", start=-1.0, stop=2.0, num=7), case("linspace", start=0, stop=5),
              case("linspace", start=0.0, stop=1.0, num=5, endpoint=False),
              case("linspace", start=0.0, stop=1.0, num=5, retstep=True),
              case("linspace", start=0.0, stop=9.0, num=4, dtype="int32"), case("linspace", *ends, num=4),
              case("linspace", *ends, num=4, axis=-1, endpoint=False), case("logspace", start=0.0, stop=2.0, num=5),
              case("logspace", start=0.0, stop=2.0),
              case("logspace", start=0.0, stop=3.0, num=4, base=2.0, endpoint=False),
              case("logspace", start=0.0, stop=2.0, num=3, dtype="int32"), case("logspace", *ends, num=3, axis=1),
              case("geomspace", start=1.0, stop=1000.0, num=4), case("geomspace", start=-2.0, stop=-50.0, num=5),
              case("geomspace", start=1.0, stop=8.0), case("geomspace", *above, num=4, axis=1, endpoint=False),
              case("geomspace", start=1.0, stop=8.0, num=4, dtype="float32")]
    return cases
