package jacobian.keras.tensorboard;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes events of the records of a file. It remembers the plugin of each tag, which some writers name the first
/// time only.
final class EventParser {
    /// A tag whose plugin is remembered; more than these are not.
    private static final int MOST_TAGS = 1_000_000;

    private final Map<String, Plugin> plugins = new HashMap<>();

    /// To which plugin of TensorBoard a summary belongs, and what it says to it.
    record Plugin(String name, byte[] content) {
        static final Plugin NONE = new Plugin("", new byte[0]);

        static Plugin parse(byte[] metadata) throws InvalidProtocolBufferException {
            var parser = new PluginFields();
            Fields.read(metadata, parser);
            return new Plugin(parser.name, parser.content);
        }
    }

    private static final class PluginFields implements Fields.Reader {
        private String name = "";
        private byte[] content = {};

        @Override
        public void field(Fields field) throws IOException {
            if (field.number() == 1) {
                Fields.read(field.bytes(), plugin -> {
                    switch (plugin.number()) {
                        case 1 -> name = plugin.text();
                        case 2 -> content = plugin.bytes();
                        default -> {}
                    }
                });
            }
        }
    }

    /// The events of one record.
    List<Event> events(byte[] event) throws InvalidProtocolBufferException {
        var record = new EventFields();
        Fields.read(event, record);
        var events = new ArrayList<Event>();
        for (var each : record.values) {
            events.add(new Event(record.wallTime, record.step, each.tag, each.value()));
        }
        return events;
    }

    /// The message `Event`.
    private final class EventFields implements Fields.Reader {
        private double wallTime;
        private long step;
        private final List<Tagged> values = new ArrayList<>();

        @Override
        public void field(Fields field) throws IOException {
            switch (field.number()) {
                case 1 -> wallTime = field.number64();
                case 2 -> step = field.integer();
                case 3 -> values.add(new Tagged(new Event.Version(field.text())));
                case 4 -> values.add(new Tagged(new Event.Graph(field.bytes())));
                case 5 -> Fields.read(field.bytes(), this::summary);
                default -> {}
            }
        }

        private void summary(Fields field) throws IOException {
            if (field.number() == 1) {
                var value = new Tagged(new Event.Other(""));
                Fields.read(field.bytes(), value);
                values.add(value);
            }
        }
    }

    /// The message `Summary.Value`.
    private final class Tagged implements Fields.Reader {
        private String tag = "";
        private Event.Value value;
        private Plugin plugin = Plugin.NONE;
        private byte[] tensor = {};

        private Tagged(Event.Value value) {
            this.value = value;
        }

        @Override
        public void field(Fields field) throws IOException {
            switch (field.number()) {
                case 1 -> tag = field.text();
                case 2 -> value = new Event.Scalar(field.number32());
                case 4 -> value = SummaryValues.image(field.bytes());
                case 5 -> value = SummaryValues.histogram(field.bytes());
                case 8 -> tensor = field.bytes();
                case 9 -> plugin = Plugin.parse(field.bytes());
                default -> {}
            }
        }

        private Event.Value value() throws InvalidProtocolBufferException {
            if (plugin == Plugin.NONE) {
                plugin = plugins.getOrDefault(tag, Plugin.NONE);
            } else if (plugins.size() < MOST_TAGS) {
                plugins.putIfAbsent(tag, plugin);
            }
            boolean isTold = value instanceof Event.Other;
            return isTold ? SummaryValues.of(plugin, tensor) : value;
        }
    }
}
