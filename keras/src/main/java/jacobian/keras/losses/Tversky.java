package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.Arrays;
import java.util.List;

/// 1 - tp / (tp + alpha fp + beta fn + 1e-7) over the axes given, or over the whole batch, with tp = sum(t p),
/// fp = sum((1 - t) p) and fn = sum(t (1 - p)) (Salehi and others 2017).
///
/// Keras 3.15.1 has alpha and beta the other way round, against its own documentation; later versions are as
/// here.
public final class Tversky extends PairedLoss<Tversky> {
    private final Setting<Double> alpha = setting("alpha", 0.5);
    private final Setting<Double> beta = setting("beta", 0.5);
    private final Setting<List<Integer>> axis = optional("axis", List.class);

    /// The weight of false positives.
    public Tversky alpha(double alpha) {
        return set(this.alpha, alpha);
    }

    /// The weight of false negatives.
    public Tversky beta(double beta) {
        return set(this.beta, beta);
    }

    /// The axes of a region; all unless set.
    public Tversky axis(int... axes) {
        return set(axis, Arrays.stream(axes).boxed().toList());
    }

    @Override
    Tensor formula(Tensor t, Tensor p) {
        var axes = find(axis).orElse(List.of()).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        var both = t.multiply(p).sum(axes);
        var falsePositives = complement(t).multiply(p).sum(axes);
        var falseNegatives = t.multiply(complement(p)).sum(axes);
        var all = both.add(scaled(falsePositives, value(alpha))).add(scaled(falseNegatives, value(beta)));
        return complement(both.divide(all.add(epsilon(p))));
    }
}
