package jacobian.engine.cpu.loop;

import jacobian.engine.shape.DType;

/// The same numbers in another type, as [jacobian.engine.graph.Cast] says.
record TileCast(TileValue x, TileValue y) implements TileStep {
    @Override
    public void run(Tile tile) {
        int n = y.count(tile);
        if (y.dtype() == DType.BOOL) {
            toBool(tile, n);
            return;
        }
        switch (x.kind()) {
            case FLOAT -> fromFloat(tile, tile.floats[x.slot()], n);
            case DOUBLE -> fromDouble(tile, tile.doubles[x.slot()], n);
            case INT -> fromInt(tile, tile.ints[x.slot()], n);
            case LONG -> fromLong(tile, tile.longs[x.slot()], n);
        }
        if (y.dtype() == DType.UINT8) {
            toByte(tile, n);
        }
    }

    private void toBool(Tile tile, int n) {
        int[] to = tile.ints[y.slot()];
        for (int i = 0; i < n; i++) {
            boolean set = switch (x.kind()) {
                case FLOAT -> tile.floats[x.slot()][i] != 0;
                case DOUBLE -> tile.doubles[x.slot()][i] != 0;
                case INT -> tile.ints[x.slot()][i] != 0;
                case LONG -> tile.longs[x.slot()][i] != 0;
            };
            to[i] = set ? 1 : 0;
        }
    }

    /// From the int32 that is there already: floating numbers saturate, integers keep their low bits.
    private void toByte(Tile tile, int n) {
        int[] to = tile.ints[y.slot()];
        if (x.dtype().isFloating()) {
            for (int i = 0; i < n; i++) {
                to[i] = Math.clamp(to[i], 0, 255);
            }
        } else {
            TileBinary.wrap(to, n);
        }
    }

    private void fromFloat(Tile tile, float[] from, int n) {
        switch (y.kind()) {
            case FLOAT -> System.arraycopy(from, 0, tile.floats[y.slot()], 0, n);
            case DOUBLE -> {
                double[] to = tile.doubles[y.slot()];
                for (int i = 0; i < n; i++) {
                    to[i] = from[i];
                }
            }
            case INT -> {
                int[] to = tile.ints[y.slot()];
                for (int i = 0; i < n; i++) {
                    to[i] = (int) from[i];
                }
            }
            case LONG -> {
                long[] to = tile.longs[y.slot()];
                for (int i = 0; i < n; i++) {
                    to[i] = (long) from[i];
                }
            }
        }
    }

    private void fromDouble(Tile tile, double[] from, int n) {
        switch (y.kind()) {
            case DOUBLE -> System.arraycopy(from, 0, tile.doubles[y.slot()], 0, n);
            case FLOAT -> {
                float[] to = tile.floats[y.slot()];
                for (int i = 0; i < n; i++) {
                    to[i] = (float) from[i];
                }
            }
            case INT -> {
                int[] to = tile.ints[y.slot()];
                for (int i = 0; i < n; i++) {
                    to[i] = (int) from[i];
                }
            }
            case LONG -> {
                long[] to = tile.longs[y.slot()];
                for (int i = 0; i < n; i++) {
                    to[i] = (long) from[i];
                }
            }
        }
    }

    private void fromInt(Tile tile, int[] from, int n) {
        switch (y.kind()) {
            case INT -> System.arraycopy(from, 0, tile.ints[y.slot()], 0, n);
            case FLOAT -> {
                float[] to = tile.floats[y.slot()];
                for (int i = 0; i < n; i++) {
                    to[i] = from[i];
                }
            }
            case DOUBLE -> {
                double[] to = tile.doubles[y.slot()];
                for (int i = 0; i < n; i++) {
                    to[i] = from[i];
                }
            }
            case LONG -> {
                long[] to = tile.longs[y.slot()];
                for (int i = 0; i < n; i++) {
                    to[i] = from[i];
                }
            }
        }
    }

    private void fromLong(Tile tile, long[] from, int n) {
        switch (y.kind()) {
            case LONG -> System.arraycopy(from, 0, tile.longs[y.slot()], 0, n);
            case FLOAT -> {
                float[] to = tile.floats[y.slot()];
                for (int i = 0; i < n; i++) {
                    to[i] = from[i];
                }
            }
            case DOUBLE -> {
                double[] to = tile.doubles[y.slot()];
                for (int i = 0; i < n; i++) {
                    to[i] = from[i];
                }
            }
            case INT -> {
                int[] to = tile.ints[y.slot()];
                for (int i = 0; i < n; i++) {
                    to[i] = (int) from[i];
                }
            }
        }
    }
}
