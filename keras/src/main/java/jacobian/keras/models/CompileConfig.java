package jacobian.keras.models;

import jacobian.engine.shape.DType;
import jacobian.keras.config.Config;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.Measure;
import jacobian.keras.metrics.AutomaticMetric;
import jacobian.keras.optimizers.LossScaleOptimizer;
import jacobian.keras.optimizers.MultiOptimizer;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.serialization.Customs;
import jacobian.keras.serialization.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a model is compiled, as Keras' files have it.
final class CompileConfig {
    private CompileConfig() {}

    /// What `model`, which is compiled, was compiled with.
    static Map<String, @Nullable Object> of(Model model) {
        var options = model.trainer().options();
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("optimizer", optimizer(model.optimizer()));
        config.put(
                "loss",
                options.hasLoss() ? ends(model, output -> options.lossOf(output).orElse(null)) : null);
        config.put(
                "loss_weights",
                options.hasLossWeights()
                        ? ends(model, output -> options.lossWeightOf(output).orElse(1.0))
                        : null);
        config.put("metrics", options.hasPlainMetrics() ? measures(model, options::metricsOf) : null);
        config.put(
                "weighted_metrics", options.hasWeightedMetrics() ? measures(model, options::weightedMetricsOf) : null);
        config.put("run_eagerly", false);
        config.put("steps_per_execution", (long) options.stepsPerExecution());
        config.put("jit_compile", "auto");
        return config;
    }

    private static @Nullable Object optimizer(Optimizer optimizer) {
        var written = Serialization.serialize(optimizer);
        if (written instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> config) {
            putRate(optimizer, config);
        }
        return written;
    }

    /// The learning rate of the next step, which need not be the one that was set at first; in [Config#floatx] as in
    /// Keras.
    @SuppressWarnings("unchecked")
    private static void putRate(Optimizer optimizer, Map<?, ?> config) {
        if (config.get("learning_rate") instanceof Number
                && !(optimizer instanceof MultiOptimizer)
                && !(optimizer instanceof LossScaleOptimizer)) {
            double rate = optimizer.learningRate();
            ((Map<String, Object>) config)
                    .put("learning_rate", Config.floatx() == DType.FLOAT64 ? rate : (double) (float) rate);
        }
    }

    /// One thing, a list, or names, as the model's outputs are known.
    private static @Nullable Object ends(Model model, Function<String, @Nullable Object> of) {
        var names = model.outputNames();
        if (names.size() <= 1 && !model.namesOutputs()) {
            return Serialization.serialize(of.apply(names.isEmpty() ? "" : names.getFirst()));
        }
        if (model.namesOutputs()) {
            var byName = new LinkedHashMap<String, @Nullable Object>();
            names.forEach(name -> byName.put(name, Serialization.serialize(of.apply(name))));
            return byName;
        }
        var list = new ArrayList<@Nullable Object>();
        names.forEach(name -> list.add(Serialization.serialize(of.apply(name))));
        return list;
    }

    private static @Nullable Object measures(Model model, Function<String, List<Measure>> of) {
        return ends(
                model,
                output -> of.apply(output).stream().map(CompileConfig::metric).toList());
    }

    /// A loss that stands among the metrics is the metric of its name in files.
    private static @Nullable Object metric(Measure measure) {
        if (measure instanceof AutomaticMetric automatic) {
            // Which one it is, Keras too finds out from the shapes.
            return automatic.name();
        }
        var written = Serialization.serialize(measure);
        if (measure instanceof Loss && written instanceof Map<?, ?> object) {
            return metric(object, measure.name());
        }
        return written;
    }

    private static Object metric(Map<?, ?> loss, String name) {
        var config = new LinkedHashMap<String, @Nullable Object>();
        config.put("name", name);
        config.put("dtype", "float32");
        if (loss.get("config") instanceof Map<?, ?> settings) {
            settings.forEach((key, value) -> {
                if (!key.equals("name") && !key.equals("reduction") && !key.equals("dtype")) {
                    config.put(String.valueOf(key), value);
                }
            });
        }
        return ModelConfig.object("keras.metrics", String.valueOf(loss.get("class_name")), config, null);
    }

    // ---- reading ----

