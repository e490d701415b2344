package jacobian.engine.graph;

import static jacobian.engine.graph.OpCase.shape;

import jacobian.engine.reference.Run;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cases of the operations that hold others: scans, composites, functions of the host.
final class ControlCases {
    private ControlCases() {}

    static List<OpCase> of(DType dtype, Dim n) {
        var cases = new ArrayList<OpCase>();
        if (dtype != DType.BOOL) {
            scans(cases, dtype, n);
            composites(cases, dtype, n);
        }
        if (dtype == DType.FLOAT64) {
            cases.add(OpCase.of(
                    new HostCall(new Twist()),
                    Nature.SMOOTH,
                    Argument.of(dtype, shape(n)),
                    Argument.of(dtype, shape(n))));
        }
        return cases;
    }

    private static void scans(List<OpCase> cases, DType dtype, Dim n) {
        for (boolean reverse : new boolean[] {false, true}) {
            var h = Run.input(new TensorType(dtype, shape(n, 2)));
            var x = Run.input(new TensorType(dtype, shape(n, 2)));
            var w = Run.input(new TensorType(dtype, shape(2, 2)));
            var sum = (dtype == DType.UINT8 ? h.multiply(w.max(0)) : h.matmul(w)).add(x);
            var next = dtype.isFloating() ? sum.tanh() : sum;
            var body = new Graph(List.of(h, x, w), List.of(next, next.multiply(x)));
            var scan = new Scan(body, 1, 1, Dim.fixed(3), reverse);
            cases.add(OpCase.of(
                    scan,
                    Nature.SMOOTH,
                    6,
                    Argument.of(dtype, shape(n, 2)),
                    Argument.of(dtype, shape(3, n, 2)),
                    Argument.of(dtype, shape(2, 2))));
            cases.add(new OpCase(
                    new Pick(1),
                    List.of(
                            Argument.of(dtype, shape(n, 2)),
                            Argument.of(dtype, shape(3, n, 2)),
                            Argument.of(dtype, shape(2, 2))),
                    inputs -> List.of(Node.of(new Pick(1), Node.of(scan, inputs))),
                    Nature.SMOOTH,
                    6));
        }
        // As many steps as data has.
        var c = Run.input(TensorType.of(dtype, 2));
        var x = Run.input(TensorType.of(dtype, 2));
        var body = new Graph(List.of(c, x), List.of(c.add(x), c));
        cases.add(OpCase.of(
                new Scan(body, 1, 1, n, false),
                Nature.SMOOTH,
                Math.max(1, n.size()),
                Argument.of(dtype, shape(2)),
                Argument.of(dtype, shape(n, 2))));
    }

    private static void composites(List<OpCase> cases, DType dtype, Dim n) {
        var a = Run.input(new TensorType(dtype, shape(n, 2)));
        var b = Run.input(new TensorType(dtype, shape(n, 2)));
        var body = new Graph(List.of(a, b), List.of(a.multiply(b).add(a), a.square()));
        var plain = new Composite("product plus one", body, Optional.empty());
        cases.add(OpCase.of(plain, Nature.SMOOTH, Argument.of(dtype, shape(n, 2)), Argument.of(dtype, shape(n, 2))));
        cases.add(OpCase.of(cube(dtype, shape(n)), Nature.SMOOTH, Argument.of(dtype, shape(n))));
    }

    /// x^3 with its gradient written by hand.
    static Composite cube(DType dtype, Shape shape) {
        var x = Run.input(new TensorType(dtype, shape));
        var body = new Graph(List.of(x), List.of(x.multiply(x).multiply(x)));
        var again = Run.input(new TensorType(dtype, shape));
        var result = Run.input(new TensorType(dtype, shape));
        var upstream = Run.input(new TensorType(dtype, shape));
        var gradient = new Graph(
                List.of(again, result, upstream),
                List.of(upstream.multiply(again.square()).multiply(3)));
        return new Composite("cube", body, Optional.of(gradient));
    }

    /// (a sin b, a + b), computed by the host.
    static final class Twist implements HostFunction {
        @Override
        public String name() {
            return "twist";
        }

        @Override
        public List<TensorType> types(List<TensorType> inputs) {
            return inputs;
        }

        @Override
        public void call(List<TensorType> types, List<MemorySegment> inputs, List<MemorySegment> results) {
            for (int i = 0; i < types.get(0).shape().size(); i++) {
                double a = inputs.get(0).getAtIndex(ValueLayout.JAVA_DOUBLE, i);
                double b = inputs.get(1).getAtIndex(ValueLayout.JAVA_DOUBLE, i);
                results.get(0).setAtIndex(ValueLayout.JAVA_DOUBLE, i, a * Math.sin(b));
                results.get(1).setAtIndex(ValueLayout.JAVA_DOUBLE, i, a + b);
            }
        }

        @Override
        public Optional<List<Node>> gradients(Node node, List<Node> upstreams) {
            var a = node.input(0);
            var b = node.input(1);
            var first = upstreams.get(0);
            var second = upstreams.get(1);
            return Optional.of(List.of(
                    first.multiply(b.sin()).add(second),
                    first.multiply(a).multiply(b.cos()).add(second)));
        }
    }
}
