package jacobian.keras.ops;

import jacobian.keras.config.Checks;
import jacobian.keras.random.SeedGenerator;
import org.jspecify.annotations.Nullable;

/// What [Images#elasticTransform] can be told.
public final class ElasticOptions extends SamplingOptions<ElasticOptions> {
    private double alpha = 20;
    private double sigma = 5;
    private FillMode fillMode = FillMode.REFLECT;
    private @Nullable SeedGenerator seed;

    ElasticOptions() {}

    @Override
    ElasticOptions self() {
        return this;
    }

    /// Sets how far pixels move; 20 unless set.
    public ElasticOptions alpha(double alpha) {
        this.alpha = alpha;
        return this;
    }

    /// Sets the spread of the moves and how smooth they are; 5 unless set.
    public ElasticOptions sigma(double sigma) {
        this.sigma = Checks.positive("sigma", sigma);
        return this;
    }

    /// Sets what lies outside the image; its reflection unless set.
    public ElasticOptions fillMode(FillMode fillMode) {
        this.fillMode = fillMode;
        return this;
    }

    /// Sets the seed of the moves; another one for each call unless set.
    public ElasticOptions seed(long seed) {
        return seed(new SeedGenerator(seed));
    }

    /// Sets the generator that moves are drawn from.
    public ElasticOptions seed(SeedGenerator seed) {
        this.seed = seed;
        return this;
    }

    double alpha() {
        return alpha;
    }

    double sigma() {
        return sigma;
    }

    SeedGenerator seed() {
        return seed == null ? new SeedGenerator() : seed;
    }

    @Override
    FillMode outside() {
        return fillMode;
    }
}
