package io.todosystem.bench.harness;

/**
 * What {@code ./todo bench NAME} runs. It may report several figures; if it throws, the others are measured all the
 * same.
 */
public interface Measurement {
    String name();

    void run(Plan plan, Report report) throws Exception;
}
