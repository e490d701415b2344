package jacobian.dashboard.logs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A training as people see it: the folders `train`, `validation` and so on that lie beside each other, or a
/// folder alone.
///
/// @param name its path below the folder of logs; `.` is that folder itself
/// @param parts its folders with event files
public record Run(String name, Path folder, List<Part> parts) {
    /// Folders of these names are parts of what they lie in, as Keras, TensorFlow and we name them.
    private static final Set<String> PARTS = Set.of("train", "validation", "eval", "val", "test", "system");

    public Run {
        parts = List.copyOf(parts);
    }

    /// The name of the run to which the folder called `part` belongs.
    static String of(String part) {
        int slash = part.lastIndexOf('/');
        if (!PARTS.contains(part.substring(slash + 1))) {
            return part;
        }
        return slash < 0 ? "." : part.substring(0, slash);
    }

    /// How far it is, where it says so.
    public Optional<Status> status() {
        return Status.in(folder);
    }
}
