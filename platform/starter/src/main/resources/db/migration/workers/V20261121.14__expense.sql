-- Owner: expense. Why: the budgets that reports are paid from, and the journal in which payouts are booked.

CREATE TABLE expense_budget (
    cost_center text        NOT NULL,
    currency    text        NOT NULL,
    granted     bigint      NOT NULL CONSTRAINT expense_budget_granted CHECK (granted >= 0),     -- minor units
    reserved    bigint      NOT NULL CONSTRAINT expense_budget_reserved CHECK (reserved >= 0),   -- may exceed a budget that was cut
    granted_by  text        NOT NULL,
    granted_at  timestamptz NOT NULL,
    CONSTRAINT expense_budget_pk PRIMARY KEY (cost_center, currency)
);

-- What each report has taken of its budget.
CREATE TABLE expense_reservation (
    report      text        CONSTRAINT expense_reservation_pk PRIMARY KEY,   -- the business id of its run
    cost_center text        NOT NULL,
    currency    text        NOT NULL,
    amount      bigint      NOT NULL CONSTRAINT expense_reservation_amount CHECK (amount > 0),
    state       text        NOT NULL CONSTRAINT expense_reservation_state CHECK (state IN ('RESERVED', 'RELEASED')),
    reserved_at timestamptz NOT NULL,
    CONSTRAINT expense_reservation_of FOREIGN KEY (cost_center, currency) REFERENCES expense_budget
);

-- A month; open when it has no row.
CREATE TABLE expense_period (
    period text        CONSTRAINT expense_period_pk PRIMARY KEY CONSTRAINT expense_period_month CHECK (period ~ '^\d{4}-\d{2}$'),
    closed boolean     NOT NULL,
    set_by text,                             -- null while nobody has closed or opened it
    set_at timestamptz
);

CREATE TABLE expense_journal (
    entry       bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT expense_journal_pk PRIMARY KEY,
    report      text        NOT NULL,
    kind        text        NOT NULL CONSTRAINT expense_journal_kind CHECK (kind IN ('BOOKED', 'REVERSED')),
    reverses    bigint      CONSTRAINT expense_journal_reverses REFERENCES expense_journal,
    period      text        NOT NULL CONSTRAINT expense_journal_period REFERENCES expense_period,
    cost_center text        NOT NULL,
    amount      bigint      NOT NULL,        -- minor units; negative when it reverses
    currency    text        NOT NULL,
    payout      text        NOT NULL,        -- the payments partner's id
    at          timestamptz NOT NULL,
    CONSTRAINT expense_journal_once UNIQUE (report, kind),
    CONSTRAINT expense_journal_sides CHECK ((kind = 'REVERSED') = (reverses IS NOT NULL) AND (kind = 'REVERSED') = (amount < 0))
);

-- Books are corrected by entries, never by erasers.
CREATE FUNCTION expense_journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: what is booked is only reversed', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER expense_journal_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON expense_journal
    FOR EACH STATEMENT EXECUTE FUNCTION expense_journal_refuse();
