package jacobian.engine.tensor;

import jacobian.engine.graph.Input;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Order;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tensors outside any gradient or trace that have no value yet. While one lives, the variables it reads keep
/// their old values for it when they are assigned.
final class Pending {
    private static final int SWEEP = 1024;
    private static final List<WeakReference<Tensor>> TENSORS = new ArrayList<>();
    private static int sweepAt = SWEEP;

    private Pending() {}

    static void add(Tensor tensor) {
        if (tensor.isComputed() || Trace.isActive() || Gradients.isActive()) {
            return;
        }
        synchronized (TENSORS) {
            if (TENSORS.size() >= sweepAt) {
                sweep();
                sweepAt = Math.max(SWEEP, 2 * TENSORS.size());
            }
            TENSORS.add(new WeakReference<>(tensor));
        }
    }

    private static void sweep() {
        TENSORS.removeIf(reference -> {
            var tensor = reference.get();
            return tensor == null || tensor.isComputed();
        });
    }

    /// The versions that living tensors without a value still read.
    static Set<Version> read() {
        var nodes = new ArrayList<Node>();
        synchronized (TENSORS) {
            sweep();
            for (var reference : TENSORS) {
                var tensor = reference.get();
                if (tensor != null) {
                    nodes.add(tensor.node());
                }
            }
        }
        var versions = new HashSet<Version>();
        for (var node : Order.of(nodes)) {
            if (node.op() instanceof Input(var source, var _) && source instanceof Version version) {
                versions.add(version);
            }
        }
        return versions;
    }
}
