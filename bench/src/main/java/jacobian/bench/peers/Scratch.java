package jacobian.bench.peers;

import jacobian.bench.peers.Resident.Launch;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The folder in which the peers are installed, and the commands that start their workers and ours.
///
/// Python's peers come by pip into an environment of their own, those of the JVM by Maven into the local
/// repository. Both happen once, and again when what is required has changed.
final class Scratch {
    /// Names a Python that has the peers already; nothing is installed then.
    static final String PYTHON = "JACOBIAN_PEERS_PYTHON";

    /// What every JVM here gets, as `jac` gives it to itself.
    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-XX:+AutoCreateSharedArchive",
            "-Xlog:disable",
            "-XX:+DisplayVMOutputToStderr",
            "-Djava.awt.headless=true");

    private final Path root;
    private final Path folder;
    private final Map<String, String> environment;
    private final Consumer<String> progress;
    private final Map<Peer.Home, String> failures = new EnumMap<>(Peer.Home.class);
    private String python = "";
    private String classPath = "";

    /// @param root the checkout
    /// @param folder where things are installed
    /// @param environment the variables of this process
    Scratch(Path root, Path folder, Map<String, String> environment, Consumer<String> progress) {
        this.root = root;
        this.folder = folder;
        this.environment = environment;
        this.progress = progress;
    }

    /// The one of this user.
    static Scratch of(Path root, Consumer<String> progress) {
        var environment = System.getenv();
        var cache = environment.containsKey("XDG_CACHE_HOME")
                ? Path.of(environment.get("XDG_CACHE_HOME"))
                : Path.of(System.getProperty("user.home"), ".cache");
        return new Scratch(root, cache.resolve("jacobian").resolve("peers"), environment, progress);
    }

    /// The flags that our JVM gets, for the page.
    String flags() {
        try (var lines = Files.lines(options())) {
            var own = lines.filter(line -> line.startsWith("-")).toList();
            return String.join(" ", JVM.subList(0, 3)) + " " + String.join(" ", own);
        } catch (IOException e) {
            throw new UncheckedIOException(options() + " cannot be read", e);
        }
    }

    /// What ours gets beside what every JVM here gets, as `jac` gives it.
    private Path options() {
        return root.resolve("jvm.options");
    }

    Path folder() {
        return folder;
    }

    /// How a peer's worker is started; installs the peer first where that is needed.
    ///
    /// @throws WorkerException if it cannot be installed
    Launch peer(Peer peer, String workload, int threads) {
        install(peer.home());
        var words = new ArrayList<>(confined(threads));
        switch (peer.home()) {
            case PYTHON -> {
                words.addAll(List.of(python, "-B", tools().resolve("worker.py").toString()));
                words.addAll(List.of(peer.framework(), workload, "--threads", String.valueOf(threads)));
            }
            case JVM -> {
                words.addAll(jvm(peer.framework() + "-" + workload));
                words.addAll(List.of("-Xmx6g", "--enable-native-access=ALL-UNNAMED"));
                words.add("-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("javacpp"));
                words.add("-DDJL_CACHE_DIR=" + folder.resolve("djl"));
                words.addAll(List.of("-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=" + threads));
                words.addAll(List.of("-cp", classPath, "peers.Worker", peer.framework(), workload));
                words.add(String.valueOf(threads));
            }
        }
        return new Launch(
                peer.framework(),
                words,
                Map.of("OMP_NUM_THREADS", String.valueOf(threads)),
                log(peer.framework() + "-" + workload));
    }

    /// How our worker is started, with more flags for its JVM.
    Launch own(String workload, int threads, String... flags) {
        var archive = "jacobian-" + workload + String.join("", flags).replaceAll("[^A-Za-z0-9]", "");
        var words = new ArrayList<>(confined(threads));
        words.addAll(jvm(archive));
        words.add("@" + options());
        words.addAll(List.of(flags));
        var modules = System.getProperty("jdk.module.path");
        if (modules == null) {
            words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector"));
            words.addAll(List.of("-cp", System.getProperty("java.class.path"), "jacobian.bench.Worker"));
        } else {
            words.addAll(List.of("--enable-native-access=jacobian.engine", "-p", modules));
            words.addAll(List.of("-m", "jacobian.bench/jacobian.bench.Worker"));
        }
        words.addAll(List.of(workload, String.valueOf(threads)));
        return new Launch(Result.OURS, words, Map.of(), log(archive));
    }

    /// The MKL that PyTorch brings, where it is installed.
    List<Path> mkl() {
        try {
            install(Peer.Home.PYTHON);
        } catch (WorkerException _) {
            return List.of();
        }
        var lib = Path.of(python).toAbsolutePath().resolve("../../lib").normalize();
        try (var found = Files.find(lib, 6, (path, _) -> path.endsWith(Path.of("torch", "lib", "libtorch_cpu.so")))) {
            return found.toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private List<String> jvm(String archive) {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(JVM);
        words.add("-XX:SharedArchiveFile=" + folder.resolve(archive + ".jsa"));
        return words;
    }

    /// As many cores as threads, where the system can hold a process on them.
    private List<String> confined(int threads) {
        boolean can = Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "taskset")));
        return can ? List.of("taskset", "-c", "0-" + (threads - 1)) : List.of();
    }

    private Path log(String name) {
        return folder.resolve("logs").resolve(name + ".log");
    }

    private Path tools() {
        return root.resolve("tools").resolve("peers");
    }

    private void install(Peer.Home home) {
        if (failures.containsKey(home)) {
            throw new WorkerException(failures.get(home));
        }
        try {
            Files.createDirectories(folder.resolve("logs"));
            switch (home) {
                case PYTHON -> installPython();
                case JVM -> installJars();
            }
        } catch (WorkerException e) {
            failures.put(home, e.reason());
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be written", e);
        }
    }

    private void installPython() throws IOException {
        if (!python.isEmpty()) {
            return;
        }
        var given = environment.getOrDefault(PYTHON, "");
        if (given.isEmpty()) {
            var requirements = tools().resolve("requirements.txt");
            var installed = folder.resolve("requirements.txt");
            var venv = folder.resolve("venv");
            if (!Files.exists(installed) || !Files.readString(installed).equals(Files.readString(requirements))) {
                progress.accept("installing the peers of " + requirements + " into " + venv + " ...");
                run("venv", List.of("python3", "-m", "venv", venv.toString()));
                run("pip", List.of(venv.resolve("bin/pip").toString(), "install", "-q", "-r", requirements.toString()));
                Files.copy(requirements, installed, StandardCopyOption.REPLACE_EXISTING);
            }
            given = venv.resolve("bin/python").toString();
        }
        python = given;
    }

    private void installJars() throws IOException {
        if (!classPath.isEmpty()) {
            return;
        }
        var project = tools().resolve("jvm");
        var list = folder.resolve("jvm-classpath.txt");
        var classes = folder.resolve("jvm").resolve("classes");
        if (!Files.exists(list) || newer(project, list)) {
            progress.accept("fetching and compiling the peers of " + project + " ...");
            run(
                    "maven",
                    List.of(
                            "mvn",
                            "-B",
                            "-q",
                            "-f",
                            project.resolve("pom.xml").toString(),
                            "-Dpeers.target=" + folder.resolve("jvm"),
                            "-Ddl4j.vectors=" + vectors(),
                            "-Dmdep.outputFile=" + list,
                            "compile",
                            "dependency:build-classpath"));
        }
        classPath = classes + File.pathSeparator + Files.readString(list).strip();
    }

    /// The widest vectors for which Deeplearning4j has natives and this machine has instructions.
    private static String vectors() throws IOException {
        var about = Path.of("/proc/cpuinfo");
        return Files.isReadable(about) && Files.readString(about).contains("avx512f") ? "avx512" : "avx2";
    }

    private static boolean newer(Path project, Path list) throws IOException {
        var time = Files.getLastModifiedTime(list);
        try (var files = Files.walk(project)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (Files.getLastModifiedTime(file).compareTo(time) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private void run(String name, List<String> command) {
        var log = log(name);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(log.toFile());
        builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home")));
        try {
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new WorkerException(command.getFirst() + " ended with " + code + ", see " + log);
            }
        } catch (IOException e) {
            throw new WorkerException(command.getFirst() + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerException("interrupted while installing");
        }
    }
}
