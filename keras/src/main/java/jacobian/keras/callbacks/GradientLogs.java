package jacobian.keras.callbacks;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import jacobian.keras.layers.Layer;
import jacobian.keras.tensorboard.SummaryWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The gradients of a batch, for their histograms.
final class GradientLogs implements StepProbe {
    private final Map<Variable, String> tags;
    private List<String> names = List.of();
    private List<Tensor> gradients = List.of();

    /// Whether the next batch is the one that is looked at.
    boolean due;

    GradientLogs(Layer model) {
        this.tags = WeightLogs.tags(model);
    }

    @Override
    public boolean isDue(long step) {
        return due;
    }

    @Override
    public List<Tensor> trace(TracedStep step) {
        var reached = new ArrayList<Tensor>();
        var names = new ArrayList<String>();
        for (int i = 0; i < step.gradients().size(); i++) {
            var variable = step.variables().get(i);
            var name = tags.getOrDefault(variable, variable.name());
            step.gradients().get(i).ifPresent(gradient -> {
                names.add(name);
                reached.add(gradient);
            });
        }
        this.names = names;
        return reached;
    }

    @Override
    public void read(long step, List<Tensor> values) {
        gradients = values;
        due = false;
    }

    /// Writes the histograms of what was seen last.
    void write(SummaryWriter writer, long epoch) {
        for (int i = 0; i < gradients.size(); i++) {
            writer.histogram(names.get(i) + "/gradient", gradients.get(i), epoch);
        }
        gradients = List.of();
    }
}
