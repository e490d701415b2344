package jacobian.dashboard;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A headless Chromium with one page, driven through its DevTools protocol. It notes each request and each
/// complaint of the page.
final class Chromium implements AutoCloseable {
    static final String MISSING = "no Chromium on this machine: on Debian, install it with apt-get install chromium";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger next = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Set<String> requests = ConcurrentHashMap.newKeySet();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /// Where the browser is, if there is one.
    static Optional<Path> found() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    Chromium(int width, int height) throws Exception {
        this.profile = Files.createTempDirectory("chromium");
        var command = new ArrayList<>(List.of(
                found().orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-extensions",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--window-size=" + width + "," + height,
                "--js-flags=--expose-gc"));
        command.add("--user-data-dir=" + profile);
        command.add("about:blank");
        this.process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(pageSocket()), new Listener())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        for (var domain : List.of("Page", "Runtime", "Network", "Log", "Performance")) {
            call(domain + ".enable", Map.of());
        }
    }

    /// The address of the page's own socket, asked of the port that the browser has written into its profile.
    private String pageSocket() throws Exception {
        var file = profile.resolve("DevToolsActivePort");
        eventually(() -> Files.exists(file) && Files.readString(file).contains("\n"), "the browser opens its port");
        int port = Integer.parseInt(Files.readString(file).lines().findFirst().orElseThrow());
        var list = JSON.readTree(
                URI.create("http://127.0.0.1:" + port + "/json/list").toURL().openStream());
        for (var each : list) {
            if (each.path("type").asString().equals("page")) {
                return each.path("webSocketDebuggerUrl").asString();
            }
        }
        throw new IllegalStateException("the browser has no page: " + list);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    private void take(JsonNode message) {
        var parameters = message.path("params");
        switch (message.path("method").asString("")) {
            case "" -> {
                var waiting = answers.remove(message.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(message);
                }
            }
            case "Network.requestWillBeSent" ->
                requests.add(parameters.path("request").path("url").asString());
            case "Runtime.exceptionThrown" ->
                complaints.add(parameters.path("exceptionDetails").toString());
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "warning", "assert")
                        .contains(parameters.path("type").asString())) {
                    complaints.add(parameters.path("args").toString());
                }
            }
            case "Log.entryAdded" -> {
                if (!parameters.path("entry").path("level").asString().equals("verbose")) {
                    complaints.add(parameters.path("entry").toString());
                }
            }
            default -> {}
        }
    }

    /// Calls a method of the protocol.
    JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        int id = next.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(id, answer);
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true);
        var message = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (message.has("error")) {
            throw new IllegalStateException(method + ": " + message.path("error"));
        }
        return message.path("result");
    }

    /// Opens an address.
    void open(URI address) throws Exception {
        call("Page.navigate", Map.of("url", address.toString()));
    }

    /// Leaves the page, so that it does not miss a server that is about to end.
    void leave() throws Exception {
        open(URI.create("about:blank"));
    }

    /// The value of an expression, awaited where it is a promise.
    JsonNode value(String expression) throws Exception {
        var result =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /// Waits until an expression is true.
    void waitFor(String expression) throws Exception {
        eventually(() -> value("Boolean(" + expression + ")").asBoolean(), expression);
    }

    /// Waits until a condition holds.
    static void eventually(Condition condition, String what) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("waited " + PATIENCE.toSeconds() + " s for: " + what);
            }
            Thread.sleep(40);
        }
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    void press(String key) throws Exception {
        for (var type : List.of("keyDown", "keyUp")) {
            call("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "text", type.equals("keyDown") ? key : ""));
        }
    }

    /// A picture of the page as PNG.
    void screenshot(Path file) throws Exception {
        var picture = call("Page.captureScreenshot", Map.of("format", "png"))
                .path("data")
                .asString();
        Files.write(file, Base64.getDecoder().decode(picture));
    }

    /// Bytes of the page's heap after a collection.
    long heap() throws Exception {
        call("HeapProfiler.collectGarbage", Map.of());
        return call("Runtime.getHeapUsage", Map.of()).path("usedSize").asLong();
    }

    /// Addresses that were asked for, those of pages included.
    Set<String> requests() {
        return Set.copyOf(requests);
    }

    /// Errors, warnings and exceptions of the page.
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() throws IOException {
        try {
            call("Browser.close", Map.of());
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // It is ended below.
        }
        process.destroyForcibly().onExit().join();
        try (var files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
