package jacobian.keras.serialization;

import jacobian.keras.losses.Loss;
import jacobian.keras.losses.Losses;
import java.util.LinkedHashMap;
import java.util.stream.Stream;

/// The losses that files may name.
final class LossTable {
    private LossTable() {}

    static Stream<Known> all() {
        var all = new LinkedHashMap<String, Known>();
        for (var name : Losses.names()) {
            var type = Losses.of(name).getClass();
            all.putIfAbsent(type.getSimpleName(), known(type, name));
        }
        return all.values().stream();
    }

    private static Known known(Class<? extends Loss> type, String name) {
        return new Known("keras.losses", type.getSimpleName(), type, _ -> Losses.of(name), form(type.getSimpleName()));
    }

    private static Form form(String name) {
        var form = new Form().ifChanged("dtype");
        return switch (name) {
            case "Huber" -> form.ifChanged("delta");
            case "CosineSimilarity", "SparseCategoricalCrossentropy" -> form.ifChanged("axis");
            default -> form;
        };
    }
}
