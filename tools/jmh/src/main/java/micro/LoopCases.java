package micro;

import static jacobian.engine.cpu.loop.LoopOperand.full;
import static jacobian.engine.shape.DType.FLOAT32;
import static jacobian.engine.shape.DType.INT32;
import static jacobian.engine.shape.DType.INT64;

import jacobian.engine.cpu.loop.Instruction;
import jacobian.engine.cpu.loop.Loop;
import jacobian.engine.cpu.loop.LoopOperand;
import jacobian.engine.cpu.loop.LoopOutput;
import jacobian.engine.graph.Binary;
import jacobian.engine.graph.Cast;
import jacobian.engine.graph.Comparison;
import jacobian.engine.graph.Op;
import jacobian.engine.graph.Reduce;
import jacobian.engine.graph.Select;
import jacobian.engine.graph.Unary;
import jacobian.engine.shape.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The loops of [LoopBenchmark].
final class LoopCases {
    private LoopCases() {}

    /// A loop under construction, then built.
    static final class Built {
        private final List<LoopOperand> operands = new ArrayList<>();
        private final List<Instruction> body = new ArrayList<>();
        private final List<LoopOutput> outputs = new ArrayList<>();
        private final int rank;
        private final int rowAxes;
        private final List<Integer> reduced;

        Built(int rank, int rowAxes, Integer... reduced) {
            this.rank = rank;
            this.rowAxes = rowAxes;
            this.reduced = List.of(reduced);
        }

        private int put(Instruction instruction) {
            body.add(instruction);
            return body.size() - 1;
        }

        int load(DType dtype) {
            operands.add(full(dtype));
            return put(new Instruction.Load(operands.size() - 1));
        }

        int number(double value) {
            return put(new Instruction.Literal(value, FLOAT32));
        }

        int apply(Op op, Integer... args) {
            return put(new Instruction.Apply(op, Arrays.asList(args)));
        }

        int row(Reduce.Kind kind, int value) {
            return put(new Instruction.RowReduce(kind, value));
        }

        int random() {
            operands.add(full(INT64));
            operands.add(full(INT64));
            return put(new Instruction.RandomBits(operands.size() - 2, operands.size() - 1));
        }

        Built store(int value) {
            operands.add(full(FLOAT32));
            outputs.add(new LoopOutput.Store(value, operands.size() - 1));
            return this;
        }

        Built storeTo(int value, int operand) {
            outputs.add(new LoopOutput.Store(value, operand));
            return this;
        }

        Built sum(int value) {
            operands.add(full(FLOAT32));
            outputs.add(new LoopOutput.Reduced(value, Reduce.Kind.SUM, operands.size() - 1));
            return this;
        }

        Loop loop() {
            return new Loop(rank, rowAxes, reduced, operands, body, outputs);
        }
    }

