package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.shape.DType;
import jacobian.engine.tensor.Tensor;
import jacobian.engine.tensor.TensorLike;
import jacobian.engine.tensor.Variable;
import jacobian.keras.data.Batch;
import jacobian.keras.golden.Golden;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.optimizers.Optimizers;
import jacobian.keras.optimizers.SGD;
import jacobian.keras.optimizers.schedules.ExponentialDecay;
import jacobian.keras.saving.Npz;
import jacobian.keras.serialization.ConfigCases;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A model of every layer, as its golden cases describe it, written and read again.
///
/// With `-Djacobian.files.write=FOLDER` the files are left there, with what the models predict and what ten
/// steps more of training make of them, for `tools/files/check_models.py FOLDER`: real Keras opens them.
class WrittenModelsTest {
    private static final List<String> FILES = List.of(
            "layers",
            "layers_core",
            "layers_convolution",
            "layers_transposed",
            "layers_by_channel",
            "layers_pooling",
            "layers_recurrent",
            "layers_recurrent_more",
            "layers_conv_lstm",
            "layers_conv_lstm_3d",
            "layers_attention",
            "layers_attention_more",
            "layers_normalization",
            "layers_merging",
            "layers_reshaping");
    private static final List<String> OPTIMIZERS = List.of(
            "sgd", "rmsprop", "adam", "adamw", "adamax", "nadam", "adagrad", "adadelta", "ftrl", "lamb", "lion");
    private static final Optional<Path> FOLDER =
            Optional.ofNullable(System.getProperty("jacobian.files.write")).map(Path::of);
    private static final int EACH = FOLDER.isPresent() ? 2 : 1;
    private static final int BEFORE = 2;
    private static final int AFTER = 10;

    /// One layer under its inputs.
    private record Case(String name, String type, ObjectNode args, List<Tensor> inputs) {
        Model model() {
            var symbols = inputs.stream().map(this::symbol).toList();
            var layer = ConfigCases.layer(type, args);
            var model = new Model(symbols, layer.applyAll(symbols));
            long at = 0;
            for (var weight : model.weights()) {
                weight.assign(moved(weight, at++));
            }
            return model;
        }

        private Input symbol(Tensor x) {
            var shape = x.shape();
            var input = args.path("stateful").asBoolean(false)
                    ? Input.batchShape(
                            IntStream.range(0, shape.rank()).map(shape::size).toArray())
                    : new Input(
                            IntStream.range(1, shape.rank()).map(shape::size).toArray());
            return input.dtype(x.dtype());
        }

        /// Values other than those that a new model would have: a little above.
        private static Tensor moved(Variable weight, long at) {
            var value = weight.tensor();
            return value.dtype().isFloating() ? value.add(0.03 * (at % 5 + 1)) : value;
        }

        /// Whether training has no chance in it. Under SpectralNormalization, Keras on JAX punishes the
        /// normalized kernel.
        boolean trains() {
            boolean isPunished =
                    type.equals("SpectralNormalization") && args.toString().contains("regularizer");
            return !isPunished
                    && args.propertyStream()
                            .noneMatch(each -> each.getKey().contains("dropout")
                                    || each.getKey().equals("dtype"))
                    && !type.contains("Dropout")
                    && !type.contains("Noise");
        }
    }

    private static List<Case> cases() {
        var cases = new LinkedHashMap<String, Case>();
        var counts = new LinkedHashMap<String, Integer>();
        for (var file : FILES) {
            for (var golden : Golden.file(file).get("cases")) {
                var type = golden.get("layer").asString();
                var args = golden.path("args").isObject()
                        ? ((ObjectNode) golden.get("args")).deepCopy()
                        : JsonNodeFactory.instance.objectNode();
                if (isPlain(golden, type, args) && !cases.containsKey(type + args)) {
                    int before = counts.merge(type, 1, Integer::sum);
                    if (before <= EACH) {
                        var inputs = golden.get("inputs")
                                .valueStream()
                                .map(Golden::tensor)
                                .toList();
                        cases.put(type + args, new Case(type.toLowerCase() + "_" + before, type, args, inputs));
                    }
                }
            }
        }
        return List.copyOf(cases.values());
    }

