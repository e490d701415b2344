package jacobian.keras.data;

import jacobian.keras.data.TabularPreprocessing.CategoryFeature;
import jacobian.keras.data.TabularPreprocessing.ClassTarget;
import jacobian.keras.data.TabularPreprocessing.Feature;
import jacobian.keras.data.TabularPreprocessing.NumberFeature;
import jacobian.keras.data.TabularPreprocessing.NumberTarget;
import jacobian.keras.data.TabularPreprocessing.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// [TabularPreprocessing] as plain data, and back.
final class TabularFields {
    static final String KIND = "table";

    private static final String NUMBER = "number";
    private static final String CATEGORY = "category";
    private static final String CLASSES = "classes";

    private TabularFields() {}

    static Map<String, Object> of(TabularPreprocessing preprocessing) {
        var config = new LinkedHashMap<String, Object>();
        config.put("kind", KIND);
        config.put(
                "features",
                preprocessing.features().stream().map(TabularFields::of).toList());
        config.put("target", of(preprocessing.target()));
        return config;
    }

    private static Map<String, Object> of(Feature feature) {
        var config = new LinkedHashMap<String, Object>();
        config.put("column", feature.column());
        switch (feature) {
            case NumberFeature number -> {
                config.put("kind", NUMBER);
                config.put("mean", number.mean());
                config.put("deviation", number.deviation());
            }
            case CategoryFeature category -> {
                config.put("kind", CATEGORY);
                config.put("categories", category.categories());
            }
        }
        config.put("missing", feature.missing());
        return config;
    }

    private static Map<String, Object> of(Target target) {
        var config = new LinkedHashMap<String, Object>();
        config.put("column", target.column());
        switch (target) {
            case ClassTarget classes -> {
                config.put("kind", CLASSES);
                config.put("names", classes.names());
            }
            case NumberTarget number -> {
                config.put("kind", NUMBER);
                config.put("mean", number.mean());
                config.put("deviation", number.deviation());
            }
        }
        return config;
    }

    static TabularPreprocessing read(Fields fields) {
        var features =
                fields.maps("features").stream().map(TabularFields::feature).toList();
        if (features.stream().map(Feature::column).distinct().count() != features.size()) {
            throw fields.refusal("features", "two have the same column, where each has its own in a good file");
        }
        return new TabularPreprocessing(features, target(fields.map("target")));
    }

    private static Feature feature(Fields fields) {
        var column = fields.text("column");
        int missing = fields.whole("missing", 0, Integer.MAX_VALUE);
        var kind = fields.text("kind");
        return switch (kind) {
            case NUMBER -> new NumberFeature(column, fields.number("mean"), fields.positive("deviation"), missing);
            case CATEGORY -> new CategoryFeature(column, sorted(fields, "categories"), missing);
            default -> throw unknown(fields, kind, CATEGORY);
        };
    }

    /// Looked up by halving, so their order matters.
    private static List<String> sorted(Fields fields, String key) {
        var texts = fields.names(key);
        if (!texts.equals(texts.stream().sorted().toList())) {
            throw fields.refusal(key, "the texts are sorted in a good file, and these are not");
        }
        return texts;
    }

    private static Target target(Fields fields) {
        var column = fields.text("column");
        var kind = fields.text("kind");
        return switch (kind) {
            case CLASSES -> new ClassTarget(column, fields.names("names"));
            case NUMBER -> new NumberTarget(column, fields.number("mean"), fields.positive("deviation"));
            default -> throw unknown(fields, kind, CLASSES);
        };
    }

    private static IllegalArgumentException unknown(Fields fields, String kind, String other) {
        return fields.refusal("kind", "\"" + NUMBER + "\" or \"" + other + "\" was expected, not \"" + kind + "\"");
    }
}
