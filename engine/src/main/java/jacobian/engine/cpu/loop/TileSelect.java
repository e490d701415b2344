package jacobian.engine.cpu.loop;

/// `condition ? a : b`.
record TileSelect(TileValue condition, TileValue a, TileValue b, TileValue y) implements TileStep {
    @Override
    public void run(Tile tile) {
        int n = y.count(tile);
        int[] chosen = tile.ints[condition.slot()];
        switch (y.kind()) {
            case FLOAT -> select(chosen, tile.floats[a.slot()], tile.floats[b.slot()], tile.floats[y.slot()], n);
            case DOUBLE -> select(chosen, tile.doubles[a.slot()], tile.doubles[b.slot()], tile.doubles[y.slot()], n);
            case INT -> select(chosen, tile.ints[a.slot()], tile.ints[b.slot()], tile.ints[y.slot()], n);
            case LONG -> select(chosen, tile.longs[a.slot()], tile.longs[b.slot()], tile.longs[y.slot()], n);
        }
    }

    private static void select(int[] chosen, float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = chosen[i] != 0 ? a[i] : b[i];
        }
    }

    private static void select(int[] chosen, double[] a, double[] b, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = chosen[i] != 0 ? a[i] : b[i];
        }
    }

    private static void select(int[] chosen, int[] a, int[] b, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = chosen[i] != 0 ? a[i] : b[i];
        }
    }

    private static void select(int[] chosen, long[] a, long[] b, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = chosen[i] != 0 ? a[i] : b[i];
        }
    }
}
