package jacobian.cli;

import jacobian.dashboard.Dashboard;
import jacobian.keras.callbacks.Callback;
import jacobian.keras.callbacks.doctor.GradientDoctor;
import jacobian.keras.data.Examples;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/// The page that shows a training while it runs. Alone in its class because its module is only there when asked
/// for.
final class LiveDashboard {
    private static final int JUDGED = 500;

    private LiveDashboard() {}

    /// Writes to the folder `run`, judges some of the examples that watch over training, and shows what `doctor`
    /// finds.
    static Callback of(Path run, TrainData data, Optional<GradientDoctor> doctor, Console console) {
        var dashboard = new Dashboard(run.resolveSibling(""))
                .run(String.valueOf(run.getFileName()))
                .open(console.terminal())
                .announce(uri -> console.tell("dashboard: " + uri));
        doctor.ifPresent(dashboard::doctor);
        data.validation().ifPresent(examples -> judge(dashboard, examples));
        return dashboard;
    }

    private static void judge(Dashboard dashboard, Examples examples) {
        int count = Math.min(JUDGED, examples.count());
        var some = examples.select(IntStream.range(0, count).toArray());
        var x = ArrayData.tensor(some.x());
        var y = ArrayData.tensor(some.y());
        if (some.isClassified()) {
            dashboard.examples(x, y, some.classNames());
        } else {
            dashboard.examples(x, y);
        }
    }
}
