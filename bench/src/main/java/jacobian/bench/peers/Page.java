package jacobian.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The results as a page of tables in Markdown; the tables of line 6 and 5 are [PageOfOwn]'s.
final class Page {
    static final String BEGIN = "<!-- measured: written by jac bench, see tools/peers/README.md -->";
    static final String END = "<!-- end of what was measured -->";
    static final String MISSING = "n/a";
    private static final String RATIOS = """
            Jacobian's samples per second over each peer's, a median of ratios: above 1 Jacobian is faster.

            """;

    private final Results results;

    Page(Results results) {
        this.results = results;
    }

    /// Replaces what stands between the two marks of a page; the rest was written by hand and stays.
    ///
    /// @throws IllegalArgumentException if the page has no marks
    static void write(Path file, Results results) {
        try {
            var old = Files.readString(file);
            int begin = old.indexOf(BEGIN);
            int end = old.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IllegalArgumentException(file + " has no place for what was measured: put the lines " + BEGIN
                        + " and " + END + " where it should stand");
            }
            Files.writeString(
                    file,
                    old.substring(0, begin + BEGIN.length()) + "\n" + new Page(results).text() + old.substring(end));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    String text() {
        var text = new StringBuilder(about());
        results.of("training")
                .map(Result::threads)
                .distinct()
                .sorted((a, b) -> b - a)
                .forEach(threads -> text.append(training(threads)));
        for (var workload : workloads("training")) {
            text.append(details(workload));
        }
        text.append(latency());
        text.append(startup());
        text.append(new PageOfOwn(results).text());
        text.append(missing());
        return text.toString();
    }

    private String about() {
        var machine = results.machine();
        var versions = results.results().stream()
                .filter(result -> !result.version().isEmpty())
                .map(result -> name(result.framework()) + " " + result.version())
                .distinct()
                .collect(Collectors.joining(", "));
        return """
                Measured on %s: %s, %d cores, %d GiB, %s, %s.
                %s.
                %s.

                """.formatted(
                        results.date(),
                        machine.processor(),
                        machine.cores(),
                        machine.memoryGib(),
                        machine.system(),
                        machine.java(),
                        versions,
                        results.settings());
    }

    /// Ours over each peer's, workload by workload.
    private String training(int threads) {
        var frameworks = results.of("training")
                .filter(result -> result.threads() == threads && !result.isOurs())
                .map(Result::framework)
                .distinct()
                .toList();
        var table = new MarkdownTable(Stream.of(List.of("workload", "samples/s"), labels(frameworks), List.of("least"))
                .flatMap(List::stream)
                .toList());
        for (var workload : workloads("training")) {
            var ours = results.one("training", workload, Result.OURS, threads);
            if (ours.isEmpty()) {
                continue;
            }
            var cells = new ArrayList<String>(List.of("`" + workload + "`", speed(ours.get())));
            double least = Double.MAX_VALUE;
            for (var framework : frameworks) {
                var theirs = results.one("training", workload, framework, threads);
                cells.add(theirs.map(each -> cell(each, "ratio", "%.2f")).orElse(MISSING));
                least = Math.min(
                        least,
                        theirs.filter(each -> each.has("ratio"))
                                .map(each -> each.figure("ratio"))
                                .orElse(Double.MAX_VALUE));
            }
            cells.add(least == Double.MAX_VALUE ? MISSING : "**" + number("%.2f", least) + "**");
            table.row(cells);
        }
        return "## Training on %d thread%s\n\n".formatted(threads, threads == 1 ? "" : "s") + RATIOS
                + (threads > 1 ? "![Ratios as bars](benchmarks.svg)\n\n" : "") + table.text() + "\n";
    }

    private String details(String workload) {
        int threads = results.threads();
        var table = new MarkdownTable(List.of(
                "", "samples/s", "best", "Jacobian to it", "first step", "90 % of full speed after", "peak memory"));
        var account = results.one("training", workload, Result.OURS, threads)
                .filter(ours -> ours.has("account_mb"))
                .map(ours ->
                        "Jacobian's arenas, variables and data are " + cell(ours, "account_mb", "%,.0f MB") + ".\n\n")
                .orElse("");
        results.of("training")
                .filter(result -> result.workload().equals(workload) && result.threads() == threads)
                .forEach(result -> table.row(List.of(
                        name(result.framework()),
                        speed(result),
                        cell(result, "best_samples_per_second", "%,.0f"),
                        result.isOurs() ? "" : cell(result, "ratio", "%.2f"),
                        cell(result, "first_step_s", "%.1f s"),
                        cell(result, "full_speed_s", "%.1f s"),
                        cell(result, "peak_rss_mb", "%,.0f MB"))));
        return "### `" + workload + "`\n\n" + table.text() + "\n" + account;
    }

    private String latency() {
        var table = new MarkdownTable(List.of("", "workload", "one prediction", "Jacobian's time over it"));
        results.of("latency")
                .forEach(result -> table.row(List.of(
                        name(result.framework()),
                        "`" + result.workload() + "`",
                        cell(result, "latency_us", "%,.0f us"),
                        result.isOurs() || !result.has("ratio") ? "" : number("%.2f", result.figure("ratio")))));
        return section("latency", "Prediction of one sample", "Below 1 Jacobian is faster.", table);
    }

    private String startup() {
        var table = new MarkdownTable(List.of("", "first step of `mlp`"));
        results.of("startup")
                .forEach(
                        result -> table.row(List.of(name(result.framework()), cell(result, "first_step_s", "%.2f s"))));
        return section(
                "startup",
                "Start-up",
                "From the start of the process to the end of the first trained step, the median of the starts.",
                table);
    }

    private String section(String section, String title, String about, MarkdownTable table) {
        return results.of(section).findAny().isEmpty()
                ? ""
                : "## " + title + "\n\n" + about + "\n\n" + table.text() + "\n";
    }

    private String missing() {
        var lines = results.results().stream()
                .filter(Result::isMissing)
                .map(result -> "- %s, %s%s: %s"
                        .formatted(
                                name(result.framework()),
                                result.section(),
                                result.workload().isEmpty() ? "" : " of `" + result.workload() + "`",
                                result.note().isEmpty() ? "nothing was measured" : result.note()))
                .distinct()
                .toList();
        return lines.isEmpty() ? "" : "## Not available\n\n" + String.join("\n", lines) + "\n\n";
    }

    private List<String> workloads(String section) {
        return results.of(section).map(Result::workload).distinct().toList();
    }

    private static List<String> labels(List<String> frameworks) {
        return frameworks.stream().map(Page::name).toList();
    }

    /// A framework's name for a reader.
    static String name(String framework) {
        return Stream.of(Peer.values())
                .filter(peer -> peer.framework().equals(framework))
                .map(Peer::label)
                .findFirst()
                .orElse("Jacobian");
    }

    private static String speed(Result result) {
        return cell(result, "samples_per_second", "%,.0f");
    }

    static String cell(Result result, String figure, String format) {
        return result.has(figure) ? number(format, result.figure(figure)) : MISSING;
    }

    static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /// A table with a row for each result.
    static String table(List<Result> rows, List<String> heads, List<Function<Result, String>> cells) {
        var table = new MarkdownTable(heads);
        rows.forEach(row -> table.row(IntStream.range(0, heads.size())
                .mapToObj(i -> cells.get(i).apply(row))
                .toList()));
        return table.text();
    }
}
