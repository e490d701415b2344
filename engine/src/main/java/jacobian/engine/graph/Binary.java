package jacobian.engine.graph;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.DTypeException;
import jacobian.engine.shape.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Functions of two elements of one type in equal shapes; each constant states both derivatives from `a`, `b`
/// and the result `y`.
///
/// Integer arithmetic wraps around; division of integers is [#FLOOR_DIVIDE], rounded towards minus infinity as
/// in Python. By 0 it gives 0, as does [#MOD] (NumPy's rule). A negative power of an integer is the reciprocal
/// rounded towards zero, 0 for base 0. Shifts take their count modulo the width of the type, as Java does.
public enum Binary implements Op {
    ADD(Domain.NUMBER, (a, b, y) -> one(a), (a, b, y) -> one(a)),
    SUBTRACT(Domain.NUMBER, (a, b, y) -> one(a), (a, b, y) -> a.constant(-1, a.dtype())),
    MULTIPLY(Domain.NUMBER, (a, b, y) -> b, (a, b, y) -> a),
    DIVIDE(
            Domain.FLOATING,
            (a, b, y) -> b.reciprocal(),
            (a, b, y) -> y.divide(b).negative()),
    /// a to the power b, 1 for a = 1 whatever b is; the derivative by b is 0 where a is 0, as in JAX.
    POWER(Domain.NUMBER, (a, b, y) -> powerByBase(a, b), (a, b, y) -> powerByExponent(a, y)),
    /// The larger; the gradient is shared in halves where both are equal.
    MAXIMUM(Domain.NUMBER, (a, b, y) -> wins(a, b), (a, b, y) -> wins(b, a)),
    /// The smaller; the gradient is shared in halves where both are equal.
    MINIMUM(Domain.NUMBER, (a, b, y) -> wins(b, a), (a, b, y) -> wins(a, b)),
    /// The remainder with the sign of b, as in Python.
    MOD(Domain.NUMBER, (a, b, y) -> one(a), (a, b, y) -> a.floorDivide(b).negative()),
    /// The whole quotient that belongs to [#MOD], as in NumPy: 1 // 0.1 is 9.
    FLOOR_DIVIDE(Domain.NUMBER, null, null),
    ATAN2(
            Domain.FLOATING,
            (a, b, y) -> b.divide(hypotenuse(a, b)),
            (a, b, y) -> a.negative().divide(hypotenuse(a, b))),
    AND(Domain.BITS, null, null),
    OR(Domain.BITS, null, null),
    XOR(Domain.BITS, null, null),
    SHIFT_LEFT(Domain.INTEGER, null, null),
    /// Shifts zeros in from the left.
    SHIFT_RIGHT(Domain.INTEGER, null, null);

    private enum Domain {
        NUMBER,
        FLOATING,
        BITS,
        INTEGER
    }

    @FunctionalInterface
    private interface Derivative {
        Node of(Node a, Node b, Node y);
    }

    private final Domain domain;
    private final @Nullable Derivative byFirst;
    private final @Nullable Derivative bySecond;

    Binary(Domain domain, @Nullable Derivative byFirst, @Nullable Derivative bySecond) {
        this.domain = domain;
        this.byFirst = byFirst;
        this.bySecond = bySecond;
    }

    private static Node one(Node a) {
        return a.constant(1, a.dtype());
    }

    private static Node hypotenuse(Node a, Node b) {
        return a.square().add(b.square());
    }

    private static Node wins(Node a, Node b) {
        var half = a.equal(b).select(a.constant(0.5, a.dtype()), a.constant(0, a.dtype()));
        return a.greater(b).select(one(a), half);
    }

    private static Node powerByBase(Node a, Node b) {
        var zero = b.constant(0, b.dtype());
        var safe = b.equal(zero).select(one(b), b);
        return b.equal(zero).select(zero, b.multiply(a.power(safe.subtract(one(b)))));
    }

    private static Node powerByExponent(Node a, Node y) {
        var zero = a.constant(0, a.dtype());
        var positive = a.greater(zero);
        return positive.select(y.multiply(positive.select(a, one(a)).log()), zero);
    }

    @Override
    public TensorType type(List<Node> inputs) {
        var a = inputs.get(0).type();
        var b = inputs.get(1).type();
        if (a.dtype() != b.dtype() || !domainTakes(a.dtype())) {
            throw new DTypeException(this + " of " + a + " and " + b + ": needs two of one type, "
                    + switch (domain) {
                        case NUMBER -> "not bool";
                        case FLOATING -> "float32 or float64";
                        case BITS -> "bool or an integer";
                        case INTEGER -> "an integer";
                    });
        }
        return a.withShape(Equal.shapes(this, inputs));
    }

    private boolean domainTakes(DType dtype) {
        return switch (domain) {
            case NUMBER -> dtype != DType.BOOL;
            case FLOATING -> dtype.isFloating();
            case BITS -> !dtype.isFloating();
            case INTEGER -> dtype.isInteger();
        };
    }

    @Override
    public boolean differentiable(int input) {
        return byFirst != null;
    }

    @Override
    public Node gradient(int input, Node node, Node upstream) {
        var derivative = input == 0 ? byFirst : bySecond;
        return derivative == null
                ? Op.none(this)
                : upstream.multiply(derivative.of(node.input(0), node.input(1), node));
    }
}
