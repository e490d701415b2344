package jacobian.dashboard.logs;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import jacobian.keras.saving.RefusedFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Draws a `GraphDef` of TensorFlow, as PyTorch writes it: operations in the folders that their names make,
/// opened as deep as there is room for.
final class GraphDrawing {
    /// With more boxes than these, folders stay closed.
    private static final int ROOM = 80;

    private static final int DEPTH = 12;

    private record Operation(String name, String kind, List<String> inputs) {}

    private GraphDrawing() {}

    static Drawing of(byte[] graph) {
        try {
            return drawing(operations(graph));
        } catch (IOException e) {
            throw new RefusedFileException("the graph of the run is damaged: " + e.getMessage(), e);
        }
    }

    private static List<Operation> operations(byte[] graph) throws IOException {
        var operations = new ArrayList<Operation>();
        var in = CodedInputStream.newInstance(graph);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == (1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
                operations.add(operation(in.readByteArray()));
            } else if (!in.skipField(tag)) {
                break;
            }
        }
        return operations;
    }

    private static Operation operation(byte[] node) throws IOException {
        var name = "";
        var kind = "";
        var inputs = new ArrayList<String>();
        var in = CodedInputStream.newInstance(node);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag >>> 3) {
                case 1 -> name = in.readString();
                case 2 -> kind = in.readString();
                case 3 -> inputs.add(in.readString().replaceFirst("^\\^", "").replaceFirst(":\\d+$", ""));
                default -> in.skipField(tag);
            }
        }
        return new Operation(name, kind, inputs);
    }

    private static Drawing drawing(List<Operation> operations) {
        int depth = 1;
        while (depth < DEPTH && boxes(operations, depth + 1).size() <= ROOM) {
            depth++;
        }
        var boxes = boxes(operations, depth);
        var places = new LinkedHashMap<String, Integer>();
        boxes.keySet().stream().limit(Drawing.MOST).forEach(name -> places.put(name, places.size()));
        var arrows = new LinkedHashSet<Drawing.Arrow>();
        for (var operation : operations) {
            var to = places.get(folder(operation.name(), depth));
            for (var input : operation.inputs()) {
                var from = places.get(folder(input, depth));
                if (from != null && to != null && !from.equals(to)) {
                    arrows.add(new Drawing.Arrow(from, to));
                }
            }
        }
        return new Drawing(boxes.values().stream().limit(Drawing.MOST).toList(), List.copyOf(arrows));
    }

    private static Map<String, Drawing.Box> boxes(List<Operation> operations, int depth) {
        var members = new LinkedHashMap<String, List<Operation>>();
        for (var each : operations) {
            members.computeIfAbsent(folder(each.name(), depth), _ -> new ArrayList<>())
                    .add(each);
        }
        var boxes = new LinkedHashMap<String, Drawing.Box>();
        members.forEach((name, inside) -> boxes.put(name, box(name, inside)));
        return boxes;
    }

    private static Drawing.Box box(String name, List<Operation> inside) {
        boolean alone = inside.size() == 1;
        var kind = alone ? inside.getFirst().kind() : "group";
        return new Drawing.Box(name, kind, alone ? "" : inside.size() + " operations", "");
    }

    private static String folder(String name, int depth) {
        int at = -1;
        for (int i = 0; i < depth; i++) {
            at = name.indexOf('/', at + 1);
            if (at < 0) {
                return name;
            }
        }
        return name.substring(0, at);
    }
}
