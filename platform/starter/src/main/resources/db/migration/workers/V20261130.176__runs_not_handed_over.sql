-- Owner: history. Why: the list of the runs that wait to be handed over costs what it shows, however many runs there are.

CREATE INDEX run_not_handed_over ON run (accepted_at DESC, id DESC) WHERE relayed_at IS NULL;
