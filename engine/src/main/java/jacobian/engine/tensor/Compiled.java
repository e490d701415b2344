package jacobian.engine.tensor;

import jacobian.engine.backend.Buffer;
import jacobian.engine.backend.Executable;
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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    private final List<Traced> traced = new CopyOnWriteArrayList<>();
    private volatile long moves = Store.moves();

    private record Traced(
            Executable program,
            List<TensorType> arguments,
            List<Store> stores,
            List<Store> written,
            List<Node> captured,
            List<TensorType> results) {
        /// Whether the program is for arguments like these.
        boolean takes(Buffer... buffers) {
            boolean takes = buffers.length == arguments.size();
            for (int i = 0; takes && i < buffers.length; i++) {
                takes = takes(arguments.get(i), buffers[i].type());
            }
            return takes;
        }

        private static boolean takes(TensorType expected, TensorType type) {
            boolean takes = expected.dtype() == type.dtype()
                    && expected.shape().rank() == type.shape().rank();
            for (int axis = 0; takes && axis < type.shape().rank(); axis++) {
                var dim = expected.shape().dim(axis);
                takes = !dim.isFixed() || dim.size() == type.shape().size(axis);
            }
            return takes;
        }

        /// `types` with every axis as a symbol that is one here or has another size here; empty where they
        /// differ in
        /// more than sizes.
        List<TensorType> opened(List<TensorType> types) {
            var open = new ArrayList<TensorType>();
            for (int i = 0; i < types.size() && types.size() == arguments.size(); i++) {
                var mine = arguments.get(i);
                var other = types.get(i);
                if (mine.dtype() != other.dtype()
                        || mine.shape().rank() != other.shape().rank()) {
                    return List.of();
                }
                var shape = other.shape();
                for (int axis = 0; axis < shape.rank(); axis++) {
                    boolean varies =
                            !mine.shape().dim(axis).isFixed() || mine.shape().size(axis) != shape.size(axis);
                    shape = varies ? shape.with(axis, Dim.unknown()) : shape;
                }
                open.add(other.withShape(shape));
            }
            return open;
        }
    }

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
        return run(trace(arguments), arguments);
    }

    /// Traces and compiles the program for arguments like these, without running it; nothing where that has
    /// happened.
    public void prepare(Buffer... arguments) {
        trace(arguments);
    }

    private Buffer[] run(Traced program, Buffer[] arguments) {
        int count = program.results().size();
        var results = new @Nullable Buffer[count + program.written().size()];
        lock(program, true);
        try {
            var inputs = Arrays.copyOf(
                    arguments,
                    arguments.length
                            + program.stores().size()
                            + program.captured().size());
            int next = arguments.length;
            for (var store : program.stores()) {
                inputs[next++] = store.version().value();
            }
            for (var node : program.captured()) {
                inputs[next++] = Stores.buffer(((Input) node.op()).source());
            }
            var kept = program.written().isEmpty() ? Set.<Version>of() : Pending.read();
            for (int i = 0; i < program.written().size(); i++) {
                var version = program.written().get(i).version();
                results[count + i] = kept.contains(version) ? null : version.value();
            }
            program.program().run(inputs, results);
            for (int i = 0; i < program.written().size(); i++) {
                program.written().get(i).replace(Objects.requireNonNull(results[count + i]));
            }
        } finally {
            lock(program, false);
        }
        var own = new Buffer[count];
        for (int i = 0; i < count; i++) {
            own[i] = Objects.requireNonNull(results[i]);
        }
        return own;
    }

    private static void lock(Traced program, boolean lock) {
        for (var store : program.stores()) {
            var one = program.written().contains(store) ? store.lock.writeLock() : store.lock.readLock();
            if (lock) {
                one.lock();
            } else {
                one.unlock();
            }
        }
    }

    private Traced trace(Buffer... arguments) {
        long now = Store.moves();
        if (moves != now) {
            traced.removeIf(each -> each.stores().stream().anyMatch(Store::isLeft));
            moves = now;
        }
        for (var each : traced) {
            if (each.takes(arguments)) {
                return each;
            }
        }
        synchronized (traced) {
            var made = make(Arrays.stream(arguments).map(Buffer::type).toList());
            traced.add(made);
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
                program,
                arguments.stream().map(Node::type).toList(),
                stores,
                written,
                captured,
                results.stream().map(Node::type).toList());
    }

    /// The programs made so far, for a reader.
    public String explain() {
        return String.join(
                "\n", traced.stream().map(each -> each.program().explain()).toList());
    }
}
