package jacobian.dashboard;

import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jacobian.keras.config.Seeds;
import jacobian.keras.datasets.Datasets;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.Input;
import jacobian.keras.layers.Rescaling;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.metrics.SparseCategoricalAccuracy;
import jacobian.keras.models.History;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.tensorboard.ComparedMetric;
import jacobian.keras.tensorboard.Hyperparameter;
import jacobian.keras.tensorboard.SummaryWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// The page in a real browser.
class BrowserTest {
    private static final long MEGABYTE = 1 << 20;

    @TempDir
    private Path logs;

    private static Chromium browser;

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(Chromium.found().isPresent(), Chromium.MISSING);
        browser = new Chromium(1280, 900);
    }

    @AfterAll
    static void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    /// Whatever a test does, the page complains of nothing and asks nobody else.
    @AfterEach
    void look() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(request -> request.startsWith("http://127.0.0.1:") || request.equals("about:blank"));
    }

    private void write(String run, int points) {
        try (var writer = new SummaryWriter(logs.resolve(run))) {
            for (int i = 0; i < points; i++) {
                writer.scalar("loss", 1.0 / (i + 1), i);
                writer.scalar("accuracy", 1 - 1.0 / (i + 1), i);
            }
        }
    }

    /// The lines that a card draws, those below a smoothed one left out.
    private static String lines(String tag) {
        return chart(tag) + "?.data.datasets.filter(line => !line.isRaw)";
    }

    private static String chart(String tag) {
        return "window.Chart?.getChart(document.querySelector('[data-tag=\"" + tag + "\"] canvas') ?? '')";
    }

    @Test
    void ten_runs_are_painted_within_a_second_and_nothing_moves(TestReporter reporter) throws Exception {
        for (int i = 0; i < 10; i++) {
            write("run" + i + "/train", 500);
            write("run" + i + "/validation", 50);
        }
        try (var page = DashboardPage.open(logs)) {
            browser.open(page.address());
            browser.waitFor(lines("loss") + "?.length === 20");
            double painted = browser.value("performance.getEntriesByName('first-contentful-paint')[0].startTime")
                    .asDouble();
            double drawn = browser.value("performance.now()").asDouble();
            reporter.publishEntry("first paint after " + painted + " ms, lines of all runs after " + drawn + " ms");
            assertThat(painted).as("milliseconds").isLessThan(1000);
            var shift = "new Promise(done => new PerformanceObserver(list => done(list.getEntries()"
                    + ".reduce((sum, each) => sum + each.value, 0))).observe({type: 'layout-shift', buffered: true}))";
            assertThat(browser.value("Promise.race([" + shift + ", new Promise(done => setTimeout(done, 200, 0))])")
                            .asDouble())
                    .isLessThan(0.1);
            assertThat(browser.value("document.querySelectorAll('.runs li').length")
                            .asInt())
                    .isEqualTo(10);
            browser.leave();
        }
    }

    @Test
    void every_view_opens_by_its_key_in_light_and_dark() throws Exception {
        write("a", 30);
        try (var page = DashboardPage.open(logs)) {
            browser.open(page.address());
            browser.waitFor(lines("loss") + "?.length === 1");
            for (int i = 1; i <= 7; i++) {
                browser.press(Integer.toString(i));
                browser.waitFor("document.querySelectorAll('#views a')[" + (i - 1) + "].ariaCurrent === 'page'");
                browser.waitFor("document.getElementById('main').textContent.length > 0");
            }
            var theme = browser.value("document.documentElement.dataset.theme").asString();
            browser.press("d");
            browser.waitFor("document.documentElement.dataset.theme !== '" + theme + "'");
            browser.press("/");
            browser.waitFor("document.activeElement.id === 'find'");
            browser.leave();
        }
    }

    @Test
    void keys_zoom_a_chart_and_give_all_of_it_back() throws Exception {
        write("a", 3000);
        try (var page = DashboardPage.open(logs)) {
            browser.open(page.address());
            browser.waitFor(lines("loss") + "?.length === 1");
            browser.value("document.querySelector('[data-tag=loss] .plot').focus()");
            browser.press("+");
            browser.waitFor(chart("loss") + ".scales.x.min > 400");
            browser.press("0");
            browser.waitFor(chart("loss") + ".scales.x.min === 0");
            browser.leave();
        }
    }

    @Test
    void trials_of_a_search_are_sorted_by_what_it_looks_for() throws Exception {
        try (var search = new SummaryWriter(logs)) {
            search.hparamsConfig(
                    List.of(Hyperparameter.of("units", List.of(8, 16, 128))),
                    List.of(new ComparedMetric("validation", "epoch_accuracy")));
        }
        int[] units = {16, 128, 8};
        for (int run = 0; run < 3; run++) {
            var folder = logs.resolve("trial-" + run);
            try (var session = new SummaryWriter(folder);
                    var writer = new SummaryWriter(folder.resolve("validation"))) {
                session.hparams(Map.of("units", units[run], "activation", "relu"));
                for (int i = 0; i < 3; i++) {
                    writer.scalar("epoch_loss", i, i);
                    writer.scalar("epoch_accuracy", 0.1 * units[run] / 16 + 0.01 * i, i);
                }
            }
        }
        try (var page = DashboardPage.open(logs)) {
            browser.open(page.address().resolve("#trials"));
            browser.waitFor("document.querySelectorAll('.trials tbody tr').length === 3");
            assertThat(column("th")).isEqualTo("trial-1 trial-0 trial-2");
            assertThat(column("td")).isEqualTo("0.82 0.12 0.07");
            assertThat(browser.value("document.querySelectorAll('.runs li').length")
                            .asInt())
                    .as("the folder of the search is no run")
                    .isEqualTo(3);
            browser.value("document.getElementById('sort-units').click()");
            browser.waitFor("document.querySelector('[aria-sort=ascending]').textContent.startsWith('units')");
            assertThat(column("th")).isEqualTo("trial-2 trial-0 trial-1");
            browser.leave();
        }
    }

    /// The texts of the first cell of this name in each row.
    private static String column(String cell) throws Exception {
        return browser.value("[...document.querySelectorAll('.trials tbody tr')].map(row => row.querySelector('" + cell
                        + "').textContent).join(' ')")
                .asString();
    }

    @Test
    void findings_of_a_doctor_stand_first_among_the_notes() throws Exception {
        try (var writer = new SummaryWriter(logs.resolve("a/train"))) {
            writer.text("a_note", "plain <b>text</b>", 0);
            writer.text("doctor/dead_units/hidden", "**hidden: dead units** since step 7\n\nwhy\n\n- less of it", 6);
        }
        try (var page = DashboardPage.open(logs)) {
            browser.open(page.address());
            browser.waitFor("document.querySelector('#views .badge')?.textContent === '1'");
            browser.press("7");
            browser.waitFor("document.querySelectorAll('.notes .card').length === 2");
            assertThat(browser.value("document.querySelector('.notes .finding').innerText")
                            .asString())
                    .isEqualToIgnoringWhitespace("GradientDoctor hidden: dead units since step 7 why less of it");
            assertThat(browser.value("document.querySelector('.notes .card:last-child').innerText")
                            .asString())
                    .isEqualToIgnoringWhitespace("a_note plain <b>text</b>");
            browser.leave();
        }
    }

    private static History train(Dashboard dashboard) {
        Seeds.setRandomSeed(1);
        var digits = Datasets.digits().split(0.5, 42);
        var model = new Sequential(
                new Input(8, 8, 1),
                new Rescaling(1.0 / 16),
                new Flatten(),
                new Dense(16).activation(RELU),
                new Dense(10).activation(SOFTMAX));
        model.compile(new Adam(1e-3), new SparseCategoricalCrossentropy(), new SparseCategoricalAccuracy());
        return model.fit(
                digits.train().dataset(),
                fit -> fit.epochs(100_000)
                        .validation(digits.test().dataset())
                        .verbose(0)
                        .callbacks(dashboard));
    }

    @Test
    void a_training_is_followed_compared_with_another_and_stopped() throws Exception {
        write("earlier/train", 20);
        var address = new CompletableFuture<URI>();
        try (var dashboard = new Dashboard(logs).run("now").open(false).announce(address::complete)) {
            var training = CompletableFuture.supplyAsync(() -> train(dashboard));
            browser.open(address.get(30, TimeUnit.SECONDS));
            browser.waitFor("document.querySelector('.live .run')");
            browser.waitFor(lines("epoch_loss") + "?.[0]?.data.length > 2");
            int before = browser.value(lines("epoch_loss") + "[0].data.length").asInt();
            browser.waitFor(lines("epoch_loss") + "[0].data.length > " + before);
            assertThat(browser.value("document.querySelectorAll('.runs li input:checked').length")
                            .asInt())
                    .isEqualTo(2);
            assertThat(browser.value(lines("epoch_loss") + ".map(line => line.label).join()")
                            .asString())
                    .isEqualTo("now,now (validation)");
            assertThat(browser.value(lines("loss") + ".map(line => line.label).join()")
                            .asString())
                    .isEqualTo("earlier");
            browser.value("document.querySelector('.live .stop').click()");
            Thread.sleep(100);
            assertThat(training).as("one press asks first").isNotDone();
            browser.value("document.querySelector('.live .stop').click()");
            var history = training.get(20, TimeUnit.SECONDS);
            assertThat(history.get("loss").size()).isBetween(2, 99_999);
            browser.waitFor("document.querySelector('.live').textContent.includes('No training is running')");
            browser.waitFor("document.querySelector('.runs').textContent.includes('stopped')");
            browser.leave();
        }
    }

    @Test
    void memory_stays_level_over_a_hundred_updates(TestReporter reporter) throws Exception {
        updates(50, 100, reporter);
    }

    @Test
    @Tag("slow")
    void memory_stays_level_over_ten_thousand_updates(TestReporter reporter) throws Exception {
        updates(500, 10_000, reporter);
    }

    /// Each update brings new points and draws both charts anew. Their lines have all the places they can have from
    /// the beginning.
    private void updates(int first, int more, TestReporter reporter) throws Exception {
        write("a", 5000);
        try (var page = DashboardPage.open(logs, 0, false, Duration.ofMillis(1));
                var writer = new SummaryWriter(logs.resolve("a"))) {
            var writing = Thread.ofPlatform().daemon().start(() -> {
                for (int i = 5000; !Thread.currentThread().isInterrupted(); i++) {
                    writer.scalar("loss", 1.0 / (i + 1), i);
                    writer.scalar("accuracy", 1 - 1.0 / (i + 1), i);
                    writer.flush();
                    LockSupport.parkNanos(2_000_000);
                }
            });
            browser.open(page.address());
            try {
                var before = Memory.after(first);
                var after = Memory.after(first + more);
                reporter.publishEntry(before + ", " + more + " updates later " + after);
                assertThat(after.page()).as("page, %s", before).isLessThan(before.page() + MEGABYTE);
                assertThat(after.nodes()).as("nodes, %s", before).isLessThan(before.nodes() + 50);
                assertThat(after.listeners()).as("listeners, %s", before).isLessThan(before.listeners() + 10);
                assertThat(after.server()).as("server, %s", before).isLessThan(before.server() + 3 * MEGABYTE);
            } finally {
                browser.leave();
                writing.interrupt();
                writing.join();
            }
        }
    }

    /// Bytes that the page and the server hold after a collection, and how much there is in the page.
    private record Memory(long page, long server, int nodes, int listeners) {
        static Memory after(int updates) throws Exception {
            while (browser.value("window.jacobian?.updates ?? 0").asInt() < updates) {
                Thread.sleep(100);
            }
            long page = Long.MAX_VALUE;
            long server = Long.MAX_VALUE;
            // Each measurement meets whatever an update holds just then.
            for (int i = 0; i < 4; i++) {
                page = Math.min(page, browser.heap());
                System.gc();
                server = Math.min(
                        server,
                        Runtime.getRuntime().totalMemory()
                                - Runtime.getRuntime().freeMemory());
            }
            var counters = browser.call("Memory.getDOMCounters", Map.of());
            return new Memory(
                    page,
                    server,
                    counters.path("nodes").asInt(),
                    counters.path("jsEventListeners").asInt());
        }
    }
}
