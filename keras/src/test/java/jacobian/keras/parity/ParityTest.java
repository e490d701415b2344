package jacobian.keras.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// docs/parity.md says what is true. `-Djacobian.parity.write=true` writes it anew, and what is missing to
/// keras/target/parity-gaps.txt.
class ParityTest {
    private static final ParityPage PAGE = new ParityPage();

    @Test
    void the_page_says_what_is_here() throws Exception {
        var file = Resources.repository("docs/parity.md");
        var text = PAGE.text();
        if (Boolean.getBoolean("jacobian.parity.write")) {
            Files.writeString(file, text);
            var gaps = Resources.repository("keras/target/parity-gaps.txt");
            Files.createDirectories(gaps.getParent());
            Files.write(gaps, PAGE.gaps());
        }
        assertThat(Files.readString(file))
                .as("docs/parity.md; write it anew with mvn -pl keras -am test -Dtest=ParityTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Djacobian.parity.write=true")
                .isEqualTo(text);
    }

    @Test
    void tests_in_the_notes_are_there() {
        var tests = Resources.repository("keras/src/test/java/jacobian/keras");
        assertThat(new Notes().tests().distinct().filter(each -> !Character.isLowerCase(each.charAt(0))))
                .allSatisfy(name -> assertThat(isThere(tests, name)).as(name).isTrue());
    }

    private static boolean isThere(Path folder, String name) throws Exception {
        try (var files = Files.walk(folder)) {
            return files.anyMatch(each -> each.getFileName().toString().equals(name + ".java"));
        }
    }
}
