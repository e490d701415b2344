package jacobian.dashboard;

import static jacobian.keras.activations.Activations.RELU;
import static jacobian.keras.activations.Activations.SIGMOID;
import static jacobian.keras.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;

import jacobian.dashboard.logs.Status;
import jacobian.engine.tensor.Tensor;
import jacobian.keras.activations.ActivationFunction;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.doctor.GradientDoctor;
import jacobian.keras.config.Seeds;
import jacobian.keras.layers.Dense;
import jacobian.keras.layers.Input;
import jacobian.keras.losses.BinaryCrossentropy;
import jacobian.keras.losses.Loss;
import jacobian.keras.losses.MeanSquaredError;
import jacobian.keras.losses.SparseCategoricalCrossentropy;
import jacobian.keras.models.Sequential;
import jacobian.keras.optimizers.Adam;
import jacobian.keras.tensorboard.Event;
import jacobian.keras.tensorboard.EventReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardTest {
    @TempDir
    private Path logs;

    private static final Tensor X = Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});

    private static Sequential model(Loss loss, int outputs, ActivationFunction activation) {
        Seeds.setRandomSeed(1);
        var model = new Sequential(
                new Input(2),
                new Dense(8).activation(RELU).name("hidden"),
                new Dense(outputs).activation(activation).name("out"));
        model.compile(new Adam(0.05), loss);
        return model;
    }

    private Dashboard dashboard(String run) {
        return new Dashboard(logs).run(run).open(false).announce(_ -> {});
    }

    private static Sequential trained(Callback... callbacks) {
        var model = model(new SparseCategoricalCrossentropy(), 2, SOFTMAX);
        model.fit(
                X,
                Tensor.of(0, 1, 1, 0),
                fit -> fit.epochs(3).batchSize(2).verbose(0).callbacks(callbacks));
        return model;
    }

    private List<Event> events(String part) {
        var events = new ArrayList<Event>();
        new EventReader(logs.resolve(part)).read(events::add);
        return events;
    }

    private String text(String run, String tag) {
        return events(run + "/train").stream()
                .filter(event -> event.tag().equals(tag))
                .map(event -> ((Event.Text) event.value()).texts().getFirst())
                .reduce((first, last) -> last)
                .orElse("");
    }

    @Test
    void weights_are_the_same_with_a_dashboard_and_without() {
        var without = trained();
        try (var dashboard = dashboard("a")) {
            var with = trained(dashboard);
            for (int i = 0; i < without.weights().size(); i++) {
                assertThat(with.getWeights().get(i).floats())
                        .isEqualTo(without.getWeights().get(i).floats());
            }
        }
    }

    @Test
    void a_run_is_written_under_the_tags_of_keras() {
        try (var dashboard = dashboard("a")) {
            var model = model(new SparseCategoricalCrossentropy(), 2, SOFTMAX);
            model.fit(
                    X,
                    Tensor.of(0, 1, 1, 0),
                    fit -> fit.epochs(3)
                            .verbose(0)
                            .validation(X, Tensor.of(0, 1, 1, 0))
                            .callbacks(dashboard));
        }
        var tags = new TreeSet<String>();
        events("a/train").forEach(event -> tags.add(event.tag()));
        assertThat(tags)
                .contains("epoch_loss", "epoch_learning_rate", "batch_loss", "batch_learning_rate", "keras")
                .contains("system/heap_mb", "system/threads");
        var steps = events("a/validation").stream()
                .filter(event -> event.tag().equals("epoch_loss"))
                .map(Event::step)
                .toList();
        assertThat(steps).containsExactly(0L, 1L, 2L);
        assertThat(Status.in(logs.resolve("a")).orElseThrow().state()).isEqualTo(Status.DONE);
    }

    @Test
    void a_run_of_the_same_name_gets_a_folder_of_its_own() {
        for (int i = 0; i < 3; i++) {
            try (var dashboard = dashboard("a")) {
                trained(dashboard);
            }
        }
        assertThat(logs.resolve("a/train")).isDirectory();
        assertThat(logs.resolve("a-2/train")).isDirectory();
        assertThat(logs.resolve("a-3/train")).isDirectory();
    }

    @Test
    void one_page_shows_several_trainings_one_after_the_other() {
        try (var dashboard = dashboard("a")) {
            trained(dashboard);
            var address = dashboard.address();
            trained(dashboard);
            assertThat(dashboard.address()).isEqualTo(address).isPresent();
            assertThat(new Client(address.orElseThrow()).get("").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void the_file_that_asks_for_the_end_ends_it_after_a_batch() throws Exception {
        try (var dashboard = dashboard("a")) {
            var model = model(new SparseCategoricalCrossentropy(), 2, SOFTMAX);
            var asking = Thread.ofPlatform().start(() -> {
                try {
                    Chromium.eventually(() -> Status.in(logs.resolve("a")).isPresent(), "it trains");
                    Files.write(logs.resolve("a").resolve(Status.STOP), new byte[0]);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            var history = model.fit(
                    X,
                    Tensor.of(0, 1, 1, 0),
                    fit -> fit.epochs(10_000_000).verbose(0).callbacks(dashboard));
            asking.join();
            assertThat(history.get("loss").size()).isLessThan(10_000_000);
        }
        assertThat(Status.in(logs.resolve("a")).orElseThrow().state()).isEqualTo(Status.STOPPED);
        assertThat(logs.resolve("a").resolve(Status.STOP)).doesNotExist();
    }

    @Test
    void given_examples_make_a_confusion_matrix_and_name_the_worst() {
        try (var dashboard = dashboard("a")) {
            // Two of four are labelled wrong on purpose once it has learned.
            trained(dashboard.examples(X, Tensor.of(1, 1, 1, 1), List.of("no", "yes")));
        }
        var matrix = text("a", "dashboard/confusion_matrix");
        assertThat(matrix)
                .contains("\"source\":\"the given examples\",\"examples\":4,\"classes\":[\"no\",\"yes\"]")
                .contains("\"counts\":[[0,0],[");
        var counts = matrix.replaceAll(".*\\[\\[0,0\\],\\[(.*)\\]\\]\\}", "$1").split(",");
        assertThat(Arrays.stream(counts).mapToInt(Integer::parseInt).sum()).isEqualTo(4);
        int wrong = Integer.parseInt(counts[0]);
        assertThat(text("a", "dashboard/worst_predictions").split("\"truth\":\"yes\",\"said\":\"no\"", -1))
                .hasSize(wrong + 1);
    }

    @Test
    void of_many_short_epochs_few_are_judged_and_the_last_always() {
        try (var dashboard = dashboard("a").examples(X, Tensor.of(0, 1, 1, 0))) {
            var model = model(new SparseCategoricalCrossentropy(), 2, SOFTMAX);
            model.fit(
                    X,
                    Tensor.of(0, 1, 1, 0),
                    fit -> fit.epochs(200).batchSize(4).verbose(0).callbacks(dashboard));
        }
        var steps = events("a/train").stream()
                .filter(event -> event.tag().equals("dashboard/confusion_matrix"))
                .map(Event::step)
                .toList();
        assertThat(steps).startsWith(1L).endsWith(200L).hasSizeLessThan(50);
    }

    @Test
    void two_classes_by_one_number_are_judged_too() {
        try (var dashboard = dashboard("a").examples(X, Tensor.of(0, 0, 1, 1))) {
            var model = model(new BinaryCrossentropy(), 1, SIGMOID);
            model.fit(X, Tensor.of(0, 0, 1, 1), fit -> fit.epochs(60).verbose(0).callbacks(dashboard));
        }
        assertThat(text("a", "dashboard/confusion_matrix")).contains("\"counts\":[[2,0],[0,2]]");
        assertThat(text("a", "dashboard/worst_predictions")).contains("\"examples\":[]");
    }

    @Test
    void numbers_have_no_matrix_and_the_largest_error_comes_first() {
        var y = Tensor.of(new double[][] {{0}, {0}, {0}, {50}});
        try (var dashboard = dashboard("a").examples(X, y)) {
            var model = model(new MeanSquaredError(), 1, jacobian.keras.activations.Activations.LINEAR);
            model.fit(X, y, fit -> fit.epochs(1).verbose(0).callbacks(dashboard));
        }
        assertThat(text("a", "dashboard/confusion_matrix")).doesNotContain("counts");
        assertThat(text("a", "dashboard/worst_predictions")).contains("{\"index\":3,\"truth\":\"50.0\"");
    }

    @Test
    void what_a_doctor_finds_is_written_also_when_it_speaks_last() {
        var doctor = new GradientDoctor();
        try (var dashboard = dashboard("a").doctor(doctor)) {
            var model = model(new SparseCategoricalCrossentropy(), 2, SOFTMAX);
            // The doctor looks at the end of the run after the dashboard has closed it.
            model.fit(
                    X.multiply(1e4),
                    Tensor.of(1, 1, 1, 1),
                    fit -> fit.epochs(60).batchSize(4).verbose(0).callbacks(dashboard, doctor));
        }
        assertThat(doctor.findings()).isNotEmpty();
        for (var finding : doctor.findings()) {
            var tag = "doctor/" + finding.problem().key() + "/" + finding.where();
            assertThat(text("a", tag))
                    .startsWith(
                            "**" + finding.where() + ": " + finding.problem().title() + "** since step "
                                    + (finding.step() + 1) + " (epoch " + (finding.epoch() + 1) + ")")
                    .contains(
                            finding.what(),
                            finding.why(),
                            "\n- " + finding.advice().getFirst());
        }
    }

    @Test
    void a_training_that_fails_leaves_what_it_has_logged() {
        try (var dashboard = dashboard("a")) {
            try {
                trained(dashboard, new Callback() {
                    @Override
                    public void onEpochBegin(jacobian.keras.callbacks.Training training, int epoch) {
                        if (epoch == 2) {
                            throw new IllegalStateException("on purpose");
                        }
                    }
                });
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("on purpose");
            }
            assertThat(Status.in(logs.resolve("a")).orElseThrow().state()).isEqualTo(Status.FAILED);
        }
        assertThat(events("a/train").stream()
                        .filter(event -> event.tag().equals("epoch_loss"))
                        .count())
                .isEqualTo(2);
    }
}
