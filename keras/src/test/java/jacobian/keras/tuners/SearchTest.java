package jacobian.keras.tuners;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.EarlyStopping;
import jacobian.keras.callbacks.Logs;
import jacobian.keras.callbacks.Training;
import jacobian.keras.data.Dataset;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.models.Model;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.SGD;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
    private static final Dataset DATA = Toys.sums();

    @TempDir
    private Path folder;

    private static RandomSearch search() {
        return new RandomSearch(Toys::model, "val_loss").seed(7).maxTrials(6);
    }

    private static RandomSearch run(RandomSearch search) {
        return search.run(DATA, fit -> fit.epochs(2).validationSplit(0.25));
    }

    private static List<List<Float>> weights(Model model) {
        return model.getWeights().stream().map(SearchTest::numbers).toList();
    }

    private static List<Float> numbers(Tensor tensor) {
        var list = new ArrayList<Float>();
        for (float each : tensor.floats()) {
            list.add(each);
        }
        return list;
    }

    @Test
    void several_trials_at_a_time_give_what_one_after_the_other_gives() {
        var one = run(search());
        var three = run(search().parallel(3));
        assertThat(three.trials()).isEqualTo(one.trials()).hasSize(6);
        assertThat(three.ranked()).isEqualTo(one.ranked());
        assertThat(weights(three.best().model())).isEqualTo(weights(one.best().model()));
        assertThat(one.trials()).extracting(TrialResult::values).doesNotHaveDuplicates();
    }

    @Test
    void another_seed_makes_other_trials() {
        assertThat(run(search().seed(8)).trials().getFirst().values())
                .isNotEqualTo(run(search()).trials().getFirst().values());
    }

    @Test
    void the_best_model_has_the_weights_of_its_best_epoch() {
        var search = run(search());
        var best = search.best();
        var rows = DATA.split(0.75).rest();
        assertThat(best.model().evaluate(rows).get("loss"))
                .isEqualTo(best.trial().score());
        assertThat(best.trial().score())
                .isEqualTo(search.ranked().stream()
                        .mapToDouble(TrialResult::score)
                        .min()
                        .orElseThrow());
        assertThat(search.best(3))
                .extracting(TunedModel::trial)
                .isEqualTo(search.ranked().subList(0, 3));
    }

    @Test
    void a_folder_changes_nothing_and_gives_the_best_models_back_later() {
        var inMemory = run(search());
        var onDisk = run(search().directory(folder));
        assertThat(onDisk.trials()).isEqualTo(inMemory.trials());
        var later = search().directory(folder).reload();
        assertThat(later.ranked()).isEqualTo(inMemory.ranked());
        assertThat(weights(later.best().model()))
                .isEqualTo(weights(inMemory.best().model()));
    }

    @Test
    void it_goes_on_from_every_trial_to_the_same_results() {
        var whole = run(search().directory(folder.resolve("whole")));
        Snapshots.resumeEverywhere(folder, whole, SearchTest::search, SearchTest::run);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_search_that_is_stopped_goes_on_to_the_same_results(int parallel) {
        var search = search().directory(folder).parallel(parallel);
        var batches = new AtomicInteger();
        search.run(
                DATA,
                fit -> fit.epochs(2).validationSplit(0.25).callbacks(new Callback() {
                    @Override
                    public void onTrainBatchEnd(Training training, long batch, Logs logs) {
                        if (batches.incrementAndGet() == 11) {
                            search.stop();
                        }
                    }
                }));
        assertThat(search.trials().size()).isLessThan(6);
        assertThat(run(search().directory(folder)).trials())
                .isEqualTo(run(search()).trials());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void interruption_ends_it_and_is_not_lost(int parallel) throws InterruptedException {
        var search = search().maxTrials(1000).parallel(parallel);
        var began = new CountDownLatch(3);
        search.onTrialEnd(_ -> began.countDown());
        var wasInterrupted = new AtomicBoolean();
        var thread = Thread.ofPlatform().start(() -> {
            run(search);
            wasInterrupted.set(Thread.currentThread().isInterrupted());
        });
        began.await();
        thread.interrupt();
        thread.join();
        assertThat(wasInterrupted).isTrue();
        assertThat(search.trials().size()).isBetween(3, 999);
        assertThat(search.trials()).noneMatch(TrialResult::isFailed);
    }

    @Test
    void a_search_that_goes_on_may_have_more_trials() {
        run(search().maxTrials(2).directory(folder));
        assertThat(run(search().directory(folder)).trials())
                .isEqualTo(run(search()).trials());
    }

    @Test
    void a_space_that_is_used_up_ends_the_search() {
        var search = new RandomSearch(
                        trial -> {
                            var model = new Sequential(new Input(3), new Dense(1));
                            model.compile(new SGD(trial.choice("rate", 0.01, 0.02, 0.03)), new MeanSquaredError());
                            return model;
                        },
                        "val_loss")
                .seed(1)
                .maxTrials(50);
        run(search);
        assertThat(search.trials()).hasSize(3).extracting(TrialResult::values).doesNotHaveDuplicates();
    }

    @Test
    void executions_begin_with_other_weights_and_their_scores_are_averaged() {
        var scores = new ArrayList<Double>();
        var search = search().maxTrials(1).executionsPerTrial(3);
        search.run(
                DATA,
                fit -> fit.epochs(1).validationSplit(0.25).callbacks(new Callback() {
                    @Override
                    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
                        scores.add(logs.get("val_loss"));
                    }
                }));
        assertThat(scores).hasSize(3).doesNotHaveDuplicates();
        var trial = search.trials().getFirst();
        assertThat(trial.score())
                .isEqualTo(scores.stream().mapToDouble(each -> each).average().orElseThrow());
        assertThat(trial.execution()).isEqualTo(scores.indexOf(Collections.min(scores)));
        var rows = DATA.split(0.75).rest();
        assertThat(search.best().model().evaluate(rows)).containsEntry("loss", Collections.min(scores));
    }

    @Test
    void callbacks_that_fit_makes_belong_to_one_trial() {
        var epochs = new AtomicInteger();
        var search = search().maxTrials(3);
        search.run(
                DATA,
                fit -> fit.epochs(10)
                        .validationSplit(0.25)
                        .callbacks(new EarlyStopping().minDelta(1e9).patience(2), new Callback() {
                            @Override
                            public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
                                epochs.incrementAndGet();
                            }
                        }));
        assertThat(epochs).hasValue(9);
    }

    @Test
    void training_has_hyperparameters_too() {
        var search = search().maxTrials(4);
        search.run(
                DATA, (trial, fit) -> fit.epochs(1).validationSplit(0.25).batchSize(trial.choice("batch", 8, 16, 32)));
        assertThat(search.trials()).allMatch(each -> each.values().containsKey("batch"));
        assertThat(search.space()).extracting(Tunable::name).containsExactly("units", "rate", "batch");
        assertThat(search.best().model().isCompiled()).isTrue();
    }
}
