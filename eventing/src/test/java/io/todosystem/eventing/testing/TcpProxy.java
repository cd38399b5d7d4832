package io.todosystem.eventing.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Stands between clients and a server on this machine, and loses what it is told to. */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket listener;
    private final int target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lostAnswers = new AtomicInteger();
    private volatile boolean refusing;
    private volatile boolean mute;
    private volatile String answer = "";
    private volatile BooleanSupplier losing = () -> false;

    private TcpProxy(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    public static TcpProxy to(int target) {
        try {
            return new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The server is away: connections are cut and no new ones made, until {@link #restore}. */
    public void refuse() {
        refusing = true;
        cut();
    }

    /** What clients say arrives; what the server answers does not, until {@link #restore}, which cuts them off. */
    public void mute() {
        mute = true;
    }

    /** An answer with this text is lost, and the connection breaks, where {@code when} says so. */
    public void loseAnswers(String text, BooleanSupplier when) {
        losing = when;
        answer = text;
    }

    /** How many answers {@link #loseAnswers} cost. */
    public int lostAnswers() {
        return lostAnswers.get();
    }

    public void restore() {
        answer = "";
        refusing = false;
        if (mute) {
            mute = false;
            cut();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private void cut() {
        links.forEach(Link::cut);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                if (refusing) {
                    client.close();
                } else {
                    open(client);
                }
            } catch (IOException e) {
                // Closed, or the server is not there: the client sees a broken connection.
            }
        }
    }

    @SuppressWarnings("AddressSelection") // The loopback address, by name of nobody.
    private void open(Socket client) throws IOException {
        try {
            var link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
            links.add(link);
            Thread.ofVirtual().start(link::forward);
            Thread.ofVirtual().start(link::answer);
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private final class Link {
        private final Socket client;
        private final Socket server;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void forward() {
            try (client;
                    server) {
                var buffer = new byte[BUFFER];
                for (int read = client.getInputStream().read(buffer); read >= 0; ) {
                    server.getOutputStream().write(buffer, 0, read);
                    read = client.getInputStream().read(buffer);
                }
            } catch (IOException e) {
                // Broken on one side is broken on both.
            } finally {
                links.remove(this);
            }
        }

        void answer() {
            try (client;
                    server) {
                var buffer = new byte[BUFFER];
                for (int read = server.getInputStream().read(buffer); read >= 0; ) {
                    if (isLost(buffer, read)) {
                        lostAnswers.incrementAndGet();
                        return;
                    }
                    if (!mute) {
                        client.getOutputStream().write(buffer, 0, read);
                    }
                    read = server.getInputStream().read(buffer);
                }
            } catch (IOException e) {
                // Broken on one side is broken on both.
            }
        }

        void cut() {
            try (client;
                    server) {
                links.remove(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private boolean isLost(byte[] buffer, int length) {
            var text = answer;
            return !text.isEmpty()
                    && new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(text)
                    && losing.getAsBoolean();
        }
    }
}
