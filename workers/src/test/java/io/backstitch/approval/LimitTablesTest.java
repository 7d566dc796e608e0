package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whether anybody may approve in a currency is known when a request comes, without the engine. */
class LimitTablesTest {

    @Test
    void knowTheTablesThatAreDeployed() {
        assertThat(LimitTables.mayHaveLimit("expense", "EUR")).isTrue();
        assertThat(LimitTables.mayHaveLimit("expense", "JPY")).isFalse();
        assertThat(LimitTables.mayHaveLimit("onboarding", "JPY")).isTrue();
        assertThat(LimitTables.mayHaveLimit("nothing", "EUR")).isFalse();
    }
}
