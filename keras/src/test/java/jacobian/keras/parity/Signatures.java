package jacobian.keras.parity;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What Keras exports and which arguments it takes, as `tools/parity/signatures.py` wrote it.
///
/// @param keras the version that was asked
record Signatures(String keras, List<Section> sections) {
    /// A namespace, such as `layers`.
    record Section(String name, List<Row> rows) {}

    /// A class or function; `call` are the arguments of the call of a class's object.
    record Row(String name, boolean isClass, List<Argument> arguments, List<Argument> call) {
        Stream<Argument> allArguments() {
            return Stream.concat(arguments.stream(), call.stream());
        }
    }

    /// An argument; one without a default is required.
    record Argument(String name, Optional<JsonNode> initial) {}

    static Signatures read() {
        var file = Resources.json("/parity/signatures.json");
        var sections = file.get("sections")
                .valueStream()
                .map(each -> new Section(
                        each.get("name").asString(),
                        each.get("rows").valueStream().map(Signatures::row).toList()))
                .toList();
        return new Signatures(file.get("keras").asString(), sections);
    }

    private static Row row(JsonNode node) {
        return new Row(
                node.get("name").asString(),
                node.get("kind").asString().equals("class"),
                arguments(node.path("arguments")),
                arguments(node.path("call")));
    }

    private static List<Argument> arguments(JsonNode nodes) {
        return nodes.valueStream()
                .map(each -> new Argument(each.get("name").asString(), Optional.ofNullable(each.get("default"))))
                .toList();
    }
}