    /// Compiles `model` as `config` says.
    static void compile(Model model, Map<?, ?> config, Customs customs) {
        var optimizer = config.get("optimizer");
        if (optimizer == null) {
            return;
        }
        model.compile(Serialization.deserialize(Optimizer.class, optimizer, customs), options -> {
            losses(options, config.get("loss"), customs);
            weights(options, config.get("loss_weights"));
            metrics(model, config.get("metrics"), customs)
                    .forEach(each -> each.set(options::metrics, options::metrics));
            metrics(model, config.get("weighted_metrics"), customs)
                    .forEach(each -> each.set(options::weightedMetrics, options::weightedMetrics));
            if (config.get("steps_per_execution") instanceof Number steps && steps.intValue() > 0) {
                options.stepsPerExecution(steps.intValue());
            }
        });
    }

    private static boolean isObject(@Nullable Object json) {
        return json instanceof String || json instanceof Map<?, ?> map && map.containsKey("class_name");
    }

    private static void losses(CompileOptions options, @Nullable Object json, Customs customs) {
        if (json == null) {
            return;
        }
        if (isObject(json)) {
            options.loss(loss(json, customs));
        } else if (json instanceof Map<?, ?> byName) {
            byName.forEach((name, loss) -> {
                if (loss != null) {
                    options.loss(String.valueOf(name), loss(loss, customs));
                }
            });
        } else if (json instanceof List<?> list) {
            options.lossList(list.stream()
                    .map(each -> Optional.ofNullable(each).map(loss -> loss(loss, customs)))
                    .toList());
        } else {
            throw new RefusedFileException("the file's loss is " + json + "\n  needs  a loss, a list or names");
        }
    }

    private static Loss loss(Object json, Customs customs) {
        return Serialization.deserialize(Loss.class, json, customs);
    }

    private static void weights(CompileOptions options, @Nullable Object json) {
        if (json instanceof Map<?, ?> byName) {
            byName.forEach((name, weight) -> options.lossWeight(String.valueOf(name), number(weight)));
        } else if (json instanceof List<?> list) {
            options.lossWeights(list.stream().mapToDouble(CompileConfig::number).toArray());
        } else if (json instanceof Number number) {
            options.lossWeights(number.doubleValue());
        }
    }

    private static double number(@Nullable Object json) {
        if (json instanceof Number number) {
            return number.doubleValue();
        }
        throw new RefusedFileException("a loss weight is " + json + "\n  needs  a number");
    }

    /// What is measured at one output, or at all.
    private record Measures(Optional<String> output, Measure[] measures) {
        void set(Consumer<Measure[]> all, BiConsumer<String, Measure[]> one) {
            output.ifPresentOrElse(name -> one.accept(name, measures), () -> all.accept(measures));
        }
    }

    private static List<Measures> metrics(Model model, @Nullable Object json, Customs customs) {
        if (json instanceof Map<?, ?> byName && !isObject(json)) {
            return byName.entrySet().stream()
                    .filter(each -> each.getValue() != null)
                    .map(each -> new Measures(
                            Optional.of(String.valueOf(each.getKey())), measures(each.getValue(), customs)))
                    .toList();
        }
        if (json instanceof List<?> list && list.stream().anyMatch(each -> each == null || each instanceof List<?>)) {
            var names = model.outputNames();
            var all = new ArrayList<Measures>();
            for (int i = 0; i < list.size(); i++) {
                var name = i < names.size() ? Optional.of(names.get(i)) : Optional.<String>empty();
                all.add(new Measures(name, measures(list.get(i), customs)));
            }
            return all;
        }
        if (json instanceof List<?> list && model.outputNames().size() > 1) {
            // One metric an output, as Keras reads a flat list.
            var names = model.outputNames();
            var all = new ArrayList<Measures>();
            for (int i = 0; i < Math.min(names.size(), list.size()); i++) {
                all.add(new Measures(Optional.of(names.get(i)), measures(list.get(i), customs)));
            }
            return all;
        }
        return json == null ? List.of() : List.of(new Measures(Optional.empty(), measures(json, customs)));
    }

    private static Measure[] measures(@Nullable Object json, Customs customs) {
        var each = json instanceof List<?> list ? list.stream() : Stream.ofNullable(json);
        return each.map(one -> Serialization.deserialize(Measure.class, one, customs))
                .toArray(Measure[]::new);
    }
}
