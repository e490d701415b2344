package jacobian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Rules for the files of the whole house, which only this module sees: sizes, names, a word at every door.
class HouseTest {
    private static final int LINES = 400;
    private static final int COLUMNS = 120;
    private static final Pattern VAGUE = Pattern.compile("(?i).*(util|helper|manager|common).*|.*Impl");
    private static final Pattern POSTPONED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?](?=\\s|$)");
    private static final Pattern REGISTRY = Pattern.compile("<(repository|pluginRepository|mirror)>|repo1?\\.maven");

    @Test
    void no_file_is_longer_than_400_lines() {
        assertThat(findings(file -> {
                    var lines = Tree.lines(file).size();
                    return lines <= LINES ? List.of() : List.of(lines + " lines: split it along a noun");
                }))
                .isEmpty();
    }

    @Test
    void no_line_is_longer_than_120_columns() {
        assertThat(findings(file -> linesWhere(file, line -> line.codePointCount(0, line.length()) > COLUMNS)))
                .isEmpty();
    }

    @Test
    void nothing_is_postponed_in_a_comment() {
        assertThat(findings(file -> file.endsWith(Path.of("cli", "HouseTest.java"))
                        ? List.of()
                        : linesWhere(file, line -> POSTPONED.matcher(line).find())))
                .isEmpty();
    }

    @Test
    void no_class_or_package_has_a_vague_name() {
        assertThat(findings(file -> {
                    var name = file.getFileName().toString().replace(".java", "");
                    var room = file.getParent().getFileName().toString();
                    return VAGUE.matcher(name).matches() || VAGUE.matcher(room).matches()
                            ? List.of("find the word the field uses")
                            : List.of();
                }))
                .isEmpty();
    }

    @Test
    void every_package_says_in_three_sentences_what_lives_there() {
        var rooms = sources()
                .filter(file ->
                        file.toString().contains(Path.of("src", "main", "java").toString()))
                .filter(file -> !file.endsWith("module-info.java"))
                .map(Path::getParent)
                .distinct()
                .toList();
        assertThat(rooms).isNotEmpty();
        assertThat(rooms)
                .as("package-info.java: what lives here, what never does, where to start reading")
                .allMatch(room -> Files.isRegularFile(room.resolve("package-info.java"))
                        && sentences(room.resolve("package-info.java")) >= 3);
    }

    @Test
    void every_dependency_says_why_it_is_there() {
        var unexplained = new ArrayList<String>();
        for (var pom : poms()) {
            var lines = Tree.lines(pom);
            for (int i = 1; i < lines.size(); i++) {
                var own = lines.get(Math.min(i + 1, lines.size() - 1)).contains("org.jacobian");
                var tests = lines.stream().skip(i).limit(5).anyMatch(line -> line.contains("<scope>test"));
                if (lines.get(i).contains("<dependency>")
                        && !own
                        && !tests
                        && !lines.get(i - 1).strip().endsWith("-->")) {
                    unexplained.add(Tree.ROOT.relativize(pom) + ":" + (i + 1) + lines.get(i + 1));
                }
            }
        }
        assertThat(unexplained)
                .as("a comment above the dependency says what it is for")
                .isEmpty();
    }

    @Test
    void no_pom_names_a_registry() {
        assertThat(poms()).allSatisfy(pom -> assertThat(Tree.text(pom)).doesNotContainPattern(REGISTRY));
    }

    private static List<Path> poms() {
        return Stream.concat(
                        Stream.of(Tree.ROOT.resolve("pom.xml")),
                        Tree.modules().map(module -> module.resolve("pom.xml")))
                .toList();
    }

    private static long sentences(Path file) {
        return Tree.lines(file).stream()
                .filter(line -> line.startsWith("///"))
                .flatMap(line -> SENTENCE_END.matcher(line).results())
                .count();
    }

    private static List<String> linesWhere(Path file, Predicate<String> guilty) {
        var lines = Tree.lines(file);
        var found = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            if (guilty.test(lines.get(i))) {
                found.add((i + 1) + ": " + lines.get(i).strip());
            }
        }
        return found;
    }

    private static List<String> findings(Function<Path, List<String>> rule) {
        return sources()
                .flatMap(file -> rule.apply(file).stream().map(found -> Tree.ROOT.relativize(file) + ":" + found))
                .toList();
    }

    private static Stream<Path> sources() {
        return Tree.modules().flatMap(module -> Tree.files(module.resolve("src"), ".java"));
    }
}
