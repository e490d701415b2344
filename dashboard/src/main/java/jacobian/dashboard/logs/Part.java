package jacobian.dashboard.logs;

import jacobian.keras.saving.RefusedFileException;
import jacobian.keras.tensorboard.ComparedMetric;
import jacobian.keras.tensorboard.Event;
import jacobian.keras.tensorboard.EventReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A folder of event files: a run, or its training or validation part. What a request sees belongs together as
/// long as it holds the lock of this object.
public final class Part {
    /// Tags beyond these are left out, and [#trouble] says so.
    static final int MOST_TAGS = 5_000;

    private static final int MOST_TEXT = 1 << 16;

    private final int id;
    private final String name;
    private final EventReader reader;
    private final SortedMap<String, ScalarSeries> scalars = new TreeMap<>();
    private final Map<String, HistogramSeries> histograms = new LinkedHashMap<>();
    private final SortedMap<String, PictureSeries> pictures = new TreeMap<>();
    private final SortedMap<String, List<String>> texts = new TreeMap<>();
    private Map<String, Object> hyperparameters = Map.of();
    private List<ComparedMetric> compared = List.of();
    private @Nullable Drawing drawing;
    private boolean hasConfiguration;
    private String trouble = "";
    private double began = Double.POSITIVE_INFINITY;
    private double ended = Double.NEGATIVE_INFINITY;
    private long revision;

    Part(int id, String name, Path folder) {
        this.id = id;
        this.name = name;
        this.reader = new EventReader(folder);
    }

    /// Reads what has come since; whether there was anything. Called by one thread.
    boolean read() {
        long count = 0;
        var before = trouble;
        try {
            count = reader.read(this::take);
        } catch (RefusedFileException | UncheckedIOException broken) {
            trouble(String.valueOf(broken.getMessage()));
        }
        return count > 0 || !before.equals(trouble);
    }

    private synchronized void trouble(String sentence) {
        trouble = sentence;
        revision++;
    }

    private synchronized void take(Event event) {
        revision++;
        switch (event.value()) {
            case Event.Version _, Event.Other _, Event.SessionEnd _ -> {
                return;
            }
            case Event.Scalar(double value) -> {
                if (has(scalars, event)) {
                    scalars.computeIfAbsent(event.tag(), _ -> new ScalarSeries())
                            .add(event.step(), event.wallTime(), value);
                }
            }
            case Event.Histogram histogram -> {
                if (has(histograms, event)) {
                    histograms
                            .computeIfAbsent(event.tag(), _ -> new HistogramSeries())
                            .add(event.step(), event.wallTime(), histogram);
                }
            }
            case Event.Images images -> {
                if (has(pictures, event)) {
                    pictures.computeIfAbsent(event.tag(), _ -> new PictureSeries())
                            .add(event.step(), event.wallTime(), images);
                }
            }
            case Event.Text(var lines) -> {
                if (has(texts, event)) {
                    texts.put(event.tag(), shortened(lines));
                }
            }
            // The configuration of a Keras model says more than its graph of operations.
            case Event.Graph(var graph) -> {
                if (!hasConfiguration) {
                    draw(() -> GraphDrawing.of(graph));
                }
            }
            case Event.KerasModel(var json) -> {
                hasConfiguration = true;
                draw(() -> KerasDrawing.of(json));
            }
            case Event.Experiment(var _, var metrics) -> compared = metrics;
            case Event.SessionStart start -> hyperparameters = start.hyperparameters();
        }
        began = Math.min(began, event.wallTime());
        ended = Math.max(ended, event.wallTime());
    }

    private boolean has(Map<String, ?> series, Event event) {
        boolean fits = series.containsKey(event.tag())
                || scalars.size() + histograms.size() + pictures.size() + texts.size() < MOST_TAGS;
        if (!fits) {
            trouble = "more than " + MOST_TAGS + " tags: the others are left out";
        }
        return fits;
    }

    private static List<String> shortened(List<String> lines) {
        var kept = new ArrayList<String>();
        int room = MOST_TEXT;
        for (var line : lines) {
            kept.add(line.length() > room ? line.substring(0, room) + " ..." : line);
            room -= Math.min(room, line.length());
        }
        return kept;
    }

    private interface Drawer {
        Drawing draw();
    }

    private void draw(Drawer drawer) {
        try {
            drawing = drawer.draw();
        } catch (RefusedFileException refused) {
            trouble = String.valueOf(refused.getMessage());
        }
    }

    public int id() {
        return id;
    }

    /// Its path below the folder of logs; `.` is that folder itself.
    public String name() {
        return name;
    }

    public Path folder() {
        return reader.folder();
    }

    public synchronized Map<String, ScalarSeries> scalars() {
        return new LinkedHashMap<>(scalars);
    }

    public synchronized Map<String, HistogramSeries> histograms() {
        return new LinkedHashMap<>(histograms);
    }

    public synchronized Map<String, PictureSeries> pictures() {
        return new LinkedHashMap<>(pictures);
    }

    public synchronized Map<String, List<String>> texts() {
        return new LinkedHashMap<>(texts);
    }

    public synchronized Map<String, Object> hyperparameters() {
        return hyperparameters;
    }

    /// By what the runs below this folder are compared, the most telling first, where a search has said so.
    public synchronized List<ComparedMetric> compared() {
        return compared;
    }

    /// The model, where the run has logged it.
    public synchronized Optional<Drawing> drawing() {
        return Optional.ofNullable(drawing);
    }

    /// What is wrong with its files; empty if nothing is.
    public synchronized String trouble() {
        return trouble;
    }

    /// When the first thing was logged, in seconds since 1970; 0 if nothing was.
    public synchronized double began() {
        return Double.isFinite(began) ? began : 0;
    }

    /// When the last thing was logged, in seconds since 1970; 0 if nothing was.
    public synchronized double ended() {
        return Double.isFinite(ended) ? ended : 0;
    }

    /// Grows with each event.
    public synchronized long revision() {
        return revision;
    }
}
