package jacobian.keras.ops;

/// The core of `keras.ops` against real Keras.
class CoreOpsTest extends OpCases {
    CoreOpsTest() {
        super(CoreLoops.loops().and(CoreLoops.choices()).and(CoreOps.places()).and(CoreOps.forms()), "ops_core");
    }
}
