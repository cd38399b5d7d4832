package io.todosystem.notification.delivery;

import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.opentelemetry.context.Context;
import io.todosystem.eventing.loop.OneLine;
import io.todosystem.eventing.transaction.Transactions;
import io.todosystem.platform.failure.Failure;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due: leases it in a short transaction, asks auth for the addresses, hands it to the mail server, and
 * writes down the outcome, each outside of the transactions of the others.
 *
 * <p>A mail is sent at least once. A try that dies leaves its lease to run out, and the next one sends it again.
 */
@Singleton
final class MailWorker {

    private static final Logger LOG = LoggerFactory.getLogger(MailWorker.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(8);
    /** Of a lease, what is kept for asking auth (5 s) and for writing the outcome. */
    private static final Duration BESIDE_SMTP = Duration.ofSeconds(10);

    private static final int TRIES_TO_RECORD = 5;

    private final Deliveries deliveries;
    private final Addresses addresses;
    private final MailSender sender;
    private final DeliveryScope scope;
    private final Duration smtpLimit;
    private final Semaphore slots;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("mail-", 0).factory());
    private @Nullable Thread loop;
    private volatile boolean stopped;

    MailWorker(Deliveries deliveries, Addresses addresses, MailSender sender, DeliveryScope scope, MailConfig config) {
        this.deliveries = deliveries;
        this.addresses = addresses;
        this.sender = sender;
        this.scope = scope;
        this.smtpLimit = config.lease().minus(BESIDE_SMTP);
        this.slots = new Semaphore(config.concurrency());
    }

    @EventListener
    void start(StartupEvent started) {
        loop = Thread.ofVirtual().name("mail-worker").start(this::run);
    }

    /** What is in the work is finished; what is not by then is sent again when its lease ends. */
    @PreDestroy
    void stop() throws InterruptedException {
        stopped = true;
        deliveries.wake();
        if (loop != null) {
            loop.join(FAREWELL);
        }
        threads.shutdown();
        if (!threads.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
    }

    private void run() {
        boolean well = true;
        while (!stopped) {
            try {
                if (!sendDue()) {
                    deliveries.awaitNews(POLL);
                }
                well = true;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                if (well) {
                    tell(e);
                }
                well = false;
                pause(POLL);
            }
        }
    }

    private static void tell(Throwable cause) {
        if (cause instanceof RuntimeException failure && Transactions.mayPass(failure)) {
            LOG.warn("deliveries stand still; looking again each second: {}", OneLine.of(cause));
        } else {
            LOG.error("deliveries stand still; looking again each second", cause);
        }
    }

    /** False if nothing was due or everything that may run at once is running. */
    private boolean sendDue() {
        int free = slots.availablePermits();
        List<Delivery> leased = free == 0 ? List.of() : deliveries.lease(free);
        if (leased.isEmpty()) {
            return false;
        }
        try {
            Map<UUID, String> known = addressesOf(leased);
            leased.forEach(delivery -> begin(delivery, known.get(delivery.userId())));
        } catch (Failure e) {
            String reason = "AUTH_" + e.code();
            leased.forEach(delivery -> deliveries.record(delivery, new Outcome.Postponed(reason)));
        }
        return true;
    }

    private Map<UUID, String> addressesOf(List<Delivery> leased) {
        try (var _ = scope.traceOf(leased.getFirst()).makeCurrent()) {
            return addresses.of(leased.stream().map(Delivery::userId).toList());
        }
    }

    private void begin(Delivery delivery, @Nullable String address) {
        slots.acquireUninterruptibly();
        threads.execute(() -> {
            try {
                scope.run(
                        delivery,
                        () -> record(
                                delivery,
                                address == null ? new Outcome.Dropped("USER_UNKNOWN") : send(delivery, address)));
            } finally {
                slots.release();
                deliveries.wake();
            }
        });
    }

    /** Within the lease, whatever auth and the mail server do. */
    private Outcome send(Delivery delivery, String address) {
        Future<Outcome> sending = threads.submit(Context.current().wrap(() -> sender.send(delivery, address)));
        try {
            return sending.get(smtpLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            sending.cancel(true);
            return new Outcome.Postponed("SMTP_TIMEOUT");
        } catch (InterruptedException e) {
            sending.cancel(true);
            Thread.currentThread().interrupt();
            return new Outcome.Postponed("SHUTDOWN");
        } catch (ExecutionException e) {
            LOG.error("delivery {} could not be sent for a bug; it will be tried again", delivery.id(), e.getCause());
            return new Outcome.Postponed("INTERNAL");
        }
    }

    /** The mail may be out: to forget that because the database blinks would send it twice. */
    private void record(Delivery delivery, Outcome outcome) {
        for (int attempt = 1; ; attempt++) {
            try {
                deliveries.record(delivery, outcome);
                return;
            } catch (RuntimeException e) {
                if (attempt == TRIES_TO_RECORD) {
                    tellUnrecorded(delivery, outcome, e);
                    return;
                }
                pause(POLL);
            }
        }
    }

    private static void tellUnrecorded(Delivery delivery, Outcome outcome, RuntimeException cause) {
        if (Transactions.mayPass(cause)) {
            LOG.error("delivery {} ended {}, unrecorded; tried again: {}", delivery.id(), outcome, OneLine.of(cause));
        } else {
            LOG.error("delivery {} ended {}, unrecorded; tried again", delivery.id(), outcome, cause);
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
