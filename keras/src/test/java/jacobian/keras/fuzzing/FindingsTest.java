package jacobian.keras.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What fuzzing has found stays mended. The name of a finding begins with that of its door.
class FindingsTest {
    @TempDir
    Path folder;

    static Stream<Path> findings() {
        return Doors.seeds("files/findings", "").stream();
    }

    @ParameterizedTest
    @MethodSource("findings")
    void what_was_found_is_read_or_refused(Path finding) {
        var name = finding.getFileName().toString();
        var door = Doors.all().stream()
                .filter(each -> name.startsWith(each.name().toLowerCase() + "_"))
                .findFirst()
                .orElseThrow();
        assertThat(Fuzz.read(door, folder, List.of(finding)).findings()).isEmpty();
    }
}
