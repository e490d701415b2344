package jacobian.dashboard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks a page as a browser does.
final class Client {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    Client(URI address) {
        this.address = address;
    }

    HttpResponse<byte[]> get(String path) {
        return send(
                HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).build());
    }

    HttpResponse<byte[]> post(String path) {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    HttpResponse<byte[]> post(String path, String origin) {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .POST(HttpRequest.BodyPublishers.noBody())
                .header("Origin", origin)
                .build());
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode json(String path) {
        var answer = get(path);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + new String(answer.body()));
        }
        return JSON.readTree(answer.body());
    }

    /// The first lines of what comes as events.
    String events(int lines) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve("news"))
                .timeout(PATIENCE)
                .header("Accept", "text/event-stream")
                .build();
        try (InputStream in = http.send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body();
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var text = new StringBuilder();
            for (int i = 0; i < lines; i++) {
                text.append(reader.readLine()).append('\n');
            }
            return text.toString();
        }
    }

    /// The first line of the answer to a request that names another host.
    String statusAs(String host) throws IOException {
        try (var socket = new Socket("127.0.0.1", address.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + address.getPath() + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(5_000);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            return String.valueOf(in.readLine());
        }
    }
}
