package io.todosystem.e2e.faults;

import io.todosystem.e2e.Stack;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Takes minutes, so only {@code ./todo test all} runs it. */
@Tag("faults")
@ExtendWith(Stack.Extension.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface FaultSuite {}
