package jacobian.bench.peers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Another framework, under the name that `--peers` takes.
public enum Peer {
    /// PyTorch as it comes: channels last for images, the fused Adam.
    TORCH("torch", "torch-eager", "PyTorch, eager", Home.PYTHON),
    /// PyTorch through `torch.compile`.
    COMPILE("compile", "torch-compile", "PyTorch, compiled", Home.PYTHON),
    /// Keras on JAX.
    JAX("jax", "keras-jax", "Keras on JAX", Home.PYTHON),
    /// Keras on TensorFlow.
    TF("tf", "keras-tensorflow", "Keras on TensorFlow", Home.PYTHON),
    /// ONNX Runtime, which predicts and does not train.
    ORT("ort", "onnxruntime", "ONNX Runtime", Home.PYTHON),
    /// Deeplearning4j.
    DL4J("dl4j", "dl4j", "Deeplearning4j", Home.JVM),
    /// DJL with PyTorch.
    DJL("djl", "djl", "DJL with PyTorch", Home.JVM);

    /// Where a peer lives.
    enum Home {
        PYTHON,
        JVM
    }

    private final String key;
    private final String framework;
    private final String label;
    private final Home home;

    Peer(String key, String framework, String label, Home home) {
        this.key = key;
        this.framework = framework;
        this.label = label;
        this.home = home;
    }

    /// The peers of names separated by commas.
    ///
    /// @throws IllegalArgumentException if a name is none of theirs
    public static List<Peer> of(String names) {
        return Arrays.stream(names.split(",")).map(String::strip).map(Peer::one).toList();
    }

    private static Peer one(String name) {
        return Arrays.stream(values())
                .filter(peer -> peer.key.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no peer is called " + name + ": there are "
                        + Arrays.stream(values()).map(Peer::key).collect(Collectors.joining(", "))));
    }

    /// The name on the command line: `torch`.
    public String key() {
        return key;
    }

    /// The name by which its worker calls it: `torch-eager`.
    public String framework() {
        return framework;
    }

    /// The name for a reader: `PyTorch, eager`.
    public String label() {
        return label;
    }

    /// Whether it trains at all.
    boolean trains() {
        return this != ORT;
    }

    Home home() {
        return home;
    }
}
