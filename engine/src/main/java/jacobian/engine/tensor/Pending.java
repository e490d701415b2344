package jacobian.engine.tensor;

import jacobian.engine.graph.Input;
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

    /// Tensors of which nobody has asked yet what they read, and those that read some version.
    private static final List<WeakReference<Tensor>> NEW = new ArrayList<>();

    private static final List<Reader> READERS = new ArrayList<>();
    private static int sweepAt = SWEEP;

    /// A tensor and the versions that it reads: always the same ones, as a graph never changes.
    private record Reader(WeakReference<Tensor> tensor, Set<Version> versions) {}

    private Pending() {}

    static void add(Tensor tensor) {
        if (tensor.isComputed() || Trace.isActive() || Gradients.isActive()) {
            return;
        }
        synchronized (NEW) {
            if (NEW.size() >= sweepAt) {
                NEW.removeIf(Pending::isDone);
                sweepAt = Math.max(SWEEP, 2 * NEW.size());
            }
            NEW.add(new WeakReference<>(tensor));
        }
    }

    private static boolean isDone(WeakReference<Tensor> reference) {
        var tensor = reference.get();
        return tensor == null || tensor.isComputed();
    }

    /// Whether a living tensor without a value still reads `version`. Makes no object where no tensor is new.
    static boolean isRead(Version version) {
        synchronized (NEW) {
            for (int i = 0; i < NEW.size(); i++) {
                look(NEW.get(i));
            }
            NEW.clear();
            boolean found = false;
            for (int i = READERS.size() - 1; i >= 0; i--) {
                var reader = READERS.get(i);
                if (isDone(reader.tensor)) {
                    READERS.remove(i);
                } else {
                    found |= reader.versions.contains(version);
                }
            }
            return found;
        }
    }

    private static void look(WeakReference<Tensor> reference) {
        var tensor = reference.get();
        if (tensor == null || tensor.isComputed()) {
            return;
        }
        var versions = new HashSet<Version>();
        for (var node : Order.of(List.of(tensor.node()))) {
            if (node.op() instanceof Input(var source, var _) && source instanceof Version version) {
                versions.add(version);
            }
        }
        if (!versions.isEmpty()) {
            READERS.add(new Reader(reference, versions));
        }
    }
}
