package jacobian.dashboard.recording;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.StepProbe;
import jacobian.keras.callbacks.TracedStep;
import jacobian.keras.models.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Looks inside a step now and then: how gradients, weights and the outputs of layers are distributed, and what
/// the model says of the batch.
public final class StepLook implements StepProbe {
    /// Between two looks, and the part of the time that they may take.
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(2);

    private static final long SHARE = 100;

    private final Recorder recorder;
    private final boolean judges;
    private List<String> tags = List.of();
    private boolean hasBatch;
    private boolean first = true;
    private long due;
    private long lookBegan;

    /// @param judges whether the batches of training are judged too, where no examples are given for that
    public StepLook(Recorder recorder, boolean judges) {
        this.recorder = recorder;
        this.judges = judges;
        this.due = System.nanoTime() + PAUSE;
    }

    @Override
    public boolean isDue(long step) {
        lookBegan = System.nanoTime();
        return lookBegan - due >= 0;
    }

    @Override
    public List<Tensor> trace(TracedStep step) {
        var names = new ArrayList<String>();
        var tensors = new ArrayList<Tensor>();
        for (int i = 0; i < step.variables().size(); i++) {
            var path = step.variables().get(i).name();
            names.add(path + "/histogram");
            tensors.add(step.after().get(i));
            step.gradients().get(i).ifPresent(gradient -> {
                names.add(path + "/gradient");
                tensors.add(gradient);
            });
        }
        for (var layer : step.layers()) {
            var output = layer.outputs().getFirst();
            // A model gives what its last layer gives.
            if (output.dtype().isFloating() && !(layer.layer() instanceof Model)) {
                names.add(layer.layer().name() + "/activation");
                tensors.add(output);
            }
        }
        tags = names;
        var batch = Stream.of(step.inputs(), step.targets(), step.predictions()).toList();
        hasBatch = judges && batch.stream().allMatch(each -> each.size() == 1);
        if (hasBatch) {
            batch.stream().flatMap(List::stream).forEach(tensors::add);
        }
        return tensors;
    }

    @Override
    public void read(long step, List<Tensor> values) {
        for (int i = 0; i < tags.size(); i++) {
            recorder.histogram(tags.get(i), values.get(i));
        }
        if (hasBatch) {
            int at = tags.size();
            Judgement.of(values.get(at), values.get(at + 1), values.get(at + 2), List.of(), "the batch of step " + step)
                    .ifPresent(recorder::judge);
        }
        long now = System.nanoTime();
        // The first look has the program made, which happens once.
        due = now + Math.max(PAUSE, first ? 0 : SHARE * (now - lookBegan));
        first = false;
    }
}
