package jacobian.keras.models;

import static org.assertj.core.api.Assertions.assertThat;

import jacobian.keras.saving.Json;
import jacobian.keras.saving.Limits;
import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.saving.hdf5.Hdf5File;
import jacobian.keras.serialization.Customs;
import jacobian.keras.serialization.legacy.LegacyModel;
import jacobian.keras.serialization.legacy.LegacyOrigin;
import jacobian.keras.serialization.legacy.LegacyTraining;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Configurations of old files in which something is of another kind, gone, or twice there: refused or read,
/// never worse.
class LegacyRefusalTest {
    private static final int MUTATIONS = Integer.getInteger("jacobian.mutations", 40);

    static Stream<String> files() throws Exception {
        return Stream.concat(LegacyFileTest.recorded(), LegacyFileTest.refused().map(each -> (String) each.get()[0]));
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_broken_configuration_is_refused(String name) {
        try (var file = Hdf5File.open(LegacyFileTest.FOLDER.resolve(name + ".h5"))) {
            var attributes = file.root().attributes();
            var origin = LegacyOrigin.of(attributes.text("keras_version"), attributes.text("backend"));
            for (var key : List.of("model_config", "training_config")) {
                attributes.text(key).ifPresent(text -> mutate(text, origin, key.equals("model_config")));
            }
        }
    }

    private static void mutate(String text, LegacyOrigin origin, boolean isModel) {
        for (int seed = 0; seed < MUTATIONS; seed++) {
            var random = new Random(seed + text.length() * 1000L);
            var tree = Json.readObject(text, Limits.standard());
            int places = count(tree);
            for (int i = random.nextInt(3); i >= 0; i--) {
                tree = object(changed(tree, new int[] {random.nextInt(places)}, random));
            }
            try {
                if (isModel) {
                    var config = LegacyModel.of(tree, origin).config();
                    ModelReader.read(config, new Customs());
                } else {
                    assertThat(LegacyTraining.of(tree, origin)).isNotNull();
                }
            } catch (RuntimeException refused) {
                assertThat(isTold(refused)).as(refused.toString()).isTrue();
            }
        }
    }

    /// What the translation finds it says itself; what layers find when they are made becomes a refusal at the
    /// door.
    private static boolean isTold(RuntimeException refused) {
        boolean isRefusal = refused instanceof IllegalArgumentException || refused instanceof RefusedFileException;
        boolean isFromTranslation = Stream.of(refused.getStackTrace())
                .limit(3)
                .anyMatch(frame -> frame.getClassName().startsWith(LegacyModel.class.getPackageName()));
        return isRefusal || !isFromTranslation;
    }

    private static Map<String, Object> object(Object tree) {
        return tree instanceof Map<?, ?> map ? strings(map) : Map.of("class_name", "Sequential", "config", List.of());
    }

    private static Map<String, Object> strings(Map<?, ?> map) {
        var strings = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> strings.put((String) key, value));
        return strings;
    }

    private static int count(Object tree) {
        return 1
                + switch (tree) {
                    case Map<?, ?> map ->
                        map.values().stream().mapToInt(LegacyRefusalTest::count).sum();
                    case List<?> list ->
                        list.stream().mapToInt(LegacyRefusalTest::count).sum();
                    case null, default -> 0;
                };
    }

    /// The tree with another value at place number `at[0]`.
    private static Object changed(Object tree, int[] at, Random random) {
        if (at[0]-- == 0) {
            return other(tree, random);
        }
        return switch (tree) {
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                map.forEach((key, value) -> copy.put((String) key, changed(value, at, random)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<Object>();
                list.forEach(value -> copy.add(changed(value, at, random)));
                yield copy;
            }
            case null, default -> tree;
        };
    }

    private static Object other(Object tree, Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> -1L;
            case 2 -> 0.5;
            case 3 -> "";
            case 4 -> "Dense";
            case 5 -> true;
            case 6 -> new ArrayList<>();
            case 7 -> new LinkedHashMap<String, Object>();
            case 8 -> new ArrayList<>(Arrays.asList(tree, tree));
            case 9 -> new LinkedHashMap<>(Map.of("class_name", "Bidirectional", "config", Map.of()));
            case 10 -> new ArrayList<>(Arrays.asList("dense_1", 0L, 0L, null));
            default -> 1L << 40;
        };
    }
}
