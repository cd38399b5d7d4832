package io.todosystem.platform.paging;

import io.todosystem.platform.failure.Failure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PageTokensTest {
    private final PageTokens tokens = new PageTokens(new byte[32]);

    @Test
    void a_position_comes_back_for_its_own_query() {
        assertThat(tokens.open("open tasks", tokens.seal("open tasks", "17|ä"))).isEqualTo("17|ä");
    }

    @Test
    void a_token_of_another_query_is_refused() {
        refused("done tasks", tokens.seal("open tasks", "17"));
    }

    @Test
    void query_and_position_do_not_run_into_each_other() {
        refused("a", tokens.seal("ab", "c"));
        refused("ab", tokens.seal("a", "bc"));
    }

    @Test
    void a_token_of_another_key_is_refused() {
        byte[] other = new byte[32];
        other[0] = 1;
        refused("q", new PageTokens(other).seal("q", "17"));
    }

    @Test
    void every_changed_character_is_noticed() {
        String token = tokens.seal("q", "position 17");
        for (int i = 0; i < token.length() - 1; i++) {
            char changed = token.charAt(i) == 'A' ? 'B' : 'A';
            refused("q", token.substring(0, i) + changed + token.substring(i + 1));
        }
    }

    @Test
    void nonsense_is_refused() {
        refused("q", "");
        refused("q", "!!");
        refused("q", "QUJD");
    }

    private void refused(String query, String token) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> tokens.open(query, token))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("INVALID_PAGE_TOKEN"));
    }
}
