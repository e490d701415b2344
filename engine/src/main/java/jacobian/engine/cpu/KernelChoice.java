package jacobian.engine.cpu;

/// Chooses the kernels when they are first asked for. The Vector API's version is named by a string, so that
/// without the module no class of it is ever loaded.
final class KernelChoice {
    /// What a user on the class path is told, once: the same flag in three places (see docs/class-path.md).
    static final String SLOW_LOOPS = "slow loops: start Java with --add-modules jdk.incubator.vector, or put the engine"
            + " on the module path (Maven: <argLine> of surefire, .mvn/jvm.config for exec:java; Gradle:"
            + " applicationDefaultJvmArgs; Spring Boot: -Dspring-boot.run.jvmArguments; anywhere: JAVA_TOOL_OPTIONS)";

    static final Kernels STANDARD =
            choose(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());

    private KernelChoice() {}

    /// The kernels where the Vector API is there, or is not, which is said in one line.
    static Kernels choose(boolean vectors) {
        if (!vectors) {
            System.getLogger(KernelChoice.class.getName()).log(System.Logger.Level.WARNING, SLOW_LOOPS);
            return new ScalarKernels();
        }
        try {
            return (Kernels) Class.forName("jacobian.engine.cpu.simd.SimdKernels")
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the engine is incomplete: its kernels on the Vector API are missing", e);
        }
    }
}
