package jacobian.keras.tuners;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Dataset;
import jacobian.keras.models.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
