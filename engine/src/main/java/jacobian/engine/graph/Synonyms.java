package jacobian.engine.graph;

/// The second names that Keras has for some functions.
public interface Synonyms<T extends Operations<T>> extends Operand<T> {
    /// [Elementwise#abs].
    default T absolute() {
        return self().abs();
    }

    /// [Elementwise#abs], as float32 for integers (`fabs`).
    default T fabs() {
        return self().floating().abs();
    }

    /// [Reduction#max].
    default T amax(int... axes) {
        return self().max(axes);
    }

    /// [Reduction#min].
    default T amin(int... axes) {
        return self().min(axes);
    }

    /// The tensor itself: no operation changes one, so that it needs no copy.
    default T copy() {
        return self();
    }

    /// [Elementwise#zerosLike]: memory is never without a value here.
    default T emptyLike() {
        return self().zerosLike();
    }

    /// [Bits#bitwiseNot].
    default T bitwiseInvert() {
        return self().bitwiseNot();
    }

    /// [Bits#leftShift].
    default T bitwiseLeftShift(T other) {
        return self().leftShift(other);
    }

    /// [Bits#rightShift].
    default T bitwiseRightShift(T other) {
        return self().rightShift(other);
    }

    /// [FloatingPoint#conj].
    default T conjugate() {
        return self().conj();
    }

    /// [Elementwise#divide].
    default T trueDivide(T other) {
        return self().divide(other);
    }

    /// How many axes there are: [Operand#rank].
    default int ndim() {
        return rank();
    }

    /// How many elements there are; refused where a size is not known.
    default long size() {
        return shape().size();
    }

    /// [Activating#silu].
    default T swish() {
        return self().silu();
    }

    /// [Activating#hardSilu].
    default T hardSwish() {
        return self().hardSilu();
    }
}
