package io.todosystem.localstack.engine;

import io.todosystem.localstack.Ports;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Asks a port on this machine whether a page is there. */
public final class HttpProbe {
    private static final int PATIENCE_MILLIS = 2000;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private HttpProbe() {}

    /** True for status 200 only. */
    public static boolean succeeds(int port, String path) throws IOException {
        URI page = URI.create("http://" + Ports.LOOPBACK + ":" + port + path);
        HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } finally {
            connection.disconnect();
        }
    }

    /** Whether it succeeds within this time. */
    public static boolean awaits(int port, String path, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean there = isThere(port, path);
        while (!there && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
            there = isThere(port, path);
        }
        return there;
    }

    private static boolean isThere(int port, String path) {
        try {
            return succeeds(port, path);
        } catch (IOException notYet) {
            return false;
        }
    }
}
