package io.todosystem.e2e.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A real nginx with the project's configuration; only addresses, ports and, if wanted, limits are its own. */
final class Nginx implements AutoCloseable {
    private static final Path CONFIGURATION = Path.of("..", "nginx").toAbsolutePath();
    private static final Pattern RATE = Pattern.compile("rate=\\S+;");

    private final Path folder;
    private final int plain = freePort();
    private final int tls = freePort();
    private final Process process;

    private Nginx(String name, Map<String, List<String>> upstreams, boolean limited) throws IOException {
        folder = Path.of("target", "edge-" + name).toAbsolutePath();
        Files.createDirectories(folder.resolve("temp"));
        copyConfiguration();
        run(
                CONFIGURATION.resolve("certificates").toString(),
                folder.resolve("tls").toString());
        site("upstreams.conf", addressed(Files.readString(CONFIGURATION.resolve("site/upstreams.conf")), upstreams));
        site("plain.conf", "listen 127.0.0.1:" + plain + ";\n");
        site("tls.conf", tlsSite());
        if (!limited) {
            var limits = Files.readString(CONFIGURATION.resolve("site/limits.conf"));
            site("limits.conf", RATE.matcher(limits).replaceAll("rate=100000r/s;"));
        }
        Files.deleteIfExists(log());
        process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            assertThat(process.isAlive()).as("nginx ended: see %s", log()).isTrue();
            return listens(plain) && listens(tls);
        });
    }

    /** In front of these addresses, by the names of the upstreams; limits as the project has them. */
    static Nginx limited(String name, Map<String, List<String>> upstreams) {
        return started(name, upstreams, true);
    }

    /** The same with limits that nobody reaches. */
    static Nginx unlimited(String name, Map<String, List<String>> upstreams) {
        return started(name, upstreams, false);
    }

    private static Nginx started(String name, Map<String, List<String>> upstreams, boolean limited) {
        try {
            return new Nginx(name, upstreams, limited);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI http() {
        return URI.create("http://127.0.0.1:" + plain);
    }

    URI https() {
        return URI.create("https://localhost:" + tls);
    }

    int plainPort() {
        return plain;
    }

    /** What clients trust. */
    Path authority() {
        return folder.resolve("tls/ca.crt");
    }

    /** Who trusts it. */
    HttpClient client() throws IOException, GeneralSecurityException {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        try (InputStream authority = Files.newInputStream(authority())) {
            trusted.setCertificateEntry(
                    "edge", CertificateFactory.getInstance("X.509").generateCertificate(authority));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    List<String> logged() {
        try {
            return Files.readAllLines(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path log() {
        return folder.resolve("log");
    }

    private List<String> command() {
        // Started by root its workers would be somebody who cannot read this folder.
        var user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        return List.of(
                program(),
                "-p",
                folder + "/",
                "-c",
                folder.resolve("conf/nginx.conf").toString(),
                "-g",
                user);
    }

    private void copyConfiguration() throws IOException {
        try (var files = Files.walk(CONFIGURATION)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = folder.resolve("conf").resolve(CONFIGURATION.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, Files.readString(file));
            }
        }
    }

    private void site(String file, String content) throws IOException {
        Files.writeString(folder.resolve("conf/site").resolve(file), content);
    }

    private static String addressed(String text, Map<String, List<String>> upstreams) {
        var addressed = text;
        for (var upstream : upstreams.entrySet()) {
            var server = Pattern.compile("(upstream " + upstream.getKey() + " \\{\n)    server \\S+ (.*)\n")
                    .matcher(addressed);
            assertThat(server.find()).as("upstream " + upstream.getKey()).isTrue();
            var lines = new StringBuilder("$1");
            upstream.getValue().forEach(address -> lines.append("    server ")
                    .append(Matcher.quoteReplacement(address))
                    .append(" $2\n"));
            addressed = server.replaceFirst(lines.toString());
        }
        // Names of containers mean nothing here.
        return addressed.replaceAll("server (bff|auth|tasks|notification):", "server 127.0.0.1:");
    }

    /** The word for HTTP/2 stands elsewhere since 1.25.1. */
    private String tlsSite() {
        var own = older(run(program(), "-v"));
        return "listen 127.0.0.1:%d ssl%s;%n%sssl_certificate %s;%nssl_certificate_key %s;%n"
                .formatted(
                        tls,
                        own ? " http2" : "",
                        own ? "" : "http2 on;\n",
                        folder.resolve("tls/edge.crt"),
                        folder.resolve("tls/edge.key"));
    }

    private static boolean older(String version) {
        var minor = Pattern.compile("nginx/1\\.(\\d+)\\.").matcher(version);
        return minor.find() && Integer.parseInt(minor.group(1)) < 25;
    }

    private static String program() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(directory -> Path.of(directory, "nginx"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("nginx is missing. Install it (Debian, Ubuntu: apt install nginx)."))
                .toString();
    }

    private static String run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean listens(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
