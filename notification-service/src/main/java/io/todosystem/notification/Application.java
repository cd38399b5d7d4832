package io.todosystem.notification;

import io.todosystem.platform.config.Launcher;

/** Starts notification-service. */
public final class Application {

    private Application() {}

    public static void main(String[] args) {
        Launcher.run(Application.class, args);
    }
}
