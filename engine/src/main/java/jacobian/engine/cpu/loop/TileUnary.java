package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Unary;
import jacobian.engine.shape.DType;

/// A function of one element.
record TileUnary(Unary op, TileValue x, TileValue y) implements TileStep {
    @Override
    public void run(Tile tile) {
        int n = y.count(tile);
        if (op == Unary.IS_NAN || op == Unary.IS_FINITE) {
            test(tile, n);
            return;
        }
        switch (x.kind()) {
            case FLOAT -> FloatTiles.unary(op, tile.floats[x.slot()], tile.floats[y.slot()], n);
            case DOUBLE -> DoubleTiles.unary(op, tile.doubles[x.slot()], tile.doubles[y.slot()], n);
            case LONG -> LongTiles.unary(op, tile.longs[x.slot()], tile.longs[y.slot()], n);
            case INT -> {
                IntTiles.unary(op, tile.ints[x.slot()], tile.ints[y.slot()], n);
                if (y.dtype() == DType.UINT8) {
                    TileBinary.wrap(tile.ints[y.slot()], n);
                }
            }
        }
    }

    /// Whether it takes several times as long as an addition.
    boolean costly() {
        return switch (op) {
            case NEGATE, ABS, SIGN, SQRT, RSQRT, RELU, FLOOR, CEIL, ROUND, NOT, IS_NAN, IS_FINITE -> false;
            case EXP,
                    EXPM1,
                    LOG,
                    LOG1P,
                    SIN,
                    COS,
                    TAN,
                    ASIN,
                    ACOS,
                    ATAN,
                    SINH,
                    COSH,
                    TANH,
                    ASINH,
                    ACOSH,
                    ATANH,
                    SIGMOID,
                    ERF,
                    ERFINV -> true;
        };
    }

    private void test(Tile tile, int n) {
        int[] to = tile.ints[y.slot()];
        boolean nan = op == Unary.IS_NAN;
        for (int i = 0; i < n; i++) {
            double element = x.dtype() == DType.FLOAT32 ? tile.floats[x.slot()][i] : tile.doubles[x.slot()][i];
            to[i] = (nan ? Double.isNaN(element) : Double.isFinite(element)) ? 1 : 0;
        }
    }
}
