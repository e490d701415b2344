package jacobian.engine.tensor;

import jacobian.engine.backend.Buffer;
import jacobian.engine.execution.Programs;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Input;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Order;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// A function of tensors as one program: traced once for each combination of element types and fixed sizes, then
/// run.
///
/// The function may read and assign variables; it must not depend on the values of tensors, nor on anything else
/// that
/// changes between calls, as it is called once. Axis 0 of every argument may have another size at each call;
/// another
/// axis that turns out to vary costs one more program, for any size.
///
/// ```java
/// var step = Compiled.of(args -> List.of(train(args.get(0), args.get(1))));
/// for (var batch : batches) step.apply(batch.x(), batch.y());
/// ```
public final class Compiled {
    private final Function<List<Tensor>, List<Tensor>> function;
    private volatile long moves = Store.moves();

    /// The programs so far, never changed: whoever makes another puts another list here.
    private volatile List<Traced> traced = List.of();

    private Compiled(Function<List<Tensor>, List<Tensor>> function) {
        this.function = function;
    }

    public static Compiled of(Function<List<Tensor>, List<Tensor>> function) {
        return new Compiled(function);
    }

    /// Whether a function is being traced now, by this thread: the values of variables are not known then.
    public static boolean isTracing() {
        return Trace.isActive();
    }

    /// Runs the program on `arguments`; variables assigned by the function have their new values on return.
    public List<Tensor> apply(Tensor... arguments) {
        var buffers = Arrays.stream(arguments).map(Tensor::buffer).toArray(Buffer[]::new);
        var results = run(buffers);
        var tensors = new ArrayList<Tensor>();
        for (var result : results) {
            tensors.add(Tensor.held(
                    result, result.type().withShape(result.type().shape().batched())));
        }
        return tensors;
    }

    /// As [#apply], on buffers: the way without tensors for loops that run many steps.
    public Buffer[] run(Buffer... arguments) {
        return trace(arguments).run(arguments);
    }

    /// Traces and compiles the program for arguments like these, without running it; nothing where that has
    /// happened.
    public void prepare(Buffer... arguments) {
        trace(arguments);
    }

    private Traced trace(Buffer... arguments) {
        long now = Store.moves();
        if (moves != now) {
            synchronized (this) {
                traced = traced.stream().filter(each -> !each.isOutOfDate()).toList();
            }
            moves = now;
        }
        var known = traced;
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).takes(arguments)) {
                return known.get(i);
            }
        }
        synchronized (this) {
            var made = make(Arrays.stream(arguments).map(Buffer::type).toList());
            var all = new ArrayList<>(traced);
            all.add(made);
            traced = List.copyOf(all);
            return made;
        }
    }

    /// A program for arguments of the given types. An axis that has had another size before becomes a symbol, if
    /// the
    /// function can be traced
    /// without knowing its size.
    private Traced make(List<TensorType> types) {
        var batched = types.stream()
                .map(type -> type.shape().rank() == 0
                        ? type
                        : type.withShape(type.shape().fixed().with(0, Dim.unknown())))
                .toList();
        for (var each : traced.reversed()) {
            var open = each.opened(batched);
            if (!open.isEmpty()) {
                try {
                    return trace(open);
                } catch (ShapeException | IllegalStateException unknownSize) {
                    return trace(batched);
                }
            }
        }
        return trace(batched);
    }

    private Traced trace(List<TensorType> types) {
        var trace = new Trace();
        var arguments = types.stream()
                .map(type -> Node.input(new Trace.Argument(), type))
                .toList();
        List<Tensor> results;
        Trace.begin(trace);
        try {
            results = function.apply(arguments.stream().map(Tensor::pending).toList());
        } finally {
            Trace.end();
        }
        return link(trace, arguments, results.stream().map(Tensor::node).toList());
    }

    private static Traced link(Trace trace, List<Node> arguments, List<Node> results) {
        var stores = trace.inputs.keySet().stream()
                .sorted(Comparator.comparingLong(store -> store.id))
                .toList();
        var written = List.copyOf(trace.assigned().keySet());
        var inputs = new ArrayList<>(arguments);
        stores.forEach(store -> inputs.add(trace.inputs.get(store)));
        var outputs = new ArrayList<>(results);
        var updates = new ArrayList<>(Collections.nCopies(results.size(), -1));
        for (var store : written) {
            outputs.add(trace.assigned().get(store));
            updates.add(arguments.size() + stores.indexOf(store));
        }
        var captured = new ArrayList<Node>();
        for (var node : Order.of(outputs)) {
            if (node.op() instanceof Input && !inputs.contains(node)) {
                captured.add(node);
            }
        }
        inputs.addAll(captured);
        var program = Programs.standard().of(new Graph(inputs, outputs, updates));
        return new Traced(
                program, arguments.stream().map(Node::type).toList(), stores, written, captured, results.size());
    }

    /// The programs made so far, for a reader.
    public String explain() {
        return String.join(
                "\n", traced.stream().map(each -> each.program().explain()).toList());
    }
}
