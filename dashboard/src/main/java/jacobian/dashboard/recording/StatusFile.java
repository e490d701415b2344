package jacobian.dashboard.recording;

import jacobian.dashboard.logs.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The file that says how far a run is, and the one by which somebody asks it to end. A disk that refuses is a
/// warning: training goes on.
final class StatusFile {
    private static final System.Logger LOG = System.getLogger(StatusFile.class.getName());

    private final Path folder;
    private boolean warned;

    StatusFile(Path folder) {
        this.folder = folder;
        forget(folder.resolve(Status.STOP));
    }

    /// Readers see the old one or the new one. It need not outlive a loss of power.
    void write(Status status) {
        try {
            var next = folder.resolve(Status.FILE + ".new");
            Files.writeString(next, status.json());
            Files.move(next, folder.resolve(Status.FILE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            warn(e);
        }
    }

    boolean isStopAsked() {
        return Files.exists(folder.resolve(Status.STOP));
    }

    void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            warn(e);
        }
    }

    private void warn(IOException e) {
        if (!warned) {
            warned = true;
            LOG.log(System.Logger.Level.WARNING, "the dashboard cannot say how far the training is: " + e);
        }
    }
}
