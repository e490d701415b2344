package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.Variable;
import java.util.List;

/// Why a loss is no number any more.
final class Divergence {
    private Divergence() {}

    static DivergedException of(Trainer trainer, int epoch, long step, double loss) {
        var broken = trainer.trained().stream()
                .filter(Divergence::isBroken)
                .map(Variable::name)
                .toList();
        return new DivergedException("the loss became " + loss + " in epoch " + (epoch + 1) + ", by step " + (step + 1)
                + where(broken) + "\n  mend   a smaller learning rate (now "
                + trainer.optimizer().learningRate() + "), inputs around 0, or clipnorm");
    }

    private static boolean isBroken(Variable weight) {
        Tensor all = weight.tensor().isFinite().all();
        return all.item() == 0;
    }

    private static String where(List<String> broken) {
        return broken.isEmpty() ? "" : "\n  weights that are no numbers: " + broken;
    }
}
