package jacobian.keras.optimizers;

import jacobian.keras.golden.Options;
import jacobian.keras.optimizers.schedules.CosineDecay;
import jacobian.keras.optimizers.schedules.CosineDecayRestarts;
import jacobian.keras.optimizers.schedules.ExponentialDecay;
import jacobian.keras.optimizers.schedules.InverseTimeDecay;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import jacobian.keras.optimizers.schedules.PiecewiseConstantDecay;
import jacobian.keras.optimizers.schedules.PolynomialDecay;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Schedules from golden files.
final class GoldenSchedules {
    private GoldenSchedules() {}

    static LearningRateSchedule of(JsonNode thing) {
        var args = thing.get("args");
        double rate = args.has("initial_learning_rate")
                ? args.get("initial_learning_rate").asDouble()
                : 0;
        int steps = args.has("decay_steps") ? args.get("decay_steps").asInt() : 0;
        return switch (thing.get("class").asString()) {
            case "ExponentialDecay" ->
                options(new ExponentialDecay(rate, steps, args.get("decay_rate").asDouble()), args);
            case "InverseTimeDecay" ->
                options(new InverseTimeDecay(rate, steps, args.get("decay_rate").asDouble()), args);
            case "PolynomialDecay" -> options(new PolynomialDecay(rate, steps), args);
            case "CosineDecayRestarts" ->
                options(
                        new CosineDecayRestarts(
                                rate, args.get("first_decay_steps").asInt()),
                        args);
            case "CosineDecay" -> cosine(options(new CosineDecay(rate, steps), args), args);
            case "PiecewiseConstantDecay" ->
                new PiecewiseConstantDecay(
                        args.get("boundaries")
                                .valueStream()
                                .map(JsonNode::asInt)
                                .toList(),
                        args.get("values").valueStream().map(JsonNode::asDouble).toList());
            default -> throw new AssertionError("no schedule " + thing);
        };
    }

    private static CosineDecay cosine(CosineDecay schedule, JsonNode args) {
        return args.has("warmup_target")
                ? schedule.warmup(
                        args.get("warmup_target").asDouble(),
                        args.get("warmup_steps").asInt())
                : schedule;
    }

    /// Sets what is not in the constructor.
    private static <S> S options(S schedule, JsonNode args) {
        var optional = ((ObjectNode) args.deepCopy())
                .remove(Set.of(
                        "initial_learning_rate",
                        "decay_steps",
                        "decay_rate",
                        "first_decay_steps",
                        "warmup_target",
                        "warmup_steps"));
        return Options.set(schedule, optional);
    }
}
