package io.backstitch.compensation;

import java.sql.SQLException;

/**
 * The ledger's database did not do what was asked. Usually the database is down or overloaded: nothing was recorded, try
 * again later. Nothing may be called outside while the ledger cannot be asked.
 */
public final class LedgerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LedgerUnavailable(SQLException cause) {
        super("The ledger's database did not answer: " + cause.getMessage(), cause);
    }
}
