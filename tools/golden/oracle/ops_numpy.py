"""The functions of keras.ops that NumPy has: those of each element."""

import numpy as np

from oracle import ops_form
from oracle.cases import floats
from oracle.ops_form import case, draw, whole

X = draw(3, 4)
POSITIVE = draw(3, 4, low=0.1, high=3)
INSIDE = draw(3, 4, low=-0.9, high=0.9)
BEYOND = draw(3, 4, low=1.1, high=4)
WHOLE = whole(3, 4)
BYTES = whole(5, low=0, high=256, dtype="uint8")
TRUTHS = np.array([[True, False, True], [False, False, True]])
OTHERS = np.array([[True, True, False], [False, True, False]])
ODD = floats([0.0, -0.0, np.nan, np.inf, -np.inf, 1.5, -2.5])
STEPS = floats([-2.5, -1.5, -0.7, -0.3, 0.2, 0.5, 1.5, 2.5, 3.49])

# name -> data on which it has a gradient
SMOOTH = {"abs": X, "absolute": X, "fabs": X, "arccos": INSIDE, "arccosh": BEYOND, "arcsin": INSIDE, "arcsinh": X,
          "arctan": X, "arctanh": INSIDE, "cbrt": X, "conj": X, "conjugate": X, "cos": X, "cosh": X, "deg2rad": X * 90,
          "exp": X, "exp2": X, "expm1": X, "i0": X, "log": POSITIVE, "log10": POSITIVE, "log1p": POSITIVE,
          "log2": POSITIVE, "negative": X, "rad2deg": X, "real": X, "reciprocal": POSITIVE, "sin": X, "sinc": X,
          "sinh": X, "sqrt": POSITIVE, "square": X, "tan": INSIDE, "tanh": X}
STEPPED = ["ceil", "floor", "round", "sign", "trunc"]
TESTS = ["isfinite", "isinf", "isnan", "isneginf", "isposinf", "isreal", "signbit"]
# Functions whose results of integers are asked for too.
OF_INTEGERS = ["abs", "arctan", "cbrt", "ceil", "conj", "cos", "deg2rad", "exp", "exp2", "floor", "imag", "isfinite",
               "isinf", "isnan", "isneginf", "isposinf", "isreal", "negative", "real", "round", "sign", "signbit",
               "sinc", "square", "tanh", "trunc", "logical_not", "fabs", "rad2deg", "expm1", "angle", "reciprocal",
               "nan_to_num"]
OF_BOOLS = ["abs", "ceil", "cos", "exp2", "isnan", "isreal", "logical_not", "square", "trunc", "bitwise_not",
            "bitwise_invert", "signbit"]
BINARY = ["add", "arctan2", "divide", "fmax", "fmin", "hypot", "logaddexp", "logaddexp2", "maximum", "minimum",
          "multiply", "subtract", "true_divide"]
REMAINDERS = ["floor_divide", "fmod", "mod"]
COMPARISONS = ["equal", "greater", "greater_equal", "less", "less_equal", "not_equal"]
BITS = ["bitwise_and", "bitwise_or", "bitwise_xor"]
SHIFTS = ["bitwise_left_shift", "bitwise_right_shift", "left_shift", "right_shift"]
LOGIC = ["logical_and", "logical_or", "logical_xor"]


def record():
    return ops_form.record(unary() + binary() + whole_numbers() + with_arguments())


def unary():
    cases = [case(name, x) for name, x in SMOOTH.items()]
    cases += [case(name, STEPS, gradient=False) for name in STEPPED]
    cases += [case(name, ODD) for name in TESTS]
    cases += [case(name, WHOLE) for name in OF_INTEGERS]
    cases += [case(name, TRUTHS) for name in OF_BOOLS]
    cases += [case(name, ODD, gradient=False) for name in ("exp", "sqrt", "sign", "trunc", "i0", "cbrt", "sinc")]
    return cases + [case("angle", ODD, gradient=False), case("imag", X, gradient=False), case("logical_not", ODD),
                    case("i0", draw(9, low=-20, high=20)), case("bitwise_not", WHOLE), case("bitwise_not", BYTES),
                    case("bitwise_invert", WHOLE), case("view", X, dtype="int32"), case("view", WHOLE, dtype="float32"),
                    case("sinc", floats([0, 0.5, 1]))]


