package jacobian.keras.models;

import jacobian.keras.data.Dataset;
import java.util.Arrays;
import java.util.Locale;

/// Why a loss is no number any more: the steps since a checkpoint are taken again, the gradients looked at one by
/// one.
final class Divergence {
    private final Trainer trainer;
    private final Dataset train;
    private final FitOptions options;
    private double[] before = new double[0];

    private Divergence(Trainer trainer, Dataset train, FitOptions options) {
        this.trainer = trainer;
        this.train = train;
        this.options = options;
    }

    /// The exception that says in which step and in which layer it began. The model is left as it was at
    /// the trainer's checkpoint, when the data was at `place`.
    static DivergedException of(Trainer trainer, Dataset train, FitOptions options, EpochPlace place) {
        var checkpoint = trainer.checkpoint();
        checkpoint.restore();
        var text = new Divergence(trainer, train, options).replay(checkpoint.epoch(), place);
        checkpoint.restore();
        return new DivergedException(text + "\n  mend   a smaller learning rate (now "
                + (float) trainer.optimizer().learningRate()
                + "), inputs around 0, or clipnorm\n  the model has the weights of the beginning of epoch "
                + (checkpoint.epoch() + 1));
    }

    private String replay(int from, EpochPlace start) {
        var place = start;
        for (int epoch = from; epoch < options.epochs(); epoch++) {
            long left = options.stepsPerEpoch().orElse(Long.MAX_VALUE);
            try (var batches = place.read(train, epoch)) {
                long step = place.within();
                for (; step < left && batches.hasNext(); step++) {
                    try (var batch = batches.next()) {
                        var seen = trainer.probe(batch, options.classWeights());
                        if (!Arrays.stream(seen).allMatch(Double::isFinite)) {
                            return text(epoch, step, seen);
                        }
                        before = seen;
                    }
                }
                place = place.after(step, batches.hasNext());
            }
        }
        return "the loss became NaN";
    }

    /// `seen` holds the loss, then the sum of squares of each gradient.
    private String text(int epoch, long step, double... seen) {
        var text = "the loss became " + (Double.isFinite(seen[0]) ? "NaN after" : seen[0] + " in") + " epoch "
                + (epoch + 1) + ", step " + (step + 1);
        if (trainer.hasOwnStep()) {
            return text;
        }
        var trained = trainer.step().trained();
        int first = trained.size();
        // Gradients are made from the last layer to the first.
        while (first > 0 && Double.isFinite(seen[first])) {
            first--;
        }
        if (first == 0) {
            return text + "\n  first  the loss itself: every gradient is still a number";
        }
        var name = trained.get(first - 1).name();
        return text + "\n  first  the gradient of " + name + ": its norm was " + norm(before, first)
                + "a step before, now it is " + Math.sqrt(seen[first]);
    }

    private static String norm(double[] squares, int index) {
        return squares.length == 0 ? "unknown " : String.format(Locale.ROOT, "%.3g ", Math.sqrt(squares[index]));
    }
}
