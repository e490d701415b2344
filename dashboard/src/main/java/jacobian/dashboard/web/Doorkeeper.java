package jacobian.dashboard.web;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/// Lets in who knows the token and calls this machine by its own name; tells the browser to load nothing from
/// elsewhere. The names of hosts are checked because a page elsewhere can make its own name lead here.
final class Doorkeeper {
    private static final int TOKEN_BYTES = 16;

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'";

    private static final HeaderName OPENER = HeaderNames.create("Cross-Origin-Opener-Policy");
    private static final HeaderName RESOURCES = HeaderNames.create("Cross-Origin-Resource-Policy");
    private static final HeaderName REFERRER = HeaderNames.create("Referrer-Policy");
    private static final HeaderName SNIFFING = HeaderNames.create("X-Content-Type-Options");
    private static final HeaderName CONTENT = HeaderNames.create("Content-Security-Policy");

    private final String token;

    Doorkeeper() {
        var bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        this.token = HexFormat.of().formatHex(bytes);
    }

    String token() {
        return token;
    }

    void check(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        response.header(CONTENT, POLICY);
        response.header(OPENER, "same-origin");
        response.header(RESOURCES, "same-origin");
        response.header(REFERRER, "no-referrer");
        response.header(SNIFFING, "nosniff");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        int port = request.localPeer().port();
        if (!isOurs(request.headers().first(HeaderNames.HOST).orElse(""), port)) {
            refuse(response, "This page answers to 127.0.0.1:" + port + " only.");
        } else if (!knows(request.path().rawPath())) {
            refuse(response, "The address needs its token: open the whole address that was printed.");
        } else if (!isFromHere(request, port)) {
            refuse(response, "Another page may not ask for this.");
        } else {
            chain.proceed();
        }
    }

    private static void refuse(RoutingResponse response, String sentence) {
        response.status(Status.FORBIDDEN_403)
                .header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .send(sentence + "\n");
    }

    private static boolean isOurs(String host, int port) {
        return Set.of("127.0.0.1:" + port, "localhost:" + port).contains(host);
    }

    private static boolean isFromHere(RoutingRequest request, int port) {
        var origin = request.headers().first(HeaderNames.ORIGIN);
        return origin.isEmpty()
                || origin.get().equals("http://127.0.0.1:" + port)
                || origin.get().equals("http://localhost:" + port);
    }

    /// Compared in a time that does not depend on how much of it is right.
    private boolean knows(String path) {
        int end = path.indexOf('/', 1);
        var given = path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
