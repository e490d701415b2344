package jacobian.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What README and the pages under `docs` show is true: Java compiles, whole programs run and print what the
/// page says they print, `./jac` lines are ones the command takes, links lead somewhere.
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)[^)]*\\)");

    /// Commands the launcher answers itself.
    private static final List<String> LAUNCHED = List.of("test", "install");

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> java_fragments_compile() {
        return documents().flatMap(document -> {
            var fragments = new Fragments(folder);
            return blocks(document, "java")
                    .filter(block -> !block.isProgram())
                    .map(block -> dynamicTest(
                            block.toString(),
                            () -> assertThat(fragments.compile(block.text())).isEmpty()));
        });
    }

    @TestFactory
    Stream<DynamicTest> java_programs_run() {
        return documents()
                .flatMap(document -> blocks(document, "java"))
                .filter(Block::isProgram)
                .map(block -> dynamicTest(block.toString(), () -> runs(block)));
    }

    @TestFactory
    Stream<DynamicTest> jac_commands_are_taken() {
        return documents()
                .flatMap(document -> blocks(document, "bash"))
                .flatMap(block -> block.text()
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("./jac"))
                        .map(line -> dynamicTest(block + " " + line, () -> taken(Block.words(line)))));
    }

    @TestFactory
    Stream<DynamicTest> links_lead_to_files() {
        return documents()
                .map(document -> dynamicTest(Tree.ROOT.relativize(document).toString(), () -> {
                    var missing = LINK.matcher(Tree.text(document))
                            .results()
                            .map(link -> link.group(1))
                            .filter(link -> !link.contains("://"))
                            .filter(link -> !Files.exists(document.resolveSibling(link)))
                            .toList();
                    assertThat(missing).isEmpty();
                }));
    }

    @Test
    void blocks_name_their_language() {
        assertThat(documents().flatMap(document -> Block.of(document).stream()))
                .isNotEmpty()
                .allMatch(
                        block -> List.of("java", "bash", "text", "json", "xml", "csv", "kotlin", "groovy", "properties")
                                .contains(block.language()));
    }

    private static void runs(Block block) throws IOException, InterruptedException {
        var program = Files.createTempDirectory(folder, "program").resolve("Program.java");
        Files.writeString(program, block.text());
        var output = run(
                program.getParent(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-p",
                Modules.PATH,
                "--add-modules",
                Modules.KERAS,
                "--enable-native-access=jacobian.engine",
                program.toString());
        var printed = output.lines().map(String::strip).iterator();
        for (var line : block.output().stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList()) {
            var pattern = Arrays.stream(line.split("\\.\\.\\.", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            boolean found = false;
            while (!found && printed.hasNext()) {
                found = printed.next().matches(pattern);
            }
            assertThat(found)
                    .as("the line '%s' of the page, in which '...' stands for anything, in order in\n%s", line, output)
                    .isTrue();
        }
    }

    private static void taken(List<String> words) throws IOException, InterruptedException {
        if (words.isEmpty() || !LAUNCHED.contains(words.getFirst())) {
            Main.commandLine().parseArgs(words.toArray(String[]::new));
            return;
        }
        var help = run(Tree.ROOT, "bash", Tree.ROOT.resolve("jac").toString(), words.getFirst(), "--help");
        assertThat(words.stream().filter(word -> word.startsWith("--")).map(word -> word.replaceAll("=.*", "")))
                .allMatch(help::contains);
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        var output = Files.createTempFile(DocumentsTest.folder, "output", ".txt");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as("ends within five minutes")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        var text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static Stream<Block> blocks(Path document, String language) {
        return Block.of(document).stream().filter(block -> block.language().equals(language));
    }

    private static Stream<Path> documents() {
        return Stream.concat(
                Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(Tree.ROOT::resolve),
                Tree.files(Tree.ROOT.resolve("docs"), ".md"));
    }
}
