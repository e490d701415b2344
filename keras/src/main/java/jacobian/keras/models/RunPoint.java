package jacobian.keras.models;

import jacobian.keras.config.Seeds;
import jacobian.keras.saving.RefusedFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a run of `fit` stands.
///
/// @param epoch the epoch that goes on or is next
/// @param batch how many of its batches have been taken
/// @param samples how many examples those had
/// @param place where in the data the epoch began
/// @param shuffleSeed what the order of the examples is made from
/// @param stopped whether somebody has asked for the end
/// @param seeds where the source of seeds stands
record RunPoint(
        int epoch, long batch, long samples, EpochPlace place, long shuffleSeed, boolean stopped, Seeds.State seeds) {
    /// As a JSON tree.
    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("epoch", epoch);
        tree.put("batch", batch);
        tree.put("samples", samples);
        tree.put("pass", place.pass());
        tree.put("from", place.from());
        tree.put("continues", place.continues());
        tree.put("shuffle_seed", shuffleSeed);
        tree.put("stopped", stopped);
        tree.put("seed", seeds.seed());
        tree.put("seeds_drawn", seeds.drawn());
        return tree;
    }

    /// What [#tree] gave.
    static RunPoint of(Map<String, @Nullable Object> tree) {
        var place = new EpochPlace(truth(tree, "continues"), number(tree, "pass"), number(tree, "from"), 0);
        return new RunPoint(
                Math.toIntExact(number(tree, "epoch")),
                number(tree, "batch"),
                number(tree, "samples"),
                place.within(number(tree, "batch")),
                number(tree, "shuffle_seed"),
                truth(tree, "stopped"),
                new Seeds.State(number(tree, "seed"), number(tree, "seeds_drawn")));
    }

    private static long number(Map<String, @Nullable Object> tree, String key) {
        if (tree.get(key) instanceof Long number) {
            return number;
        }
        throw new RefusedFileException(
                "the backup says " + tree.get(key) + " for " + key + ": a whole number is needed");
    }

    private static boolean truth(Map<String, @Nullable Object> tree, String key) {
        if (tree.get(key) instanceof Boolean truth) {
            return truth;
        }
        throw new RefusedFileException(
                "the backup says " + tree.get(key) + " for " + key + ": true or false is needed");
    }

    /// What Keras writes beside the weights.
    Map<String, Object> kerasTree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("epoch", epoch);
        tree.put("batch", batch);
        return tree;
    }
}
