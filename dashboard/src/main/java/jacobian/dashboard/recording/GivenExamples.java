package jacobian.dashboard.recording;

import jacobian.engine.tensor.Tensor;
import jacobian.keras.models.Model;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Examples whose truth the user has given: judged after an epoch, as often as that takes one part in a hundred of
/// the time, and at the end of the run.
public final class GivenExamples {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long SHARE = 100;

    private final Tensor x;
    private final Tensor y;
    private final List<String> classNames;
    private long due;
    private boolean judged;

    public GivenExamples(Tensor x, Tensor y, List<String> classNames) {
        this.x = x;
        this.y = y;
        this.classNames = List.copyOf(classNames);
    }

    /// A run begins: its first epoch is judged.
    public void begin() {
        due = System.nanoTime();
    }

    /// An epoch is over.
    public void epochEnds(Model model, Recorder recorder) {
        judged = false;
        long now = System.nanoTime();
        if (now - due >= 0) {
            judge(model, recorder);
            due = System.nanoTime() + Math.max(PAUSE, SHARE * (System.nanoTime() - now));
        }
    }

    /// The run is over; its last epoch may have been left out.
    public void ends(Model model, Recorder recorder) {
        if (!judged) {
            judge(model, recorder);
        }
    }

    private void judge(Model model, Recorder recorder) {
        judged = true;
        Judgement.of(x, y, model.predictOnBatch(x), classNames, "the given examples")
                .ifPresent(recorder::judge);
    }
}
