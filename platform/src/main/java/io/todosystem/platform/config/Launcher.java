package io.todosystem.platform.config;

import io.micronaut.runtime.Micronaut;

/** Starts a process of this system; its {@code main} calls nothing else. */
public final class Launcher {
    private Launcher() {}

    public static void run(Class<?> application, String... args) {
        Micronaut.build(args).mainClass(application).start();
    }
}
