package io.todosystem.localstack.doctor;

import io.todosystem.localstack.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A page of a service's management port.
 *
 * @param date what the service takes for the time, to the second; the epoch if it does not say
 */
record ManagementPage(String text, Instant date) {
    private static final int PATIENCE_MILLIS = 3_000;

    static ManagementPage read(int port, String path) throws IOException {
        URI page = URI.create("http://" + Ports.LOOPBACK + ":" + port + path);
        HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        try (InputStream body = connection.getInputStream()) {
            return new ManagementPage(
                    new String(body.readAllBytes(), StandardCharsets.UTF_8),
                    Instant.ofEpochMilli(connection.getDate()));
        } finally {
            connection.disconnect();
        }
    }
}
