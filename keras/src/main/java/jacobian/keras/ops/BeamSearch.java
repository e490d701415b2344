package jacobian.keras.ops;

import jacobian.engine.graph.HostFunction;
import jacobian.engine.shape.DType;
import jacobian.engine.shape.Dim;
import jacobian.engine.shape.Shape;
import jacobian.engine.shape.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// The likeliest sequences of labels, of which `width` are followed from step to step (Graves et al. 2006).
///
/// Inputs: logarithms of probabilities float64 `(batch, steps, classes)`, lengths int32 `(batch,)`. Results:
/// labels int32 `(paths, batch, steps)` filled up with -1, logarithms of their probabilities float64 `(batch,
/// paths)`.
record BeamSearch(int width, int paths, int blank) implements HostFunction {
    /// One sequence: the logarithm of the probability of all ways that end on its last label, and of those that
    /// end on a blank.
    private record Beam(int[] labels, double spoken, double silent) {
        double total() {
            return sum(spoken, silent);
        }

        Beam and(Beam other) {
            return new Beam(labels, sum(spoken, other.spoken), sum(silent, other.silent));
        }
    }

    /// As Keras breaks ties: the later label is the smaller one, and nothing is smaller than a label.
    private static final Comparator<int[]> ORDER = (a, b) -> Arrays.compare(
            IntStream.of(a).map(label -> -label).toArray(),
            IntStream.of(b).map(label -> -label).toArray());

    @Override
    public String name() {
        return "ctc_beam_search";
    }

    @Override
    public List<TensorType> types(List<TensorType> inputs) {
        var x = inputs.get(0).shape();
        var count = Dim.fixed(paths);
        return List.of(
                new TensorType(DType.INT32, Shape.of(List.of(count, x.dim(0), x.dim(1)))),
                new TensorType(DType.FLOAT64, Shape.of(List.of(x.dim(0), count))));
    }

    @Override
    public void call(List<TensorType> types, List<MemorySegment> inputs, List<MemorySegment> results) {
        int batch = types.get(0).shape().size(0);
        int steps = types.get(0).shape().size(1);
        int classes = types.get(0).shape().size(2);
        var x = inputs.get(0).toArray(ValueLayout.JAVA_DOUBLE);
        var lengths = inputs.get(1).toArray(ValueLayout.JAVA_INT);
        for (int b = 0; b < batch; b++) {
            var rows = new double[Math.max(1, Math.min(steps, lengths[b]))][];
            for (int t = 0; t < rows.length; t++) {
                int from = (b * steps + t) * classes;
                rows[t] = Arrays.copyOfRange(x, from, from + classes);
            }
            var found = search(rows, blank < 0 ? blank + classes : blank);
            for (int path = 0; path < paths; path++) {
                var labels = new int[steps];
                Arrays.fill(labels, -1);
                var beam = path < found.size() ? found.get(path) : new Beam(new int[0], NEVER, NEVER);
                System.arraycopy(beam.labels, 0, labels, 0, beam.labels.length);
                MemorySegment.copy(
                        labels, 0, results.get(0), ValueLayout.JAVA_INT, 4L * (path * batch + b) * steps, steps);
                results.get(1).setAtIndex(ValueLayout.JAVA_DOUBLE, (long) b * paths + path, beam.total());
            }
        }
    }

    private static final double NEVER = Double.NEGATIVE_INFINITY;

    /// The likeliest sequences, best first; ties in the order of [#ORDER], last first.
    private List<Beam> search(double[][] rows, int blank) {
        var beams = first(rows[0], blank);
        for (int t = 1; t < rows.length; t++) {
            var next = new TreeMap<int[], Beam>(ORDER);
            for (var beam : beams) {
                extend(beam, rows[t], blank, next);
            }
            beams = best(next, width);
        }
        var all = new TreeMap<int[], Beam>(ORDER);
        beams.forEach(beam -> all.merge(beam.labels, beam, Beam::and));
        return best(all, paths).reversed();
    }

    private List<Beam> first(double[] row, int blank) {
        var all = new TreeMap<int[], Beam>(ORDER);
        for (int label = 0; label < row.length; label++) {
            add(
                    all,
                    label == blank
                            ? new Beam(new int[0], NEVER, row[label])
                            : new Beam(new int[] {label}, row[label], NEVER));
        }
        return best(all, width);
    }

    private static void extend(Beam beam, double[] row, int blank, TreeMap<int[], Beam> next) {
        int length = beam.labels.length;
        add(next, new Beam(beam.labels, NEVER, beam.total() + row[blank]));
        for (int label = 0; label < row.length; label++) {
            if (label == blank) {
                continue;
            }
            boolean repeats = length > 0 && beam.labels[length - 1] == label;
            if (repeats) {
                add(next, new Beam(beam.labels, beam.spoken + row[label], NEVER));
            }
            var longer = Arrays.copyOf(beam.labels, length + 1);
            longer[length] = label;
            add(next, new Beam(longer, (repeats ? beam.silent : beam.total()) + row[label], NEVER));
        }
    }

    private static void add(TreeMap<int[], Beam> beams, Beam beam) {
        if (beam.total() > NEVER) {
            beams.merge(beam.labels, beam, Beam::and);
        }
    }

    /// The `count` likeliest, best last.
    private static List<Beam> best(TreeMap<int[], Beam> beams, int count) {
        var all = new ArrayList<>(beams.values());
        all.sort(Comparator.comparingDouble(Beam::total));
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /// log(exp(a) + exp(b)).
    private static double sum(double a, double b) {
        double larger = Math.max(a, b);
        return larger == NEVER ? NEVER : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
    }
}
