package jacobian.keras.ops;

/// `keras.ops.linalg` against real Keras.
class LinalgOpsTest extends OpCases {
    LinalgOpsTest() {
        super(LinalgFactors.factorizations().and(LinalgOps.solutions()), "ops_linalg");
    }
}
