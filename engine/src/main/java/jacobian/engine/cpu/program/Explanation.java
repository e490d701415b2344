package jacobian.engine.cpu.program;

import jacobian.engine.graph.Composite;
import jacobian.engine.graph.Op;
import java.util.Locale;
import java.util.stream.Collectors;

/// Programs in words.
final class Explanation {
    private Explanation() {}

    static String of(Unit unit) {
        return switch (unit) {
            case LoopUnit loop -> loop(loop);
            case KernelUnit kernel ->
                (kernel.node.op() instanceof Composite composite ? composite.name() : kernel.node.op())
                        + kernel.node.inputs().stream()
                                .map(input -> input.type().toString())
                                .collect(Collectors.joining(", ", "(", ")"))
                        + (kernel.epilogue == null ? "" : " then " + loop(kernel.epilogue));
        };
    }

    private static String loop(LoopUnit loop) {
        var rows = loop.rowAxes == null ? "" : ", rows along " + loop.rowAxes;
        var reduced = loop.reducedAxes.isEmpty() ? "" : ", reduced over " + loop.reducedAxes;
        return "loop over " + loop.space + rows + reduced + ": "
                + loop.members().stream().map(node -> name(node.op())).collect(Collectors.joining(" "))
                + " -> " + loop.stored.size() + " stored";
    }

    private static String name(Op op) {
        return op instanceof Enum<?> constant
                ? constant.name()
                : op.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }
}
