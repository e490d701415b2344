package jacobian.engine.cpu;

import jacobian.engine.graph.DotProductAttention;
import java.lang.foreign.ValueLayout;

/// Attention block by block of queries: scores are computed, turned into weights and used while they are in the
/// cache, so that memory grows with the keys and not with their product with the queries.
public final class FlashAttention extends AttentionWork {
    /// Byte addresses; `mask` is 0 where there is none.
    ///
    /// @param values the result
    /// @param largest the largest score of each row, `(batch, heads, queries)`
    /// @param sums the sums of `e^(score - largest)`
    public record Operands(long query, long key, long value, long mask, long values, long largest, long sums) {}

    private Operands operands = new Operands(0, 0, 0, 0, 0, 0, 0);

    public FlashAttention(AttentionGeometry geometry, int threads) {
        super(geometry, threads);
    }

    @Override
    AttentionWork.Part part() {
        return new Part();
    }

    /// Each block of queries of each head.
    @Override
    long count() {
        return (long) geometry.batch() * geometry.heads() * blocks();
    }

    private int blocks() {
        return (geometry.queries() + geometry.block() - 1) / geometry.block();
    }

    /// Computes on a team of at most as many threads as this was made for.
    public void run(ThreadTeam team, Operands operands, long scratch) {
        this.operands = operands;
        run(team, scratch);
    }

    /// One thread's products and rows.
    private final class Part extends AttentionWork.Part {
        private final AttentionRows scalar = new ScalarAttentionRows();
        private final BlockProduct products;
        private final BlockProduct mix;
        private AttentionRows rows = scalar;
        private long scores;

        Part() {
            var g = geometry;
            int block = Math.max(1, g.block());
            long bytes = (long) block * g.scoreStride() * BYTES;
            var key = AttentionGeometry.transposed(g.key());
            products = new BlockProduct(g.product(block, g.keys(), g.features(), g.query(), key, g.scores()), bytes);
            mix = new BlockProduct(
                    g.product(block, g.values(), g.keys(), g.scores(), g.value(), g.result()), products.end());
        }

        @Override
        long scratchBytes() {
            return mix.end();
        }

        @Override
        void start(long scratch) {
            scores = scratch;
            rows = Kernels.standard().attentionRows(scalar);
            products.start(scratch, products.operations());
            mix.start(scratch, mix.operations());
        }

        @Override
        void run(long piece) {
            int count = blocks();
            int pair = (int) (piece / count);
            block(pair / geometry.heads(), pair % geometry.heads(), (int) (piece % count) * geometry.block());
        }

        /// Attention of the queries from `first` on in one head.
        private void block(int batch, int head, int first) {
            var g = geometry;
            int count = Math.min(g.block(), g.queries() - first);
            int group = head / (g.heads() / g.groups());
            long query = operands.query() + BYTES * place(batch, first, g.queries(), head, g.heads(), g.features());
            long key = operands.key() + BYTES * place(batch, 0, g.keys(), group, g.groups(), g.features());
            long value = operands.value() + BYTES * place(batch, 0, g.keys(), group, g.groups(), g.values());
            long result = operands.values() + BYTES * place(batch, first, g.queries(), head, g.heads(), g.values());
            long row = ((long) batch * g.heads() + head) * g.queries() + first;
            products.run(query, key, scores, count, g.visible(first + count - 1));
            for (int i = 0; i < count; i++) {
                long at = scores + (long) i * g.scoreStride() * BYTES;
                hide(
                        rows,
                        g,
                        at,
                        maskRow(g, operands.mask(), batch, head, first + i),
                        first + i,
                        DotProductAttention.HIDDEN);
                int visible = g.visible(first + i);
                float largest = rows.max(at, visible);
                rows.exponentials(at, visible, largest, 1);
                float sum = rows.sum(at, visible);
                rows.fill(at + (long) visible * BYTES, g.keys() - visible, 0);
                put(operands.largest() + BYTES * (row + i), largest);
                put(operands.sums() + BYTES * (row + i), sum);
            }
            mix.run(scores, value, result, count, g.values());
            for (int i = 0; i < count; i++) {
                float sum = get(operands.sums() + BYTES * (row + i));
                rows.scale(result + BYTES * i * g.resultStride(), g.values(), 1 / sum);
            }
        }
    }

    /// Elements before those of step `step` in head `head` of an array `(batch, steps, heads, features)`.
    static long place(int batch, int step, int steps, int head, int heads, int features) {
        return (((long) batch * steps + step) * heads + head) * features;
    }

    /// The address of the mask's row, 0 where there is no mask.
    static long maskRow(AttentionGeometry geometry, long mask, int batch, int head, int query) {
        var strides = geometry.mask();
        return strides.exists() ? mask + batch * strides.batch() + head * strides.head() + query * strides.query() : 0;
    }

    /// Puts `value` where `query` must not look, if a mask is there.
    static void hide(AttentionRows rows, AttentionGeometry geometry, long row, long mask, int query, float value) {
        if (!geometry.mask().exists()) {
            return;
        }
        rows.hide(row, geometry.keys(), mask, geometry.mask().key(), value);
        if (geometry.causal() && query + 1 < geometry.keys()) {
            rows.fill(row + (query + 1L) * BYTES, geometry.keys() - query - 1, value);
        }
    }

    static float get(long at) {
        return Memory.ALL.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
    }

    static void put(long at, float value) {
        Memory.ALL.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, value);
    }
}
