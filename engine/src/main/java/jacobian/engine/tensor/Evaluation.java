package jacobian.engine.tensor;

import jacobian.engine.backend.Buffer;
import jacobian.engine.execution.Programs;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Input;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Order;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs what is pending: finds the graph behind tensors, its program, and the buffers it needs.
final class Evaluation {
    private Evaluation() {}

    /// Computes `tensors`, all in one program.
    static void compute(List<Tensor> tensors) {
        refuseInTrace(tensors);
        var open = tensors.stream().filter(tensor -> !tensor.isComputed()).toList();
        run(open, Map.of());
    }

    /// Replaces the values of stores, computing in the same program what was due.
    static void update(Map<Store, Node> values) {
        var due = Gradients.takeDue();
        run(due, values);
    }

    private static void refuseInTrace(List<Tensor> tensors) {
        for (var tensor : tensors) {
            if (Trace.isSymbolic(tensor.node())) {
                throw new IllegalStateException(
                        "the value of " + tensor.type() + " is not known while a program is traced: "
                                + "read it from the program's results, or use select() in place of if");
            }
        }
    }

    /// The value of `tensor` in a buffer that nobody else has. What is pending is computed there and stays pending:
    /// if the tensor held it as well, it would lie in memory twice until the collector comes.
    static Buffer own(Tensor tensor) {
        if (tensor.isComputed() || Gradients.isActive()) {
            return copy(tensor);
        }
        refuseInTrace(List.of(tensor));
        var results = List.of(tensor.node());
        var inputs = inputs(results, Set.of());
        var stores = new Stores(inputs, Set.of());
        stores.lock();
        try {
            var buffers = new @Nullable Buffer[1];
            Programs.standard().of(new Graph(inputs, results)).run(stores.buffers(), buffers);
            return Objects.requireNonNull(buffers[0]);
        } finally {
            stores.unlock();
        }
    }

    private static Buffer copy(Tensor tensor) {
        var from = tensor.buffer();
        var buffer = Programs.standard().backend().allocate(from.type());
        buffer.write(from.memory().orElseGet(() -> Elements.copy(from)));
        return buffer;
    }

    private static void run(List<Tensor> open, Map<Store, Node> values) {
        var results = new ArrayList<Node>(open.stream().map(Tensor::node).toList());
        results.addAll(values.values());
        var inputs = inputs(results, values.keySet());
        var updates = new ArrayList<>(Collections.nCopies(open.size(), -1));
        for (var store : values.keySet()) {
            updates.add(inputs.indexOf(store.version().node()));
        }
        var graph = new Graph(inputs, results, updates);
        var stores = new Stores(inputs, values.keySet());
        stores.lock();
        try {
            var buffers = new @Nullable Buffer[results.size()];
            int next = open.size();
            for (var store : values.keySet()) {
                var version = store.version();
                buffers[next++] = Pending.isRead(version) ? null : version.value();
            }
            Programs.standard().of(graph).run(stores.buffers(), buffers);
            next = open.size();
            for (var store : values.keySet()) {
                store.replace(Objects.requireNonNull(buffers[next++]));
            }
            for (int i = 0; i < open.size(); i++) {
                open.get(i).hold(Objects.requireNonNull(buffers[i]), !Gradients.isActive());
            }
        } finally {
            stores.unlock();
        }
    }

    /// The leaves of the graph, each once; the versions about to be replaced are among them, read or not.
    private static List<Node> inputs(List<Node> results, Set<Store> replaced) {
        var inputs = new ArrayList<Node>();
        for (var node : Order.of(results)) {
            if (node.op() instanceof Input) {
                inputs.add(node);
            }
        }
        for (var store : replaced) {
            if (!inputs.contains(store.version().node())) {
                inputs.add(store.version().node());
            }
        }
        return inputs;
    }

    /// What the compiler made of the graph behind `tensor`.
    static String explain(Tensor tensor) {
        var results = List.of(tensor.node());
        return Programs.standard()
                .of(new Graph(inputs(results, Set.of()), results))
                .explain();
    }
}
