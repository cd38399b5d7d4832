package io.todosystem.platform.grpc.client;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryBudgetTest {
    @Test
    void a_new_process_is_given_two_retries() {
        RetryBudget budget = new RetryBudget();

        assertThat(spendAll(budget)).isEqualTo(2);
    }

    @Test
    void after_that_one_call_in_ten_may_be_tried_again() {
        RetryBudget budget = new RetryBudget();
        spendAll(budget);
        int retries = 0;
        for (int call = 0; call < 1000; call++) {
            budget.firstTry();
            retries += budget.spend() ? 1 : 0;
        }

        assertThat(retries).isEqualTo(100);
    }

    @Test
    void quiet_times_save_no_more_than_ten() {
        RetryBudget budget = new RetryBudget();
        for (int call = 0; call < 10_000; call++) {
            budget.firstTry();
        }

        assertThat(spendAll(budget)).isEqualTo(10);
    }

    private static int spendAll(RetryBudget budget) {
        int spent = 0;
        while (budget.spend()) {
            spent++;
        }
        return spent;
    }
}
