package jacobian.keras.parity;

import jacobian.keras.parity.Verdict.Part;
import jacobian.keras.parity.Verdict.State;
import java.util.List;

/// The sums of a section.
record Figures(
        int names,
        int done,
        int partly,
        int absent,
        int leftOut,
        int arguments,
        int argumentsDone,
        int argumentsAbsent,
        int argumentsLeftOut,
        int shown,
        int cases) {
    static final String HEAD = """
            | section | names | done | partly | absent | left out \
            | arguments | done | absent | left out | shown | cases |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    static Figures of(List<Verdict> verdicts) {
        var parts = verdicts.stream().flatMap(Verdict::parts).toList();
        int done = (int) verdicts.stream().filter(Verdict::isDone).count();
        int absent = names(verdicts, State.ABSENT);
        int out = names(verdicts, State.LEFT_OUT);
        return new Figures(
                verdicts.size(),
                done,
                verdicts.size() - done - absent - out,
                absent,
                out,
                parts.size(),
                parts(parts, State.DONE),
                parts(parts, State.ABSENT),
                parts(parts, State.LEFT_OUT),
                (int) parts.stream()
                        .filter(each -> each.state() == State.DONE && each.isShown())
                        .count(),
                verdicts.stream().mapToInt(Verdict::cases).sum());
    }

    private static int names(List<Verdict> verdicts, State state) {
        return (int) verdicts.stream().filter(each -> each.state() == state).count();
    }

    private static int parts(List<Part> parts, State state) {
        return (int) parts.stream().filter(each -> each.state() == state).count();
    }

    String line(String section) {
        return "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d |%n"
                .formatted(
                        section,
                        names,
                        done,
                        partly,
                        absent,
                        leftOut,
                        arguments,
                        argumentsDone,
                        argumentsAbsent,
                        argumentsLeftOut,
                        shown,
                        cases)
                .replace("\r\n", "\n");
    }
}
