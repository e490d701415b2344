package jacobian.keras.parity;

import jacobian.keras.parity.Signatures.Argument;
import jacobian.keras.parity.Signatures.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is true of a name of Keras here: whether it is done, and each argument.
///
/// @param cases how many golden cases show it
/// @param remark why it is left out, what stands for it, or the test that shows it
record Verdict(String name, State state, int cases, Optional<String> remark, List<Part> arguments, List<Part> call) {
    /// How far a name or argument is.
    enum State {
        DONE,
        ABSENT,
        LEFT_OUT
    }

    /// An argument.
    ///
    /// @param cases how many golden cases give it a value that is not its default
    /// @param needsCase whether a case can show it: a name has no numbers
    record Part(String name, State state, int cases, Optional<String> remark, boolean needsCase) {
        boolean isShown() {
            return state == State.LEFT_OUT || !needsCase || cases > 0;
        }
    }

    Stream<Part> parts() {
        return Stream.concat(arguments.stream(), call.stream());
    }

    /// Whether nothing of it is missing.
    boolean isDone() {
        return state == State.DONE && parts().noneMatch(each -> each.state() == State.ABSENT);
    }

    /// Makes verdicts out of what is there.
    static final class Judge {
        private final Notes notes = new Notes();
        private final Surface surface = new Surface(notes);
        private final GoldenCounts counts;

        Judge(GoldenCounts counts) {
            this.counts = counts;
        }

        Verdict of(String section, Row row) {
            var out = notes.of("out", section, row.name());
            var types = out.isPresent() ? List.<Class<?>>of() : surface.find(section, row);
            boolean there =
                    !types.isEmpty() || notes.of("as", section, row.name()).isPresent();
            var state = out.isPresent() ? State.LEFT_OUT : there ? State.DONE : State.ABSENT;
            var remark = out.or(() -> notes.of("as", section, row.name()))
                    .or(() -> notes.of("tested", section, row.name()).map(test -> "shown by " + test));
            var arguments = row.arguments().stream()
                    .map(each -> part(section, row, each, state, types, counts.of(section, row, each)))
                    .toList();
            var call = row.call().stream()
                    .map(each -> part(section, row, each, state, List.of(), counts.ofCall(section, row, each)))
                    .toList();
            return new Verdict(row.name(), state, counts.of(section, row), remark, arguments, call);
        }

        private Part part(String section, Row row, Argument argument, State whole, List<Class<?>> types, int cases) {
            var name = argument.name();
            var out = notes.of("out", section, row.name(), name);
            var as = notes.of("as", section, row.name(), name);
            boolean needsCase = notes.of("tested", section, row.name()).isEmpty()
                    && notes.of("tested", section, row.name(), name).isEmpty();
            if (whole != State.DONE || out.isPresent()) {
                return new Part(name, out.isPresent() ? State.LEFT_OUT : whole, cases, out, needsCase);
            }
            boolean plain = argument.initial().isEmpty()
                    && (!row.isClass() || row.call().contains(argument));
            boolean done = cases > 0 || as.isPresent() || plain || surface.takes(types, row, name);
            return new Part(name, done ? State.DONE : State.ABSENT, cases, as, needsCase);
        }
    }
}
