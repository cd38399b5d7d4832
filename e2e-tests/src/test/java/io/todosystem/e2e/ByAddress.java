package io.todosystem.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Needs nothing of the system but its addresses: {@code ./todo test e2e --url URL} runs it against one that runs
 * already.
 */
@Tag("address")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ByAddress {}
