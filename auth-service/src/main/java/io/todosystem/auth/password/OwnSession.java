package io.todosystem.auth.password;

import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/** Gives way to other processes from when auth serves on: until then all of them wait for it. */
@Singleton
final class OwnSession {
    private final HashingConfiguration configuration;

    OwnSession(HashingConfiguration configuration) {
        this.configuration = configuration;
    }

    @EventListener
    void served(ServerStartupEvent event) {
        Niceness.giveToOwnSession(configuration.niceness());
    }
}
