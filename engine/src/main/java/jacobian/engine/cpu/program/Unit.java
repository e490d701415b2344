package jacobian.engine.cpu.program;

import jacobian.engine.graph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What is executed as one: a fused loop, or one operation with a kernel of its own.
abstract sealed class Unit permits LoopUnit, KernelUnit {
    /// Units whose results this one reads.
    final Set<Unit> needs = new LinkedHashSet<>();

    /// Nodes whose values this unit leaves in buffers, in their order in the graph.
    final List<Node> stored = new ArrayList<>();

    /// All nodes that this unit computes.
    abstract List<Node> members();

    /// What it reads from buffers.
    abstract List<Use> reads();

    /// Whether a way along `needs` leads from this unit to `other`.
    boolean dependsOn(Unit other) {
        var seen = new HashSet<Unit>();
        var stack = new ArrayDeque<>(needs);
        while (!stack.isEmpty()) {
            var unit = stack.pop();
            if (unit == other) {
                return true;
            }
            if (seen.add(unit)) {
                stack.addAll(unit.needs);
            }
        }
        return false;
    }
}
