package jacobian.keras.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bad files are refused in one way: no crash, no hang, no other exception. The figures are in
/// docs/decisions/0018.
class FuzzTest {
    private static final int SLICE = 200;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    static Stream<Fuzz.Door> doors() {
        return Doors.all().stream();
    }

    @ParameterizedTest
    @MethodSource("doors")
    void mutants_are_read_or_refused(Fuzz.Door door) {
        assertThat(Fuzz.run(door, folder, 0, SLICE).findings()).isEmpty();
    }

    /// -Djacobian.fuzz.files=100000 -Djacobian.fuzz.from=5000 -Djacobian.fuzz.door=HDF5
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("doors")
    void many_mutants_are_read_or_refused(Fuzz.Door door) {
        if (door.name().contains(System.getProperty("jacobian.fuzz.door", ""))) {
            var report = Fuzz.run(
                    door,
                    folder,
                    Long.getLong("jacobian.fuzz.from", 0),
                    Integer.getInteger("jacobian.fuzz.files", 5000));
            System.out.println(report);
            assertThat(report.findings()).isEmpty();
        }
    }
}
