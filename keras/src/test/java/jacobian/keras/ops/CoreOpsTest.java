package jacobian.keras.ops;

/// The core of `keras.ops` against real Keras.
class CoreOpsTest extends OpCases {
    CoreOpsTest() {
        super(CoreOps.loops().and(CoreOps.choices()).and(CoreOps.places()).and(CoreOps.forms()), "ops_core");
    }
}
