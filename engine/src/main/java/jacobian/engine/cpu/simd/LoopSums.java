package jacobian.engine.cpu.simd;

import static jacobian.engine.cpu.simd.LoopCode.FLOATS;

import jacobian.engine.cpu.loop.Instruction;
import jacobian.engine.cpu.loop.LoopOutput;
import jacobian.engine.graph.Reduce;
import jacobian.engine.shape.DType;
import java.util.ArrayList;
import java.util.List;

/// Emits the sums of a pass: 16 virtual lanes in as many vectors as that takes, which meet as a tree of
/// halves, as `FloatSums`
/// of `cpu.loop` defines them.
///
/// Between the loop, the code for the last columns and the tree, lanes are handed on in memory: 64 bytes of
/// scratch memory
/// for each reduction along the row, or where a reduced output is accumulated.
final class LoopSums {
    /// One sum: how, of which value, where its lanes are, and the local variables that hold them.
    private record Sum(Reduce.Kind kind, int value, Runnable pushAddress, int[] lanes) {}

    /// Vectors that make up the 16 virtual lanes.
    private static final int LANE_VECTORS = 16 / LoopLanes.LANES;

    private final LoopCode v;
    private final LoopPasses passes;
    private final LoopBody body;
    private List<Sum> sums = new ArrayList<>();

    LoopSums(LoopCode v, LoopPasses passes, LoopBody body) {
        this.v = v;
        this.passes = passes;
        this.body = body;
    }

    /// The Vector API's name of the operation.
    static String method(Reduce.Kind kind) {
        return switch (kind) {
            case SUM -> "add";
            case PRODUCT -> "mul";
            case MAX -> "max";
            case MIN -> "min";
        };
    }

    private static String operator(Reduce.Kind kind) {
        return switch (kind) {
            case SUM -> "ADD";
            case PRODUCT -> "MUL";
            case MAX -> "MAX";
            case MIN -> "MIN";
        };
    }

    private static float identity(Reduce.Kind kind) {
        return switch (kind) {
            case SUM -> 0;
            case PRODUCT -> 1;
            case MAX -> Float.NEGATIVE_INFINITY;
            case MIN -> Float.POSITIVE_INFINITY;
        };
    }

    private Reduce.Kind kind(int reduction) {
        return ((Instruction.RowReduce) passes.body.get(reduction)).kind();
    }

    /// Puts the address of a reduction's lanes on the stack; after the pass its result is there.
    void address(int reduction) {
        v.code.lload(body.scratch).loadConstant(64L * passes.slot(reduction)).ladd();
    }

    /// Vectors a turn: where sums are taken, as many as make up the 16 virtual lanes; for random bits twice as
    /// many.
    int unroll(int p) {
        if (passes.makesPairs(p)) {
            return 2 * LANE_VECTORS;
        }
        return passes.reductions(p).isEmpty() && outputs(p).isEmpty() ? 1 : LANE_VECTORS;
    }

    private List<LoopOutput.Reduced> outputs(int p) {
        return passes.form.lanes() && p == passes.count() - 1
                ? passes.wide().stream()
                        .filter(LoopOutput.Reduced.class::isInstance)
                        .map(LoopOutput.Reduced.class::cast)
                        .toList()
                : List.of();
    }

    /// Begins the sums of pass `p`: those along the row with their identity, or, for the last columns, with
    /// what the loop has
    /// left; reduced outputs with what is there.
    void start(int p, boolean rest) {
        sums = new ArrayList<>();
        for (int reduction : passes.reductions(p)) {
            int value = passes.args(reduction).getFirst();
            var sum = new Sum(kind(reduction), value, () -> address(reduction), new int[LANE_VECTORS]);
            sums.add(sum);
            fill(sum, !rest);
        }
        for (var output : outputs(p)) {
            int pointer = body.pointers[output.operand()];
            var sum = new Sum(output.kind(), output.value(), () -> v.code.lload(pointer), new int[LANE_VECTORS]);
            sums.add(sum);
            fill(sum, false);
        }
    }

    private void fill(Sum sum, boolean fresh) {
        for (int u = 0; u < sum.lanes.length; u++) {
            if (fresh) {
                sum.lanes[u] = v.floatOf(identity(sum.kind));
            } else {
                pushAddress(sum, u);
                sum.lanes[u] = v.fetch(DType.FLOAT32, -1);
            }
        }
    }

    private void pushAddress(Sum sum, int u) {
        sum.pushAddress.run();
        v.code.loadConstant(4L * u * LoopLanes.LANES).ladd();
    }

    /// Takes vector `u` of each value in, under `mask` if that is not negative.
    void take(int p, int u, int mask) {
        for (var sum : sums) {
            int x = body.local(sum.value);
            int total = sum.lanes[u % LANE_VECTORS];
            v.assign(
                    total,
                    mask < 0
                            ? v.call(FLOATS, method(sum.kind), total, x)
                            : v.lanewise(FLOATS, operator(sum.kind), total, x, mask));
        }
    }

    /// Puts the lanes of all sums into memory.
    void store() {
        for (var sum : sums) {
            for (int u = 0; u < sum.lanes.length; u++) {
                pushAddress(sum, u);
                v.store(DType.FLOAT32, sum.lanes[u], -1);
            }
        }
    }

    /// Lets the lanes of each reduction along the row meet and puts the result where they were.
    void meet(int p) {
        for (int reduction : passes.reductions(p)) {
            var parts = new int[LANE_VECTORS];
            for (int u = 0; u < parts.length; u++) {
                address(reduction);
                v.code.loadConstant(4L * u * LoopLanes.LANES).ladd();
                parts[u] = v.fetch(DType.FLOAT32, -1);
            }
            var name = method(kind(reduction));
            for (int half = parts.length / 2; half > 0; half /= 2) {
                for (int u = 0; u < half; u++) {
                    parts[u] = v.call(FLOATS, name, parts[u], parts[u + half]);
                }
            }
            int x = parts[0];
            for (int by = LoopLanes.LANES / 2; by > 0; by /= 2) {
                x = v.call(FLOATS, name, x, v.turn(x, by));
            }
            address(reduction);
            v.storeOne(DType.FLOAT32, x);
        }
    }
}