    static List<LoopCase> cases() {
        var row = new long[] {512, 1};
        var column = new long[] {0, 1};
        return List.of(
                new LoopCase("chain-of-7-16k", chain(), n(16_384), s(1, 1, 1), LoopsByHand::chain),
                new LoopCase(
                        "bias-relu-128x512",
                        biasRelu(),
                        n(128, 512),
                        new long[][] {row, column, row},
                        a -> LoopsByHand.biasRelu(a, 128, 512)),
                new LoopCase(
                        "relu-gradient-128x512", reluGradient(), n(65_536), s(1, 1, 1), LoopsByHand::reluGradient),
                new LoopCase(
                        "adam-670k", adam(), n(669_706), s(1, 1, 1, 1, 0, 0, 0, 0, 0), LoopsByHand::adam),
                new LoopCase(
                        "column-sums-128x512",
                        sum(0),
                        n(128, 512),
                        new long[][] {row, column},
                        a -> LoopsByHand.columnSums(a, 128, 512)),
                new LoopCase(
                        "row-sums-128x512",
                        sum(1),
                        n(128, 512),
                        new long[][] {row, {1, 0}},
                        a -> LoopsByHand.rowSums(a, 128, 512)),
                new LoopCase(
                        "sum-1M", total(), n(1_048_576), s(1, 0), a -> LoopsByHand.rowSums(a, 1, 1_048_576)),
                new LoopCase(
                        "softmax-128x10",
                        softmax(),
                        n(128, 10),
                        new long[][] {{10, 1}, {10, 1}},
                        a -> LoopsByHand.softmax(a, 128, 10)),
                new LoopCase(
                        "softmax-1024x128",
                        softmax(),
                        n(1024, 128),
                        new long[][] {{128, 1}, {128, 1}},
                        a -> LoopsByHand.softmax(a, 1024, 128)),
                new LoopCase(
                        "layer-norm-1024x128",
                        layerNorm(),
                        n(1024, 128),
                        new long[][] {{128, 1}, column, column, {128, 1}},
                        a -> LoopsByHand.layerNorm(a, 1024, 128)),
                new LoopCase("gelu-64k", gelu(), n(65_536), s(1, 1), LoopsByHand::gelu),
                new LoopCase("tanh-64k", function(Unary.TANH), n(65_536), s(1, 1), LoopsByHand::tanh),
                new LoopCase("exp-64k", function(Unary.EXP), n(65_536), s(1, 1), LoopsByHand::exp),
                new LoopCase(
                        "lstm-cell-64x128",
                        lstmCell(),
                        n(64, 128),
                        new long[][] {{512, 1}, {512, 1}, {512, 1}, {512, 1}, {128, 1}, {128, 1}, {128, 1}},
                        a -> {}),
                new LoopCase("dropout-64k", dropout(), n(65_536), s(1, 0, 0, 1), a -> {}));
    }

    private static long[] n(long... extents) {
        return extents;
    }

    private static long[][] s(long... strides) {
        return Arrays.stream(strides).mapToObj(stride -> new long[] {stride}).toArray(long[][]::new);
    }

    private static Built chain() {
        var loop = new Built(1, 0);
        int x = loop.load(FLOAT32);
        int y = loop.load(FLOAT32);
        int v = loop.apply(Binary.ADD, loop.apply(Binary.MULTIPLY, x, y), x);
        v = loop.apply(Unary.SQRT, loop.apply(Binary.ADD, loop.apply(Unary.RELU, v), y));
        return loop.store(loop.apply(Binary.MULTIPLY, loop.apply(Binary.SUBTRACT, v, x), y));
    }

    private static Built biasRelu() {
        var loop = new Built(2, 0);
        return loop.store(loop.apply(Unary.RELU, loop.apply(Binary.ADD, loop.load(FLOAT32), loop.load(FLOAT32))));
    }

    private static Built reluGradient() {
        var loop = new Built(1, 0);
        int y = loop.load(FLOAT32);
        int g = loop.load(FLOAT32);
        int zero = loop.number(0);
        return loop.store(loop.apply(new Select(), loop.apply(Comparison.GREATER, y, zero), g, zero));
    }

    /// Operands: gradient, moments m and v, weights w, then the scalars beta1, beta2, step size, epsilon, and
    /// one spare.
    private static Built adam() {
        var loop = new Built(1, 0);
        int g = loop.load(FLOAT32);
        int m = loop.load(FLOAT32);
        int v = loop.load(FLOAT32);
        int w = loop.load(FLOAT32);
        int oneLessBeta1 = loop.load(FLOAT32);
        int oneLessBeta2 = loop.load(FLOAT32);
        int rate = loop.load(FLOAT32);
        int epsilon = loop.load(FLOAT32);
        int scale = loop.load(FLOAT32);
        int scaled = loop.apply(Binary.MULTIPLY, g, scale);
        int m2 = loop.apply(
                Binary.ADD, m, loop.apply(Binary.MULTIPLY, loop.apply(Binary.SUBTRACT, scaled, m), oneLessBeta1));
        int square = loop.apply(Binary.MULTIPLY, scaled, scaled);
        int v2 = loop.apply(
                Binary.ADD, v, loop.apply(Binary.MULTIPLY, loop.apply(Binary.SUBTRACT, square, v), oneLessBeta2));
        int root = loop.apply(Binary.ADD, loop.apply(Unary.SQRT, v2), epsilon);
        int step = loop.apply(Binary.DIVIDE, loop.apply(Binary.MULTIPLY, m2, rate), root);
        int w2 = loop.apply(Binary.SUBTRACT, w, step);
        return loop.storeTo(m2, 1).storeTo(v2, 2).storeTo(w2, 3);
    }

