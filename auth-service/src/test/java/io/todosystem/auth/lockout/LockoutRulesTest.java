package io.todosystem.auth.lockout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class LockoutRulesTest {
    @ParameterizedTest
    @CsvSource({"0,0", "4,0", "5,1", "6,2", "7,4", "14,512", "15,900", "16,900", "2000000000,900"})
    void from_the_fifth_failure_the_lock_doubles_to_a_quarter_of_an_hour(int failures, int seconds) {
        assertThat(LockoutRules.lock(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void it_is_forgotten_only_after_the_longest_lock() {
        assertThat(LockoutRules.MEMORY).isGreaterThan(LockoutRules.LONGEST);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,      192.0.2.0/24",
        "192.0.2.255,    192.0.2.0/24",
        "::ffff:192.0.2.7, 192.0.2.0/24",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2::, 2001:db8:1:2:0:0:0:0/64",
        "'', unknown",
        "localhost, unknown",
        "1.2.3.4.5, unknown"
    })
    void neighbours_share_a_block(String address, String block) {
        assertThat(AddressBlock.of(address)).isEqualTo(block);
    }
}
