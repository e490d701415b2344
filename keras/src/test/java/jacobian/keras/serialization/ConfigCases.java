package jacobian.keras.serialization;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.keras.golden.Options;
import jacobian.keras.golden.RecurrentThings;
import jacobian.keras.golden.Things;
import jacobian.keras.initializers.IdentityInitializer;
import jacobian.keras.initializers.Orthogonal;
import jacobian.keras.initializers.RandomNormal;
import jacobian.keras.initializers.STFT;
import jacobian.keras.initializers.TruncatedNormal;
import jacobian.keras.initializers.VarianceScaling;
import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.FluentLayer;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerCase;
import jacobian.keras.layers.RenormClipping;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.Measure;
import jacobian.keras.metrics.Accumulator;
import jacobian.keras.metrics.IoU;
import jacobian.keras.metrics.Mean;
import jacobian.keras.metrics.MeanIoU;
import jacobian.keras.metrics.MeanMetricWrapper;
import jacobian.keras.metrics.OneHotIoU;
import jacobian.keras.metrics.OneHotMeanIoU;
import jacobian.keras.metrics.PrecisionAtRecall;
import jacobian.keras.metrics.R2Score;
import jacobian.keras.metrics.RecallAtPrecision;
import jacobian.keras.metrics.SensitivityAtSpecificity;
import jacobian.keras.metrics.SpecificityAtSensitivity;
import jacobian.keras.metrics.Sum;
import jacobian.keras.optimizers.FluentOptimizer;
import jacobian.keras.optimizers.LossScaleOptimizer;
import jacobian.keras.optimizers.Muon;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.schedules.CosineDecay;
import jacobian.keras.optimizers.schedules.CosineDecayRestarts;
import jacobian.keras.optimizers.schedules.ExponentialDecay;
import jacobian.keras.optimizers.schedules.InverseTimeDecay;
import jacobian.keras.optimizers.schedules.LearningRateSchedule;
import jacobian.keras.optimizers.schedules.PiecewiseConstantDecay;
import jacobian.keras.optimizers.schedules.PolynomialDecay;
import jacobian.keras.regularizers.OrthogonalRegularizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Layers as golden files describe them, whatever family they are of, with the options that all layers have.
public final class ConfigCases {
    private static final Set<String> RECURRENT = Set.of(
            "SimpleRNN",
            "LSTM",
            "GRU",
            "SimpleRNNCell",
            "LSTMCell",
            "GRUCell",
            "ConvLSTM1D",
            "ConvLSTM2D",
            "ConvLSTM3D",
            "RNN",
            "StackedRNNCells",
            "Bidirectional",
            "TimeDistributed",
            "Masking");

    private ConfigCases() {}

    static Layer layer(JsonNode form) {
        return layer(form.get("class").asString(), form.path("args"));
    }

    /// The layer of Keras' class name and arguments.
    public static Layer layer(String type, JsonNode args) {
        var rest = copy(args);
        var name = Optional.ofNullable(rest.remove("name"));
        var dtype = Optional.ofNullable(rest.remove("dtype"));
        var trainable = Optional.ofNullable(rest.remove("trainable"));
        var penalty = Optional.ofNullable(rest.remove("activity_regularizer"));
        var layer = bare(type, rest);
        var fluent = (FluentLayer<?>) layer;
        name.ifPresent(each -> fluent.name(each.asString()));
        dtype.ifPresent(each -> fluent.dtype(each.asString()));
        penalty.ifPresent(each -> fluent.activityRegularizer(Things.regularizer(each)));
        trainable.ifPresent(each -> layer.setTrainable(each.asBoolean()));
        return layer;
    }

    private static Layer bare(String type, ObjectNode args) {
        if (RECURRENT.contains(type)) {
            return RecurrentThings.layer(type, args);
        }
        if (args.has("synchronized")) {
            boolean synchronize = args.remove("synchronized").asBoolean();
            return ((BatchNormalization) LayerCase.layer(type, args)).synchronize(synchronize);
        }
        if (args.has("renorm_clipping")) {
            var limits = args.remove("renorm_clipping");
            return ((BatchNormalization) LayerCase.layer(type, args))
                    .renormClipping(new RenormClipping(
                            limits.path("rmin").asDouble(0),
                            limits.path("rmax").asDouble(Double.POSITIVE_INFINITY),
                            limits.path("dmax").asDouble(Double.POSITIVE_INFINITY)));
        }
        return LayerCase.layer(type, args);
    }

