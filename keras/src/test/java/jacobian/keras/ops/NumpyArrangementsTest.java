package jacobian.keras.ops;

/// The functions that make, arrange, join and multiply tensors in NumPy and `keras.ops`, against real Keras.
class NumpyArrangementsTest extends OpCases {
    NumpyArrangementsTest() {
        super(
                NumpyArrangements.moved()
                        .and(NumpyArrangements.pieces())
                        .and(NumpyArrangements.matrices())
                        .and(NumpyArrangements.products())
                        .and(NumpyCreation.joined())
                        .and(NumpyCreation.created())
                        .and(NumpyCreation.spaced()),
                "ops_numpy_arrangement");
    }
}
