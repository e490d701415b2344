package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Checks;
import jacobian.keras.config.Setting;
import java.util.Optional;

/// What layers have in common whose kernel can be frozen and adapted by two small matrices.
abstract class AdaptableLayer<L extends AdaptableLayer<L>> extends KernelLayer<L> {
    private final Setting<Integer> loraRank = optional("lora_rank", Integer.class);
    private final Setting<Double> loraAlpha = optional("lora_alpha", Double.class);

    /// The factor of the adaptation.
    private double alpha;

    /// Sets the rank of a low-rank adaptation (Hu et al., "LoRA", 2021): the kernel is frozen, and `loraAlpha /
    /// loraRank * a b` is added to it, of which `a` and `b` are learned. Excludes a constraint of the kernel.
    public L loraRank(int rank) {
        return set(loraRank, Checks.positive("lora_rank", rank));
    }

    /// Sets the factor of the adaptation; the rank unless set.
    public L loraAlpha(double alpha) {
        return set(loraAlpha, Checks.positive("lora_alpha", alpha));
    }

    /// Freezes the kernel of a layer in use, and adapts it by two matrices of rank `rank` that training changes.
    /// Takes effect at the next compile.
    public final void enableLora(int rank) {
        enableLora(rank, rank);
    }

    /// As [#enableLora(int)], the adaptation multiplied by `alpha / rank`.
    public final void enableLora(int rank, double alpha) {
        new Lora("kernel", rank, alpha).enable(this, kernelRegularizer());
        this.alpha = alpha;
        update(loraRank, rank);
        update(loraAlpha, alpha);
    }

    /// Makes kernel and bias, of which the bias is as long as the kernel's last axis, and the adaptation.
    final void makeAdaptable(Shape kernel) {
        makeWeights(kernel);
        find(loraRank).ifPresent(rank -> {
            alpha = firstAlpha(rank, find(loraAlpha));
            new Lora("kernel", rank, alpha).enable(this, kernelRegularizer());
        });
    }

    /// The factor for a layer that is built with a rank.
    double firstAlpha(int rank, Optional<Double> given) {
        return given.orElse((double) rank);
    }

    /// The kernel, adapted where that is enabled.
    final Tensor kernel() {
        return Lora.adapted(this, "kernel", lora());
    }

    @Override
    final Optional<Lora> lora() {
        return find(loraRank).map(rank -> new Lora("kernel", rank, alpha));
    }
}
