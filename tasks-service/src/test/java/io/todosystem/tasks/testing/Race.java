package io.todosystem.tasks.testing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs work at the same time, each on a thread of its own. */
public final class Race {
    private Race() {}

    public static <T> List<T> between(int contestants, IntFunction<T> work) throws Exception {
        var ready = new CountDownLatch(contestants);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> results = IntStream.range(0, contestants)
                    .mapToObj(i -> threads.submit((Callable<T>) () -> {
                        ready.countDown();
                        ready.await();
                        return work.apply(i);
                    }))
                    .toList();
            return results.stream().map(Race::get).toList();
        }
    }

    private static <T> T get(Future<T> result) {
        try {
            return result.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
