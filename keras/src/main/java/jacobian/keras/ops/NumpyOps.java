package jacobian.keras.ops;

import jacobian.engine.tensor.Tensor;
import java.util.List;

/// What the functions of each element in the NumPy part of `keras.ops` are here.
final class NumpyOps {
    private NumpyOps() {}

    static OpTable unary() {
        return new OpTable()
                .unary("abs", Tensor::abs)
                .unary("absolute", Tensor::absolute)
                .unary("fabs", Tensor::fabs)
                .unary("arccos", Tensor::arccos)
                .unary("arccosh", Tensor::arccosh)
                .unary("arcsin", Tensor::arcsin)
                .unary("arcsinh", Tensor::arcsinh)
                .unary("arctan", Tensor::arctan)
                .unary("arctanh", Tensor::arctanh)
                .unary("cbrt", Tensor::cbrt)
                .unary("conj", Tensor::conj)
                .unary("conjugate", Tensor::conjugate)
                .unary("cos", Tensor::cos)
                .unary("cosh", Tensor::cosh)
                .unary("deg2rad", Tensor::deg2rad)
                .unary("exp", Tensor::exp)
                .unary("exp2", Tensor::exp2)
                .unary("expm1", Tensor::expm1)
                .unary("i0", Tensor::i0)
                .unary("log", Tensor::log)
                .unary("log10", Tensor::log10)
                .unary("log1p", Tensor::log1p)
                .unary("log2", Tensor::log2)
                .unary("negative", Tensor::negative)
                .unary("rad2deg", Tensor::rad2deg)
                .unary("real", Tensor::real)
                .unary("imag", Tensor::imag)
                .unary("angle", Tensor::angle)
                .unary("reciprocal", Tensor::reciprocal)
                .unary("sin", Tensor::sin)
                .unary("sinc", Tensor::sinc)
                .unary("sinh", Tensor::sinh)
                .unary("sqrt", Tensor::sqrt)
                .unary("square", Tensor::square)
                .unary("tan", Tensor::tan)
                .unary("tanh", Tensor::tanh)
                .unary("ceil", Tensor::ceil)
                .unary("floor", Tensor::floor)
                .unary("sign", Tensor::sign)
                .unary("trunc", Tensor::trunc)
                .unary("isfinite", Tensor::isfinite)
                .unary("isinf", Tensor::isinf)
                .unary("isnan", Tensor::isnan)
                .unary("isneginf", Tensor::isneginf)
                .unary("isposinf", Tensor::isposinf)
                .unary("isreal", Tensor::isreal)
                .unary("signbit", Tensor::signbit)
                .unary("logical_not", Tensor::logicalNot)
                .unary("bitwise_not", Tensor::bitwiseNot)
                .unary("bitwise_invert", Tensor::bitwiseInvert);
    }

    static OpTable binary() {
        return new OpTable()
                .binary("add", Tensor::add)
                .binary("arctan2", Tensor::arctan2)
                .binary("divide", Tensor::divide)
                .binary("true_divide", Tensor::trueDivide)
                .binary("divide_no_nan", Tensor::divideNoNan)
                .binary("fmax", Tensor::fmax)
                .binary("fmin", Tensor::fmin)
                .binary("hypot", Tensor::hypot)
                .binary("logaddexp", Tensor::logaddexp)
                .binary("logaddexp2", Tensor::logaddexp2)
                .binary("maximum", Tensor::maximum)
                .binary("minimum", Tensor::minimum)
                .binary("multiply", Tensor::multiply)
                .binary("subtract", Tensor::subtract)
                .binary("power", Tensor::power)
                .binary("heaviside", Tensor::heaviside)
                .binary("nextafter", Tensor::nextafter)
                .binary("ldexp", Tensor::ldexp)
                .binary("floor_divide", Tensor::floorDivide)
                .binary("fmod", Tensor::fmod)
                .binary("mod", Tensor::mod)
                .binary("gcd", Tensor::gcd)
                .binary("lcm", Tensor::lcm)
                .binary("equal", Tensor::equal)
                .binary("greater", Tensor::greater)
                .binary("greater_equal", Tensor::greaterEqual)
                .binary("less", Tensor::less)
                .binary("less_equal", Tensor::lessEqual)
                .binary("not_equal", Tensor::notEqual)
                .binary("logical_and", Tensor::logicalAnd)
                .binary("logical_or", Tensor::logicalOr)
                .binary("logical_xor", Tensor::logicalXor)
                .binary("bitwise_and", Tensor::bitwiseAnd)
                .binary("bitwise_or", Tensor::bitwiseOr)
                .binary("bitwise_xor", Tensor::bitwiseXor)
                .binary("bitwise_left_shift", Tensor::bitwiseLeftShift)
                .binary("bitwise_right_shift", Tensor::bitwiseRightShift)
                .binary("left_shift", Tensor::leftShift)
                .binary("right_shift", Tensor::rightShift);
    }

    static OpTable withArguments() {
        return new OpTable()
                .of("round", (x, args) -> args.has("decimals") ? x.round(args.integer("decimals", 0)) : x.round())
                .of("view", (x, args) -> x.view(args.dtype("dtype", x.dtype())))
                .of("clip", NumpyOps::clip)
                .of("nan_to_num", NumpyOps::nanToNum)
                .one("isclose", (in, args) -> isclose(in, args))
                .one("allclose", (in, args) -> allclose(in, args));
    }

    private static Tensor clip(Tensor x, Given args) {
        return args.json().get("x_min").isNumber()
                ? x.clip(args.number("x_min", 0), args.number("x_max", 0))
                : x.clip(
                        args.tensor("x_min").orElseThrow(), args.tensor("x_max").orElseThrow());
    }

    private static Tensor nanToNum(Tensor x, Given args) {
        double largest = Float.MAX_VALUE;
        return args.json().isEmpty()
                ? x.nanToNum()
                : x.nanToNum(args.number("nan", 0), args.number("posinf", largest), args.number("neginf", -largest));
    }

    private static Tensor isclose(List<Tensor> in, Given args) {
        return args.json().isEmpty()
                ? in.get(0).isclose(in.get(1))
                : in.get(0)
                        .isclose(
                                in.get(1),
                                args.number("rtol", 1e-5),
                                args.number("atol", 1e-8),
                                args.flag("equal_nan"));
    }

    private static Tensor allclose(List<Tensor> in, Given args) {
        return args.json().isEmpty()
                ? in.get(0).allclose(in.get(1))
                : in.get(0)
                        .allclose(
                                in.get(1),
                                args.number("rtol", 1e-5),
                                args.number("atol", 1e-8),
                                args.flag("equal_nan"));
    }
}
