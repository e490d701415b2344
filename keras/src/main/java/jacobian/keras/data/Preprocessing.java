package jacobian.keras.data;

import java.util.List;
import java.util.Map;

/// What stands between raw inputs and a model, and between its outputs and words. It is learned in training,
/// belongs to the model as its weights do, and is saved beside them as plain data, [#config].
public sealed interface Preprocessing permits TabularPreprocessing, ImagePreprocessing, ArrayPreprocessing {
    /// The names of the classes, in the order of the model's outputs; none where it predicts numbers.
    List<String> classNames();

    /// Maps, lists, texts and numbers, as JSON holds them.
    Map<String, Object> config();

    /// What [#config] gave. Refuses what is incomplete or cannot be, naming the place.
    static Preprocessing of(Map<String, ?> config) {
        var fields = new Fields("preprocessing", config);
        var kind = fields.text("kind");
        return switch (kind) {
            case TabularFields.KIND -> TabularFields.read(fields);
            case ImagePreprocessing.KIND -> ImagePreprocessing.read(fields);
            case ArrayPreprocessing.KIND -> ArrayPreprocessing.read(fields);
            default ->
                throw fields.refusal(
                        "kind",
                        "\"" + kind + "\" is unknown, \"" + TabularFields.KIND + "\", \""
                                + ImagePreprocessing.KIND + "\" or \"" + ArrayPreprocessing.KIND
                                + "\" was expected: the file may come from a newer version");
        };
    }
}
