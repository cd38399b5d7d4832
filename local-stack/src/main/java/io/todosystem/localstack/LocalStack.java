package io.todosystem.localstack;

import io.todosystem.localstack.engine.HttpProbe;
import io.todosystem.localstack.engine.PostgresEngine;
import io.todosystem.localstack.mail.Mailbox;
import io.todosystem.localstack.service.Services;
import io.todosystem.localstack.supervise.Launch;
import io.todosystem.localstack.supervise.LogFile;
import io.todosystem.localstack.supervise.RecordedProcess;
import io.todosystem.localstack.supervise.Supervised;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The whole system as real processes: PostgreSQL, Kafka, the mail sink and every service, each supervised.
 *
 * <p>{@link Builder#start} returns when everything serves, or fails and leaves nothing running. {@link #close} ends
 * everything in order; it also runs when this process is told to end. Data stays in the home.
 */
public final class LocalStack implements AutoCloseable {
    private static final Duration BOUND_INTERVAL = Duration.ofSeconds(10);
    private static final Duration WHOLE_LIMIT = Duration.ofSeconds(10);

    private final Home home;
    private final Ports ports;
    private final Secrets secrets;
    private final Consumer<String> journal;
    private final HomeLock lock;
    private final Components components;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread atExit = new Thread(this::close, "stop-everything");
    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("bound-logs").factory());

    private LocalStack(Builder builder, HomeLock lock) {
        this.home = builder.home;
        this.ports = builder.ports;
        this.journal = builder.journal;
        this.lock = lock;
        this.secrets = Secrets.load(home.secrets());
        var assembly = new Assembly(home, ports, secrets, builder.project, builder.classCache);
        this.components =
                new Components(builder.names, name -> new Supervised(assembly.component(name), home, journal), journal);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Home home() {
        return home;
    }

    public Ports ports() {
        return ports;
    }

    /** Where REST is served. */
    public URI http() {
        return URI.create("http://" + ports.address(Ports.HTTP));
    }

    /** Host and port of a service's gRPC server. */
    public String grpc(String service) {
        return ports.address(Ports.grpcOf(service));
    }

    public String kafkaBootstrap() {
        return ports.address(Ports.KAFKA);
    }

    /** JDBC address of a service's database; the login has the name of the database. */
    public String databaseUrl(String service) {
        return PostgresEngine.url(ports, service);
    }

    public String databasePassword(String service) {
        return secrets.get(Secrets.databaseOf(service));
    }

    public String clientSecret(String client) {
        return secrets.get(Secrets.clientOf(client));
    }

    /** Every mail that was sent. */
    public Mailbox mailbox() {
        return new Mailbox(home.data("mail"));
    }

    /** Starts it if it is down and returns when it serves. */
    public void start(String name) {
        Supervised component = components.get(name);
        component.start();
        component.awaitReady();
    }

    /** Ends it; it stays down until {@link #start}. */
    public void stop(String name) {
        components.get(name).stop();
    }

    /** SIGKILL; it stays down until {@link #start}. */
    public void kill(String name) {
        components.get(name).kill();
    }

    /** SIGKILL for everything at once, as when the machine loses its power. */
    public void killAll() {
        components.all().forEach(Supervised::signalKill);
        components.all().forEach(Supervised::kill);
    }

    /** How it is run, for whoever runs another one like it on other ports. */
    public Launch launch(String name) {
        return components.get(name).launch();
    }

    /** Waits until it serves, for example after it crashed. */
    public void awaitReady(String name) {
        components.get(name).awaitReady();
    }

    public long pid(String name) {
        return components
                .get(name)
                .status()
                .pid()
                .orElseThrow(() -> new IllegalStateException(name + " is not running"));
    }

    public List<String> logs(String name, int lines) {
        return new LogFile(home.log(name)).tail(lines);
    }

    public List<Supervised.Status> status() {
        return components.all().stream().map(Supervised::status).toList();
    }

    /** Returns when everything has ended, whoever asked for it first. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            end();
        } else {
            awaitEnd();
        }
    }

    private void end() {
        housekeeping.shutdownNow();
        try {
            components.close();
        } finally {
            lock.close();
            ended.countDown();
        }
        if (Thread.currentThread() != atExit) {
            forgetAtExit();
        }
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether everything has been started, even if something has been stopped or has crashed since. */
    public boolean isStarted() {
        return started.get();
    }

    /** Whether it was told to end. */
    public boolean isClosed() {
        return closed.get();
    }

    /** Starts everything and returns when all of it serves; when something fails it ends the rest. */
    public void startAll() {
        try {
            components.start();
            awaitWhole();
        } catch (RuntimeException e) {
            boolean told = isClosed();
            close();
            throw told ? new StackFailure("It was told to end while it started.", e) : e;
        }
        ScheduledFuture<?> ignored = housekeeping.scheduleWithFixedDelay(
                this::boundLogs, BOUND_INTERVAL.toSeconds(), BOUND_INTERVAL.toSeconds(), TimeUnit.SECONDS);
        started.set(true);
    }

    /** The services find each other within a second or two of their start; until then the first request may fail. */
    private void awaitWhole() {
        if (components.has("bff") && !HttpProbe.awaits(ports.of(Ports.HTTP), "/health", WHOLE_LIMIT)) {
            journal.accept("The services serve, but not all have found each other yet");
        }
    }

    private void boundLogs() {
        for (String name : components.names()) {
            try {
                new LogFile(home.log(name)).bound();
            } catch (RuntimeException e) {
                journal.accept("The log of " + name + " could not be cut: " + e.getMessage());
            }
        }
    }

    private void forgetAtExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            journal.accept("Everything is stopped.");
        }
    }

    /** What to start and where. */
    public static final class Builder {
        private Home home = new Home(Path.of(".todo"));
        private Ports ports = Ports.standard(0);
        private Project project = Project.ofThisBuild();
        private Consumer<String> journal = line -> {};
        private List<String> names = all();
        private boolean classCache;

        /** The folder for data, logs and secrets. */
        public Builder home(Path folder) {
            this.home = new Home(folder);
            return this;
        }

        public Builder ports(Ports chosen) {
            this.ports = chosen;
            return this;
        }

        /** Ports that are free now, so that several stacks run side by side. */
        public Builder freePorts() {
            return ports(Ports.free());
        }

        /** Only PostgreSQL, Kafka and the mail sink. */
        public Builder enginesOnly() {
            this.names = List.of("postgres", "kafka", "mail");
            return this;
        }

        /**
         * Keeps the loaded classes of each process, which makes the next start of the same build quicker and this end
         * slower. Not for a stack that is started once.
         */
        public Builder classCache() {
            this.classCache = true;
            return this;
        }

        /** Hears what happens, a line at a time. */
        public Builder journal(Consumer<String> listener) {
            this.journal = listener;
            return this;
        }

        /** The stack, started. */
        public LocalStack start() {
            LocalStack stack = create();
            stack.startAll();
            return stack;
        }

        /** The stack, not started yet; the home is locked and what an earlier run left behind is gone. */
        public LocalStack create() {
            home.prepare();
            HomeLock lock = HomeLock.take(home);
            LocalStack stack;
            try {
                List<String> left = RecordedProcess.endAll(home.run(), Duration.ofSeconds(10));
                if (!left.isEmpty()) {
                    journal.accept("Stopped what an earlier run left behind: " + String.join(", ", left));
                }
                Preflight.check(home, ports, names);
                stack = new LocalStack(this, lock);
            } catch (RuntimeException e) {
                lock.close();
                throw e;
            }
            Runtime.getRuntime().addShutdownHook(stack.atExit);
            return stack;
        }

        private static List<String> all() {
            List<String> names = new ArrayList<>(List.of("postgres", "kafka", "mail"));
            names.addAll(Services.NAMES);
            return names;
        }
    }
}
