package jacobian.dashboard.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jacobian.dashboard.logs.LogFolder;
import jacobian.dashboard.logs.Part;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/// The page of a folder of logs at an address of this machine that ends with a secret token.
public final class Site implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_PARTS = 1_000;

    private final LogFolder logs;
    private final Answers answers;
    private final boolean readOnly;
    private final PageFiles files = new PageFiles();
    private final Doorkeeper doorkeeper = new Doorkeeper();
    private final News news;
    private final WebServer server;

    /// Opens the page.
    ///
    /// @param port where; 0 for any that is free
    /// @param readOnly whether the page can stop no training
    /// @param pulse how often an open page is told news at the most
    public Site(LogFolder logs, int port, boolean readOnly, Duration pulse) {
        this.logs = logs;
        this.readOnly = readOnly;
        this.answers = new Answers(logs, readOnly);
        this.news = new News(logs::revision, this::statuses, pulse);
        this.server = Listener.open(
                port, routing -> routing.addFilter(doorkeeper::check).register("/" + doorkeeper.token(), this::routes));
    }

    /// The whole address, token and all.
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.port() + "/" + doorkeeper.token() + "/");
    }

    private void routes(HttpRules rules) {
        rules.get("/", (request, response) -> page(response, "index.html"))
                .get(
                        "/app/{name}",
                        (request, response) ->
                                page(response, request.path().pathParameters().get("name")))
                .get("/news", news::tell)
                .get("/data/overview", (request, response) -> json(response, answers.overview()))
                .get("/data/scalars", this::scalars)
                .get(
                        "/data/extents",
                        (request, response) -> json(
                                response,
                                answers.extents(request.query().first("tag").orElse(""))))
                .get("/data/histograms", (request, response) -> ofPart(request, response, answers::histograms))
                .get("/data/pictures", (request, response) -> ofPart(request, response, answers::pictures))
                .get("/data/texts", (request, response) -> ofPart(request, response, answers::texts))
                .get("/data/model", (request, response) -> ofPart(request, response, answers::model))
                .get("/data/picture", this::picture)
                .post("/stop", this::stop);
    }

    private void page(ServerResponse response, String name) {
        var file = files.file(name);
        if (file.isEmpty()) {
            refuse(response, Status.NOT_FOUND_404, "There is no such file.");
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, files.type(name)).send(file.get());
    }

    private void scalars(ServerRequest request, ServerResponse response) {
        try {
            var parts = Arrays.stream(request.query().first("parts").orElse("").split(","))
                    .filter(text -> !text.isEmpty())
                    .limit(MOST_PARTS)
                    .map(Integer::valueOf)
                    .toList();
            json(
                    response,
                    answers.scalars(
                            request.query().first("tag").orElse(""),
                            parts,
                            whole(request, "from").orElse(Long.MIN_VALUE),
                            whole(request, "to").orElse(Long.MAX_VALUE),
                            (int) whole(request, "places").orElse(500)));
        } catch (NumberFormatException e) {
            refuse(response, Status.BAD_REQUEST_400, "A number is expected: " + e.getMessage());
        }
    }

    private static OptionalLong whole(ServerRequest request, String name) {
        var text = request.query().first(name);
        return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
    }

    private void ofPart(ServerRequest request, ServerResponse response, Function<Part, Map<String, Object>> answer) {
        try {
            var part = logs.part((int) whole(request, "part").orElse(-1));
            if (part.isPresent()) {
                json(response, answer.apply(part.get()));
                return;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        refuse(response, Status.NOT_FOUND_404, "There is no such run.");
    }

    private void picture(ServerRequest request, ServerResponse response) {
        try {
            var file = logs.part((int) whole(request, "part").orElse(-1)).flatMap(part -> {
                synchronized (part) {
                    var series =
                            part.pictures().get(request.query().first("tag").orElse(""));
                    long step = whole(request, "step").orElse(0);
                    int index = (int) whole(request, "index").orElse(0);
                    return series == null ? Optional.<byte[]>empty() : series.file(step, index);
                }
            });
            var type = file.flatMap(PictureType::of);
            if (file.isPresent() && type.isPresent()) {
                response.header(HeaderNames.CONTENT_TYPE, type.get().media()).send(file.get());
                return;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        refuse(response, Status.NOT_FOUND_404, "There is no such picture.");
    }

    private void stop(ServerRequest request, ServerResponse response) throws IOException {
        var run = logs.run(request.query().first("run").orElse(""));
        if (readOnly) {
            refuse(response, Status.FORBIDDEN_403, "This page was opened to look only.");
        } else if (run.flatMap(each -> each.status())
                .filter(each -> each.isRunning())
                .isEmpty()) {
            refuse(response, Status.CONFLICT_409, "This run is not training.");
        } else {
            Files.write(run.get().folder().resolve(jacobian.dashboard.logs.Status.STOP), new byte[0]);
            json(response, Map.of("asked", true));
        }
    }

    private String statuses() {
        var all = new LinkedHashMap<String, Object>();
        for (var run : logs.runs()) {
            run.status().ifPresent(status -> all.put(run.name(), Answers.status(status)));
        }
        return JSON.writeValueAsString(all);
    }

    private static void json(ServerResponse response, Object value) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json").send(JSON.writeValueAsBytes(value));
    }

    private static void refuse(ServerResponse response, Status status, String sentence) {
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .send(sentence + "\n");
    }

    /// Ends the page; what is open in a browser stays as it is there.
    @Override
    public void close() {
        news.close();
        server.stop();
    }

    /// The media types that are sent as pictures, by how their files begin; what is none of them is not sent.
    private enum PictureType {
        PNG("image/png", List.of(0x89, 0x50, 0x4e, 0x47)),
        JPEG("image/jpeg", List.of(0xff, 0xd8, 0xff)),
        GIF("image/gif", List.of(0x47, 0x49, 0x46, 0x38)),
        BMP("image/bmp", List.of(0x42, 0x4d));

        private final String media;
        private final List<Integer> beginning;

        PictureType(String media, List<Integer> beginning) {
            this.media = media;
            this.beginning = beginning;
        }

        String media() {
            return media;
        }

        static Optional<PictureType> of(byte[] file) {
            return Arrays.stream(values()).filter(type -> type.begins(file)).findFirst();
        }

        private boolean begins(byte[] file) {
            for (int i = 0; i < beginning.size(); i++) {
                if (i >= file.length || (file[i] & 0xff) != beginning.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}
