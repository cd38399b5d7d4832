package io.todosystem.bench.load;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * What a load generator does again and again. A public class with a constructor of {@code Map<String, String>}.
 *
 * <p>Called by several threads at once.
 */
public interface Workload extends AutoCloseable {
    /** Begins one operation of the caller with this number; done when it is answered, exceptionally if it failed. */
    CompletionStage<?> start(int caller);

    @Override
    void close();

    static Workload of(String type, Map<String, String> arguments) throws ReflectiveOperationException {
        return Class.forName(type)
                .asSubclass(Workload.class)
                .getConstructor(Map.class)
                .newInstance(arguments);
    }
}
