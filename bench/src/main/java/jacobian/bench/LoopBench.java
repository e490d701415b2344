package jacobian.bench;

import static jacobian.engine.cpu.loop.LoopOperand.full;
import static jacobian.engine.shape.DType.FLOAT32;

import jacobian.engine.cpu.Memory;
import jacobian.engine.cpu.ThreadTeam;
import jacobian.engine.cpu.loop.BoundLoop;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Fused loops on tiles, compiled, and written by hand in the Vector API: nanoseconds per element, on one
/// thread.
///
/// `java ... jacobian.bench.LoopBench [name part]`; the figure is the best of several rounds in which the
/// three take turns.
public final class LoopBench {
    /// A loop with its sizes, and the same by hand.
    ///
    /// @param name what it is
    /// @param loop the loop
    /// @param extents sizes of its axes
    /// @param strides for each operand
    /// @param hand the loop by hand, from addresses
    record Case(String name, LoopBenchLoops.Built loop, long[] extents, long[][] strides, Hand hand) {
        long elements() {
            return Arrays.stream(extents).reduce(1, (a, b) -> a * b);
        }
    }

    /// A loop written by hand.
    @FunctionalInterface
    interface Hand {
        void run(long[] addresses);
    }

    private static final int ROUNDS = 9;
    private static final long ROUND_NANOS = 10_000_000;
    private static final long WARM_NANOS = 1_500_000_000;

    private LoopBench() {}

    /// Prints one line for each case.
    public static void main(String[] args) {
        System.out.printf("%-26s %9s %9s %9s   ns per element%n", "loop", "tiles", "compiled", "by hand");
        for (var benchCase : LoopBenchLoops.cases()) {
            if (args.length == 0 || benchCase.name().contains(args[0])) {
                measure(benchCase);
            }
        }
    }

    private static void measure(Case benchCase) {
        try (var arena = Arena.ofConfined()) {
            var bound = BoundLoop.of(benchCase.loop().loop(), benchCase.extents(), benchCase.strides());
            var addresses = addresses(arena, benchCase);
            long scratch = Memory.allocate(arena, bound.scratchBytes(1));
            var team = ThreadTeam.of(1);
            var tiles = bound.onTiles();
            var compiled = bound.compiled();
            var runs = List.<Runnable>of(
                    () -> tiles.run(team, addresses, scratch),
                    () -> compiled.run(team, addresses, scratch),
                    () -> benchCase.hand().run(addresses));
            var best = new double[] {1e9, 1e9, 1e9};
            for (var run : runs) {
                warm(run);
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < best.length; i++) {
                    best[i] = Math.min(best[i], round(runs.get(i)));
                }
            }
            double scale = 1.0 / benchCase.elements();
            System.out.printf(
                    "%-26s %9.3f %9.3f %9.3f%s%n",
                    benchCase.name(),
                    best[0] * scale,
                    best[1] * scale,
                    best[2] * scale,
                    bound.compilable() ? "" : "   (tiles only)");
        }
    }

    /// Lets the JIT compiler finish: for some time, and some runs.
    private static void warm(Runnable run) {
        long start = System.nanoTime();
        for (int i = 0;
                (i < 6_000 && System.nanoTime() - start < 4 * WARM_NANOS) || System.nanoTime() - start < WARM_NANOS;
                i++) {
            run.run();
        }
    }

    private static double round(Runnable run) {
        long start = System.nanoTime();
        long count = 0;
        long now = start;
        double best = Double.MAX_VALUE;
        while (now - start < ROUND_NANOS) {
            long before = now;
            run.run();
            now = System.nanoTime();
            best = Math.min(best, now - before);
            count++;
        }
        return count > 0 ? best : Double.MAX_VALUE;
    }

    private static long[] addresses(Arena arena, Case benchCase) {
        var random = new SplittableRandom(1);
        var addresses = new ArrayList<Long>();
        for (var operand : benchCase.loop().loop().operands()) {
            long bytes = 4 * benchCase.elements() * operand.dtype().bytes();
            long address = Memory.allocate(arena, bytes);
            for (long i = 0; operand.equals(full(FLOAT32)) && i < bytes; i += 4) {
                Memory.ALL.set(ValueLayout.JAVA_FLOAT, address + i, (float) random.nextDouble(0.1, 1));
            }
            addresses.add(address);
        }
        return addresses.stream().mapToLong(Long::longValue).toArray();
    }
}
