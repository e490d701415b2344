package jacobian.keras.layers;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.config.Setting;
import jacobian.keras.random.SeedGenerator;
import java.util.List;
import java.util.OptionalLong;

/// What layers have in common that do something random to their input in training and nothing otherwise.
abstract class NoiseLayer<L extends NoiseLayer<L>> extends FluentLayer<L> {
    private final Setting<Double> amount;
    private final Setting<Long> seed = optional("seed", Long.class);

    /// `key` is what Keras calls the amount of noise; at 0 the layer does nothing.
    NoiseLayer(String key, double amount) {
        this.amount = required(key, Double.class);
        set(this.amount, amount);
    }

    /// Sets the seed; another one for each layer unless set.
    public L seed(long seed) {
        return set(this.seed, seed);
    }

    @Override
    protected OptionalLong seed() {
        return find(seed).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    @Override
    protected void build(List<Shape> inputs) {
        if (value(amount) > 0) {
            random();
        }
    }

    @Override
    protected final Tensor call(Tensor x, Call call) {
        return call.training() && value(amount) > 0 ? noisy(x, value(amount), call.random()) : x;
    }

    /// What training sees of `x`.
    abstract Tensor noisy(Tensor x, double amount, SeedGenerator random);

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
