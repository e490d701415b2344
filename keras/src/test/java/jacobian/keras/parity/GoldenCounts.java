package jacobian.keras.parity;

import jacobian.keras.parity.Signatures.Argument;
import jacobian.keras.parity.Signatures.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The golden cases, by section and name of what they show.
final class GoldenCounts {
    /// Second inputs of a layer's call, which golden files list after the first.
    private static final Set<String> FURTHER_INPUTS = Set.of("value", "key", "initial_state", "states");

    private final Set<String> sections;
    private final Map<String, List<JsonNode>> cases = new HashMap<>();
    private int total;
    private int loose;

    GoldenCounts(Set<String> sections) {
        this.sections = sections;
        Resources.golden().forEach(this::count);
    }

    /// All cases, whole models included.
    int total() {
        return total;
    }

    /// The cases that name a tolerance of their own.
    int loose() {
        return loose;
    }

    private void count(Path file) {
        var content = Resources.json(file);
        var name = file.getFileName().toString().replace(".json", "");
        if (file.getParent().endsWith("models")) {
            total++;
            return;
        }
        content.properties().forEach(entry -> {
            if (entry.getValue().isArray()) {
                entry.getValue().valueStream().filter(GoldenCounts::isCase).forEach(each -> {
                    total++;
                    loose += each.has("tolerance") ? 1 : 0;
                    key(name, entry.getKey(), each)
                            .ifPresent(key -> cases.computeIfAbsent(key, _ -> new ArrayList<>())
                                    .add(each));
                });
            }
        });
    }

    /// A tensor that all cases of a file share is none.
    private static boolean isCase(JsonNode node) {
        return node.isObject() && !node.has("values");
    }

    private Optional<String> key(String file, String list, JsonNode node) {
        var section = sections.contains(list) ? list : file.split("_")[0];
        if (node.has("layer")) {
            return Optional.of("layers." + node.get("layer").asString());
        }
        if (node.has("op")) {
            return Optional.of("ops." + node.get("op").asString());
        }
        if (node.has("constraint")) {
            return Optional.of(
                    "constraints." + node.get("constraint").path("class").asString());
        }
        if (file.equals("loss_scale")) {
            return Optional.of("optimizers.LossScaleOptimizer");
        }
        if (node.has("fit")) {
            return Optional.of("models.Model.fit");
        }
        for (var word : List.of("class", "function")) {
            if (node.has(word)) {
                return Optional.of(section + "." + node.get(word).asString());
            }
        }
        return Optional.empty();
    }

    /// How many cases show `row`.
    int of(String section, Row row) {
        return list(section, row).size();
    }

    private List<JsonNode> list(String section, Row row) {
        var own = cases.getOrDefault(section + "." + row.name(), List.of());
        // Many functions of metrics are those of losses under a second name.
        return own.isEmpty() && section.equals("metrics") && !row.isClass()
                ? cases.getOrDefault("losses." + row.name(), List.of())
                : own;
    }

    /// How many cases give an argument of the constructor or function a value that is not its default.
    int of(String section, Row row, Argument argument) {
        int position = row.arguments().indexOf(argument);
        return (int) list(section, row).stream()
                .filter(each -> holds(each, argument, position))
                .count();
    }

    private static boolean holds(JsonNode node, Argument argument, int position) {
        var args = node.has("fit") ? node.get("fit") : node.path("args");
        var value = args.get(argument.name());
        if (value == null) {
            value = node.path("constraint").path("args").get(argument.name());
        }
        if (value == null && node.has(argument.name()) && !argument.name().equals("name")) {
            value = node.get(argument.name());
        }
        if (value != null) {
            return isOther(value, argument);
        }
        boolean tensor = argument.initial().map(JsonNode::isNull).orElse(true);
        return argument.initial().isEmpty()
                || node.has("op") && tensor && position < node.path("inputs").size();
    }

    /// How many cases give an argument of the call a value that is not its default.
    int ofCall(String section, Row row, Argument argument) {
        int position = row.call().indexOf(argument);
        return (int) list(section, row).stream()
                .filter(each -> argument.initial().isEmpty()
                        || given(each, row, position).contains(argument.name())
                        || Optional.ofNullable(each.path("call").get(argument.name()))
                                .filter(value -> isOther(value, argument))
                                .isPresent())
                .count();
    }

    private static Set<String> given(JsonNode node, Row row, int position) {
        var names = new HashSet<String>();
        node.properties().forEach(entry -> {
            if (isGiven(entry.getValue())) {
                names.add(entry.getKey());
            }
        });
        node.path("updates")
                .valueStream()
                .forEach(update -> update.properties().forEach(entry -> names.add(entry.getKey())));
        if (names.contains("masks")) {
            names.add("mask");
        }
        var name = row.call().get(position).name();
        if (FURTHER_INPUTS.contains(name) && node.path("inputs").size() > position) {
            names.add(name);
        }
        return names;
    }

    private static boolean isGiven(JsonNode value) {
        return !value.isNull() && !(value.isBoolean() && !value.asBoolean());
    }

    private static boolean isOther(JsonNode value, Argument argument) {
        return argument.initial()
                .map(initial -> initial.isNumber() && value.isNumber()
                        ? initial.asDouble() != value.asDouble()
                        : !initial.equals(value))
                .orElse(true);
    }
}
