package jacobian.plots;

import jacobian.engine.tensor.Variable;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.Logs;
import jacobian.keras.callbacks.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Remembers the weights that a training passes through, for the path in [LossLandscape].
///
/// ```java
/// var path = new WeightPath();
/// model.fit(train, fit -> fit.epochs(20).callbacks(path));
/// Plots.lossLandscape(model, x, y, landscape -> landscape.path(path)).save("landscape.png");
/// ```
///
/// All trainable weights are kept, at the beginning, after steps of equal distance and at the end: a hundred to two
/// hundred times, so that a path takes the room of two hundred models at most.
public final class WeightPath extends Callback {
    private final int most;
    private final List<float[]> points = new ArrayList<>();
    private long every = 1;
    private long batches;
    private boolean lastIsExtra;

    public WeightPath() {
        this(200);
    }

    /// Keeps at most `most` points, and where there are more, every second of them, again and again.
    public WeightPath(int most) {
        if (most < 2) {
            throw new IllegalArgumentException("WeightPath(" + most + "): a path has at least 2 points");
        }
        this.most = most;
    }

    /// The weights at each point, those of all trainable variables in their order, one after the other. The first are
    /// those before the first step, the last those after the last one.
    public List<float[]> points() {
        return List.copyOf(points);
    }

    @Override
    public void onTrainBegin(Training training) {
        if (points.isEmpty()) {
            add(training);
        }
    }

    @Override
    public void onTrainBatchEnd(Training training, long batch, Logs logs) {
        batches++;
        if (batches % every == 0) {
            add(training);
            thin();
        }
    }

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
        if (batches % every != 0) {
            add(training);
            lastIsExtra = true;
        }
    }

    private void add(Training training) {
        var weights = flat(training.model().trainableWeights());
        if (weights.length == 0) {
            return;
        }
        if (lastIsExtra) {
            points.removeLast();
            lastIsExtra = false;
        }
        points.add(weights);
    }

    private void thin() {
        if (points.size() > most) {
            for (int i = points.size() - 1 - points.size() % 2; i > 0; i -= 2) {
                points.remove(i);
            }
            every *= 2;
        }
    }

    /// All weights, one after the other.
    static float[] flat(List<Variable> variables) {
        int total = variables.stream()
                .mapToInt(each -> Math.toIntExact(each.shape().size()))
                .sum();
        var all = new float[total];
        int at = 0;
        for (var variable : variables) {
            float[] values = variable.floats();
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        return all;
    }
}
