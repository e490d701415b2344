package jacobian.dashboard;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/// The browser of the desktop.
final class Browser {
    private Browser() {}

    /// Opens `address` where there is a desktop; whether it did.
    static boolean open(URI address) {
        var command = command(System.getProperty("os.name", "").toLowerCase(Locale.ROOT), address);
        if (command.isEmpty()) {
            return false;
        }
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> command(String system, URI address) {
        if (system.contains("mac")) {
            return List.of("open", address.toString());
        }
        if (system.contains("win")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", address.toString());
        }
        boolean desktop = System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
        return desktop ? List.of("xdg-open", address.toString()) : List.of();
    }
}
