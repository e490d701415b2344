package jacobian.keras.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// For models that take arrays as they are: what the outputs are called.
///
/// @param classNames in the order of the outputs; none where the model predicts numbers
public record ArrayPreprocessing(List<String> classNames) implements Preprocessing {
    static final String KIND = "array";

    public ArrayPreprocessing {
        classNames = List.copyOf(classNames);
    }

    @Override
    public Map<String, Object> config() {
        var config = new LinkedHashMap<String, Object>();
        config.put("kind", KIND);
        config.put("classes", classNames);
        return config;
    }

    static ArrayPreprocessing read(Fields fields) {
        return new ArrayPreprocessing(fields.names("classes"));
    }
}
