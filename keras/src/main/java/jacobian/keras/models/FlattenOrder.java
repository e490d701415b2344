package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.layers.Flatten;
import jacobian.keras.layers.Layer;
import jacobian.keras.layers.LayerCall;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Which layers are given features that a Flatten has put one after the other: the channels of one place
/// together, where PyTorch has the places of one channel together.
final class FlattenOrder {
    /// Sizes before Flatten, channels last, without the batch.
    record Order(int[] sizes) {
        /// `tensor`, whose first axis has features in PyTorch's order, in Keras' order.
        Tensor channelsLast(Tensor tensor) {
            int rank = sizes.length;
            var first = IntStream.concat(
                            IntStream.of(sizes[rank - 1]), IntStream.of(sizes).limit(rank - 1))
                    .toArray();
            var rest = tensor.shape().sizes();
            if (IntStream.of(sizes).reduce(1, (a, b) -> a * b) != rest[0]) {
                return tensor;
            }
            var tail = IntStream.of(rest).skip(1).toArray();
            var apart = tensor.reshape(join(first, tail));
            var axes = join(
                    join(IntStream.range(1, rank).toArray(), new int[] {0}),
                    IntStream.range(rank, rank + tail.length).toArray());
            return apart.transpose(axes).reshape(rest);
        }

        private static int[] join(int[] a, int[] b) {
            return IntStream.concat(IntStream.of(a), IntStream.of(b)).toArray();
        }
    }

    private final Map<Layer, Order> orders = new IdentityHashMap<>();

    FlattenOrder(Model model) {
        visit(model);
    }

    private void visit(Model model) {
        for (var call : model.calls()) {
            if (call.layer() instanceof Model inner) {
                visit(inner);
            }
            if (!call.positional().isEmpty()) {
                before(call.positional().getFirst()).ifPresent(order -> orders.put(call.layer(), order));
            }
        }
    }

    /// The order of the features of `tensor`, where layers that keep each in its place stand between it and a
    /// Flatten.
    private static Optional<Order> before(Tensor tensor) {
        var now = LayerCall.from(tensor.node());
        while (now.isPresent() && !now.get().positional().isEmpty()) {
            var call = now.get();
            var input = call.positional().getFirst();
            if (call.layer() instanceof Flatten flatten) {
                return of(flatten, input);
            }
            if (call.positional().size() > 1
                    || call.layer().kerasName().equals("Dense")
                    || !input.shape().equals(call.outputs().getFirst().shape())) {
                return Optional.empty();
            }
            now = LayerCall.from(input.node());
        }
        return Optional.empty();
    }

    private static Optional<Order> of(Flatten flatten, Tensor input) {
        int rank = input.rank();
        boolean isKnown =
                IntStream.range(1, rank).allMatch(i -> input.shape().dim(i).isKnown());
        if (rank < 3 || !isKnown) {
            return Optional.empty();
        }
        var sizes = IntStream.range(1, rank).map(input.shape()::size).toArray();
        if ("channels_first".equals(String.valueOf(flatten.config().get("data_format")))) {
            sizes = Order.join(IntStream.of(sizes).skip(1).toArray(), new int[] {sizes[0]});
        }
        return Optional.of(new Order(sizes));
    }

    /// The order of what `layer` is given; empty where PyTorch has the same.
    Optional<Order> order(Layer layer) {
        return Optional.ofNullable(orders.get(layer));
    }
}
