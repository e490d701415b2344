package jacobian.keras.models;

import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SIGMOID;
import static jacobian.keras.activations.Activations.SOFTMAX;
import static jacobian.keras.activations.Activations.TANH;
import static jacobian.keras.metrics.AutomaticMetric.ACCURACY;

import jacobian.engine.shape.DType;
import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Add;
import jacobian.keras.layers.BatchNormalization;
import jacobian.keras.layers.Bidirectional;
import jacobian.keras.layers.Concatenate;
import jacobian.keras.layers.Conv2D;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Embedding;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.GRU;
import jacobian.keras.layers.GlobalAveragePooling1D;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.LSTM;
import jacobian.keras.layers.LayerNormalization;
import jacobian.keras.layers.Masking;
import jacobian.keras.layers.MaxPooling2D;
import jacobian.keras.layers.MultiHeadAttention;
import jacobian.keras.layers.ReLU;
import jacobian.keras.losses.Huber;
import jacobian.keras.losses.MeanAbsoluteError;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.AdamW;
import jacobian.keras.optimizers.RMSprop;
import jacobian.keras.optimizers.SGD;
import jacobian.keras.optimizers.schedules.CosineDecay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/// Models that are made here, each with a batch: what only a graph of one's own has, above all computations
/// between layers.
final class OwnModels {
    /// A compiled model, inputs and targets.
    record Example(Model model, List<Tensor> inputs, List<Tensor> targets) {}

