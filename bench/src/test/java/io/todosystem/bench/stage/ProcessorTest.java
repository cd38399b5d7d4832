package io.todosystem.bench.stage;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ProcessorTest {
    @Test
    void name_of_the_process_may_hold_anything() {
        assertThat(Processor.parse("42 (a ) b) S 1 42 42 0 -1 4194304 1 0 0 0 100 20 3 4 20 0 1 0 99 1 1"))
                .isEqualTo(127);
    }

    @Test
    void work_of_this_process_is_seen() {
        long self = ProcessHandle.current().pid();
        Processor before = Processor.of(List.of(self));

        long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }

        assertThat(before.since()).isPositive();
    }
}
