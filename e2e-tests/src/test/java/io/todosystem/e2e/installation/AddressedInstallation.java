package io.todosystem.e2e.installation;

import io.todosystem.localstack.mail.StoredMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A system that runs already: {@code ./todo test e2e --url URL}. Its services' gRPC ports are the usual ones. */
public record AddressedInstallation(URI http, RemoteMailbox mailbox, Optional<Path> secrets) implements Installation {
    private static final Map<String, Integer> PORTS = Map.of("auth", 50051, "tasks", 50052, "notification", 50053);

    /** That of the properties {@code todo.url}, {@code todo.mailbox} and {@code todo.secrets}, if the first is set. */
    public static Optional<Installation> ofProperties() {
        return property("url").map(URI::create).map(url -> {
            var mailbox = property("mailbox").orElse("http://" + url.getHost() + ":8025");
            return new AddressedInstallation(
                    url,
                    new RemoteMailbox(URI.create(mailbox)),
                    property("secrets").map(Path::of));
        });
    }

    @Override
    public String grpc(String service) {
        return http.getHost() + ":" + PORTS.get(service);
    }

    @Override
    public String clientSecret(String client) {
        var folder = secrets.orElseThrow(
                () -> new AssertionError(
                        "This test needs the secrets of auth's clients: --secrets FOLDER, with those that CONTRIBUTING.md names"));
        try {
            return Files.readString(folder.resolve("TODO_CLIENT_SECRET_" + client.toUpperCase(Locale.ROOT)))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<StoredMail> mailsTo(String address) {
        return mailbox.list(address);
    }

    @Override
    public void close() {
        // It was there before, and stays.
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty("todo." + name)).filter(value -> !value.isBlank());
    }
}
