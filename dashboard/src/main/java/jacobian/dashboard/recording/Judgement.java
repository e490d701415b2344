package jacobian.dashboard.recording;

import jacobian.engine.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a model says of examples whose truth is known: how often it takes one class for another, and the examples
/// that it gets wrong most.
public final class Judgement {
    /// The tag of the confusion matrix.
    public static final String MATRIX = "dashboard/confusion_matrix";

    /// The tag of the worst predictions: their words, and their pictures.
    public static final String WORST = "dashboard/worst_predictions";

    /// So many of the worst are shown.
    static final int MOST = 12;

    /// With more classes a matrix says nothing.
    private static final int MOST_CLASSES = 100;

    private static final JsonMapper JSON = new JsonMapper();

    private final Tensor inputs;
    private final Scores scores;
    private final List<String> names;
    private final String source;
    private final int[] worst;

    private Judgement(Tensor inputs, Scores scores, List<String> names, String source) {
        this.inputs = inputs;
        this.scores = scores;
        this.names = names;
        this.source = source;
        this.worst = IntStream.range(0, scores.count())
                .filter(i -> scores.badness(i) > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores.badness(i)))
                .limit(MOST)
                .mapToInt(i -> i)
                .toArray();
    }

    /// Of predictions for single targets or classes; empty where they are something else.
    ///
    /// @param names of the classes; their numbers where there are none
    /// @param source what the examples are, in words
    public static Optional<Judgement> of(
            Tensor inputs, Tensor targets, Tensor predictions, List<String> names, String source) {
        return Scores.of(targets, predictions).map(scores -> new Judgement(inputs, scores, names, source));
    }

    /// Rows are true classes, columns what the model says; empty without classes.
    String matrixJson() {
        var json = JSON.createObjectNode().put("source", source).put("examples", scores.count());
        int classes = scores.classes();
        if (classes > 0 && classes <= MOST_CLASSES) {
            var labels = json.putArray("classes");
            IntStream.range(0, classes).forEach(i -> labels.add(name(i)));
            var counts = new int[classes][classes];
            for (int i = 0; i < scores.count(); i++) {
                int truth = scores.truth(i);
                if (truth >= 0 && truth < classes) {
                    counts[truth][scores.said(i)]++;
                }
            }
            var rows = json.putArray("counts");
            for (var row : counts) {
                var cells = rows.addArray();
                for (int count : row) {
                    cells.add(count);
                }
            }
        }
        return json.toString();
    }

    /// The worst first, with truth, what was said, and how sure the model was.
    String worstJson() {
        var json = JSON.createObjectNode().put("source", source);
        var list = json.putArray("examples");
        for (int i : worst) {
            describe(list.addObject(), i);
        }
        return json.toString();
    }

    private void describe(ObjectNode json, int i) {
        json.put("index", i);
        if (scores.classes() > 0) {
            json.put("truth", name(scores.truth(i)))
                    .put("said", name(scores.said(i)))
                    .put("certainty", scores.certainty(i))
                    .put("truthCertainty", scores.certainty(i, scores.truth(i)));
        } else {
            json.put("truth", Double.toString(scores.target(i))).put("said", Double.toString(scores.value(i)));
        }
    }

    private String name(int number) {
        return number >= 0 && number < names.size() ? names.get(number) : Integer.toString(number);
    }

    /// The worst as pictures of shape (pictures, height, width, channels) from 0 to 1, where inputs are pictures.
    Optional<Tensor> pictures() {
        return worst.length == 0 ? Optional.empty() : InputPictures.of(inputs, worst);
    }
}
