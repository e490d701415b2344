package jacobian.keras.models;

import java.util.List;
import java.util.Map;

/// What loading weights has done, and what it has not.
///
/// @param loaded the weights of the model that have new values, and the tensors of the file they come from
/// @param missing weights of the model for which the file has nothing
/// @param mismatched weights of the model for which the file has another shape
/// @param unused tensors of the file that belong to no weight
public record LoadedWeights(
        Map<String, String> loaded, List<Unmatched> missing, List<Unmatched> mismatched, List<Unmatched> unused) {
    private static final int MOST = 30;

    /// Something without a partner.
    ///
    /// @param name the weight or tensor
    /// @param detail its type and shape, or why it does not fit
    /// @param closest names on the other side that are spelled most alike and have no partner either, for a
    /// message; may be empty
    public record Unmatched(String name, String detail, String closest) {
        @Override
        public String toString() {
            return name + ", " + detail + (closest.isEmpty() ? "" : "; closest " + closest);
        }
    }

    public LoadedWeights {
        missing = List.copyOf(missing);
        mismatched = List.copyOf(mismatched);
        unused = List.copyOf(unused);
    }

    /// Whether each weight and each tensor has found its partner.
    public boolean isComplete() {
        return missing.isEmpty() && mismatched.isEmpty() && unused.isEmpty();
    }

    @Override
    public String toString() {
        var text = new StringBuilder("loaded " + loaded.size() + (loaded.size() == 1 ? " weight" : " weights"));
        list(text, "without a tensor in the file", missing);
        list(text, "of another shape in the file", mismatched);
        list(text, "in the file without a weight", unused);
        return text.toString();
    }

    private static void list(StringBuilder text, String what, List<Unmatched> unmatched) {
        if (!unmatched.isEmpty()) {
            text.append("\n  ").append(unmatched.size()).append(' ').append(what);
            unmatched.stream().limit(MOST).forEach(each -> text.append("\n    ").append(each));
            if (unmatched.size() > MOST) {
                text.append("\n    and ").append(unmatched.size() - MOST).append(" more");
            }
        }
    }
}