    /// The metric of Keras' class name and arguments; a loss as the mean that it is as a metric.
    static Accumulator metric(JsonNode form) {
        var type = form.get("class").asString();
        var args = form.path("args");
        if (type.equals("Mean") || type.equals("Sum")) {
            var name = args.path("name").asString(type.toLowerCase(Locale.ROOT));
            var dtype = Optional.ofNullable(args.get("dtype")).map(each -> DType.of(each.asString()));
            return type.equals("Mean")
                    ? dtype.map(each -> new Mean(name).dtype(each)).orElseGet(() -> new Mean(name))
                    : dtype.map(each -> new Sum(name).dtype(each)).orElseGet(() -> new Sum(name));
        }
        var rest = copy(args);
        var needy = needy(type, rest);
        if (needy.isPresent()) {
            return Options.set(needy.get(), rest);
        }
        if (type.equals("R2Score") && args.path("class_aggregation").isNull()) {
            rest.remove("class_aggregation");
            return Options.set(new R2Score().classAggregation(R2Score.Aggregation.NONE), rest);
        }
        return switch (Things.measure(form)) {
            case Loss loss -> MeanMetricWrapper.of(loss);
            case Accumulator metric -> metric;
            case Measure other -> throw new AssertionError(other);
        };
    }

    private static Optional<Accumulator> needy(String type, ObjectNode args) {
        return Optional.ofNullable(
                switch (type) {
                    case "SensitivityAtSpecificity" ->
                        new SensitivityAtSpecificity(args.remove("specificity").asDouble());
                    case "SpecificityAtSensitivity" ->
                        new SpecificityAtSensitivity(args.remove("sensitivity").asDouble());
                    case "PrecisionAtRecall" ->
                        new PrecisionAtRecall(args.remove("recall").asDouble());
                    case "RecallAtPrecision" ->
                        new RecallAtPrecision(args.remove("precision").asDouble());
                    case "IoU" -> new IoU(args.remove("num_classes").asInt(), ids(args));
                    case "MeanIoU" -> new MeanIoU(args.remove("num_classes").asInt());
                    case "OneHotIoU" -> new OneHotIoU(args.remove("num_classes").asInt(), ids(args));
                    case "OneHotMeanIoU" ->
                        new OneHotMeanIoU(args.remove("num_classes").asInt());
                    default -> null;
                });
    }