def binary():
    a, b = draw(2, 3), draw(2, 3, seed=1)
    row = draw(3, seed=2)
    cases = []
    for name in BINARY:
        cases += [case(name, a, b), case(name, a, row), case(name, whole(2, 1), row + 3),
                  case(name, whole(4), whole(4, seed=1, low=1))]
    for name in REMAINDERS:
        cases += [case(name, a, b, gradient=[0] if name == "mod" else None if name == "fmod" else False),
                  case(name, whole(9), whole(9, seed=1, low=1)), case(name, whole(9), -whole(9, seed=1, low=1))]
    for name in COMPARISONS:
        cases += [case(name, whole(9, high=0), whole(9, seed=1, high=0)), case(name, ODD, ODD[::-1].copy()),
                  case(name, a, floats([0.5]))]
    for name in ("add", "multiply", "maximum", "minimum", "equal", "less"):
        cases.append(case(name, TRUTHS, OTHERS))
    cases += [case("power", POSITIVE, X), case("power", whole(6), whole(6, low=0, high=4, seed=1)),
              case("power", X, floats([2]), gradient=[0]), case("maximum", floats([1, 2, 3]), floats([1, 3, 2])),
              case("hypot", floats([3e30, 0]), floats([4e30, 0]), gradient=False),
              case("logaddexp", ODD, ODD, gradient=False), case("fmax", ODD, ODD[::-1].copy(), gradient=False),
              case("fmin", ODD, ODD[::-1].copy(), gradient=False), case("divide_no_nan", a, b),
              case("divide_no_nan", a, floats([0, 1, -2])), case("divide_no_nan", whole(4), whole(4, high=1)),
              case("heaviside", ODD, draw(7), gradient=False),
              case("heaviside", whole(5), floats([0.5]), gradient=False),
              case("nextafter", draw(6), draw(6, seed=1), gradient=False),
              case("nextafter", floats([1, 1, -1, 2]), floats([2, -2, 0, 2]), gradient=False)]
    return cases


def whole_numbers():
    a, b = whole(6, low=-99, high=99), whole(6, seed=1, low=-99, high=99)
    cases = []
    for name in BITS:
        cases += [case(name, a, b), case(name, TRUTHS, OTHERS), case(name, BYTES, BYTES[::-1].copy()),
                  case(name, a, TRUTHS[:1, :1])]
    for name in SHIFTS:
        cases += [case(name, a, whole(6, low=0, high=5)), case(name, a, whole(6, low=30, high=35)),
                  case(name, BYTES, whole(5, low=0, high=5, dtype="uint8"))]
    for name in LOGIC:
        cases += [case(name, TRUTHS, OTHERS), case(name, ODD, whole(7))]
    for name in ("gcd", "lcm"):
        cases += [case(name, a, b), case(name, whole(3, 1, high=9), whole(4, high=9)),
                  case(name, BYTES // 10, BYTES[::-1].copy() // 10)]
    return cases + [case("gcd", np.array([1836311903, 0, 7]), np.array([1134903170, 0, 0]))]


def with_arguments():
    numbers = draw(8, low=-150, high=150)
    cases = [case("round", numbers, gradient=False, decimals=decimals) for decimals in (1, 2, -1, -2)]
    cases += [case("round", whole(6, low=-99, high=99), decimals=decimals) for decimals in (1, -1)]
    cases += [case("clip", X, x_min=-1.0, x_max=0.5), case("clip", WHOLE, x_min=-2, x_max=3),
              case("clip", X, x_min=draw(4, low=-1, high=0), x_max=draw(4, low=0, high=1)),
              case("clip", TRUTHS, x_min=0, x_max=1)]
    cases += [case("isclose", a, b) for a, b in ((floats([1, 1, np.inf, np.nan, 0]), floats([1.000001, 1.1, np.inf,
                                                                                            np.nan, 1e-9])),
                                                 (whole(5), whole(5)))]
    cases += [case("isclose", draw(6), draw(6) + 0.1, rtol=0.1, atol=0.02),
              case("isclose", ODD, ODD, equal_nan=True), case("allclose", X, X), case("allclose", X, X + 0.01),
              case("allclose", X, X + 0.01, rtol=0.5, atol=0.5), case("allclose", ODD, ODD, equal_nan=True)]
    cases += [case("nan_to_num", ODD, gradient=False), case("nan_to_num", ODD, gradient=False, nan=1.0),
              case("nan_to_num", ODD, gradient=False, nan=-1.0, posinf=5.0, neginf=-7.0), case("nan_to_num", X)]
    return cases + [case("ldexp", X, whole(4)), case("ldexp", X, whole(3, 1, low=-140, high=120)),
                    case("ldexp", whole(3), whole(3, seed=1))]
