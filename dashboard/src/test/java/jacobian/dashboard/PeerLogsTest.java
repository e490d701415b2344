package jacobian.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Logs that Keras and PyTorch have written (tools/dashboard/logs.py).
class PeerLogsTest {
    private static DashboardPage page;
    private static Client client;
    private static JsonNode runs;

    @BeforeAll
    static void open() throws Exception {
        var logs = Path.of(PeerLogsTest.class.getResource("/logs").toURI());
        page = DashboardPage.open(logs);
        client = new Client(page.address());
        var before = new AtomicReference<JsonNode>(client.json("data/overview"));
        Chromium.eventually(
                () -> {
                    Thread.sleep(300);
                    var now = client.json("data/overview");
                    return now.equals(before.getAndSet(now)) && now.path("runs").size() == 2;
                },
                "two runs");
        runs = client.json("data/overview").path("runs");
    }

    @AfterAll
    static void close() {
        page.close();
    }

    private static JsonNode part(int run, String name) {
        for (var part : runs.get(run).path("parts")) {
            if (part.path("name").asString().equals(name)) {
                return part;
            }
        }
        throw new AssertionError(name + " is not in " + runs.get(run));
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(each -> texts.add(each.asString()));
        return texts;
    }

    @Test
    void a_run_of_keras_has_its_parts_and_tags() {
        assertThat(runs.get(0).path("name").asString()).isEqualTo("keras");
        assertThat(texts(part(0, "keras/train").path("scalars")))
                .containsExactly("batch_accuracy", "batch_loss", "epoch_accuracy", "epoch_learning_rate", "epoch_loss");
        assertThat(texts(part(0, "keras/validation").path("scalars"))).contains("epoch_loss", "epoch_accuracy");
        assertThat(texts(part(0, "keras/train").path("histograms"))).contains("left/kernel/histogram");
        var id = part(0, "keras/train").path("id").asInt();
        var loss = client.json("data/scalars?tag=epoch_loss&parts=" + id)
                .path("series")
                .get(0);
        assertThat(loss.path("steps").toString()).isEqualTo("[0,1,2]");
    }

    @Test
    void the_model_of_keras_is_drawn_as_a_graph() {
        var model = client.json(
                "data/model?part=" + part(0, "keras/train").path("id").asInt());
        var names = new ArrayList<String>();
        model.path("boxes").forEach(box -> names.add(box.path("name").asString()));
        assertThat(names).containsExactlyInAnyOrder("features", "left", "right", "both", "classes");
        var arrows = new ArrayList<String>();
        model.path("arrows")
                .forEach(arrow -> arrows.add(names.get(arrow.path("from").asInt()) + " "
                        + names.get(arrow.path("to").asInt())));
        assertThat(arrows)
                .containsExactlyInAnyOrder(
                        "features left", "features right", "left both", "right both", "both classes");
    }

    @Test
    void a_run_of_pytorch_has_numbers_distributions_pictures_and_a_graph() {
        var part = part(1, "pytorch");
        assertThat(texts(part.path("scalars"))).containsExactly("Loss/train");
        assertThat(texts(part.path("histograms"))).contains("0.weight", "0.weight.grad", "2.bias");
        int id = part.path("id").asInt();
        assertThat(client.json("data/histograms?part=" + id)
                        .path("series")
                        .get(0)
                        .path("points")
                        .size())
                .isEqualTo(5);
        assertThat(client.get("data/picture?part=" + id + "&tag=kernel&step=4&index=0")
                        .statusCode())
                .isEqualTo(200);
        var kinds = new ArrayList<String>();
        client.json("data/model?part=" + id)
                .path("boxes")
                .forEach(box -> kinds.add(box.path("kind").asString()));
        assertThat(kinds).contains("aten::relu", "aten::linear");
        assertThat(client.json("data/model?part=" + id).path("arrows").size()).isGreaterThan(3);
    }
}
