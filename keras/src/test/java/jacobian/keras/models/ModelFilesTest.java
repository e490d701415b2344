package jacobian.keras.models;

import static jacobian.keras.activations.Activations.RELU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.engine.shape.Shape;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Batch;
import jacobian.keras.initializers.Ones;
import jacobian.keras.layers.Call;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Dropout;
import jacobian.keras.layers.FluentLayer;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.LSTM;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.optimizers.LossScaleOptimizer;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Models that are written and read here.
class ModelFilesTest {
    private static final Tensor X = OwnModels.draw(1, 6, 4);
    private static final Tensor Y = OwnModels.draw(2, 6, 1);

    @TempDir
    Path folder;

    static Stream<String> names() {
        return OwnModels.ALL.keySet().stream();
    }

    private static Model again(Model model) {
        var out = new ByteArrayOutputStream();
        model.save(out);
        return Models.load(new ByteArrayInputStream(out.toByteArray()));
    }

    private static List<float[]> state(Model model) {
        var state = new ArrayList<float[]>();
        for (var group : ModelFile.groups(model, true)) {
            group.tensors().forEach(tensor -> state.add(tensor.value().floats()));
        }
        return state;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void a_model_goes_on_where_it_was_saved(String name) {
        var example = Objects.requireNonNull(OwnModels.ALL.get(name)).get();
        var batch = Batch.of(example.inputs(), example.targets(), List.of());
        var model = example.model();
        model.trainOnBatch(batch);
        var loaded = again(model);
        assertThat(loaded.predictOnBatch(example.inputs()).get(0).floats())
                .containsExactly(
                        model.predictOnBatch(example.inputs()).get(0).floats(),
                        org.assertj.core.data.Offset.offset(1e-5f));
        model.trainOnBatch(batch);
        loaded.trainOnBatch(batch);
        var expected = state(model);
        var found = state(loaded);
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).containsExactly(expected.get(i), org.assertj.core.data.Offset.offset(1e-4f));
        }
        assertThat(again(loaded).toJson()).isEqualTo(loaded.toJson());
    }

    private static Sequential small() {
        var model = new Sequential(new Input(4), new Dense(3).activation(RELU), new Dropout(0.5), new Dense(1));
        model.compile(new Adam(0.01), new MeanSquaredError());
        return model;
    }

    @Test
    void an_archive_a_folder_and_a_stream_hold_the_same() {
        var model = small();
        model.fit(X, Y);
        model.save(folder.resolve("model.keras"));
        model.save(folder.resolve("model"), save -> save.zipped(false));
        for (var path : List.of(folder.resolve("model.keras"), folder.resolve("model"))) {
            assertThat(Models.load(path).predict(X).floats())
                    .containsExactly(model.predict(X).floats());
        }
        assertThat(again(model).predict(X).floats())
                .containsExactly(model.predict(X).floats());
    }

    @Test
    void random_numbers_go_on() {
        var model = small();
        model.fit(X, Y, fit -> fit.epochs(2));
        var loaded = again(model);
        model.fit(X, Y, fit -> fit.epochs(3).shuffle(false));
        loaded.fit(X, Y, fit -> fit.epochs(3).shuffle(false));
        assertThat(loaded.getWeights().get(0).floats())
                .containsExactly(model.getWeights().get(0).floats());
    }

    @Test
    void what_a_stateful_layer_keeps_is_kept() {
        var model = new Sequential(Input.batchShape(2, 3, 4), new LSTM(3).stateful(true));
        var x = OwnModels.draw(1, 2, 3, 4);
        model.predictOnBatch(x);
        var loaded = again(model);
        assertThat(loaded.predictOnBatch(x).floats())
                .containsExactly(model.predictOnBatch(x).floats());
    }

    @Test
    void a_model_that_was_never_trained_begins_where_it_is() {
        var loaded = again(small());
        assertThat(loaded.optimizer().iterations()).isZero();
        assertThat(loaded.optimizer().learningRate()).isCloseTo(0.01, org.assertj.core.data.Offset.offset(1e-7));
        assertThat(loaded.fit(X, Y)).isNotNull();
    }

    @Test
    void the_optimizer_and_how_a_model_is_compiled_can_be_left_out() {
        var model = small();
        model.fit(X, Y);
        model.save(folder.resolve("a.keras"), save -> save.includeOptimizer(false));
        assertThat(Models.load(folder.resolve("a.keras")).optimizer().iterations())
                .isZero();
        assertThat(Models.load(folder.resolve("a.keras"), load -> load.compile(false))
                        .isCompiled())
                .isFalse();
    }

    @Test
    void a_loss_scale_that_came_by_itself_is_kept() {
        var model = new Sequential(new Input(4), new Dense(3), new Dense(1).dtype("float32"));
        model.dtype("mixed_float16");
        model.compile(new Adam(0.01), new MeanSquaredError());
        model.fit(X, Y);
        assertThat(again(model).optimizer()).isInstanceOf(LossScaleOptimizer.class);
        assertThat(again(model).optimizer().iterations()).isEqualTo(1);
    }

    @Test
    void a_configuration_makes_a_model_with_new_weights() {
        var model = Models.fromJson(small().toJson());
        assertThat(model.layers()).hasSize(3);
        assertThat(model.isCompiled()).isFalse();
        assertThat(model.countParams()).isEqualTo(small().countParams());
    }

    // ---- classes of one's own ----

    static final class Scale extends FluentLayer<Scale> {
        @Override
        protected void build(Shape input) {
            weight("factor", Shape.of(input.size(-1)), new Ones());
        }

        @Override
        protected Tensor call(Tensor x, Call call) {
            return x.multiply(weight("factor"));
        }
    }

    static final class Tower extends Model {
        private final Dense first = track("first", new Dense(3).activation(RELU));
        private final Dense last = track("z_last", new Dense(1));

        @Override
        protected Tensor call(Tensor x, Call call) {
            return last.apply(first.apply(x));
        }
    }

    @Test
    void a_layer_of_ones_own_is_given_at_loading() {
        var model = new Sequential(new Input(4), new Scale(), new Dense(1));
        var path = folder.resolve("own.keras");
        model.save(path);
        assertThat(Models.load(path, load -> load.custom("Scale", Scale::new))
                        .predict(X)
                        .floats())
                .containsExactly(model.predict(X).floats());
        assertThatThrownBy(() -> Models.load(path))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining("Scale")
                .hasMessageContaining("load.custom");
    }

    @Test
    void a_model_of_ones_own_is_found_by_its_fields() {
        var model = new Tower();
        model.predict(X);
        var places = WeightTree.of(model).groups().stream()
                .map(group -> group.path())
                .toList();
        // As Keras does: what comes before "layers" by its name, the rest below it.
        assertThat(places).containsExactly("", "first", "layers/dense_1");
        var path = folder.resolve("tower.keras");
        model.save(path);
        var loaded = Models.load(path, load -> load.custom("Tower", Tower::new));
        assertThat(loaded.predict(X).floats()).containsExactly(model.predict(X).floats());
    }

    // ---- refusals ----

    @Test
    void refuses_what_is_no_model_and_what_is_in_the_way() throws Exception {
        var path = folder.resolve("model.keras");
        var model = small();
        model.save(path);
        assertThatThrownBy(() -> model.save(path, save -> save.overwrite(false)))
                .hasMessageContaining("overwrite(true)");
        assertThatThrownBy(() -> model.save(folder.resolve("model.zip"))).hasMessageContaining(".keras");
        var other = Files.writeString(folder.resolve("other.keras"), "text");
        assertThatThrownBy(() -> Models.load(other))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining("other.keras");
        assertThatThrownBy(() ->
                        Models.load(path, load -> load.limits(Limits.standard().withTextBytes(100))))
                .isInstanceOf(RefusedFileException.class)
                .hasMessageContaining("withTextBytes");
        assertThatThrownBy(() -> new Sequential(new Dense(1)).save(path)).hasMessageContaining("before its first call");
        assertThat(Models.load(path).countParams()).isEqualTo(model.countParams());
    }
}
