package jacobian.keras.losses;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import java.util.Arrays;
import java.util.List;

/// 1 - 2 sum(t p) / (sum(t) + sum(p) + 1e-7): how little two regions overlap, over the axes given, or over the
/// whole batch.
public final class Dice extends PairedLoss<Dice> {
    private final Setting<List<Integer>> axis = optional("axis", List.class);

    /// The axes of a region; all unless set.
    public Dice axis(int... axes) {
        return set(axis, Arrays.stream(axes).boxed().toList());
    }

    @Override
    Tensor formula(Tensor t, Tensor p) {
        var axes = find(axis).orElse(List.of()).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        var overlap = scaled(t.multiply(p).sum(axes), 2);
        return complement(overlap.divide(t.sum(axes).add(p.sum(axes)).add(epsilon(p))));
    }
}
