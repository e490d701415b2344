package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Functions of one element; each constant states its derivative from the input `x` and the result `y`.
public enum Unary implements Op {
    NEGATE(Domain.NUMBER, (x, y) -> x.constant(-1, x.dtype())),
    ABS(Domain.NUMBER, (x, y) -> x.sign()),
    SIGN(Domain.NUMBER),
    EXP(Domain.FLOATING, (x, y) -> y),
    EXPM1(Domain.FLOATING, (x, y) -> y.add(x.constant(1, x.dtype()))),
    LOG(Domain.FLOATING, (x, y) -> x.reciprocal()),
    LOG1P(Domain.FLOATING, (x, y) -> x.add(x.constant(1, x.dtype())).reciprocal()),
    SQRT(Domain.FLOATING, (x, y) -> y.constant(0.5, y.dtype()).divide(y)),
    RSQRT(Domain.FLOATING, (x, y) -> y.divide(x).multiply(x.constant(-0.5, x.dtype()))),
    SIN(Domain.FLOATING, (x, y) -> x.cos()),
    COS(Domain.FLOATING, (x, y) -> x.sin().negative()),
    TAN(Domain.FLOATING, (x, y) -> y.square().add(x.constant(1, x.dtype()))),
    ASIN(Domain.FLOATING, (x, y) -> oneMinusSquare(x).rsqrt()),
    ACOS(Domain.FLOATING, (x, y) -> oneMinusSquare(x).rsqrt().negative()),
    ATAN(Domain.FLOATING, (x, y) -> x.square().add(x.constant(1, x.dtype())).reciprocal()),
    SINH(Domain.FLOATING, (x, y) -> x.cosh()),
    COSH(Domain.FLOATING, (x, y) -> x.sinh()),
    TANH(Domain.FLOATING, (x, y) -> oneMinusSquare(y)),
    ASINH(Domain.FLOATING, (x, y) -> x.square().add(x.constant(1, x.dtype())).rsqrt()),
    ACOSH(
            Domain.FLOATING,
            (x, y) -> x.square().subtract(x.constant(1, x.dtype())).rsqrt()),
    ATANH(Domain.FLOATING, (x, y) -> oneMinusSquare(x).reciprocal()),
    SIGMOID(Domain.FLOATING, (x, y) -> y.multiply(y.constant(1, y.dtype()).subtract(y))),
    /// The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x.
    ERF(Domain.FLOATING, (x, y) -> x.square().negative().exp().multiply(x.constant(2 / Math.sqrt(Math.PI), x.dtype()))),
    /// The inverse of [#ERF] on (-1, 1).
    ERFINV(Domain.FLOATING, (x, y) -> y.square().exp().multiply(x.constant(Math.sqrt(Math.PI) / 2, x.dtype()))),
    /// max(x, 0), with derivative 0 at 0.
    RELU(Domain.NUMBER, (x, y) -> y.greater(y.constant(0, y.dtype())).cast(x.dtype())),
    FLOOR(Domain.NUMBER),
    CEIL(Domain.NUMBER),
    /// To the nearest integer, halves to the even one.
    ROUND(Domain.NUMBER),
    /// Logical negation of a bool.
    NOT(Domain.BOOL),
    IS_NAN(Domain.TEST),
    IS_FINITE(Domain.TEST);

    private enum Domain {
        NUMBER,
        FLOATING,
        BOOL,
        TEST
    }

    @FunctionalInterface
    private interface Derivative {
        Node of(Node x, Node y);
    }

    private final Domain domain;
    private final @Nullable Derivative derivative;

    /// A function whose derivative is zero wherever it exists: no gradient flows.
    Unary(Domain domain) {
        this(domain, null);
    }

    Unary(Domain domain, @Nullable Derivative derivative) {
        this.domain = domain;
        this.derivative = derivative;
    }

    private static Node oneMinusSquare(Node x) {
        return x.constant(1, x.dtype()).subtract(x.square());
    }

    @Override
    public TensorType type(List<Node> inputs) {
        var type = inputs.get(0).type();
        return switch (domain) {
            case NUMBER -> require(type, type.dtype() != DType.BOOL, "a number");
            case FLOATING -> require(type, type.dtype().isFloating(), "float32 or float64");
            case BOOL -> require(type, type.dtype() == DType.BOOL, "bool");
            case TEST ->
                require(type, type.dtype().isFloating(), "float32 or float64").withDType(DType.BOOL);
        };
    }

    private TensorType require(TensorType type, boolean fits, String needed) {
        if (!fits) {
            throw new DTypeException(this + " of " + type + ": needs " + needed + " (cast it first)");
        }
        return type;
    }

    @Override
    public boolean differentiable(int input) {
        return derivative != null;
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        return derivative == null ? Op.none(this) : upstream.multiply(derivative.of(node.input(0), node));
    }
}
