package jacobian.keras.models;

import jacobian.engine.backend.Buffer;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.StepProbe;
import jacobian.keras.data.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the callbacks of a run want to see inside its steps.
final class Probes {
    private final Trainer trainer;
    private final List<StepProbe> all = new ArrayList<>();
    private long step;

    Probes(Trainer trainer) {
        this.trainer = trainer;
    }

    void add(StepProbe probe) {
        all.add(probe);
    }

    /// No more will come.
    void begin() {
        trainer.keepPrograms(all);
    }

    /// One step of training on a batch, seen by those that are due.
    void train(Batch batch, ClassWeights classWeight) {
        long now = step++;
        if (all.isEmpty()) {
            trainer.train(batch, classWeight);
            return;
        }
        var due = all.stream().filter(probe -> probe.isDue(now)).toList();
        if (due.isEmpty()) {
            trainer.train(batch, classWeight);
            return;
        }
        int next = 0;
        var seen = trainer.train(batch, classWeight, due);
        for (int i = 0; i < due.size(); i++) {
            int end = next + seen.counts().get(i);
            due.get(i).read(now, tensors(Arrays.copyOfRange(seen.values(), next, end)));
            next = end;
        }
    }

    private static List<Tensor> tensors(Buffer... buffers) {
        return Arrays.stream(buffers).map(Tensor::of).toList();
    }

    /// What the probes of a step have asked for, and how much of it each.
    record Seen(Buffer[] values, List<Integer> counts) {}
}
