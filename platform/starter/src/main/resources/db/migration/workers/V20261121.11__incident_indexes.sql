-- Owner: workers, messaging. Why: nothing asks for the open incident of a job or an element any more; the dead letter keeps its key.

DROP INDEX incident_open_job;
DROP INDEX incident_open_element;
