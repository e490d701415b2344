package jacobian.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The ratios of training as bars, a group for each workload: SVG that reads on light and dark pages.
final class Picture {
    private static final int WIDTH = 860;
    private static final int LEFT = 190;
    private static final int RIGHT = 70;
    private static final int BAR = 15;
    private static final int ROW = 20;
    private static final int GAP = 34;
    private static final int TOP = 40;

    /// Bars end here, their figures go on: one that is ten times slower would make all others short.
    private static final double MOST = 4;

    private final Results results;

    Picture(Results results) {
        this.results = results;
    }

    static void write(Path file, Results results) {
        try {
            Files.writeString(file, new Picture(results).svg());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    String svg() {
        int threads = results.threads();
        var bars = results.of("training")
                .filter(result -> result.threads() == threads && !result.isOurs())
                .toList();
        var workloads = bars.stream().map(Result::workload).distinct().toList();
        int height = TOP + workloads.size() * GAP + bars.size() * ROW + 20;
        var svg = new StringBuilder(
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" \
                font-family="sans-serif" font-size="13">
                <title>Training speed of Jacobian over other frameworks</title>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <text x="12" y="22" font-size="15" fill="#1f2328">Jacobian's training speed over each peer's \
                (%s; right of the line Jacobian is faster)</text>
                """.formatted(WIDTH, height, WIDTH, height, threads == 1 ? "1 thread" : threads + " threads"));
        int y = TOP;
        for (var workload : workloads) {
            svg.append(text(12, y + 20, "#1f2328", "font-weight=\"bold\"", workload));
            y += GAP - 6;
            y = group(
                    svg,
                    y,
                    bars.stream().filter(bar -> bar.workload().equals(workload)).toList());
            y += 6;
        }
        double one = x(1);
        svg.append("<line x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\" stroke=\"#57606a\" stroke-dasharray=\"4 3\"/>\n"
                .formatted(figure(one), figure(one), TOP, height - 14));
        svg.append(text((int) one - 4, height - 2, "#57606a", "", "1"));
        return svg.append("</svg>\n").toString();
    }

    private static int group(StringBuilder svg, int top, List<Result> bars) {
        int y = top;
        for (var bar : bars) {
            svg.append(text(24, y + 12, "#1f2328", "", Page.name(bar.framework())));
            if (bar.has("ratio")) {
                double ratio = bar.figure("ratio");
                double end = x(Math.min(ratio, MOST));
                svg.append("<rect x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\" fill=\"%s\"/>\n"
                        .formatted(LEFT, y, figure(end - LEFT), BAR, ratio >= 1 ? "#2da44e" : "#bf8700"));
                svg.append(text((int) end + 6, y + 12, "#1f2328", "", figure(ratio)));
            } else {
                svg.append(text(LEFT + 6, y + 12, "#57606a", "", Page.MISSING));
            }
            y += ROW;
        }
        return y;
    }

    private static double x(double ratio) {
        return LEFT + ratio / MOST * (WIDTH - LEFT - RIGHT);
    }

    private static String text(int x, int y, String fill, String more, String words) {
        var escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<text x=\"%d\" y=\"%d\" fill=\"%s\"%s>%s</text>\n"
                .formatted(x, y, fill, more.isEmpty() ? "" : " " + more, escaped);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
