package jacobian.keras.ops;

/// The functions of `keras.ops.nn`, against real Keras.
class NnOpsTest extends OpCases {
    NnOpsTest() {
        super(
                NnOps.activations()
                        .and(NnOps.windows())
                        .and(NnOps.normalizations())
                        .and(NnOps.losses())
                        .and(NnOps.arrangements()),
                "ops_nn",
                "ops_nn_windows");
    }
}
