package jacobian.keras.tuners;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.Training;
import jacobian.keras.data.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HyperbandTest {
    private static final Dataset DATA = Toys.sums();

    @TempDir
    private Path folder;

    private static Hyperband search() {
        return new Hyperband(Toys::model, "val_loss", 4).factor(2).seed(3);
    }

    private static Hyperband run(Hyperband search) {
        return search.run(DATA, fit -> fit.validationSplit(0.25));
    }

    private static String text(List<Hyperband.Round> rounds) {
        return String.join(
                ", ",
                rounds.stream()
                        .map(round -> round.trials() + " x " + round.epochs())
                        .toList());
    }

    @Test
    void brackets_are_those_of_the_paper() {
        assertThat(new Hyperband(Toys::model, "val_loss", 81).brackets())
                .extracting(HyperbandTest::text)
                .containsExactly(
                        "81 x 1, 27 x 3, 9 x 9, 3 x 27, 1 x 81",
                        "34 x 3, 11 x 9, 3 x 27, 1 x 81",
                        "15 x 9, 5 x 27, 1 x 81",
                        "8 x 27, 2 x 81",
                        "5 x 81");
    }

    @Test
    void epochs_that_are_no_power_are_rounded_up() {
        assertThat(new Hyperband(Toys::model, "val_loss", 10).brackets())
                .extracting(HyperbandTest::text)
                .containsExactly("9 x 2, 3 x 4, 1 x 10", "5 x 4, 1 x 10", "3 x 10");
        assertThat(new Hyperband(Toys::model, "val_loss", 1).brackets())
                .extracting(HyperbandTest::text)
                .containsExactly("1 x 1");
    }

    @Test
    void iterations_run_all_brackets_again() {
        assertThat(search().iterations(2).brackets())
                .extracting(HyperbandTest::text)
                .containsExactly(
                        "4 x 1, 2 x 2, 1 x 4", "3 x 2, 1 x 4", "3 x 4", "4 x 1, 2 x 2, 1 x 4", "3 x 2, 1 x 4", "3 x 4");
    }

    @Test
    void halving_is_one_bracket() {
        assertThat(new Hyperband(Toys::model, "val_loss", 20).halving(20).brackets())
                .extracting(HyperbandTest::text)
                .containsExactly("20 x 3, 6 x 7, 2 x 20");
    }

    @Test
    void the_best_of_a_round_go_on() {
        var search = run(search());
        assertThat(search.trials()).hasSize(14);
        var bracket = search.trials().subList(0, 7);
        assertThat(bracket)
                .extracting(each -> each.stage().orElseThrow().epochs())
                .containsExactly(1, 1, 1, 1, 2, 2, 4);
        for (var promoted : bracket.subList(4, 7)) {
            var stage = promoted.stage().orElseThrow();
            var from = search.trials().get(stage.from().orElseThrow());
            assertThat(promoted.values()).isEqualTo(from.values());
            assertThat(stage.initialEpoch())
                    .isEqualTo(from.stage().orElseThrow().epochs());
            assertThat(promoted.bestEpoch()).isBetween(stage.initialEpoch(), stage.epochs() - 1);
        }
        var scores =
                bracket.subList(0, 4).stream().map(TrialResult::score).sorted().toList();
        assertThat(bracket.subList(4, 6))
                .extracting(each -> search.trials()
                        .get(each.stage().orElseThrow().from().orElseThrow())
                        .score())
                .containsExactlyElementsOf(scores.subList(0, 2));
        assertThat(search.trials().subList(7, 14))
                .extracting(each -> each.stage().orElseThrow().bracket())
                .containsExactly(1, 1, 1, 1, 0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_promoted_trial_begins_with_the_weights_of_the_one_before(boolean onDisk) {
        Map<String, float[]> began = new ConcurrentHashMap<>();
        Map<String, float[]> ended = new ConcurrentHashMap<>();
        var search = search();
        if (onDisk) {
            search.directory(folder);
        }
        search.run(
                DATA,
                (trial, fit) -> fit.validationSplit(0.25).callbacks(new Callback() {
                    private String key(int epoch) {
                        return trial.values() + " " + epoch;
                    }

                    @Override
                    public void onEpochBegin(Training training, int epoch) {
                        began.put(trial.number() + " " + key(epoch), weights(training));
                    }

                    @Override
                    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
                        ended.put(trial.number() + " " + key(epoch), weights(training));
                    }
                }));
        int promoted = 0;
        for (var trial : search.trials()) {
            var stage = trial.stage().orElseThrow();
            if (stage.from().isPresent()) {
                promoted++;
                var from = search.trials().get(stage.from().getAsInt());
                var first = began.get(trial.number() + " " + trial.values() + " " + stage.initialEpoch());
                var best = ended.get(from.number() + " " + from.values() + " " + from.bestEpoch());
                assertThat(first).isNotNull().isEqualTo(best);
            }
        }
        assertThat(promoted).isEqualTo(4);
    }

    private static float[] weights(Training training) {
        var all = new ArrayList<Float>();
        training.model().getWeights().stream().map(Tensor::floats).forEach(values -> {
            for (float value : values) {
                all.add(value);
            }
        });
        var array = new float[all.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = all.get(i);
        }
        return Arrays.copyOf(array, array.length);
    }

    @Test
    void several_trials_at_a_time_give_what_one_after_the_other_gives() {
        var one = run(search());
        assertThat(run(search().parallel(4)).trials()).isEqualTo(one.trials());
        assertThat(run(search().directory(folder)).trials()).isEqualTo(one.trials());
    }

    @Test
    void failed_trials_do_not_go_on() {
        var search = new Hyperband(
                        trial -> {
                            var model = Toys.model(trial);
                            if (trial.number() < 3) {
                                throw new IllegalStateException("no");
                            }
                            return model;
                        },
                        "val_loss",
                        4)
                .factor(2)
                .seed(3)
                .maxConsecutiveFailedTrials(4);
        run(search);
        var byRound = new TreeMap<Integer, Integer>();
        search.trials().stream()
                .filter(each -> each.stage().orElseThrow().bracket() == 2)
                .forEach(each -> byRound.merge(each.stage().orElseThrow().round(), 1, Integer::sum));
        assertThat(byRound).isEqualTo(Map.of(0, 4, 1, 1, 2, 1));
    }

    @Test
    void it_goes_on_from_every_trial_to_the_same_results() {
        var whole = run(search().halving(4).directory(folder.resolve("whole")));
        assertThat(whole.trials()).hasSize(7);
        Snapshots.resumeEverywhere(folder, whole, () -> search().halving(4), HyperbandTest::run);
    }
}
