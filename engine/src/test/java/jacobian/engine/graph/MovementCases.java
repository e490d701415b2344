package jacobian.engine.graph;

import static jacobian.engine.graph.OpCase.shape;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Cases of leaves and of the operations that move elements.
final class MovementCases {
    private MovementCases() {}

    static List<OpCase> of(DType dtype, Dim n) {
        var cases = new ArrayList<OpCase>();
        leaves(cases, dtype, n);
        views(cases, dtype, n);
        pieces(cases, dtype, n);
        return cases;
    }

    private static void leaves(List<OpCase> cases, DType dtype, Dim n) {
        var leaf = Nature.none("it has no inputs");
        var x = Argument.of(dtype, shape(n));
        cases.add(new OpCase(new Input(new Source() {}, x.type()), List.of(x), inputs -> inputs, Nature.SMOOTH, 1));
        cases.add(OpCase.of(new Constant(dtype == DType.BOOL ? 1 : 3, dtype), leaf));
        if (dtype != DType.BOOL) {
            var size = Nature.none("it depends on the shape alone");
            cases.add(OpCase.of(new Size(List.of(0, 2), dtype), size, Argument.of(dtype, shape(n, 2, 3))));
        }
        if (dtype != DType.BOOL) {
            // A symbol gets its number from data, so a leaf of a symbolic shape stands beside an input.
            for (int axis : new int[] {0, 1}) {
                var op = new Iota(new TensorType(dtype, shape(n, 3)), axis);
                var data = Argument.of(dtype, shape(n, 3));
                cases.add(new OpCase(op, List.of(data), inputs -> List.of(Node.of(op), inputs.get(0)), leaf, 1));
            }
        }
        if (dtype == DType.INT64) {
            var op = new RandomBits(shape(3, n));
            var key = Argument.repeated(dtype, Shape.scalar(), 0x123456789L);
            var counter = Argument.repeated(dtype, Shape.scalar(), 0xFFFFFFF0L);
            var data = Argument.of(dtype, shape(n));
            cases.add(new OpCase(
                    op,
                    List.of(key, counter, data),
                    inputs -> List.of(Node.of(op, inputs.get(0), inputs.get(1)), inputs.get(2)),
                    Nature.BITS,
                    1));
        }
    }

    private static void views(List<OpCase> cases, DType dtype, Dim n) {
        var smooth = Nature.SMOOTH;
        cases.add(OpCase.of(new Reshape(shape(2, n, 3)), smooth, Argument.of(dtype, shape(n, 6))));
        cases.add(OpCase.of(new Reshape(shape(1, n)), smooth, Argument.of(dtype, shape(n))));
        cases.add(OpCase.of(new Transpose(List.of(1, 0)), smooth, Argument.of(dtype, shape(n, 3))));
        cases.add(OpCase.of(new Transpose(List.of(2, 0, 1)), smooth, Argument.of(dtype, shape(2, 3, n))));
        cases.add(OpCase.of(new Transpose(List.of(0, 2, 1, 3)), smooth, Argument.of(dtype, shape(2, n, 1, 2))));
        cases.add(OpCase.of(new Broadcast(shape(3, n), List.of(0)), smooth, Argument.of(dtype, shape(n))));
        cases.add(beside(new Broadcast(shape(2, n, 3), List.of(0, 1)), Argument.of(dtype, shape(1, 3)), n));
        cases.add(beside(new Broadcast(shape(n), List.of(0)), Argument.of(dtype, shape()), n));
        cases.add(OpCase.of(new Broadcast(shape(2, n), List.of()), smooth, Argument.of(dtype, shape(2, n))));
        cases.add(OpCase.of(new Reverse(List.of(1)), smooth, Argument.of(dtype, shape(3, n))));
        cases.add(OpCase.of(new Reverse(List.of(0, 2)), smooth, Argument.of(dtype, shape(n, 2, 3))));
        cases.add(OpCase.of(new Barrier(), smooth, Argument.of(dtype, shape(n, 3)), Argument.of(dtype, shape(1, 1))));
        cases.add(OpCase.of(
                new StopGradient(), Nature.none("it stops gradients by definition"), Argument.of(dtype, shape(n))));
    }

    /// A case whose operand does not tell the size of `n`: another input does.
    private static OpCase beside(Op op, Argument operand, Dim n) {
        var data = Argument.of(operand.type().dtype(), shape(n));
        return new OpCase(
                op,
                List.of(operand, data),
                inputs -> List.of(Node.of(op, inputs.get(0)), inputs.get(1)),
                Nature.SMOOTH,
                1);
    }

    private static void pieces(List<OpCase> cases, DType dtype, Dim n) {
        var smooth = Nature.SMOOTH;
        var ends = new Range(1, -1, 1);
        cases.add(OpCase.of(
                new Slice(List.of(new Range(1, Range.END, 2), Range.ALL)), smooth, Argument.of(dtype, shape(n, 3))));
        cases.add(OpCase.of(new Slice(List.of(Range.ALL, ends)), smooth, Argument.of(dtype, shape(n, 4))));
        cases.add(OpCase.of(new Slice(List.of(new Range(-2, Range.END, 1))), smooth, Argument.of(dtype, shape(n))));
        cases.add(OpCase.of(
                new Unslice(List.of(Range.ALL, new Range(1, 5, 2)), shape(n, 6)),
                smooth,
                Argument.of(dtype, shape(n, 2))));
        cases.add(OpCase.of(new Pad(List.of(1, 0), List.of(0, 2)), smooth, Argument.of(dtype, shape(2, n))));
        cases.add(OpCase.of(new Pad(List.of(0, 2), List.of(3, 0)), smooth, Argument.of(dtype, shape(n, 1))));
        cases.add(OpCase.of(new Concat(0), smooth, Argument.of(dtype, shape(n, 2)), Argument.of(dtype, shape(3, 2))));
        cases.add(OpCase.of(
                new Concat(1),
                smooth,
                Argument.of(dtype, shape(2, n)),
                Argument.of(dtype, shape(2, n)),
                Argument.of(dtype, shape(2, 1))));
        var part = new Part(0, shape(n, 3), 1);
        var pieces = List.of(Argument.of(dtype, shape(n, 2)), Argument.of(dtype, shape(3, 2)));
        cases.add(new OpCase(
                part, pieces, inputs -> List.of(Node.of(part, Node.of(new Concat(0), inputs))), smooth, 1));
        var first = new Part(0, shape(n, 3), 0);
        cases.add(new OpCase(
                first, pieces, inputs -> List.of(Node.of(first, Node.of(new Concat(0), inputs))), smooth, 1));
    }
}
