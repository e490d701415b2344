package jacobian.keras.tuners;

import java.util.List;

/// A hyperparameter of a search.
///
/// @param conditions under which it is asked for; none where it always is
public record Tunable(String name, Domain<?> domain, List<Condition> conditions) {
    public Tunable {
        conditions = List.copyOf(conditions);
    }

    /// That the hyperparameter `parent` has one of `values`.
    public record Condition(String parent, List<Object> values) {
        public Condition {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return parent + (values.size() == 1 ? " = " + values.getFirst() : " in " + values);
        }
    }

    @Override
    public String toString() {
        var text = new StringBuilder(name + "=" + domain);
        for (var condition : conditions) {
            text.append(condition == conditions.getFirst() ? " where " : " and ")
                    .append(condition);
        }
        return text.toString();
    }
}
