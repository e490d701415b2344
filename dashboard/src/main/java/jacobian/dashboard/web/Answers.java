package jacobian.dashboard.web;

import jacobian.dashboard.logs.Curve;
import jacobian.dashboard.logs.Drawing;
import jacobian.dashboard.logs.LogFolder;
import jacobian.dashboard.logs.Part;
import jacobian.dashboard.logs.Run;
import jacobian.dashboard.logs.ScalarSeries;
import jacobian.dashboard.logs.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What the page asks for, as maps and lists that become JSON.
final class Answers {
    /// So many places of a line are sent at the most.
    private static final int MOST_PLACES = 2_000;

    private final LogFolder logs;
    private final boolean readOnly;

    Answers(LogFolder logs, boolean readOnly) {
        this.logs = logs;
        this.readOnly = readOnly;
    }

    /// All runs with the names of what they have logged.
    Map<String, Object> overview() {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("logs", logs.folder().toString());
        answer.put("readOnly", readOnly);
        answer.put("reading", !logs.isCaughtUp());
        answer.put("trouble", logs.trouble());
        answer.put("revision", logs.revision());
        var tags = new TreeSet<String>();
        var runs = new ArrayList<Object>();
        for (var run : logs.runs()) {
            runs.add(run(run));
            run.parts().forEach(part -> tags.addAll(part.scalars().keySet()));
        }
        answer.put("tags", tags);
        answer.put("runs", runs);
        return answer;
    }

    private Map<String, Object> run(Run run) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("name", run.name());
        answer.put(
                "label", run.name().equals(".") ? String.valueOf(logs.folder().getFileName()) : run.name());
        answer.put(
                "began",
                run.parts().stream()
                        .mapToDouble(Part::began)
                        .filter(at -> at > 0)
                        .min()
                        .orElse(0));
        answer.put("ended", run.parts().stream().mapToDouble(Part::ended).max().orElse(0));
        run.status().ifPresent(status -> answer.put("status", status(status)));
        answer.put("parts", run.parts().stream().map(this::part).toList());
        return answer;
    }

    static Map<String, Object> status(Status status) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("state", status.state());
        answer.put("began", status.began());
        answer.put("epoch", status.epoch());
        answer.put("epochs", status.epochs());
        answer.put("batch", status.batch());
        answer.put("batches", status.batches());
        answer.put("secondsLeft", status.secondsLeft());
        return answer;
    }

    private Map<String, Object> part(Part part) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("id", part.id());
        answer.put("name", part.name());
        answer.put("revision", part.revision());
        answer.put("trouble", part.trouble());
        answer.put("scalars", part.scalars().keySet());
        answer.put("histograms", part.histograms().keySet());
        answer.put("pictures", part.pictures().keySet());
        answer.put("texts", part.texts().keySet());
        answer.put("hyperparameters", part.hyperparameters());
        answer.put("compared", part.compared());
        answer.put("model", part.drawing().isPresent());
        return answer;
    }

    /// A tag in several parts of runs, between two steps.
    Map<String, Object> scalars(String tag, List<Integer> ids, long from, long to, int places) {
        var series = new ArrayList<Object>();
        for (int id : ids) {
            logs.part(id)
                    .ifPresent(part -> logs.curve(part, tag, from, to, Math.clamp(places, 2, MOST_PLACES))
                            .ifPresent(curve -> series.add(curve(part, tag, curve))));
        }
        return Map.of("tag", tag, "series", series);
    }

    private static Map<String, Object> curve(Part part, String tag, Curve curve) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("part", part.id());
        synchronized (part) {
            var series = part.scalars().get(tag);
            if (series != null) {
                answer.put("points", series.points());
                series.broken().ifPresent(step -> answer.put("broken", step));
            }
        }
        answer.put("steps", curve.steps());
        answer.put("walls", curve.walls());
        answer.put("means", curve.means());
        if (!curve.isExact()) {
            answer.put("least", curve.least());
            answer.put("greatest", curve.greatest());
        }
        return answer;
    }

    /// Where a tag ended in each part that has it, and between which values it was.
    Map<String, Object> extents(String tag) {
        var extents = new ArrayList<Object>();
        for (var part : logs.parts()) {
            synchronized (part) {
                Optional.ofNullable(part.scalars().get(tag))
                        .flatMap(ScalarSeries::extent)
                        .ifPresent(extent -> extents.add(Map.of(
                                "part", part.id(),
                                "last", extent.last(),
                                "least", extent.least(),
                                "greatest", extent.greatest())));
            }
        }
        return Map.of("tag", tag, "extents", extents);
    }

    /// All distributions of a part over its steps.
    Map<String, Object> histograms(Part part) {
        var series = new ArrayList<Object>();
        synchronized (part) {
            part.histograms().forEach((tag, histograms) -> {
                var each = new LinkedHashMap<String, Object>();
                each.put("tag", tag);
                each.put("points", histograms.distributions());
                series.add(each);
            });
        }
        return Map.of("part", part.id(), "series", series);
    }

    /// Which pictures a part has; their files are asked for one by one.
    Map<String, Object> pictures(Part part) {
        var series = new ArrayList<Object>();
        synchronized (part) {
            part.pictures().forEach((tag, pictures) -> {
                var steps = new ArrayList<Object>();
                for (var each : pictures.pictures()) {
                    steps.add(Map.of(
                            "step", each.step(),
                            "width", each.width(),
                            "height", each.height(),
                            "count", each.files().size()));
                }
                series.add(Map.of("tag", tag, "steps", steps));
            });
        }
        return Map.of("part", part.id(), "series", series);
    }

    /// What a part says in words.
    Map<String, Object> texts(Part part) {
        return Map.of("part", part.id(), "texts", part.texts());
    }

    /// Boxes and arrows of a model.
    Map<String, Object> model(Part part) {
        var drawing = part.drawing().orElse(new Drawing(List.of(), List.of()));
        return Map.of("part", part.id(), "boxes", drawing.boxes(), "arrows", drawing.arrows());
    }
}
