package jacobian.engine.graph;

import static jacobian.engine.graph.OpCase.shape;

import jacobian.engine.reference.Run;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Several operations together, as networks use them: what a compiler fuses, reorders and shares must stay what
/// it was.
record Composition(String name, List<Argument> arguments, int terms, Function<List<Node>, List<Node>> body)
        implements Case {
    @Override
    public List<Node> results(List<Node> inputs) {
        return body.apply(inputs);
    }

    @Override
    public String toString() {
        return name + " of " + arguments.stream().map(Argument::type).toList();
    }

    /// The compositions over `dtype`, a floating type, in which one axis has size `n`.
    static List<Composition> of(DType dtype, Dim n) {
        var all = new ArrayList<Composition>();
        normalizations(all, dtype, n);
        movements(all, dtype, n);
        networks(all, dtype, n);
        optimizers(all, dtype, n);
        return all;
    }

    private static int size(Dim n) {
        return Math.max(1, n.size());
    }

    private static void normalizations(List<Composition> all, DType dtype, Dim n) {
        var x = List.of(Argument.of(dtype, shape(3, n), -2, 2));
        all.add(one("softmax", x, size(n), in -> in.softmax(-1)));
        all.add(one(
                "softmax along the first axis",
                List.of(Argument.of(dtype, shape(n, 3))),
                size(n),
                in -> in.softmax(0)));
        all.add(one("log softmax", x, size(n), in -> in.logSoftmax(1)));
        all.add(one("log sum exp", x, size(n), in -> in.logsumexp(1)));
        all.add(one("variance", x, size(n), in -> in.var(1)));
        all.add(one("variance of columns", List.of(Argument.of(dtype, shape(n, 5))), size(n), in -> in.var(0)));
        all.add(one("layer normalization", x, size(n), in -> {
            var centred = in.subtract(in.meanKeep(-1));
            return centred.multiply(centred.square().meanKeep(-1).add(1e-3).rsqrt());
        }));
        all.add(one(
                "gelu",
                x,
                16,
                in -> in.multiply(0.5)
                        .multiply(in.multiply(Math.sqrt(0.5)).erf().add(1))));
        all.add(one("softplus", x, 1, Node::softplus));
        all.add(one(
                "clipped polynomial",
                x,
                1,
                in -> in.square()
                        .multiply(in)
                        .add(in.multiply(2))
                        .clip(-1, 3)
                        .abs()
                        .sqrt()));
        all.add(gradient(
                "gradient of log softmax",
                List.of(Argument.of(dtype, shape(n, 5))),
                size(n),
                in -> in.get(0).logSoftmax(-1).at(1, 2).mean().negative()));
    }

    private static void movements(List<Composition> all, DType dtype, Dim n) {
        var row = Argument.of(dtype, shape(1, 4));
        var column = Argument.of(dtype, shape(n, 1));
        all.add(new Composition(
                "outer sum and product",
                List.of(column, row),
                size(n),
                in -> List.of(
                        in.get(0).add(in.get(1)), in.get(0).multiply(in.get(1)).sum(0))));
        all.add(one(
                "transposed, added, transposed",
                List.of(Argument.of(dtype, shape(n, 4))),
                1,
                in -> in.transpose().multiply(2).add(in.exp().transpose()).transpose()));
        all.add(one(
                "slices joined again",
                List.of(Argument.of(dtype, shape(n, 6))),
                1,
                in -> Node.concatenate(
                        List.of(in.range(1, 4, 6), in.range(1, 0, 2).negative(), in.range(1, 1, 3)), 1)));
        all.add(one("every second row times the first of them", List.of(Argument.of(dtype, shape(n, 3))), 1, in -> {
            var even = in.range(0, new Range(0, Range.END, 2));
            return even.multiply(even.exp().range(0, new Range(0, Range.END, 1)));
        }));
        all.add(new Composition(
                "masked mean",
                List.of(Argument.of(dtype, shape(n, 3)), Argument.of(DType.BOOL, shape(n, 3))),
                size(n),
                in -> {
                    var mask = in.get(1).cast(dtype);
                    return List.of(in.get(1)
                            .select(in.get(0), in.get(0).zerosLike())
                            .sum()
                            .divide(mask.sum().add(1)));
                }));
        all.add(new Composition(
                "integers between",
                List.of(Argument.of(DType.INT32, shape(n)), Argument.of(DType.UINT8, shape(n))),
                1,
                in -> List.of(in.get(0)
                        .add(in.get(1))
                        .multiply(3)
                        .mod(in.get(1).add(1))
                        .cast(dtype)
                        .divide(7))));
        all.add(new Composition(
                "scalars spread",
                List.of(Argument.of(dtype, shape()), Argument.of(dtype, shape(n, 2))),
                size(n),
                in -> List.of(
                        in.get(1).multiply(in.get(0)).add(in.get(0).exp()),
                        in.get(1).subtract(in.get(0)).sum())));
        all.add(new Composition(
                "dropout",
                List.of(
                        Argument.of(dtype, shape(n, 4)),
                        Argument.repeated(DType.INT64, Shape.scalar(), 99),
                        Argument.repeated(DType.INT64, Shape.scalar(), 5)),
                1,
                in -> {
                    var bits = Node.of(new RandomBits(in.get(0).shape()), in.get(1), in.get(2));
                    var uniform = bits.logicalRightShift(bits.constant(8, DType.INT32))
                            .cast(dtype)
                            .multiply(1.0 / (1 << 24));
                    var kept = uniform.greater(0.3);
                    return List.of(kept.select(in.get(0).divide(0.7), in.get(0).zerosLike()));
                }));
        all.add(new Composition("results shared", List.of(Argument.of(dtype, shape(n, 3))), size(n), in -> {
            var exp = in.get(0).exp();
            return List.of(exp, exp.sum(1), exp.add(1).log(), exp, in.get(0));
        }));
    }

    private static void networks(List<Composition> all, DType dtype, Dim n) {
        var dense = List.of(
                Argument.of(dtype, shape(n, 5)),
                Argument.of(dtype, shape(5, 17)),
                Argument.of(dtype, shape(17)),
                Argument.of(dtype, shape(17, 3)),
                Argument.of(dtype, shape(3)));
        all.add(gradient("two dense layers", dense, 17 * size(n), in -> {
            var hidden = in.get(0).matmul(in.get(1)).add(in.get(2)).relu();
            return hidden.matmul(in.get(3)).add(in.get(4)).tanh().square().mean();
        }));
        all.add(gradient(
                "dense with residual",
                List.of(dense.get(0), Argument.of(dtype, shape(5, 5)), Argument.of(dtype, shape(5))),
                5 * size(n),
                in -> in.get(0)
                        .matmul(in.get(1))
                        .add(in.get(2))
                        .sigmoid()
                        .add(in.get(0))
                        .square()
                        .sum()));
        var window = new Window(List.of(3, 3), List.of(1, 1), List.of(1, 1), Padding.SAME);
        var pool = new Window(List.of(2, 2), List.of(2, 2), List.of(1, 1), Padding.VALID);
        var batch = n.isFixed() ? Dim.fixed(Math.min(n.size(), 17)) : n;
        var images = List.of(
                Argument.of(dtype, shape(batch, 6, 6, 2)),
                Argument.of(dtype, shape(3, 3, 2, 5)),
                Argument.of(dtype, shape(5)));
        all.add(gradient(
                "convolution, bias, relu, pooling",
                images,
                180 * size(batch),
                in -> in.get(0)
                        .convolve(in.get(1), window, 1)
                        .add(in.get(2))
                        .relu()
                        .averagePool(pool)
                        .square()
                        .mean()));
        all.add(gradient("convolution and batch normalization", images, 180 * size(batch), in -> {
            var y = in.get(0).convolve(in.get(1), window, 1);
            var mean = y.meanKeep(0, 1, 2);
            var scale = y.subtract(mean).square().meanKeep(0, 1, 2).add(1e-3).rsqrt();
            return y.subtract(mean)
                    .multiply(scale)
                    .add(in.get(2))
                    .relu()
                    .square()
                    .sum();
        }));
        var words = List.of(
                Argument.of(dtype, shape(7, 4)), Argument.indices(shape(n, 3), 7), Argument.of(dtype, shape(4, 2)));
        all.add(gradient(
                "embedding, mean of words, dense",
                words,
                12 * size(n),
                in -> in.get(0)
                        .take(in.get(1), 0)
                        .mean(1)
                        .matmul(in.get(2))
                        .square()
                        .sum()));
        var qkv = Argument.of(dtype, shape(2, n, 4));
        all.add(gradient(
                "attention",
                List.of(qkv, Argument.of(dtype, shape(2, 3, 4)), Argument.of(dtype, shape(2, 3, 4))),
                12 * size(n),
                in -> in.get(0)
                        .matmul(in.get(1).swapaxes(1, 2))
                        .multiply(0.5)
                        .softmax(-1)
                        .matmul(in.get(2))
                        .square()
                        .mean()));
        all.add(recurrent(dtype, n));
    }

    private static Composition recurrent(DType dtype, Dim n) {
        var arguments = List.of(
                Argument.of(dtype, shape(n, 3)), Argument.of(dtype, shape(5, n, 3)), Argument.of(dtype, shape(3, 3)));
        return gradient("recurrent cell through time", arguments, 15 * size(n), in -> {
            var h = Run.input(new TensorType(dtype, shape(n, 3)));
            var x = Run.input(new TensorType(dtype, shape(n, 3)));
            var w = Run.input(new TensorType(dtype, shape(3, 3)));
            var next = h.matmul(w).add(x).tanh();
            var scan = new Scan(new Graph(List.of(h, x, w), List.of(next, next.square())), 1, 1, Dim.fixed(5), false);
            var node = Node.of(scan, in);
            return node.pick(0).sum().add(node.pick(1).mean());
        });
    }

    private static void optimizers(List<Composition> all, DType dtype, Dim n) {
        var w = Argument.of(dtype, shape(n, 3));
        var positive = Argument.of(dtype, shape(n, 3), 0, 1);
        all.add(new Composition("adam", List.of(w, w, w, positive, Argument.of(dtype, shape(), 0.01, 0.02)), 1, in -> {
            var gradient = in.get(1);
            var m = in.get(2).add(gradient.subtract(in.get(2)).multiply(0.1));
            var v = in.get(3).add(gradient.square().subtract(in.get(3)).multiply(0.001));
            var step = m.multiply(in.get(4)).divide(v.sqrt().add(1e-7));
            return List.of(in.get(0).subtract(step), m, v);
        }));
        all.add(new Composition("clipped by norm", List.of(w, w), 3 * size(n), in -> {
            var norm = in.get(0).square().sum().add(in.get(1).square().sum()).sqrt();
            var scale = norm.maximum(1).reciprocal();
            return List.of(in.get(0).multiply(scale), in.get(1).multiply(scale), norm);
        }));
    }

    private static Composition one(String name, List<Argument> arguments, int terms, Function<Node, Node> body) {
        return new Composition(name, arguments, terms, inputs -> List.of(body.apply(inputs.get(0))));
    }

    /// The loss and its gradients by all floating operands.
    private static Composition gradient(
            String name, List<Argument> arguments, int terms, Function<List<Node>, Node> loss) {
        return new Composition(name, arguments, terms, inputs -> {
            var value = loss.apply(inputs);
            var results = new ArrayList<>(List.of(value));
            var variables =
                    inputs.stream().filter(input -> input.dtype().isFloating()).toList();
            Gradient.of(value, variables).forEach(gradient -> results.add(gradient.orElseThrow()));
            return results;
        });
    }
}
