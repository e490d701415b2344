package jacobian.keras.ops;

/// The functions of `keras.ops` that NumPy has, against real Keras.
class NumpyOpsTest extends OpCases {
    NumpyOpsTest() {
        super(NumpyOps.elementwise().and(NumpyOps.joining()), "ops_numpy");
    }
}
