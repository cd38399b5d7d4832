package io.todosystem.auth.password;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * Cost of a password hash and how many are made at once.
 *
 * @param memoryKib memory of one hash
 * @param iterations passes over the memory
 * @param parallelism lanes of one hash
 * @param threads hashes at once; 0 means one a core
 * @param queue how many may wait
 */
@ConfigurationProperties("todo.auth.hashing")
record HashingConfiguration(
        @Bindable(defaultValue = "47104") @Min(19456) @Max(1_048_576)
        int memoryKib,

        @Bindable(defaultValue = "1") @Min(1) @Max(16) int iterations,
        @Bindable(defaultValue = "1") @Min(1) @Max(16) int parallelism,
        @Bindable(defaultValue = "0") @Min(0) @Max(256) int threads,
        @Bindable(defaultValue = "16") @Min(1) @Max(1024) int queue) {

    HashingConfiguration {
        if (iterations == 1 && memoryKib < 47104) {
            throw new ConfigurationException(
                    "todo.auth.hashing: one iteration needs memory-kib of at least 47104, or use two iterations");
        }
        threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
