package jacobian.keras.ops;

/// Fourier transforms and mathematics of `keras.ops` against real Keras.
class MathOpsTest extends OpCases {
    MathOpsTest() {
        super(MathOps.fourier().and(MathOps.mathematics()), "ops_math");
    }
}
