package io.todosystem.platform.paging;

import io.todosystem.platform.failure.Failure;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class PageTokensPropertyTest {
    private final PageTokens tokens = new PageTokens(new byte[32]);

    @Property
    void a_position_comes_back_for_its_query(@ForAll("texts") String query, @ForAll("texts") String position) {
        assertThat(tokens.open(query, tokens.seal(query, position))).isEqualTo(position);
    }

    @Property
    void a_position_comes_back_for_no_other_query(
            @ForAll("texts") String query, @ForAll("texts") String position, @ForAll @NotEmpty String more) {
        assertRefused(query + more, tokens.seal(query, position));
    }

    @Property
    void nothing_else_is_a_token(@ForAll String query, @ForAll String token) {
        assertRefused(query, token);
    }

    private void assertRefused(String query, String token) {
        assertThat(catchThrowable(() -> tokens.open(query, token)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.reason()).isEqualTo("INVALID_PAGE_TOKEN"));
    }

    /** What PostgreSQL can hold: no halves of pairs. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withCharRange('\1', '\ud7ff').withCharRange('\ue000', '\uffff');
    }
}
