package jacobian.keras.ops;

import jacobian.engine.graph.HostCall;
import jacobian.engine.graph.Iota;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Range;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.ShapeException;
import jacobian.engine.shape.TensorType;
import jacobian.engine.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// Sequences of labels that belong to longer sequences of scores: how likely one is, and which one it is (Graves
/// et al. 2006).
final class Ctc {
    private Ctc() {}

    static Tensor loss(Tensor target, Tensor output, Tensor targetLength, Optional<Tensor> outputLength, int blank) {
        if (target.rank() != 2 || output.rank() != 3) {
            throw new ShapeException("ctc_loss cannot compare the target " + target.shape() + " with " + output.shape()
                    + "\n  needs  labels (batch, labels) and logits (batch, steps, classes)\n  mend   "
                    + "fill shorter targets up");
        }
        var labels = target.cast(DType.INT32);
        var logarithms = output.logSoftmax(-1);
        var silent =
                logarithms.range(2, blank, blank == -1 ? Range.END : blank + 1).transpose(1, 0, 2);
        var spoken = chosen(logarithms, labels).transpose(1, 0, 2);
        var counts =
                outputLength.map(length -> within(output, length).transpose().expandDims(-1));
        var last = Alignments.of(labels, new Alignments.Steps(spoken, silent, counts));
        int width = labels.shape().size(1) + 1;
        var chosen = targetLength.cast(DType.INT32).oneHot(width, last.dtype());
        return last.multiply(chosen).sum(1).negative();
    }

    /// The logarithm of each label's probability at each step: `(batch, steps, labels)`.
    private static Tensor chosen(Tensor logarithms, Tensor labels) {
        var shape = logarithms.shape();
        var wide =
                Shape.of(List.<Dim>of(shape.dim(0), shape.dim(1), labels.shape().dim(1)));
        return logarithms.takeAlongAxis(labels.expandDims(1).broadcastTo(wide), -1);
    }

    /// True at the steps before `lengths`, `(batch, steps)`.
    private static Tensor within(Tensor x, Tensor lengths) {
        return steps(x).less(lengths.cast(DType.INT32).expandDims(-1));
    }

    private static Tensor steps(Tensor x) {
        var type = new TensorType(DType.INT32, x.shape().range(0, 2));
        return x.apply(new Iota(type, 1), List.of());
    }

    static NN.Decoded decode(Tensor inputs, Tensor lengths, CtcDecodeOptions options) {
        var x = inputs.floating();
        if (x.rank() != 3 || lengths.rank() != 1) {
            throw new ShapeException("ctc_decode cannot take " + inputs.shape() + " with lengths " + lengths.shape()
                    + ": needs (batch, steps, classes) and (batch,)");
        }
        return switch (options.strategy()) {
            case GREEDY -> greedy(x, lengths, options);
            case BEAM_SEARCH -> {
                var results = Tensor.applyAll(
                        new HostCall(new BeamSearch(options.beamWidth(), options.topPaths(), options.maskIndex())),
                        List.of(x.logSoftmax(-1).cast(DType.FLOAT64), lengths.cast(DType.INT32)));
                yield new NN.Decoded(results.get(0), results.get(1).cast(x.dtype()));
            }
        };
    }

    private static NN.Decoded greedy(Tensor x, Tensor lengths, CtcDecodeOptions options) {
        var within = within(x, lengths);
        int classes = x.shape().size(-1);
        int maskIndex = options.maskIndex() < 0 ? options.maskIndex() + classes : options.maskIndex();
        var blank = x.constant(maskIndex, DType.INT32);
        var best = within.select(x.argmax(-1), blank);
        var scores = within.select(x.max(-1), x.constant(0, x.dtype()));
        var labels = options.mergeRepeated() ? merged(best, blank) : best;
        var silent = labels.equal(blank);
        // Labels move to the front in their order, what is left over becomes -1.
        var end = x.constant(Integer.MAX_VALUE, DType.INT32);
        var order = silent.select(end, steps(x)).argsort(-1, false);
        var paths = silent.select(x.constant(-1, DType.INT32), labels).takeAlongAxis(order, -1);
        return new NN.Decoded(paths.expandDims(0), scores.sum(1).negative().expandDims(-1));
    }

    /// `labels` with `blank` where one is that of the step before.
    private static Tensor merged(Tensor labels, Tensor blank) {
        int steps = labels.shape().size(1);
        var same = labels.range(1, 1, steps).equal(labels.range(1, 0, steps - 1));
        var repeats = same.cast(DType.INT32).pad(new int[] {0, 1}, new int[] {0, 0});
        return repeats.cast(DType.BOOL).select(blank, labels);
    }
}