    static final Map<String, Supplier<Example>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("own_chain", OwnModels::chain);
        ALL.put("own_images", OwnModels::images);
        ALL.put("own_arithmetic", OwnModels::arithmetic);
        ALL.put("own_broadcasts", OwnModels::broadcasts);
        ALL.put("own_reductions", OwnModels::reductions);
        ALL.put("own_slices", OwnModels::slices);
        ALL.put("own_activations", OwnModels::activations);
        ALL.put("own_products", OwnModels::products);
        ALL.put("own_choices", OwnModels::choices);
        ALL.put("own_counts", OwnModels::counts);
        ALL.put("own_output", OwnModels::output);
        ALL.put("own_masks", OwnModels::masks);
        ALL.put("own_masking", OwnModels::masking);
        ALL.put("own_transformer", OwnModels::transformer);
        ALL.put("own_shared", OwnModels::shared);
        ALL.put("own_nested", OwnModels::nested);
        ALL.put("own_names", OwnModels::names);
        ALL.put("own_outputs", OwnModels::outputs);
        ALL.put("own_states", OwnModels::states);
        ALL.put("own_middle", OwnModels::middle);
        ALL.put("own_schedule", OwnModels::schedule);
        ALL.put("own_averages", OwnModels::averages);
    }

    private OwnModels() {}

    static Tensor draw(int seed, int... sizes) {
        var random = new Random(seed);
        var values = new float[java.util.stream.IntStream.of(sizes).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return Tensor.of(values, sizes);
    }

    static Tensor whole(int seed, int high, int... sizes) {
        var random = new Random(seed);
        var values = new int[java.util.stream.IntStream.of(sizes).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(high);
        }
        return Tensor.of(values).reshape(sizes);
    }

    private static Example example(Model model, Tensor x, Tensor y) {
        model.compile(new SGD(0.05).momentum(0.5), new MeanSquaredError());
        return new Example(model, List.of(x), List.of(y));
    }

    private static Example chain() {
        var model = new Sequential(new Input(4), new Dense(6).activation(RELU), new Dense(3).activation(SOFTMAX));
        model.compile(new Adam(0.01), new SparseCategoricalCrossentropy(), ACCURACY);
        return new Example(model, List.of(draw(1, 6, 4)), List.of(whole(2, 3, 6)));
    }

    private static Example images() {
        var model = new Sequential(
                new Input(8, 8, 2),
                new Conv2D(4, 3).useBias(false),
                new BatchNormalization(),
                new ReLU(),
                new MaxPooling2D(2),
                new Flatten(),
                new Dense(2));
        model.compile(new RMSprop(0.005), new Huber(), new MeanAbsoluteError());
        return new Example(model, List.of(draw(1, 4, 8, 8, 2)), List.of(draw(2, 4, 2)));
    }

    private static Example arithmetic() {
        var x = new Input(5);
        var h = new Dense(5).apply(x);
        var y = h.add(x.tensor())
                .multiply(0.5)
                .subtract(h.square().divide(h.abs().add(1)));
        return example(new Model(x, new Dense(2).apply(y.negative().exp().log1p())), draw(1, 4, 5), draw(2, 4, 2));
    }

    private static Example broadcasts() {
        var x = new Input(3, 4);
        var row = new Dense(4).apply(new Flatten().apply(x));
        var scaled = x.tensor().multiply(row.expandDims(1)).add(Tensor.of(0.1, 0.2, 0.3, 0.4));
        return example(new Model(x, new Dense(1).apply(scaled)), draw(1, 4, 3, 4), draw(2, 4, 3, 1));
    }

    private static Example reductions() {
        var x = new Input(3, 4);
        var h = new Dense(4).apply(x);
        var parts = List.of(
                h.mean(1),
                h.sum(1),
                h.max(1),
                h.min(1),
                h.var(1),
                h.square().sumKeep(-1).squeeze(-1));
        return example(
                new Model(x, new Dense(2).apply(Tensor.concatenate(parts, -1))), draw(1, 4, 3, 4), draw(2, 4, 2));
    }

    private static Example slices() {
        var x = new Input(4, 6);
        var h = new Dense(6).apply(x);
        var y = Tensor.concatenate(
                List.of(
                        h.at(1, 0),
                        h.range(1, 1, 3).reshape(-1, 12),
                        h.flip(2).at(1, -1),
                        h.transpose(0, 2, 1).at(1, 2)),
                1);
        return example(new Model(x, new Dense(2).apply(y)), draw(1, 4, 4, 6), draw(2, 4, 2));
    }

    private static Example activations() {
        var x = new Input(5);
        var h = new Dense(5).apply(x);
        var y = Tensor.concatenate(
                List.of(
                        h.relu(),
                        h.sigmoid(),
                        h.tanh(),
                        h.softmax(-1),
                        h.silu(),
                        h.gelu(false),
                        h.elu(1),
                        h.softplus()),
                -1);
        return example(new Model(x, new Dense(2).apply(y)), draw(1, 4, 5), draw(2, 4, 2));
    }

    private static Example products() {
        var x = new Input(3, 4);
        var h = new Dense(4).apply(x);
        var scores = h.matmul(x.tensor().transpose(0, 2, 1)).multiply(0.5).softmax(-1);
        var y = scores.matmul(h).add(Tensor.einsum("bij,jk->bik", h, draw(5, 4, 4)));
        return example(new Model(x, new Dense(1).apply(y)), draw(1, 4, 3, 4), draw(2, 4, 3, 1));
    }

    private static Example choices() {
        var x = new Input(4);
        var h = new Dense(4).apply(x);
        var y = h.greater(h.constant(0.1, h.dtype())).select(h, h.multiply(0.2));
        var near = h.abs().less(h.constant(0.5, h.dtype())).logicalNot().cast(DType.FLOAT32);
        return example(
                new Model(x, new Dense(2).apply(Tensor.concatenate(List.of(y, near, h.clip(-0.3, 0.3)), 1))),
                draw(1, 5, 4),
                draw(2, 5, 2));
    }

    private static Example counts() {
        var x = new Input(Shape.ANY, 3);
        var h = new Dense(4).activation(TANH).apply(x);
        return example(new Model(x, new Dense(1).apply(h.mean(1))), draw(1, 4, 5, 3), draw(2, 4, 1));
    }

    private static Example output() {
        var x = new Input(4);
        return example(new Model(x, new Dense(2).apply(x).sigmoid().multiply(2)), draw(1, 5, 4), draw(2, 5, 2));
    }

    private static Example masks() {
        var x = new Input(6).dtype(DType.INT32);
        var h = new Embedding(9, 4).maskZero(true).apply(x);
        var y = new Bidirectional(new GRU(3).returnSequences(true)).apply(h);
        return example(
                new Model(x, new Dense(1).apply(new GlobalAveragePooling1D().apply(y))),
                whole(1, 9, 4, 6),
                draw(2, 4, 1));
    }

    private static Example masking() {
        var x = new Input(5, 3);
        var h = new LSTM(4).apply(new Masking().apply(x));
        var given = draw(1, 4, 5, 3)
                .multiply(whole(3, 3, 4, 5, 1).greater(Tensor.of(0)).cast(DType.FLOAT32));
        return example(new Model(x, new Dense(1).apply(h)), given, draw(2, 4, 1));
    }

    private static Example transformer() {
        var x = new Input(6).dtype(DType.INT32);
        var h = new Embedding(9, 8).apply(x);
        var attended = new MultiHeadAttention(2, 4).apply(h, h, call -> call.useCausalMask(true));
        h = new LayerNormalization().apply(h.add(attended));
        var inner = new Sequential(new Dense(12).activation(RELU), new Dense(8));
        h = new LayerNormalization().apply(h.add(inner.apply(h)));
        var model = new Model(x, new Dense(2).activation(SOFTMAX).apply(h.mean(1)));
        model.compile(new AdamW(0.005), new SparseCategoricalCrossentropy());
        return new Example(model, List.of(whole(1, 9, 4, 6)), List.of(whole(2, 2, 4)));
    }

    private static Example shared() {
        var a = new Input(4);
        var b = new Input(4);
        var shared = new Dense(3).activation(TANH);
        var model = new Model(
                List.of(a, b),
                List.of(new Dense(1)
                        .apply(shared.apply(a).subtract(shared.apply(b)).abs())));
        model.compile(new SGD(0.05), new MeanSquaredError());
        return new Example(model, List.of(draw(1, 5, 4), draw(3, 5, 4)), List.of(draw(2, 5, 1)));
    }

    private static Example nested() {
        var a = new Input(4);
        var b = new Input(4);
        var inner = new Model(
                List.of(a, b),
                List.of(new Add().apply(new Dense(4).activation(TANH).apply(a), b)));
        var x = new Input(4);
        var once = inner.applyAll(List.of(x, x.tensor().multiply(0.5))).get(0);
        var twice = inner.applyAll(List.of(once, x)).get(0);
        return example(new Model(x, new Dense(1).apply(twice)), draw(1, 5, 4), draw(2, 5, 1));
    }

    private static Example names() {
        var price = new Input(2);
        var size = new Input(3);
        var inputs = new LinkedHashMap<String, Input>();
        inputs.put("price", price);
        inputs.put("size", size);
        var h = new Concatenate().apply(price, size);
        var outputs = new LinkedHashMap<String, Tensor>();
        outputs.put("kind", new Dense(3).activation(SOFTMAX).apply(h));
        outputs.put("worth", new Dense(1).apply(h).multiply(2));
        var model = new Model(inputs, outputs);
        model.compile(
                new Adam(0.01),
                c -> c.loss("kind", new SparseCategoricalCrossentropy())
                        .loss("worth", new MeanSquaredError())
                        .lossWeight("worth", 0.5)
                        .metrics("kind", ACCURACY));
        return new Example(model, List.of(draw(1, 5, 2), draw(3, 5, 3)), List.of(whole(2, 3, 5), draw(4, 5, 1)));
    }

    private static Example outputs() {
        var x = new Input(4);
        var h = new Dense(5).activation(RELU).apply(x);
        var ends = new ArrayList<Tensor>();
        ends.add(new Dense(1).apply(h));
        ends.add(new Dense(2).activation(SIGMOID).apply(h).multiply(3));
        var model = new Model(List.of(x), ends);
        model.compile(
                new SGD(0.02),
                c -> c.losses(new MeanSquaredError(), new MeanAbsoluteError()).lossWeights(1, 0.3));
        return new Example(model, List.of(draw(1, 5, 4)), List.of(draw(2, 5, 1), draw(3, 5, 2)));
    }

    private static Example states() {
        var source = new Input(5, 3);
        var target = new Input(4, 2);
        var encoded = new LSTM(3).returnState(true).applyAll(List.of(source));
        var decoded = new LSTM(3)
                .returnSequences(true)
                .applyAll(List.of(target, encoded.get(1), encoded.get(2)))
                .get(0);
        var model = new Model(List.of(source, target), List.of(new Dense(2).apply(decoded)));
        model.compile(new SGD(0.05), new MeanSquaredError());
        return new Example(model, List.of(draw(1, 4, 5, 3), draw(3, 4, 4, 2)), List.of(draw(2, 4, 4, 2)));
    }

    private static Example middle() {
        var x = new Input(4);
        var hidden = new Dense(3).activation(TANH).apply(x);
        return example(new Model(hidden, new Dense(2).apply(hidden)), draw(1, 5, 3), draw(2, 5, 2));
    }

    private static Example schedule() {
        var model = new Sequential(new Input(4), new Dense(5).activation(TANH), new Dense(1));
        model.compile(new Adam(new CosineDecay(0.01, 8)), new MeanSquaredError());
        return new Example(model, List.of(draw(1, 5, 4)), List.of(draw(2, 5, 1)));
    }

    private static Example averages() {
        var model = new Sequential(new Input(4), new Dense(5).activation(TANH), new Dense(1));
        model.compile(
                new Adam(0.01).useEma(true).emaMomentum(0.9).gradientAccumulationSteps(2), new MeanSquaredError());
        return new Example(model, List.of(draw(1, 5, 4)), List.of(draw(2, 5, 1)));
    }
}
