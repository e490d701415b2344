package jacobian.keras.models;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.data.Batch;
import jacobian.keras.saving.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Writes the models of [OwnModels], what they predict, and what ten steps of training make of them, for
/// tools/files/models/check_models.py; with further arguments also those `.keras` files, loaded and written
/// again.
final class WriteModels {
    private static final int STEPS = 10;

    private WriteModels() {}

    public static void main(String... args) throws IOException {
        var folder = Files.createDirectories(Path.of(args[0]));
        for (var each : OwnModels.ALL.entrySet()) {
            write(folder, each.getKey(), each.getValue().get());
        }
        for (var file : List.of(args).subList(1, args.length)) {
            var path = Path.of(file);
            Models.load(path).save(folder.resolve(path.getFileName()));
        }
    }

    private static void write(Path folder, String name, OwnModels.Example example) throws IOException {
        var batch = Batch.of(example.inputs(), example.targets(), List.of());
        example.model().trainOnBatch(batch);
        example.model().trainOnBatch(batch);
        example.model().save(folder.resolve(name + ".keras"));
        var model = Models.load(folder.resolve(name + ".keras"));
        var record = new LinkedHashMap<String, Object>();
        record.put("inputs", ends(model.namesInputs(), model.inputNames(), example.inputs()));
        record.put("targets", ends(model.namesOutputs(), model.outputNames(), example.targets()));
        record.put(
                "predictions", ends(model.namesOutputs(), model.outputNames(), model.predictOnBatch(example.inputs())));
        for (int i = 0; i < STEPS; i++) {
            model.trainOnBatch(batch);
        }
        var after = new LinkedHashMap<String, Object>();
        for (var group : ModelFile.groups(model, true)) {
            IntStream.range(0, group.tensors().size())
                    .filter(i -> !group.path().startsWith(WeightTree.PASSING))
                    .forEach(i -> after.put(
                            group.place(i), array(group.tensors().get(i).value())));
        }
        record.put("after", after);
        Files.writeString(folder.resolve(name + ".json"), Json.write(record));
    }

    private static Object ends(boolean named, List<String> names, List<Tensor> tensors) {
        var list = new ArrayList<>();
        var byName = new LinkedHashMap<String, Object>();
        for (int i = 0; i < tensors.size(); i++) {
            list.add(array(tensors.get(i)));
            byName.put(names.get(i), array(tensors.get(i)));
        }
        return named ? byName : list;
    }

    private static Map<String, Object> array(Tensor tensor) {
        var values = tensor.doubles();
        var bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            if (tensor.dtype().isFloating()) {
                bytes.putFloat((float) value);
            } else {
                bytes.putInt((int) value);
            }
        }
        return Map.of(
                "dtype",
                tensor.dtype().toString(),
                "shape",
                IntStream.of(tensor.shape().fixed().sizes())
                        .mapToObj(size -> (Object) (long) size)
                        .toList(),
                "data",
                Base64.getEncoder().encodeToString(bytes.array()));
    }
}
