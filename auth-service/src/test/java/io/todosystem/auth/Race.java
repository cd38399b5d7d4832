package io.todosystem.auth;

import io.grpc.StatusRuntimeException;
import io.todosystem.platform.grpc.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Calls that start at the same moment. */
final class Race {
    private Race() {}

    /** What became of each call: {@code OK} or the reason of the refusal. */
    static List<String> outcomes(int count, Callable<?> call) throws Exception {
        return outcomes(IntStream.range(0, count).mapToObj(i -> call).toList());
    }

    static List<String> outcomes(List<? extends Callable<?>> calls) throws Exception {
        var together = new CyclicBarrier(calls.size());
        List<String> outcomes = new ArrayList<>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> running = new ArrayList<>();
            for (Callable<?> call : calls) {
                running.add(callers.submit(() -> {
                    together.await();
                    return outcome(call);
                }));
            }
            for (Future<String> one : running) {
                outcomes.add(one.get());
            }
        }
        return outcomes;
    }

    private static String outcome(Callable<?> call) throws Exception {
        try {
            call.call();
            return "OK";
        } catch (StatusRuntimeException e) {
            return Failures.from(e).reason();
        }
    }
}
