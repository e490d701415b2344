package jacobian.dashboard.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How far a training has come, as the file `training.json` in the folder of its run says: written by the
/// callback, read by every page that shows the folder.
///
/// @param state `running`, `done`, `stopped`, `failed` by an exception, or `lost` where the process has gone without a
/// word
/// @param process the process that trains
/// @param began when it began, in seconds since 1970
/// @param epoch the epoch that runs, from 0
/// @param epochs how many there will be
/// @param batch how many batches of the epoch are done
/// @param batches how many batches an epoch has; 0 while that is not known
/// @param secondsLeft the time left; -1 while that is not known
public record Status(
        String state, long process, double began, int epoch, int epochs, long batch, long batches, double secondsLeft) {
    /// The file that says how far a training is.
    public static final String FILE = "training.json";

    /// A file of this name asks the training to end.
    public static final String STOP = "training.stop";

    public static final String RUNNING = "running";
    public static final String DONE = "done";
    public static final String STOPPED = "stopped";
    public static final String FAILED = "failed";
    public static final String LOST = "lost";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_BYTES = 1 << 14;

    /// The one in the folder of a run, if there is a readable one.
    public static Optional<Status> in(Path folder) {
        var file = folder.resolve(FILE);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            return JSON.readTree(Files.readString(file)) instanceof ObjectNode object
                    ? Optional.of(of(object))
                    : Optional.empty();
        } catch (IOException | UncheckedIOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static Status of(ObjectNode json) {
        var status = new Status(
                json.path("state").asString(""),
                json.path("process").asLong(0),
                json.path("began").asDouble(0),
                json.path("epoch").asInt(0),
                json.path("epochs").asInt(0),
                json.path("batch").asLong(0),
                json.path("batches").asLong(0),
                json.path("seconds_left").asDouble(-1));
        return status.isRunning() && !status.isAlive() ? status.withState(LOST) : status;
    }

    /// As JSON, as it stands in the file.
    public String json() {
        return JSON.createObjectNode()
                .put("state", state)
                .put("process", process)
                .put("began", began)
                .put("epoch", epoch)
                .put("epochs", epochs)
                .put("batch", batch)
                .put("batches", batches)
                .put("seconds_left", secondsLeft)
                .toString();
    }

    public Status withState(String state) {
        return new Status(state, process, began, epoch, epochs, batch, batches, secondsLeft);
    }

    public boolean isRunning() {
        return state.equals(RUNNING);
    }

    /// Whether the process is there; another that has its number since began after the training.
    private boolean isAlive() {
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .map(handle -> handle.info()
                        .startInstant()
                        .map(start -> !start.isAfter(Instant.ofEpochMilli((long) (began * 1000) + 1000)))
                        .orElse(true))
                .orElse(false);
    }
}
