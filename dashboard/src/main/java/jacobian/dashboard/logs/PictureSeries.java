package jacobian.dashboard.logs;

import jacobian.keras.tensorboard.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The pictures of the last steps under one tag.
public final class PictureSeries {
    static final int MOST_STEPS = 8;

    /// So many bytes of one step are kept at the most.
    static final int MOST_BYTES = 8 << 20;

    /// The pictures of a step; `files` is empty where they were too large to keep.
    public record Pictures(long step, double wall, int width, int height, List<byte[]> files) {}

    private final Deque<Pictures> kept = new ArrayDeque<>();

    void add(long step, double wall, Event.Images images) {
        long bytes = images.files().stream().mapToLong(file -> file.length).sum();
        if (kept.size() >= MOST_STEPS) {
            kept.removeFirst();
        }
        kept.addLast(new Pictures(
                step, wall, images.width(), images.height(), bytes > MOST_BYTES ? List.of() : images.files()));
    }

    /// From the oldest to the newest.
    public List<Pictures> pictures() {
        return List.copyOf(kept);
    }

    /// The file of a picture.
    public Optional<byte[]> file(long step, int index) {
        return kept.stream()
                .filter(pictures -> pictures.step() == step)
                .filter(pictures -> index >= 0 && index < pictures.files().size())
                .map(pictures -> pictures.files().get(index))
                .findFirst();
    }
}
