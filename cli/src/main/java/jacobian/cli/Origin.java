package jacobian.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a model was trained on, written into its file: so `jac evaluate` finds the part that training never saw.
///
/// @param data DATA of `jac train`
/// @param testPart the part of it that was put aside; 0 where the test was other data
record Origin(String data, long seed, double testPart) {
    static Origin of(TrainOptions options) {
        return new Origin(options.data(), options.seed(), options.test().isPresent() ? 0 : options.testPart());
    }

    Map<String, Object> config() {
        var config = new LinkedHashMap<String, Object>();
        config.put("data", data);
        config.put("seed", seed);
        config.put("test_part", testPart);
        return config;
    }

    /// What [#config] gave; empty where it is something else.
    static Optional<Origin> of(Map<?, ?> config) {
        return config.get("data") instanceof String data
                        && config.get("seed") instanceof Number seed
                        && config.get("test_part") instanceof Number part
                        && part.doubleValue() >= 0
                        && part.doubleValue() < 1
                ? Optional.of(new Origin(data, seed.longValue(), part.doubleValue()))
                : Optional.empty();
    }
}
