package io.todosystem.platform.config;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.EmbeddedApplication;
import io.todosystem.platform.lifecycle.Drain;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a process of this system and ends it in good order; its {@code main} calls nothing else.
 *
 * <p>What is wrong with the configuration, or a port in use, is one sentence in the log and exit code 1. SIGTERM first
 * {@link Drain drains}, then closes every bean.
 */
public final class Launcher {
    private static final Logger log = LoggerFactory.getLogger(Launcher.class);

    private Launcher() {}

    public static void run(Class<?> application, String... args) {
        // grpc-netty 1.75 was made for the pooled allocator of Netty 4.1; the adaptive one of 4.2 costs it throughput.
        if (System.getProperty("io.netty.allocator.type") == null) {
            System.setProperty("io.netty.allocator.type", "pooled");
        }
        try {
            start(application, args);
        } catch (Throwable failure) {
            StartFailure.sentence(failure).ifPresentOrElse(log::error, () -> log.error("The start failed", failure));
            System.exit(1);
        }
    }

    private static void start(Class<?> application, String... args) {
        long startedAt = System.nanoTime();
        ApplicationContext context = ApplicationContext.builder(application)
                .deduceEnvironment(false)
                .banner(false)
                .args(args)
                .start();
        Drain drain = context.getBean(Drain.class);
        EmbeddedApplication<?> server = context.getBean(EmbeddedApplication.class);
        server.start();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    stop(context, drain);
                    ended.countDown();
                }));
        log.info("{} started in {} ms", application.getPackageName(), (System.nanoTime() - startedAt) / 1_000_000);
        awaitEnd(ended);
    }

    private static void stop(ApplicationContext context, Drain drain) {
        log.info("Stopping");
        try (context) {
            drain.drain();
        } catch (RuntimeException e) {
            log.error("The process did not stop in good order", e);
        }
        log.info("Stopped");
    }

    private static void awaitEnd(CountDownLatch ended) {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
