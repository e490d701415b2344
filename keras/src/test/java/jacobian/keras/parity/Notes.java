package jacobian.keras.parity;

import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What a person wrote down: where a name is here, which test shows what no golden file can, and what is left
/// out and why.
final class Notes {
    private final JsonNode file = Resources.json("/parity/notes.json");

    /// The Java class that stands for a name of Keras.
    Optional<String> java(String section, String name) {
        return Stream.of(section + "." + name, section + ".*")
                .map(file.get("java")::get)
                .filter(each -> each != null)
                .map(JsonNode::asString)
                .findFirst();
    }

    /// What is said about a name: `out` is the reason for leaving it out, `as` what stands for it here,
    /// `tested` the test that shows it.
    Optional<String> of(String word, String section, String name) {
        return find(word, section + "." + name, section + ".*");
    }

    /// What is said about an argument.
    Optional<String> of(String word, String section, String name, String argument) {
        return find(
                word,
                section + "." + name + "(" + argument + ")",
                section + "." + name + "(*)",
                section + ".*(" + argument + ")",
                section + ".*(*)",
                "*(" + argument + ")");
    }

    private Optional<String> find(String word, String... keys) {
        return Stream.of(keys)
                .map(file.get(word)::get)
                .filter(each -> each != null)
                .map(JsonNode::asString)
                .findFirst();
    }

    /// All keys of `word`, for the check that none is left over.
    Stream<String> keys(String word) {
        return file.get(word).propertyStream().map(java.util.Map.Entry::getKey);
    }

    /// The names of all tests that are referred to.
    Stream<String> tests() {
        return file.get("tested").valueStream().map(JsonNode::asString);
    }
}
