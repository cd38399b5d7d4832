package io.todosystem.auth.password;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a thread give way to others when there are more of them than processors: to those of its own process, and to
 * other processes where the kernel does not weigh sessions (autogroups) and containers as wholes.
 *
 * <p>Linux keeps a niceness for each thread, and lets everybody raise their own; Java's priorities do not reach it
 * without options of the virtual machine. Where this is not Linux nothing happens.
 */
final class Niceness {
    private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
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
