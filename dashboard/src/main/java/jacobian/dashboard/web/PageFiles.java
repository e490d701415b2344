package jacobian.dashboard.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The files of the page: our own, and the chart library.
final class PageFiles {
    private static final String CHARTS = "META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private static final Map<String, String> PLACES = places();

    private final Map<String, byte[]> read = new ConcurrentHashMap<>();

    private static Map<String, String> places() {
        var places = new LinkedHashMap<String, String>();
        for (var name : PageNames.ALL) {
            places.put(name, "jacobian/dashboard/page/" + name);
        }
        places.put("chart.js", CHARTS);
        return places;
    }

    /// The file of this name; only those of the page are there.
    Optional<byte[]> file(String name) {
        var place = PLACES.get(name);
        return place == null ? Optional.empty() : Optional.of(read.computeIfAbsent(name, _ -> bytes(place)));
    }

    /// The media type by the ending of the name.
    String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    private static byte[] bytes(String place) {
        try (var in = PageFiles.class.getClassLoader().getResourceAsStream(place)) {
            if (in == null) {
                throw new IllegalStateException(
                        place + " is missing: the jar of the dashboard or that of chart.js 4.5.1 is not on the path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(place + " cannot be read: " + e, e);
        }
    }
}
