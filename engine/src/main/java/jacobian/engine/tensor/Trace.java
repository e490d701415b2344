package jacobian.engine.tensor;

import jacobian.engine.graph.Input;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Order;
import jacobian.engine.graph.Source;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The recording of a function as one program: variables read as arguments, assignments as results.
final class Trace {
    private static final ThreadLocal<@Nullable Trace> ACTIVE = new ThreadLocal<>();

    /// The source of a value that only a run of the program has.
    static final class Argument implements Source {}

    final Map<Store, Node> inputs = new LinkedHashMap<>();
    private final Map<Store, Node> current = new LinkedHashMap<>();
    private final Map<Store, Parts> parts = new HashMap<>();

    static @Nullable Trace active() {
        return ACTIVE.get();
    }

    static boolean isActive() {
        return ACTIVE.get() != null;
    }

    /// Whether `node` depends on a value that only a run of a traced program has.
    static boolean isSymbolic(Node node) {
        if (!(node.op() instanceof Input(var source, var _))) {
            return Order.of(List.of(node)).stream()
                    .anyMatch(each -> each.op() instanceof Input(var leaf, var _) && leaf instanceof Argument);
        }
        return source instanceof Argument;
    }

    static void begin(Trace trace) {
        if (isActive()) {
            throw new IllegalStateException("a program is being traced already: call the inner function directly");
        }
        ACTIVE.set(trace);
    }

    static void end() {
        ACTIVE.remove();
    }

    /// The node for the value of `store` at this point of the trace.
    Node read(Store store) {
        var value = current.get(store);
        return value != null
                ? value
                : inputs.computeIfAbsent(
                        store, each -> Node.input(new Argument(), each.version().type()));
    }

    /// The pieces of what `store` holds at this point of the trace.
    Parts parts(Store store) {
        return parts.compute(store, (each, known) -> Parts.of(read(each), known));
    }

    /// Gradients end at an assignment, as they do where every operation runs at once.
    void assign(Store store, Node value) {
        inputs.computeIfAbsent(
                store, each -> Node.input(new Argument(), each.version().type()));
        current.put(store, value.stopGradient());
    }

    /// The new values, in the order of first assignment.
    Map<Store, Node> assigned() {
        return current;
    }
}
