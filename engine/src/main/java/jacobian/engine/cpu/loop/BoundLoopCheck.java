package jacobian.engine.cpu.loop;

import java.util.Arrays;

/// Whether sizes and strides fit a loop.
final class BoundLoopCheck {
    private BoundLoopCheck() {}

    static void check(Loop loop, long[] extents, long[][] strides) {
        if (extents.length != loop.rank() || strides.length != loop.operands().size()) {
            throw new IllegalArgumentException(
                    "a loop of rank " + loop.rank() + " over " + loop.operands().size() + " operands cannot have "
                            + extents.length + " extents and strides of " + strides.length + " operands");
        }
        for (int i = 0; i < strides.length; i++) {
            if (strides[i].length != loop.rank()) {
                throw new IllegalArgumentException(
                        "operand " + i + " needs " + loop.rank() + " strides, got " + Arrays.toString(strides[i]));
            }
            boolean perRow = loop.operands().get(i).perRow();
            for (int axis = loop.rank() - loop.rowAxes(); perRow && axis < loop.rank(); axis++) {
                if (strides[i][axis] != 0 && extents[axis] > 1) {
                    throw new IllegalArgumentException("per-row operand " + i + " needs stride 0 along row axis " + axis
                            + ", got " + Arrays.toString(strides[i]));
                }
            }
        }
        if (Arrays.stream(extents).noneMatch(extent -> extent == 0)) {
            loop.outputs().forEach(output -> checkOutput(loop, output, extents, strides[output.operand()]));
        }
    }

    private static void checkOutput(Loop loop, LoopOutput output, long[] extents, long[] strides) {
        boolean perRow = loop.operands().get(output.operand()).perRow();
        for (int axis = 0; axis < loop.rank(); axis++) {
            boolean left = (perRow && axis >= loop.rank() - loop.rowAxes())
                    || (output instanceof LoopOutput.Reduced
                            && loop.reducedAxes().contains(axis));
            if (!left && strides[axis] == 0 && extents[axis] > 1) {
                throw new IllegalArgumentException(output + " with strides " + Arrays.toString(strides)
                        + " would write several points to one place: axis " + axis + " has stride 0 and size "
                        + extents[axis]);
            }
        }
    }

    static void checkBlocks(Loop loop) {
        boolean reduces = loop.outputs().stream().anyMatch(LoopOutput.Reduced.class::isInstance);
        if (loop.rank() == 0 || loop.rowAxes() > 0 || reduces) {
            throw new IllegalArgumentException(
                    "only a loop of stores with at least one axis, without row axes, can run by blocks:\n"
                            + loop.explain());
        }
    }
}
