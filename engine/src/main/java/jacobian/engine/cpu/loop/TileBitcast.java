package jacobian.engine.cpu.loop;

/// The same bits as another type of the same width.
record TileBitcast(TileValue x, TileValue y) implements TileStep {
    @Override
    public void run(Tile tile) {
        int n = y.count(tile);
        if (x.kind() == y.kind()) {
            System.arraycopy(TileAccess.array(tile, x), 0, TileAccess.array(tile, y), 0, n);
            return;
        }
        switch (y.kind()) {
            case FLOAT -> {
                int[] from = tile.ints[x.slot()];
                float[] to = tile.floats[y.slot()];
                for (int i = 0; i < n; i++) {
                    to[i] = Float.intBitsToFloat(from[i]);
                }
            }
            case INT -> {
                float[] from = tile.floats[x.slot()];
                int[] to = tile.ints[y.slot()];
                for (int i = 0; i < n; i++) {
                    to[i] = Float.floatToRawIntBits(from[i]);
                }
            }
            case DOUBLE -> {
                long[] from = tile.longs[x.slot()];
                double[] to = tile.doubles[y.slot()];
                for (int i = 0; i < n; i++) {
                    to[i] = Double.longBitsToDouble(from[i]);
                }
            }
            case LONG -> {
                double[] from = tile.doubles[x.slot()];
                long[] to = tile.longs[y.slot()];
                for (int i = 0; i < n; i++) {
                    to[i] = Double.doubleToRawLongBits(from[i]);
                }
            }
        }
    }
}
