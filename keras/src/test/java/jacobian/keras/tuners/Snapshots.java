package jacobian.keras.tuners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a killed process leaves in the folder of a search.
///
/// The state is written in one step, after the weights of its last trial. So a kill leaves the state after some
/// trial, with the weights of that many trials or of one more for each thread: with all of them at the most.
final class Snapshots {
    private Snapshots() {}

    /// Goes on from the state after each trial of `whole`, whose folder is `whole` in `folder`.
    static <S extends Search<S>> void resumeEverywhere(Path folder, S whole, Supplier<S> search, Function<S, S> run) {
        var from = folder.resolve("whole");
        var state = StateFile.read(from).orElseThrow();
        for (int count = 0; count < whole.trials().size(); count++) {
            var to = folder.resolve("after-" + count);
            copy(from, to);
            new StateFile(state.settings(), state.trials().subList(0, count), "").write(to);
            var begun = new ArrayList<Integer>();
            var resumed =
                    search.get().directory(to).parallel(1 + count % 2).onTrialBegin(trial -> begun.add(trial.number()));
            run.apply(resumed);
            assertThat(resumed.trials()).as("after " + count).isEqualTo(whole.trials());
            assertThat(begun).doesNotHaveDuplicates().hasSize(whole.trials().size() - count);
        }
    }

    static void copy(Path from, Path to) {
        try (var files = Files.list(from)) {
            Files.createDirectories(to);
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
