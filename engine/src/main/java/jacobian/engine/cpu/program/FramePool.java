package jacobian.engine.cpu.program;

import jacobian.engine.backend.Buffer;
import jacobian.engine.graph.Binding;
import jacobian.engine.graph.Graph;
import jacobian.engine.shape.ShapeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The frames of a program, by the sizes of its symbols: each run takes one and gives it back, so that runs at
/// the same time have memory of their own and runs one after another share it.
final class FramePool {
    /// How many combinations of sizes keep their frames; the one unused longest goes.
    private static final int LARGEST = 16;

    private record Slot(int[] sizes, ArrayDeque<Frame> free) {}

    private final Program program;
    private final Graph graph;
    private final List<Slot> slots = new ArrayList<>();

    FramePool(Program program, Graph graph) {
        this.program = program;
        this.graph = graph;
    }

    /// A frame for inputs of these sizes that nobody else uses.
    Frame acquire(Buffer[] inputs) {
        check(inputs);
        synchronized (slots) {
            for (int i = 0; i < slots.size(); i++) {
                var slot = slots.get(i);
                if (matches(slot.sizes, inputs)) {
                    slots.set(i, slots.getLast());
                    slots.set(slots.size() - 1, slot);
                    if (!slot.free.isEmpty()) {
                        return slot.free.pop();
                    }
                    break;
                }
            }
        }
        return new Frame(
                program,
                Binding.of(graph, Arrays.stream(inputs).map(Buffer::type).toList()),
                sizes(inputs));
    }

    void release(Frame frame) {
        synchronized (slots) {
            for (int i = 0; i < slots.size(); i++) {
                if (Arrays.equals(slots.get(i).sizes, frame.sizes())) {
                    slots.get(i).free.push(frame);
                    return;
                }
            }
            var slot = new Slot(frame.sizes(), new ArrayDeque<>());
            slot.free.push(frame);
            slots.add(slot);
            if (slots.size() > LARGEST) {
                slots.removeFirst();
            }
        }
    }

    private void check(Buffer[] inputs) {
        if (inputs.length != graph.inputs().size()) {
            throw new ShapeException("a program of " + graph.inputs().size() + " inputs got " + inputs.length);
        }
        for (int i = 0; i < inputs.length; i++) {
            var expected = graph.inputs().get(i).type();
            var type = inputs[i].type();
            boolean fits = type.dtype() == expected.dtype()
                    && type.shape().rank() == expected.shape().rank();
            for (int axis = 0; fits && axis < expected.shape().rank(); axis++) {
                var dim = expected.shape().dim(axis);
                fits = !dim.isFixed() || dim.size() == type.shape().size(axis);
            }
            if (!fits) {
                throw new ShapeException("input " + i + " of a program is " + type + ", not " + expected);
            }
        }
    }

    /// The sizes of all axes that are symbols, in order.
    private int[] sizes(Buffer[] inputs) {
        var sizes = new ArrayList<Integer>();
        for (int i = 0; i < inputs.length; i++) {
            var shape = graph.inputs().get(i).shape();
            for (int axis = 0; axis < shape.rank(); axis++) {
                if (!shape.dim(axis).isFixed()) {
                    sizes.add(inputs[i].type().shape().size(axis));
                }
            }
        }
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean matches(int[] sizes, Buffer[] inputs) {
        int next = 0;
        for (int i = 0; i < inputs.length; i++) {
            var shape = graph.inputs().get(i).shape();
            for (int axis = 0; axis < shape.rank(); axis++) {
                if (!shape.dim(axis).isFixed()
                        && sizes[next++] != inputs[i].type().shape().size(axis)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// For a reader: the memory of each combination of sizes.
    String explain() {
        var text = new StringBuilder();
        synchronized (slots) {
            for (var slot : slots) {
                var frame = slot.free.peek();
                if (frame != null) {
                    text.append(
                            "arena for sizes %s: %,d bytes%n".formatted(Arrays.toString(slot.sizes), frame.bytes()));
                }
            }
        }
        return text.toString();
    }
}
