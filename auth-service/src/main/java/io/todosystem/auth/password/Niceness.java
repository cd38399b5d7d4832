package io.todosystem.auth.password;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes hashing give way to other work when there is more of it than processors.
 *
 * <p>Linux keeps a niceness for each thread, and lets everybody raise their own; Java's priorities do not reach it
 * without options of the virtual machine. It counts among the threads of one group. Where the kernel makes each session
 * a group (autogroups, as on most desktops), it weighs them against each other by a niceness of the session, so that of
 * auth's own is raised as well. A container's weight is given from outside. Where this is not Linux nothing happens.
 */
final class Niceness {
    private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
    private static final Path GROUP_OF_THE_SESSION = Path.of("/proc/self/autogroup");
    private static final Path STATE = Path.of("/proc/self/stat");
    /** Behind the name, which ends at the last bracket. */
    private static final int WORD_OF_THE_SESSION = 3;

    private static final int ATTEMPTS = 10;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(130);

    private static final FunctionDescriptor NUMBER_TO_NUMBER =
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

    private Niceness() {}

    /** The same work, done by a thread that is nicer by so much than the one that started the process. */
    static Runnable raisedBy(int increment, Runnable work) {
        return () -> {
            raise(increment);
            work.run();
        };
    }

    /** Does nothing in the session of somebody else, such as a shell's. */
    static void giveToOwnSession(int niceness) {
        if (niceness == 0 || !Files.isWritable(GROUP_OF_THE_SESSION)) {
            return;
        }
        try {
            if (session() == ProcessHandle.current().pid() && !written(Integer.toString(niceness))) {
                LOG.info("The niceness of this session stays as it is: others are changing theirs");
            }
        } catch (IOException e) {
            LOG.info("The niceness of this session stays as it is: {}", e.getMessage());
        }
    }

    /** The kernel lets ten a second of all who are not root change theirs, and tells the others to come again. */
    private static boolean written(String niceness) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(niceness.getBytes(StandardCharsets.US_ASCII));
        try (FileChannel group = FileChannel.open(GROUP_OF_THE_SESSION, StandardOpenOption.WRITE)) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                if (group.write(bytes) > 0) {
                    return true;
                }
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
        return false;
    }

    private static long session() throws IOException {
        String state = Files.readString(STATE);
        String[] words = state.substring(state.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(words[WORD_OF_THE_SESSION]);
    }

    private static void raise(int increment) {
        if (increment == 0 || !System.getProperty("os.name").equals("Linux")) {
            return;
        }
        try {
            int ignored = (int) nice().invokeExact(increment);
        } catch (Throwable e) {
            LOG.warn("The niceness of a thread cannot be raised", e);
        }
    }

    /** C's {@code nice}, which may only be refused when somebody wants to be less nice. */
    @SuppressWarnings("restricted")
    private static MethodHandle nice() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow("nice"), NUMBER_TO_NUMBER);
    }
}
