package jacobian.keras.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.keras.golden.Golden;
import jacobian.keras.layers.Layer;
import jacobian.keras.metrics.Accumulator;
import jacobian.keras.optimizers.Optimizer;
import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Configurations of Keras with something wrong: they are read or refused, and nothing else happens.
class MutatedConfigTest {
    private static final int MUTATIONS = 12_000;
    private static final List<@Nullable Object> VALUES = Arrays.asList(
            null,
            true,
            -1L,
            0L,
            Long.MAX_VALUE,
            Double.NaN,
            1e300,
            0.5,
            "",
            "relu",
            "adam",
            "Sequential",
            List.of(),
            List.of(1L, List.of("x")),
            Map.of(),
            Map.of("class_name", "Dense"),
            Map.of("class_name", "function", "config", "f"),
            Map.of("class_name", "__numpy__", "config", Map.of("value", List.of(1.0), "dtype", "float32")),
            Map.of("class_name", "L2", "config", Map.of("l2", "x")));

    private final Random random = new Random(7);

    private @Nullable Object mutated(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map && !map.isEmpty() && random.nextInt(12) > 0) {
            var copy = new LinkedHashMap<Object, @Nullable Object>(map);
            var key = new ArrayList<>(map.keySet()).get(random.nextInt(map.size()));
            if (random.nextInt(12) == 0) {
                copy.remove(key);
            } else {
                copy.put(key, mutated(map.get(key)));
            }
            return copy;
        }
        if (tree instanceof List<?> list && !list.isEmpty() && random.nextInt(4) > 0) {
            var copy = new ArrayList<@Nullable Object>(list);
            int at = random.nextInt(list.size());
            copy.set(at, mutated(list.get(at)));
            return copy;
        }
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private void check(String file, String group, Class<?> type, int mutations) {
        var cases = Golden.file(file).get(group);
        var trees = cases.valueStream()
                .map(each -> Json.read(each.get("saved").toString(), Limits.standard()))
                .toList();
        int refused = 0;
        for (int i = 0; i < mutations; i++) {
            var tree = trees.get(random.nextInt(trees.size()));
            for (int times = random.nextInt(3); times >= 0; times--) {
                tree = mutated(tree);
            }
            if (tree == null) {
                continue;
            }
            try {
                Serialization.deserialize(type, tree, Customs.none());
            } catch (RefusedFileException expected) {
                refused++;
            } catch (RuntimeException | StackOverflowError wrong) {
                throw new AssertionError(Json.write(tree), wrong);
            }
        }
        assertThat(refused).isBetween(mutations / 4, mutations);
    }

    @Test
    void layers_are_read_or_refused() {
        check("configs_of_layers", "layers", Layer.class, MUTATIONS);
    }

    @Test
    void metrics_are_read_or_refused() {
        check("configs", "metrics", Accumulator.class, MUTATIONS / 3);
    }

    @Test
    void optimizers_are_read_or_refused() {
        check("configs", "optimizers", Optimizer.class, MUTATIONS / 3);
    }
}
