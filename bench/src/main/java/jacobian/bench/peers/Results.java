package jacobian.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// All that a comparison found, with the machine it ran on: what the page and the picture are made of.
///
/// @param machine where it ran
/// @param date when, as 2026-11-21
/// @param settings how: rounds, warm-up, flags of our JVM
/// @param results what was found
record Results(Machine machine, String date, String settings, List<Result> results) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    Results {
        results = List.copyOf(results);
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws IllegalArgumentException if the file holds something else
    static Results read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), Results.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    file + " holds no results of a comparison: remove it and measure again", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    void write(Path file) {
        try {
            Files.writeString(file, json());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    String json() {
        return JSON.writeValueAsString(this) + "\n";
    }

    /// These results in place of what `older` has of the same sections, workloads and threads, beside its others.
    Results over(Results older) {
        var kept = older.results().stream()
                .filter(old -> results.stream()
                        .noneMatch(now -> now.section().equals(old.section())
                                && now.workload().equals(old.workload())
                                && now.threads() == old.threads()))
                .toList();
        var all = new ArrayList<>(kept);
        all.addAll(results);
        return new Results(machine, date, settings, all);
    }

    /// The results of a section, in their order.
    Stream<Result> of(String section) {
        return results.stream().filter(result -> result.section().equals(section));
    }

    Optional<Result> one(String section, String workload, String framework, int threads) {
        return of(section)
                .filter(result -> result.workload().equals(workload))
                .filter(result -> result.framework().equals(framework) && result.threads() == threads)
                .findFirst();
    }

    /// As many threads as most results had.
    int threads() {
        return results.stream().mapToInt(Result::threads).max().orElse(1);
    }
}
