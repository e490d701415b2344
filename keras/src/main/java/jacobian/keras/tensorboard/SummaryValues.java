package jacobian.keras.tensorboard;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/// What a summary says, in the ways in which TensorFlow 1, TensorFlow 2 and PyTorch write it.
final class SummaryValues {
    private SummaryValues() {}

    /// A tensor, by the plugin it is meant for.
    static Event.Value of(EventParser.Plugin plugin, byte[] message) throws InvalidProtocolBufferException {
        if (plugin.name().equals("hparams")) {
            return Hyperparameters.parse(plugin.content());
        }
        var tensor = TensorMessage.parse(message);
        boolean known = switch (plugin.name()) {
            case "scalars" -> tensor.values().length == 1;
            case "histograms" -> tensor.values().length % 3 == 0;
            case "images" -> tensor.strings().size() >= 2;
            case "graph_keras_model" -> tensor.strings().size() == 1;
            default -> plugin.name().equals("text");
        };
        return known ? value(plugin.name(), tensor) : new Event.Other(plugin.name());
    }

    private static Event.Value value(String plugin, TensorMessage tensor) {
        return switch (plugin) {
            case "scalars" -> new Event.Scalar(tensor.values()[0]);
            case "histograms" -> new Event.Histogram(buckets(tensor.values()));
            case "images" -> images(tensor.strings());
            case "graph_keras_model" ->
                new Event.KerasModel(texts(tensor.strings()).getFirst());
            default -> new Event.Text(texts(tensor.strings()));
        };
    }

    private static List<Event.Bucket> buckets(double[] rows) {
        var buckets = new ArrayList<Event.Bucket>();
        for (int i = 0; i < rows.length; i += 3) {
            buckets.add(new Event.Bucket(rows[i], rows[i + 1], rows[i + 2]));
        }
        return buckets;
    }

    private static List<String> texts(List<byte[]> strings) {
        return strings.stream()
                .map(each -> new String(each, StandardCharsets.UTF_8))
                .toList();
    }

    /// Width and height as text, then the pictures.
    private static Event.Value images(List<byte[]> strings) {
        var sizes = texts(strings.subList(0, 2));
        if (sizes.stream().anyMatch(size -> !size.matches("\\d{1,9}"))) {
            return new Event.Other("images");
        }
        return new Event.Images(
                Integer.parseInt(sizes.get(0)), Integer.parseInt(sizes.get(1)), strings.subList(2, strings.size()));
    }

    /// The message `Summary.Image`.
    static Event.Value image(byte[] message) throws InvalidProtocolBufferException {
        var sizes = new int[2];
        var files = new ArrayList<byte[]>();
        Fields.read(message, field -> {
            switch (field.number()) {
                case 1 -> sizes[1] = (int) field.integer();
                case 2 -> sizes[0] = (int) field.integer();
                case 4 -> files.add(field.bytes());
                default -> {}
            }
        });
        return new Event.Images(sizes[0], sizes[1], files);
    }

    /// The message `HistogramProto`: the right end of each bucket; the first begins at the least value, and the
    /// last ends at the greatest.
    static Event.Value histogram(byte[] message) throws InvalidProtocolBufferException {
        var ends = DoubleStream.builder();
        var counts = DoubleStream.builder();
        var extremes = new double[2];
        Fields.read(message, field -> {
            switch (field.number()) {
                case 1 -> extremes[0] = field.number64();
                case 2 -> extremes[1] = field.number64();
                case 6 -> field.numbers64(ends);
                case 7 -> field.numbers64(counts);
                default -> {}
            }
        });
        return new Event.Histogram(
                between(ends.build().toArray(), counts.build().toArray(), extremes[0], extremes[1]));
    }

    private static List<Event.Bucket> between(double[] ends, double[] counts, double least, double greatest) {
        var buckets = new ArrayList<Event.Bucket>();
        double left = least;
        for (int i = 0; i < Math.min(ends.length, counts.length); i++) {
            double right = Math.max(Math.min(left, greatest), Math.min(ends[i], greatest)); // NaN stays NaN
            if (counts[i] > 0) {
                buckets.add(new Event.Bucket(left, right, counts[i]));
            }
            left = right;
        }
        return buckets;
    }
}