    private static boolean isPlain(JsonNode golden, String type, ObjectNode args) {
        boolean called = golden.path("call").isObject() && !golden.get("call").isEmpty();
        boolean masked = golden.has("mask") || golden.has("masks");
        boolean places = golden.get("inputs")
                .valueStream()
                .anyMatch(each -> each.path("dtype").asString("").equals("bool"));
        boolean own = List.of("Lambda", "Wrapper").contains(type)
                || args.toString().contains("MinimalCell")
                || args.toString().contains("BiasedStart");
        boolean arguments = args.has("weights")
                || args.has("use_causal_mask")
                || args.has("return_attention_scores")
                || args.has("attention_mask");
        return !called && !masked && !places && !own && !arguments;
    }

    /// Attention's bias of keys has a gradient that is nothing but rounding, which most optimizers make a step
    /// of.
    private static Optimizer optimizer(int index, String type) {
        return index % (OPTIMIZERS.size() + 1) == OPTIMIZERS.size() || type.contains("Attention")
                ? new SGD(new ExponentialDecay(0.05, 3, 0.5)).momentum(0.9)
                : Optimizers.of(OPTIMIZERS.get(index % (OPTIMIZERS.size() + 1)));
    }

    private static void train(Model model, Batch batch, int steps) {
        for (int step = 0; step < steps; step++) {
            model.trainOnBatch(batch);
        }
    }

    private static List<Tensor> values(List<? extends TensorLike> tensors) {
        var values = tensors.stream().map(TensorLike::tensor).toList();
        values.forEach(Tensor::buffer);
        return values;
    }

    private static Map<String, Tensor> numbered(String prefix, List<Tensor> tensors) {
        var named = new LinkedHashMap<String, Tensor>();
        for (var tensor : tensors) {
            named.put(prefix + named.size(), tensor.dtype().isFloating() ? tensor.cast(DType.FLOAT32) : tensor);
        }
        return named;
    }

    private static void write(Path folder, Case each, Model model, Optional<Batch> batch) throws IOException {
        var arrays = new LinkedHashMap<>(numbered("x", each.inputs()));
        arrays.putAll(numbered("y", model.predictOnBatch(each.inputs())));
        model.save(folder.resolve(each.name() + ".keras"));
        batch.ifPresent(given -> {
            train(model, given, AFTER);
            arrays.putAll(numbered("t", given.targets()));
            arrays.putAll(numbered("w", values(model.weights())));
        });
        Npz.write(folder.resolve(each.name() + ".npz"), arrays);
    }

    @Test
    void models_of_every_layer_come_back() throws IOException {
        var failures = new ArrayList<String>();
        int index = 0;
        for (var each : cases()) {
            try {
                var model = each.model();
                var batch = Optional.<Batch>empty();
                if (each.trains()
                        && !model.trainableWeights().isEmpty()
                        && model.outputs().size() == 1) {
                    var target = model.predictOnBatch(each.inputs()).getFirst();
                    var targets = List.of(target.zerosLike().add(0.25));
                    batch = Optional.of(Batch.of(each.inputs(), targets, List.of()));
                    model.compile(optimizer(index++, each.type()), new MeanSquaredError());
                    train(model, batch.get(), BEFORE);
                }
                var out = new ByteArrayOutputStream();
                model.save(out);
                var read = Models.load(new ByteArrayInputStream(out.toByteArray()));
                var expected = model.predictOnBatch(each.inputs());
                var found = read.predictOnBatch(each.inputs());
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(found.get(i).floats())
                            .containsExactly(expected.get(i).floats());
                }
                if (FOLDER.isPresent()) {
                    Files.createDirectories(FOLDER.get());
                    write(FOLDER.get(), each, model, batch);
                }
            } catch (RuntimeException | AssertionError failure) {
                failures.add(each.name() + each.args() + ": " + failure);
            }
        }
        assertThat(failures).isEmpty();
    }
}
