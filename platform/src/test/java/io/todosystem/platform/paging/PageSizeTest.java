package io.todosystem.platform.paging;

import io.todosystem.platform.failure.Failure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PageSizeTest {
    @Test
    void zero_means_the_default_and_too_many_the_most() {
        assertThat(PageSize.of(0)).isEqualTo(50);
        assertThat(PageSize.of(1)).isEqualTo(1);
        assertThat(PageSize.of(200)).isEqualTo(200);
        assertThat(PageSize.of(Integer.MAX_VALUE)).isEqualTo(200);
    }

    @Test
    void a_negative_size_is_refused() {
        assertThatExceptionOfType(Failure.class).isThrownBy(() -> PageSize.of(-1));
    }
}
