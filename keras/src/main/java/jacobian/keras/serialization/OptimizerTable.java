package jacobian.keras.serialization;

import jacobian.keras.optimizers.LossScaleOptimizer;
import jacobian.keras.optimizers.MultiOptimizer;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.OptimizerMap;
import jacobian.keras.optimizers.Optimizers;
import jacobian.keras.optimizers.schedules.CosineDecay;
import jacobian.keras.optimizers.schedules.CosineDecayRestarts;
import jacobian.keras.optimizers.schedules.ExponentialDecay;
import jacobian.keras.optimizers.schedules.InverseTimeDecay;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import jacobian.keras.optimizers.schedules.PiecewiseConstantDecay;
import jacobian.keras.optimizers.schedules.PolynomialDecay;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// The optimizers that files may name, and the schedules of their learning rates.
final class OptimizerTable {
    private static final List<String> NAMES = List.of(
            "sgd",
            "rmsprop",
            "adam",
            "adamw",
            "adamax",
            "nadam",
            "adagrad",
            "adadelta",
            "adafactor",
            "ftrl",
            "lamb",
            "lion",
            "muon",
            "schedulefreeadamw");

    /// What optimizers around others have no use for.
    private static final String[] COMMON = {
        "weight_decay",
        "clipnorm",
        "global_clipnorm",
        "clipvalue",
        "use_ema",
        "ema_momentum",
        "ema_overwrite_frequency",
        "gradient_accumulation_steps"
    };

    private OptimizerTable() {}

    static Stream<Known> all() {
        return Stream.of(NAMES.stream().map(OptimizerTable::optimizer), wrappers(), schedules())
                .flatMap(each -> each);
    }

    private static Known optimizer(String name) {
        var type = Optimizers.of(name).getClass();
        return Known.of("keras.optimizers", type, _ -> Optimizers.of(name))
                .with(form -> form(form).none("rms_rate", OptionalDouble.empty()));
    }

    private static Form form(Form form) {
        return form.writes("learning_rate", Optimizer.class, OptimizerTable::learningRate)
                .reads("learning_rate", OptimizerTable::learningRate)
                .ignores("jit_compile", "is_legacy_optimizer");
    }

    /// A schedule, or the rate as the variable of the optimizer holds it, in float32.
    private static Object learningRate(Optimizer optimizer) {
        return optimizer.config().get("learning_rate") instanceof LearningRateSchedule schedule
                ? schedule
                : Numbers.narrowed(optimizer.learningRate());
    }

    private static Object learningRate(Conversion place, Object json) {
        return json instanceof Map<?, ?> map && map.containsKey("class_name")
                ? place.one(LearningRateSchedule.class, json)
                : (Object) Numbers.widened((double) place.one(Double.class, json));
    }

    private static Stream<Known> wrappers() {
        return Stream.of(lossScale(), several(), map());
    }

    private static Known several() {
        return Known.of(
                        "keras.optimizers",
                        MultiOptimizer.class,
                        in -> new MultiOptimizer(in.required("optimizer_map", OptimizerMap.class)))
                .with(form -> form.omits(COMMON)
                        .omits("learning_rate")
                        .writes("optimizer_map", MultiOptimizer.class, OptimizerTable::map));
    }

    private static OptimizerMap map(MultiOptimizer optimizer) {
        return optimizer
                .map()
                .orElseThrow(
                        () -> new IllegalArgumentException(optimizer + " chooses optimizers by a function, which no"
                                + " file can hold\n  mend   give it an OptimizerMap"));
    }

    private static Known map() {
        return Known.of("keras.optimizers", OptimizerMap.class, OptimizerTable::map)
                .with(form -> form.writes("default_optimizer", OptimizerMap.class, OptimizerMap::defaultOptimizer)
                        .writes("optimizer_map", OptimizerMap.class, OptimizerMap::byName));
    }

    private static OptimizerMap map(SavedConfig in) {
        var map = new OptimizerMap(in.required("default_optimizer", Optimizer.class));
        var place = in.conversion("optimizer_map");
        if (in.value("optimizer_map") instanceof Map<?, ?> byName) {
            byName.forEach((name, json) -> map.put((String) name, (Optimizer) place.one(Optimizer.class, json)));
        }
        return map;
    }

    private static Known lossScale() {
        return Known.of(
                        "keras.optimizers",
                        LossScaleOptimizer.class,
                        in -> new LossScaleOptimizer(in.required("inner_optimizer", Optimizer.class)))
                .with(form -> form.omits(COMMON).omits("learning_rate", "loss_scale_factor"));
    }

    private static Stream<Known> schedules() {
        return Stream.of(
                        Known.of(
                                "",
                                ExponentialDecay.class,
                                in -> new ExponentialDecay(
                                        in.number("initial_learning_rate"),
                                        in.integer("decay_steps"),
                                        in.number("decay_rate"))),
                        Known.of(
                                "",
                                InverseTimeDecay.class,
                                in -> new InverseTimeDecay(
                                        in.number("initial_learning_rate"),
                                        in.integer("decay_steps"),
                                        in.number("decay_rate"))),
                        Known.of(
                                "",
                                PolynomialDecay.class,
                                in -> new PolynomialDecay(
                                        in.number("initial_learning_rate"), in.integer("decay_steps"))),
                        Known.of(
                                "",
                                CosineDecay.class,
                                in -> new CosineDecay(in.number("initial_learning_rate"), in.integer("decay_steps"))),
                        Known.of(
                                "",
                                CosineDecayRestarts.class,
                                in -> new CosineDecayRestarts(
                                        in.number("initial_learning_rate"), in.integer("first_decay_steps"))),
                        Known.of(
                                "",
                                PiecewiseConstantDecay.class,
                                in -> new PiecewiseConstantDecay(
                                        in.list("boundaries", Integer.class), in.list("values", Double.class))))
                .map(known -> new Known(
                        "keras.optimizers.schedules", known.className(), known.type(), known.maker(), known.form()));
    }
}
