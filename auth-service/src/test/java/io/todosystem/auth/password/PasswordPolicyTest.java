package io.todosystem.auth.password;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class PasswordPolicyTest {
    private final PasswordPolicy policy = new PasswordPolicy();

    @Test
    void eight_characters_are_enough_and_seven_are_not() {
        assertAccepted("tr0ub4d0");
        assertRefused("tr0ub4d", "at least 8 characters");
    }

    @Test
    void characters_are_counted_as_people_see_them_not_as_the_machine_stores_them() {
        assertAccepted("🦊🦉🐙🦔🐝🦋🐢🦩");
        assertRefused("🦊🦉🐙🦔🐝🦋🐢", "at least 8 characters");
    }

    @Test
    void a_password_of_1024_bytes_is_accepted_and_one_more_is_not() {
        assertAccepted("é".repeat(512));
        assertRefused("é".repeat(512) + "x", "at most 1024 bytes");
    }

    @Test
    void no_composition_is_asked_for() {
        assertAccepted("correct horse battery staple");
        assertAccepted("пароль который никто не знает");
    }

    @Test
    void what_everybody_tries_first_is_refused_in_any_case_of_its_letters() {
        assertRefused("password", "most common");
        assertRefused("PassWord", "most common");
        assertRefused("qwertyuiop", "most common");
    }

    @Test
    void the_list_of_common_passwords_is_there() {
        assertThat(new CommonPasswords().size()).isGreaterThan(10_000);
    }

    @Test
    void a_password_never_shows_in_text() {
        assertThat(Password.of("correct horse")).hasToString("password");
    }

    private void assertAccepted(String password) {
        assertThat(policy.objection(Password.of(password))).isEmpty();
    }

    private void assertRefused(String password, String words) {
        assertThat(policy.objection(Password.of(password)))
                .hasValueSatisfying(text -> assertThat(text).contains(words));
    }
}
