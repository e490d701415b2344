package jacobian.engine.cpu.loop;

import jacobian.engine.graph.Comparison;

/// Comparisons, as 0 and 1.
record TileCompare(Comparison op, TileValue a, TileValue b, TileValue y) implements TileStep {
    @Override
    public void run(Tile tile) {
        int n = y.count(tile);
        int[] to = tile.ints[y.slot()];
        switch (a.kind()) {
            case FLOAT -> floats(tile.floats[a.slot()], tile.floats[b.slot()], to, n);
            case DOUBLE -> doubles(tile.doubles[a.slot()], tile.doubles[b.slot()], to, n);
            case INT -> ints(tile.ints[a.slot()], tile.ints[b.slot()], to, n);
            case LONG -> longs(tile.longs[a.slot()], tile.longs[b.slot()], to, n);
        }
    }

    private void floats(float[] p, float[] q, int[] to, int n) {
        switch (op) {
            case EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] == q[i] ? 1 : 0;
                }
            }
            case NOT_EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] != q[i] ? 1 : 0;
                }
            }
            case LESS -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] < q[i] ? 1 : 0;
                }
            }
            case LESS_EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] <= q[i] ? 1 : 0;
                }
            }
            case GREATER -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] > q[i] ? 1 : 0;
                }
            }
            case GREATER_EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] >= q[i] ? 1 : 0;
                }
            }
        }
    }

    private void doubles(double[] p, double[] q, int[] to, int n) {
        switch (op) {
            case EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] == q[i] ? 1 : 0;
                }
            }
            case NOT_EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] != q[i] ? 1 : 0;
                }
            }
            case LESS -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] < q[i] ? 1 : 0;
                }
            }
            case LESS_EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] <= q[i] ? 1 : 0;
                }
            }
            case GREATER -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] > q[i] ? 1 : 0;
                }
            }
            case GREATER_EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] >= q[i] ? 1 : 0;
                }
            }
        }
    }

    private void ints(int[] p, int[] q, int[] to, int n) {
        switch (op) {
            case EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] == q[i] ? 1 : 0;
                }
            }
            case NOT_EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] != q[i] ? 1 : 0;
                }
            }
            case LESS -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] < q[i] ? 1 : 0;
                }
            }
            case LESS_EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] <= q[i] ? 1 : 0;
                }
            }
            case GREATER -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] > q[i] ? 1 : 0;
                }
            }
            case GREATER_EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] >= q[i] ? 1 : 0;
                }
            }
        }
    }

    private void longs(long[] p, long[] q, int[] to, int n) {
        switch (op) {
            case EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] == q[i] ? 1 : 0;
                }
            }
            case NOT_EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] != q[i] ? 1 : 0;
                }
            }
            case LESS -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] < q[i] ? 1 : 0;
                }
            }
            case LESS_EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] <= q[i] ? 1 : 0;
                }
            }
            case GREATER -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] > q[i] ? 1 : 0;
                }
            }
            case GREATER_EQUAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = p[i] >= q[i] ? 1 : 0;
                }
            }
        }
    }
}
