package jacobian.keras.callbacks;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Posts what is logged after each epoch to a server, as an object of numbers in JSON: `{"epoch": 0, "loss":
/// 0.5}`.
///
/// The object is the field `data` of a form, or with [#sendAsJson] the body itself. A server that does not
/// answer is a warning; training goes on.
public final class RemoteMonitor extends Callback {
    private static final System.Logger LOG = System.getLogger(RemoteMonitor.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private String root = "http://localhost:9000";
    private String path = "/publish/epoch/end/";
    private String field = "data";
    private final Map<String, String> headers = new LinkedHashMap<>();
    private boolean sendAsJson;

    /// Sets the server; `http://localhost:9000` unless set.
    public RemoteMonitor root(String root) {
        this.root = root;
        return this;
    }

    /// Sets the path on the server; `/publish/epoch/end/` unless set.
    public RemoteMonitor path(String path) {
        this.path = path;
        return this;
    }

    /// Sets the field of the form; `data` unless set.
    public RemoteMonitor field(String field) {
        this.field = field;
        return this;
    }

    /// Adds headers to each request.
    public RemoteMonitor headers(Map<String, String> headers) {
        this.headers.putAll(headers);
        return this;
    }

    /// Sets whether the body is the object itself; it is a form unless set.
    public RemoteMonitor sendAsJson(boolean sendAsJson) {
        this.sendAsJson = sendAsJson;
        return this;
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            client.send(request(epoch, logs), HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the monitor at " + root + " cannot be reached: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(int epoch, Map<String, Double> logs) {
        var json = json(epoch, logs);
        var body = sendAsJson ? json : encoded(field) + "=" + encoded(json);
        var request = HttpRequest.newBuilder(URI.create(root + path))
                .timeout(PATIENCE)
                .header("Content-Type", sendAsJson ? "application/json" : "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        return request.build();
    }

    /// Numbers that JSON has no word for become null.
    private static String json(int epoch, Map<String, Double> logs) {
        return logs.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ": " + number(entry.getValue()))
                .collect(Collectors.joining(", ", "{\"epoch\": " + epoch + (logs.isEmpty() ? "" : ", "), "}"));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