    private static Built sum(int axis) {
        var loop = new Built(2, 0, axis);
        return loop.sum(loop.load(FLOAT32));
    }

    private static Built total() {
        var loop = new Built(1, 0, 0);
        return loop.sum(loop.load(FLOAT32));
    }

    private static Built softmax() {
        var loop = new Built(2, 1);
        int x = loop.load(FLOAT32);
        int e = loop.apply(Unary.EXP, loop.apply(Binary.SUBTRACT, x, loop.row(Reduce.Kind.MAX, x)));
        return loop.store(loop.apply(Binary.DIVIDE, e, loop.row(Reduce.Kind.SUM, e)));
    }

    private static Built layerNorm() {
        var loop = new Built(2, 1);
        int x = loop.load(FLOAT32);
        int gamma = loop.load(FLOAT32);
        int beta = loop.load(FLOAT32);
        int size = loop.number(1.0 / 128);
        int mean = loop.apply(Binary.MULTIPLY, loop.row(Reduce.Kind.SUM, x), size);
        int d = loop.apply(Binary.SUBTRACT, x, mean);
        int variance = loop.apply(Binary.MULTIPLY, loop.row(Reduce.Kind.SUM, loop.apply(Binary.MULTIPLY, d, d)), size);
        int scale = loop.apply(Unary.RSQRT, loop.apply(Binary.ADD, variance, loop.number(1e-3)));
        int y = loop.apply(Binary.MULTIPLY, loop.apply(Binary.MULTIPLY, d, scale), gamma);
        return loop.store(loop.apply(Binary.ADD, y, beta));
    }

    private static Built gelu() {
        var loop = new Built(1, 0);
        int x = loop.load(FLOAT32);
        int erf = loop.apply(Unary.ERF, loop.apply(Binary.MULTIPLY, x, loop.number(Math.sqrt(0.5))));
        int half = loop.apply(Binary.MULTIPLY, x, loop.number(0.5));
        return loop.store(loop.apply(Binary.MULTIPLY, half, loop.apply(Binary.ADD, erf, loop.number(1))));
    }

    private static Built function(Unary op) {
        var loop = new Built(1, 0);
        return loop.store(loop.apply(op, loop.load(FLOAT32)));
    }

    /// Four gates of a row that is four cells wide, and the cell state.
    private static Built lstmCell() {
        var loop = new Built(2, 0);
        int input = loop.apply(Unary.SIGMOID, loop.load(FLOAT32));
        int forget = loop.apply(Unary.SIGMOID, loop.load(FLOAT32));
        int candidate = loop.apply(Unary.TANH, loop.load(FLOAT32));
        int output = loop.apply(Unary.SIGMOID, loop.load(FLOAT32));
        int kept = loop.apply(Binary.MULTIPLY, forget, loop.load(FLOAT32));
        int cell = loop.apply(Binary.ADD, kept, loop.apply(Binary.MULTIPLY, input, candidate));
        int hidden = loop.apply(Binary.MULTIPLY, output, loop.apply(Unary.TANH, cell));
        return loop.store(cell).store(hidden);
    }

    private static Built dropout() {
        var loop = new Built(1, 0);
        int x = loop.load(FLOAT32);
        int bits = loop.random();
        int eight = loop.put(new Instruction.Literal(8, INT32));
        int whole = loop.apply(new Cast(FLOAT32), loop.apply(Binary.SHIFT_RIGHT, bits, eight));
        int keep = loop.apply(Comparison.LESS, whole, loop.number(0.8 * (1 << 24)));
        return loop.store(loop.apply(
                Binary.MULTIPLY,
                loop.apply(Binary.MULTIPLY, x, loop.number(1.25)),
                loop.apply(new Cast(FLOAT32), keep)));
    }
}
