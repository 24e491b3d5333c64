package hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoginPaceTest {

    private final LoginPace pace = new LoginPace(() -> 0);

    private long failed(String name, String address) {
        assertThat(pace.enter(name, address)).isTrue();
        long millis = pace.failed(name, address);
        pace.leave(name, address, false);
        return millis;
    }

    @Test
    void eachWrongPasswordIsAnsweredLater() {
        assertThat(failed("ann", "192.0.2.1")).isEqualTo(250);
        assertThat(failed("ann", "192.0.2.1")).isEqualTo(500);
        assertThat(failed("ann", "192.0.2.2")).as("another address").isEqualTo(250);
        assertThat(pace.enter("ann", "192.0.2.1")).isTrue();
        pace.leave("ann", "192.0.2.1", true);
        assertThat(failed("ann", "192.0.2.1")).as("after the right one").isEqualTo(250);
    }

    @Test
    void onlySoManyAnswersOfANameAndAnAddressAreHeld() {
        for (int i = 0; i < 4; i++) {
            assertThat(pace.enter("ann", "192.0.2.1")).isTrue();
        }
        assertThat(pace.enter("ann", "192.0.2.1")).isFalse();
        for (int i = 0; i < 12; i++) {
            assertThat(pace.enter("n" + i, "192.0.2.1")).isTrue();
        }
        assertThat(pace.enter("bob", "192.0.2.1")).isFalse();
        assertThat(pace.enter("bob", "192.0.2.2")).isTrue();
    }

    /** A name that nobody can have is one name, however long and whichever. */
    @Test
    void namesThatNobodyHasAreSlowedTogether() {
        assertThat(failed("a b".repeat(1_000), "192.0.2.1")).isEqualTo(250);
        assertThat(failed("\ufffd".repeat(8_000), "192.0.2.1")).isEqualTo(500);
        assertThat(failed("ann", "192.0.2.1")).isEqualTo(250);
    }

    @Test
    void aFloodOfOthersMakesNobodyForgottenThatIsTried() {
        assertThat(failed("ann", "192.0.2.1")).isEqualTo(250);
        for (int i = 0; i < 15_000; i++) {
            assertThat(failed("n" + i, "192.0.2.9")).isEqualTo(250);
        }
        assertThat(failed("ann", "192.0.2.1")).isEqualTo(500);
        for (int i = 0; i < 15_000; i++) {
            assertThat(failed("m" + i, "192.0.2.9")).isEqualTo(250);
        }
        assertThat(failed("ann", "192.0.2.1")).isEqualTo(1_000);
    }
}
