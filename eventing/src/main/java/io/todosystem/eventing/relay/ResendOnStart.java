package io.todosystem.eventing.relay;

import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.todosystem.eventing.outbox.Resend;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Sends the newest events again where the configuration says that Kafka may have lost them. */
@Singleton
final class ResendOnStart {
    private final RelayConfiguration configuration;
    private final Resend resend;
    private final Clock clock;

    ResendOnStart(RelayConfiguration configuration, Resend resend, Clock clock) {
        this.configuration = configuration;
        this.resend = resend;
        this.clock = clock;
    }

    @EventListener
    void start(StartupEvent event) {
        if (configuration.resendOnStart().isPositive()) {
            resend.since(clock.instant().minus(configuration.resendOnStart()));
        }
    }
}
