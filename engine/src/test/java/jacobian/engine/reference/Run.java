package jacobian.engine.reference;

import jacobian.engine.backend.Backend;
import jacobian.engine.backend.Buffer;
import jacobian.engine.graph.Graph;
import jacobian.engine.graph.Node;
import jacobian.engine.graph.Source;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.HalfPrecision;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Short ways for tests to make inputs and to run graphs.
public final class Run {
    private Run() {}

    /// An input of fixed sizes.
    public static Node input(DType dtype, int... sizes) {
        return input(TensorType.of(dtype, sizes));
    }

    public static Node input(TensorType type) {
        return Node.input(new Source() {}, type);
    }

    /// A buffer of `backend` that holds `values`, converted to the element type.
    public static Buffer buffer(Backend backend, TensorType type, double... values) {
        var buffer = backend.allocate(type.withShape(type.shape().fixed()));
        try (var arena = Arena.ofConfined()) {
            var segment = arena.allocate((long) values.length * type.dtype().bytes(), 8);
            for (int i = 0; i < values.length; i++) {
                switch (type.dtype()) {
                    case BOOL -> segment.set(ValueLayout.JAVA_BYTE, i, (byte) (values[i] != 0 ? 1 : 0));
                    case UINT8 -> segment.set(ValueLayout.JAVA_BYTE, i, (byte) (int) values[i]);
                    case INT32 -> segment.setAtIndex(ValueLayout.JAVA_INT, i, (int) values[i]);
                    case INT64 -> segment.setAtIndex(ValueLayout.JAVA_LONG, i, (long) values[i]);
                    case FLOAT32 -> segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) values[i]);
                    case FLOAT64 -> segment.setAtIndex(ValueLayout.JAVA_DOUBLE, i, values[i]);
                    case BFLOAT16, FLOAT16 ->
                        segment.setAtIndex(
                                ValueLayout.JAVA_SHORT, i, HalfPrecision.bits(type.dtype(), (float) values[i]));
                }
            }
            buffer.write(segment);
        }
        return buffer;
    }

    /// The elements of any buffer as doubles.
    public static double[] doubles(Buffer buffer) {
        var type = buffer.type();
        var values = new double[Math.toIntExact(type.shape().size())];
        try (var arena = Arena.ofConfined()) {
            var segment = arena.allocate((long) values.length * type.dtype().bytes(), 8);
            buffer.read(segment);
            for (int i = 0; i < values.length; i++) {
                values[i] = switch (type.dtype()) {
                    case BOOL -> segment.get(ValueLayout.JAVA_BYTE, i);
                    case UINT8 -> segment.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
                    case INT32 -> segment.getAtIndex(ValueLayout.JAVA_INT, i);
                    case INT64 -> segment.getAtIndex(ValueLayout.JAVA_LONG, i);
                    case FLOAT32 -> segment.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                    case FLOAT64 -> segment.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
                    case BFLOAT16, FLOAT16 ->
                        HalfPrecision.number(type.dtype(), segment.getAtIndex(ValueLayout.JAVA_SHORT, i));
                };
            }
        }
        return values;
    }

    /// The results of `graph` on `backend`, as buffers.
    public static Buffer[] run(Backend backend, Graph graph, List<Buffer> inputs) {
        var results = new Buffer[graph.results().size()];
        backend.compile(graph).run(inputs.toArray(Buffer[]::new), results);
        return results;
    }

    /// The value of a node without inputs, computed by the reference.
    public static double[] value(Node node) {
        return value(node, List.of());
    }

    /// The value of `result` where each input node has the given elements.
    public static double[] value(Node result, List<Node> inputs, double[]... values) {
        var backend = new ReferenceBackend();
        var buffers = new ArrayList<Buffer>();
        for (int i = 0; i < inputs.size(); i++) {
            buffers.add(buffer(backend, inputs.get(i).type(), values[i]));
        }
        return doubles(run(backend, new Graph(inputs, List.of(result)), buffers)[0]);
    }
}
