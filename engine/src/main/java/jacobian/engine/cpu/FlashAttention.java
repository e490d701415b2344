package jacobian.engine.cpu;

import java.lang.foreign.ValueLayout;

/// Attention block by block of queries: scores are computed, turned into weights and used while they are in the
/// cache, so that memory grows with the keys and not with their product with the queries.
///
/// Blocks depend on the sizes alone, and each result on one block: the bits are the same for any number of
/// threads. One instance serves one run at a time.
public final class FlashAttention {
    /// What a hidden score becomes.
    static final float HIDDEN = -1e9f;

    private static final int BYTES = Float.BYTES;

    /// Byte addresses; `mask` is 0 where there is none.
    ///
    /// @param values the result
    /// @param largest the largest score of each row, `(batch, heads, queries)`
    /// @param sums the sums of `e^(score - largest)`
    public record Operands(long query, long key, long value, long mask, long values, long largest, long sums) {}

    private final AttentionGeometry geometry;
    private final Part[] parts;
    private final long scratchPerPart;
    private final WorkCounter blocks = new WorkCounter();
    private final ThreadTeam.Work work = this::runPart;
    private Operands operands = new Operands(0, 0, 0, 0, 0, 0, 0);
    private long scratch;

    public FlashAttention(AttentionGeometry geometry, int threads) {
        this.geometry = geometry;
        parts = new Part[threads];
        for (int t = 0; t < threads; t++) {
            parts[t] = new Part();
        }
        scratchPerPart = parts[0].mix.end();
    }

    /// Bytes of scratch memory that a run needs, for all threads together.
    public long scratchBytes() {
        return scratchPerPart * parts.length;
    }

    /// Computes on a team of at most as many threads as this was made for.
    public void run(ThreadTeam team, Operands operands, long scratch) {
        this.operands = operands;
        this.scratch = scratch;
        blocks.start();
        team.run(work);
    }

    private void runPart(int t) {
        var part = parts[t];
        part.start(scratch + t * scratchPerPart);
        int count = (geometry.queries() + geometry.block() - 1) / geometry.block();
        long units = (long) geometry.batch() * geometry.heads() * count;
        for (long unit = blocks.take(1); unit < units; unit = blocks.take(1)) {
            long pair = unit / count;
            part.block(
                    (int) (pair / geometry.heads()),
                    (int) (pair % geometry.heads()),
                    (int) (unit % count) * geometry.block());
        }
    }

    /// One thread's products and rows.
    private final class Part {
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

        void start(long scratch) {
            scores = scratch;
            rows = Kernels.standard().attentionRows(scalar);
            products.start(scratch, products.operations());
            mix.start(scratch, mix.operations());
        }

        /// Attention of the queries from `first` on in one head.
        void block(int batch, int head, int first) {
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
                hide(rows, g, at, maskRow(g, operands.mask(), batch, head, first + i), first + i, HIDDEN);
                int visible = g.visible(first + i);
                float largest = rows.max(at, visible);
                float sum = rows.exponentials(at, visible, largest);
                rows.fill(at + (long) visible * BYTES, g.keys() - visible, 0);
                put(operands.largest() + BYTES * (row + i), largest);
                put(operands.sums() + BYTES * (row + i), sum);
            }
            mix.run(scores, value, result, count, g.values());
            for (int i = 0; i < count; i++) {
                float sum = get(operands.sums() + BYTES * (row + i));
                rows.scale(result + BYTES * i * g.result().rowStride(), g.values(), 1 / sum);
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
