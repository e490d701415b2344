package jacobian.keras.tensorboard;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The messages of the HParams plugin. Their values are those of the message `Value` of protobuf: numbers,
/// strings and truth values.
final class Hyperparameters {
    static final String PLUGIN = "hparams";

    private Hyperparameters() {}

    static Message experiment(List<Hyperparameter> hyperparameters, List<ComparedMetric> metrics) {
        var experiment = new Message();
        hyperparameters.forEach(each -> experiment.message(4, message(each)));
        metrics.forEach(each -> experiment.message(
                5,
                new Message()
                        .message(
                                1,
                                new Message().textUnlessEmpty(1, each.folder()).text(2, each.tag()))));
        return new Message().message(2, experiment);
    }

    private static Message message(Hyperparameter hyperparameter) {
        var message = new Message().text(1, hyperparameter.name());
        hyperparameter
                .interval()
                .ifPresent(interval -> message.integer(4, 3)
                        .message(6, new Message().number(1, interval.least()).number(2, interval.most())));
        if (!hyperparameter.values().isEmpty()) {
            var list = new Message();
            hyperparameter.values().forEach(each -> list.message(1, value(each)));
            message.integer(4, type(hyperparameter.values().getFirst())).message(5, list);
        }
        return message;
    }

    static Message start(Map<String, ?> hyperparameters, String group, double time) {
        var start = new Message();
        hyperparameters.forEach(
                (name, value) -> start.message(1, new Message().text(1, name).message(2, value(value))));
        return new Message().message(3, start.textUnlessEmpty(4, group).number(5, time));
    }

    /// A name that runs with equal values share.
    static String trial(SortedMap<String, ?> hyperparameters) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(hyperparameters.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    static Message end(Event.Status status, double time) {
        return new Message()
                .message(4, new Message().integer(1, status.ordinal()).number(2, time));
    }

    private static int type(Object value) {
        return switch (value) {
            case Boolean _ -> 2;
            case Number _ -> 3;
            default -> 1;
        };
    }

    private static Message value(Object value) {
        return switch (value) {
            case Boolean truth -> new Message().bool(4, truth);
            case Number number -> new Message().number(2, number.doubleValue());
            default -> new Message().text(3, value.toString());
        };
    }

    /// The message `HParamsPluginData`.
    static Event.Value parse(byte[] message) throws InvalidProtocolBufferException {
        var parsed = new ArrayList<Event.Value>();
        Fields.read(message, field -> {
            switch (field.number()) {
                case 2 -> parsed.add(parseExperiment(field.bytes()));
                case 3 -> parsed.add(parseStart(field.bytes()));
                case 4 -> parsed.add(parseEnd(field.bytes()));
                default -> {}
            }
        });
        return parsed.isEmpty() ? new Event.Other(PLUGIN) : parsed.getLast();
    }

    private static Event.Value parseExperiment(byte[] message) throws InvalidProtocolBufferException {
        var hyperparameters = new ArrayList<Hyperparameter>();
        var metrics = new ArrayList<ComparedMetric>();
        Fields.read(message, field -> {
            switch (field.number()) {
                case 4 -> hyperparameters.add(new Declared().read(field.bytes()));
                case 5 -> Fields.read(field.bytes(), metric -> metricName(metric, metrics));
                default -> {}
            }
        });
        return new Event.Experiment(hyperparameters, metrics);
    }

    private static void metricName(Fields metric, List<ComparedMetric> metrics) throws IOException {
        if (metric.number() == 1) {
            var folderAndTag = new String[] {"", ""};
            Fields.read(metric.bytes(), name -> {
                switch (name.number()) {
                    case 1, 2 -> folderAndTag[name.number() - 1] = name.text();
                    default -> {}
                }
            });
            metrics.add(new ComparedMetric(folderAndTag[0], folderAndTag[1]));
        }
    }

    private static Event.Value parseStart(byte[] message) throws InvalidProtocolBufferException {
        var values = new LinkedHashMap<String, Object>();
        var group = new StringBuilder();
        Fields.read(message, field -> {
            switch (field.number()) {
                case 1 -> new Entry().read(field.bytes()).into(values);
                case 4 -> group.append(field.text());
                default -> {}
            }
        });
        return new Event.SessionStart(group.toString(), values);
    }

    private static Event.Value parseEnd(byte[] message) throws InvalidProtocolBufferException {
        var status = new int[1];
        Fields.read(message, field -> {
            if (field.number() == 1) {
                status[0] = (int) field.integer();
            }
        });
        var all = Event.Status.values();
        return new Event.SessionEnd(status[0] >= 0 && status[0] < all.length ? all[status[0]] : all[0]);
    }

    private static Optional<Object> parseValue(byte[] message) throws InvalidProtocolBufferException {
        var values = new ArrayList<Object>();
        Fields.read(message, field -> {
            switch (field.number()) {
                case 2 -> values.add(field.number64());
                case 3 -> values.add(field.text());
                case 4 -> values.add(field.integer() != 0);
                default -> {}
            }
        });
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    /// An entry of the map of a session's values.
    private static final class Entry {
        private String name = "";
        private Optional<Object> value = Optional.empty();

        private Entry read(byte[] message) throws InvalidProtocolBufferException {
            Fields.read(message, field -> {
                switch (field.number()) {
                    case 1 -> name = field.text();
                    case 2 -> value = parseValue(field.bytes());
                    default -> {}
                }
            });
            return this;
        }

        private void into(Map<String, Object> values) {
            value.ifPresent(each -> values.put(name, each));
        }
    }

    /// The message `HParamInfo`.
    private static final class Declared {
        private String name = "";
        private final List<Object> values = new ArrayList<>();
        private Hyperparameter.@Nullable Interval interval;

        private Hyperparameter read(byte[] message) throws InvalidProtocolBufferException {
            Fields.read(message, field -> {
                switch (field.number()) {
                    case 1 -> name = field.text();
                    case 5 -> Fields.read(field.bytes(), this::value);
                    case 6 -> interval = interval(field.bytes());
                    default -> {}
                }
            });
            return new Hyperparameter(name, values, Optional.ofNullable(interval));
        }

        private void value(Fields list) throws IOException {
            if (list.number() == 1) {
                parseValue(list.bytes()).ifPresent(values::add);
            }
        }

        private static Hyperparameter.@Nullable Interval interval(byte[] message)
                throws InvalidProtocolBufferException {
            var ends = new double[2];
            Fields.read(message, field -> {
                switch (field.number()) {
                    case 1 -> ends[0] = field.number64();
                    case 2 -> ends[1] = field.number64();
                    default -> {}
                }
            });
            return ends[0] <= ends[1] ? new Hyperparameter.Interval(ends[0], ends[1]) : null;
        }
    }
}
