package micro;

import java.util.Arrays;

/// A loop with its sizes, and the same by hand.
///
/// @param name what it is
/// @param loop the loop
/// @param extents sizes of its axes
/// @param strides for each operand
/// @param hand the loop by hand, from addresses
record LoopCase(String name, LoopCases.Built loop, long[] extents, long[][] strides, Hand hand) {
    /// A loop written by hand.
    @FunctionalInterface
    interface Hand {
        void run(long[] addresses);
    }

    static LoopCase of(String name) {
        return LoopCases.cases().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no loop is called " + name + ": there are "
                        + LoopCases.cases().stream().map(LoopCase::name).toList()));
    }

    long elements() {
        return Arrays.stream(extents).reduce(1, (a, b) -> a * b);
    }
}
