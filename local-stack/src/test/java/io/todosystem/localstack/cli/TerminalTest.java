package io.todosystem.localstack.cli;

import io.todosystem.localstack.StackFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TerminalTest {
    /** As here: what runs tests reads no keyboard. */
    @Test
    void who_cannot_be_asked_is_told_what_to_do_instead() {
        assertThatThrownBy(() -> Terminal.require("Use --yes."))
                .isInstanceOf(StackFailure.class)
                .hasMessage("Use --yes.");
    }
}
