-- Owner: compensation. Why: what somebody did with a copied name is undone, unless the run itself has asked for the same since (promises P1, P2).

-- A process instance that asked for an effect of a called process which another had claimed, and got its receipt, or goes on with it. None, most of
-- the time: such a key is asked for once.
CREATE TABLE effect_asker (
    key      text   NOT NULL CONSTRAINT effect_asker_effect REFERENCES effect (key) ON DELETE CASCADE,
    instance bigint NOT NULL,
    CONSTRAINT effect_asker_pk PRIMARY KEY (key, instance)
);
