package jacobian.keras.ops;

/// The reductions, orders and statistics that NumPy and `keras.ops` have, against real Keras.
class NumpyReductionsTest extends OpCases {
    NumpyReductionsTest() {
        super(
                NumpyReductions.reductions()
                        .and(NumpyReductions.along())
                        .and(NumpyReductions.quantiles())
                        .and(NumpyReductions.order())
                        .and(NumpyReductions.statistics()),
                "ops_numpy_reductions");
    }
}
