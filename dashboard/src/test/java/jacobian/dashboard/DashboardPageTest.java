package jacobian.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacobian.dashboard.logs.Status;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.tensorboard.ComparedMetric;
import jacobian.keras.tensorboard.Hyperparameter;
import jacobian.keras.tensorboard.SummaryWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DashboardPageTest {
    @TempDir
    private Path logs;

    private DashboardPage page;
    private Client client;

    @BeforeEach
    void open() {
        page = DashboardPage.open(logs, 0, false, Duration.ofMillis(20));
        client = new Client(page.address());
    }

    @AfterEach
    void close() {
        page.close();
    }

    private void write(String run, int points) {
        try (var writer = new SummaryWriter(logs.resolve(run))) {
            for (int i = 0; i < points; i++) {
                writer.scalar("loss", 1.0 / (i + 1), i);
            }
        }
    }

    /// What the page knows as soon as there are so many runs and nothing changes any more.
    private JsonNode overviewWith(int runs) throws Exception {
        var last = new AtomicReference<JsonNode>(client.json("data/overview"));
        Chromium.eventually(
                () -> {
                    Thread.sleep(150);
                    var before = last.getAndSet(client.json("data/overview"));
                    return last.get().equals(before)
                            && before.path("runs").size() == runs
                            && !before.path("reading").asBoolean();
                },
                runs + " runs");
        return last.get();
    }

    @Test
    void the_page_loads_with_its_token_and_allows_nothing_from_elsewhere() {
        var answer = client.get("");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body()))
                .contains("<title>Jacobian</title>")
                .doesNotContain("http");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self';")
                .doesNotContain("unsafe")
                .doesNotContain("*");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.address().toString()).matches("http://127\\.0\\.0\\.1:\\d+/[0-9a-f]{32}/");
    }

    @Test
    void every_file_of_the_page_is_there_and_no_other() {
        var text = new String(client.get("").body());
        assertThat(text).contains("app/main.js", "app/chart.js", "app/base.css");
        for (var name : new String[] {"main.js", "chart.js", "base.css", "parts.css", "icon.svg", "linechart.js"}) {
            assertThat(client.get("app/" + name).statusCode()).as(name).isEqualTo(200);
        }
        assertThat(client.get("app/..%2f..%2fmodule-info.class").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(client.get("app/Site.class").statusCode()).isEqualTo(404);
    }

    @Test
    void without_the_token_nothing_is_answered() {
        for (var path : new String[] {"/", "/data/overview", "/00000000000000000000000000000000/data/overview", "/x"}) {
            var answer = client.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
            assertThat(new String(answer.body()))
                    .contains("token")
                    .doesNotContain(page.address().getPath());
        }
    }

    @Test
    void a_page_under_another_name_is_refused() throws IOException {
        int port = page.address().getPort();
        assertThat(client.statusAs("127.0.0.1:" + port)).contains("200");
        assertThat(client.statusAs("localhost:" + port)).contains("200");
        assertThat(client.statusAs("evil.example:" + port)).contains("403");
        assertThat(client.statusAs("127.0.0.1.evil.example:" + port)).contains("403");
        assertThat(client.post("stop?run=a", "http://evil.example").statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_port_that_is_taken_is_named() {
        int port = page.address().getPort();
        assertThatThrownBy(() -> DashboardPage.open(logs, port, false))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("port " + port + " of 127.0.0.1 cannot be used: ");
    }

    @Test
    void an_empty_folder_is_an_answer_and_runs_appear_later() throws Exception {
        var first = overviewWith(0);
        assertThat(first.path("trouble").asString()).isEmpty();
        write("a/train", 3);
        write("a/validation", 3);
        write("b", 5);
        var runs = overviewWith(2).path("runs");
        assertThat(runs.get(0).path("name").asString()).isEqualTo("a");
        assertThat(runs.get(0).path("parts").size()).isEqualTo(2);
        assertThat(runs.get(1).path("parts").get(0).path("scalars").get(0).asString())
                .isEqualTo("loss");
    }

    @Test
    void lines_grow_with_their_file_and_news_tell_so() throws Exception {
        try (var writer = new SummaryWriter(logs.resolve("a"))) {
            writer.scalar("loss", 1, 0);
            writer.flush();
            overviewWith(1);
            assertThat(client.events(2)).startsWith("event:news\ndata:{\"revision\":");
            writer.scalar("loss", 0.5, 1);
            writer.flush();
            Chromium.eventually(() -> steps("loss", "").size() == 2, "two steps");
        }
        assertThat(steps("loss", "").get(1).asLong()).isEqualTo(1);
    }

    private JsonNode steps(String tag, String more) {
        return client.json("data/scalars?tag=" + tag + "&parts=0" + more)
                .path("series")
                .path(0)
                .path("steps");
    }

    @Test
    void long_lines_are_thinned_and_exact_where_one_looks_closely() throws Exception {
        try (var writer = new SummaryWriter(logs.resolve("a"))) {
            for (int i = 0; i < 20_000; i++) {
                writer.scalar("loss", i == 12_345 ? 100 : Math.sin(i * 1e-3), i);
            }
        }
        overviewWith(1);
        Chromium.eventually(
                () -> client.json("data/scalars?tag=loss&parts=0")
                                .path("series")
                                .path(0)
                                .path("points")
                                .asLong()
                        == 20_000,
                "all points");
        var whole = client.json("data/scalars?tag=loss&parts=0&places=300")
                .path("series")
                .get(0);
        assertThat(whole.path("points").asLong()).isEqualTo(20_000);
        assertThat(whole.path("steps").size()).isBetween(150, 300);
        double greatest = 0;
        for (var each : whole.path("greatest")) {
            greatest = Math.max(greatest, each.asDouble());
        }
        assertThat(greatest).as("a spike is not lost").isEqualTo(100);
        var close = client.json("data/scalars?tag=loss&parts=0&places=300&from=12300&to=12400")
                .path("series")
                .get(0);
        assertThat(close.has("least")).as("each place is one point").isFalse();
        assertThat(close.path("steps").size()).isEqualTo(103);
        assertThat(close.path("means").get(46).asDouble()).isEqualTo(100);
    }

    @Test
    void a_run_that_begins_anew_replaces_what_it_had_logged_from_there() throws Exception {
        try (var writer = new SummaryWriter(logs.resolve("a"))) {
            for (int step : new int[] {0, 1, 2, 3, 1, 2}) {
                writer.scalar("loss", 10 * step, step);
            }
        }
        overviewWith(1);
        assertThat(steps("loss", "").toString()).isEqualTo("[0,1,2]");
    }

    @Test
    void numbers_that_are_none_are_named_by_their_step() throws Exception {
        try (var writer = new SummaryWriter(logs.resolve("a"))) {
            writer.scalar("loss", 1, 0);
            writer.scalar("loss", Double.NaN, 1);
            writer.scalar("loss", Double.POSITIVE_INFINITY, 2);
        }
        overviewWith(1);
        var series = client.json("data/scalars?tag=loss&parts=0").path("series").get(0);
        assertThat(series.path("broken").asLong()).isEqualTo(1);
        assertThat(series.path("steps").size()).isEqualTo(1);
    }

    @Test
    void a_damaged_log_is_shown_up_to_its_damage() throws Exception {
        write("a", 50);
        write("b", 50);
        var file = logs.resolve("a").toFile().listFiles()[0].toPath();
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(file, bytes);
        page.close();
        open();
        var runs = overviewWith(2).path("runs");
        assertThat(runs.get(0).path("parts").get(0).path("trouble").asString()).contains("checksum");
        assertThat(runs.get(1).path("parts").get(0).path("trouble").asString()).isEmpty();
        assertThat(steps("loss", "").size()).isBetween(1, 49);
    }

    @Test
    void odd_questions_get_short_answers() throws Exception {
        write("a", 1);
        overviewWith(1);
        assertThat(client.get("data/scalars?tag=loss&parts=0&from=abc").statusCode())
                .isEqualTo(400);
        assertThat(client.get("data/scalars?tag=nothing&parts=0,7,99999").statusCode())
                .isEqualTo(200);
        assertThat(client.get("data/histograms?part=7").statusCode()).isEqualTo(404);
        assertThat(client.get("data/histograms?part=x").statusCode()).isEqualTo(404);
        assertThat(client.get("data/picture?part=0&tag=none&step=0&index=0").statusCode())
                .isEqualTo(404);
        assertThat(client.get("nothing").statusCode()).isEqualTo(404);
        assertThat(client.get("stop?run=a").statusCode()).isBetween(404, 405);
    }

    @Test
    void pictures_texts_distributions_and_hyperparameters_are_answered() throws Exception {
        try (var writer = new SummaryWriter(logs.resolve("a"))) {
            writer.image("ramp", Tensor.of(new float[] {0, 0.5f, 0.75f, 1}, 1, 2, 2, 1), 3);
            writer.text("note", "<b>plain</b>", 0);
            writer.histogram("dense/kernel/histogram", new double[] {-1, 0, 0, 0, 1}, 0);
            writer.hparams(Map.of("units", 16));
        }
        var part = overviewWith(1).path("runs").get(0).path("parts").get(0);
        assertThat(part.path("hyperparameters").path("units").asInt()).isEqualTo(16);
        var picture = client.get("data/picture?part=0&tag=ramp&step=3&index=0");
        assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(new String(picture.body(), 1, 3)).isEqualTo("PNG");
        assertThat(client.json("data/texts?part=0")
                        .path("texts")
                        .path("note")
                        .get(0)
                        .asString())
                .isEqualTo("<b>plain</b>");
        var point = client.json("data/histograms?part=0")
                .path("series")
                .get(0)
                .path("points")
                .get(0);
        double count = 0;
        for (var each : point.path("counts")) {
            count += each.asDouble();
        }
        assertThat(count).isEqualTo(5);
        assertThat(point.path("left").asDouble()).isEqualTo(-1);
    }

    @Test
    void a_number_is_answered_by_its_end_and_its_extent_in_all_runs() throws Exception {
        try (var search = new SummaryWriter(logs)) {
            search.hparamsConfig(
                    List.of(Hyperparameter.of("units", List.of(16, 32))),
                    List.of(new ComparedMetric("validation", "epoch_loss")));
        }
        for (int run = 0; run < 2; run++) {
            try (var writer = new SummaryWriter(logs.resolve("trial-" + run).resolve("validation"))) {
                for (int i = 0; i < 5000; i++) {
                    writer.scalar("epoch_loss", Math.abs(i - 4000) + run, i);
                }
                writer.scalar("epoch_loss", Double.NaN, 5000);
            }
        }
        var runs = overviewWith(3).path("runs");
        assertThat(runs.get(0).path("parts").get(0).path("compared").toString())
                .isEqualTo("[{\"folder\":\"validation\",\"tag\":\"epoch_loss\"}]");
        var extents = client.json("data/extents?tag=epoch_loss").path("extents");
        assertThat(extents.size()).isEqualTo(2);
        for (int run = 0; run < 2; run++) {
            assertThat(extents.get(run).path("part").asInt())
                    .isEqualTo(runs.get(run + 1).path("parts").get(0).path("id").asInt());
            assertThat(extents.get(run).path("least").asDouble()).isEqualTo(run);
            assertThat(extents.get(run).path("greatest").asDouble()).isEqualTo(4000 + run);
            assertThat(extents.get(run).path("last").asDouble()).isEqualTo(999 + run);
        }
        assertThat(client.json("data/extents").path("extents").size()).isZero();
    }

    private void train(String state) throws IOException {
        write("a", 1);
        var status = new Status(state, ProcessHandle.current().pid(), System.currentTimeMillis() / 1e3, 0, 5, 1, 9, 30);
        Files.writeString(logs.resolve("a").resolve(Status.FILE), status.json());
    }

    @Test
    void a_running_training_is_asked_to_end_by_a_file() throws Exception {
        train(Status.RUNNING);
        assertThat(overviewWith(1)
                        .path("runs")
                        .get(0)
                        .path("status")
                        .path("epochs")
                        .asInt())
                .isEqualTo(5);
        assertThat(client.post("stop?run=a").statusCode()).isEqualTo(200);
        assertThat(logs.resolve("a").resolve(Status.STOP)).exists();
        assertThat(client.post("stop?run=..").statusCode()).isEqualTo(409);
    }

    @Test
    void what_is_over_cannot_be_stopped() throws Exception {
        train(Status.DONE);
        overviewWith(1);
        assertThat(client.post("stop?run=a").statusCode()).isEqualTo(409);
        assertThat(logs.resolve("a").resolve(Status.STOP)).doesNotExist();
    }

    @Test
    void a_page_to_look_only_stops_nothing() throws Exception {
        train(Status.RUNNING);
        page.close();
        page = DashboardPage.open(logs, 0, true, Duration.ofMillis(20));
        client = new Client(page.address());
        assertThat(overviewWith(1).path("readOnly").asBoolean()).isTrue();
        assertThat(client.post("stop?run=a").statusCode()).isEqualTo(403);
        assertThat(logs.resolve("a").resolve(Status.STOP)).doesNotExist();
    }

    @Test
    void a_training_whose_process_is_gone_is_not_running() throws Exception {
        write("a", 1);
        var status = new Status(Status.RUNNING, Integer.MAX_VALUE, 1e9, 0, 5, 1, 9, 30);
        Files.writeString(logs.resolve("a").resolve(Status.FILE), status.json());
        assertThat(overviewWith(1)
                        .path("runs")
                        .get(0)
                        .path("status")
                        .path("state")
                        .asString())
                .isEqualTo(Status.LOST);
    }
}
