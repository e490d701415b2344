package jacobian.engine.tensor;

import jacobian.engine.backend.Buffer;
import jacobian.engine.backend.Executable;
import jacobian.engine.graph.Input;
import jacobian.engine.graph.Node;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/// A function of tensors as one program for arguments of given types, with the memory that it reads and writes
/// beside them. A run makes no object but the results that are returned.
final class Traced {
    private static final Buffer[] NONE = {};

    private final Executable program;
    private final List<TensorType> arguments;
    private final List<Store> stores;
    private final List<Store> written;
    private final List<Node> captured;
    private final int results;
    private final Lock[] locks;

    /// Lent to one run at a time; others at the same time make their own.
    private final AtomicReference<@Nullable Operands> spare = new AtomicReference<>();

    /// What a run passes to the program.
    private record Operands(Buffer[] inputs, @Nullable Buffer[] outputs) {
        /// The first `count` outputs; keeps no buffer alive.
        Buffer[] take(int count) {
            var own = count == 0 ? NONE : new Buffer[count];
            for (int i = 0; i < count; i++) {
                own[i] = Objects.requireNonNull(outputs[i]);
            }
            Arrays.fill(inputs, null);
            Arrays.fill(outputs, null);
            return own;
        }
    }

    /// The inputs of `program` are values of types `arguments`, then `stores` in the order of their locks, then
    /// `captured`; its outputs are `results` values and new contents of `written`.
    Traced(
            Executable program,
            List<TensorType> arguments,
            List<Store> stores,
            List<Store> written,
            List<Node> captured,
            int results) {
        this.program = program;
        this.arguments = arguments;
        this.stores = stores;
        this.written = written;
        this.captured = captured;
        this.results = results;
        this.locks = stores.stream()
                .map(store -> written.contains(store) ? store.lock.writeLock() : store.lock.readLock())
                .toArray(Lock[]::new);
    }

    Executable program() {
        return program;
    }

    /// Whether a variable has left one of the stores.
    boolean isOutOfDate() {
        return stores.stream().anyMatch(Store::isLeft);
    }

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

    /// `types` with every axis as a symbol that is one here or has another size here; empty where they differ in
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

    /// Runs the program; written stores have their new contents on return.
    Buffer[] run(Buffer... given) {
        var lent = spare.getAndSet(null);
        var operands = lent != null ? lent : operands();
        for (var lock : locks) {
            lock.lock();
        }
        try {
            read(operands.inputs, given);
            write(operands.outputs);
            program.run(operands.inputs, operands.outputs);
            for (int i = 0; i < written.size(); i++) {
                written.get(i).replace(Objects.requireNonNull(operands.outputs[results + i]));
            }
        } finally {
            for (var lock : locks) {
                lock.unlock();
            }
        }
        var own = operands.take(results);
        spare.set(operands);
        return own;
    }

    private Operands operands() {
        int inputs = arguments.size() + stores.size() + captured.size();
        return new Operands(new Buffer[inputs], new Buffer[results + written.size()]);
    }

    private void read(Buffer[] inputs, Buffer... given) {
        int next = given.length;
        System.arraycopy(given, 0, inputs, 0, next);
        for (int i = 0; i < stores.size(); i++) {
            inputs[next++] = stores.get(i).version().value();
        }
        for (int i = 0; i < captured.size(); i++) {
            inputs[next++] = Stores.buffer(((Input) captured.get(i).op()).source());
        }
    }

    /// New contents go where the old ones are, unless a tensor still reads those.
    private void write(@Nullable Buffer[] outputs) {
        for (int i = 0; i < written.size(); i++) {
            var version = written.get(i).version();
            outputs[results + i] = Pending.isRead(version) ? null : version.value();
        }
    }
}
