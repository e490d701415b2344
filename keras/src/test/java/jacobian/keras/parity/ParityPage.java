package jacobian.keras.parity;

import jacobian.keras.parity.Signatures.Section;
import jacobian.keras.parity.Verdict.Judge;
import jacobian.keras.parity.Verdict.Part;
import jacobian.keras.parity.Verdict.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The text of docs/parity.md.
final class ParityPage {
    private static final String INTRODUCTION = """
            # Parity with Keras %s

            Each public class and function of Keras within reach of this project, read from Keras itself by
            `inspect.signature`, beside what is here. `ParityTest` writes this page; do not edit it.

            A number behind an argument says how many golden cases, numbers that real Keras gave, have it with a value
            other than its default; all these cases pass in `jac test`. **Absent** arguments are missing here. What is
            ~~struck out~~ is left out on purpose. Small numbers refer to the remarks below each table. A name is done
            when it and all its arguments are here; it is partly done when some are not. In the figures an argument is
            shown when a golden case, or the test that a remark names, has it with a value other than its default.

            """;

    private final Signatures signatures = Signatures.read();
    private final GoldenCounts counts =
            new GoldenCounts(signatures.sections().stream().map(Section::name).collect(Collectors.toSet()));
    private final Map<String, List<Verdict>> verdicts = new LinkedHashMap<>();

    ParityPage() {
        var judge = new Judge(counts);
        for (var section : signatures.sections()) {
            verdicts.put(
                    section.name(),
                    section.rows().stream()
                            .map(row -> judge.of(section.name(), row))
                            .toList());
        }
    }

    Map<String, List<Verdict>> verdicts() {
        return verdicts;
    }

    GoldenCounts counts() {
        return counts;
    }

    String text() {
        var text = new StringBuilder(INTRODUCTION.formatted(signatures.keras()));
        text.append(Figures.HEAD);
        verdicts.forEach((name, each) -> text.append(Figures.of(each).line("[" + name + "](#" + name + ")")));
        text.append(Figures.of(verdicts.values().stream().flatMap(List::stream).toList())
                .line("all"));
        text.append("\nGolden cases: %d, of which %d are looser than 1e-5 of the largest magnitude (%.1f percent).\n"
                .formatted(counts.total(), counts.loose(), 100.0 * counts.loose() / counts.total()));
        verdicts.forEach((name, each) -> text.append(section(name, each)));
        return text.toString();
    }

    private static String section(String name, List<Verdict> verdicts) {
        var remarks = new ArrayList<String>();
        var text = new StringBuilder("\n## " + name + "\n\n| name | state | cases | arguments |\n|---|---|---|---|\n");
        for (var verdict : verdicts) {
            var arguments = list(verdict.arguments(), remarks);
            if (!verdict.call().isEmpty()) {
                arguments += (arguments.isEmpty() ? "" : "; ") + "call: " + list(verdict.call(), remarks);
            }
            text.append("| `%s`%s | %s | %d | %s |\n"
                    .formatted(
                            verdict.name(),
                            mark(verdict.remark().stream().toList(), remarks),
                            state(verdict),
                            verdict.cases(),
                            arguments));
        }
        for (int i = 0; i < remarks.size(); i++) {
            text.append(i == 0 ? "\n" : "")
                    .append(i + 1)
                    .append(". ")
                    .append(remarks.get(i))
                    .append('\n');
        }
        return text.toString();
    }

    private static String state(Verdict verdict) {
        return switch (verdict.state()) {
            case ABSENT -> "**absent**";
            case LEFT_OUT -> "left out";
            case DONE -> verdict.isDone() ? "done" : "**partly**";
        };
    }

    private static String list(List<Part> parts, List<String> remarks) {
        return parts.stream().map(each -> text(each, remarks)).collect(Collectors.joining(", "));
    }

    private static String text(Part part, List<String> remarks) {
        var mark = mark(part.remark().stream().toList(), remarks);
        var cases = part.needsCase() || part.cases() > 0 ? " " + part.cases() : "";
        return switch (part.state()) {
            case ABSENT -> "**`" + part.name() + "` absent**";
            case LEFT_OUT -> "~~`" + part.name() + "`~~" + mark;
            case DONE -> "`" + part.name() + "`" + mark + cases;
        };
    }

    /// The number of a remark, which is noted where it is new.
    private static String mark(List<String> found, List<String> remarks) {
        if (found.isEmpty()) {
            return "";
        }
        if (!remarks.contains(found.get(0))) {
            remarks.add(found.get(0));
        }
        return "<sup>" + (remarks.indexOf(found.get(0)) + 1) + "</sup>";
    }

    /// What is missing, a line each: for those who fill it.
    List<String> gaps() {
        var lines = new ArrayList<String>();
        verdicts.forEach((section, each) -> each.forEach(verdict -> {
            var absent = names(verdict, State.ABSENT);
            var bare = verdict.parts()
                    .filter(part -> part.state() == State.DONE && !part.isShown())
                    .map(Part::name)
                    .distinct()
                    .collect(Collectors.joining(" "));
            if (verdict.state() == State.ABSENT) {
                lines.add(section + "." + verdict.name() + " ABSENT");
            } else if (verdict.state() == State.DONE && !(absent.isEmpty() && bare.isEmpty())) {
                lines.add(section + "." + verdict.name()
                        + (absent.isEmpty() ? "" : " absent: " + absent)
                        + (bare.isEmpty() ? "" : " no case: " + bare));
            }
        }));
        return lines;
    }

    private static String names(Verdict verdict, State state) {
        return verdict.parts()
                .filter(part -> part.state() == state)
                .map(Part::name)
                .distinct()
                .collect(Collectors.joining(" "));
    }
}
