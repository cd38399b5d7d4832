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
 * @param threads hashes at once; 0 means half as many as there are cores, at least one, as far as the heap goes
 * @param queue how many may wait
 * @param niceness by which hashes give way to the rest of the service, and the service to other processes where it leads
 *     a session that the kernel weighs as a whole (autogroups), on Linux; 0 means not at all
 * @param rest how many times as long as a hash waited for a processor its thread rests afterwards, at most half a second,
 *     so that those who are signed in seldom meet a hash when processors are short; 0 means not at all, which fits where
 *     auth has a limit of processor time of its own
 */
@ConfigurationProperties("todo.auth.hashing")
record HashingConfiguration(
        @Bindable(defaultValue = "47104") @Min(19456) @Max(1_048_576)
        int memoryKib,

        @Bindable(defaultValue = "1") @Min(1) @Max(16) int iterations,
        @Bindable(defaultValue = "1") @Min(1) @Max(16) int parallelism,
        @Bindable(defaultValue = "0") @Min(0) @Max(256) int threads,
        @Bindable(defaultValue = "16") @Min(1) @Max(1024) int queue,
        @Bindable(defaultValue = "10") @Min(0) @Max(19) int niceness,
        @Bindable(defaultValue = "10") @Min(0) @Max(100) int rest) {

    HashingConfiguration {
        if (iterations == 1 && memoryKib < 47104) {
            throw new ConfigurationException(
                    "todo.auth.hashing: one iteration needs memory-kib of at least 47104, or use two iterations");
        }
        threads = threads == 0 ? threadsOn(Runtime.getRuntime().availableProcessors()) : threads;
        threads = Math.min(threads, threadsIn(Runtime.getRuntime().maxMemory(), memoryKib));
    }

    /** The rest is for those who are signed in already. */
    static int threadsOn(int cores) {
        return Math.max(1, cores / 2);
    }

    /** How many hashes half of a heap has room for. */
    static int threadsIn(long heapBytes, int memoryKib) {
        long hashes = heapBytes / 2 / (memoryKib * 1024L);
        if (hashes < 1) {
            throw new ConfigurationException("A password hash takes " + memoryKib / 1024
                    + " MiB: auth needs a heap of at least " + memoryKib / 512
                    + " MiB (java -Xmx), it has "
                    + heapBytes / 1024 / 1024);
        }
        return (int) Math.min(hashes, Integer.MAX_VALUE);
    }
}