    private static int[] ids(ObjectNode args) {
        return args.remove("target_class_ids")
                .valueStream()
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    /// The optimizer of Keras' class name and arguments.
    static Optimizer optimizer(JsonNode form) {
        var args = copy(form.path("args"));
        if (form.get("class").asString().equals("LossScaleOptimizer")) {
            var made = new LossScaleOptimizer(optimizer(args.get("inner_optimizer")));
            if (args.has("initial_scale")) {
                made.initialScale(args.get("initial_scale").asDouble())
                        .dynamicGrowthSteps(args.get("dynamic_growth_steps").asInt());
            }
            return args.has("name") ? made.name(args.get("name").asString()) : made;
        }
        var schedule = Optional.ofNullable(args.get("learning_rate")).filter(JsonNode::isObject);
        var excluded = Optional.ofNullable(args.remove("exclude_layers"));
        var rmsRate = Optional.ofNullable(args.remove("rms_rate"));
        schedule.ifPresent(_ -> args.remove("learning_rate"));
        var bare = JsonNodeFactory.instance.objectNode();
        bare.put("class", form.get("class").asString());
        bare.set("args", args);
        var optimizer = Things.optimizer(bare);
        schedule.ifPresent(each -> ((FluentOptimizer<?>) optimizer).learningRate(schedule(each)));
        excluded.ifPresent(each -> ((Muon) optimizer).excludeLayers(each.get(0).asString()));
        rmsRate.ifPresent(_ -> ((Muon) optimizer).rmsRate(OptionalDouble.empty()));
        return optimizer;
    }

    /// The schedule of Keras' class name and arguments.
    static LearningRateSchedule schedule(JsonNode form) {
        var args = copy(form.get("args"));
        double rate = args.has("initial_learning_rate")
                ? args.remove("initial_learning_rate").asDouble()
                : 0;
        return switch (form.get("class").asString()) {
            case "ExponentialDecay" ->
                Options.set(
                        new ExponentialDecay(
                                rate, steps(args), args.remove("decay_rate").asDouble()),
                        args);
            case "InverseTimeDecay" ->
                Options.set(
                        new InverseTimeDecay(
                                rate, steps(args), args.remove("decay_rate").asDouble()),
                        args);
            case "PolynomialDecay" -> Options.set(new PolynomialDecay(rate, steps(args)), args);
            case "CosineDecay" -> cosine(rate, args);
            case "CosineDecayRestarts" ->
                Options.set(
                        new CosineDecayRestarts(
                                rate, args.remove("first_decay_steps").asInt()),
                        args);
            default ->
                Options.set(
                        new PiecewiseConstantDecay(
                                args.remove("boundaries")
                                        .valueStream()
                                        .map(JsonNode::asInt)
                                        .toList(),
                                args.remove("values")
                                        .valueStream()
                                        .map(JsonNode::asDouble)
                                        .toList()),
                        args);
        };
    }

    private static CosineDecay cosine(double rate, ObjectNode args) {
        var decay = new CosineDecay(rate, steps(args));
        if (args.has("warmup_target")) {
            decay.warmup(
                    args.remove("warmup_target").asDouble(),
                    args.remove("warmup_steps").asInt());
        }
        return Options.set(decay, args);
    }

    private static int steps(ObjectNode args) {
        return args.remove("decay_steps").asInt();
    }

    private static ObjectNode copy(JsonNode args) {
        return args.isObject() ? ((ObjectNode) args).deepCopy() : JsonNodeFactory.instance.objectNode();
    }

    /// An initializer, a regularizer or a constraint of Keras' class name and arguments.
    static Record piece(JsonNode form) {
        var args = copy(form.path("args"));
        return switch (form.get("class").asString()) {
            case "Identity" -> new IdentityInitializer();
            case "Orthogonal" ->
                args.has("gain")
                        ? new Orthogonal(
                                args.get("gain").asDouble(), args.get("seed").asLong())
                        : new Orthogonal();
            case "RandomNormal" -> args.has("mean") ? new RandomNormal(0.5, 0.25, 7) : new RandomNormal();
            case "TruncatedNormal" -> args.has("mean") ? new TruncatedNormal(0.5, 0.25, 7) : new TruncatedNormal();
            case "STFT" -> stft(args);
            case "VarianceScaling" -> scaling(args);
            case "OrthogonalRegularizer" ->
                args.isEmpty()
                        ? new OrthogonalRegularizer()
                        : new OrthogonalRegularizer(0.3, OrthogonalRegularizer.Mode.COLUMNS);
            default ->
                (Record)
                        switch (form.get("family").asString()) {
                            case "initializers" -> Things.initializer(form);
                            case "regularizers" -> Things.regularizer(form);
                            default -> Things.constraint(form);
                        };
        };
    }

    private static STFT stft(ObjectNode args) {
        if (args.has("side")) {
            return new STFT(STFT.Side.IMAG, Optional.of(STFT.Window.HAMMING), Optional.of(STFT.Scaling.SPECTRUM), true);
        }
        return args.isEmpty() ? new STFT() : new STFT(STFT.Side.REAL, Optional.empty(), Optional.empty(), false);
    }

    private static VarianceScaling scaling(ObjectNode args) {
        if (args.isEmpty()) {
            return new VarianceScaling();
        }
        return args.has("scale")
                ? new VarianceScaling(
                        2,
                        VarianceScaling.Mode.FAN_AVG,
                        VarianceScaling.Distribution.UNIFORM,
                        OptionalLong.of(7),
                        List.of(0),
                        List.of(1, 2))
                : new VarianceScaling(1, VarianceScaling.Mode.FAN_OUT, VarianceScaling.Distribution.UNTRUNCATED_NORMAL);
    }

    /// The input of Keras' arguments.
    static Input input(JsonNode args) {
        var given = args.get(args.has("shape") ? "shape" : "batch_shape");
        var sizes = given.valueStream()
                .mapToInt(each -> each.isNull() ? Shape.ANY : each.asInt())
                .toArray();
        var input = args.has("shape") ? new Input(sizes) : Input.batchShape(sizes);
        if (args.has("batch_size")) {
            input.batchSize(args.get("batch_size").asInt());
        }
        if (args.has("dtype")) {
            input.dtype(args.get("dtype").asString());
        }
        return input.name(args.get("name").asString());
    }
}
