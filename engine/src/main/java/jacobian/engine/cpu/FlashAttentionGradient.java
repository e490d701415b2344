package jacobian.engine.cpu;

import jacobian.engine.graph.DotProductAttention;

/// The gradients of [FlashAttention]: weights are computed again, block by block of queries. What belongs to
/// one head of keys and values is done by one thread, block after block, so the order of every sum is fixed.
public final class FlashAttentionGradient extends AttentionWork {
    /// Byte addresses: what attention took and gave, the upstreams of its values and sums, and where the
    /// gradients of query, key and value go.
    public record Operands(
            FlashAttention.Operands attention, long upstream, long sumUpstream, long query, long key, long value) {}

    private Operands operands = new Operands(new FlashAttention.Operands(0, 0, 0, 0, 0, 0, 0), 0, 0, 0, 0, 0);

    public FlashAttentionGradient(AttentionGeometry geometry, int threads) {
        super(geometry, threads);
    }

    @Override
    AttentionWork.Part part() {
        return new Part();
    }

    /// Each head of keys and values.
    @Override
    long count() {
        return (long) geometry.batch() * geometry.groups();
    }

    /// Computes on a team of at most as many threads as this was made for.
    public void run(ThreadTeam team, Operands operands, long scratch) {
        this.operands = operands;
        run(team, scratch);
    }

    /// A product towards keys or values, whose depth is the queries of a block: of a whole one or the last,
    /// written or added.
    private static final class Towards {
        private final BlockProduct[] whole = new BlockProduct[2];
        private final BlockProduct[] rest = new BlockProduct[2];

        Towards(AttentionGeometry g, int columns, MatrixLayout upstream, MatrixLayout result, long offset) {
            var scores = AttentionGeometry.transposed(g.scores());
            int block = Math.max(1, g.block());
            int left = Math.max(1, g.queries() % block);
            for (int add = 0; add < 2; add++) {
                long from = add == 0 ? offset : rest[0].end();
                whole[add] = made(g.product(g.keys(), columns, block, scores, upstream, result), add, from);
                rest[add] = made(g.product(g.keys(), columns, left, scores, upstream, result), add, whole[add].end());
            }
        }

        private static BlockProduct made(MatmulGeometry geometry, int add, long offset) {
            return new BlockProduct(add == 0 ? geometry : geometry.accumulating(), offset);
        }

        long end() {
            return rest[1].end();
        }

        void start(long scratch) {
            for (int add = 0; add < 2; add++) {
                whole[add].start(scratch, whole[add].operations());
                rest[add].start(scratch, rest[add].operations());
            }
        }

        BlockProduct of(boolean isWhole, boolean adds) {
            return (isWhole ? whole : rest)[adds ? 1 : 0];
        }
    }

    /// One thread's products and rows.
    private final class Part extends AttentionWork.Part {
        private final AttentionRows scalar = new ScalarAttentionRows();
        private final long upstreamOffset;
        private final BlockProduct products;
        private final BlockProduct weightUpstreams;
        private final BlockProduct towardsQuery;
        private final Towards towardsKey;
        private final Towards towardsValue;
        private AttentionRows rows = scalar;
        private long scores;
        private long upstreams;

        Part() {
            var g = geometry;
            int block = Math.max(1, g.block());
            upstreamOffset = (long) block * g.scoreStride() * BYTES;
            var key = AttentionGeometry.transposed(g.key());
            var value = AttentionGeometry.transposed(g.value());
            products = new BlockProduct(
                    g.product(block, g.keys(), g.features(), g.query(), key, g.scores()), 2 * upstreamOffset);
            weightUpstreams = new BlockProduct(
                    g.product(block, g.keys(), g.values(), g.result(), value, g.scores()), products.end());
            towardsQuery = new BlockProduct(
                    g.product(block, g.features(), g.keys(), g.scores(), g.key(), g.query()), weightUpstreams.end());
            towardsKey = new Towards(g, g.features(), g.query(), g.key(), towardsQuery.end());
            towardsValue = new Towards(g, g.values(), g.result(), g.value(), towardsKey.end());
        }

        @Override
        long scratchBytes() {
            return towardsValue.end();
        }

        @Override
        void start(long scratch) {
            scores = scratch;
            upstreams = scratch + upstreamOffset;
            rows = Kernels.standard().attentionRows(scalar);
            products.start(scratch, products.operations());
            weightUpstreams.start(scratch, weightUpstreams.operations());
            towardsQuery.start(scratch, towardsQuery.operations());
            towardsKey.start(scratch);
            towardsValue.start(scratch);
        }

        @Override
        void run(long piece) {
            group((int) (piece / geometry.groups()), (int) (piece % geometry.groups()));
        }

        /// All heads of queries that share one head of keys and values.
        private void group(int batch, int group) {
            int shared = geometry.heads() / geometry.groups();
            for (int head = group * shared; head < (group + 1) * shared; head++) {
                for (int first = 0; first < geometry.queries(); first += geometry.block()) {
                    block(batch, head, group, first, first > 0 || head > group * shared);
                }
            }
        }

        private void block(int batch, int head, int group, int first, boolean adds) {
            var g = geometry;
            var given = operands.attention();
            int count = Math.min(g.block(), g.queries() - first);
            long queries = BYTES * FlashAttention.place(batch, first, g.queries(), head, g.heads(), g.features());
            long keys = BYTES * FlashAttention.place(batch, 0, g.keys(), group, g.groups(), g.features());
            long values = BYTES * FlashAttention.place(batch, 0, g.keys(), group, g.groups(), g.values());
            long results = BYTES * FlashAttention.place(batch, first, g.queries(), head, g.heads(), g.values());
            int visible = g.visible(first + count - 1);
            products.run(given.query() + queries, given.key() + keys, scores, count, visible);
            weightUpstreams.run(operands.upstream() + results, given.value() + values, upstreams, count, visible);
            for (int i = 0; i < count; i++) {
                row(batch, head, first + i, i, results + BYTES * i * g.resultStride());
            }
            boolean whole = count == g.block();
            towardsQuery.run(upstreams, given.key() + keys, operands.query() + queries, count, g.features());
            towardsKey
                    .of(whole, adds)
                    .run(upstreams, given.query() + queries, operands.key() + keys, g.keys(), g.features());
            towardsValue
                    .of(whole, adds)
                    .run(scores, operands.upstream() + results, operands.value() + values, g.keys(), g.values());
        }

        /// Weights and the upstreams of scores of one query; its result and upstream are `result` bytes on.
        private void row(int batch, int head, int query, int i, long result) {
            var g = geometry;
            var given = operands.attention();
            long at = scores + (long) i * g.scoreStride() * BYTES;
            long up = upstreams + (long) i * g.scoreStride() * BYTES;
            long number = BYTES * (((long) batch * g.heads() + head) * g.queries() + query);
            long mask = FlashAttention.maskRow(g, given.mask(), batch, head, query);
            FlashAttention.hide(rows, g, at, mask, query, DotProductAttention.HIDDEN);
            float sum = FlashAttention.get(given.sums() + number);
            float even = rows.dot(operands.upstream() + result, given.values() + result, g.values())
                    - FlashAttention.get(operands.sumUpstream() + number) * sum;
            int visible = g.visible(query);
            rows.exponentials(at, visible, FlashAttention.get(given.largest() + number), 1 / sum);
            rows.scoreUpstreams(up, at, visible, even);
            FlashAttention.hide(rows, g, up, mask, query, 0);
            rows.fill(at + (long) visible * BYTES, g.keys() - visible, 0);
            rows.fill(up + (long) visible * BYTES, g.keys() - visible, 0);
        }
    }
}
