package io.todosystem.auth;

import io.todosystem.platform.config.Launcher;

/** Starts auth. */
public final class Application {
    private Application() {}

    public static void main(String[] args) {
        Launcher.run(Application.class, args);
    }
}
