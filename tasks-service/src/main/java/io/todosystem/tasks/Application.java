package io.todosystem.tasks;

import io.todosystem.platform.config.Launcher;

final class Application {
    private Application() {}

    public static void main(String[] args) {
        Launcher.run(Application.class, args);
    }
}
