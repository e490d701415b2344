package jacobian.keras.ops;

/// The functions of each element that NumPy and `keras.ops` have, against real Keras.
class NumpyOpsTest extends OpCases {
    NumpyOpsTest() {
        super(NumpyOps.unary().and(NumpyOps.binary()).and(NumpyOps.withArguments()), "ops_numpy");
    }
}
