package io.todosystem.platform.config;

/** The smallest process there is. */
final class LaunchedApplication {
    private LaunchedApplication() {}

    public static void main(String[] args) {
        Launcher.run(LaunchedApplication.class, args);
    }
}
